// SPDX-License-Identifier: MIT OR Apache-2.0
// Carries a bootstrap plan out.
#pragma once

#include "bootstrap/bootstrap_plan.h"
#include "job/job.h"

namespace crossyard::bootstrap {

struct Bootstrapped {
    std::vector<fs::path> artifacts;   // programs first
    std::size_t built = 0;             // units
    std::size_t copied = 0;            // artifacts that were not there yet, or were others
    std::vector<std::string> recorded; // build scripts whose words were written down
};

/// Builds what is missing and puts the result into the target directory,
/// each file whole or not at all. What was finished stays in the store, also after a failure: the next time begins
/// there. Errors: ToolFailed (with the command), Io, Cancelled.
Result<Bootstrapped> runBootstrap(BootstrapPlan &plan, const fs::path &store, activity::Reporter &reporter,
                                  const CancelToken &cancel);

/// Fetches the crates alone; gives how many of the plan's are here then. Errors: those of fetchAndPlan().
Result<std::size_t> downloadCrates(BootstrapPlan &plan, activity::Reporter &reporter, const CancelToken &cancel);

/// How the job stands in the history.
job::JobRequest aboutBootstrap(const BootstrapPlan &plan);
/// What came out, in a sentence.
std::string outcomeOf(const Bootstrapped &done);

} // namespace crossyard::bootstrap
