#!/bin/sh
# Installs the Debian packages on a clean Debian 12 and does with them what an operator does.
#
#   sudo gateway-server/src/packaging/test-deb.sh [FOLDER]
#
# FOLDER has the packages; gateway-client/target/dist, where `mvn -Pdist package` puts them, unless given.
# There is no systemd: the service is started by hand, as its unit says.
set -eu
self=$(readlink -f "$0")
# shellcheck source=test-lib.sh
. "$(dirname "$self")/test-lib.sh"

if [ "${1:-}" != --inside ]; then
  packages=$(readlink -f "${1:-$(dirname "$self")/../../../gateway-client/target/dist}")
  command -v dpkg-deb >/dev/null || fail "this needs dpkg-deb"
  ls "$packages"/spinnaker-gateway-server_*_all.deb >/dev/null || fail "no package in $packages"
  clean_debian openjdk-17-jre-headless default-jre-headless adduser iproute2 procps
  mkdir -p "$root/packages/first" "$root/packages/later"
  cp "$packages"/*.deb "$root/packages/first"

  say "the same packages as a later version"
  for package in "$packages"/*.deb; do
    dpkg-deb -R "$package" "$work/later"
    sed -i 's/^Version: .*/Version: 99.0/' "$work/later/DEBIAN/control"
    # The maintainer's own example has changed as well.
    if [ -f "$work/later/etc/spinnaker-gateway/server.conf" ]; then
      echo "# of version 99.0" >>"$work/later/etc/spinnaker-gateway/server.conf"
      (cd "$work/later" && find . -type f ! -path './DEBIAN/*' -printf '%P\n' | sort | xargs -d '\n' md5sum >DEBIAN/md5sums)
    fi
    name=$(basename "$package"); name=${name%%_*}
    dpkg-deb -Zgzip --root-owner-group -b "$work/later" "$root/packages/later/${name}_99.0_all.deb" >/dev/null
    rm -rf "$work/later"
  done

  inside "$self"
  exit 0
fi

# ---- from here on in the chroot ----

export DEBIAN_FRONTEND=noninteractive
conf=/etc/spinnaker-gateway/server.conf
ca=/etc/spinnaker-gateway/tls/server.pem
prepare_inside

# What the unit says, by hand: its command, its environment, its account and its folders.
unit() { sed -n "s|^$1=||p" /lib/systemd/system/spinnaker-gateway.service; }
start() {
  install -d -m "$(unit RuntimeDirectoryMode)" -o spinngate -g spinngate "/run/$(unit RuntimeDirectory)"
  : >/tmp/server.out
  (
    umask "$(unit UMask)"
    set -a
    # shellcheck source=/dev/null
    . "$(unit EnvironmentFile | sed 's/^-//')"
    # shellcheck disable=SC2034
    RUNTIME_DIRECTORY=/run/$(unit RuntimeDirectory)
    # shellcheck disable=SC2034
    LOGS_DIRECTORY=/var/log/$(unit LogsDirectory)
    set +a
    cd /
    # shellcheck disable=SC2046
    exec setpriv --reuid "$(unit User)" --regid "$(unit Group)" --clear-groups --no-new-privs \
      --bounding-set=-all $(unit ExecStart) >/tmp/server.out 2>/tmp/server.log
  ) &
  server=$!
  await 60 grep -q '^ready: ' /tmp/server.out || { cat /tmp/server.log; fail "no ready line"; }
  grep '^ready: ' /tmp/server.out
}
health() { gateway-server health >/tmp/health.out 2>&1; }

