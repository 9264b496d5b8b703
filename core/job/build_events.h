// SPDX-License-Identifier: MIT OR Apache-2.0
// What of a job's events tells how its units fare, with the time of each. It is kept in a file beside the job's log,
// one line of JSON each, written as it happens: so other processes see a build while it runs, and what a killed one had
// done is not lost. Jobs without a graph of units have no such file.
#pragma once

#include "activity/activity.h"
#include "base/paths.h"

#include <set>
#include <vector>

namespace crossyard::job {

struct BuildEvent {
    std::int64_t at = 0; // milliseconds since 1970
    activity::Event event;
};

/// Chooses them, in the order in which they come.
class BuildFilter {
public:
    bool passes(const activity::Event &event);

private:
    std::set<activity::Id> m_units; // the activities that are units
};

/// Adds a line. Where it cannot be written nothing is kept, and nothing fails.
void appendBuildEvent(const fs::path &file, const BuildEvent &event);
/// Those from a byte on that is the beginning of a line; `from` goes on to behind the last whole line.
std::vector<BuildEvent> readBuildEvents(const fs::path &file, std::size_t &from);

/// How many lines of a log one activity said without a break.
struct LineRun {
    activity::Id activity = 0;
    std::size_t count = 0;
    bool operator==(const LineRun &) const = default;
};
/// Whose lines a saved log's are, kept at the end of the same file.
void appendLineRuns(const fs::path &file, const std::vector<LineRun> &runs);
std::vector<LineRun> readLineRuns(const fs::path &file);

} // namespace crossyard::job
