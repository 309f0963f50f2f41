# The server, and the documented flow against it.

serve() { exec build/release/drape serve --data "${DRAPE_DATA:-data}" "$@"; }

# The curl line, shown and run. Prints the reply.
shown_curl() {
  printf '\n\033[2m$ curl' >&2
  printf ' %q' "$@" >&2
  printf '\033[0m\n' >&2
  curl --silent --show-error --fail-with-body "$@"
}

# field NAME: the value of a field of the JSON object on standard input.
field() { node -pe "JSON.parse(require('fs').readFileSync(0, 'utf8'))['$1']"; }

wait_until_ready() {
  local url="$1" tries=0
  until curl --silent --fail --output /dev/null "$url/health/ready"; do
    tries=$((tries + 1))
    [ "$tries" -lt 100 ] || die "the server did not start; its log is build/demo/server.log"
    sleep 0.1
  done
}

try_on_flow() {
  local url="$1" key="$2" person="$3" garment="$4" out="$5" reply person_id garment_id task_id status
  reply=$(shown_curl -H "x-api-key: $key" -F "image=@$person" "$url/v2/tryon/person-images/") && echo "$reply"
  person_id=$(field id <<< "$reply")
  reply=$(shown_curl -H "x-api-key: $key" -F "image=@$garment" "$url/v2/tryon/garment-images/") && echo "$reply"
  garment_id=$(field id <<< "$reply")
  reply=$(shown_curl -H "x-api-key: $key" -H 'Content-Type: application/json' \
    -d "{\"tryon_person_image_id\":$person_id,\"garment_image_ids\":[$garment_id]}" "$url/v2/tryon/tasks/") && echo "$reply"
  task_id=$(field id <<< "$reply")
  status=queued
  while [ "$status" = queued ] || [ "$status" = processing ]; do
    sleep 0.5
    reply=$(curl --silent --show-error --fail-with-body -H "x-api-key: $key" "$url/v2/tryon/tasks/$task_id/")
    status=$(field status <<< "$reply")
  done
  printf '\n\033[2m$ curl -H %q %q\033[0m\n%s\n' "x-api-key: $key" "$url/v2/tryon/tasks/$task_id/" "$reply"
  [ "$status" = completed ] || die "the try-on failed"
  shown_curl --output "$out" "$(field result_url <<< "$reply")"
}

demo() {
  local port="${DRAPE_DEMO_PORT:-8080}" url key
  local person="${1:-samples/persons/man-half.jpg}" garment="${2:-samples/garments/long-sleeve-striped.jpg}"
  url="http://127.0.0.1:$port"
  mkdir -p build/demo
  say "Starting the server on $url"
  key=$(build/release/drape keys create demo --data build/demo/data)
  build/release/drape serve --listen "127.0.0.1:$port" --data build/demo/data > build/demo/server.log 2>&1 &
  # Not local: the trap runs when this function is gone.
  demo_server=$!
  trap 'kill "$demo_server" 2>/dev/null; wait "$demo_server" 2>/dev/null || true' EXIT
  wait_until_ready "$url"
  try_on_flow "$url" "$key" "$person" "$garment" build/demo/result.jpg
  say "The picture: $PWD/build/demo/result.jpg"
  echo "    person:  $person"
  echo "    garment: $garment"
  echo "    key:     $key"
  echo "    console: $url/ (sign in with the key; the API's page is $url/docs/)"
  if [ -t 1 ]; then
    say "The server runs on $url until you press Ctrl-C"
    wait "$demo_server"
  fi
}
