// SPDX-License-Identifier: MIT OR Apache-2.0
// What a feature of a workspace's package costs: the project read with it and without it, and held against each other.
#pragma once

#include "graph/project.h"

#include <set>

namespace crossyard::graph {

struct FeatureChange {
    std::string package; // "name@version"
    std::vector<std::string> come;
    std::vector<std::string> go;
    bool operator==(const FeatureChange &) const = default;
};

struct WhatIf {
    DependencyGraph before;
    DependencyGraph after;
    std::vector<NodeId> come;            // of `after`
    std::vector<NodeId> go;              // of `before`
    std::vector<FeatureChange> features; // of the packages that stay; for both sides together
    /// The feature is on before, and after. Switched off, it can be on still: another package of the workspace, or a
    /// feature that somebody else asks for, turns it on.
    bool wasOn = false;
    bool isOn = false;
};

/// Reads the project as the request says and with one feature of a member switched. Switched off, what turned it on
/// goes as well: of a feature that leads to it (`default`, often), its other parts stay. Errors: BadInput (the package
/// is no member of the request, or has no such feature), and those of reading.
Result<WhatIf> whatIf(const Project &project, const ProjectRequest &request, cargo::PackageIndex package,
                      const std::string &feature, bool on);

/// The same project read twice, held against each other; `wasOn` and `isOn` are left alone.
WhatIf heldAgainst(DependencyGraph before, DependencyGraph after);

/// The package's features that turn this one on, itself among them.
std::set<std::string> featuresLeadingTo(const cargo::Manifest &manifest, const std::string &feature);

/// The error for a feature that a package does not have, with one that is like it.
Error noSuchFeature(const cargo::Manifest &manifest, const std::string &feature);

/// Whether it is on where the package is compiled, for either side. False where the graph has no such package.
bool featureIsOn(const DependencyGraph &graph, const cargo::Manifest &manifest, const std::string &feature);

/// "libc 0.2.155: +std, -extra_traits".
std::string shownChange(const FeatureChange &change);

/// What is said to cargo so that a member is built with the feature, or without it: "build", "--package", ...
std::vector<std::string> featureWords(const cargo::Manifest &member, const std::string &feature, bool on);

/// The features to ask for, so that this one is not on by the package's own features: those asked for, with each one
/// that leads to it taken apart.
std::vector<std::string> withoutFeature(const cargo::Manifest &manifest, const std::vector<std::string> &asked,
                                        const std::string &feature);

} // namespace crossyard::graph
