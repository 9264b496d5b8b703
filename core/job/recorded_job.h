// SPDX-License-Identifier: MIT OR Apache-2.0
// A job that the command line carries out itself: it stands in the history beside those of the window.
#pragma once

#include "job/job_history.h"
#include "job/job_record.h"

namespace crossyard::job {

/// Hears what the job says and hands it on. Nothing is recorded before the job has begun an activity: what had nothing
/// to do is no job. Without end() it counts as interrupted.
class RecordedJob : public activity::Sink {
public:
    /// `about` without its work; `also` hears everything.
    RecordedJob(fs::path store, JobRequest about, std::shared_ptr<activity::Sink> also);
    void take(const activity::Event &event) override;
    void end(const Result<std::string> &result);

private:
    fs::path m_store;
    JobRequest m_about;
    std::shared_ptr<activity::Sink> m_also;
    std::unique_ptr<JobHistory> m_history; // once it has begun
    JobRecord m_record;
    std::int64_t m_told = 0; // when the progress was last written
};

} // namespace crossyard::job
