#!/bin/sh
# Makes docs/images/status-page.png: a server with simulated boards, some users, and Chromium without a window.
# Needs the two jars (mvn -q -DskipTests package) and chromium. All ports are on loopback.
set -eu
cd "$(dirname "$0")/../.."
server=${GATEWAY_SERVER:-java -jar gateway-server/target/gateway-server.jar}
client=${GATEWAY_CLIENT:-java -jar gateway-client/target/gateway-client.jar}
work=$(mktemp -d)
started=''
finish() {
  for id in $started; do kill "$id" 2>/dev/null || true; done
  wait
  rm -rf "$work"
}
trap finish EXIT

$server new-cert --out "$work/tls" --host localhost >"$work/cert" 2>&1
pin=$(sed -n 's/^pin: //p' "$work/cert")
{
  echo 'gateway {'
  echo '  listen = ["127.0.0.1:17994"], http.listen = ["127.0.0.1:17996"], probe.hello = ["127.0.0.1:0"]'
  echo '  tls { certificate = "tls/server.pem", key = "tls/server.key" }'
  echo '  boards {'
  for number in 01 02 03 04 05 06 07 08 09; do
    echo "    spin5-$number { simulated = true, comment = \"rack 1\", simulation.booted = true }"
  done
  for number in 10 11 12; do
    echo "    spin5-$number { simulated = true, comment = \"rack 2\" }"
  done
  echo '    spin5-13 { host = "127.66.0.1", comment = "rack 2" }'
  echo '    teach-1 { simulated = true, access = shared, comment = "for courses", simulation.booted = true }'
  echo '  }'
  echo '  users {'
  for user in alice bob carol dave; do
    $server new-token "$user" --board '*' 2>/dev/null >"$work/$user.new"
    head -n 1 "$work/$user.new" >"$work/$user.token"
    tail -n 1 "$work/$user.new"
  done
  echo '  }'
  echo '}'
} >"$work/server.conf"
chmod 600 "$work"/*.token

$server serve -c "$work/server.conf" >"$work/out" 2>"$work/log" &
started="$started $!"
until grep -qs "^ready:" "$work/out"; do sleep 0.2; done

as() {
  user=$1
  shift
  # shellcheck disable=SC2086
  exec $client "$@" --server 127.0.0.1:17994 --user "$user" --token-file "$work/$user.token" --pin "$pin" \
    --scp-port 0 --boot-port 0 >"$work/client-$user-$*.out" 2>&1
}
(as alice bench --board spin5-01 --apps 2 --seconds 60) & started="$started $!"
(as bob bench --board spin5-02 --seconds 60 --window 2) & started="$started $!"
(as carol connect --board teach-1) & started="$started $!"
(as dave connect --board teach-1) & started="$started $!"
(as dave connect --board spin5-05) & started="$started $!"
$server disable spin5-07 --reason 'new fan on Tuesday' -c "$work/server.conf" >/dev/null
sleep "${SECONDS_OF_TRAFFIC:-40}"
chromium --headless --no-sandbox --hide-scrollbars --window-size=1200,940 --virtual-time-budget=6000 \
  --screenshot=docs/images/status-page.png http://127.0.0.1:17996/ 2>/dev/null
