// SPDX-License-Identifier: MIT OR Apache-2.0
// A plan as it is looked at before it is carried out: its units in the order of interest, the packages that they are
// of, what it comes to, and the graph that a job would tell.
#pragma once

#include "activity/build_graph.h"
#include "bootstrap/bootstrap_plan.h"

namespace crossyard::bootstrap {

struct PlanCounts {
    std::size_t units = 0;
    std::size_t build = 0;
    std::size_t stored = 0;
    std::size_t packages = 0;
    std::size_t notNeeded = 0; // packages that the lock names and nothing of this build uses
    bool operator==(const PlanCounts &) const = default;
};
PlanCounts countsOf(const BootstrapPlan &plan);

/// What is to be built first, then what is stored; else as in the graph.
std::vector<build::UnitIndex> unitsByInterest(const BootstrapPlan &plan);

struct ShownPackage {
    std::string name, version;
    std::string origin;                // "member", "path", "registry", "git"; empty: not needed
    fs::path directory;                // empty: not needed
    std::string state;                 // "build", "stored", "unused", "not needed"
    std::size_t units = 0;             // runs of rustc and of build scripts
    std::vector<std::string> neededBy; // names of packages, sorted
    bool operator==(const ShownPackage &) const = default;
};
/// Those of the plan by name, then what the lock has beside them.
std::vector<ShownPackage> packagesOf(const BootstrapPlan &plan);

/// Whether every word of `words` is somewhere in `text`, without regard to case.
bool hasWords(std::string_view text, std::string_view words);

/// What the job would tell; `store` knows why a unit is needed.
activity::BuildGraph graphOf(const BootstrapPlan &plan, const fs::path &store);

/// Where in the walk from a source to a result something is decided.
enum class BootstrapStep { Source, Crates, Options, Plan };
std::string_view stepName(BootstrapStep step); // "source", "crates", "options", "plan"

/// An error of planning, and what mends it.
struct PlanProblem {
    BootstrapStep step = BootstrapStep::Plan; // where it is to be mended
    /// "add-crates" (another directory of crates), "unlock" (let others be taken than the lock names), or empty: the
    /// error's own hint is all there is.
    std::string mend;
    bool operator==(const PlanProblem &) const = default;
};
PlanProblem problemOf(const Error &error, const BootstrapRequest &request);

} // namespace crossyard::bootstrap
