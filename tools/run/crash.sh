# Fault injection: docs/reliability/faults.md.

# crash [ARGUMENT ...]: the arguments are tests/crash/run.mjs's; with --only the faults are left out.
crash() {
  build release drape drape-crash drape-audit faults_test drape_test_fixtures
  case " $* " in
    *" --only "* | *" --help "*) ;;
    *)
      say "Faults at every operation of the storage, lost power, disks that are full or read-only"
      ctest --preset release --tests-regex '^(faults|crash)\.' --no-tests=error --parallel "$(nproc)"
      ;;
  esac
  say "Crash points and kill -9"
  node tests/crash/run.mjs "$@"
}
