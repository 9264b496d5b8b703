#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# Two machines that share what they compile: Debian's sccache stands before the compiler, a Redis server of its own keeps
# the results, and a second, empty CROSSYARD_HOME gets its units from it. Nothing is installed.
#
#   shared_cache.sh PROGRAMS CACHE
#
# PROGRAMS is the directory of the built programs; CACHE keeps what was downloaded.
set -euo pipefail

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd)
programs=$1
mkdir -p "$2"
cache=$(cd -- "$2" && pwd)

# shellcheck source=tests/integration/debian_packages.sh
source "$root/tests/integration/debian_packages.sh"

tools=$cache/shared_cache
rustc=$(command -v rustc) || skip "there is no rustc"

# Unpacks sccache and the server, with the libraries that this system lacks beside them.
_unpack_tools() {
    [[ -e $tools/complete ]] && return
    _prepare_apt
    rm -rf -- "$tools"
    mkdir -p "$tools/all" "$tools/lib"
    _apt -t trixie --no-install-recommends --download-only --yes install sccache redis-server >&2 ||
        skip "sccache and redis-server cannot be downloaded from a mirror of Debian's"
    local deb missing name
    for deb in "$cache/apt/archives"/*.deb; do
        dpkg -x "$deb" "$tools/all"
    done
    rm -f -- "$cache/apt/archives"/*.deb
    # This system's C library goes on with what it knows.
    while missing=$(LD_LIBRARY_PATH=$tools/lib ldd "$tools/all/usr/bin/sccache" "$tools/all/usr/bin/redis-server" |
        awk '/not found$/ { print $1 }' | sort -u) && [[ -n $missing ]]; do
        for name in $missing; do
            cp -L -- "$(find "$tools/all" -name "$name" | head -n 1)" "$tools/lib/$name" ||
                fail "no package that sccache and redis-server depend on brings $name"
        done
    done
    touch "$tools/complete"
}

_unpack_tools
export LD_LIBRARY_PATH=$tools/lib${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}
sccache=$tools/all/usr/bin/sccache
"$sccache" --version >/dev/null || skip "Debian's sccache does not run on this system"

work=$(mktemp -d)
server=
_end() {
    "$sccache" --stop-server >/dev/null 2>&1 || true
    if [[ -n $server ]]; then kill "$server" 2>/dev/null || true; fi
    rm -rf -- "$work"
}
trap _end EXIT

# A server of the test's own, on a port that is free: below those that the system gives to clients (32768 and up), as
# sccache's own, 5001 above it, is.
for port in $(shuf -i 20000-25000 -n 5); do
    "$tools/all/usr/bin/redis-server" --port "$port" --bind 127.0.0.1 --save '' --dir "$work" >"$work/redis.log" 2>&1 &
    server=$!
    for _ in $(seq 50); do
        if grep -q 'Ready to accept' "$work/redis.log"; then break 2; fi
        kill -0 "$server" 2>/dev/null || break
        sleep 0.1
    done
done
grep -q 'Ready to accept' "$work/redis.log" || fail "the Redis server does not start: $(cat "$work/redis.log")"
export SCCACHE_REDIS=redis://127.0.0.1:$port
export SCCACHE_SERVER_PORT=$((port + 5001))
export SCCACHE_DIR=$work/none
export RUSTC_WRAPPER=$sccache
unset RUSTFLAGS

# _unpack NAME DIRECTORY: a package of tests/data/bootstrap.
_unpack() {
    mkdir -p "$2"
    awk -v to="$2" '
        /^--- / {
            file = to "/" substr($0, 5)
            dir = file
            sub("/[^/]*$", "", dir)
            if (!made[dir]++) system("mkdir -p \"" dir "\"")
            printf "" >file
            next
        }
        file != "" { print >file }' "$root/tests/data/bootstrap/$1.txt"
}

# _count WHAT: a number in what sccache says of its work.
_count() {
    "$sccache" --show-stats | awk -v what="$1" 'index($0, what " ") == 1 { print $NF; exit }'
}

# _writes: how many results the server has taken.
_writes() {
    "$sccache" --show-stats --stats-format=json | grep -o '"cache_writes":[0-9]*' | grep -o '[0-9]*$'
}

# Builds a package with an empty store, as a machine does that never saw it.
_build() {
    rm -rf -- "$work/$1/target"
    CROSSYARD_HOME=$work/$2 "$programs/crossyard" bootstrap --toolchain "$rustc" "$work/$1" 2>&1 ||
        fail "$1 cannot be built by way of sccache"
}

for package in links shared places; do
    _unpack "$package" "$work/$package"
    "$sccache" --stop-server >/dev/null 2>&1 || true
    "$sccache" --start-server >/dev/null 2>&1 || fail "sccache does not start"
    _build "$package" first
    # Programs and proc macros are linked, which sccache leaves to the compiler; libraries are what it keeps.
    libraries=$(_count "Cache misses")
    ((libraries >= 1)) || fail "$package: sccache kept nothing"
    # What was compiled goes to the server by and by.
    for _ in $(seq 100); do
        [[ $(_writes) -lt $libraries ]] || break
        sleep 0.1
    done
    cp "$work/$package/target/release/$package" "$work/first-result"
    "$sccache" --zero-stats >/dev/null
    _build "$package" "second-$package"
    hits=$(_count "Cache hits")
    misses=$(_count "Cache misses")
    "$sccache" --show-stats | sed -n 1,12p
    [[ $hits == "$libraries" && $misses == 0 ]] ||
        fail "$package: of $libraries libraries $hits came from the shared cache"
    cmp "$work/first-result" "$work/$package/target/release/$package" || fail "$package: another program"
    printf '%s: %s libraries, all of them from the shared cache\n' "$package" "$hits"
done
