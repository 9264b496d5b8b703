// SPDX-License-Identifier: MIT OR Apache-2.0
// The images that cross's two dialects come with, one for each target: those of the release are what its tag holds,
// those of the main branch its list of August 2026.
#include "container/config/cross_values.h"

#include <algorithm>
#include <array>
#include <format>

namespace crossyard::container {

namespace {

struct Provided {
    std::string_view target;
    In in = In::Both;
};

constexpr std::array provided{
    Provided{"aarch64-linux-android"},
    Provided{"aarch64-unknown-freebsd", In::Main},
    Provided{"aarch64-unknown-linux-gnu"},
    Provided{"aarch64-unknown-linux-musl"},
    Provided{"aarch64_be-unknown-linux-gnu", In::Main},
    Provided{"arm-linux-androideabi"},
    Provided{"arm-unknown-linux-gnueabi"},
    Provided{"arm-unknown-linux-gnueabihf"},
    Provided{"arm-unknown-linux-musleabi"},
    Provided{"arm-unknown-linux-musleabihf"},
    Provided{"armv5te-unknown-linux-gnueabi"},
    Provided{"armv5te-unknown-linux-musleabi"},
    Provided{"armv7-linux-androideabi"},
    Provided{"armv7-unknown-linux-gnueabi"},
    Provided{"armv7-unknown-linux-gnueabihf"},
    Provided{"armv7-unknown-linux-musleabi"},
    Provided{"armv7-unknown-linux-musleabihf"},
    Provided{"asmjs-unknown-emscripten", In::Release},
    Provided{"i586-unknown-linux-gnu"},
    Provided{"i586-unknown-linux-musl"},
    Provided{"i686-linux-android"},
    Provided{"i686-pc-windows-gnu"},
    Provided{"i686-unknown-freebsd"},
    Provided{"i686-unknown-linux-gnu"},
    Provided{"i686-unknown-linux-musl"},
    Provided{"loongarch64-unknown-linux-gnu", In::Main},
    Provided{"loongarch64-unknown-linux-musl", In::Main},
    Provided{"mips-unknown-linux-gnu"},
    Provided{"mips-unknown-linux-musl", In::Release},
    Provided{"mips64-unknown-linux-gnuabi64"},
    Provided{"mips64-unknown-linux-muslabi64", In::Release},
    Provided{"mips64el-unknown-linux-gnuabi64"},
    Provided{"mips64el-unknown-linux-muslabi64", In::Release},
    Provided{"mipsel-unknown-linux-gnu"},
    Provided{"mipsel-unknown-linux-musl", In::Release},
    Provided{"powerpc-unknown-linux-gnu"},
    Provided{"powerpc64-unknown-linux-gnu"},
    Provided{"powerpc64le-unknown-linux-gnu"},
    Provided{"riscv64gc-unknown-linux-gnu"},
    Provided{"riscv64gc-unknown-linux-musl", In::Main},
    Provided{"s390x-unknown-linux-gnu"},
    Provided{"sparc64-unknown-linux-gnu"},
    Provided{"sparcv9-sun-solaris"},
    Provided{"thumbv6m-none-eabi"},
    Provided{"thumbv7em-none-eabi"},
    Provided{"thumbv7em-none-eabihf"},
    Provided{"thumbv7m-none-eabi"},
    Provided{"thumbv7neon-linux-androideabi"},
    Provided{"thumbv7neon-unknown-linux-gnueabihf"},
    Provided{"thumbv8m.base-none-eabi", In::Main},
    Provided{"thumbv8m.main-none-eabi", In::Main},
    Provided{"thumbv8m.main-none-eabihf", In::Main},
    Provided{"wasm32-unknown-emscripten"},
    Provided{"x86_64-linux-android"},
    Provided{"x86_64-pc-solaris", In::Main},
    Provided{"x86_64-pc-windows-gnu"},
    Provided{"x86_64-sun-solaris", In::Release},
    Provided{"x86_64-unknown-dragonfly"},
    Provided{"x86_64-unknown-freebsd"},
    Provided{"x86_64-unknown-illumos"},
    Provided{"x86_64-unknown-linux-gnu"},
    Provided{"x86_64-unknown-linux-musl"},
    Provided{"x86_64-unknown-netbsd"},
};

} // namespace

bool hasImage(std::string_view target, Dialect dialect)
{
    return std::ranges::any_of(provided,
                               [&](const Provided &image) { return image.target == target && has(image.in, dialect); });
}

std::vector<std::string> targetsWithImages(Dialect dialect)
{
    std::vector<std::string> targets;
    for (const auto &image : provided) {
        if (has(image.in, dialect))
            targets.emplace_back(image.target);
    }
    return targets;
}

std::string ownImage(std::string_view target, Dialect dialect)
{
    return std::format("ghcr.io/cross-rs/{}:{}", target, dialectName(dialect));
}

} // namespace crossyard::container
