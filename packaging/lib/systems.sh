# shellcheck shell=bash
# SPDX-License-Identifier: MIT OR Apache-2.0
# Which system this is, and what Crossyard needs there, under that system's names.

# The file by which we know, ever after, that Debian 13 was added to a Debian 12: with libc comes Debian 13's base-files,
# and /etc/os-release then calls the machine a Debian 13.
# shellcheck disable=SC2034 # read in setup.sh
readonly trixie_sources=/etc/apt/sources.list.d/crossyard-trixie.sources
# shellcheck disable=SC2034
readonly trixie_pin=/etc/apt/preferences.d/crossyard-trixie

# system_of OS_RELEASE [TRIXIE_SOURCES]: prints debian12, debian, ubuntu, fedora or arch and the version; "other NAME" for what is not
# one of them or too old.
system_of() {
    # shellcheck disable=SC1090
    (
        ID='' ID_LIKE='' VERSION_ID='' PRETTY_NAME=''
        [[ -r $1 ]] && source "$1"
        major=${VERSION_ID%%.*}
        case "$ID:$ID_LIKE" in
            debian:*)
                # testing and unstable have no number, and are newer than any that has
                if [[ ${major:-99} -eq 12 || -e ${2:-$trixie_sources} ]]; then
                    echo "debian12 12"
                elif [[ ${major:-99} -ge 13 ]]; then
                    echo "debian ${VERSION_ID:-99}"
                else
                    echo "other $PRETTY_NAME"
                fi
                ;;
            ubuntu:*) if [[ ${major:-0} -ge 24 ]]; then echo "ubuntu $VERSION_ID"; else echo "other $PRETTY_NAME"; fi ;;
            fedora:*) if [[ ${major:-0} -ge 40 ]]; then echo "fedora $VERSION_ID"; else echo "other $PRETTY_NAME"; fi ;;
            arch:* | *:*arch*) echo "arch rolling" ;;
            *) echo "other ${PRETTY_NAME:-this system}" ;;
        esac
    )
}

# build_packages SYSTEM VERSION: what compiles Crossyard and runs its tests and the sample, one package a line; where the
# version matters, NAME>=VERSION.
build_packages() {
    [[ ${with_sanitizers:-no} == no ]] || clang_packages "$1"
    container_packages "$1"
    case $1 in
        # The first list of Debian 12's comes from Debian 13, see trixie_packages.
        debian12) trixie_packages && printf '%s\n' pkgconf git qemu-system-arm xvfb xauth dbus-daemon dpkg-dev strace ;;
        debian)
            qt_debs
            printf '%s\n' qt6-base-dev libkf6archive-dev libkf6syntaxhighlighting-dev libtomlplusplus-dev nlohmann-json3-dev libgit2-dev libgtest-dev \
                libgmock-dev g++ cmake ninja-build pkgconf git qemu-system-arm xvfb xauth dbus-daemon dpkg-dev strace
            ;;
        ubuntu)
            qt_debs
            printf '%s\n' qt6-base-dev libtomlplusplus-dev nlohmann-json3-dev libgit2-dev libgtest-dev libgmock-dev \
                g++ cmake ninja-build pkgconf git qemu-system-arm xvfb xauth dbus-daemon dpkg-dev strace
            # KDE Frameworks 6 came to Ubuntu with 24.10
            [[ $2 == 24.04* ]] || printf '%s\n' libkf6archive-dev libkf6syntaxhighlighting-dev
            ;;
        fedora)
            printf '%s\n' qt6-qtbase-devel qt6-qtdeclarative-devel qt6-qtsvg-devel qt6-qttools-devel kf6-karchive-devel kf6-syntax-highlighting-devel tomlplusplus-devel json-devel libgit2-devel gtest-devel \
                gmock-devel gcc-c++ cmake ninja-build pkgconf-pkg-config git-core qemu-system-arm xorg-x11-server-Xvfb dbus-daemon
            ;;
        arch)
            printf '%s\n' qt6-base qt6-declarative qt6-svg qt6-tools karchive syntax-highlighting tomlplusplus nlohmann-json libgit2 gtest gcc cmake ninja pkgconf git qemu-system-arm xorg-server-xvfb xorg-xauth dbus
            ;;
    esac
}

