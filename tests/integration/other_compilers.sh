#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# Compilers that are not this system's: takes Debian's packages of other releases, unpacks them beside the system, and
# builds sysroots with them. Nothing is installed.
#
#   other_compilers.sh PROGRAMS CACHE CASE
#
# PROGRAMS is the directory of the built programs; CACHE keeps what was downloaded. The cases are the functions below whose
# names begin with a letter.
set -euo pipefail

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd)
# shellcheck source=tests/integration/debian_packages.sh
source "$root/tests/integration/debian_packages.sh"

# _unpack SUITE DIRECTORY PACKAGE...: unpacks a release's packages.
_unpack() {
    local suite=$1 directory=$2 debs deb
    shift 2
    debs=$(mktemp -d "$cache/apt/XXXXXX")
    (cd "$debs" && _apt download "${@/%//$suite}") >&2 || fail "these packages of $suite cannot be downloaded: $*"
    mkdir -p "$directory"
    for deb in "$debs"/*.deb; do
        # Of the compiler's source, the library's is all that is wanted, and what lies beside it.
        dpkg --fsys-tarfile "$deb" | tar -C "$directory" -x --no-same-owner --wildcards --no-wildcards-match-slash \
            --exclude './usr/src/rustc-*/[!l]*' \
            --exclude './usr/share/doc' --exclude './usr/share/man'
    done
    rm -rf -- "$debs"
}

# Libraries that the compiler loads and this system lacks (another LLVM): they are taken from the compiler's release, and
# only they, so that this system's linker goes on with what it knows.
_complete_libraries() {
    local suite=$1 directory=$2 package=$3 lib=$2/usr/lib/$machine missing deb name
    missing=$(LD_LIBRARY_PATH=$lib ldd "$lib"/librustc_driver-*.so | awk '/not found$/ { print $1 }')
    [[ -n $missing ]] || return 0
    _apt -t "$suite" --no-install-recommends --download-only --yes install "$package" >&2 ||
        fail "what $package of $suite depends on cannot be downloaded"
    mkdir -p "$directory/others"
    for deb in "$cache/apt/archives"/*.deb; do
        [[ ${deb##*/} == libstd-rust* ]] || dpkg -x "$deb" "$directory/others"
    done
    rm -f -- "$cache/apt/archives"/*.deb
    while [[ -n $missing ]]; do
        for name in $missing; do
            mv "$(find "$directory/others" -name "$name" -exec readlink -f {} + | head -n 1)" "$lib/$name" ||
                fail "no package that $package of $suite depends on brings $name"
        done
        missing=$(LD_LIBRARY_PATH=$lib ldd "$lib"/librustc_driver-*.so | awk '/not found$/ { print $1 }')
    done
    rm -rf -- "$directory/others"
}

# _toolchain SUITE [PACKAGE...]: unpacks a release's compiler with its source, and more packages. Sets `rustc`, `library`
# and `crates`. It is done once for what the release has.
_toolchain() {
    local suite=$1 standard
    shift
    _prepare_apt
    local directory=$cache/$suite
    local version
    version=$(APT_CONFIG=$cache/apt/apt.conf apt-cache show "rustc/$suite" | awk '$1 == "Version:" { print $2; exit }')
    [[ -n $version ]] || fail "$suite has no package rustc for this machine"
    standard=libstd-rust-$(cut -d. -f1,2 <<<"$version")
    if [[ ! -f $directory/done || $(<"$directory/done") != "$version $*" ]]; then
        echo "unpacking rustc $version of $suite"
        rm -rf -- "$directory"
        _unpack "$suite" "$directory" rustc "$standard" libstd-rust-dev rust-src "$@"
        _complete_libraries "$suite" "$directory" "$standard"
        # Packages have no run path in them: their libraries are expected where the system's are.
        cat >"$directory/rustc" <<END
#!/bin/sh
LD_LIBRARY_PATH='$directory/usr/lib/$machine'\${LD_LIBRARY_PATH:+:\$LD_LIBRARY_PATH} exec '$directory/usr/bin/rustc' "\$@"
END
        chmod +x "$directory/rustc"
        echo "$version $*" >"$directory/done"
    fi
    rustc=$directory/rustc
    crates=$directory/usr/share/cargo/registry
    library=$(echo "$directory"/usr/src/rustc-*/library)
    local said
    said=$("$rustc" -vV 2>&1) || skip "rustc of $suite does not run on this system: $said"
    head -n 1 <<<"$said"
}

# The toolchains of these tests.
_bookworm() {
    _toolchain bookworm librust-compiler-builtins-dev librust-cfg-if-dev librust-libc-dev librust-hashbrown-dev \
        librust-rustc-demangle-dev libstd-rust-dev-windows
}

_trixie() {
    _toolchain trixie librust-compiler-builtins-dev
}

_sid() {
    _toolchain sid libstd-rust-dev-wasm32
}

# crossyard with the release's compiler, source and crates.
_crossyard() {
    local verb=$1
    shift
    local vendor=()
    [[ -d $crates ]] && vendor=(--vendor "$crates")
    "$programs/crossyard" sysroot "$verb" --toolchain "$rustc" --rust-src "$library" "${vendor[@]}" --project "$work" "$@"
}

