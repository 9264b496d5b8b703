// SPDX-License-Identifier: MIT OR Apache-2.0
// A plan as it is looked at before it is carried out: its units in the order of interest, the packages that they are
// of, what it comes to, and the graph that a job would tell.
#pragma once

#include "bootstrap/bootstrap_plan.h"
#include "build/told_graph.h"

namespace crossyard::bootstrap {

struct PlanCounts {
    std::size_t units = 0;
    std::size_t build = 0;
    std::size_t stored = 0;
    std::size_t packages = 0;
    std::size_t notNeeded = 0; // packages that the lock names and nothing of this build uses
    std::size_t fetch = 0;     // packages that are not here yet; before they are, there are no units
    bool operator==(const PlanCounts &) const = default;
};
PlanCounts countsOf(const BootstrapPlan &plan);

/// What is to be built first, then what is stored; else as in the graph.
std::vector<build::UnitIndex> unitsByInterest(const BootstrapPlan &plan);

struct ShownPackage {
    std::string name, version;
    std::string origin; // "member", "path", "registry", "git"; empty: not needed
    fs::path directory; // empty: not needed
    /// "build", "stored", "unused", "not needed", "left out" (by the blacklist); while the units are not known "fetch"
    /// or "here".
    std::string state;
    std::size_t units = 0;             // runs of rustc and of build scripts
    std::vector<std::string> neededBy; // names of packages, sorted
    bool operator==(const ShownPackage &) const = default;
};
/// Those of the plan by name (what is to be fetched first), then what the lock has beside them.
std::vector<ShownPackage> packagesOf(const BootstrapPlan &plan);

/// What the job would tell; `store` knows why a unit is needed.
build::ToldGraph graphOf(const BootstrapPlan &plan, const fs::path &store);

} // namespace crossyard::bootstrap