say "installation"
dpkg -i /packages/first/*.deb 2>&1 | tail -n 20
dpkg -s spinnaker-gateway-server | grep '^Status: install ok installed' || fail "not installed"
version=$(dpkg-query -W -f '${Version}' spinnaker-gateway-server | sed 's/~snapshot/-SNAPSHOT/')
gateway-server --version | grep -Fx "gateway-server $version" || fail "the package has another version"
getent passwd spinngate
stat -c '%A %U:%G %n' /etc/spinnaker-gateway $conf /etc/spinnaker-gateway/tls /etc/spinnaker-gateway/tls/* \
  /var/lib/spinnaker-gateway /var/log/spinnaker-gateway
[ "$(stat -c '%a %U:%G' /etc/spinnaker-gateway/tls/server.key)" = "640 root:spinngate" ] || fail "key"

say "the configuration as installed, read by the server's account"
setpriv --reuid spinngate --regid spinngate --clear-groups gateway-server check-config -c $conf

say "the service, as its unit starts it"
start
await 20 health || { cat /tmp/health.out; fail "not healthy"; }
cat /tmp/health.out
gateway-server boards
ls -l /run/spinnaker-gateway

say "an operator adds a board and a user; the running server takes the change"
cd /root
gateway-server new-token alice --board '*' >/tmp/token.out 2>/dev/null
sed -n 1p /tmp/token.out >alice.token
chmod 600 alice.token
line=$(sed -n 2p /tmp/token.out)
sed -i "s|^  boards {|  boards {\n    demo-2 { simulated = true, simulation.booted = true }|" $conf
sed -i "s|^  users {|  users {\n    $line|" $conf
gateway-server reload
say "a user: a board, and a program that has it"
# shellcheck disable=SC2016
gateway-client run -s localhost -b demo-1 --user alice --token-file alice.token --ca "$ca" \
  --scp-port 0 --boot-port 0 -- sh -c 'echo "the board is at $SPINNGATE_LOCAL_ADDRESS:$SPINNGATE_LOCAL_SCP_PORT"; gateway-server sessions'
gateway-client boards -s localhost --user alice --token-file alice.token --ca "$ca"
gateway-client bench -s localhost -b demo-2 --user alice --token-file alice.token --ca "$ca" \
  --rounds 1 --seconds 2 --warm-up 1

say "the journal and the log"
ls -l /var/lib/spinnaker-gateway /var/log/spinnaker-gateway
grep 'login accepted: user=alice' /var/log/spinnaker-gateway/audit.log || fail "no audit in a file of its own"
cat /tmp/server.log

say "an upgrade keeps what the operator has changed"
cp $conf /tmp/server.conf.before
dpkg -i --force-confold /packages/later/*.deb 2>&1 | tail -n 20
cmp $conf /tmp/server.conf.before || fail "the configuration was changed"
[ "$(stat -c '%a %U:%G' $conf)" = "640 root:spinngate" ] || fail "the configuration's owner was changed"
stop $server
start
await 20 health || fail "not healthy after the upgrade"
gateway-client boards -s localhost --user alice --token-file alice.token --ca "$ca"
stop $server

say "removal keeps configuration and state"
dpkg -r spinnaker-gateway-server spinnaker-gateway-client 2>&1 | tail -n 5
[ -f $conf ] || fail "the configuration is gone"
[ -d /var/lib/spinnaker-gateway ] || fail "the state is gone"
[ ! -e /usr/bin/gateway-server ] || fail "the program is still there"

say "and the package can come back"
dpkg -i /packages/later/spinnaker-gateway-server_*.deb 2>&1 | tail -n 5
cmp $conf /tmp/server.conf.before || fail "the configuration was changed"
start
stop $server

say "a purge leaves nothing"
dpkg -P spinnaker-gateway-server 2>&1 | tail -n 5
! getent passwd spinngate || fail "the account is still there"
! getent group spinngate || fail "the group is still there"
left=$(find / -xdev \( -path /proc -o -path /packages -o -path /tmp \) -prune -o \
  \( -iname '*spinn*' -o -nouser -o -nogroup \) -print)
[ -z "$left" ] || fail "left over: $left"
# The files with a hyphen at their end are copies that the system itself keeps of the last accounts.
! grep -ril --exclude='*-' spinngate /etc /var/lib/systemd 2>/dev/null || fail "still named there"
