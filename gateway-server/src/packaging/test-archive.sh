#!/bin/sh
# Does on a clean Debian 12 without Java what a newcomer does: unpacks the archive of both programs, runs a facility with a
# simulated board, boots that from Python by the client of the other archive, and removes all of it.
#
#   sudo gateway-server/src/packaging/test-archive.sh [FOLDER]
#
# FOLDER has the archives; gateway-client/target/dist, where `mvn -Pdist package` puts them, unless given.
set -eu
self=$(readlink -f "$0")
# shellcheck source=test-lib.sh
. "$(dirname "$self")/test-lib.sh"

if [ "${1:-}" != --inside ]; then
  packages=$(readlink -f "${1:-$(dirname "$self")/../../../gateway-client/target/dist}")
  ls "$packages"/spinnaker-gateway-*-linux-x64.tar.gz >/dev/null || fail "no archives in $packages"
  clean_debian python3-minimal
  cp "$packages"/spinnaker-gateway-*-linux-x64.tar.gz "$root/packages"
  inside "$self"
  exit 0
fi

prepare_inside
! command -v java || fail "there is a Java"
all_files >/tmp/before
began=$(date +%s)

say "both programs, from one archive"
tar -xf "$(ls /packages/spinnaker-gateway-[0-9]*-linux-x64.tar.gz)"
mv spinnaker-gateway-[0-9]* gateway
cd gateway
bin/gateway-server --version
bin/gateway-server new-cert --out conf/tls --host localhost
bin/gateway-server new-token alice --board '*' >/tmp/token.out
sed -n 1p /tmp/token.out >/root/alice.token
chmod 600 /root/alice.token
cat >conf/mine.conf <<EOF
gateway {
  listen = ["127.0.0.1:0"]
  tls { certificate = "tls/server.pem", key = "tls/server.key" }
  http.listen = ["127.0.0.1:17896"]
  control.socket = control
  boards { demo-1 { simulated = true } }
  users { $(sed -n 2p /tmp/token.out) }
}
EOF
bin/gateway-server check-config -c conf/mine.conf
bin/gateway-server serve -c conf/mine.conf >/tmp/server.out 2>/tmp/server.log &
server=$!
await 60 grep -q '^ready: ' /tmp/server.out || { cat /tmp/server.log; fail "no ready line"; }
cat /tmp/server.out
address=localhost:$(sed -n 's/^ready: .* at [0-9.]*:\([0-9]*\),.*/\1/p' /tmp/server.out)

say "the client, from an archive of its own"
cd /root
tar -xf "$(ls /packages/spinnaker-gateway-client-*-linux-x64.tar.gz)"
mv spinnaker-gateway-client-* client
size=$(du -sm --apparent-size client | cut -f 1)
echo "client unpacked: $size MB"
[ "$size" -lt 60 ] || fail "more than 60 MB"
client/bin/gateway-client --version
client/bin/gateway-client --server "$address" --board demo-1 --user alice --token-file alice.token \
  --ca gateway/conf/tls/server.pem >/tmp/client.out 2>/tmp/client.log &
client=$!
await 60 grep -q '^ready: ' /tmp/client.out || { cat /tmp/client.log; fail "no ready line"; }
cat /tmp/client.out
python3 client/docs/examples/first-board.py
echo "from the first command to memory read from Python: $(($(date +%s) - began)) s"

say "one version in file names, --version, the handshake and the metrics"
version=$(basename /packages/spinnaker-gateway-[0-9]*-linux-x64.tar.gz -linux-x64.tar.gz)
version=${version#spinnaker-gateway-}
gateway/bin/gateway-server --version | grep -Fx "gateway-server $version" || fail "gateway-server --version"
client/bin/gateway-client --version | grep -F "gateway-client $version, " || fail "gateway-client --version"
grep -F "gateway-client/$version" /tmp/server.log || fail "the client's name in the handshake"
python3 -c 'import socket
page = socket.create_connection(("127.0.0.1", 17896))
page.sendall(b"GET /metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
print(page.makefile().read())' | grep -F "spinngate_build_info{version=\"$version\"}" ||
  fail "the metric"
stop $client
cat /tmp/client.log

say "the second start, by the archive of classes that the first has made"
for made in client/lib/gateway-client-runtime.jsa gateway/lib/gateway-server-runtime.jsa; do
  await 300 test -e $made || fail "no $made"
  await 300 test ! -e $made.lock || fail "it is still made"
  ls -l $made
done
client/bin/gateway-client run --server "$address" --board demo-1 --user alice --token-file alice.token \
  --ca gateway/conf/tls/server.pem --scp-port 0 --boot-port 0 -- true
stop $server

say "removal: the folders are all there was"
rm -rf gateway client alice.token
all_files >/tmp/after
diff /tmp/before /tmp/after || fail "left over"
