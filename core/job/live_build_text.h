// SPDX-License-Identifier: MIT OR Apache-2.0
// A build's picture without a picture: for terminals and for programs.
#pragma once

#include "job/live_build.h"

namespace crossyard::job {

/// Why a unit is in the state that it is in: the reason to build it, the failed units that it needs, what it waits for.
/// In a graph that was told at time 0, which is a plan, nothing waits yet.
std::string reasonOf(const LiveBuild &build, UnitNumber unit);

/// A line for each unit (state, time, title, reason), then how many there are of each state, and the longest chain.
/// Times of what still runs are until `now` (milliseconds since 1970).
std::string toText(const LiveBuild &build, std::int64_t now);
/// {"units":[{"title","kind","host","state","seconds","reason","command","needs","lane"}],"counts":{"built":5,...},
/// "criticalPath":{"units":[0,2],"seconds":31.2},"seconds":48.0}, indented. Numbers of units count from 0.
std::string toJson(const LiveBuild &build, std::int64_t now);

} // namespace crossyard::job
