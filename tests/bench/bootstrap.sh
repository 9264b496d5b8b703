#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# Cargo from its sources by rustc alone, against the same by cargo: 0.66, 0.86 and 0.96, cold and again, and the memory that
# the builder itself takes; the unit graph of cargo 0.96. The sources, the crates and the C libraries are Debian's.
#
#   CROSSYARD_BENCH_CACHE     keeps what was downloaded (default: build/bench-packages); without spaces, for pkg-config
#   CROSSYARD_BENCH_CARGOS    which of the three (default: "0.66 0.86 0.96")
#   CROSSYARD_BENCH_COLD_RUNS how often each side builds a cargo from nothing (default 1: it takes minutes)
root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd)
cache=${CROSSYARD_BENCH_CACHE:-$root/build/bench-packages}
mkdir -p -- "$cache"
cache=$(cd -- "$cache" && pwd)
# shellcheck source=tests/integration/debian_packages.sh
source "$root/tests/integration/debian_packages.sh"
# shellcheck source=tests/bench/lib.sh
source "$root/tests/bench/lib.sh"
# Without apt there is nothing to measure with, and nothing missed.
skip() {
    say "left out: $*"
    exit 0
}
cold_runs=${CROSSYARD_BENCH_COLD_RUNS:-1}
cargos=${CROSSYARD_BENCH_CARGOS:-0.66 0.86 0.96}
readonly cold_runs cargos jobs=2
export CROSSYARD_HOME=$work/store CARGO_HOME=$work/cargo-home RUSTC=$rustc
mkdir -- "$CARGO_HOME"

# prepare_project SOURCE CRATES: makes $project, with a lock by cargo where it has none that fits.
prepare_project() {
    project=$work/project
    rm -rf -- "$project"
    cp -r -- "$1" "$project"
    # Debian does not ship what the tests need.
    LC_ALL=C awk '/^\[/ { dev = /^\[+(target\..*\.)?dev-dependencies/ } !dev' "$1/Cargo.toml" >"$project/Cargo.toml"
    mkdir -p -- "$project/.cargo"
    printf '[source.crates-io]\nreplace-with = "there"\n[source.there]\ndirectory = "%s"\n' "$2" \
        >"$project/.cargo/config.toml"
    (cd -- "$project" && quietly "$cargo" generate-lockfile --offline)
}

ours_bootstrap() {
    watched 0.5 "$work/memory.ours" "$program" bootstrap "$project" --bin cargo --jobs "$jobs" --target-dir "$work/ours" \
        --toolchain "$rustc"
}
peer_bootstrap() {
    watched 0.5 "$work/memory.peer" "$cargo" build --release --offline --bin cargo --jobs "$jobs" --target-dir "$work/peer" \
        --manifest-path "$project/Cargo.toml" --config "$project/.cargo/config.toml"
}
empty_ours() { rm -rf -- "$CROSSYARD_HOME" "$work/ours"; }
empty_peer() { rm -rf -- "$work/peer"; }

# works CARGO: it builds a small project.
works() {
    mkdir -p -- "$work/small/src"
    printf '[package]\nname = "small"\nversion = "1.2.3"\nedition = "2021"\n' >"$work/small/Cargo.toml"
    printf 'fn main() {}\n' >"$work/small/src/main.rs"
    RUSTFLAGS='' LD_LIBRARY_PATH=$libraries quietly "$1" build --offline --manifest-path "$work/small/Cargo.toml" \
        --target-dir "$work/small/target"
}

# cold VERSION: builds it from nothing, and has the result build something.
cold() {
    compare "$cold_runs" ours_bootstrap peer_bootstrap empty_ours empty_peer
    row "bootstrap cargo $1, release, $jobs jobs, cold" 1.00
    local memory=() side
    for side in ours peer; do memory+=("$(<"$work/memory.$side")"); done
    add_row "memory at the peak of that, without rustc" "$((memory[0] / 1024)) MiB" "$((memory[1] / 1024)) MiB" \
        "$(quotient "${memory[@]}")" 1.0
    works "$work/ours/release/cargo"
    say "    the cargo that was built works: $(LD_LIBRARY_PATH=$libraries "$work/ours/release/cargo" --version)"
}
cold_and_again() {
    cold "$1"
    compare "$short_runs" ours_again peer_again
    row "nothing to do, cargo $1" 0.5
}
ours_again() { "$program" bootstrap "$project" --bin cargo --target-dir "$work/ours" --toolchain "$rustc"; }
peer_again() {
    "$cargo" build --release --offline --bin cargo --target-dir "$work/peer" --manifest-path "$project/Cargo.toml" \
        --config "$project/.cargo/config.toml"
}

ours_graph() { "$program" bootstrap "$project" --bin cargo --unit-graph --toolchain "$rustc"; }
peer_graph() {
    (cd -- "$project" && RUSTC_BOOTSTRAP=1 "$cargo" build --release --offline --bin cargo --unit-graph -Zunstable-options)
}

# fetch_file NAME SHA256: of the directory in which the archive keeps rustc's sources, into $from.
fetch_file() {
    [[ ! -f $from/$1 ]] || return 0
    _prepare_sources sid
    local uri
    uri=$(_apt_of sid source --print-uris rustc | sed -n "s#^'\(.*\)/[^/]*\.dsc'.*#\1#p")
    mkdir -p -- "$from"
    quietly /usr/lib/apt/apt-helper download-file "$uri/${1/+/%2b}" "$from/$1.new" "SHA256:$2"
    mv -- "$from/$1.new" "$from/$1"
}

