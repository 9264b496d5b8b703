// SPDX-License-Identifier: MIT OR Apache-2.0
// A package as its Cargo.toml describes it, with workspace inheritance applied and its targets found.
#pragma once

#include "base/error.h"
#include "base/paths.h"
#include "cargo/cfg.h"
#include "cargo/version.h"
#include "text/toml.h"

#include <map>
#include <memory>
#include <optional>
#include <string>

#include <vector>

namespace crossyard::cargo {

enum class DependencyKind { Normal, Build, Development };

struct Dependency {
    std::string name;    // the key in the manifest: the name that features and the code use
    std::string package; // the package's real name
    VersionReq req;
    DependencyKind kind = DependencyKind::Normal;
    std::optional<Platform> platform; // of [target.'cfg(..)'.dependencies]
    std::vector<std::string> features;
    bool defaultFeatures = true;
    bool optional = false;
    bool isPublic = false;
    bool artifact = false;               // it is the package's program that is wanted
    std::optional<fs::path> path;        // absolute
    std::optional<std::string> git;      // the URL
    std::string gitReference;            // "branch=NAME", "tag=NAME", "rev=ID"; empty: the default branch
    std::optional<std::string> registry; // a name other than crates.io, or the address of an index
    Place place = {};

    bool renamed() const { return name != package; }
};

enum class TargetKind { Lib, ProcMacro, Bin, CustomBuild };

/// A target that can be built without test harness: library, program, or build script.
struct BuildTarget {
    TargetKind kind = TargetKind::Lib;
    std::string name;                    // the crate's name before '-' becomes '_' (bins keep their dashes)
    fs::path source;                     // absolute
    std::vector<std::string> crateTypes; // as written, or the default
    std::string edition;                 // "2015", "2018", ...
    bool doc = true;
    bool doctest = true;
    bool test = true;
    std::vector<std::string> requiredFeatures = {};

    std::string crateName() const;
};

struct Lint {
    std::string tool; // "rust", "clippy", ...
    std::string name;
    std::string level; // allow, warn, deny, forbid
    std::int64_t priority = 0;
};

/// Strings for the CARGO_PKG_* environment; empty where the manifest has none.
struct PackageText {
    std::string authors; // joined with ':'
    std::string description, homepage, repository, license, licenseFile, rustVersion, readme;
};

struct Manifest {
    fs::path file; // Cargo.toml, absolute
    fs::path directory() const { return file.parent_path(); }

    std::string name;
    Version version;
    std::string edition = "2015";
    std::optional<std::string> links;
    PackageText text;
    std::vector<Dependency> dependencies;
    /// As cargo sees it: with an implicit feature for each optional dependency that no `dep:` names.
    std::map<std::string, std::vector<std::string>> features;
    std::optional<BuildTarget> lib;
    std::vector<BuildTarget> bins;
    std::optional<BuildTarget> build;
    std::vector<Lint> lints;
    std::vector<std::string> checkCfg; // [lints.rust.unexpected_cfgs] check-cfg
    Place namePlace = {};

    std::string externName() const; // the library's crate name
};

/// A Cargo.toml, parsed once; it may be a package, a workspace root, or both.
struct ManifestFile {
    fs::path file;
    toml::table table;
    bool isWorkspaceRoot() const { return table.contains("workspace"); }
    bool isPackage() const { return table.contains("package") || table.contains("project"); }
};
Result<std::shared_ptr<const ManifestFile>> readManifestFile(const fs::path &cargoToml);

/// Reads the package of a Cargo.toml. `workspace` is the root to inherit from, where the caller knows it; otherwise it
/// is looked for upward when a key asks for it. Errors: Io, Parse, BadInput, with the place.
Result<Manifest> readManifest(const fs::path &cargoToml, std::shared_ptr<const ManifestFile> workspace = nullptr);

/// The name and version of the package that a manifest of this text would describe, with what it inherits. Errors: Io,
/// Parse, BadInput.
Result<std::pair<std::string, Version>> identityOf(std::string_view content, const fs::path &cargoToml);

/// One dependency from its value ("1.0" or a table) under its key. Relative paths are taken from `base`.
Result<Dependency> readDependency(std::string_view key, const toml::node &value, const fs::path &base,
                                  const fs::path &file);

} // namespace crossyard::cargo
