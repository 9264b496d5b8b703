// SPDX-License-Identifier: MIT OR Apache-2.0
// A job: one plan that is carried out, as a value that says what it is and how far it is.
#pragma once

#include "activity/activity.h"
#include "base/cancel.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace crossyard::job {

using JobId = std::int64_t; // 0: none

enum class JobState {
    Queued,
    Running,
    Waiting, // for a lock that another process holds
    Done,
    Failed,
    Cancelled,
    Interrupted, // the process that ran it is gone
};
std::string_view stateName(JobState state); // "queued", "running", ...
std::optional<JobState> stateOf(std::string_view name);
bool isActive(JobState state);

struct JobRequest {
    std::string title;
    std::string kind;    // "sysroot", "build", "run", "test", ...
    std::string subject; // what its duration is estimated by: jobs of one subject do the same
    std::string project = {};
    std::string again = {}; // with what the same can be asked for once more; the asker's own form
    /// Does the work, and gives a sentence on what came out.
    std::function<Result<std::string>(activity::Reporter &, const CancelToken &)> work;
    std::shared_ptr<activity::Sink> also = {}; // hears what the log hears, as it comes
};

struct JobInfo {
    JobId id = 0;
    std::string title, kind, subject, project;
    JobState state = JobState::Queued;
    std::int64_t queued = 0, started = 0, ended = 0; // milliseconds since 1970; 0: not yet
    std::uint64_t done = 0, total = 0;               // units
    std::int64_t lastOutput = 0;                     // as above
    std::string outcome = {};                        // what came out, or the error's message
    std::string hint = {};
    std::optional<double> estimateSeconds = {}; // from earlier jobs of the subject
    bool elsewhere = false;                     // another process runs it
    bool operator==(const JobInfo &) const = default;
};

/// A part of a job, as it was told.
struct JobActivity {
    activity::Id id = 0;
    activity::Id parent = 0;
    std::string title;
    std::string state; // "running", "done", "failed", "cancelled", "stored"
    std::int64_t started = 0, ended = 0;
};

} // namespace crossyard::job
