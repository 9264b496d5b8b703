#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# Listing all targets and all toolchains of this machine when they are known already, against the compiler's bare list of names.
# shellcheck source=tests/bench/lib.sh
source "${BASH_SOURCE[0]%/*}/lib.sh"
export CROSSYARD_HOME=$work/store

ours_lists() { "$program" targets --toolchain "$rustc" && "$program" toolchains; }
peer_list() { "$rustc" --print target-list; }

quietly ours_lists
quietly peer_list
targets=$(wc -l <"$work/said")
compare "$short_runs" ours_lists peer_list
row "list $targets targets and all toolchains, second time" 1.0

finish "Lists" <<'TEXT'
Ours is the sum of two processes, `crossyard targets` (every target with its facts) and `crossyard toolchains` (every toolchain with
version, host, source, size), after one call of each. The peer is `rustc --print target-list`: bare names of one compiler, called
without rustup's proxy.
TEXT
