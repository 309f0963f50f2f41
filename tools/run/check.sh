# Tests, lint, formatting.

sources() { git ls-files '*.cpp' '*.h'; }

# run_tests PRESET [REGEX]; without it what CMakePresets.json says.
run_tests() {
  local preset="$1"
  say "Testing ($preset)"
  ctest --preset "$preset" --parallel "$(nproc)" ${2:+--tests-regex "$2"} --no-tests=error
}

malformed() {
  say "Malformed pictures"
  DRAPE_PROGRAM="$PWD/build/release/drape" DRAPE_MALFORMED="${DRAPE_MALFORMED:-100000}" node --test tests/http/malformed.test.mjs
}

check_format() {
  say "Formatting"
  sources | xargs clang-format --dry-run --Werror
}

# The sources for static analysis; with --recent those that the newest day of commits has touched.
analysed_sources() {
  local base=""
  if [ "${1:-}" = --recent ]; then
    base=$(git rev-list -1 --before="$(($(git log -1 --format=%ct) - 86400))" HEAD)
  fi
  if [ -n "$base" ]; then
    git diff --name-only --diff-filter=d "$base" -- 'src/*.cpp' 'tools/*.cpp'
  else
    git ls-files 'src/*.cpp' 'tools/*.cpp'
  fi
}

# tidy [--recent]. What passed once is not looked at again until it, a header of it or a check changes.
tidy() {
  say "Static analysis"
  analysed_sources "$@" | xargs --no-run-if-empty node tools/lint/tidy.mjs build/release build/lint/cache
}

# Works offline and tells nobody.
check_document() {
  say "API description"
  REDOCLY_TELEMETRY=off REDOCLY_SUPPRESS_UPDATE_NOTICE=true tools/lint/node_modules/.bin/redocly lint api/openapi.yaml
}

lint() { check_format && check_document && tidy "$@"; }

# The examples first: what is made from the document has them.
generate() {
  DRAPE_PROGRAM="$PWD/build/release/drape" node tools/contract/examples.mjs
  node clients/typescript/scripts/generate.mjs
  node tools/contract/bruno.mjs
}

fmt() { sources | xargs clang-format -i; }

# bench NAME [OPTION ...]
bench() {
  local name="${1:-idle}"
  [ -f "tools/bench/$name.mjs" ] || die "there is no benchmark '$name'"
  node "tools/bench/$name.mjs" "${@:2}"
}
