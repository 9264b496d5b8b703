#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# Tries packaging/dev in a bare Debian: makes a root with mmdebstrap, copies this checkout into it, and calls packaging/dev
# there, twice for each command (the second call must have nothing to install). Needs root, mmdebstrap, and half an hour;
# it is for developers, and no part of the other tests.
#
#   tests/integration/bare_root.sh [--only-main] [--with PACKAGES] [--one-line] [--keep] bookworm|trixie [setup|run|test]...
#
# --only-main leaves the security and update suites out; --with installs more (comma-separated) before; --one-line writes
# apt's sources in the old format; --keep leaves the root where it is.
set -euo pipefail

fail() {
    printf 'error: %s\n' "$*" >&2
    exit 1
}

only_main=no one_line=no keep=no with=
while [[ ${1:-} == --* ]]; do
    case $1 in
        --only-main) only_main=yes ;;
        --one-line) one_line=yes ;;
        --keep) keep=yes ;;
        --with)
            with=$2
            shift
            ;;
        *) fail "no such option: $1" ;;
    esac
    shift
done
suite=${1:?which suite: bookworm or trixie}
shift
[[ $# -gt 0 ]] || set -- setup
[[ $EUID -eq 0 ]] || fail "this needs root"
command -v mmdebstrap >/dev/null || fail "this needs mmdebstrap"

checkout=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd)

# The mirrors that this machine uses itself.
# shellcheck disable=SC2016
mirrors=$(apt-get indextargets --format '$(ORIGIN) $(LABEL) $(COMPONENT) $(SITE)' 'Created-By: Packages' | sort -u)
main=$(awk '$1 == "Debian" && $2 == "Debian" && $3 == "main" { print $4; exit }' <<<"$mirrors")
security=$(awk '$1 == "Debian" && $2 == "Debian-Security" && $3 == "main" { print $4; exit }' <<<"$mirrors")
[[ -n $main ]] || fail "this machine's apt knows no mirror of Debian's; apt-get update?"

work=$(mktemp -d "${TMPDIR:-/var/tmp}/crossyard-bare.XXXXXX")
root=$work/root
cleanup() {
    if [[ $keep == yes ]]; then
        echo "kept: $root" >&2
    else
        # All mounts were made in a namespace of their own, which has ended.
        rm -rf --one-file-system -- "$work"
    fi
}
trap cleanup EXIT

entries=("deb $main $suite main")
if [[ $only_main == no ]]; then
    entries+=("deb $main $suite-updates main")
    [[ -n $security ]] && entries+=("deb $security $suite-security main")
fi
echo "==> A bare $suite from: ${entries[*]}" >&2
# What goes through a proxy here goes through it there.
apt-config dump | grep -iE '^Acquire::[a-z]+::(Proxy|CaInfo)' >"$work/proxy" || true
mmdebstrap --quiet --variant=minbase --aptopt="$work/proxy" ${with:+--include="$with"} "$suite" "$root" "${entries[@]}"
if [[ $one_line == no ]]; then
    rm -f "$root/etc/apt/sources.list"
    for entry in "${entries[@]}"; do
        read -r _ uri name component <<<"$entry"
        printf 'Types: deb\nURIs: %s\nSuites: %s\nComponents: %s\n\n' "$uri" "$name" "$component"
    done >"$root/etc/apt/sources.list.d/debian.sources"
fi

# A name with a space and a letter beyond ASCII in it: such paths must work everywhere.
copy='/home/dev/crossyard çopy'
mkdir -p "$root$copy"
git -C "$checkout" ls-files --cached --others --exclude-standard -z |
    tar -C "$checkout" --null --ignore-failed-read -T - -cf - 2>/dev/null | tar -C "$root$copy" -xf -

# inside ARGS...: packaging/dev ARGS in the root, with nothing of our environment and no standard input.
inside() {
    # shellcheck disable=SC2016
    unshare --mount --pid --fork --kill-child --mount-proc="$root/proc" bash -c '
        set -e
        mount --rbind /dev "$1/dev"
        mount -t sysfs sys "$1/sys"
        cp -L /etc/resolv.conf "$1/etc/resolv.conf"
        root=$1 copy=$2
        shift 2
        exec chroot "$root" /usr/bin/env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root \
            LANG=C.UTF-8 bash -c '\''cd "$0" && exec packaging/dev "$@"'\'' "$copy" "$@"
    ' bash "$root" "$copy" "$@" </dev/null
}

for command in "$@"; do
    for turn in first second; do
        echo "==> $suite: packaging/dev $command ($turn time)" >&2
        started=$(date +%s%N)
        inside "$command" 2>&1 | tee "$work/log"
        printf '==> %s: packaging/dev %s (%s time) took %d ms\n' "$suite" "$command" "$turn" \
            $((($(date +%s%N) - started) / 1000000)) >&2
        if [[ $turn == second ]] && grep -q 'needs packages' "$work/log"; then
            fail "the second call of packaging/dev $command wanted to install something"
        fi
    done
done
echo "==> $suite: done" >&2
