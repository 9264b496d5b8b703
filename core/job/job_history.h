// SPDX-License-Identifier: MIT OR Apache-2.0
// The jobs that were: what each did, how long it took, how it ended, its commands and its log. Kept in STORE/jobs: a
// SQLite database, and a file a log. Several processes may use it at once; what a killed one left running is found as
// interrupted.
#pragma once

#include "base/lock.h"
#include "base/paths.h"
#include "job/build_events.h"
#include "job/job.h"
#include "job/job_log.h"

#include <map>
#include <memory>
#include <mutex>

namespace crossyard::job {

/// Milliseconds between two writings of how far a job is.
inline constexpr std::int64_t progressInterval = 1000;

/// Thread-safe. Where the directory cannot be written, or the database cannot be read, nothing is kept and nothing
/// fails; a damaged database is moved aside.
class JobHistory {
public:
    static std::unique_ptr<JobHistory> open(const fs::path &store);
    ~JobHistory();

    /// Why nothing is kept, or what happened to an earlier history; empty where all is well.
    const std::string &problem() const { return m_problem; }

    JobId lastId() const;
    /// A number that no other process gets.
    JobId reserveId();
    void begin(const JobInfo &info, const JobRequest &request);
    /// Lets other processes see how far it is; to be called no more often than each progressInterval.
    void progress(const JobInfo &info);
    /// Keeps what an event says of the job's units.
    void tell(JobId id, const BuildEvent &event);
    void end(const JobInfo &info, const std::string &plan, const std::string &commands, const JobLog &log);

    /// The newest first, at most 200; those that other processes run are among them.
    std::vector<JobInfo> list() const;
    /// Whether the list is another one than list() gave last: this process or another one has changed it.
    bool changed() const;
    std::shared_ptr<const JobLog> log(JobId id) const;
    /// What was kept of its units from a byte on, which moves to the end.
    std::vector<BuildEvent> buildEvents(JobId id, std::size_t &from) const;
    /// "plan", "commands", "environment" or "again".
    std::string detail(JobId id, std::string_view what) const;
    /// The median duration in seconds of the last five of this subject that were done.
    std::optional<double> estimate(const std::string &subject) const;

private:
    explicit JobHistory(fs::path directory);
    void openDatabase();
    void findInterrupted() const;
    void prune();
    std::string stamp() const;
    fs::path eventsOf(JobId id) const;

    fs::path m_directory;
    std::string m_problem;
    bool m_usable = false;
    mutable std::mutex m_mutex; // the connection
    mutable std::vector<JobInfo> m_listed;
    mutable std::string m_listedStamp;
    std::map<JobId, FileLock> m_locks; // of the jobs that run here
};

} // namespace crossyard::job
