#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# Projects of other people, as Debian ships them: takes the sources of some programs and of all that they depend on, and
# holds our graphs of them against cargo's. Nothing is installed.
#
#   real_projects.sh PROGRAMS CACHE
#
# PROGRAMS is the directory of the built programs; CACHE keeps what was downloaded.
set -euo pipefail

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd)
readonly suite=trixie
readonly names=(bat cargo cbindgen clap eza gix grep hexyl just rustls serde_json tokio)

# shellcheck source=tests/integration/debian_packages.sh
source "$root/tests/integration/debian_packages.sh"

# Unpacks the crates into CACHE/crates/registry, once.
unpack_crates() {
    local wanted packages deb
    wanted=("${names[@]//_/-}")
    wanted=("${wanted[@]/#/librust-}")
    wanted=("${wanted[@]/%/-dev}")
    packages=$(APT_CONFIG=$cache/apt/apt.conf apt-get -s -t "$suite" --no-install-recommends install "${wanted[@]}" |
        awk '$1 == "Inst" && $2 ~ /^librust-/ { gsub(/[^0-9A-Za-z.+~:-]/, "", $3); print $2 "=" $3 }') ||
        skip "$suite does not have these packages as a whole"
    crates=$cache/crates
    [[ -f $crates/done && $(<"$crates/done") == "$packages" ]] && return
    echo "unpacking $(wc -l <<<"$packages") packages of $suite"
    rm -rf -- "$crates"
    mkdir -p "$crates/debs" "$crates/root"
    # shellcheck disable=SC2086 # a word a package
    (cd "$crates/debs" && _apt download $packages) >&2 || fail "the crates of $suite cannot be downloaded"
    for deb in "$crates/debs"/*.deb; do
        dpkg -x "$deb" "$crates/root"
    done
    mv "$crates/root/usr/share/cargo/registry" "$crates/registry"
    rm -rf -- "$crates/debs" "$crates/root"
    echo "$packages" >"$crates/done"
}

# make_project NAME: its sources without development dependencies, which Debian does not ship, and a lock by cargo.
make_project() {
    local source manifest
    source=$(printf '%s\n' "$crates/registry/$1"-[0-9]* | sort -V | tail -n 1)
    [[ -d $source ]] || fail "there is no source of $1 among the crates"
    mkdir -p "$projects/$1"
    cp -r "$source/." "$projects/$1"
    manifest=$projects/$1/Cargo.toml
    awk '/^\[/ { dev = /^\[+(target\..*\.)?dev-dependencies/ } !dev' "$source/Cargo.toml" >"$manifest"
    rm -f -- "$projects/$1/Cargo.lock"
    ln -s "$crates/registry" "$projects/$1/vendor"
    (cd "$projects/$1" && "$cargo" generate-lockfile --offline) || fail "cargo finds no versions for $1"
}

programs=${1:?where the programs are}
mkdir -p "${2:?where to keep what is downloaded}"
cache=$(cd -- "$2" && pwd)
cargo=$(command -v cargo) || skip "there is no cargo to ask"
work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT
projects=$work/projects
_prepare_apt
unpack_crates
export CARGO_HOME=$work/cargo-home
mkdir -p "$CARGO_HOME" "$projects"
cat >"$CARGO_HOME/config.toml" <<END
[source.crates-io]
replace-with = "debian"
[source.debian]
directory = "$crates/registry"
END
for name in "${names[@]}"; do
    make_project "$name"
done
CROSSYARD_GRAPH_PROJECTS=$projects "$programs/graph_oracle_test" --gtest_filter='ProjectsGraphOracle.agreesOverProjectsThatAreNamed'
