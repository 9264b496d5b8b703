#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# A sysroot from nothing, again when there is nothing to do, and its size, against cargo -Zbuild-std and xargo.
# shellcheck source=tests/bench/lib.sh
source "${BASH_SOURCE[0]%/*}/lib.sh"
make_cargo_home
project tiny
export CROSSYARD_HOME=$work/store

# Bytes that xargo 0.3.26 puts into lib/rustlib/thumbv7m-none-eabi for core, alloc and compiler_builtins with rustc 1.96 (rlibs,
# metadata and .d files), measured once; its copy of the host's directory, 163 MB more, is not counted.
readonly xargo_bytes=108000000

ours_here() { ours tiny "$target" "$crates"; }
peer_here() { peer tiny "$target" "$crates"; }
empty_store() { rm -rf -- "$CROSSYARD_HOME"; }
empty_target() { rm -rf -- "$work/tiny/target"; }

# cold_and_again TARGET CRATES
cold_and_again() {
    target=$1 crates=$2
    compare "$runs" ours_here peer_here empty_store empty_target
    row "cold sysroot, $crates for $target" 1.00
    compare "$short_runs" ours_here peer_here
    row "nothing to do, $crates for $target" 0.25
}

cold_and_again thumbv7em-none-eabihf core,alloc
sysroot=$("$program" sysroot path --toolchain "$rustc" --project "$work/tiny" --target "$target" --crates "$crates")
bytes=$(find "$sysroot" -type f -printf '%s\n' | awk '{ sum += $1 } END { printf "%d", sum }')
add_row "size of the sysroot, $crates for $target" "$(numfmt --to=si --format=%.1f "$bytes")B" "$(numfmt --to=si --format=%.1f "$xargo_bytes")B" \
    "$(quotient "$bytes" "$xargo_bytes")" 0.55
cold_and_again "$("$rustc" -vV | sed -n 's/^host: //p')" std,panic_abort

finish "A sysroot from nothing, and again" <<'TEXT'
Ours is `crossyard sysroot build --target T --crates C`, with an empty store for the cold rows: asking the compiler is part of
it. The peer is `RUSTC_BOOTSTRAP=1 cargo build --release --offline -Zbuild-std=C --target T` of an empty library, with an empty target
directory for the cold rows; the empty library is part of it. Both use the same compiler, source, vendored crates, profile and
flags. Two of these flags are not cargo's default, but always ours, and the peer was given them: `-C embed-bitcode=yes` (without
it, users cannot link with LTO; by RUSTFLAGS) and `-C codegen-units=10000` for compiler_builtins (so that its symbols do not clash
with libgcc's; by the profile). `-C panic=abort` for panic_abort is ours alone. The size is that of all files of the sysroot; its peer is xargo 0.3.26's directory for
thumbv7m-none-eabi with core, alloc and compiler_builtins, measured once: 108 MB, without the 163 MB that it copies from the host.
TEXT
