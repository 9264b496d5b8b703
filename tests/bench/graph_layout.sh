#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# The layout of graphs, against Graphviz's dot: the same file, CPU time of the whole processes, and the crossings in both pictures,
# counted by one counter in what is drawn (tests/bench/graph_layout.cpp says how). Without dot only the limits are measured.
# shellcheck source=tests/bench/lib.sh
source "${BASH_SOURCE[0]%/*}/lib.sh"

bench=${program%/*}/graph_layout_bench
[[ -x $bench ]] || fail "there is no $bench" "packaging/dev bench builds it"
"$bench" make 550 1700 7 >"$work/crates.dot"
"$bench" make 5000 12500 7 >"$work/many.dot"

# limit WORK VALUE UNIT BAR: a row without a peer.
limit() { add_row "$1" "$2 $3" - "$2" "$4"; }
column() { sort -g -k "$1,$1" | LC_ALL=C awk -v c="$1" '{ v[NR] = $c } END { print v[int((NR + 1) / 2)] }'; }

ours_drawn() { "$bench" draw "$work/crates.dot" >"$work/ours.plain"; }
dot_drawn() { dot -Tplain -o "$work/dot.plain" "$work/crates.dot"; }

if command -v dot >/dev/null; then
    compare "$runs" ours_drawn dot_drawn
    mine=$(median "$work/times.ours" 2)
    peers=$(median "$work/times.peer" 2)
    add_row "lay out 550 crates with 1,700 edges (user CPU)" "$(seconds "$mine")" "$(seconds "$peers")" \
        "$(quotient "$mine" "$peers")" 0.02
    mine=$("$bench" crossings "$work/ours.plain")
    peers=$("$bench" crossings "$work/dot.plain")
    add_row "crossings in that picture" "$mine" "$peers" "$(quotient "$mine" "$peers")" 1.05
    # Before it draws curves, dot counts the crossings of its order as we count ours.
    dot -v -Tplain "$work/crates.dot" 2>"$work/said" >/dev/null
    ordered=$(sed -n 's/^mincross .*: \([0-9]*\) crossings.*/\1/p' "$work/said" | tail -n 1)
    [[ -z $ordered ]] || add_row "crossings in the order of its layers" "$mine" "$ordered" "$(quotient "$mine" "$ordered")" 1.05
else
    warn "dot is not installed: the comparison with it is skipped (its package is graphviz)"
fi
limit "lay out 5,000 nodes with 12,500 edges" "$("$bench" layout "$work/many.dot" "$runs" | column 2)" ms 400
limit "the longest time from a cancel to the answer, at any time of that" "$("$bench" cancel "$work/many.dot")" ms 50

finish "Layout of graphs" <<'TEXT'
The graphs are made with a fixed seed: each crate depends on earlier ones, most of all on those that many depend on. For the
comparison with `dot` the times are user CPU time of whole processes; the other rows have no peer and their bars are limits. Crossings
are points where two edges of the picture cross, curves taken as 8 straight pieces each; what `dot -v` says about the order of
its layers stands beside them.
TEXT
