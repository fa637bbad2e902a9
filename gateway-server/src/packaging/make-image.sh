#!/bin/sh
# Makes the container image of gateway-server without a daemon, as a file in the form of OCI.
#
#   gateway-server/src/packaging/make-image.sh [FOLDER]
#
# FOLDER has the archive for Linux x64, and gets the image; gateway-client/target/dist unless given. Needs Debian's buildah and
# root. SPINNGATE_IMAGE_BASE names the image to build on, as podman knows it, such as docker.io/library/debian:12-slim, or a
# folder with a Debian 12. Unless it is given, debootstrap makes such a folder. Where something is missing, one line says so,
# no image is made, and the exit code is 0. The same archive on the same base gives the same bytes.
set -eu

skip() { echo "no container image: $*" >&2; exit 0; }

self=$(readlink -f "$0")
dist=$(readlink -f "${1:-$(dirname "$self")/../../../gateway-client/target/dist}")
archive=$(ls "$dist"/spinnaker-gateway-[0-9]*-linux-x64.tar.gz 2>/dev/null) || skip "no archive for Linux x64"
command -v buildah >/dev/null || skip "buildah is not here"
[ "$(id -u)" = 0 ] || skip "this needs root"

work=$(mktemp -d /var/tmp/spinnaker-gateway-image.XXXXXX)
trap 'rm -rf --one-file-system "$work"' EXIT
trap 'exit 1' INT TERM
export TZ=UTC LC_ALL=C.UTF-8
# The time of all files in the archive, and in the image.
time=$(date -d "$(tar --full-time -tvf "$archive" | awk 'NR == 1 { print $4, $5 }')" +%s)
buildah() { command buildah --root "$work/store" --runroot "$work/run" --storage-driver vfs "$@"; }

buildah from -q scratch >/dev/null 2>"$work/log" || skip "buildah cannot work here: $(tail -n 1 "$work/log")"

# What depends on the day and on this machine is taken out of a Debian in a folder.
import_base() {
  cp -a "$1" "$work/base"
  (
    cd "$work/base"
    rm -rf etc/hostname etc/resolv.conf etc/machine-id etc/*- var/log/* var/cache/* var/lib/apt/lists/* tmp/* run/*
    sed -i "s/^\([^:]*:[^:]*\):[0-9]*:/\1:$((time / 86400)):/" etc/shadow
    mkdir -p var/cache/apt/archives/partial var/lib/apt/lists/partial
    tar --sort=name --mtime="@$time" --numeric-owner --exclude='./dev/*' --exclude='./proc/*' --exclude='./sys/*' \
      -cf "$work/base.tar" .
  )
  rm -rf --one-file-system "$work/base"
  container=$(buildah from scratch)
  buildah add -q "$container" "$work/base.tar" / >/dev/null
  buildah config --cmd /bin/sh "$container"
  buildah commit -q --rm --timestamp "$time" "$container" localhost/debian:base >/dev/null
  base=localhost/debian:base
}

base=${SPINNGATE_IMAGE_BASE:-}
if [ -z "$base" ]; then
  command -v debootstrap >/dev/null || skip "debootstrap is not here, and SPINNGATE_IMAGE_BASE is not set"
  debootstrap --variant=minbase bookworm "$work/debian" >"$work/log" 2>&1 || skip "debootstrap: $(tail -n 1 "$work/log")"
  base=$work/debian
fi
[ ! -d "$base" ] || import_base "$base"

version=$(basename "$archive" -linux-x64.tar.gz)
mkdir "$work/context"
ln "$archive" "$work/context" 2>/dev/null || cp "$archive" "$work/context"
buildah build --isolation chroot --network host --format oci --layers=false --timestamp "$time" --build-arg "BASE=$base" \
  -f "$(dirname "$self")/Containerfile" -t spinnaker-gateway "$work/context" >"$work/log" 2>&1 ||
  { cat "$work/log" >&2; exit 1; }
buildah push -q spinnaker-gateway "oci:$work/layout:spinnaker-gateway" >/dev/null
tar --sort=name --mtime="@$time" --numeric-owner --owner=0 --group=0 --mode=go=rX,u+rw -C "$work/layout" \
  -cf "$dist/$version-oci-x64.tar" blobs index.json oci-layout
