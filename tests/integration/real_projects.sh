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
# shellcheck source=tests/integration/debian_packages.sh
source "$root/tests/integration/debian_packages.sh"

# make_project NAME: its sources without development dependencies, which Debian does not ship, and a lock by cargo.
make_project() {
    local source manifest
    source=$(newest_source "$1")
    mkdir -p "$projects/$1"
    cp -r "$source/." "$projects/$1"
    manifest=$projects/$1/Cargo.toml
    awk '/^\[/ { dev = /^\[+(target\..*\.)?dev-dependencies/ } !dev' "$source/Cargo.toml" >"$manifest"
    rm -f -- "$projects/$1/Cargo.lock"
    ln -s "$cache/crates/registry" "$projects/$1/vendor"
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
unpack_real_projects
export CARGO_HOME=$work/cargo-home
mkdir -p "$CARGO_HOME" "$projects"
cat >"$CARGO_HOME/config.toml" <<END
[source.crates-io]
replace-with = "debian"
[source.debian]
directory = "$cache/crates/registry"
END
for name in "${real_projects[@]}"; do
    make_project "$name"
done
CROSSYARD_GRAPH_PROJECTS=$projects "$programs/graph_oracle_test" --gtest_filter='ProjectsGraphOracle.agreesOverProjectsThatAreNamed'
