#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# Unit graphs of packages that people publish, ours against cargo's: programs, two releases of cargo itself, and crates of
# which each is taken as a root. They are Debian's; nothing is installed.
#
#   package_graphs.sh PROGRAMS CACHE
#
# PROGRAMS is the directory of the built programs; CACHE keeps what was downloaded. Of the crates every sixth is compared,
# or as CROSSYARD_ORACLE_EVERY says: 1 stands for all.
set -euo pipefail

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd)
# shellcheck source=tests/integration/debian_packages.sh
source "$root/tests/integration/debian_packages.sh"

programs=${1:?where the programs are}
mkdir -p "${2:?where to keep what is downloaded}"
cache=$(cd -- "$2" && pwd)
every=${CROSSYARD_ORACLE_EVERY:-6}
command -v cargo >/dev/null || skip "there is no cargo to ask"
work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT
_prepare_apt

# Programs that are no crates in Debian, from its sources.
readonly built=(rust-ripgrep rust-fd-find rust-exa)
unpack_crates "$cache/crates of bookworm" bookworm "${built[@]/#/src:}"
for name in "${built[@]}" cargo; do
    unpack_source "$cache/sources/$name" bookworm "$name"
done
cp -r "$cache/sources" "$work/sources"
# A feature that Debian's patches have taken from the crate it stands for.
sed -i '/^simd-accel = \[/,/\]/d' "$work/sources/rust-ripgrep/Cargo.toml"
for name in "${built[@]}"; do
    printf '%s\t%s\n' "$work/sources/$name" "$cache/crates of bookworm/registry"
done >"$work/packages"
printf '%s\t%s\n' "$work/sources/cargo" "$work/sources/cargo/vendor" >>"$work/packages"

unpack_real_projects
for source in "${real_projects[@]}"; do
    newest_source "$source"
done | sort >"$work/named"
{
    cat -- "$work/named"
    printf '%s\n' "$cache/crates/registry"/* | sort | comm -23 - "$work/named" | awk -v n="$every" 'NR % n == 1 || n == 1'
} | awk -v OFS='\t' -v crates="$cache/crates/registry" '{ print $0, crates }' >>"$work/packages"

CROSSYARD_ORACLE_PACKAGES=$work/packages "$programs/package_oracle_test"
