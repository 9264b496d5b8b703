#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# debian_crates.sh DIR: unpacks Debian's packages of some crates, and of all that these need, below DIR, without
# installing them. What is there already is left alone.
set -euo pipefail

dir=$1
roots=(librust-hexyl-dev librust-regex-dev librust-serde-json-dev librust-clap-4-dev librust-anyhow-dev librust-walkdir-dev
    librust-toml-dev librust-tempfile-dev)
mkdir -p "$dir"
exec 9>"$dir/.lock"
flock 9
[[ -e $dir/.done ]] && exit
command -v apt-get dpkg dpkg-deb >/dev/null
mkdir -p "$dir/debs"
touch "$dir/empty"
known=()
for root in "${roots[@]}"; do
    if apt-cache show "$root" >/dev/null 2>&1; then known+=("$root"); fi
done
[[ ${#known[@]} -gt 0 ]]
# The closure, as if nothing were installed; of that, the crates alone.
apt-get -s -q -o Dir::State::status="$dir/empty" -o APT::Get::AllowUnauthenticated=false install --no-install-recommends \
    "${known[@]}" | sed -n 's/^Inst \(librust-[^ ]*\) (\([^ ]*\).*/\1=\2/p' >"$dir/list"
[[ -s $dir/list ]]
(cd "$dir/debs" && xargs -n 20 apt-get -q download <../list) >/dev/null 2>&1 || true
for deb in "$dir"/debs/*.deb; do
    dpkg -x "$deb" "$dir"
done
touch "$dir/.done"
