# shellcheck shell=bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# What the benchmarks share: tiny projects, the two ways to a standard library (ours and cargo's -Zbuild-std), timing in
# alternation, and the table. A benchmark sources this, measures rows, and ends with `finish`. It is no test: a missed bar is
# printed and is no failure; a command that fails is one.
#
#   CROSSYARD_PROGRAM        the crossyard to measure; `packaging/dev bench` names the release build
#   CROSSYARD_BENCH_RUNS     how often each side runs (default 5; what takes less than a second runs four times as often)
#   CROSSYARD_BENCH_RUSTC    the compiler (default: the first with source and vendored crates on the PATH)
#   CROSSYARD_BENCH_OUTPUT   a Markdown file that takes the table; each benchmark replaces its own section there
set -euo pipefail

# shellcheck source=packaging/lib/talk.sh
source "${BASH_SOURCE[0]%/*}/../../packaging/lib/talk.sh"
# shellcheck source=packaging/lib/rust.sh
source "${BASH_SOURCE[0]%/*}/../../packaging/lib/rust.sh"

# What would change the flags of one side or of both.
for name in "${!CARGO_@}" "${!RUSTC@}" "${!XARGO_@}" RUSTFLAGS RUSTUP_TOOLCHAIN CROSSYARD_HOME; do
    [[ $name == CARGO_HOME ]] || unset "$name"
done

program=$(realpath -e -- "${CROSSYARD_PROGRAM:?names the crossyard to measure (packaging/dev bench sets it)}")
runs=${CROSSYARD_BENCH_RUNS:-5}
[[ $runs =~ ^[1-9][0-9]*$ ]] || fail "CROSSYARD_BENCH_RUNS=$runs is not a number of runs"
readonly program runs short_runs=$((4 * runs))
output=${CROSSYARD_BENCH_OUTPUT:+$(realpath -- "$CROSSYARD_BENCH_OUTPUT")}

rustc=${CROSSYARD_BENCH_RUSTC:-$(rust_with_source)} || fail "found no Rust toolchain with the source of its library" \
    "install it (packaging/dev setup), or name a rustc in CROSSYARD_BENCH_RUSTC"
