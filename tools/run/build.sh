# Configuring and building a preset.

configure() {
  local preset="$1"
  [ -f "build/$preset/build.ninja" ] && return 0
  say "Configuring ($preset)"
  cmake --preset "$preset" --log-level=WARNING
}

# build PRESET [TARGET ...]
build() {
  local preset="$1"
  shift
  configure "$preset"
  say "Building ($preset)"
  cmake --build --preset "$preset" ${1:+--target "$@"}
}
