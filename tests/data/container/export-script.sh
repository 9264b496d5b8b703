#!/bin/sh
# cargo build --target aarch64-unknown-linux-gnu --release, in a container.
#
# Written by Crossyard from its plan, for machines without Crossyard. It needs podman and rustup, and is
# run in the root of the workspace: sh build.sh
#
# Variables that it takes:
#   PROJECT     the root of the workspace; else the current directory
#   TARGET_DIR  where cargo writes; else PROJECT/target
#   CARGO_HOME  where fetched crates are kept; else ~/.cargo
#   SYSROOT     a toolchain (bin/cargo, bin/rustc, and the target's library); else rustup is asked for
#               1.96.0-x86_64-unknown-linux-gnu
#   ENGINE      the program of the engine; else podman
set -eu

fail() {
    echo "$0: $*" >&2
    exit 1
}

# On the machine where this was written, limits are set low: the engine cannot raise them here.
engine() {
    "${ENGINE:-podman}" --runtime runc "$@"
}

PROJECT=$(cd "${PROJECT:-.}" && pwd -P)
TARGET_DIR=${TARGET_DIR:-$PROJECT/target}
CARGO_HOME=${CARGO_HOME:-$HOME/.cargo}
mkdir -p "$TARGET_DIR" "$CARGO_HOME"
TARGET_DIR=$(cd "$TARGET_DIR" && pwd -P)
CARGO_HOME=$(cd "$CARGO_HOME" && pwd -P)
FILES=$TARGET_DIR/container/files

