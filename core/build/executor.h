// SPDX-License-Identifier: MIT OR Apache-2.0
// Carries a unit graph out: compiles what the store does not have, in parallel, and leaves every unit in the store.
#pragma once

#include "activity/activity.h"
#include "build/unit_store.h"

namespace crossyard::build {

/// What is there already and what would be done, without doing it.
struct ExecutionPlan {
    std::vector<UnitKey> keys;                     // by unit
    std::vector<std::optional<StoredUnit>> stored; // by unit; only looked for where it matters
    std::vector<bool> needed;                      // by unit: it would be compiled or run
    std::size_t neededCount() const;
};

/// Decides which of the roots are stored, and what the others need. Of the standard library all of the target's
/// libraries count as roots: a sysroot is made of them. With `allScripts`, so does every run of a build script.
ExecutionPlan planExecution(const UnitGraph &graph, std::vector<UnitKey> keys, const UnitStore &store,
                            bool allScripts = false);

struct ExecutionRequest {
    const UnitGraph &graph;
    const BuildSettings &settings;
    KeyMaker &keyMaker;
    UnitStore &store;
    activity::Reporter &reporter;
    activity::Id activity = 0; // under which the units are told
    CancelToken cancel = {};
    bool keepGoing = false; // after a failure: what does not need what failed is built
};

struct ExecutionResult {
    std::vector<UnitKey> keys;                     // by unit; final
    std::vector<std::optional<StoredUnit>> stored; // every root has one
    std::size_t built = 0;
};

/// Errors: ToolFailed (with what the compiler or script said), Io, Cancelled. What was finished stays in the store.
Result<ExecutionResult> execute(const ExecutionRequest &request, ExecutionPlan plan);

} // namespace crossyard::build
