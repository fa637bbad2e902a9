#!/bin/sh
# Builds all packages twice, from two clones of the last commit, compares their checksums, and installs, uses and removes each
# on a clean Debian 12.
#
#   sudo gateway-server/src/packaging/test-dist.sh
#
# Needs root, git, a JDK with jmods, Maven, debootstrap, and a mirror of Debian; for the image also buildah and podman, without
# which it is left out. SPINNGATE_TEST_BASE may name a folder with a minimal bookworm; else one is made, once for all.
set -eu
self=$(readlink -f "$0")
# shellcheck source=test-lib.sh
. "$(dirname "$self")/test-lib.sh"

top=$(git -C "$(dirname "$self")" rev-parse --show-toplevel)
all=$(mktemp -d /var/tmp/spinnaker-gateway-dist.XXXXXX)
trap 'rm -rf --one-file-system "$all"' EXIT
trap 'exit 1' INT TERM

if [ -z "${SPINNGATE_TEST_BASE:-}" ]; then
  say "a clean Debian 12, of which all tests have a copy"
  debootstrap --variant=minbase bookworm "$all/base" >"$all/debootstrap.log" || fail "debootstrap"
  export SPINNGATE_TEST_BASE="$all/base"
fi
export SPINNGATE_IMAGE_BASE="$SPINNGATE_TEST_BASE"

for build in first second; do
  say "the $build build"
  git clone -q "$top" "$all/$build"
  (cd "$all/$build" && mvn -q -Pdist package)
done
dist=$all/first/gateway-client/target/dist
cat "$dist/SHA256SUMS"
diff "$dist/SHA256SUMS" "$all/second/gateway-client/target/dist/SHA256SUMS" || fail "the builds differ"
(cd "$dist" && sha256sum --quiet -c SHA256SUMS)

for test in deb archive wheel image; do
  say "test-$test.sh"
  "$(dirname "$self")/test-$test.sh" "$dist"
done
