// SPDX-License-Identifier: MIT OR Apache-2.0
// In which order units are to start. A compiler writes a library's metadata in the first part of its work, and code in
// the second; what depends on the library waits for the first part alone. The last crate of all is read by one
// processor, while the others have nothing left to do but code. So libraries with much code are not to be first, as
// the longest way to the end would have it, but just in time: their code is then written beside what waits for them.
#pragma once

#include "build/unit_graph.h"

#include <vector>

namespace crossyard::build {

/// What one unit takes, in any measure of time, and what it waits for.
struct WorkEstimate {
    double metadata = 1; // until its metadata is written; more than 0
    double code = 0;     // from then on to its end
    bool early = false;  // it starts with the metadata of those that are early, too
    std::vector<UnitIndex> dependencies;
};

/// By unit: how long before the end of all it starts, in the same measure, where each one starts as late as it can on
/// so many processors: the plan is made from its end, and there the one with the longest way to the beginning goes
/// first. Always more than that of its dependants.
std::vector<double> leadTimes(const std::vector<WorkEstimate> &units, int processors);

/// What the units will take, by the bytes of their sources: nothing else is known before. Those that are not needed
/// take next to nothing.
std::vector<WorkEstimate> estimateWork(const UnitGraph &graph, const std::vector<bool> &needed);

} // namespace crossyard::build
