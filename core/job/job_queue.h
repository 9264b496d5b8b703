// SPDX-License-Identifier: MIT OR Apache-2.0
// Jobs one after the other: what is asked for is queued, runs on a thread of its own, can be cancelled from the first
// moment, and ends exactly once. What it says goes to its log; the history keeps what must survive.
#pragma once

#include "job/build_events.h"
#include "job/cause.h"
#include "job/job.h"
#include "job/job_log.h"

#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <thread>

namespace crossyard::job {

class JobHistory;

/// Thread-safe. Jobs that the history knows, from earlier or from other processes, are listed with the new ones.
class JobQueue {
public:
    /// `history` may be null; it must outlive the queue.
    explicit JobQueue(JobHistory *history, int atOnce = 1);
    ~JobQueue(); // as shutdown()
    JobQueue(const JobQueue &) = delete;
    JobQueue &operator=(const JobQueue &) = delete;

    /// Called on any thread when a job has changed; it must return at once.
    void setListener(std::function<void(JobId)> listener);

    JobId submit(JobRequest request);
    /// Asks it to stop; nothing where it has ended.
    void cancel(JobId id);
    /// Cancels all, and waits until their processes are gone. Nothing can be submitted afterwards.
    void shutdown();

    /// The newest first.
    std::vector<JobInfo> list() const;
    std::optional<JobInfo> info(JobId id) const;
    /// Never null; empty where nothing is known, and until its end for a job of another process.
    std::shared_ptr<const JobLog> log(JobId id) const;
    std::vector<JobActivity> activities(JobId id) const;
    /// How its units fare, from a point on, which moves to the end; 0 is the beginning. Empty where it has no graph.
    std::vector<BuildEvent> buildEvents(JobId id, std::size_t &from) const;
    /// "plan", "commands", "environment" or "again", as text.
    std::string detail(JobId id, std::string_view what) const;
    /// Why it failed, where the reason is a well-known one.
    std::optional<Cause> cause(JobId id) const;

private:
    struct Job;
    class Tap;

    void run(const std::shared_ptr<Job> &job);
    void startNext();
    void changed(JobId id) const;
    std::shared_ptr<Job> find(JobId id) const;

    JobHistory *m_history;
    int m_atOnce;
    mutable std::mutex m_mutex; // all below
    std::condition_variable m_idle;
    std::function<void(JobId)> m_listener;
    std::map<JobId, std::shared_ptr<Job>> m_jobs;
    std::vector<std::jthread> m_threads;
    int m_running = 0;
    bool m_closed = false;
    JobId m_last = 0;
    mutable std::map<JobId, std::shared_ptr<const JobLog>> m_oldLogs;
};

} // namespace crossyard::job
