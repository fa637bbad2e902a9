#!/bin/sh
# Installs the wheel in a fresh virtual environment of a clean Debian 12 without Java, uses it, and uninstalls it.
#
#   sudo gateway-server/src/packaging/test-wheel.sh [FOLDER]
#
# FOLDER has the packages; gateway-client/target/dist, where `mvn -Pdist package` puts them, unless given. The server for it
# is that of the archive for Linux x64 beside it.
set -eu
self=$(readlink -f "$0")
# shellcheck source=test-lib.sh
. "$(dirname "$self")/test-lib.sh"

if [ "${1:-}" != --inside ]; then
  packages=$(readlink -f "${1:-$(dirname "$self")/../../../gateway-client/target/dist}")
  ls "$packages"/spinnaker_gateway_client-*.whl >/dev/null || fail "no wheel in $packages"
  clean_debian python3 python3-venv
  cp "$packages"/spinnaker_gateway_client-*.whl "$packages"/spinnaker-gateway-[0-9]*-linux-x64.tar.gz "$root/packages"
  inside "$self"
  exit 0
fi

prepare_inside
! command -v java || fail "there is a Java"
export PYTHONDONTWRITEBYTECODE=1

say "a facility, run by an account of its own"
mkdir /opt/facility
tar -C /opt/facility --strip-components 1 -xf "$(ls /packages/spinnaker-gateway-[0-9]*-linux-x64.tar.gz)"
GATEWAY_ARCHIVE=make /opt/facility/bin/gateway-server
cd /opt/facility
bin/gateway-server new-cert --out conf/tls --host localhost 2>/dev/null >/tmp/cert.out
bin/gateway-server new-token alice --board '*' >/tmp/token.out 2>/dev/null
cat >conf/mine.conf <<EOF
gateway {
  listen = ["127.0.0.1:0"]
  tls { certificate = "tls/server.pem", key = "tls/server.key" }
  control.socket = control
  boards { demo-1 { simulated = true, simulation.booted = true } }
  users { $(sed -n 2p /tmp/token.out) }
}
EOF
bin/gateway-server serve -c conf/mine.conf >/tmp/server.out 2>/tmp/server.log &
server=$!
await 60 grep -q '^ready: ' /tmp/server.out || { cat /tmp/server.log; fail "no ready line"; }
address=localhost:$(sed -n 's/^ready: .* at [0-9.]*:\([0-9]*\),.*/\1/p' /tmp/server.out)
sed -n 1p /tmp/token.out >/tmp/alice.token
chmod 600 /tmp/alice.token

say "a fresh virtual environment"
cd /root
python3 -m venv lab
all_files >/tmp/before
lab/bin/pip install --no-index --disable-pip-version-check /packages/spinnaker_gateway_client-*.whl
lab/bin/pip check --disable-pip-version-check
lab/bin/pip show --disable-pip-version-check spinnaker-gateway-client

say "its program"
lab/bin/gateway-client --version
version=$(lab/bin/python -m spinnaker_gateway_client --version | sed 's/gateway-client \(.*\),.*/\1/')
lab/bin/pip show --disable-pip-version-check spinnaker-gateway-client | grep -Fx "Version: $(echo "$version" | sed 's/-SNAPSHOT/.dev0/')" ||
  fail "pip knows another version than $version"
code=0
lab/bin/gateway-client --no-such-option 2>/dev/null || code=$?
[ $code = 2 ] || fail "exit code $code of a wrong command line"

say "a session"
# shellcheck disable=SC2016
lab/bin/gateway-client run --server "$address" --board demo-1 --user alice --token-file /tmp/alice.token \
  --ca /opt/facility/conf/tls/server.pem --scp-port 0 --boot-port 0 -- \
  sh -c 'python3 /opt/facility/docs/examples/first-board.py $SPINNGATE_LOCAL_SCP_PORT $SPINNGATE_LOCAL_BOOT_PORT'
made=$(ls -d lab/lib/python3*/site-packages)/spinnaker_gateway_client/lib/gateway-client-runtime.jsa
await 300 test -e "$made" || fail "the first run has made no archive of classes"
await 300 test ! -e "$made.lock" || fail "it is still made"
lab/bin/gateway-client boards --server "$address" --user alice --token-file /tmp/alice.token \
  --ca /opt/facility/conf/tls/server.pem

say "uninstalled, nothing is left"
lab/bin/pip uninstall --disable-pip-version-check -y spinnaker-gateway-client
all_files >/tmp/after
diff /tmp/before /tmp/after || fail "left over"
stop $server
