// SPDX-License-Identifier: MIT OR Apache-2.0
#include "job/recorded_job.h"

namespace crossyard::job {

RecordedJob::RecordedJob(fs::path store, JobRequest about, std::shared_ptr<activity::Sink> also)
    : m_store(std::move(store)), m_about(std::move(about)), m_also(std::move(also))
{
}

void RecordedJob::take(const activity::Event &event)
{
    if (!m_history && event.kind == activity::Event::Kind::Started) {
        m_history = JobHistory::open(m_store);
        JobInfo &info = m_record.info;
        info.id = m_history->reserveId();
        info.title = m_about.title;
        info.kind = m_about.kind;
        info.subject = m_about.subject;
        info.project = m_about.project;
        info.state = JobState::Running;
        info.queued = info.started = now();
        m_history->begin(info, m_about);
    }
    if (const auto *told = m_record.take(event); told && m_history)
        m_history->tell(m_record.info.id, *told);
    append(*m_record.log, event);
    if (m_history && event.kind == activity::Event::Kind::Progress && now() - m_told >= progressInterval) {
        m_told = now();
        m_history->progress(m_record.info);
    }
    m_also->take(event);
}

void RecordedJob::end(const Result<std::string> &result)
{
    if (!m_history)
        return;
    m_record.end(result);
    m_history->end(m_record.info, m_record.plan, m_record.commands, *m_record.log);
    m_history.reset();
}

} // namespace crossyard::job
