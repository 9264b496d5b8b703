#!/usr/bin/env bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# Tests of the rules in packaging/lib: packaging_test.sh NAME runs one of the functions below.
set -euo pipefail

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd)
for part in talk systems rust setup results debian_sources; do
    # shellcheck source=/dev/null
    source "$root/packaging/lib/$part.sh"
done
work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT

expect() {
    [[ $1 == "$2" ]] && return
    printf 'expected:\n%s\n\nfound:\n%s\n' "$2" "$1" >&2
    diff <(echo "$2") <(echo "$1") >&2 || true
    exit 1
}

# derived OWN FILE...: what is derived from these sources, when OWN are the entries of Debian's.
derived() {
    printf '%s\n' "$1" >"$work/own"
    shift
    apt_entries "$@" | derive_trixie "$work/own"
}

derives_from_a_deb822_entry() {
    cat >"$work/debian.sources" <<'END'
# the mirror of the house
Types: deb deb-src
URIs: https://mirror.example/debian/
Suites: bookworm bookworm-updates bookworm-backports
Components: main contrib non-free-firmware
signed-by: /usr/share/keyrings/debian-archive-keyring.gpg
Architectures: amd64
X-Repolib-Name: House

Types: deb
# a comment within
URIs: https://mirror.example/security
Suites:
 bookworm-security
Components: main
Enabled: yes
END
    expect "$(derived $'https://mirror.example/debian bookworm\nhttps://mirror.example/debian bookworm-updates
https://mirror.example/debian bookworm-backports\nhttps://mirror.example/security bookworm-security' "$work/debian.sources")" \
        'Types: deb
URIs: https://mirror.example/debian/
Suites: trixie trixie-updates
Components: main
signed-by: /usr/share/keyrings/debian-archive-keyring.gpg
Architectures: amd64

Types: deb
URIs: https://mirror.example/security
Suites: trixie-security
Components: main'
}

derives_from_a_one_line_entry() {
    cat >"$work/sources.list" <<'END'
# deb http://old.example/debian bookworm main
deb cdrom:[Debian GNU/Linux 12.0.0 _Bookworm_ - Official amd64 NETINST]/ bookworm main
deb	[arch=amd64,arm64 signed-by=/etc/apt/keys/one.gpg  check-valid-until=no]  http://mirror.example/debian   bookworm main contrib # here
deb http://mirror.example/debian bookworm-updates main
deb-src http://mirror.example/debian bookworm main
END
    expect "$(derived $'http://mirror.example/debian bookworm\nhttp://mirror.example/debian bookworm-updates' "$work/sources.list")" \
        'Types: deb
URIs: http://mirror.example/debian
Suites: trixie
Components: main
Architectures: amd64 arm64
Signed-By: /etc/apt/keys/one.gpg
Check-Valid-Until: no

Types: deb
URIs: http://mirror.example/debian
Suites: trixie-updates
Components: main'
}

keeps_an_inline_key_and_a_mirror_list() {
    cat >"$work/debian.sources" <<'END'
Types: deb
URIs: mirror+file:///etc/apt/mirrors/debian.list
Suites: bookworm
Components: main
Signed-By:
 -----BEGIN PGP PUBLIC KEY BLOCK-----
 .
 mDMEY865UxYJKwYBBAHaRw8BAQdAd7Z0srwuhlB6JKFkcf4HU4SSS
 -----END PGP PUBLIC KEY BLOCK-----
END
    expect "$(derived 'mirror+file:/etc/apt/mirrors/debian.list bookworm' "$work/debian.sources")" \
        'Types: deb
URIs: mirror+file:///etc/apt/mirrors/debian.list
Suites: trixie
Components: main
Signed-By:
 -----BEGIN PGP PUBLIC KEY BLOCK-----
 .
 mDMEY865UxYJKwYBBAHaRw8BAQdAd7Z0srwuhlB6JKFkcf4HU4SSS
 -----END PGP PUBLIC KEY BLOCK-----'
}

leaves_other_peoples_and_disabled_entries_alone() {
    cat >"$work/vendor.list" <<'END'
deb https://packages.vendor.example/debian/12/prod bookworm main
deb https://mirror.example/debian bookworm contrib
END
    cat >"$work/off.sources" <<'END'
Types: deb
URIs: https://mirror.example/debian
Suites: bookworm
Components: main
Enabled: no

Types: deb-src
URIs: https://mirror.example/debian
Suites: bookworm
Components: main
END
    cat >"$work/on.sources" <<'END'
Types: deb
URIs: https://mirror.example/debian https://second.example/debian
Suites: bookworm
Components: main
END
    # The one-line file again: the same entry twice is one.
    expect "$(derived 'https://second.example/debian bookworm' "$work/vendor.list" "$work/off.sources" "$work/on.sources" "$work/on.sources")" \
        'Types: deb
URIs: https://second.example/debian
Suites: trixie
Components: main'
}

asks_for_nothing_where_nothing_is_debians() {
    : >"$work/empty.list"
    expect "$(derived '' "$work/empty.list" "$work/does-not-exist.sources")" ''
}

