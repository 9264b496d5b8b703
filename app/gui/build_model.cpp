// SPDX-License-Identifier: MIT OR Apache-2.0
#include "build_model.h"

#include "job/job_record.h"
#include "job/live_build_text.h"
#include "text.h"

#include <algorithm>

namespace crossyard::gui {

namespace {

// Tenths where they tell something.
QString secondsText(double seconds)
{
    return seconds < 10 ? QStringLiteral("%L1 s").arg(seconds, 0, 'f', 1)
                        : durationText(static_cast<qint64>(seconds * 1000));
}

QString stateText(job::UnitState state)
{
    return toQt(job::unitStateName(state));
}

} // namespace

BuildModel::BuildModel(QObject *parent) : QObject(parent), m_log(this) {}

void BuildModel::setJobs(JobModel *jobs)
{
    if (jobs == m_jobs)
        return;
    if (m_jobs)
        disconnect(m_jobs, nullptr, this, nullptr);
    m_jobs = jobs;
    if (m_jobs) {
        connect(m_jobs, &JobModel::changed, this, &BuildModel::catchUp);
        connect(m_jobs, &JobModel::currentChanged, this, &BuildModel::catchUp);
    }
    Q_EMIT jobsChanged();
    catchUp();
}

void BuildModel::begin(qint64 job)
{
    m_job = job;
    m_from = 0;
    m_build = {};
    m_chain = {};
    m_picture.reset();
    m_askedShape = 0;
    m_layoutQuestion.drop();
    m_pathLit = false;
    select(-1);
    Q_EMIT pathLitChanged();
    Q_EMIT pictureChanged();
    Q_EMIT changed();
}

void BuildModel::showPlan(const activity::BuildGraph &graph)
{
    begin(0);
    if (graph.units.empty())
        return;
    m_build.take(job::BuildEvent{0, {.kind = activity::Event::Kind::Graph, .id = 1, .text = activity::toJson(graph)}});
    m_build.settle();
    layOut();
    Q_EMIT changed();
    Q_EMIT unitChanged();
}

void BuildModel::catchUp()
{
    if (!m_jobs)
        return;
    if (m_jobs->current() != m_job)
        begin(m_jobs->current());
    // What is listed as ended has told everything before.
    const auto info = std::ranges::find(m_jobs->rows(), m_job, &job::JobInfo::id);
    const bool active = info != m_jobs->rows().end() && job::isActive(info->state);
    if (m_build.ended())
        return;
    m_build.take(m_jobs->queue().buildEvents(m_job, m_from));
    if (!active)
        m_build.end();
    if (!known())
        return;
    m_build.settle();
    if (m_build.shape() != m_askedShape)
        layOut();
    if (m_build.ended()) {
        m_chain = job::longestChain(m_build);
        // It explains itself: what failed is in sight before anybody looks for it.
        if (const auto failure = job::firstFailure(m_build); failure && m_selected < 0)
            select(static_cast<int>(*failure));
    }
    showLog();
    m_log.catchUp();
    Q_EMIT changed();
    Q_EMIT unitChanged();
}

void BuildModel::layOut()
{
    m_askedShape = m_build.shape();
    m_layoutQuestion.ask(
        this,
        [units = m_build.units(), shape = m_build.shape()](const CancelToken &cancel) {
            return makeBuildPicture(units, shape, cancel);
        },
        [this](BuildPicturePtr picture) {
            m_picture = std::move(picture);
            Q_EMIT pictureChanged();
        });
}

qint64 BuildModel::now() const
{
    return m_build.ended() ? m_build.latest() : job::now();
}

QVariantList BuildModel::counts() const
{
    QVariantList list;
    for (std::size_t i = 0; known() && i < m_build.counts().size(); ++i) {
        if (m_build.counts()[i] > 0)
            list << QVariantMap{{QStringLiteral("state"), stateText(static_cast<job::UnitState>(i))},
                                {QStringLiteral("count"), static_cast<int>(m_build.counts()[i])}};
    }
    return list;
}

QString BuildModel::summary() const
{
    if (!m_build.ended() || m_chain.units.empty())
        return {};
    QStringList names;
    for (const auto unit : m_chain.units) { // without the version: "std (build script)"
        const QString title = toQt(m_build.units()[unit].told.title);
        names << QStringList{title.section(QLatin1Char(' '), 0, 0), title.section(QLatin1Char(' '), 2)}
                     .join(QLatin1Char(' '))
                     .trimmed();
    }
    constexpr qsizetype most = 6; // of a long way, both ends
    if (names.size() > most)
        names = names.first(most / 2) + QStringList{QStringLiteral("…")} + names.last(most / 2);
    return tr("Critical path: %1, %2 of %3")
        .arg(names.join(QStringLiteral(" › ")), secondsText(m_chain.seconds), secondsText(job::wallSeconds(m_build)));
}

void BuildModel::select(int unit)
{
    if (unit >= static_cast<int>(m_build.units().size()))
        unit = -1;
    if (unit == m_selected)
        return;
    m_selected = unit;
    showLog();
    Q_EMIT selectedChanged();
    Q_EMIT unitChanged();
}

void BuildModel::setPathLit(bool lit)
{
    if (lit == m_pathLit)
        return;
    m_pathLit = lit;
    Q_EMIT pathLitChanged();
}

// The lines of the selected unit alone.
void BuildModel::showLog()
{
    const auto activity =
        m_selected < 0 ? activity::Id(0) : m_build.units()[static_cast<std::size_t>(m_selected)].activity;
    m_log.show(activity == 0 || !m_jobs ? nullptr : m_jobs->queue().log(m_job));
    if (activity != 0 && m_log.onlyActivity() != static_cast<qint64>(activity))
        m_log.setOnlyActivity(static_cast<qint64>(activity));
}

QVariantList BuildModel::listOf(const std::vector<job::UnitNumber> &units) const
{
    QVariantList list;
    for (const auto number : units) {
        const auto &unit = m_build.units()[number];
        list << QVariantMap{{QStringLiteral("unit"), static_cast<int>(number)},
                            {QStringLiteral("title"), toQt(unit.told.title)},
                            {QStringLiteral("state"), stateText(unit.state)}};
    }
    return list;
}

QString BuildModel::timeOf(int number) const
{
    const auto &unit = m_build.units()[static_cast<std::size_t>(number)];
    const auto seconds = job::secondsOf(unit, now());
    return seconds ? secondsText(*seconds) : QString();
}

QString BuildModel::spoken(int number) const
{
    if (number < 0 || number >= static_cast<int>(m_build.units().size()))
        return {};
    const auto &unit = m_build.units()[static_cast<std::size_t>(number)];
    QStringList parts{toQt(unit.told.title), stateWord(stateText(unit.state)), timeOf(number)};
    parts.removeAll(QString());
    return parts.join(QStringLiteral(", "));
}

QVariantMap BuildModel::unit() const
{
    if (m_selected < 0)
        return {};
    const auto number = static_cast<job::UnitNumber>(m_selected);
    const auto &unit = m_build.units()[number];
    const bool before = unit.state == job::UnitState::Reused && unit.told.seconds >= 0;
    return {{QStringLiteral("title"), toQt(unit.told.title)},
            {QStringLiteral("state"), stateText(unit.state)},
            {QStringLiteral("time"), timeOf(m_selected)},
            {QStringLiteral("before"), before ? secondsText(unit.told.seconds) : QString()},
            {QStringLiteral("begun"),
             unit.ran() ? secondsText(static_cast<double>(unit.started - m_build.begun()) / 1000) : QString()},
            {QStringLiteral("reason"), toQt(job::reasonOf(m_build, number))},
            {QStringLiteral("command"), toQt(unit.command)},
            {QStringLiteral("host"), unit.told.host},
            {QStringLiteral("needs"), listOf(unit.needs)},
            {QStringLiteral("wanted"), listOf(unit.wanted)}};
}

} // namespace crossyard::gui
