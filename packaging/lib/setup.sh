# shellcheck shell=bash disable=SC2154 # trixie_sources and trixie_pin are systems.sh's
# SPDX-License-Identifier: MIT OR Apache-2.0
# Installs what is missing, says before what that is, and touches nothing when nothing is missing.

can_be_root() {
    [[ $EUID -eq 0 ]] && return
    command -v sudo >/dev/null || return
    on_terminal || sudo -n true 2>/dev/null
}

as_root() { if [[ $EUID -eq 0 ]]; then "$@"; else sudo "$@"; fi; }

# want_root COMMAND...: ends here, with the command for somebody who may, unless we may ourselves.
want_root() {
    can_be_root || fail "installing packages needs root, and there is no sudo that works without asking" \
        "as root, run: $*" "then run this again"
}

# setup SYSTEM VERSION
setup() {
    case $1 in
        debian12 | debian | ubuntu) setup_apt "$@" ;;
        fedora) setup_dnf "$@" ;;
        arch) setup_pacman "$@" ;;
    esac
}

# --- Debian, Ubuntu ---------------------------------------------------------------------------------------------------

# installed_debs NAME...: fills `installed` with the versions of those that are installed.
declare -A installed
installed_debs() {
    installed=()
    local status name version
    while read -r status name version; do
        [[ $status == installed ]] && installed[$name]=$version
    done <<<"$(dpkg-query -W -f '${db:Status-Status} ${Package} ${Version}\n' "$@" 2>/dev/null)"
    return 0
}

# missing_debs SPEC...: the names of those that are not installed, or not new enough.
missing_debs() {
    local spec name
    installed_debs "${@%%>=*}"
    for spec in "$@"; do
        name=${spec%%>=*}
        if [[ -z ${installed[$name]:-} ]] ||
            { [[ $spec == *'>='* ]] && dpkg --compare-versions "${installed[$name]}" lt "${spec#*>=}"; }; then
            echo "$name"
        fi
    done
}

# Two families of Rust packages exclude each other: rustc-web and its like (new enough for browsers; where Debian has it)
# and plain rustc. Both exclude the package rustup. Nobody's family is changed; a toolchain with source that is on the
# PATH (rustup's own, or one built here) is left to do the work.
readonly rust_web_family=(rustc-web cargo-web rust-web-src rust-web-llvm lld-22)
readonly rust_plain_family=(rustc cargo rust-src lld)

rust_debs() {
    installed_debs rustc-web rustc rustup
    if [[ -n ${installed[rustc-web]:-} ]]; then
        printf '%s\n' "${rust_web_family[@]}"
    elif [[ -n ${installed[rustc]:-} ]]; then
        printf '%s\n' "${rust_plain_family[@]}"
    elif rust_with_source >/dev/null; then
        :
    elif [[ -n ${installed[rustup]:-} ]]; then
        warn "no toolchain of rustup's has the library's source, and Debian's compiler cannot stand beside the package rustup"
        say "crossyard can list targets, but not build sysroots, until: rustup component add rust-src"
    elif [[ $1 == ubuntu ]]; then
        printf '%s\n' "${rust_plain_family[@]}"
    else
        printf '%s\n' "${rust_web_family[@]}"
    fi
}

# The newest version of a package that apt would install by itself.
candidate() { LC_ALL=C apt-cache policy "$1" 2>/dev/null | awk '$1 == "Candidate:" && $2 != "(none)" { print $2 }'; }

apt_get() {
    # Files of /etc that somebody changed stay as they are; there is nobody to answer dpkg's question.
    as_root env DEBIAN_FRONTEND=noninteractive NEEDRESTART_MODE=l apt-get -y -q -o DPkg::Lock::Timeout=300 \
        -o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold "$@" </dev/null >&2
}

