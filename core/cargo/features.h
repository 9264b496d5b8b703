// SPDX-License-Identifier: MIT OR Apache-2.0
// Which features each package is compiled with, and which of its optional dependencies are in.
//
// The rules are cargo's (reference, "Features" and "Feature resolver version 2"; bootstrap notes 3.3): features of all
// who depend on a package add up. Resolver 1 adds over everything, also over dependencies of other platforms. Resolver
// 2 keeps what serves the host (build scripts, proc macros) apart, and leaves inactive platforms out. A weak feature
// `dep?/f` waits until somebody else activates `dep`.
#pragma once

#include "cargo/package_graph.h"

#include <set>

namespace crossyard::cargo {

/// For whom a package is compiled.
enum class Side { Target, Host };

/// The platform that `[target.'cfg()']` keys are tested against.
struct PlatformFacts {
    std::string name; // the triple, or a spec file's stem
    CfgSet cfgs;
    bool operator==(const PlatformFacts &) const = default;
};

struct FeatureRequest {
    PackageIndex package = 0;
    std::vector<std::string> features; // "f", "dep/f", "dep?/f"
    bool defaultFeatures = true;
};

struct FeatureRules {
    int resolver = 1;
    PlatformFacts target;
    PlatformFacts host;
    /// The development dependencies of the workspace's members count, as they do for `cargo test` and `cargo tree`.
    bool development = false;
    /// Dependencies of every platform count, whatever the target is.
    bool allPlatforms = false;
    /// `dep?/f` activates `dep`, as it does where cargo chooses what goes into the lock file.
    bool weakIsStrong = false;
    /// Optional dependencies of these names are in wherever they occur, with the feature of that name.
    std::set<std::string> included = {};
};

class ResolvedFeatures {
public:
    const std::set<std::string> &of(PackageIndex package, Side side) const;
    /// True where an optional dependency is in.
    bool active(PackageIndex package, Side side, const std::string &dependency) const;
    /// Packages that somebody depends on and no source has: what they ask of others is not known.
    const std::set<std::string> &passedOver() const { return m_passedOver; }

private:
    friend class FeatureResolver;
    bool m_unified = true; // resolver 1: both sides are one
    std::set<std::string> m_passedOver;
    std::map<std::pair<PackageIndex, Side>, std::set<std::string>> m_features;
    std::map<std::pair<PackageIndex, Side>, std::set<std::string>> m_dependencies;
};

/// Errors: BadInput (a feature that does not exist), and those of reading packages. A package that no source has is
/// passed over here; whoever builds it asks for it with PackageGraph::require().
Result<ResolvedFeatures> resolveFeatures(PackageGraph &graph, const std::vector<FeatureRequest> &requests,
                                         const FeatureRules &rules);

/// The side that a dependency is compiled for, seen from a package that is compiled for `from`.
Side sideOf(Side from, const Dependency &dependency, const Package &package);

} // namespace crossyard::cargo
