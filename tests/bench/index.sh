#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# Choosing the versions of a project against a git index as large as that of crates.io, which is made here: by
# `crossyard bootstrap --dry-run` and by `cargo generate-lockfile`. Both have cloned the index before, and ask it for news.
#
#   CROSSYARD_BENCH_INDEX_CRATES  how many crates the index has (default 150000)
# shellcheck source=tests/bench/lib.sh
source "${BASH_SOURCE[0]%/*}/lib.sh"
crates=${CROSSYARD_BENCH_INDEX_CRATES:-150000}
readonly crates needed=60 versions=30
export CROSSYARD_HOME=$work/store CARGO_HOME=$work/cargo-home RUSTC=$rustc
mkdir -- "$CARGO_HOME" "$work/index" "$work/app" "$work/app/src"

# Crates c0 to c59 with 30 versions each, where each needs the next three; the rest has one line a crate, of no concern here.
stream() {
    LC_ALL=C awk -v crates="$crates" -v needed="$needed" -v versions="$versions" '
        function path(name) { return substr(name, 1, 2) "/" substr(name, 3, 2) "/" name }
        function line(name, version, deps) {
            return sprintf("{\"name\":\"%s\",\"vers\":\"%s\",\"deps\":[%s],\"cksum\":\"%064d\",\"features\":{},\"yanked\":false}\n",
                name, version, deps, 0)
        }
        function file(name, text) { printf "M 644 inline %s\ndata %d\n%s\n", path(name), length(text), text }
        BEGIN {
            config = "{\"dl\":\"https://crates.example\"}"
            printf "commit refs/heads/main\ncommitter T <t@example.org> 0 +0000\ndata 1\nx\n"
            printf "M 644 inline config.json\ndata %d\n%s\n", length(config), config
            for (i = 0; i < needed; ++i) {
                text = deps = ""
                for (d = i + 1; d <= i + 3 && d < needed; ++d)
                    deps = deps (deps ? "," : "") sprintf("{\"name\":\"need%d\",\"req\":\"^1.%d\",\"features\":[],\"optional\":false,\"default_features\":true,\"target\":null,\"kind\":\"normal\"}", d, d % 7)
                for (v = 0; v < versions; ++v) text = text line("need" i, "1." v ".0", deps)
                file("need" i, text)
            }
            for (i = 0; i < crates - needed; ++i) {
                name = sprintf("%c%c%c%c%d", 97 + i % 26, 97 + i / 26 % 26, 97 + i / 676 % 26, 97 + i / 17576 % 26, i)
                file(name, line(name, "1.0.0", ""))
            }
        }'
}
git init -q --bare -b main "$work/index"
stream | git -C "$work/index" fast-import --quiet

printf '[package]\nname = "app"\nversion = "0.1.0"\nedition = "2021"\n[dependencies]\nneed0 = "1"\n' >"$work/app/Cargo.toml"
echo 'fn main() {}' >"$work/app/src/main.rs"
printf '[source.crates-io]\nreplace-with = "there"\n[source.there]\nregistry = "file://%s/index"\n' "$work" \
    >"$CARGO_HOME/config.toml"

# Some cargos do not fit the system's libgit2; git itself they can call.
export CARGO_NET_GIT_FETCH_WITH_CLI=true
lock=$work/app/Cargo.lock
ours=("$program" bootstrap "$work/app" --toolchain "$rustc" --dry-run)
peer=("$cargo" generate-lockfile --manifest-path "$work/app/Cargo.toml")
without_lock() { rm -f -- "$lock"; }
ours_choice() { "${ours[@]}"; }
peer_choice() { "${peer[@]}"; }

quietly ours_choice # clones
quietly peer_choice
compare "$short_runs" ours_choice peer_choice without_lock without_lock
row "choose $needed of $crates crates" 1.0

without_lock
quietly watched 0.01 "$work/memory.ours" "${ours[@]}"
without_lock
quietly watched 0.01 "$work/memory.peer" "${peer[@]}"
memory=("$(<"$work/memory.ours")" "$(<"$work/memory.peer")")
add_row "memory at the peak of that" "$((memory[0] / 1024)) MiB" "$((memory[1] / 1024)) MiB" "$(quotient "${memory[@]}")" 1.0

finish "Choice of versions" <<'TEXT'
The index is a git repository on this machine, which both have cloned before and ask for news; then each reads what it needs from its own
clone. Ours is `crossyard bootstrap --dry-run`, which asks the compiler besides; the peer is `cargo generate-lockfile`, which asks by
git itself (net.git-fetch-with-cli). Memory is the resident size at its peak (VmHWM).
TEXT