knows_the_systems_it_has_lists_for() {
    local line
    os() { printf '%s\n' "$@" >"$work/os-release" && system_of "$work/os-release" "$work/trixie.sources"; }
    expect "$(os ID=debian 'VERSION_ID="12"')" 'debian12 12'
    expect "$(os ID=debian 'VERSION_ID="13"')" 'debian 13'
    expect "$(os ID=debian 'PRETTY_NAME="Debian GNU/Linux forky/sid"')" 'debian 99'
    expect "$(os ID=debian 'VERSION_ID="11"' 'PRETTY_NAME="Debian GNU/Linux 11 (bullseye)"')" 'other Debian GNU/Linux 11 (bullseye)'
    expect "$(os ID=ubuntu ID_LIKE=debian 'VERSION_ID="24.04"')" 'ubuntu 24.04'
    expect "$(os ID=ubuntu ID_LIKE=debian 'VERSION_ID="22.04"' 'PRETTY_NAME="Ubuntu 22.04.5 LTS"')" 'other Ubuntu 22.04.5 LTS'
    expect "$(os ID=fedora VERSION_ID=43)" 'fedora 43'
    expect "$(os ID=endeavouros ID_LIKE=arch)" 'arch rolling'
    expect "$(system_of "$work/no-such-file" "$work/trixie.sources")" 'other this system'
    # A Debian 12 with Debian 13's base-files.
    touch "$work/trixie.sources"
    expect "$(os ID=debian 'VERSION_ID="13"')" 'debian12 12'
    for line in debian12 debian ubuntu fedora arch; do
        [[ $(build_packages $line 24.04 | wc -l) -ge 10 ]] || expect "$line" 'a system with a list'
    done
}

counts_results_as_ctest_means_them() {
    # as CMake 3.31 writes it: one test passed, one failed, one was skipped, one is disabled, one has no program
    cat >"$work/a.xml" <<'END'
<?xml version="1.0" encoding="UTF-8"?>
<testsuite name="(empty)" tests="5" failures="1" disabled="1" skipped="2" hostname="" time="0" timestamp="2025-01-01T00:00:00">
	<testcase name="good" classname="good" time="0.005" status="run">
		<system-out>&lt;testcase name="no" status="fail"&gt;</system-out>
	</testcase>
	<testcase name="bad" classname="bad" time="0.003" status="fail">
		<failure message="Failed"/>
		<system-out>wanted &lt;a&gt; &amp; &quot;b&quot;
		</system-out>
	</testcase>
	<testcase name="not here" classname="not here" time="0.002" status="notrun">
		<skipped message="SKIP_REGULAR_EXPRESSION_MATCHED"/>
		<system-out></system-out>
	</testcase>
	<testcase name="off" classname="off" time="0" status="disabled">
		<properties/>
		<system-out>Disabled</system-out>
	</testcase>
	<testcase name="gone" classname="gone" time="0" status="notrun">
		<skipped message="Unable to find executable"/>
		<system-out></system-out>
	</testcase>
</testsuite>
END
    expect "$(count_results "$work/a.xml")" '1 2 2'
    expect "$(count_results "$work/a.xml" "$work/a.xml")" '2 4 4'
    expect "$(count_results)" '0 0 0'
    expect "$(failures "$work/a.xml" | tr -d '\t')" 'FAILED bad
    wanted <a> & "b"
FAILED gone
    <skipped message="Unable to find executable"/>'
    expect "$(failures)" ''
    expect "$(totals 2 4 4)" '2 passed, 4 failed, 4 skipped'
}

prefers_a_toolchain_whose_source_has_its_crates() {
    local name dir
    for name in 'no source' 'source only' 'with crates' 'no cargo' 'broken'; do
        dir=$work/$name
        mkdir -p "$dir/bin" "$dir/lib/rustlib/src/rust/library"
        printf '#!/bin/sh\necho "%s"\n' "$dir" >"$dir/bin/rustc"
        printf '#!/bin/sh\n' >"$dir/bin/cargo"
        chmod +x "$dir/bin/rustc" "$dir/bin/cargo"
        [[ $name == 'no source' ]] && continue
        mkdir "$dir/lib/rustlib/src/rust/library/core"
        touch "$dir/lib/rustlib/src/rust/library/core/Cargo.toml"
        [[ $name == 'source only' ]] || mkdir "$dir/lib/rustlib/src/rust/library/vendor"
    done
    rm "$work/no cargo/bin/cargo"
    printf '#!/bin/sh\nexit 1\n' >"$work/broken/bin/rustc"
    found() { PATH=$1 rust_with_source || echo none; }
    # the tools of the function itself, without the compilers that stand beside them
    mkdir "$work/tools"
    ln -s "$(command -v awk)" "$work/tools/awk"
    ln -s "$(command -v sh)" "$work/tools/sh"
    expect "$(found "$work/broken/bin:$work/no source/bin:$work/no cargo/bin:$work/source only/bin:$work/with crates/bin:$work/tools")" \
        "$work/with crates/bin/rustc"
    expect "$(found "$work/no source/bin:$work/source only/bin:$work/tools")" "$work/source only/bin/rustc"
    expect "$(found "$work/no source/bin:$work/tools")" none
}

refuses_words_it_does_not_know() {
    local status=0
    "$root/packaging/dev" polish >"$work/out" 2>"$work/err" </dev/null || status=$?
    expect "$status" 2
    expect "$(head -n 1 "$work/err")" "error: packaging/dev has no command 'polish'"
    expect "$(cat "$work/out")" ''
    status=0
    "$root/packaging/dev" clean everything 2>/dev/null </dev/null || status=$?
    expect "$status" 2
    expect "$("$root/packaging/dev" help | head -n 1)" 'Usage: packaging/dev [--yes] COMMAND [ARGS]'
    expect "$("$root/packaging/dev" <&-)" "$("$root/packaging/dev" --help)"
}

"$1"
