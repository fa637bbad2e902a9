#!/bin/sh
# Runs the container image by podman, has a client use it, and stops it.
#
#   sudo gateway-server/src/packaging/test-image.sh [FOLDER]
#
# FOLDER has the image and the client's archive for Linux x64; gateway-client/target/dist unless given. Needs root, podman and
# python3; where one is missing, or there is no image, one line says so, and the exit code is 0. Images, volumes and the
# network are those of the script alone, and are gone afterwards.
set -eu
self=$(readlink -f "$0")
# shellcheck source=test-lib.sh
. "$(dirname "$self")/test-lib.sh"
skip() { echo "skipped: $*"; exit 0; }

if [ "${1:-}" != --inside ]; then
  dist=$(readlink -f "${1:-$(dirname "$self")/../../../gateway-client/target/dist}")
  ls "$dist"/spinnaker-gateway-*-oci-x64.tar >/dev/null 2>&1 || skip "no image in $dist"
  [ "$(id -u)" = 0 ] || skip "this needs root"
  for tool in podman python3 unshare; do
    command -v $tool >/dev/null || skip "$tool is not here"
  done
  work=$(mktemp -d /var/tmp/spinnaker-gateway-test.XXXXXX)
  trap 'rm -rf --one-file-system "$work"' EXIT
  trap 'exit 1' INT TERM
  unshare --mount --net --fork "$self" --inside "$dist" "$work"
  say "everything worked"
  exit 0
fi

# ---- with a network of its own ----

dist=$2
work=$3
ip link set lo up
# crun of Debian 12 cannot run where there are control groups of both versions.
runtime=$(command -v runc || command -v crun)
podman() {
  command podman --root "$work/store" --runroot "$work/run" --storage-driver vfs --cgroup-manager cgroupfs \
    --runtime "$runtime" "$@"
}
limit=$(ulimit -Hn)
# The limits are those that a process of root may have here.
run() {
  podman run --network host --ulimit "nofile=$limit:$limit" --ulimit nproc=32768:32768 \
    -v conf:/etc/spinnaker-gateway -v state:/var/lib/spinnaker-gateway "$@"
}
end() { podman rm -f -i gateway >/dev/null 2>&1 || :; }
trap end EXIT

say "the image"
podman pull -q "oci-archive:$(ls "$dist"/spinnaker-gateway-*-oci-x64.tar)"
podman images
image=localhost/spinnaker-gateway
run --rm $image --version

say "a certificate and a user"
run --rm $image new-cert --out /etc/spinnaker-gateway/tls --host localhost
run --rm $image new-token alice --board '*' >"$work/token.out"
sed -n 1p "$work/token.out" >"$work/alice.token"
chmod 600 "$work/alice.token"
conf=$(podman volume inspect --format '{{.Mountpoint}}' conf)
sed -i "s|^  users {|  users {\n    $(sed -n 2p "$work/token.out")|" "$conf/server.conf"

say "the server"
run -d --name gateway $image >/dev/null
ready() { podman logs gateway 2>&1 | grep '^ready: '; }
await 60 ready || { podman logs gateway; fail "no ready line"; }
await 20 podman exec gateway gateway-server health || fail "not healthy"

say "a client, with the certificate of the volume"
mkdir "$work/client"
tar -C "$work/client" --strip-components 1 -xf "$(ls "$dist"/spinnaker-gateway-client-*-linux-x64.tar.gz)"
# shellcheck disable=SC2016
GATEWAY_ARCHIVE=no "$work/client/bin/gateway-client" run -s localhost -b demo-1 --user alice --token-file "$work/alice.token" \
  --ca "$conf/tls/server.pem" --scp-port 0 --boot-port 0 -- \
  sh -c "python3 $work/client/docs/examples/first-board.py \$SPINNGATE_LOCAL_SCP_PORT \$SPINNGATE_LOCAL_BOOT_PORT"
podman exec gateway gateway-server boards

say "SIGTERM"
podman stop --time 90 gateway >/dev/null
code=$(podman inspect --format '{{.State.ExitCode}}' gateway)
podman logs gateway 2>&1 | tail -n 3
echo "exit code $code"
[ "$code" = 0 ] || fail "exit code $code after SIGTERM"

say "removal"
podman rm gateway >/dev/null
podman volume rm conf state
podman rmi $image >/dev/null
left=$(podman ps -aq; podman volume ls -q; podman images -q)
[ -z "$left" ] || fail "left over: $left"
