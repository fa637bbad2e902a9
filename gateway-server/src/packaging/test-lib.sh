# What the scripts test-*.sh share: a clean Debian 12 in a temporary folder, and words for what is done in it.
#
# Needs root, debootstrap, and a mirror of Debian. SPINNGATE_TEST_BASE may name a folder with a minimal bookworm made by
# debootstrap before; it is copied, not changed. All happens in a chroot, in namespaces of its own for mounts, processes
# and network, and is removed afterwards.

say() { printf '\n== %s\n' "$*"; }
fail() { echo "FAILED: $*" >&2; exit 1; }

# Sets root. PACKAGES... are installed from Debian.
clean_debian() {
  [ "$(id -u)" = 0 ] || fail "this needs root, for a chroot"
  for tool in debootstrap unshare; do
    command -v $tool >/dev/null || fail "this needs $tool"
  done
  work=$(mktemp -d /var/tmp/spinnaker-gateway-test.XXXXXX)
  trap 'rm -rf --one-file-system "$work"' EXIT
  trap 'exit 1' INT TERM
  root=$work/root
  say "a clean Debian 12${1:+ with $*}"
  if [ -n "${SPINNGATE_TEST_BASE:-}" ]; then
    cp -a "$SPINNGATE_TEST_BASE" "$root"
  else
    debootstrap --variant=minbase bookworm "$root" >"$work/debootstrap.log" || fail "debootstrap"
  fi
  printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
  chmod 755 "$root/usr/sbin/policy-rc.d"
  # An installed Debian has it.
  printf '127.0.0.1 localhost\n::1 localhost\n' >"$root/etc/hosts"
  mkdir -p "$root/packages"
  [ $# = 0 ] || install_from_debian "$@"
}

# Some packages look at /proc while they are installed.
install_from_debian() {
  # shellcheck disable=SC2016
  unshare --mount --pid --fork --mount-proc="$root/proc" chroot "$root" sh -c 'apt-get -q update &&
    DEBIAN_FRONTEND=noninteractive apt-get -q install -y --no-install-recommends "$@"' sh "$@" >"$work/apt.log" 2>&1 ||
    { tail "$work/apt.log"; fail "cannot install $*"; }
}

# The script SELF once more, in the chroot and without a network: nothing of this is to meet another server on this machine.
inside() {
  cp "$(dirname "$1")/test-lib.sh" "$1" "$root/packages"
  unshare --mount --pid --net --uts --fork chroot "$root" env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin \
    /bin/sh "/packages/$(basename "$1")" --inside
  say "everything worked"
}

# ---- in the chroot ----

prepare_inside() {
  mount -t proc proc /proc
  mount -t tmpfs -o mode=755 tmpfs /run
  ip link set lo up 2>/dev/null || up_by_python
  hostname gateway
  cd /root || exit 1
}

# Where there is no ip: SIOCSIFFLAGS, IFF_UP and IFF_RUNNING.
up_by_python() {
  python3 -c 'import fcntl, socket, struct
fcntl.ioctl(socket.socket(socket.AF_INET, socket.SOCK_DGRAM), 0x8914, struct.pack("16sH14x", b"lo", 0x41))'
}

await() { # SECONDS COMMAND...
  seconds=$1; shift
  while ! "$@" 2>/dev/null; do
    seconds=$((seconds - 1))
    [ $seconds -gt 0 ] || return 1
    sleep 1
  done
}

# Ends process $1 by SIGTERM, and looks for exit code 0.
stop() {
  kill -TERM "$1"
  code=0
  wait "$1" || code=$?
  echo "SIGTERM: exit code $code"
  [ $code = 0 ] || fail "exit code $code after SIGTERM"
}

# All files but those of the system's own moving parts, to compare before and after.
all_files() {
  find / -xdev \( -path /proc -o -path /run -o -path /tmp -o -path /packages -o -path /root/notes \) -prune -o -print | sort
}