command -v "${ENGINE:-podman}" >/dev/null || fail "podman is not installed"
[ "$(uname -m)" = x86_64 ] || fail "toolchain and image are for x86_64"
[ -f "$PROJECT/Cargo.toml" ] || fail "no Cargo.toml in $PROJECT: run this in the root of the workspace"
case $PROJECT$TARGET_DIR$CARGO_HOME${SYSROOT:-} in
*[,\"]*) fail "the engine cannot mount a directory with a comma or a quote in its name" ;;
esac

# The toolchain: rustup's of the same release stands for the toolchain debian.
if [ -z "${SYSROOT:-}" ]; then
    command -v rustup >/dev/null || fail "rustup is not installed; or set SYSROOT to a toolchain"
    TOOLCHAIN=1.96.0-x86_64-unknown-linux-gnu
    rustup run "$TOOLCHAIN" rustc --version >/dev/null 2>&1 ||
        rustup toolchain install "$TOOLCHAIN" --profile minimal >&2
    rustup target add --toolchain "$TOOLCHAIN" aarch64-unknown-linux-gnu >&2
    SYSROOT=$(rustup run "$TOOLCHAIN" rustc --print sysroot)
fi
SYSROOT=$(cd "$SYSROOT" && pwd -P)

IMAGE=localhost/crossyard/aarch64-unknown-linux-gnu:bookworm-d9706638b5f4
# Making the image for aarch64-unknown-linux-gnu of Debian bookworm
if ! engine image inspect localhost/crossyard/aarch64-unknown-linux-gnu:bookworm-d9706638b5f4 >/dev/null 2>&1; then
(
mkdir -p "$FILES/context"
cd "$FILES/context"
cat >Dockerfile <<'END'
FROM debian:bookworm-slim
ENV DEBIAN_FRONTEND=noninteractive
RUN printf '%s\n' \
      'path-exclude=/usr/share/man/*' \
      'path-exclude=/usr/share/doc/*' \
      'path-exclude=/usr/share/locale/*' \
      'path-exclude=/usr/share/info/*' \
      'path-exclude=/usr/bin/*-lto-dump*' > /etc/dpkg/dpkg.cfg.d/crossyard \
 && apt-get update \
 && apt-get install --assume-yes --no-install-recommends \
      apt \
      ca-certificates \
      gcc \
      libc6-dev \
      make \
      pkg-config \
 && rm -rf /var/lib/apt/lists/*
RUN printf '%s\n' \
      'path-exclude=/usr/bin/*-lto-dump*' \
      'path-exclude=/usr/bin/qemu-*' \
      'path-exclude=/usr/share/qemu-user*' \
      'path-include=/usr/bin/qemu-aarch64-static' > /etc/dpkg/dpkg.cfg.d/zz-crossyard-target \
 && apt-get update \
 && apt-get install --assume-yes --no-install-recommends \
      gcc-aarch64-linux-gnu \
      g++-aarch64-linux-gnu \
      libc6-dev-arm64-cross \
      qemu-user-static \
 && rm -rf /var/lib/apt/lists/* \
 && rm /etc/dpkg/dpkg.cfg.d/zz-crossyard-target
RUN mkdir -p /usr/local/share/crossyard \
 && printf '%s\n' \
      'set(CMAKE_SYSTEM_NAME Linux)' \
      'set(CMAKE_SYSTEM_PROCESSOR aarch64)' \
      'set(CMAKE_C_COMPILER aarch64-linux-gnu-gcc)' \
      'set(CMAKE_CXX_COMPILER aarch64-linux-gnu-g++)' \
      'set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)' > /usr/local/share/crossyard/toolchain.cmake
ENV AR_aarch64_unknown_linux_gnu="aarch64-linux-gnu-ar"
ENV BINDGEN_EXTRA_CLANG_ARGS_aarch64_unknown_linux_gnu="--sysroot=/usr/aarch64-linux-gnu -idirafter/usr/include"
ENV CARGO_TARGET_AARCH64_UNKNOWN_LINUX_GNU_LINKER="aarch64-linux-gnu-gcc"
ENV CC_aarch64_unknown_linux_gnu="aarch64-linux-gnu-gcc"
ENV CMAKE_TOOLCHAIN_FILE_aarch64_unknown_linux_gnu="/usr/local/share/crossyard/toolchain.cmake"
ENV CXX_aarch64_unknown_linux_gnu="aarch64-linux-gnu-g++"
ENV PKG_CONFIG_ALLOW_CROSS="1"
ENV PKG_CONFIG_LIBDIR_aarch64_unknown_linux_gnu="/usr/lib/aarch64-linux-gnu/pkgconfig:/usr/aarch64-linux-gnu/lib/pkgconfig:/usr/share/pkgconfig"
ENV PKG_CONFIG_PATH_aarch64_unknown_linux_gnu="/usr/lib/aarch64-linux-gnu/pkgconfig:/usr/aarch64-linux-gnu/lib/pkgconfig:/usr/share/pkgconfig"
ENV QEMU_LD_PREFIX="/usr/aarch64-linux-gnu"
END
engine build \
    --ulimit nofile=1024:1024 \
    --tag localhost/crossyard/aarch64-unknown-linux-gnu:bookworm-d9706638b5f4 \
    --label org.crossyard.recipe=d9706638b5f4 \
    --label org.crossyard.release=bookworm \
    --label org.crossyard.target=aarch64-unknown-linux-gnu \
    --file Dockerfile . >&2
)
fi

# Crates are fetched here, where credentials are; the container gets them read-only.
mkdir -p "$FILES/cargo/registry" "$FILES/cargo/git" "$CARGO_HOME/registry" "$CARGO_HOME/git"
# What cargo in the container is told instead of your configuration.
cat >"$FILES/cargo/config.toml" <<'END'
net.offline = true
END
(
    cd "$PROJECT"
    RUSTC="$SYSROOT/bin/rustc" "$SYSROOT/bin/cargo" fetch --manifest-path "$PROJECT/Cargo.toml" --target aarch64-unknown-linux-gnu --target x86_64-unknown-linux-gnu
)

# What the build may touch:
#   read-only   $PROJECT (the project)
#   read-write  $OUT (what cargo makes)
#   read-only   $SYSROOT (the toolchain)
#   read-only   $FILES (cargo's configuration, made for the container)
#   read-only   $CARGO_HOME/registry (crates that were fetched)
#   read-only   $CARGO_HOME/git (crates that were fetched)
#   network     none
IMAGE_ID=$(engine image inspect --format '{{.Id}}' "$IMAGE")
IMAGE_ID=${IMAGE_ID#sha256:}
# A directory for each image: nothing that another C library made is mixed in.
OUT=$TARGET_DIR/container/$(printf %.12s "$IMAGE_ID")
mkdir -p "$OUT"
BUILDER=
if [ "$(engine info --format '{{.Host.Security.Rootless}}')" != true ]; then
    BUILDER=$(id -u):$(id -g)
fi
engine run \
    --rm \
    --label org.crossyard.purpose=build \
    --pull=never \
    --log-driver=none \
    --network=none \
    --cap-drop=ALL \
    --security-opt no-new-privileges \
    --read-only \
    --tmpfs /tmp:rw,exec,nosuid,nodev,mode=1777 \
    --http-proxy=false \
    --mount "type=bind,src=$FILES,dst=/crossyard,readonly" \
    --mount "type=bind,src=$PROJECT,dst=$PROJECT,readonly" \
    --mount "type=bind,src=$OUT,dst=$OUT" \
    --mount "type=bind,src=$SYSROOT,dst=$SYSROOT,readonly" \
    --mount "type=bind,src=$CARGO_HOME/registry,dst=/crossyard/cargo/registry,readonly" \
    --mount "type=bind,src=$CARGO_HOME/git,dst=/crossyard/cargo/git,readonly" \
    -w "$PROJECT" \
    -e CARGO_HOME=/crossyard/cargo \
    -e "CARGO_TARGET_DIR=$OUT" \
    -e "RUSTC=$SYSROOT/bin/rustc" \
    -e "RUSTDOC=$SYSROOT/bin/rustdoc" \
    -e "PATH=$SYSROOT/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin" \
    -e HOME=/tmp \
    -e USER=builder \
    -e "CROSS_RUST_SYSROOT=$SYSROOT" \
    -e CROSS_RUSTC_MAJOR_VERSION=1 \
    -e CROSS_RUSTC_MINOR_VERSION=96 \
    -e CROSS_RUSTC_PATCH_VERSION=0 \
    -e CARGO_TARGET_AARCH64_UNKNOWN_LINUX_GNU_RUNNER=qemu-aarch64-static \
    --ulimit nofile=1024:1024 \
    --name "crossyard-build-$$" ${BUILDER:+--user "$BUILDER"} \
    "$IMAGE_ID" \
    "$SYSROOT/bin/cargo" build --target aarch64-unknown-linux-gnu --release

# The programs, where cargo leaves them.
(
    cd "$OUT"/aarch64-unknown-linux-gnu 2>/dev/null || exit 0 # a check leaves nothing
    for file in */* */examples/*; do
        [ -f "$file" ] || continue
        mkdir -p "$TARGET_DIR"/aarch64-unknown-linux-gnu/"${file%/*}"
        cp -fp "$file" "$TARGET_DIR"/aarch64-unknown-linux-gnu/"$file"
    done
)
