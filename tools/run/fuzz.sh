# Fuzzing: libFuzzer programs (clang) of the targets in fuzz/target.h.

fuzz_seconds_default=60
fuzz_input_bytes_max=32768

# Whether clang is there with libFuzzer's runtime.
has_fuzzer() {
  command -v clang++-14 > /dev/null && compgen -G "$(clang++-14 -print-resource-dir)/lib/linux/libclang_rt.fuzzer-*.a" > /dev/null
}

fuzz_packages() {
  has_fuzzer && return
  command -v dpkg-query > /dev/null || die "fuzzing needs clang 14 with libFuzzer"
  say "Installing Debian packages: clang-14 libclang-rt-14-dev"
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends clang-14 libclang-rt-14-dev
}

fuzz_targets() { sed -nE 's/^drape_fuzzer\(([a-z_]+) .*/\1/p' fuzz/CMakeLists.txt; }

# fuzz_one TARGET SECONDS: a line of the table. What breaks a promise is kept under build/fuzz/findings.
# Leaks of Debian's codecs that are known (tests/leak_suppressions.txt) are no finding.
fuzz_one() {
  local target="$1" seconds="$2" inputs="build/fuzz/inputs/$1" found="build/fuzz/findings/$1" log="build/fuzz/$1.log"
  local dictionary="fuzz/dictionaries/${target/image_*/image}.dict" runs coverage status=0
  mkdir -p "$inputs" "$found"
  LSAN_OPTIONS="suppressions=$PWD/tests/leak_suppressions.txt:print_suppressions=0" \
    "build/fuzz/fuzz/${target}_fuzzer" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -max_len="$fuzz_input_bytes_max" \
    -artifact_prefix="$found/" -print_final_stats=1 $([ -f "$dictionary" ] && echo "-dict=$dictionary") \
    "$inputs" $(find "fuzz/corpus/$target/" "fuzz/findings/$target/" -maxdepth 0 2> /dev/null) > "$log" 2>&1 || status=$?
  runs=$(sed -nE 's/^stat::number_of_executed_units: *//p' "$log")
  coverage=$(sed -nE 's/.* cov: ([0-9]+) .*/\1/p' "$log" | tail -1)
  printf '%-16s %12s %9s %9s %9s\n' "$target" "${runs:--}" "${coverage:--}" "$(find "$inputs" -type f | wc -l)" \
    "$(find "$found" -type f | wc -l)"
  [ "$status" = 0 ] || { grep -E 'BrokenPromise|what\(\)|ERROR|runtime error' "$log" | head -5 | sed 's/^/    /'; echo "    log: $log"; return 1; }
}

# fuzz [TARGET ...] [--seconds N]
fuzz() {
  local seconds="$fuzz_seconds_default" targets=() broken=0 target
  while [ $# -gt 0 ]; do
    case "$1" in
      --seconds) seconds="${2:?--seconds needs a number}"; shift 2 ;;
      -*) die "fuzz: there is no option '$1'" ;;
      *) targets+=("$1"); shift ;;
    esac
  done
  [ "${#targets[@]}" -gt 0 ] || mapfile -t targets < <(fuzz_targets)
  for target in "${targets[@]}"; do
    fuzz_targets | grep -qx "$target" || die "there is no fuzz target '$target'; there are: $(fuzz_targets | tr '\n' ' ')"
  done
  build fuzz "${targets[@]/%/_fuzzer}"
  say "Fuzzing for $seconds s each"
  printf '%-16s %12s %9s %9s %9s\n' target executions edges inputs findings
  for target in "${targets[@]}"; do fuzz_one "$target" "$seconds" || broken=1; done
  return "$broken"
}
