// SPDX-License-Identifier: MIT OR Apache-2.0
// BootstrapModel: the options that are rarely used, what they do to the plan, and what is fetched for it.
#include "bootstrap_model.h"

#include "base/strings.h"
#include "bootstrap/asked_command.h"

#include <algorithm>

namespace crossyard::gui {

void BootstrapModel::setLockUse(const QString &use)
{
    if (use == lockUse())
        return;
    bootstrap::setLockUse(request(), toStd(use));
    choose();
}

QString BootstrapModel::blacklist() const
{
    return toQt(request().blacklist).join(QLatin1Char(' '));
}

void BootstrapModel::setBlacklist(const QString &names)
{
    set(request().blacklist, splitWords(toStd(names)));
}

QString BootstrapModel::includeOptional() const
{
    return toQt(request().includeOptional).join(QLatin1Char(' '));
}

void BootstrapModel::setIncludeOptional(const QString &names)
{
    set(request().includeOptional, splitWords(toStd(names)));
}

void BootstrapModel::setKeepGoing(bool on)
{
    set(request().keepGoing, on);
}

void BootstrapModel::setNativeCheck(bool on)
{
    set(request().nativeCheck, on);
}

void BootstrapModel::setWrapper(const QString &program)
{
    const std::string text(trim(toStd(program)));
    set(request().wrapper, text.empty() ? std::nullopt : std::optional(text));
}

void BootstrapModel::setWrapperUse(const QString &use)
{
    if (use != QStringLiteral("given"))
        set(request().wrapper, use == QStringLiteral("none") ? std::optional<std::string>("") : std::nullopt);
}

void BootstrapModel::setDirectory(std::optional<fs::path> &value, const QString &path)
{
    set(value, path.isEmpty() ? std::nullopt : std::optional(absolutePath(toPath(path))));
}

void BootstrapModel::chooseArchives(const QString &path)
{
    setDirectory(request().crateCache, path);
}

void BootstrapModel::chooseReplay(const QString &path)
{
    setDirectory(request().replayScripts, path);
}

void BootstrapModel::chooseRecord(const QString &path)
{
    setDirectory(request().recordScripts, path);
}

// Also where there is no plan: a recording may be the reason.
void BootstrapModel::lookAtRecordings()
{
    const auto &directory = request().replayScripts;
    if (!directory) {
        m_recordingQuestion.drop();
        m_recordings.clear();
        return;
    }
    m_recordingQuestion.ask(
        this, [directory = *directory](const CancelToken &) { return bootstrap::recordingsIn(directory); },
        [this](Result<std::vector<bootstrap::Recording>> found) {
            m_recordings = found ? std::move(*found) : std::vector<bootstrap::Recording>(); // the plan tells the error
            Q_EMIT changed();
        });
}

QVariantList BootstrapModel::recordings() const
{
    QVariantList list;
    for (const auto &recording : m_recordings)
        list << QVariantMap{
            {QStringLiteral("name"), toQt(recording.name)},
            {QStringLiteral("files"), static_cast<int>(recording.files)},
            {QStringLiteral("problem"), toQt(recording.problem)},
            {QStringLiteral("used"), m_answer && std::ranges::contains(m_answer->replayed, recording.name)}};
    return list;
}

QVariantList BootstrapModel::recorded() const
{
    QVariantList list;
    for (const auto &recording : m_answer ? m_answer->plan->recordings : std::vector<bootstrap::PlannedRecording>())
        list << QVariantMap{{QStringLiteral("name"), toQt(recording.name)}, {QStringLiteral("there"), recording.there}};
    return list;
}

QVariantList BootstrapModel::effects() const
{
    QVariantList list;
    for (const auto &effect : m_answer ? m_answer->effects : std::vector<bootstrap::PlanEffect>())
        list << QVariantMap{{QStringLiteral("kind"), toQt(effect.kind)},
                            {QStringLiteral("path"), pathText(effect.path)},
                            {QStringLiteral("count"), static_cast<int>(effect.count)}};
    return list;
}

QString BootstrapModel::command() const
{
    return toQt(process::shown(bootstrap::commandFor(m_asked)));
}

QVariantMap BootstrapModel::fetching() const
{
    if (m_heard == activity::LatestWords())
        return {};
    return {{QStringLiteral("title"), toQt(m_heard.title)},
            {QStringLiteral("line"), toQt(m_heard.line)},
            {QStringLiteral("done"), static_cast<double>(m_heard.done)},
            {QStringLiteral("total"), static_cast<double>(m_heard.total)}};
}

} // namespace crossyard::gui
