// SPDX-License-Identifier: MIT OR Apache-2.0
#include "job/job_queue.h"

#include "base/paths.h"
#include "job/environment.h"
#include "job/job_history.h"
#include "job/job_record.h"

#include <algorithm>
#include <functional>

namespace crossyard::job {

std::string_view stateName(JobState state)
{
    switch (state) {
    case JobState::Queued:
        return "queued";
    case JobState::Running:
        return "running";
    case JobState::Waiting:
        return "waiting";
    case JobState::Done:
        return "done";
    case JobState::Failed:
        return "failed";
    case JobState::Cancelled:
        return "cancelled";
    case JobState::Interrupted:
        return "interrupted";
    }
    return "done";
}

std::optional<JobState> stateOf(std::string_view name)
{
    for (const auto state : {JobState::Queued, JobState::Running, JobState::Waiting, JobState::Done, JobState::Failed,
                             JobState::Cancelled, JobState::Interrupted}) {
        if (stateName(state) == name)
            return state;
    }
    return std::nullopt;
}

bool isActive(JobState state)
{
    return state == JobState::Queued || state == JobState::Running || state == JobState::Waiting;
}

struct JobQueue::Job {
    JobRequest request;
    CancelToken cancel;
    mutable std::mutex mutex; // the record
    JobRecord record;
};

// Takes a job's events over into what is known of it.
class JobQueue::Tap : public activity::Sink {
public:
    Tap(const JobQueue &queue, std::shared_ptr<Job> job) : m_queue(queue), m_job(std::move(job)) {}

