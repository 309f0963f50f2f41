# The Debian package, and the pages that are written from the program's own definitions.

package() {
  say "Making the Debian package"
  cpack --config build/release/CPackConfig.cmake -G DEB -B build/release/package
}

docs() {
  say "Writing docs/configuration.md"
  build/release/drape docs settings > docs/configuration.md
}
