#!/bin/sh
# Runs a command where it may mount (DRAPE_MAY_MOUNT=1): in a mount namespace of its own, so that nothing is left
# behind, as root or as an unprivileged user where the system allows that. Elsewhere the command runs without.
for flags in "--mount --propagation private" "--user --map-root-user --mount"; do
  # shellcheck disable=SC2086
  if unshare $flags true 2> /dev/null; then
    # shellcheck disable=SC2086
    DRAPE_MAY_MOUNT=1 exec unshare $flags "$@"
  fi
done
exec "$@"
