// SPDX-License-Identifier: MIT OR Apache-2.0
// Does one unit: compiles it, or runs its script, and puts the outcome into the store. Blocks; runs on a thread of its
// own.
#pragma once

#include "activity/activity.h"
#include "build/unit_store.h"

namespace crossyard::build {

struct UnitWork {
    const UnitContext &context;
    UnitIndex unit = 0;
    std::int64_t told = -1; // its number in the graph that was told for `parent`
    UnitKey key;
    std::string staticKey; // of a script run
    UnitStore &store;
    activity::Reporter &reporter;
    activity::Id parent = 0;
    CancelToken cancel;
    std::function<void()> onMetadata; // called when dependants can start that need no more than the metadata
    std::function<void()> onCompiled; // called when the files are there: what is left is to store them
};

struct UnitOutcome {
    StoredUnit stored;
    bool built = false; // otherwise somebody else had put it into the store meanwhile
};

/// Errors: ToolFailed, Io, Cancelled, BadInput (what a script printed).
Result<UnitOutcome> runUnit(const UnitWork &work);

/// The name under which the store remembers the last unit of this kind.
std::string kindOf(const UnitGraph &graph, const BuildSettings &settings, const Unit &unit);

} // namespace crossyard::build