# What runs the tests of container builds. Without mmdebstrap those that make an image are skipped; uidmap is part of what
# every Fedora and Arch has.
container_packages() {
    case $1 in
        debian12 | debian | ubuntu) printf '%s\n' patchelf mmdebstrap podman runc catatonit uidmap ;;
        fedora | arch) printf '%s\n' patchelf podman catatonit ;;
    esac
}

# What builds with sanitizers and for fuzzing: clang, at least 19 (older ones do not take GCC's std::expected).
clang_packages() {
    case $1 in
        debian12) printf '%s\n' clang-19 libclang-rt-19-dev llvm-19 ;;
        debian | ubuntu) printf '%s\n' clang libclang-rt-dev llvm ;;
        fedora | arch) printf '%s\n' clang compiler-rt llvm ;;
    esac
}

# What the window needs of Qt beside qt6-base-dev, and the plugin for SQLite, by Debian's names.
qt_debs() {
    printf '%s\n' libqt6sql6-sqlite qt6-declarative-dev qt6-svg-dev qt6-tools-dev qt6-l10n-tools qml6-module-qtcore qml6-module-qtqml-models \
        qml6-module-qtqml-workerscript qml6-module-qtquick qml6-module-qtquick-controls qml6-module-qtquick-dialogs \
        qml6-module-qtquick-layouts qml6-module-qtquick-templates qml6-module-qtquick-window qml6-module-qttest fonts-dejavu-core
}

# What a Debian 12 takes from Debian 13: Qt 6.8, KDE Frameworks 6, a compiler that has std::format and std::expected, and
# the libraries that are to be of one age with them.
trixie_packages() {
    [[ ${with_sanitizers:-no} == no ]] || clang_packages debian12
    qt_debs
    printf '%s\n' 'qt6-base-dev>=6.8' libkf6archive-dev libkf6syntaxhighlighting-dev 'libtomlplusplus-dev>=3.4' nlohmann-json3-dev libgit2-dev \
        libgtest-dev libgmock-dev g++-14 cmake ninja-build
}

# compiler_of SYSTEM PRESET: the C++ compiler to configure with, where it is not the default one.
compiler_of() {
    [[ $2 == asan ]] && new_clang && return
    [[ $1 != debian12 ]] || echo g++-14
}

# new_clang: the first clang++ that can be used.
new_clang() {
    local program major
    for program in clang++ clang++-{19..29}; do
        major=$("$program" -dumpversion 2>/dev/null) || continue
        if [[ ${major%%.*} -ge 19 ]]; then
            echo "$program"
            return
        fi
    done
    return 1
}

# needs: what is needed, for systems that we have no list for.
needs() {
    cat >&2 <<'END'
Crossyard needs, under whatever names your system has for them:
  to build    a C++23 compiler (GCC 13 or newer), CMake 3.25, Ninja, pkg-config, git
              Qt 6.4 or newer (Core, Network, Sql; for the window 6.5, Quick, Svg and LinguistTools, and KSyntaxHighlighting 6), toml++ 3.4, nlohmann/json 3.11, libgit2 1.5; KArchive 6 to unpack archives of crates
  to test     GoogleTest and GoogleMock 1.12; clang 19 or newer with its fuzzer and sanitizers; for the window on a display of its own xvfb-run, for its notifications dbus-daemon
  to run      rustc and cargo with the source of their standard library (with rustup: rustup component add rust-src),
              and for the sample LLD (rust-lld or ld.lld) and qemu-system-arm; for builds in containers podman and, for a Rust
              that is not rustup's, patchelf
With these installed: cmake --preset release && cmake --build --preset release
END
}