cargo=${rustc%/*}/cargo
library=$(cd / && "$rustc" --print sysroot)/lib/rustlib/src/rust/library
[[ -d $library/vendor ]] || fail "$rustc has no vendored crates beside its source: std cannot be built without a network" \
    "name another one in CROSSYARD_BENCH_RUSTC"

work=$(mktemp -d "${TMPDIR:-/tmp}/crossyard-bench.XXXXXX")
trap 'rm -rf -- "$work"' EXIT
cd -- "$work"
readonly rustc cargo library work output

# Both sides read the same configuration, and no user's: crates come from the library's vendored ones.
make_cargo_home() {
    export CARGO_HOME=$work/cargo-home
    mkdir -- "$CARGO_HOME"
    printf '[source.crates-io]\nreplace-with = "vendored"\n[source.vendored]\ndirectory = "%s/vendor"\n' "$library" \
        >"$CARGO_HOME/config.toml"
}

# project NAME: an empty no_std library in $work/NAME. Its profile has what ours does to compiler_builtins in any case, so that
# the peer does the same.
project() {
    mkdir -p -- "$work/$1/src"
    cat >"$work/$1/Cargo.toml" <<'TOML'
[package]
name = "tiny"
version = "0.0.0"
edition = "2021"

[profile.release.package.compiler_builtins]
codegen-units = 10000
TOML
    printf '#![no_std]\n' >"$work/$1/src/lib.rs"
}

# ours PROJECT TARGET CRATES: the sysroot from $CROSSYARD_HOME.
ours() { "$program" sysroot build --toolchain "$rustc" --project "$work/$1" --target "$2" --crates "$3"; }

# peer PROJECT TARGET CRATES: the same crates with the same flags by cargo, in the project's own target directory. The project's
# own crate comes with them: an empty one, so that there is next to nothing to do for it.
peer() {
    RUSTC=$rustc RUSTC_BOOTSTRAP=1 RUSTFLAGS=-Cembed-bitcode=yes "$cargo" build --release --offline "-Zbuild-std=$3" \
        --target "$2" --manifest-path "$work/$1/Cargo.toml"
}

# watched SECONDS FILE COMMAND...: the file takes the most memory, in KiB, that the command's own process had; it is asked for
# each time that so many seconds have passed.
watched() {
    local every=$1 into=$2 pid line most=0
    shift 2
    "$@" &
    pid=$!
    while [[ -d /proc/$pid ]]; do
        while read -r line; do
            if [[ $line == VmHWM:* ]]; then most=${line//[!0-9]/}; fi
        done 2>/dev/null <"/proc/$pid/status" || true
        sleep "$every"
    done
    echo "$most" >"$into"
    wait "$pid"
}

# quietly COMMAND...: its output is shown if it fails, and that ends the benchmark.
quietly() {
    "$@" >"$work/said" 2>&1 </dev/null || broken "$@"
}
broken() {
    cat -- "$work/said" >&2
    fail "this failed: $*"
}

# timed FILE COMMAND...: adds a line to the file: wall-clock time and user CPU time, both in seconds. The CPU time is that of the
# command and of all its children.
timed() {
    local into=$1 begin end TIMEFORMAT=%U
    shift
    begin=${EPOCHREALTIME/[.,]/}
    { time "$@" >"$work/said" 2>&1 </dev/null; } 2>"$work/user" || broken "$@"
    end=${EPOCHREALTIME/[.,]/}
    LC_ALL=C awk -v wall="$((end - begin))" '{ sub(",", "."); print wall / 1e6, $1 }' "$work/user" >>"$into"
}

# before COMMAND: not timed. What it wrote goes to the disk now, or the next one to sync a file would wait for it.
before() {
    [[ -n $1 ]] || return 0
    quietly "$1"
    sync -f -- "$work"
}

# compare RUNS OURS PEER [BEFORE_OURS BEFORE_PEER]: times the functions OURS and PEER in alternation, each after what is to run before.
compare() {
    local count=$1 run
    rm -f -- "$work"/times.*
    for ((run = 1; run <= count; ++run)); do
        before "${4:-}"
        timed "$work/times.ours" "$2"
        before "${5:-}"
        timed "$work/times.peer" "$3"
    done
}

# median FILE COLUMN
median() {
    sort -g -k "$2,$2" -- "$1" |
        LC_ALL=C awk -v c="$2" '{ v[NR] = $c } END { print NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'
}

seconds() { LC_ALL=C awk -v s="$1" 'BEGIN { if (s < 1) printf "%.1f ms", s * 1e3; else printf "%.2f s", s }'; }
quotient() { LC_ALL=C awk -v a="$1" -v b="$2" 'BEGIN { if (b > 0) printf "%.3f", a / b; else print "-" }'; }

table=()
missed=0
# add_row WORK OURS PEER RATIO BAR [CPU_OURS CPU_PEER CPU_RATIO]
add_row() {
    local result=pass
    if ! LC_ALL=C awk -v r="$4" -v b="$5" 'BEGIN { exit !(r + 0 <= b + 0) }'; then
        result=MISS
        missed=$((missed + 1))
    fi
    printf '%s\n    ours %s, peer %s: ratio %s, bar %s: %s\n' "$1" "$2" "$3" "$4" "$5" "$result"
    [[ $# -gt 5 ]] && printf '    user CPU: ours %s, peer %s: ratio %s\n' "$6" "$7" "$8"
    table+=("| $1 | $2 | $3 | $4 | $5 | ${result/MISS/**miss**} | ${6:-} | ${7:-} | ${8:-} |")
}

# row WORK BAR: of what was compared last. The bar is for wall-clock time.
row() {
    local wall=() user=() side
    for side in ours peer; do
        wall+=("$(median "$work/times.$side" 1)")
        user+=("$(median "$work/times.$side" 2)")
    done
    add_row "$1" "$(seconds "${wall[0]}")" "$(seconds "${wall[1]}")" "$(quotient "${wall[@]}")" "$2" \
        "$(seconds "${user[0]}")" "$(seconds "${user[1]}")" "$(quotient "${user[@]}")"
}

machine() {
    local cpu
    cpu=$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)
    printf '%s, %s; %s cores (%s); load %s at the beginning; %s runs of each side, %s of what takes less than a second; %s.' \
        "$("$rustc" -V)" "$("$cargo" -V)" "$(nproc)" "${cpu:-unknown}" "$load" "$runs" "$short_runs" "$(date +%F)"
}
read -r load _ </proc/loadavg

# section TITLE, with its text on standard input: puts it into the output file in place of the one that is there.
section() {
    local text=$work/section rest=$work/rest
    { printf '## %s\n\n' "$1" && cat; } >"$text"
    if [[ ! -e $output ]]; then
        cat >"$output" <<'TEXT'
# Benchmarks

Written by the benchmarks in `tests/bench`: `CROSSYARD_BENCH_OUTPUT=docs/benchmarks.md packaging/dev bench`. Both sides run in
alternation in one run; the times are medians of whole processes, and the ratio is ours by the peer's. The bar is for wall-clock
time; user CPU time, with that of all child processes, stands beside it.
TEXT
    fi
    LC_ALL=C awk -v title="## $1" '/^## / { skip = $0 == title } !skip' "$output" >"$rest"
    # One empty line between sections, whatever was cut out.
    { cat -- "$rest" && printf '\n' && cat -- "$text"; } | cat -s >"$output"
}

# finish TITLE, with notes in Markdown on standard input.
finish() {
    local notes
    notes=$(cat)
    say "$(machine)"
    [[ $missed -eq 0 ]] || warn "$missed of ${#table[@]} bars missed"
    [[ -n $output ]] || return 0
    {
        machine
        printf '\n\n| work | Crossyard | peer | ratio | bar | | user CPU | of peer | ratio |\n'
        printf '|---|---|---|---|---|---|---|---|---|\n'
        printf '%s\n' "${table[@]}"
        printf '\n%s\n' "$notes"
    } | section "$1"
}
