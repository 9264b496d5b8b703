// SPDX-License-Identifier: MIT OR Apache-2.0
// The walk from a source to a result: how far each step is, and at which one a problem is mended. Pure.
#pragma once

#include "bootstrap/bootstrap_request.h"
#include "job/job.h"

#include <array>

namespace crossyard::bootstrap {

/// Where in the walk from a source to a result something is decided.
enum class BootstrapStep { Source, Crates, Options, Plan, Result };
std::string_view stepName(BootstrapStep step); // "source", "crates", "options", "plan", "result"

/// An error of planning, and what mends it.
struct PlanProblem {
    BootstrapStep step = BootstrapStep::Plan; // where it is to be mended
    /// "add-crates" (another directory of crates), "fetch" (that, or to let them be fetched), "unlock" (let others be
    /// taken than the lock names), "edit-patch" (at the error's place), "ignore-native" (to build
    /// though a library was not found), or empty: the error's own hint is all there is.
    std::string mend;
    bool operator==(const PlanProblem &) const = default;
};
PlanProblem problemOf(const Error &error, const BootstrapRequest &request);

/// What is known when the steps are looked at.
struct WalkFacts {
    bool package = false;  // one was named
    bool choices = false;  // it was read
    bool planning = false; // the answer is on its way
    bool planned = false;
    std::optional<PlanProblem> problem = {};
    bool upToDate = false;                 // the result is there already
    std::optional<job::JobState> job = {}; // the last one of this package
};

/// By BootstrapStep: "queued" (not yet), "running", "done", "failed", "cancelled".
std::array<std::string_view, 5> walkOf(const WalkFacts &facts);

} // namespace crossyard::bootstrap