# patched TREE PATTERN: the sources with Debian's patches, but those that the pattern names.
patched() {
    local name
    [[ ! -d $from/$1 ]] || return 0
    rm -rf -- "$from/$1.new"
    cp -r -- "$from"/rustc-1.95.0-src "$from/$1.new"
    while read -r name; do
        # Some touch what was not unpacked.
        patch -d "$from/$1.new" -p1 -s -N -r - <"$from/debian/patches/$name" >/dev/null 2>&1 || true
    done < <(grep -E '^(cargo|prune|vendor)/' "$from/debian/patches/series" | grep -vE -- "$2")
    mkdir -p "$from/$1.new/src/tools/cargo/.cargo"
    printf '[source.crates-io]\nreplace-with = "vendored-sources"\n[source.vendored-sources]\ndirectory = "%s/vendor"\n' \
        "$from/$1" >"$from/$1.new/src/tools/cargo/.cargo/config.toml"
    # They are not what their lists say any more; Debian's rules do the same.
    find "$from/$1.new/vendor" -name .cargo-checksum.json -print0 | xargs -0 sed -i 's/"files":{[^}]*}/"files":{}/'
    rm -rf -- "$from/$1.new/.cargo"
    mv -- "$from/$1.new" "$from/$1"
}

unpack_of_trixie() {
    unpack_libraries "$cache/libraries-of-trixie" trixie libgit2-dev libcurl4-openssl-dev libssh2-1-dev libssl-dev libsqlite3-dev \
        zlib1g-dev
}

# use_also DIR: what is there goes before what is used already.
use_also() {
    local more
    more=$(dirname -- "$(find "$1/usr/lib" -name libgit2.so)")
    PKG_CONFIG_LIBDIR=$more/pkgconfig:$PKG_CONFIG_LIBDIR
    RUSTFLAGS="-C link-arg=-Wl,-rpath-link,$more $RUSTFLAGS"
    libraries=$more:$libraries
}

# cargo_0_96: its unit graph from lock and vendored crates, the pruned tree that cargo refuses, and the program, which wants a
# libgit2 that Debian 13 does not have.
cargo_0_96() {
    local from=$cache/rustc-1.95
    fetch_file rustc_1.95.0+dfsg1.orig.tar.xz fee0a232c32b6f919b2166efc441a7c37884905bdcc2170163579eeed5feee6b
    fetch_file rustc_1.95.0+dfsg1-2.debian.tar.xz f0408cafd8942c9f1762d5ca10750d70996f678b616a4e4b6ed3e3e299a071b6
    if [[ ! -d $from/debian ]]; then
        tar -C "$from" -xf "$from/rustc_1.95.0+dfsg1.orig.tar.xz" --wildcards '*/src/tools/cargo/*' '*/vendor/*'
        tar -C "$from" -xf "$from/rustc_1.95.0+dfsg1-2.debian.tar.xz"
    fi
    patched patched '^$'
    patched pruned 'd-002[01]'
    project=$from/pruned/src/tools/cargo
    if peer_graph >"$work/said" 2>&1; then fail "cargo plans the pruned tree: this says nothing about ours"; fi
    quietly ours_graph
    say "the pruned tree, which cargo refuses: $(grep -o '"pkg_id"' "$work/said" | wc -l) units"
    project=$from/patched/src/tools/cargo
    quietly peer_graph # mends its lock, once
    compare "$short_runs" ours_graph peer_graph
    row "unit graph of cargo 0.96 from lock and vendored crates" 0.5
    # The newest libcurl wants a newer C library than this machine may have.
    unpack_libraries "$cache/libgit2-of-sid" sid libgit2-dev
    unpack_of_trixie
    use_libraries "$cache/libraries-of-trixie"
    use_also "$cache/libgit2-of-sid"
    # Of this tree cargo itself compiles its own crate again each time: there is no "nothing to do" to compare with.
    cold 0.96
}

_prepare_apt
for version in $cargos; do
    case $version in
        0.66)
            unpack_source "$cache/sources/cargo" bookworm cargo
            unpack_libraries "$cache/libraries" bookworm libgit2-dev libcurl4-openssl-dev libssh2-1-dev libssl-dev zlib1g-dev
            prepare_project "$cache/sources/cargo" "$cache/sources/cargo/vendor"
            use_libraries "$cache/libraries"
            cold_and_again 0.66
            ;;
        0.86)
            unpack_real_projects
            unpack_of_trixie
            prepare_project "$(newest_source cargo)" "$cache/crates/registry"
            use_libraries "$cache/libraries-of-trixie"
            cold_and_again 0.86
            ;;
        0.96) cargo_0_96 ;;
        *) fail "CROSSYARD_BENCH_CARGOS: there is no $version here" ;;
    esac
done

finish "Bootstraps" <<'TEXT'
Ours is `crossyard bootstrap DIR --bin cargo --jobs 2` with an empty store for the cold rows, and `--unit-graph`; the peer is
`cargo build --release --offline --bin cargo --jobs 2` with an empty target directory, and `--unit-graph -Zunstable-options`. Both have
the same compiler, sources, lock, crates and C libraries. Memory is the resident size at its peak (VmHWM) of the program itself, without
the compilers that it runs.
TEXT
