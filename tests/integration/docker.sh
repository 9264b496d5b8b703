#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# A Docker of the test's own, from Debian's packages: the tests of containers once more, and a build with `pre-build`, with
# its files mounted and by volumes. Nothing is installed; the daemon and all that it keeps go at the end.
#
#   docker.sh PROGRAMS CACHE
#
# PROGRAMS is the directory of the built programs; CACHE keeps what was downloaded.
set -euo pipefail

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd)
programs=$(cd -- "$1" && pwd)
mkdir -p "$2"
cache=$(cd -- "$2" && pwd)

# shellcheck source=tests/integration/debian_packages.sh
source "$root/tests/integration/debian_packages.sh"

[[ $(uname -s) == Linux && $(id -u) == 0 ]] || skip "a daemon of Docker's wants root's rights"
for tool in runc setpriv /usr/bin/rustc /usr/bin/cargo; do
    command -v "$tool" >/dev/null || skip "there is no $tool"
done
docker=$cache/docker
if [[ ! -e $docker/complete ]]; then
    _prepare_apt
    rm -rf -- "$docker"
    mkdir -p "$docker/packages"
    (cd -- "$docker/packages" && _apt_of trixie download docker.io docker-cli containerd tini) >&2 ||
        skip "Docker cannot be downloaded from a mirror of Debian's"
    for deb in "$docker/packages"/*.deb; do dpkg -x "$deb" "$docker"; done
    rm -r -- "$docker/packages"
    touch "$docker/complete"
fi
PATH=$docker/usr/bin:$docker/usr/sbin:$PATH
dockerd --version >/dev/null 2>&1 || skip "Debian's dockerd does not run on this system"

work=$(mktemp -d)
daemon=
_end() {
    if [[ -n $daemon ]]; then
        kill "$daemon" 2>/dev/null || true
        wait "$daemon" || true
    fi
    rm -rf -- "$work"
}
trap _end EXIT
trap 'exit 1' INT TERM

export DOCKER_HOST=unix://$work/socket DOCKER_CONFIG=$work/config CROSSYARD_HOME=$work/store
unset DOCKER_CONTEXT
mkdir "$DOCKER_CONFIG"
# It ends with us, and takes nothing from this machine's network.
setpriv --pdeathsig TERM dockerd --host "$DOCKER_HOST" --data-root "$work/data" --exec-root "$work/run" \
    --pidfile "$work/pid" --storage-driver=vfs --bridge=none --iptables=false --ip6tables=false >"$work/log" 2>&1 &
daemon=$!
for ((i = 0; i < 300; i++)); do
    docker version >/dev/null 2>&1 && break
    kill -0 "$daemon" 2>/dev/null || break
    sleep 0.1
done
docker version >/dev/null 2>&1 || {
    tail -n 5 "$work/log" >&2
    skip "a daemon of Docker's cannot be run here"
}

# The tests that are written for podman run with it as well.
CROSSYARD_TEST_ENGINE=docker "$programs/containers_test" --gtest_brief=1 | tee "$work/said" || fail "containers by Docker"
if grep -q '^\[  SKIPPED \]' "$work/said"; then fail "something of it was not tried"; fi

# A build: no linker is needed to check, and the distribution's toolchain brings its libraries, so that an image with
# nothing but a shell will do.
project=$work/ä\ project
mkdir -p "$project/src"
printf '[package]\nname = "small"\nversion = "0.1.0"\nedition = "2021"\n' >"$project/Cargo.toml"
printf 'pub const WORD: &str = include_str!("/word");\n' >"$project/src/lib.rs"
target=$(/usr/bin/rustc -vV | sed -n 's/^host: //p')
cat >"$project/Cross.toml" <<END
[target.$target]
image = "localhost/crossyard-test/busybox:1"
pre-build = ["echo $target > /word"]
END
cd -- "$project"
/usr/bin/cargo generate-lockfile --offline --quiet
cross() { "$programs/crossyard" cross --engine docker +/usr/bin/rustc "$@" 2>"$work/errors" || { cat "$work/errors" >&2 && return 1; }; }
cross check --target "$target"
[[ -d target/container ]] || fail "it was not built in a container"
grep -q 'Checking small' "$work/errors" || fail "it was not compiled"
[[ -z $(docker ps --all --quiet) ]] || fail "a container was left behind"
CROSS_REMOTE=1 cross check --target "$target"
grep -q 'to the engine.s machine' "$work/errors" || fail "the sources did not travel"
[[ -n $(docker volume ls --quiet) ]] || fail "no volume was made"
"$programs/crossyard" cross volumes remove --all --engine docker
[[ -z $(docker volume ls --quiet) ]] || fail "a volume is left"
[[ -z $(docker ps --all --quiet) ]] || fail "a container was left behind"
