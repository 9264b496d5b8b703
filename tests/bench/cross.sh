#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# Builds in containers: what a build with nothing to do costs beside the same cargo on this machine and an empty container;
# a cold build for arm64 against the same container by hand; how long a cancelled one takes to be gone.
root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd)
# shellcheck source=tests/bench/lib.sh
source "$root/tests/bench/lib.sh"
readonly target=aarch64-unknown-linux-gnu
if ! command -v podman >/dev/null; then
    say "left out: podman is not installed"
    exit 0
fi
# The images and the toolchain's bundle are made once.
export CROSSYARD_HOME=${CROSSYARD_BENCH_STORE:-$work/store} CARGO_HOME=$work/cargo-home
mkdir -p -- "$CARGO_HOME"

project() {
    mkdir -p -- "$work/$1/src"
    printf '[package]\nname = "hello"\nversion = "1.0.0"\nedition = "2021"\n' >"$work/$1/Cargo.toml"
    printf 'fn main() {\n    println!("hello");\n}\n' >"$work/$1/src/main.rs"
    (cd -- "$work/$1" && quietly "$cargo" generate-lockfile --offline)
}
in_project() { (cd -- "$work/hello" && "$@"); }

ours_build() { in_project "$program" cross "+$rustc" build --target "$target"; }
empty_ours() { rm -rf -- "$work/hello/target"; }

# What Crossyard would run, as it shows it: the command by hand has the same image, toolchain and mounts.
by_hand() {
    in_project "$program" cross --dry-run "+$rustc" build --target "$target" | grep ' run --' | tail -n 1
}

project hello
quietly ours_build
hand=$(by_hand)
[[ -n $hand ]] || fail "the dry run shows no command"
# The name of a container is used once.
name=${hand#* --name }
hand=${hand/ --name ${name%% *}/}
engine=${hand%% run --*}
image=$(in_project "$program" cross images list --json | sed -n 's/.*"reference": "\(.*\)",/\1/p' | head -n 1)
options=$("$program" cross engines --json | LC_ALL=C awk '/"runOptions"/ { on = 1; next } on && /\]/ { exit } on { gsub(/[",]/, ""); printf "%s ", $1 }')
say "by hand: $hand"

# --- nothing to do ---
# The same cargo, with nothing to do, and an empty container.
peer_again() {
    (cd -- "$work/peer" && "$cargo" build)
    eval "$engine run --rm --network=none $options $image true"
}
mkdir "$work/peer" && cp -r "$work/hello/Cargo.toml" "$work/hello/Cargo.lock" "$work/hello/src" "$work/peer/"
quietly peer_again
compare "$short_runs" ours_build peer_again
row "a container build with nothing to do" 1.3

# --- arm64, cold ---
peer_cold() { eval "$hand"; }
empty_peer() {
    rm -rf -- "$work/hello/target"
    mkdir -p -- "$(grep -o "$work/hello/target/container/[0-9a-f]*" <<<"$hand" | head -n 1)"
}
compare "$runs" ours_build peer_cold empty_ours empty_peer
row "hello for arm64, library at hand, cold" 1.2

# --- cancel ---
# cancelled SCRIPT: seconds from the signal until neither container nor process is left.
cancelled() {
    local pid begin end
    printf 'fn main() { %s loop { std::thread::sleep(std::time::Duration::from_secs(1)); } }\n' "$1" >"$work/hello/build.rs"
    rm -rf -- "$work/hello/target"
    (cd -- "$work/hello" && exec "$program" cross "+$rustc" build --target "$target" >"$work/said" 2>&1) &
    pid=$!
    while ! pgrep -f build-script-build >/dev/null; do
        [[ -d /proc/$pid ]] || fail "it ended before it was cancelled: $(<"$work/said")"
        sleep 0.1
    done
    begin=${EPOCHREALTIME/[.,]/}
    kill -INT "$pid"
    wait "$pid" || true
    while pgrep -f build-script-build >/dev/null || eval "$engine ps -a --format '{{.Names}}'" | grep -q '^crossyard-'; do sleep 0.02; done
    end=${EPOCHREALTIME/[.,]/}
    LC_ALL=C awk -v us="$((end - begin))" 'BEGIN { printf "%.2f", us / 1e6 }'
}
took=$(cancelled '')
add_row "cancel in mid-build, until nothing is left" "$took s" "1 s" "$took" 1
rm -f -- "$work/hello/build.rs"

finish "Builds in containers" <<'TEXT'
Nothing to do: `crossyard cross build` for aarch64, the peer is `cargo build` on this machine and `podman run true`, one after the other. Cold: the
peer is the container that Crossyard would run, started by hand. The last row is no ratio, but seconds.
TEXT
