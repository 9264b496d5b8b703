# shellcheck shell=bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# An apt of the tests' own: Debian's releases, whatever this system is set up for. It downloads; it installs nothing.
# To be sourced; `root` and `cache` are there by then.
# shellcheck disable=SC2154

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

# _sources TYPE SUITE...: apt's entry for suites of Debian's, with the mirror and key of an entry that this system has.
_sources() {
    local type=$1 file files=()
    shift
    for file in /etc/apt/sources.list /etc/apt/sources.list.d/*.list /etc/apt/sources.list.d/*.sources; do
        [[ -r $file ]] && files+=("$file")
    done
    apt_entries "${files[@]}" | awk -F '\t' -v own_file=<(debian_own_entries) -v type="$type" -v wanted="$*" '
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
                print "Types: " type "\nURIs: " uri[i] "\nSuites: " wanted "\nComponents: main"
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
    rm -f -- "$apt"/{bookworm,trixie,sid}.sources
    _sources deb bookworm trixie sid >"$apt/debian.sources.new"
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

# _apt_of SUITE WORD...: the same apt, which knows but this release: packages of two do not always go together.
_apt_of() {
    local list=$cache/apt/$1.sources
    if [[ ! -s $list ]]; then
        _sources deb "$1" >"$list"
        [[ ! -s $cache/apt/$1-src.sources ]] || { echo && cat "$cache/apt/$1-src.sources"; } >>"$list"
    fi
    shift
    _apt -o Dir::Etc::sourcelist="$list" "$@"
}

# _prepare_sources SUITE: fetches the list of a release's source packages. It is a day old at most.
_prepare_sources() {
    local list=$cache/apt/$1-src.sources
    command -v dpkg-source >/dev/null || skip "this system has no dpkg-source"
    [[ -z $(find "$list" -mtime -1 2>/dev/null) ]] || return 0
    _sources deb-src "$1" >"$list"
    rm -f -- "$cache/apt/$1.sources"
    _apt -o Dir::Etc::sourcelist="$list" -o APT::Get::List-Cleanup=false update >"$cache/apt/log" 2>&1 || {
        rm -f -- "$list"
        cat "$cache/apt/log" >&2
        fail "the list of Debian's source packages cannot be fetched"
    }
}

# unpack_crates DIR SUITE PACKAGE...: Debian's packages of crates and of all crates that these need, in DIR/registry;
# once for what the release has. A word src:NAME stands for what that source package is built with.
unpack_crates() {
    local dir=$1 suite=$2 words=() sources=() word packages deb
    shift 2
    for word in "$@"; do
        if [[ $word == src:* ]]; then sources+=("${word#src:}"); else words+=("$word"); fi
    done
    [[ ${#sources[@]} -eq 0 ]] || _prepare_sources "$suite"
    packages=$({
        if [[ ${#words[@]} -gt 0 ]]; then _apt_of "$suite" -s --no-install-recommends install "${words[@]}"; fi
        if [[ ${#sources[@]} -gt 0 ]]; then _apt_of "$suite" -s --no-install-recommends build-dep "${sources[@]}"; fi
    } | awk '$1 == "Inst" && $2 ~ /^librust-/ { gsub(/[^0-9A-Za-z.+~:-]/, "", $3); print $2 "=" $3 }' | sort -u) ||
        skip "$suite does not have these packages as a whole: $*"
    [[ -n $packages ]] || skip "$suite has no crates that these stand for: $*"
    [[ -f $dir/done && $(<"$dir/done") == "$packages" ]] && return
    echo "unpacking $(wc -l <<<"$packages") packages of $suite"
    rm -rf -- "$dir"
    mkdir -p "$dir/debs" "$dir/root"
    # shellcheck disable=SC2086 # a word a package
    (cd "$dir/debs" && _apt_of "$suite" download $packages) >&2 || fail "the crates of $suite cannot be downloaded"
    for deb in "$dir/debs"/*.deb; do
        dpkg -x "$deb" "$dir/root"
    done
    mv "$dir/root/usr/share/cargo/registry" "$dir/registry"
    rm -rf -- "$dir/debs" "$dir/root"
    echo "$packages" >"$dir/done"
}

# unpack_source DIR SUITE NAME: a source package of Debian's, with its patches, as the directory DIR; once.
unpack_source() {
    local dir=$1 suite=$2 name=$3 files
    [[ ! -d $dir ]] || return 0
    _prepare_sources "$suite"
    files=$(mktemp -d "$cache/apt/XXXXXX")
    (cd "$files" && _apt_of "$suite" source --download-only "$name") >&2 ||
        fail "the sources of $name in $suite cannot be downloaded"
    # The signature was apt's to check.
    rm -rf -- "$dir.new"
    mkdir -p "${dir%/*}"
    dpkg-source --no-check --no-copy -x "$files"/*.dsc "$dir.new" >"$cache/apt/log" 2>&1 || {
        cat "$cache/apt/log" >&2
        fail "the sources of $name in $suite cannot be unpacked"
    }
    mv "$dir.new" "$dir"
    rm -rf -- "$files"
}

# Projects of other people, which Debian ships as crates.
readonly real_projects=(bat cargo cbindgen clap eza gix grep hexyl just rustls serde_json tokio)

# unpack_real_projects: them and all that they depend on, in CACHE/crates/registry.
unpack_real_projects() {
    local wanted=("${real_projects[@]//_/-}")
    wanted=("${wanted[@]/#/librust-}")
    unpack_crates "$cache/crates" trixie "${wanted[@]/%/-dev}"
}

# newest_source NAME: prints the directory of a crate that unpack_real_projects() has unpacked.
newest_source() {
    local source
    source=$(printf '%s\n' "$cache/crates/registry/$1"-[0-9]* | sort -V | tail -n 1)
    [[ -d $source ]] || fail "there is no source of $1 among the crates"
    printf '%s\n' "$source"
}

# unpack_libraries DIR SUITE PACKAGE...: development packages and the libraries that these need, without the C library and
# what is the compiler's, as DIR/usr; what they say about themselves (pkg-config, *-config) says so. Once.
unpack_libraries() {
    local dir=$1 suite=$2 packages deb file
    shift 2
    packages=$(_apt_of "$suite" -s --no-install-recommends install "$@" | awk '$1 == "Inst" && $2 ~ /^(z?lib|krb5-)|-dev$/ &&
        $2 !~ /^(libc6|libc6-dev|libc-dev-bin|libgcc-s1|libcrypt1|libcrypt-dev|linux-libc-dev)$/ { gsub(/[^0-9A-Za-z.+~:-]/, "", $3); print $2 "=" $3 }') ||
        skip "$suite does not have these libraries as a whole: $*"
    [[ -f $dir/done && $(<"$dir/done") == "$packages" ]] && return
    rm -rf -- "$dir"
    mkdir -p "$dir/debs"
    # shellcheck disable=SC2086 # a word a package
    (cd "$dir/debs" && _apt_of "$suite" download $packages) >&2 || fail "libraries of $suite cannot be downloaded: $*"
    for deb in "$dir/debs"/*.deb; do
        dpkg -x "$deb" "$dir"
    done
    # Some still lie in /lib.
    if [[ -d $dir/lib ]]; then cp -a "$dir/lib" "$dir/usr/" && rm -rf -- "${dir:?}/lib"; fi
    for file in "$dir"/usr/lib/*/pkgconfig/*.pc "$dir"/usr/bin/*-config; do
        [[ ! -f $file || -L $file ]] || sed -i "s#\\(^\\|[ =\"'IL]\\)/usr\\(/\\|\$\\|[\"' ]\\)#\\1$dir/usr\\2#g" "$file"
    done
    rm -rf -- "$dir/debs"
    echo "$packages" >"$dir/done"
}

# use_libraries DIR: what is compiled from now on finds these, and not the system's.
use_libraries() {
    libraries=$(dirname -- "$(find "$1/usr/lib" -name libgit2.so)")
    export PATH=$1/usr/bin:$PATH PKG_CONFIG_LIBDIR=$libraries/pkgconfig LIBSSH2_SYS_USE_PKG_CONFIG=1
    # The headers that are the machine's, and what the libraries themselves need.
    export C_INCLUDE_PATH=$1/usr/include/${libraries##*/} RUSTFLAGS="-C link-arg=-Wl,-rpath-link,$libraries"
}
