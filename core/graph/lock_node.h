// SPDX-License-Identifier: MIT OR Apache-2.0
// A node from what a lock file says of its package.
#pragma once

#include "cargo/lockfile.h"
#include "graph/dependency_graph.h"

namespace crossyard::graph {

Node lockNode(GraphBuilder &builder, const cargo::LockedPackage &package);

} // namespace crossyard::graph