# _expect_words TEXT WORDS...: all of them are in the text.
_expect_words() {
    local text=$1 word
    shift
    for word in "$@"; do
        [[ $text == *"$word"* ]] || fail "\"$word\" is not in: $text"
    done
}

# _expect_no_words TEXT WORDS...: none of them is.
_expect_no_words() {
    local text=$1 word
    shift
    for word in "$@"; do
        [[ $text != *"$word"* ]] || fail "\"$word\" is in: $text"
    done
}

# _expect_refused WORDS... -- OPTIONS...: planning ends with status 1 and an error that says these words.
_expect_refused() {
    local words=() said status=0
    while [[ $1 != -- ]]; do
        words+=("$1")
        shift
    done
    shift
    said=$(_crossyard plan "$@" 2>&1) || status=$?
    [[ $status == 1 ]] || fail "crossyard ended with status $status: $said"
    _expect_words "$said" "${words[@]}"
    printf '%s\n' "$said"
}

# _expect_sysroot TARGET OPTIONS...: builds it, and a crate of a user's with it.
_expect_sysroot() {
    local target=$1 sysroot
    shift
    sysroot=$(_crossyard build --target "$target" "$@")
    cat >"$work/greeting.rs" <<'END'
#![no_std]
extern crate alloc;
use alloc::{string::String, vec::Vec};
pub fn greeting(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| { let mut text = String::from("hello, "); text.push_str(name); text }).collect()
}
END
    "$rustc" --crate-type rlib --edition 2021 -C panic=abort -O --target "$target" --sysroot "$sysroot" \
        -o "$work/libgreeting.rlib" "$work/greeting.rs" || fail "a crate cannot be compiled with $sysroot"
    [[ -s $work/libgreeting.rlib ]] || fail "rustc made no library"
    # Without the sysroot there is no core for this target: the crate did come from ours.
    if "$rustc" --crate-type rlib --edition 2021 --target "$target" -o "$work/none.rlib" "$work/greeting.rs" 2>/dev/null; then
        fail "this compiler has the library for $target of its own: the test says nothing"
    fi
    local again
    again=$(_crossyard build --target "$target" "$@" 2>&1)
    _expect_words "$again" "Nothing to do" "$sysroot"
}

# 1.63: no lock file, no workspace of the library's own, compiler_builtins from the registry, `test` hands on the features.
rustc_1_63_builds_core_and_alloc() {
    _bookworm
    _expect_sysroot thumbv7m-none-eabi --crates core,alloc --std-features compiler-builtins-mem
}

# Debian's crates of that time are newer than this std wants.
rustc_1_63_says_which_crate_of_std_is_missing() {
    _bookworm
    # shellcheck disable=SC2016
    _expect_refused '`cfg-if` 0.1.8 is needed by `panic_unwind`' 'panic_unwind/Cargo.toml' --vendor -- \
        --crates std --target x86_64-unknown-linux-gnu
}

# 1.85: std's own workspace, compiler_builtins still from the registry, in a version that Debian has not.
rustc_1_85_says_which_compiler_builtins_it_needs() {
    _trixie
    _expect_refused 'compiler_builtins` 0.1.140' 'other versions are: 0.1.139' -- --crates core --target thumbv7m-none-eabi
}

# The newest: compiler-builtins in the library's source, std's crates vendored beside it.
rustc_of_sid_builds_core_and_alloc() {
    _sid
    _expect_sysroot riscv32imac-unknown-none-elf --crates core,alloc
}

# What the toolchain has of the C runtime goes into the sysroot, what belongs to its own std does not; what it has not is
# compiled.
links_the_objects_that_a_toolchain_has() {
    _bookworm
    local plan
    plan=$(_crossyard plan --json --crates core --target x86_64-pc-windows-gnu)
    _expect_words "$plan" '{"name":"rsbegin.o","state":"link"}' '{"name":"rsend.o","state":"link"}' \
        '{"name":"self-contained/crt2.o","state":"link"}'
    _expect_no_words "$plan" .dll.a
    plan=$(_crossyard plan --json --crates core --target i686-pc-windows-gnu)
    _expect_words "$plan" '{"name":"rsbegin.o","state":"compile"}' '{"name":"rsend.o","state":"compile"}'
    _expect_no_words "$plan" '"state":"link"'
    _sid
    plan=$(_crossyard plan --json --crates core --target wasm32-wasip1)
    _expect_words "$plan" '{"name":"self-contained/crt1-command.o","state":"link"}' \
        '{"name":"self-contained/libc.a","state":"link"}'
    _expect_no_words "$plan" .rlib .rmeta
}

# For old layouts, too, the digest of a crate's source covers all that is compiled.
digests_cover_the_sources_of_each_layout() {
    local release
    for release in bookworm trixie sid; do
        "_$release"
        CROSSYARD_TEST_RUSTC=$rustc CROSSYARD_TEST_LIBRARY=$library "$programs/source_digest_test" --gtest_brief=1
    done
}

programs=${1:?where the programs are}
mkdir -p "${2:?where to keep what is downloaded}"
cache=$(cd -- "$2" && pwd)
case=${3:?which case}
[[ $case != _* && $(type -t "$case") == function ]] || fail "there is no case $case"
work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT
machine=$(dpkg-architecture -qDEB_HOST_MULTIARCH 2>/dev/null || gcc -print-multiarch) || skip "this is no Debian"
export CROSSYARD_HOME=$work/store
"$case"
