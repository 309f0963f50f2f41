#!/usr/bin/env bash
# in_machine.sh COMMAND [ARGUMENT ...]: runs COMMAND as root in a machine that is thrown away afterwards, and ends with its
# status. The machine has the files of this one, but what is changed there is kept in memory and gone at the end; it has
# processes, control groups, a network and a systemd of its own. The source tree and DRAPE_BUILD are there, read only;
# /run/changes shows which files were changed. Status 77: no such machine can be made here; the last line says why.
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
seconds_max=400

skip() { echo "skipped: $*"; exit 77; }

[ "$(id -u)" = 0 ] || skip "installing a package needs root"
command -v dpkg > /dev/null || skip "this is no Debian system"
[ -x /lib/systemd/systemd ] || skip "systemd is not there"
command -v unshare > /dev/null || skip "unshare is not there"
if dpkg-query -W drape > /dev/null 2>&1 || [ -e /var/lib/drape ] || [ -e /etc/drape ]; then
  skip "Drape is installed on this machine"
fi
groups="$(findmnt --noheadings --types cgroup2 --output TARGET | head -1 || true)"
[ -n "$groups" ] && mkdir "$groups/drape-machine-$$" 2> /dev/null || skip "there are no control groups (version 2) to work with"
group="$groups/drape-machine-$$"

place="$(mktemp -d)"
clean_up() {
  find "$group" -depth -type d -exec rmdir {} + 2> /dev/null || true
  rm -rf "$place"
}
trap clean_up EXIT
mkdir "$place/machine" "$place/output"
# Namespaces of its own: all of it ends with their first process, which becomes systemd.
status=0
(
  echo "$BASHPID" > "$group/cgroup.procs"
  exec timeout --kill-after=10 "$seconds_max" unshare --mount --pid --fork --kill-child --cgroup --uts --ipc --net \
    "$here/machine.sh" "$place" "$@"
) > "$place/systemd.log" 2>&1 || status=$?
if [ "$status" = 77 ]; then
  skip "the machine could not be made: $(tail -1 "$place/systemd.log")"
fi
cat "$place/output/log" 2> /dev/null || cat "$place/systemd.log"
exit "$status"
