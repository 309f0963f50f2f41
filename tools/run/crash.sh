# Fault injection: docs/reliability/faults.md.

crash() {
  build release drape drape-crash drape-audit render_fixtures
  say "Crash points and kill -9"
  node tests/crash/run.mjs "$@"
}
