// SPDX-License-Identifier: MIT OR Apache-2.0
// Toolchains: every Rust compiler that is installed here, wherever it came from, with what belongs to it; and which of
// them a project means.
#pragma once

#include "rust/compiler.h"
#include "rust/source.h"

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

namespace crossyard::rust {

enum class Origin {
    Rustup,       // RUSTUP_HOME/toolchains
    Distribution, // the system's packages
    Path,         // any other rustc on PATH
    LocalBuild,   // build/HOST/stageN of a Rust checkout that the user added
    Added,        // a toolchain directory or rustc that the user added
};

struct Toolchain {
    std::string name; // what selects it: "nightly-x86_64-unknown-linux-gnu", "debian", "/opt/r/bin/rustc"
    std::vector<std::string> aliases; // further names of the same compiler
    Origin origin = Origin::Path;
    bool linked = false;  // a rustup toolchain that is a link (`rustup toolchain link`)
    std::string provider; // a distribution's own name: "Debian GNU/Linux 13 (trixie)"
    std::string package;  // the package that the compiler came in, where that is known
    fs::path directory;   // the directory that holds bin/rustc
    Compiler compiler;    // where broken, only `rustc` is set
    std::optional<fs::path> cargo;
    std::string cargoVersion;
    std::optional<RustSource> source;
    std::vector<std::string> components; // rustup's, from lib/rustlib/components
    std::vector<std::string> targets;    // with a prebuilt standard library (or at least core)
    /// Bytes on disk. What shares its directory with others (a distribution's /usr) counts its programs, its driver
    /// library, lib/rustlib, and the source that lib/rustlib links to.
    std::optional<std::uintmax_t> size;
    bool isDefault = false;      // used where nothing else is said: rustup's default, or the first rustc on PATH
    std::string overrideReason;  // not empty: chosen for the project's directory, and by what
    std::optional<Error> broken; // why it cannot be used, with a hint

    bool operator==(const Toolchain &) const = default;
    bool works() const { return !broken; }
    bool hasTarget(std::string_view triple) const;
};

std::string_view originName(Origin origin); // "rustup", "distribution", "path", "local-build", "added"

/// Every fact of a toolchain; the form of `crossyard toolchains --json`.
nlohmann::ordered_json toJson(const Toolchain &toolchain);

struct ToolchainList {
    std::vector<Toolchain> toolchains; // rustup's by name, then the distribution's, PATH's and those that were added
    std::vector<Error> problems;       // what kept us from knowing more: settings that cannot be read, ...
};

/// All toolchains, broken ones too. Programs that are not in the cache are asked in parallel. `project` is the
/// directory whose overrides count. Errors: Cancelled.
Result<ToolchainList> listToolchains(const fs::path &project, const CancelToken &cancel = {});

struct ToolchainRequest {
    /// A name, an alias, a version ("1.96"), or the path of a rustc or of a toolchain's directory; a leading "+" is
    /// dropped.
    std::optional<std::string> asked = {};
    fs::path project = {}; // the directory whose overrides count; empty: the current one
};

/// The toolchain that is meant. Without `asked`: RUSTC, RUSTUP_TOOLCHAIN, an override or toolchain file from the
/// project upward, what `rustc` on PATH means, the distribution's. The size is not measured. Errors: NotFound (with the
/// names that there are), those of a broken toolchain, Parse and BadInput of toolchain files, Cancelled.
Result<Toolchain> selectToolchain(const ToolchainRequest &request, const CancelToken &cancel = {});

/// Remembers a path that the user names: a toolchain's directory, a rustc, or a Rust checkout with build/HOST/stageN.
/// Gives the toolchains that it stands for. Without a name, one is made from the path. Errors: NotFound, BadInput (the
/// name is taken), what is broken about it, Io.
Result<std::vector<Toolchain>> addToolchain(const fs::path &path, const std::optional<std::string> &name,
                                            const CancelToken &cancel = {});
/// Forgets an added one; its files stay. Errors: NotFound (with a hint for those that others installed), Io.
Result<void> removeToolchain(std::string_view name);

} // namespace crossyard::rust
