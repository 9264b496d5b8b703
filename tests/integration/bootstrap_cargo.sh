#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# Cargo from its sources by rustc alone: cargo 0.66, as Debian 12 has it, with the crates that come with it and without a
# Cargo.lock. No cargo is on the PATH, and none is run. The one that was built then builds a package; and the system's, if
# there is one, builds the same, so that the commands of both can be compared. Nothing is installed.
#
#   bootstrap_cargo.sh PROGRAMS CACHE
#
# PROGRAMS is the directory of the built programs; CACHE keeps what was downloaded.
set -euo pipefail

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd)
# shellcheck source=tests/integration/debian_packages.sh
source "$root/tests/integration/debian_packages.sh"

programs=$(realpath -e -- "${1:?where the programs are}")
mkdir -p "${2:?where to keep what is downloaded}"
cache=$(cd -- "$2" && pwd)
command -v rustc >/dev/null || skip "there is no rustc"
rustc=$(cd / && rustc --print sysroot)/bin/rustc # which a proxy stands for
command -v strace >/dev/null || skip "there is no strace to see what is run"
work=$(mktemp -d)
path=$PATH
trap 'PATH=$path; rm -rf -- "$work"' EXIT
_prepare_apt
unpack_source "$cache/sources/cargo" bookworm cargo
unpack_libraries "$cache/libraries" bookworm libgit2-dev libcurl4-openssl-dev libssh2-1-dev libssl-dev zlib1g-dev
cp -r -- "$cache/sources/cargo" "$work/cargo sources"

# All that is needed, and no cargo.
mkdir "$work/bin"
for tool in ar as cc dirname find gcc grep ld mkdir pkg-config sh sed strace tail tr; do
    ln -s "$(command -v "$tool")" "$work/bin/$tool"
done
export PATH=$work/bin CROSSYARD_HOME=$work/store
use_libraries "$cache/libraries"
! command -v cargo >/dev/null || fail "there is a cargo on the PATH of this test"

# Right, not fast: this profile compiles soonest.
bootstrap=("$programs/crossyard" bootstrap "$work/cargo sources" --vendor "$work/cargo sources/vendor" --bin cargo
    --profile dev --config profile.dev.debug=0 --target-dir "$work/built" --toolchain "$rustc")
strace -f --seccomp-bpf -qq -e trace=execve -e signal=none -s 4096 -o "$work/calls" "${bootstrap[@]}" --json >"$work/ours" || {
    tail -n 5 "$work/ours" >&2
    fail "cargo 0.66 is not built"
}
grep -q 'execve("[^"]*/rustc"' "$work/calls" || fail "strace has seen no rustc"
if grep 'execve("[^"]*/cargo"' "$work/calls"; then fail "a cargo was run"; fi
again=$("${bootstrap[@]}" --json) || fail "what was built cannot be planned again"
grep -q '"event":"result","built":0,' <<<"$again" || fail "what was built is built again: $again"

# The new one works.
export CARGO_HOME=$work/cargo-home RUSTC=$rustc
(
    unset RUSTFLAGS
    export LD_LIBRARY_PATH=$libraries
    cargo=$work/built/debug/cargo
    version=$("$cargo" --version)
    [[ $version == "cargo 1.65.0"* || $version == "cargo 0.66.0"* ]] || fail "this is another version: $version"
    mkdir -p "$work/small/src"
    printf '[package]\nname = "small"\nversion = "1.2.3"\nedition = "2021"\n' >"$work/small/Cargo.toml"
    printf 'fn main() { println!("made by cargo, made by rustc: {}", env!("CARGO_PKG_VERSION")); }\n' >"$work/small/src/main.rs"
    (cd "$work/small" && "$cargo" build --offline) || fail "the new cargo does not build"
    said=$("$work/small/target/debug/small")
    [[ $said == "made by cargo, made by rustc: 1.2.3" ]] || fail "what the new cargo built says: $said"
)

PATH=$path
use_libraries "$cache/libraries"
cargo=$(dirname -- "$rustc")/cargo
[[ -x $cargo ]] || exit 0
cat >"$work/replaced.toml" <<END
[source.crates-io]
replace-with = "there"
[source.there]
directory = "$work/cargo sources/vendor"
END
(
    cd -- "$work/cargo sources"
    "$cargo" build -vv --offline --config "$work/replaced.toml" --bin cargo --config profile.dev.debug=0 \
        --target-dir "$work/by cargo"
) 2>"$work/cargo" || {
    tail -n 20 "$work/cargo" >&2
    fail "cargo does not build the same"
}
CROSSYARD_ORACLE_COMMANDS=$work "$programs/bootstrap_command_test" --gtest_filter='BootstrapCommandsOfProject.*'
