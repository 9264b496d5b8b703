// SPDX-License-Identifier: MIT OR Apache-2.0
// Which files of a directory go to an engine on another machine, and which of them have changed since they went.
#pragma once

#include "base/cancel.h"
#include "container/engine/container_plan.h"

#include <map>

namespace crossyard::container {

/// Files by their paths below the directory, with '/'; each with what tells one state of it from another: its size,
/// date and rights, where a link leads, "directory".
using TravelList = std::map<std::string, std::string>;

/// What of the directory goes (see Mount::Travel). Links are listed as links. Errors: Io, Parse (of the lock),
/// Cancelled.
Result<TravelList> listTravel(const fs::path &directory, const Mount::Travel &travel, const CancelToken &cancel);

struct TravelChanges {
    std::vector<std::string> removed = {}; // what has to go first: it is not there any more, or is something else now
    std::vector<std::string> sent = {};    // new ones, and those that changed
    bool empty() const { return removed.empty() && sent.empty(); }
};
/// Pure.
TravelChanges travelChanges(const TravelList &before, const TravelList &now);

} // namespace crossyard::container
