// SPDX-License-Identifier: MIT OR Apache-2.0
#include "job_model.h"

#include "job/cause.h"
#include "text.h"

#include <QCoreApplication>
#include <QDateTime>

#include <algorithm>

namespace crossyard::gui {

using job::JobInfo;
using job::JobState;

namespace {

// How often a running job's clock and its "last output" are shown anew, and how quickly its output is taken over.
constexpr int tick = 100;
// How often what other processes do is looked for.
constexpr int outsideTick = 1000;

QString stateText(JobState state)
{
    return toQt(std::string(job::stateName(state)));
}

qint64 now()
{
    return QDateTime::currentMSecsSinceEpoch();
}

QString elapsedOf(const JobInfo &info)
{
    if (info.started == 0)
        return {};
    return durationText((info.ended ? info.ended : now()) - info.started);
}

// Runs here, and so can be cancelled here.
bool isOurs(const JobInfo &info)
{
    return job::isActive(info.state) && !info.elsewhere;
}

// "14/20 units · 0:21 · about 0:09 left · last output 12 s ago"
QString progressOf(const JobInfo &info)
{
    QStringList parts;
    const bool active = job::isActive(info.state);
    if (info.elsewhere)
        parts << QCoreApplication::translate("Job", "in another process");
    if (info.state == JobState::Waiting)
        parts << QCoreApplication::translate("Job", "waiting for another process");
    if (info.total > 0)
        parts << (info.kind == "toolchain" ? QCoreApplication::translate("Job", "%1/%2 downloads")
                                           : QCoreApplication::translate("Job", "%1/%2 units"))
                     .arg(info.done)
                     .arg(info.total);
    if (const auto elapsed = elapsedOf(info); !elapsed.isEmpty())
        parts << elapsed;
    if (active && info.started && info.estimateSeconds) {
        const qint64 left = static_cast<qint64>(*info.estimateSeconds * 1000) - (now() - info.started);
        parts << (left > 0 ? QCoreApplication::translate("Job", "about %1 left").arg(durationText(left))
                           : QCoreApplication::translate("Job", "longer than last time"));
    }
    // Silence is told only where it lasts: a compiler says nothing for a while.
    if (active && info.lastOutput && now() - info.lastOutput > 5000)
        parts << QCoreApplication::translate("Job", "last output %1 s ago").arg((now() - info.lastOutput) / 1000);
    if (!active && !info.outcome.empty())
        parts << toQt(info.outcome).section(QLatin1Char('\n'), 0, 0);
    return parts.join(QStringLiteral("  ·  "));
}

} // namespace

JobModel::JobModel(const fs::path &store, QObject *parent)
    : ListModel(parent),
      m_list({{"jobId", [](const JobInfo &i) { return QVariant::fromValue<qint64>(i.id); }},
              {"title", [](const JobInfo &i) { return toQt(i.title); }},
              {"state", [](const JobInfo &i) { return stateText(i.state); }},
              {"outcome", [](const JobInfo &i) { return toQt(i.outcome); }},
              {"when", [](const JobInfo &i) { return i.ended ? agoText(i.ended / 1000) : QString(); }},
              {"elapsed", [](const JobInfo &i) { return elapsedOf(i); }}}),
      m_log(this), m_diagnostics(this)
{
    m_history = job::JobHistory::open(store);
    m_queue = std::make_unique<job::JobQueue>(m_history.get());
    m_queue->setListener([this](job::JobId) { m_dirty = true; });
    connect(&m_timer, &QTimer::timeout, this, &JobModel::update);
    m_timer.start(tick);
    update();
}

JobModel::~JobModel()
{
    m_queue->shutdown();
}

int JobModel::active() const
{
    return static_cast<int>(std::ranges::count_if(rows(), isOurs));
}

void JobModel::setCurrent(qint64 id)
{
    if (id == m_current)
        return;
    m_current = id;
    showLog();
    Q_EMIT currentChanged();
    Q_EMIT changed();
}

void JobModel::showLog()
{
    m_log.show(m_queue->log(m_current));
    m_diagnostics.show(m_queue->log(m_current));
}

QVariantMap JobModel::describe(const JobInfo &info) const
{
    QVariantMap map{{QStringLiteral("id"), QVariant::fromValue<qint64>(info.id)},
                    {QStringLiteral("title"), toQt(info.title)},
                    {QStringLiteral("state"), stateText(info.state)},
                    {QStringLiteral("active"), job::isActive(info.state)},
                    {QStringLiteral("ours"), isOurs(info)},
                    {QStringLiteral("done"), static_cast<int>(info.done)},
                    {QStringLiteral("total"), static_cast<int>(info.total)},
                    {QStringLiteral("progress"), progressOf(info)}};
    if (info.state == JobState::Failed || info.state == JobState::Interrupted) {
        // A log may have a million lines: it is searched once.
        if (!m_causes.contains(info.id))
            m_causes.insert(info.id, m_queue->cause(info.id));
        const auto &cause = m_causes[info.id];
        map.insert(QStringLiteral("cause"), cause ? toQt(cause->title) : toQt(info.outcome));
        map.insert(QStringLiteral("causeText"), cause ? toQt(cause->text) : toQt(info.hint));
        map.insert(QStringLiteral("mend"), cause ? toQt(job::mendName(cause->mend)) : QString());
    }
    return map;
}

QVariantMap JobModel::latest() const
{
    auto running = std::ranges::find_if(rows(), isOurs);
    if (running == rows().end())
        running = std::ranges::find_if(rows(), [](const JobInfo &i) { return job::isActive(i.state); });
    if (running != rows().end())
        return describe(*running);
    return rows().empty() ? QVariantMap{} : describe(rows().front());
}

QVariantMap JobModel::shown() const
{
    return about(m_current);
}

QVariantMap JobModel::about(qint64 id) const
{
    const auto it = std::ranges::find(rows(), id, &JobInfo::id);
    return it == rows().end() ? QVariantMap{} : describe(*it);
}

QVariantList JobModel::units() const
{
    QVariantList list;
    std::map<activity::Id, int> depth;
    for (const auto &unit : m_queue->activities(m_current)) {
        const auto parent = depth.find(unit.parent);
        depth[unit.id] = parent == depth.end() ? 0 : parent->second + 1;
        list << QVariantMap{
            {QStringLiteral("id"), QVariant::fromValue<qint64>(static_cast<qint64>(unit.id))},
            {QStringLiteral("title"), toQt(unit.title)},
            {QStringLiteral("state"), toQt(unit.state)},
            {QStringLiteral("depth"), depth[unit.id]},
            {QStringLiteral("elapsed"), durationText((unit.ended ? unit.ended : now()) - unit.started)}};
    }
    return list;
}

qint64 JobModel::start(job::JobRequest request)
{
    const auto id = m_queue->submit(std::move(request));
    m_wasActive[id] = true;
    update();
    setCurrent(id);
    return id;
}

void JobModel::cancel(qint64 id)
{
    m_queue->cancel(id);
}

void JobModel::cancelRunning()
{
    for (const auto &info : rows()) {
        if (isOurs(info) && info.state != JobState::Queued)
            m_queue->cancel(info.id);
    }
}

void JobModel::cancelAll()
{
    for (const auto &info : rows())
        m_queue->cancel(info.id);
    m_queue->shutdown();
}

QString JobModel::detail(qint64 id, const QString &what) const
{
    return toQt(m_queue->detail(id, toStd(what)));
}

std::string JobModel::again(qint64 id) const
{
    return m_queue->detail(id, "again");
}

void JobModel::update()
{
    const bool dirty = m_dirty.exchange(false);
    const bool look = !m_looked.isValid() || m_looked.elapsed() >= outsideTick;
    if (look)
        m_looked.start();
    if (!dirty && active() == 0 && !rows().empty() && !(look && m_history->changed()))
        return;
    const auto ranElsewhere = [this] {
        const auto it = std::ranges::find(rows(), m_current, &JobInfo::id);
        return it != rows().end() && it->elsewhere;
    };
    const bool before = ranElsewhere();
    replace(m_list, m_queue->list());
    if (before && !ranElsewhere())
        showLog();
    m_log.catchUp();
    m_diagnostics.catchUp();
    for (const auto &info : rows()) {
        if (m_wasActive.value(info.id) && !job::isActive(info.state)) {
            m_wasActive[info.id] = false;
            Q_EMIT ended(info.id, toQt(info.title), stateText(info.state));
        }
    }
    if (m_current == 0 && !rows().empty())
        setCurrent(rows().front().id);
    Q_EMIT changed();
}

} // namespace crossyard::gui
