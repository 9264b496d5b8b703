// SPDX-License-Identifier: MIT OR Apache-2.0
// Which units a request for a package stands for. Pure but for reading the packages' manifests.
#pragma once

#include "bootstrap/crate_choice.h"
#include "build/unit_graph.h"

namespace crossyard::bootstrap {

struct BootstrapGraph {
    build::UnitGraph units;
    std::vector<std::string> remarks;
};

/// Errors: NotFound (a package that is needed has no source, with who wants it; no such program), BadInput (a feature
/// that does not exist, or that a program needs and nobody asked for; nothing to build), those of makeUnitGraph().
Result<BootstrapGraph> makeBootstrapGraph(const BootstrapInput &input);

/// The crates that the roots need, as far as what is here and what indexes say lets it be seen: what a package that is
/// neither here nor announced needs itself is not known. Errors: those of makeBootstrapGraph(), but for what is
/// missing.
Result<CrateNeeds> crateNeeds(const BootstrapInput &input);

} // namespace crossyard::bootstrap
