// SPDX-License-Identifier: MIT OR Apache-2.0
// Link-time optimisation, from programs downward: what is linked with it wants bitcode of all that it takes.
#pragma once

#include "build/unit_graph.h"

namespace crossyard::build {

/// Fills in every unit's `lto`. One that several programs take gets all that any of them wants.
void planLto(UnitGraph &graph);

} // namespace crossyard::build
