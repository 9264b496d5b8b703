# shellcheck shell=bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# Finds a Rust toolchain that has the source of its standard library beside it.

# rust_with_source: the rustc to use, by its path: one whose source has the crates of std with it if there is one (the
# distributions' have), else any with source; of equals the first on the PATH. What has no cargo beside it cannot build a
# project. Fails when there is none.
rust_with_source() {
    local rustc sysroot rust second=
    while read -r rustc; do
        [[ -x ${rustc%/*}/cargo ]] || continue
        # Asked from /, where no project's rust-toolchain.toml speaks.
        sysroot=$(cd / && "$rustc" --print sysroot 2>/dev/null </dev/null) || continue
        rust=$sysroot/lib/rustlib/src/rust
        [[ -e $rust/library/core/Cargo.toml ]] || continue
        # The compiler itself, where that on the PATH is rustup's deputy for it.
        [[ -x $sysroot/bin/rustc ]] && rustc=$sysroot/bin/rustc
        if [[ -d $rust/library/vendor || -d $rust/vendor ]]; then
            printf '%s\n' "$rustc"
            return
        fi
        second=${second:-$rustc}
    done <<<"$(type -ap rustc | awk '!seen[$0]++')"
    [[ -n $second ]] && printf '%s\n' "$second"
}
