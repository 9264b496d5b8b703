// SPDX-License-Identifier: MIT OR Apache-2.0
#include "registry/fetch_activity.h"

#include "base/strings.h"

#include <algorithm>
#include <format>

namespace crossyard::registry {

namespace {

constexpr std::uint64_t firstStep = 256 * 1024; // bytes before the next line, at least

} // namespace

std::string shownProgress(const remote::GitProgress &progress)
{
    if (progress.expected == 0)
        return progress.said;
    const bool whole = progress.objects >= progress.expected;
    std::string text = whole ? std::format("{} objects", progress.expected)
                             : std::format("{} of {} objects", progress.objects, progress.expected);
    text += ", " + shownSize(progress.bytes);
    if (whole && progress.deltasInAll > 0)
        text += std::format("; {} of {} deltas are resolved", progress.deltas, progress.deltasInAll);
    return text;
}

FetchActivity::FetchActivity(const Access &access, const std::string &title)
    : m_progress(access.progress), m_reporter(access.reporter)
{
    if (m_reporter)
        m_id = m_reporter->start(title);
}

FetchActivity::~FetchActivity()
{
    finish(activity::Event::Outcome::Cancelled, {});
}

remote::GitWatcher FetchActivity::watcher()
{
    return [this](const remote::GitProgress &progress) { take(progress); };
}

void FetchActivity::take(const remote::GitProgress &progress)
{
    if (m_progress)
        m_progress(progress.objects, progress.expected);
    if (!m_reporter)
        return;
    const bool words = progress.expected == 0 && progress.said != m_said;
    const bool more = progress.expected > 0 && progress.bytes >= m_nextBytes;
    const bool resolved = progress.deltasInAll > 0 && progress.deltas >= m_nextDeltas;
    if (!words && !more && !resolved)
        return;
    m_said = progress.said;
    if (more)
        m_nextBytes = progress.bytes + std::max(firstStep, progress.bytes / 16);
    if (resolved)
        m_nextDeltas = progress.deltas + std::max<std::uint64_t>(1, progress.deltasInAll / 10);
    if (progress.expected > 0)
        m_reporter->progress(m_id, progress.objects, progress.expected);
    m_reporter->line(m_id, shownProgress(progress));
}

void FetchActivity::finish(activity::Event::Outcome outcome, std::string why)
{
    if (m_reporter)
        m_reporter->finish(m_id, outcome, std::move(why));
    m_reporter = nullptr;
}

} // namespace crossyard::registry
