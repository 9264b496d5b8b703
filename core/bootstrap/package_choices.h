// SPDX-License-Identifier: MIT OR Apache-2.0
// What there is to choose from before a package is planned: its features, programs and profiles, and the directories of
// crates that may serve it.
#pragma once

#include "base/error.h"
#include "base/paths.h"

namespace crossyard::bootstrap {

struct FeatureChoice {
    std::string name;
    std::vector<std::string> enables; // as the manifest has it
    bool byDefault = false;           // `default` turns it on, over however many steps
    bool operator==(const FeatureChoice &) const = default;
};

struct ProgramChoice {
    std::string name;
    std::vector<std::string> requiredFeatures;
    bool operator==(const ProgramChoice &) const = default;
};

struct PackageChoices {
    fs::path manifest;   // the Cargo.toml that is meant
    std::string name;    // of the package; a virtual workspace has its folder's
    std::string version; // empty for a virtual workspace
    bool virtualWorkspace = false;
    bool library = false;
    std::vector<FeatureChoice> features; // those of all packages that are built, without `default`
    std::vector<ProgramChoice> programs;
    std::vector<std::string> profiles; // dev, release, and those that the root manifest defines
    std::optional<std::size_t> locked; // packages in Cargo.lock; nothing where there is none, or none can be read
    std::vector<fs::path> offeredDirs; // of crates: there, but not named by anybody
};

/// Reads the manifests alone. Errors: NotFound (no such folder, no Cargo.toml), Parse, BadInput, Io.
Result<PackageChoices> readPackageChoices(const fs::path &package);

} // namespace crossyard::bootstrap
