#!/usr/bin/env bash
# Makes the Debian package out of DRAPE_BUILD and tries it in a machine of its own (in_machine.sh).
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
: "${DRAPE_BUILD:?}" "${CPACK:=cpack}" "${NODE:=node}"

command -v dpkg-shlibdeps > /dev/null || { echo "skipped: dpkg-shlibdeps is not there (Debian: dpkg-dev)"; exit 77; }
rm -rf "$DRAPE_BUILD/package"
"$CPACK" --config "$DRAPE_BUILD/CPackConfig.cmake" -G DEB -B "$DRAPE_BUILD/package" > "$DRAPE_BUILD/package.log" 2>&1 ||
  { cat "$DRAPE_BUILD/package.log"; exit 1; }
exec "$here/in_machine.sh" "$(command -v "$NODE")" --test "$here/deb.test.mjs"
