# Tests, lint, formatting.

sources() { git ls-files '*.cpp' '*.h'; }

# run_tests PRESET [REGEX]
run_tests() {
  local preset="$1" pattern="${2:-.}"
  say "Testing ($preset)"
  ctest --preset "$preset" --parallel "$(nproc)" --tests-regex "$pattern" --no-tests=error
}

malformed() {
  say "Malformed pictures"
  DRAPE_PROGRAM="$PWD/build/release/drape" DRAPE_MALFORMED="${DRAPE_MALFORMED:-100000}" node --test tests/http/malformed.test.mjs
}

lint() {
  say "Formatting"
  sources | xargs clang-format --dry-run --Werror
}

tidy() {
  say "Static analysis"
  # clang-tidy cannot read the compiler's precompiled headers: it gets the same commands without them.
  mkdir -p build/lint
  sed -E 's/ -Winvalid-pch//; s/ -include [^ ]*cmake_pch\.hxx//' build/release/compile_commands.json \
    > build/lint/compile_commands.json
  git ls-files 'src/*.cpp' 'tools/*.cpp' \
    | xargs -P "$(nproc)" -n 4 clang-tidy -p build/lint --quiet --warnings-as-errors='*' 2> >(grep -v 'warnings generated' >&2)
}

fmt() { sources | xargs clang-format -i; }