    void take(const activity::Event &event) override
    {
        std::optional<JobInfo> progress;
        {
            const std::lock_guard lock(m_job->mutex);
            if (const auto *told = m_job->record.take(event); told && m_queue.m_history)
                m_queue.m_history->tell(m_job->record.info.id, *told);
            if (event.kind == activity::Event::Kind::Progress && now() - m_told >= progressInterval)
                progress = m_job->record.info;
        }
        append(*m_job->record.log, event);
        if (progress && m_queue.m_history) {
            m_told = now();
            m_queue.m_history->progress(*progress);
        }
        if (m_job->request.also)
            m_job->request.also->take(event);
        m_queue.changed(m_job->record.info.id);
    }

private:
    const JobQueue &m_queue;
    std::shared_ptr<Job> m_job;
    std::int64_t m_told = 0; // when the progress was last written
};

JobQueue::JobQueue(JobHistory *history, int atOnce) : m_history(history), m_atOnce(std::max(1, atOnce))
{
    m_last = m_history ? m_history->lastId() : 0;
}

JobQueue::~JobQueue()
{
    shutdown();
}

void JobQueue::setListener(std::function<void(JobId)> listener)
{
    const std::lock_guard lock(m_mutex);
    m_listener = std::move(listener);
}

void JobQueue::changed(JobId id) const
{
    std::function<void(JobId)> listener;
    {
        const std::lock_guard lock(m_mutex);
        listener = m_listener;
    }
    if (listener)
        listener(id);
}

JobId JobQueue::submit(JobRequest request)
{
    auto job = std::make_shared<Job>();
    job->record.info.title = request.title;
    job->record.info.kind = request.kind;
    job->record.info.subject = request.subject;
    job->record.info.project = request.project;
    job->record.info.queued = now();
    job->request = std::move(request);
    if (m_history)
        job->record.info.estimateSeconds = m_history->estimate(job->record.info.subject);
    const JobId known = m_history ? m_history->reserveId() : 0;
    {
        const std::lock_guard lock(m_mutex);
        if (m_closed)
            return 0;
        m_last = std::max(m_last + 1, known);
        job->record.info.id = m_last;
        m_jobs[m_last] = job;
    }
    startNext();
    changed(job->record.info.id);
    return job->record.info.id;
}

void JobQueue::startNext()
{
    const std::lock_guard lock(m_mutex);
    for (auto &[id, job] : m_jobs) {
        if (m_closed || m_running >= m_atOnce)
            return;
        const std::lock_guard inner(job->mutex);
        if (job->record.info.state != JobState::Queued || job->record.info.started != 0)
            continue;
        job->record.info.started = job->record.info.lastOutput = now();
        job->record.info.state = JobState::Running;
        ++m_running;
        m_threads.emplace_back([this, job] { run(job); });
    }
}

void JobQueue::run(const std::shared_ptr<Job> &job)
{
    {
        const std::lock_guard lock(job->mutex);
        if (m_history)
            m_history->begin(job->record.info, job->request);
    }
    Result<std::string> result = fail(ErrorCode::Cancelled, "cancelled");
    if (!job->cancel.cancelled()) {
        activity::Reporter reporter(std::make_shared<Tap>(*this, job));
        result = job->request.work(reporter, job->cancel);
    }
    {
        const std::lock_guard lock(job->mutex);
        JobRecord &record = job->record;
        record.end(result);
        if (m_history)
            m_history->end(record.info, record.plan, record.commands, *record.log);
    }
    {
        const std::lock_guard lock(m_mutex);
        --m_running;
    }
    startNext();
    changed(job->record.info.id);
    m_idle.notify_all();
}

void JobQueue::cancel(JobId id)
{
    const auto job = find(id);
    if (!job)
        return;
    job->cancel.cancel();
    {
        const std::lock_guard lock(job->mutex);
        if (job->record.info.state == JobState::Queued && job->record.info.started == 0) {
            job->record.info.state = JobState::Cancelled;
            job->record.info.ended = now();
            job->record.info.outcome = "cancelled before it began";
        }
    }
    changed(id);
}

void JobQueue::shutdown()
{
    std::vector<std::jthread> threads;
    std::vector<JobId> ids;
    {
        const std::lock_guard lock(m_mutex);
        m_closed = true;
        for (const auto &[id, job] : m_jobs)
            ids.push_back(id);
    }
    for (const JobId id : ids)
        cancel(id);
    {
        const std::lock_guard lock(m_mutex);
        threads = std::move(m_threads);
    }
    threads.clear(); // joins
}

std::shared_ptr<JobQueue::Job> JobQueue::find(JobId id) const
{
    const std::lock_guard lock(m_mutex);
    const auto it = m_jobs.find(id);
    return it == m_jobs.end() ? nullptr : it->second;
}

std::vector<JobInfo> JobQueue::list() const
{
    std::vector<JobInfo> infos;
    {
        const std::lock_guard lock(m_mutex);
        for (auto it = m_jobs.rbegin(); it != m_jobs.rend(); ++it) {
            const std::lock_guard inner(it->second->mutex);
            infos.push_back(it->second->record.info);
        }
    }
    if (m_history) {
        for (auto &old : m_history->list()) {
            if (!std::ranges::contains(infos, old.id, &JobInfo::id))
                infos.push_back(std::move(old));
        }
    }
    std::ranges::stable_sort(infos, std::greater(), &JobInfo::id);
    return infos;
}

std::optional<JobInfo> JobQueue::info(JobId id) const
{
    for (auto &info : list()) {
        if (info.id == id)
            return info;
    }
    return std::nullopt;
}

std::shared_ptr<const JobLog> JobQueue::log(JobId id) const
{
    if (const auto job = find(id))
        return job->record.log;
    // A job of another process has no log yet.
    if (const auto known = info(id); !known || isActive(known->state))
        return std::make_shared<JobLog>();
    const std::lock_guard lock(m_mutex);
    auto &log = m_oldLogs[id];
    if (!log)
        log = m_history ? m_history->log(id) : std::make_shared<JobLog>();
    return log;
}

std::vector<JobActivity> JobQueue::activities(JobId id) const
{
    const auto job = find(id);
    if (!job)
        return {};
    const std::lock_guard lock(job->mutex);
    return job->record.activities;
}

std::vector<BuildEvent> JobQueue::buildEvents(JobId id, std::size_t &from) const
{
    const auto job = find(id);
    if (!job)
        return m_history ? m_history->buildEvents(id, from) : std::vector<BuildEvent>();
    const std::lock_guard lock(job->mutex);
    const auto &all = job->record.build;
    const auto begin = std::min(from, all.size());
    from = all.size();
    return {all.begin() + static_cast<std::ptrdiff_t>(begin), all.end()};
}

std::string JobQueue::detail(JobId id, std::string_view what) const
{
    const auto job = find(id);
    if (!job)
        return m_history ? m_history->detail(id, what) : std::string();
    if (what == "environment")
        return tellingEnvironment(wholeEnvironment());
    const std::lock_guard lock(job->mutex);
    return what == "plan" ? job->record.plan : what == "again" ? job->request.again : job->record.commands;
}

std::optional<Cause> JobQueue::cause(JobId id) const
{
    return explain(*log(id));
}

} // namespace crossyard::job
