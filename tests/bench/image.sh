#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# Making an image for a cross build from packages that are here already, against mmdebstrap and `podman import` by hand with the
# same packages; and how large it is.
# shellcheck source=tests/bench/lib.sh
source "${BASH_SOURCE[0]%/*}/lib.sh"
readonly bar_bytes=650000000 target=aarch64-unknown-linux-gnu
maker=${program%/*}/image_bench

for tool in podman mmdebstrap; do
    command -v "$tool" >/dev/null || { say "$tool is not installed: nothing is measured"; exit 0; }
done
[[ -x $maker ]] || fail "$maker is not there" "build it: cmake --build --preset release --target image_bench"
store=${CROSSYARD_BENCH_STORE:-$work/store}

# ours: only what was removed before is made.
ours() { "$maker" "$store" "$target"; }
peer() {
    (
        cd -- "$packages"
        # shellcheck disable=SC2016 # the hook is mmdebstrap's to expand
        mmdebstrap --variant=apt --format=tar --skip=update,check/signed-by --include="$(tr '\n' ',' <"$work/names")" \
            --setup-hook='sync-in lists /var/lib/apt/lists' --setup-hook='mkdir -p "$1"/var/cache/apt/archives' \
            --setup-hook='sync-in archives /var/cache/apt/archives' --aptopt='APT::Install-Recommends "false"' \
            --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/doc/*' \
            --dpkgopt='path-exclude=/usr/share/locale/*' --dpkgopt='path-exclude=/usr/share/info/*' \
            --dpkgopt='path-exclude=/usr/bin/qemu-*' --dpkgopt='path-include=/usr/bin/qemu-aarch64-static' \
            bookworm "$work/peer.tar" sources.list
        podman import "$work/peer.tar" localhost/crossyard-bench/peer
        rm -f -- "$work/peer.tar"
    )
}
remove() { podman rmi --force "$@" >/dev/null 2>&1 || true; }
without_any() { remove "$image" "$common"; }
without_own() { remove "$image"; }
without_peer() { remove localhost/crossyard-bench/peer; }
size_of() { podman image inspect --format '{{.Size}}' "$1"; }

# Everything is fetched before anything is measured.
quietly ours
read -r image common <"$work/said"
packages=$(dirname -- "$store"/containers/packages/*/sources.list)
printf '%s\n' apt ca-certificates gcc libc6-dev make pkg-config gcc-aarch64-linux-gnu g++-aarch64-linux-gnu libc6-dev-arm64-cross \
    qemu-user-static >"$work/names"

compare "$runs" ours peer without_any without_peer
row "the first image of a release, from packages that are here" 1.0
# The peer has no way of its own for a further one.
rm -f -- "$work/times.ours"
for ((run = 1; run <= runs; ++run)); do
    before without_own
    timed "$work/times.ours" ours
done
row "a further one" 1.0
peer_bytes=$(size_of localhost/crossyard-bench/peer)
ours_bytes=$(size_of "$image")
megabytes() { LC_ALL=C awk -v b="$1" 'BEGIN { printf "%.0f MB", b / 1e6 }'; }
add_row "its size, by what may be" "$(megabytes "$ours_bytes")" "$(megabytes "$bar_bytes")" "$(quotient "$ours_bytes" "$bar_bytes")" 1.0
add_row "what a further one adds to the disk" "$(megabytes $((ours_bytes - $(size_of "$common"))))" "$(megabytes "$peer_bytes")" \
    "$(quotient $((ours_bytes - $(size_of "$common"))) "$peer_bytes")" 1.0
without_any
without_peer

finish "Images" <<'TEXT'
Ours makes the image of the recipe for aarch64-unknown-linux-gnu: the layer that all recipes of a release share by mmdebstrap and
`podman import`, the target's by dpkg in a container and `podman commit`. The peer is one mmdebstrap with the same packages, the same
files left out, and one `podman import`, as one would do it by hand. Both take packages and lists from the same directory.
TEXT
