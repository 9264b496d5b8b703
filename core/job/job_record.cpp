// SPDX-License-Identifier: MIT OR Apache-2.0
#include "job/job_record.h"

#include <chrono>

namespace crossyard::job {

namespace {

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

bool waitsForALock(const activity::Event &event)
{
    using Kind = activity::Event::Kind;
    return (event.kind == Kind::Note && event.text.starts_with("waiting for another")) ||
           (event.kind == Kind::Line && event.text.contains("Blocking waiting for file lock"));
}

} // namespace

std::int64_t now()
{
    using namespace std::chrono;
    return duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
}

const BuildEvent *JobRecord::take(const activity::Event &event)
{
    using Kind = activity::Event::Kind;
    info.lastOutput = now();
    if (isActive(info.state))
        info.state = waitsForALock(event) ? JobState::Waiting : JobState::Running;
    switch (event.kind) {
    case Kind::Started:
        activities.push_back({event.id, event.parent, event.text, "running", info.lastOutput, 0});
        break;
    case Kind::Finished:
        for (auto &part : activities) {
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
        commands += event.text + "\n";
        break;
    case Kind::Plan:
        plan += event.text + "\n";
        break;
    case Kind::Line:
    case Kind::Note:
    case Kind::Graph:
    case Kind::Usable:
    case Kind::Found:
        break;
    }
    if (!m_ofUnits.passes(event))
        return nullptr;
    build.push_back({info.lastOutput, event});
    return &build.back();
}

void JobRecord::end(const Result<std::string> &result)
{
    info.ended = now();
    if (result) {
        info.state = JobState::Done;
        info.outcome = *result;
    } else {
        info.state = result.error().code == ErrorCode::Cancelled ? JobState::Cancelled : JobState::Failed;
        info.outcome = result.error().message;
        info.hint = result.error().hint;
        if (info.state == JobState::Failed)
            log->append(describe(result.error()));
    }
    for (auto &part : activities) {
        if (part.ended == 0) {
            part.ended = info.ended;
            part.state = stateName(info.state);
        }
    }
}

void append(JobLog &log, const activity::Event &event)
{
    using Kind = activity::Event::Kind;
    if (event.kind == Kind::Started || event.kind == Kind::Line)
        log.append(event.text, event.id);
    else if (event.kind == Kind::Note)
        log.append((event.level == activity::Event::Level::Warning ? "warning: " : "  ") + event.text, event.id);
}

} // namespace crossyard::job
