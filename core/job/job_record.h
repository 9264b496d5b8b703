// SPDX-License-Identifier: MIT OR Apache-2.0
// What is known of a job, gathered from what it says.
#pragma once

#include "job/build_events.h"
#include "job/job.h"
#include "job/job_log.h"

#include <memory>

namespace crossyard::job {

/// Not thread-safe, but for the log.
struct JobRecord {
    JobInfo info;
    std::vector<JobActivity> activities;
    std::vector<BuildEvent> build; // how its units fare
    std::string plan, commands;
    std::shared_ptr<JobLog> log = std::make_shared<JobLog>();

    /// Takes an event over into all but the log. Gives what it says of the build, where it does.
    const BuildEvent *take(const activity::Event &event);
    /// Takes over how it ended.
    void end(const Result<std::string> &result);

private:
    BuildFilter m_ofUnits;
};

/// Milliseconds since 1970.
std::int64_t now();
/// Writes an event into a log, where it is one that a log tells.
void append(JobLog &log, const activity::Event &event);

} // namespace crossyard::job
