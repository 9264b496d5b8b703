#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# Compilers that are not this system's: takes Debian's packages of other releases, unpacks them beside the system, and
# builds sysroots with them. Nothing is installed.
#
#   other_compilers.sh CROSSYARD CACHE CASE...
#
# CACHE keeps what was downloaded. The cases are the functions below whose names begin with a letter.
set -euo pipefail

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd)
# shellcheck source=packaging/lib/debian_sources.sh
source "$root/packaging/lib/debian_sources.sh"

fail() {
    printf 'error: %s\n' "$*" >&2
    exit 1
}

# What cannot be tried on this system; ctest shows such a test as skipped.
skip() {
    printf 'skipped: %s\n' "$*" >&2
    exit 77
}

# _sources SUITE...: apt's entry for suites of Debian's, with the mirror and key of an entry that this system has.
_sources() {
    local file files=()
    for file in /etc/apt/sources.list /etc/apt/sources.list.d/*.list /etc/apt/sources.list.d/*.sources; do
        [[ -r $file ]] && files+=("$file")
    done
    apt_entries "${files[@]}" | awk -F '\t' -v own_file=<(debian_own_entries) -v wanted="$*" '
        function plain(uri) { sub(/\/+$/, "", uri); return uri }
        BEGIN {
            while ((getline line < own_file) > 0) {
                split(line, part, " ")
                # The suites of updates may lie elsewhere than the releases themselves.
                if (part[2] !~ /-/) own[plain(part[1])] = 1
            }
        }
        (" " $3 " ") ~ / main / {
            n = split($1, uri, " ")
            for (i = 1; i <= n; i++) {
                if (!(plain(uri[i]) in own)) continue
                print "Types: deb\nURIs: " uri[i] "\nSuites: " wanted "\nComponents: main"
                gsub(/\001/, "\n", $4)
                if ($4 != "") print $4
                exit
            }
        }'
}

# Makes an apt of our own in CACHE/apt, which knows the releases that are asked for. Its lists are a day old at most.
_prepare_apt() {
    command -v apt-get >/dev/null && command -v dpkg >/dev/null || skip "this system has no apt"
    local apt=$cache/apt
    mkdir -p "$apt/state/lists/partial" "$apt/archives/partial" "$cache/packages"
    : >"$apt/status"
    _sources bookworm trixie sid >"$apt/debian.sources.new"
    [[ -s $apt/debian.sources.new ]] || skip "this system's apt knows no mirror of Debian's (apt-get update?)"
    cat >"$apt/apt.conf.new" <<END
Dir::State "$apt/state";
Dir::State::status "$apt/status";
Dir::Cache "$apt";
Dir::Cache::archives "$apt/archives";
Dir::Etc::sourcelist "$apt/debian.sources";
Dir::Etc::sourceparts "/dev/null";
Dir::Etc::preferences "/dev/null";
Dir::Etc::preferencesparts "/dev/null";
Acquire::Languages "none";
Acquire::IndexTargets::deb::DEP-11::DefaultEnabled "false";
Acquire::IndexTargets::deb::Contents-deb::DefaultEnabled "false";
APT::Get::Show-Versions "false";
APT::Sandbox::User "$(id -un)";
END
    local changed=no name
    for name in debian.sources apt.conf; do
        cmp -s "$apt/$name.new" "$apt/$name" || changed=yes
        mv "$apt/$name.new" "$apt/$name"
    done
    if [[ $changed == yes || -z $(find "$apt/updated" -mtime -1 2>/dev/null) ]]; then
        _apt update >"$apt/log" 2>&1 || {
            cat "$apt/log" >&2
            fail "the lists of Debian's packages cannot be fetched"
        }
        touch "$apt/updated"
    fi
}

_apt() {
    APT_CONFIG=$cache/apt/apt.conf apt-get -qq "$@"
}

# _unpack SUITE DIRECTORY PACKAGE...: unpacks a release's packages.
_unpack() {
    local suite=$1 directory=$2 debs deb
    shift 2
    debs=$(mktemp -d "$cache/apt/XXXXXX")
    (cd "$debs" && _apt download "${@/%//$suite}") >&2 || fail "these packages of $suite cannot be downloaded: $*"
    mkdir -p "$directory"
    for deb in "$debs"/*.deb; do
        # Of the compiler's source, the library's is all that is wanted, and what lies beside it.
        dpkg --fsys-tarfile "$deb" | tar -C "$directory" -x --no-same-owner --wildcards --no-wildcards-match-slash \
            --exclude './usr/src/rustc-*/[!l]*' \
            --exclude './usr/share/doc' --exclude './usr/share/man'
    done
    rm -rf -- "$debs"
}

