// SPDX-License-Identifier: MIT OR Apache-2.0
// A unit graph and what is planned with it, in the form in which a job tells it.
#pragma once

#include "activity/build_graph.h"
#include "build/executor.h"

namespace crossyard::build {

struct ToldGraph {
    activity::BuildGraph graph;
    /// By unit of the unit graph: its number in `graph`; -1 where it is neither needed nor taken from the store, as a
    /// build script is whose words are stored.
    std::vector<std::int64_t> numbers;
};

/// `store` knows the last unit of each kind, and so why one is needed.
ToldGraph toldGraph(const UnitGraph &graph, const BuildSettings &settings, const ExecutionPlan &plan,
                    const UnitStore &store);

} // namespace crossyard::build
