// SPDX-License-Identifier: MIT OR Apache-2.0
// What rustup installed and which toolchain it would choose, read from its files. rustup itself and its proxies are
// never run: they may download, and they cost time.
#pragma once

#include "base/error.h"
#include "base/paths.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace crossyard::rust {

struct RustupToolchain {
    std::string name;   // the name in toolchains/: "stable-x86_64-unknown-linux-gnu", or a linked one's own
    fs::path directory; // RUSTUP_HOME/toolchains/NAME
    bool linked = false;
    bool operator==(const RustupToolchain &) const = default;
};

struct Rustup {
    fs::path home;
    std::string defaultToolchain;                            // as settings.toml has it; may be empty
    std::string defaultHost;                                 // may be empty
    std::vector<std::pair<fs::path, std::string>> overrides; // directory -> toolchain
    std::vector<RustupToolchain> toolchains;                 // by name
    std::optional<Error> settingsError;                      // settings.toml could not be read
};

/// RUSTUP_HOME, or ~/.rustup.
fs::path rustupHome();
/// Nothing where rustup has never been set up.
std::optional<Rustup> readRustup();

/// The installed toolchain that a name means: a whole name, or one without its host ("nightly").
std::optional<RustupToolchain> findRustupToolchain(const Rustup &rustup, std::string_view name);

/// What rustup would use, and why.
struct RustupChoice {
    std::string name;                // a toolchain's name, as it was written; empty where a path was
    fs::path directory;              // the path of a toolchain directory, where that was given
    std::string reason;              // "RUSTUP_TOOLCHAIN is set", "/p/rust-toolchain.toml", ...
    std::optional<Place> place = {}; // where it is written
    bool operator==(const RustupChoice &) const = default;
};

/// What the environment (RUSTUP_TOOLCHAIN), or an override or toolchain file in this directory or above it, asks for;
/// see the rustup book, "Overrides". Nothing where none of them does. Errors: Parse, BadInput, with the place.
Result<std::optional<RustupChoice>> rustupOverride(const Rustup &rustup, const fs::path &directory);

/// The directory of what was chosen. Errors: NotFound, with the command that installs it.
Result<fs::path> rustupDirectory(const Rustup &rustup, const RustupChoice &choice);

/// True for the `rustc` and `cargo` that rustup puts on PATH, which choose a toolchain each time they run.
bool isRustupProxy(const fs::path &program);
/// The program that a proxy would run in this directory. Errors: NotFound, Parse, BadInput.
Result<fs::path> rustupProgram(const fs::path &proxy, const fs::path &directory);

} // namespace crossyard::rust
