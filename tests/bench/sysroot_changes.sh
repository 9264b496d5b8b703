#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# What is compiled again when the crates change, and for a second project, against cargo -Zbuild-std.
# shellcheck source=tests/bench/lib.sh
source "${BASH_SOURCE[0]%/*}/lib.sh"
make_cargo_home
project first
project second
export CROSSYARD_HOME=$work/store
readonly target=thumbv7em-none-eabihf

ours_core() { ours first "$target" core; }
ours_both() { ours first "$target" core,alloc; }
peer_core() { peer first "$target" core; }
peer_both() { peer first "$target" core,alloc; }
ours_second() { ours second "$target" core,alloc; }
peer_second() { peer second "$target" core,alloc; }

# The state in which core is finished, and nothing else was ever compiled.
restore_store() {
    rm -rf -- "$CROSSYARD_HOME"
    cp -a -- "$work/saved-store" "$CROSSYARD_HOME"
}
restore_target() {
    rm -rf -- "$work/first/target"
    cp -a -- "$work/saved-target" "$work/first/target"
}
empty_target() { rm -rf -- "$work/second/target"; }

quietly ours_core
quietly peer_core
cp -a -- "$CROSSYARD_HOME" "$work/saved-store"
cp -a -- "$work/first/target" "$work/saved-target"

compare "$runs" ours_both peer_both restore_store restore_target
row "add alloc to a finished core sysroot" 1.00
compare "$short_runs" ours_core peer_core ours_both peer_both
row "back to core" 0.25
# The store has core and alloc from the first project.
compare "$runs" ours_second peer_second '' empty_target
row "a second project with the same needs (core, alloc)" 0.02
compare "$runs" ours_second peer_second restore_store empty_target
row "a second project that also wants alloc, after one with core" 0.40

finish "Changes, and a second project" <<'TEXT'
For thumbv7em-none-eabihf. Ours is `crossyard sysroot build --crates C` in the project; the peer is `RUSTC_BOOTSTRAP=1 cargo build
--release --offline -Zbuild-std=C` of an empty library in the project's own target directory: that of the first project has core
(and for "back to core", alloc as well) compiled already, that of the second is empty. Compiler and flags are the same.
TEXT
