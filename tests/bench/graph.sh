#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# Reading who depends on whom, against `cargo metadata`, over a project as large as cargo's own: most of 550 crates, in layers, as
# manifests with empty sources in a directory that stands for crates.io.
# shellcheck source=tests/bench/lib.sh
source "${BASH_SOURCE[0]%/*}/lib.sh"
readonly packages=550
export CROSSYARD_HOME=$work/store CARGO_HOME=$work/cargo-home
mkdir -- "$CARGO_HOME" "$work/crates"
printf '[source.crates-io]\nreplace-with = "vendored"\n[source.vendored]\ndirectory = "%s/crates"\n' "$work" >"$CARGO_HOME/config.toml"

# dependencies OF: lines for a manifest. Package N needs some of those that come after it, with features and kinds as they are
# found in the wild.
dependencies() {
    LC_ALL=C awk -v of="$1" -v n="$packages" 'BEGIN {
        for (k = 1; k <= 4; ++k) {
            to = of + k * k + (of * 7 + k * 13) % 29
            if (to >= n || seen[to]++) continue
            printf "crate-%d = { version = \"1\"%s%s }\n", to, (k == 3 ? ", default-features = false" : ""), (k == 2 ? ", features = [\"extra\"]" : "")
        }
    }'
}
for ((i = 0; i < packages; ++i)); do
    dir=$work/crates/crate-$i
    mkdir -p -- "$dir/src"
    : >"$dir/src/lib.rs"
    printf '{"files":{},"package":null}' >"$dir/.cargo-checksum.json"
    {
        printf '[package]\nname = "crate-%s"\nversion = "1.%s.0"\nedition = "2021"\ndescription = "One of many"\nlicense = "MIT"\n' "$i" "$i"
        printf '[features]\ndefault = ["std"]\nstd = []\nextra = []\n[dependencies]\n'
        dependencies "$i"
    } >"$dir/Cargo.toml"
done
mkdir -p -- "$work/app/src"
: >"$work/app/src/lib.rs"
{
    printf '[package]\nname = "app"\nversion = "0.1.0"\nedition = "2021"\n[dependencies]\n'
    for ((i = 0; i < packages; i += 15)); do printf 'crate-%s = "1"\n' "$i"; done
} >"$work/app/Cargo.toml"

ours_lock() { "$program" graph --format json "$work/app/Cargo.lock"; }
ours_project() { "$program" graph --format json --target all "$work/app"; }
peer_metadata() { (cd -- "$work/app" && RUSTC=$rustc "$cargo" metadata --offline --format-version 1); }

quietly peer_metadata # writes the lock
quietly ours_lock
found=$(grep -c '^{"id"' "$work/said")
compare "$short_runs" ours_lock peer_metadata
row "the graph of a Cargo.lock with $found packages" 0.2
compare "$short_runs" ours_project peer_metadata
row "the graph of its project: $found manifests, kinds and features" 1.0

finish "Graphs" <<'TEXT'
Ours is `crossyard graph --format json`: once from Cargo.lock alone (which knows edges without kinds), once from all manifests with
features resolved. The peer is `cargo metadata --offline`, which reads the same lock and all manifests, and resolves.
TEXT
