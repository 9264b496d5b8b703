// SPDX-License-Identifier: MIT OR Apache-2.0
// What a package needs when some of its features are asked for: the dependencies that are in, with their features.
#pragma once

#include "cargo/summary.h"

#include <set>

namespace crossyard::cargo {

struct FeatureWish {
    std::set<std::string> features;
    bool all = false; // a member: every feature, and development dependencies
    bool defaults = true;
};

struct NeededDependency {
    const SummaryDependency *dependency = nullptr;
    std::set<std::string> features;
};

struct FeatureNeeds {
    std::set<std::string> features; // that are on
    std::vector<NeededDependency> dependencies;
    std::string missing; // a feature that the package does not have; empty: all are there
};

FeatureNeeds needsOf(const PackageSummary &package, const FeatureWish &wish);

} // namespace crossyard::cargo
