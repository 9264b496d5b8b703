// SPDX-License-Identifier: MIT OR Apache-2.0
// The second step of making a unit graph: units as they were found from the roots become the units that are compiled.
#pragma once

#include "build/unit_graph.h"

namespace crossyard::build {

/// An edge of the first step. `forHost`: what it leads to is only used while building.
struct DraftEdge {
    UnitIndex unit = 0;
    std::string externName;
    bool isPublic = false;
    bool forHost = false;
};

struct Drafts {
    std::vector<Unit> units; // without their dependencies; each stands there once
    std::vector<std::vector<DraftEdge>> edges;
    std::vector<UnitIndex> roots;
};

/// Without a target, what a program and a build script both need in the same form becomes one unit, and what build
/// scripts alone need loses its debug information; debug information of a prebuilt std is stripped where nobody has
/// any. Fills in units and roots of `graph`, in cargo's order.
void shareUnits(Drafts drafts, UnitGraph &graph);

/// Cargo's order of units, before their dependencies are looked at. True where `a` comes first.
bool comesBefore(const UnitGraph &graph, const Unit &a, const Unit &b);

} // namespace crossyard::build
