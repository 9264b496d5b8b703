// SPDX-License-Identifier: MIT OR Apache-2.0
// A feature of a dependency switched where a member of the workspace asks for it: the edit of that member's Cargo.toml,
// and what becomes of the project with it, before anything is written.
#pragma once

#include "cargo/manifest_edit.h"
#include "graph/what_if.h"

namespace crossyard::graph {

/// Where a member of the workspace asks for a package.
struct DependencySite {
    fs::path manifest; // of the member
    std::string title; // "app, build-dependencies": the member and the section
    cargo::DependencyEntry entry;
    bool defaultFeatures = true;
};

/// The places that ask for a package, whose Cargo.toml this is; in the order of the members. Errors: those of reading.
Result<std::vector<DependencySite>> dependencySites(const Project &project, const fs::path &package);

struct FeatureEdit {
    fs::path manifest;
    std::string before; // its text
    std::string after;
    WhatIf whatIf;
    /// Who else turns the feature on, where it stays on although it is switched off: "NAME@VERSION", with how.
    std::vector<std::string> askers;
};

/// Which one of `dependencySites()`, and what is switched there.
struct FeatureSwitch {
    fs::path package; // its Cargo.toml
    std::size_t site = 0;
    std::string feature; // "default": the default features
    bool on = true;
};

/// `crateDirs` are those that the project was opened with. Errors: NotFound (there is no such site), those of
/// cargo::setDependencyFeature(), and those of reading: also BadInput where the package has no such feature.
Result<FeatureEdit> switchFeature(const Project &project, const std::vector<fs::path> &crateDirs,
                                  const ProjectRequest &request, const FeatureSwitch &asked);

} // namespace crossyard::graph