# Libraries that the compiler loads and this system lacks (another LLVM): they are taken from the compiler's release, and
# only they, so that this system's linker goes on with what it knows.
_complete_libraries() {
    local suite=$1 directory=$2 package=$3 lib=$2/usr/lib/$machine missing deb name
    missing=$(LD_LIBRARY_PATH=$lib ldd "$lib"/librustc_driver-*.so | awk '/not found$/ { print $1 }')
    [[ -n $missing ]] || return 0
    _apt -t "$suite" --no-install-recommends --download-only --yes install "$package" >&2 ||
        fail "what $package of $suite depends on cannot be downloaded"
    mkdir -p "$directory/others"
    for deb in "$cache/apt/archives"/*.deb; do
        [[ ${deb##*/} == libstd-rust* ]] || dpkg -x "$deb" "$directory/others"
    done
    rm -f -- "$cache/apt/archives"/*.deb
    while [[ -n $missing ]]; do
        for name in $missing; do
            mv "$(find "$directory/others" -name "$name" -exec readlink -f {} + | head -n 1)" "$lib/$name" ||
                fail "no package that $package of $suite depends on brings $name"
        done
        missing=$(LD_LIBRARY_PATH=$lib ldd "$lib"/librustc_driver-*.so | awk '/not found$/ { print $1 }')
    done
    rm -rf -- "$directory/others"
}

# _toolchain SUITE [PACKAGE...]: unpacks a release's compiler with its source, and more packages. Sets `rustc`, `library`
# and `crates`. It is done once for what the release has.
_toolchain() {
    local suite=$1 standard
    shift
    _prepare_apt
    local directory=$cache/$suite
    local version
    version=$(APT_CONFIG=$cache/apt/apt.conf apt-cache show "rustc/$suite" | awk '$1 == "Version:" { print $2; exit }')
    [[ -n $version ]] || fail "$suite has no package rustc for this machine"
    standard=libstd-rust-$(cut -d. -f1,2 <<<"$version")
    if [[ ! -f $directory/done || $(<"$directory/done") != "$version $*" ]]; then
        echo "unpacking rustc $version of $suite"
        rm -rf -- "$directory"
        _unpack "$suite" "$directory" rustc "$standard" libstd-rust-dev rust-src "$@"
        _complete_libraries "$suite" "$directory" "$standard"
        # Packages have no run path in them: their libraries are expected where the system's are.
        cat >"$directory/rustc" <<END
#!/bin/sh
LD_LIBRARY_PATH='$directory/usr/lib/$machine'\${LD_LIBRARY_PATH:+:\$LD_LIBRARY_PATH} exec '$directory/usr/bin/rustc' "\$@"
END
        chmod +x "$directory/rustc"
        echo "$version $*" >"$directory/done"
    fi
    rustc=$directory/rustc
    crates=$directory/usr/share/cargo/registry
    library=$(echo "$directory"/usr/src/rustc-*/library)
    local said
    said=$("$rustc" -vV 2>&1) || skip "rustc of $suite does not run on this system: $said"
    head -n 1 <<<"$said"
}
