# shellcheck shell=bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# An apt of the tests' own: Debian's releases, whatever this system is set up for. It downloads; it installs nothing.
# To be sourced; `root`, `cache`, `fail` and `skip` are there by then.
# shellcheck disable=SC2154

# shellcheck source=packaging/lib/debian_sources.sh
source "$root/packaging/lib/debian_sources.sh"

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
    if ! command -v apt-get >/dev/null || ! command -v dpkg >/dev/null; then skip "this system has no apt"; fi
    local apt=$cache/apt
    mkdir -p "$apt/state/lists/partial" "$apt/archives/partial" "$cache/packages"
    : >"$apt/status"
    _sources bookworm trixie sid >"$apt/debian.sources.new"
    [[ -s $apt/debian.sources.new ]] || skip "this system's apt knows no mirror of Debian's (apt-get update?)"
    # Lists of a mirror that stands still, or a clock that runs ahead, are good enough here.
    cat >"$apt/apt.conf.new" <<END
Acquire::Check-Valid-Until "false";
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