setup_apt() {
    local system=$1 version=$2 base rust all
    read_lines base "$(build_packages "$system" "$version")"
    read_lines rust "$(rust_debs "$system")"
    read_lines all "$(missing_debs "${base[@]}" "${rust[@]}")"
    [[ ${#all[@]} -eq 0 ]] && return

    local from_trixie=() from_here=() name
    if [[ $system == debian12 ]]; then
        for name in "${all[@]}"; do
            if trixie_packages | sed 's/>=.*//' | grep -qxF -- "$name"; then
                from_trixie+=("$name")
            else
                from_here+=("$name")
            fi
        done
    else
        from_here=("${all[@]}")
    fi

    step "Crossyard needs packages that are not installed"
    [[ ${#from_here[@]} -gt 0 ]] && words "${from_here[@]}"
    if [[ ${#from_trixie[@]} -gt 0 ]]; then
        say "and from Debian 13, since Debian 12 has them not or too old:"
        words "${from_trixie[@]}"
        if ! apt_knows_trixie; then
            say "Debian 13 is added to apt's sources with a low pin, so that nothing else is ever taken from it by itself:"
            say "  $trixie_sources"
            say "  $trixie_pin"
        fi
        say "libc6 and the libraries of GCC move to Debian 13's versions with them; GCC 14 stands beside your own."
    fi
    want_root "packaging/dev setup"
    confirm "Fetch apt's lists and go on?"

    step "Fetching apt's lists"
    apt_get update || warn "apt-get update did not succeed; going on with the lists that are there"
    [[ ${#from_trixie[@]} -gt 0 ]] && add_trixie
    choose_rust "$system"
    # One transaction a suite: -t speaks for every package of its command line.
    if [[ ${#from_trixie[@]} -gt 0 ]]; then install_debs trixie "${from_trixie[@]}"; fi
    if [[ ${#from_here[@]} -gt 0 ]]; then install_debs '' "${from_here[@]}"; fi

    read_lines all "$(missing_debs "${base[@]}")"
    [[ ${#all[@]} -eq 0 ]] || fail "still missing or too old after the installation: ${all[*]}" \
        "see what apt says: apt-cache policy ${all[0]}"
}

# choose_rust SYSTEM: where the mirror has no rust-web-llvm of the compiler's version, takes the family from Debian 13 on a
# Debian 12, and the plain family elsewhere. Changes from_here and from_trixie of setup_apt.
choose_rust() {
    [[ " ${from_here[*]} " == *" rustc-web "* ]] || return 0
    local compiler
    compiler=$(candidate rustc-web)
    [[ -n $compiler && $(candidate rust-web-llvm) == "$compiler" ]] && return
    local name kept=()
    for name in "${from_here[@]}"; do
        [[ " ${rust_web_family[*]} " == *" $name "* ]] || kept+=("$name")
    done
    from_here=("${kept[@]}")
    if [[ $1 == debian12 ]]; then
        apt_knows_trixie || add_trixie
        from_trixie+=("${rust_web_family[@]}")
        say "this mirror's Debian 12 has no rust-web-llvm of its rustc-web's version: Rust comes from Debian 13, too"
    else
        from_here+=("${rust_plain_family[@]}")
        say "this mirror has no rust-web-llvm of its rustc-web's version: taking ${rust_plain_family[*]}"
    fi
}

# Lets apt know Debian 13, by entries derived from Debian 12's. Either apt knows it afterwards, or nothing has changed.
add_trixie() {
    apt_knows_trixie && return
    local work
    work=$(mktemp -d)
    debian_own_entries >"$work/own"
    apt_entries /etc/apt/sources.list /etc/apt/sources.list.d/*.list /etc/apt/sources.list.d/*.sources |
        derive_trixie "$work/own" >"$work/stanzas"
    if [[ ! -s $work/stanzas ]]; then
        rm -rf "$work"
        fail "found no entry for Debian 12's main (bookworm) in apt's sources to derive Debian 13's from" \
            "apt's sources: /etc/apt/sources.list and /etc/apt/sources.list.d; does 'apt-get update' succeed?"
    fi
    {
        echo "# Written by Crossyard's packaging/dev: Debian 13, derived from the entries for Debian 12."
        echo "# $trixie_pin keeps apt from taking anything from it by itself."
        cat "$work/stanzas"
    } >"$work/sources"
    printf 'Package: *\nPin: release n=trixie*\nPin-Priority: 100\n' >"$work/pin"
    # The pin first: there is no moment at which apt would upgrade the machine.
    as_root install -D -m 644 "$work/pin" "$trixie_pin"
    as_root install -D -m 644 "$work/sources" "$trixie_sources"
    rm -rf "$work"
    step "Fetching Debian 13's lists"
    # Somebody else's entry that fails does not matter here.
    apt_get update || true
    if ! apt_knows_trixie; then
        as_root rm -f "$trixie_sources" "$trixie_pin"
        fail "apt could not read Debian 13 from the mirror that it reads Debian 12 from; apt's sources are as before" \
            "if a key is unknown: apt-get install --only-upgrade debian-archive-keyring"
    fi
}

# simulate SUITE NAME...: what apt would do, as lines "new|upgrade|remove NAME".
simulate() {
    local suite=$1
    shift
    LC_ALL=C apt-get -s -q -o Debug::NoLocking=1 install --no-install-recommends ${suite:+-t "$suite"} "$@" |
        awk '$1 == "Inst" { print ($3 ~ /^\[/ ? "upgrade" : "new"), $2 } $1 == "Remv" { print "remove", $2 }'
}

# removed SIMULATION: what would go without a successor. Debian 13 renamed many libraries: libssl3 to libssl3t64,
# libcurl3-gnutls to libcurl3t64-gnutls.
removed() {
    awk '$1 == "remove" { gone[$2] } $1 == "new" { came[$2] }
        END {
            for (name in gone) {
                variant = name
                sub(/-[^-]*$/, "t64&", variant)
                if (!((name "t64") in came) && !(variant in came)) print name
            }
        }' <<<"$1" | sort
}

# install_debs SUITE NAME...: says what apt is going to do, and has it done.
install_debs() {
    local suite=$1 plan better lost name
    shift
    local names=("$@")
    plan=$(simulate "$suite" "${names[@]}") || fail "apt cannot install ${names[*]}" \
        "see what it says: apt-get -s install ${suite:+-t $suite }${names[*]}"
    read_lines lost "$(removed "$plan")"
    # What would go often stays when it may move to the same suite.
    for name in "${lost[@]}"; do
        better=$(simulate "$suite" "${names[@]}" "$name" 2>/dev/null) || continue
        [[ $(removed "$better" | wc -l) -lt $(removed "$plan" | wc -l) ]] || continue
        names+=("$name")
        plan=$better
    done
    read_lines lost "$(removed "$plan")"
    step "apt is going to install$([[ -n $suite ]] && echo " from $suite")"
    name_part "new" new "$plan"
    name_part "upgraded" upgrade "$plan"
    name_part "removed, or replaced by what is new" remove "$plan"
    if [[ ${#lost[@]} -gt 0 ]]; then
        warn "without a successor goes: ${lost[*]}"
        confirm "Remove these?"
    fi
    apt_get install --no-install-recommends ${suite:+-t "$suite"} "${names[@]}" ||
        fail "apt could not install everything; what it did install stays" \
            "when its complaint above is mended, run this again: it goes on where it stopped"
}

# name_part TITLE KIND PLAN
name_part() {
    local names
    read_lines names "$(awk -v kind="$2" '$1 == kind { print $2 }' <<<"$3")"
    [[ ${#names[@]} -eq 0 ]] && return
    say "${#names[@]} $1:"
    words "${names[@]}"
}

# --- Fedora -----------------------------------------------------------------------------------------------------------

setup_dnf() {
    local wanted missing=() name
    read_lines wanted "$(build_packages "$@")"
    rust_with_source >/dev/null || wanted+=(rust cargo rust-src lld)
    for name in "${wanted[@]}"; do
        # -q --whatprovides takes several names, but says of each missing one only "no package provides"
        rpm -q --quiet --whatprovides "$name" 2>/dev/null || missing+=("$name")
    done
    [[ ${#missing[@]} -eq 0 ]] && return
    step "Crossyard needs packages that are not installed"
    words "${missing[@]}"
    want_root "dnf install ${missing[*]}"
    confirm "Install them?"
    as_root dnf install -y --setopt=install_weak_deps=False "${missing[@]}" </dev/null >&2 ||
        fail "dnf could not install everything" "when its complaint above is mended, run this again"
}

# --- Arch -------------------------------------------------------------------------------------------------------------

setup_pacman() {
    local wanted missing
    read_lines wanted "$(build_packages "$@")"
    # rustup's package provides rust; the source is then a component of its toolchain
    if ! rust_with_source >/dev/null; then
        if pacman -Qq rustup >/dev/null 2>&1; then
            warn "no toolchain of rustup's has the library's source; to build sysroots: rustup component add rust-src"
        else
            wanted+=(rust rust-src lld)
        fi
    fi
    read_lines missing "$(pacman -T "${wanted[@]}")"
    [[ ${#missing[@]} -eq 0 ]] && return
    step "Crossyard needs packages that are not installed"
    words "${missing[@]}"
    want_root "pacman -S --needed ${missing[*]}"
    confirm "Install them?"
    as_root pacman -S --needed --noconfirm "${missing[@]}" </dev/null >&2 ||
        fail "pacman could not install everything" "with old lists: pacman -Syu, then run this again"
}
