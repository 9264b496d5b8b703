# shellcheck shell=bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# How the scripts here talk. All of it goes to standard error: `packaging/dev run ARGS` leaves standard output to crossyard.

step() { printf '==> %s\n' "$*" >&2; }
say() { printf '    %s\n' "$*" >&2; }
warn() { printf 'warning: %s\n' "$*" >&2; }
fail() {
    printf 'error: %s\n' "$1" >&2
    shift
    local hint
    for hint in "$@"; do printf '  hint: %s\n' "$hint" >&2; done
    exit 1
}

on_terminal() { [[ -t 0 && -t 1 ]]; }

# confirm QUESTION: asks where somebody can answer; elsewhere, and after --yes, goes on.
assume_yes=no
confirm() {
    [[ $assume_yes == yes ]] && return
    if ! on_terminal; then
        say "(not on a terminal: going on without asking)"
        return
    fi
    local answer=
    printf '%s [y/N] ' "$1" >&2
    read -r answer || true
    case $answer in
        y | Y | yes | Yes | YES) ;;
        *) fail "stopped" ;;
    esac
}

# words LIST...: the words, wrapped and indented.
words() { printf '%s ' "$@" | fold -s -w 100 | sed 's/^/      /; s/ *$//' >&2; printf '\n' >&2; }

# read_lines NAME TEXT: the lines of a text into the array NAME. (`mapfile < <(...)` needs /proc, which a bare chroot may
# not have.)
# shellcheck disable=SC2034 # lines_of is another name for the caller's array
read_lines() {
    local -n lines_of=$1
    lines_of=()
    [[ -z $2 ]] || mapfile -t lines_of <<<"$2"
}
