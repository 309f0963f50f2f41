#!/usr/bin/env bash
# machine.sh PLACE COMMAND [ARGUMENT ...]: the inside of in_machine.sh. REQUIRES: first process of new namespaces.
set -euo pipefail
place="$1"
shift
source_tree="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
build="${DRAPE_BUILD:-$source_tree/build/release}"
root="$place/machine/root"

lay_files() {
  mount --make-rprivate /
  mount -t tmpfs -o mode=755 machine "$place/machine"
  mkdir "$place/machine/changes" "$place/machine/work" "$root"
  mount -t overlay machine -o "lowerdir=/,upperdir=$place/machine/changes,workdir=$place/machine/work" "$root"
}

# What belongs to the kernel, so that nothing of this machine's can be set from the inside.
lay_kernel_files() {
  local device
  mount -t proc proc "$root/proc"
  mount --bind "$root/proc/sys" "$root/proc/sys"
  mount -o remount,bind,ro "$root/proc/sys"
  mount -t sysfs -o ro sysfs "$root/sys"
  mount -t cgroup2 cgroup2 "$root/sys/fs/cgroup"
  mount -t tmpfs -o mode=755 dev "$root/dev"
  for device in null zero full random urandom tty; do
    touch "$root/dev/$device"
    mount --bind "/dev/$device" "$root/dev/$device"
  done
  ln -s /proc/self/fd "$root/dev/fd"
  ln -s pts/ptmx "$root/dev/ptmx"
  mkdir "$root/dev/pts" "$root/dev/shm"
  mount -t devpts -o newinstance,ptmxmode=0666 devpts "$root/dev/pts"
  mount -t tmpfs -o mode=1777 shm "$root/dev/shm"
  mount -t tmpfs -o mode=755 run "$root/run"
  mount -t tmpfs -o mode=1777 tmp "$root/tmp"
}

# read_only FOLDER: as it is outside, also where it lies on a file system of its own.
read_only() {
  mkdir -p "$root$1"
  mount --bind "$1" "$root$1"
  mount -o remount,bind,ro "$root$1"
}

# Only what a service needs: no devices, no disks, no logins, no network but the loopback.
lay_units() {
  local units="$root/etc/systemd/system" unit
  echo > "$root/etc/fstab"
  rm -f "$root/usr/sbin/policy-rc.d"
  for unit in systemd-udevd systemd-udev-trigger systemd-tmpfiles-setup systemd-tmpfiles-setup-dev systemd-timesyncd \
    systemd-networkd systemd-resolved systemd-modules-load systemd-sysctl systemd-binfmt systemd-logind; do
    ln -sf /dev/null "$units/$unit.service"
  done
  cat > "$units/in-machine.service" << UNIT
[Unit]
SuccessAction=exit
FailureAction=exit
[Service]
Type=oneshot
ExecStart=$(printf '"%s" ' "$@")
WorkingDirectory=$source_tree
Environment=DRAPE_BUILD=$build "PATH=$PATH"
StandardOutput=append:/run/output/log
StandardError=append:/run/output/log
UNIT
}

{ lay_files && lay_kernel_files; } || exit 77
[ -e "$root$1" ] || read_only "$(dirname "$1")"
read_only "$source_tree"
read_only "$build"
mkdir "$root/run/output" "$root/run/changes"
mount --bind "$place/output" "$root/run/output"
mount --bind "$place/machine/changes" "$root/run/changes"
lay_units "$@"
export container=drape-test
# No chroot: from inside of one the kernel makes no user namespaces, which the service's own unit asks for.
cd "$root"
mkdir run/before
pivot_root . run/before
umount -l run/before
exec /lib/systemd/systemd --system --unit=in-machine.service --log-target=console --show-status=no
