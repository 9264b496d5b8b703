// SPDX-License-Identifier: MIT OR Apache-2.0
// Carries out what a cross command asks for: fetch on this machine, make what is missing, run cargo in the container,
// and put the programs where cross leaves them.
#pragma once

#include "base/lock.h"
#include "container/build/cross_plan.h"
#include "container/build/protection.h"
#include "container/build/test_results.h"
#include "container/engine/containers.h"
#include "container/engine/debug_relay.h"

namespace crossyard::container {

/// What was made before the container can start.
struct CrossReady {
    CrossFacts facts;
    std::vector<FileLock> locks;               // keep them while it runs, or its sysroots may be removed
    std::unique_ptr<DebugRelay> debugger = {}; // listens from the beginning: a port that is taken is said at once
};
/// Removes containers that nobody owns any more; then fetches, and makes image, library and toolchain where they are
/// missing. Errors: those of each, Cancelled.
Result<CrossReady> prepareCross(const CrossPlan &plan, activity::Reporter &reporter, const CancelToken &cancel = {});

struct CrossResult {
    int exitCode = 0;                     // cargo's
    std::vector<fs::path> programs = {};  // that were put into TARGET/TRIPLE/PROFILE, new ones alone
    std::vector<TestResult> tests = {};   // of `test` and `bench`, where their lines went through the reporter
    std::vector<CaughtWrite> writes = {}; // of a guarded project, all that wait to be looked at
};
/// Runs cargo; `foreground`: on our own terminal, else its lines go to the reporter. Errors: Cancelled, ToolFailed (the
/// engine could not run it), Io. A cargo that fails is no error.
Result<CrossResult> runCross(const CrossPlan &plan, const CrossReady &ready, bool foreground,
                             activity::Reporter &reporter, const CancelToken &cancel = {});

} // namespace crossyard::container
