// SPDX-License-Identifier: MIT OR Apache-2.0
// Which units a request for a package stands for. Pure but for reading the packages' manifests.
#pragma once

#include "bootstrap/crate_choice.h"
#include "build/unit_graph.h"

namespace crossyard::bootstrap {

/// The packages that a request is about and what they need, with their features: what units are made of.
struct ReadPackages {
    std::shared_ptr<cargo::PackageGraph> packages;
    std::vector<cargo::PackageIndex> chosen; // what the user means
    cargo::ResolvedFeatures features;
};

struct BootstrapGraph {
    build::UnitGraph units;
    std::vector<std::string> remarks;
};

/// Of the same input, of whose crates none is missing. Errors: NotFound (no such program), BadInput (a feature that a
/// program needs and nobody asked for; nothing to build), those of makeUnitGraph().
Result<BootstrapGraph> makeBootstrapGraph(const BootstrapInput &input, const CrateNeeds &needs);

/// The crates that the roots need, as far as what is here and what indexes say lets it be seen: what a package that is
/// neither here nor announced needs itself is not known. Errors: BadInput (a feature that does not exist), those of
/// reading packages.
Result<CrateNeeds> crateNeeds(const BootstrapInput &input);

} // namespace crossyard::bootstrap
