// SPDX-License-Identifier: MIT OR Apache-2.0
// What is known of a job, gathered from what it says.
#pragma once

#include "job/job.h"
#include "job/job_log.h"

#include <memory>

namespace crossyard::job {

/// Not thread-safe, but for the log.
struct JobRecord {
    JobInfo info;
    std::vector<JobActivity> activities;
    std::string plan, commands;
    std::shared_ptr<JobLog> log = std::make_shared<JobLog>();

    /// Takes an event over into all but the log.
    void take(const activity::Event &event);
    /// Takes over how it ended.
    void end(const Result<std::string> &result);
};

/// Milliseconds since 1970.
std::int64_t now();
/// Writes an event into a log, where it is one that a log tells.
void append(JobLog &log, const activity::Event &event);

} // namespace crossyard::job
