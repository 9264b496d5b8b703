// SPDX-License-Identifier: MIT OR Apache-2.0
#include "job/job_queue.h"

#include "job/job_history.h"

#include <algorithm>
#include <chrono>

namespace crossyard::job {

namespace {

std::int64_t now()
{
    using namespace std::chrono;
    return duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
}

std::string_view outcomeName(activity::Event::Outcome outcome)
{
    using Outcome = activity::Event::Outcome;
    switch (outcome) {
    case Outcome::Done:
        return "done";
    case Outcome::Failed:
        return "failed";
    case Outcome::Cancelled:
        return "cancelled";
    case Outcome::Stored:
        return "stored";
    }
    return "done";
}

} // namespace

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
    std::shared_ptr<JobLog> log = std::make_shared<JobLog>();
    mutable std::mutex mutex; // all below
    JobInfo info;
    std::vector<JobActivity> activities;
    std::string plan, commands;
};

// Takes a job's events over into what is known of it.
class JobQueue::Tap : public activity::Sink {
public:
    Tap(const JobQueue &queue, std::shared_ptr<Job> job) : m_queue(queue), m_job(std::move(job)) {}

    void take(const activity::Event &event) override
    {
        using Kind = activity::Event::Kind;
        {
            const std::lock_guard lock(m_job->mutex);
            JobInfo &info = m_job->info;
            info.lastOutput = now();
            const bool waits = (event.kind == Kind::Note && event.text.starts_with("waiting for")) ||
                               (event.kind == Kind::Line && event.text.contains("Blocking waiting for file lock"));
            if (isActive(info.state))
                info.state = waits ? JobState::Waiting : JobState::Running;
            switch (event.kind) {
            case Kind::Started:
                m_job->activities.push_back({event.id, event.parent, event.text, "running", info.lastOutput, 0});
                break;
            case Kind::Finished:
                for (auto &part : m_job->activities) {
                    if (part.id == event.id) {
                        part.state = outcomeName(event.outcome);
                        part.ended = info.lastOutput;
                    }
                }
                break;
            case Kind::Progress:
                info.done = event.done;
                info.total = event.total;
                break;
            case Kind::Command:
                m_job->commands += event.text + "\n";
                break;
            case Kind::Plan:
                m_job->plan += event.text + "\n";
                break;
            case Kind::Line:
            case Kind::Note:
                break;
            }
        }
        if (event.kind == Kind::Started)
            m_job->log->append(event.text, event.id);
        else if (event.kind == Kind::Line)
            m_job->log->append(event.text, event.id);
        else if (event.kind == Kind::Note)
            m_job->log->append((event.level == activity::Event::Level::Warning ? "warning: " : "  ") + event.text,
                               event.id);
        if (m_job->request.also)
            m_job->request.also->take(event);
        m_queue.changed(m_job->info.id);
    }

private:
    const JobQueue &m_queue;
    std::shared_ptr<Job> m_job;
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
    job->info.title = request.title;
    job->info.kind = request.kind;
    job->info.subject = request.subject;
    job->info.project = request.project;
    job->info.queued = now();
    job->request = std::move(request);
    if (m_history)
        job->info.estimateSeconds = m_history->estimate(job->info.subject);
    const JobId known = m_history ? m_history->reserveId() : 0;
    {
        const std::lock_guard lock(m_mutex);
        if (m_closed)
            return 0;
        m_last = std::max(m_last + 1, known);
        job->info.id = m_last;
        m_jobs[m_last] = job;
    }
    startNext();
    changed(job->info.id);
    return job->info.id;
}

void JobQueue::startNext()
{
    const std::lock_guard lock(m_mutex);
    for (auto &[id, job] : m_jobs) {
        if (m_closed || m_running >= m_atOnce)
            return;
        const std::lock_guard inner(job->mutex);
        if (job->info.state != JobState::Queued || job->info.started != 0)
            continue;
        job->info.started = job->info.lastOutput = now();
        job->info.state = JobState::Running;
        ++m_running;
        m_threads.emplace_back([this, job] { run(job); });
    }
}

void JobQueue::run(const std::shared_ptr<Job> &job)
{
    {
        const std::lock_guard lock(job->mutex);
        if (m_history)
            m_history->begin(job->info, job->request);
    }
    Result<std::string> result = fail(ErrorCode::Cancelled, "cancelled");
    if (!job->cancel.cancelled()) {
        activity::Reporter reporter(std::make_shared<Tap>(*this, job));
        result = job->request.work(reporter, job->cancel);
    }
    if (!result && result.error().code != ErrorCode::Cancelled)
        job->log->append(describe(result.error()));
    {
        const std::lock_guard lock(job->mutex);
        JobInfo &info = job->info;
        info.ended = now();
        if (result) {
            info.state = JobState::Done;
            info.outcome = *result;
        } else {
            info.state = result.error().code == ErrorCode::Cancelled ? JobState::Cancelled : JobState::Failed;
            info.outcome = result.error().message;
            info.hint = result.error().hint;
        }
        for (auto &part : job->activities) {
            if (part.ended == 0) {
                part.ended = info.ended;
                part.state = stateName(info.state);
            }
        }
        if (m_history)
            m_history->end(info, job->plan, job->commands, *job->log);
    }
    {
        const std::lock_guard lock(m_mutex);
        --m_running;
    }
    startNext();
    changed(job->info.id);
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
        if (job->info.state == JobState::Queued && job->info.started == 0) {
            job->info.state = JobState::Cancelled;
            job->info.ended = now();
            job->info.outcome = "cancelled before it began";
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
            infos.push_back(it->second->info);
        }
    }
    if (m_history) {
        for (auto &old : m_history->list()) {
            if (!std::ranges::contains(infos, old.id, &JobInfo::id))
                infos.push_back(std::move(old));
        }
    }
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
        return job->log;
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
    return job->activities;
}

std::string JobQueue::detail(JobId id, std::string_view what) const
{
    const auto job = find(id);
    if (!job)
        return m_history ? m_history->detail(id, what) : std::string();
    const std::lock_guard lock(job->mutex);
    return what == "plan" ? job->plan : what == "again" ? job->request.again : job->commands;
}

std::optional<Cause> JobQueue::cause(JobId id) const
{
    return explain(*log(id));
}

} // namespace crossyard::job
