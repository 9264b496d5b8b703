// SPDX-License-Identifier: MIT OR Apache-2.0
// Graphs from what is there: a Cargo.lock alone, a unit graph; projects stand in project.h.
#pragma once

#include "build/executor.h"
#include "cargo/lockfile.h"
#include "graph/dependency_graph.h"

namespace crossyard::graph {

/// The packages of a lock file. It says who depends on whom, over all platforms and features, but neither how nor why:
/// edges have no requests. Roots are the packages without a source that no other one needs (and, where they need one
/// another in a circle, the first of the circle); where every package has a source, those that nobody needs.
DependencyGraph readLock(const cargo::Lockfile &lock);

/// One node a unit: libraries, build scripts, and their runs, each for its side. With a plan, nodes know whether they
/// are stored, and stored ones how long they took and how large they are.
DependencyGraph readUnits(const build::UnitGraph &units, const build::ExecutionPlan *plan = nullptr);

} // namespace crossyard::graph
