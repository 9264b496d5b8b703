// SPDX-License-Identifier: MIT OR Apache-2.0
// The build that a job is, for the picture and what stands beside it: what each unit does, which one is selected, and
// what it all came to. Taken over in the batches in which the jobs are. The rules are core's (job/live_build.h).
#pragma once

#include "background.h"
#include "build_picture.h"
#include "job_model.h"

#include <QPointer>

namespace crossyard::gui {

class BuildModel : public QObject {
    Q_OBJECT
    QML_ELEMENT
    /// Whose current job it is about.
    Q_PROPERTY(crossyard::gui::JobModel *jobs READ jobs WRITE setJobs NOTIFY jobsChanged)
    /// The job has told a graph of units; without one there is nothing to show.
    Q_PROPERTY(bool known READ known NOTIFY changed)
    Q_PROPERTY(bool running READ running NOTIFY changed)
    /// {state, count}: the states that there are, in the order of core's.
    Q_PROPERTY(QVariantList counts READ counts NOTIFY changed)
    Q_PROPERTY(int lanes READ lanes NOTIFY changed)
    /// Once it has ended: the critical path, as one line; empty before.
    Q_PROPERTY(QString summary READ summary NOTIFY changed)
    /// -1: none.
    Q_PROPERTY(int selected READ selected WRITE select NOTIFY selectedChanged)
    /// The selected one: {title, state, time, begun, reason, command, host, kind, needs, wanted}; the last two are
    /// lists of {unit, title, state}.
    Q_PROPERTY(QVariantMap unit READ unit NOTIFY unitChanged)
    Q_PROPERTY(bool pathLit READ pathLit WRITE setPathLit NOTIFY pathLitChanged)
    Q_PROPERTY(crossyard::gui::LogModel *log READ log CONSTANT)

public:
    explicit BuildModel(QObject *parent = nullptr);

    JobModel *jobs() const { return m_jobs; }
    void setJobs(JobModel *jobs);
    /// A graph that no job has told yet: each unit as it would begin. One without jobs shows nothing else.
    void showPlan(const activity::BuildGraph &graph);
    bool known() const { return m_build.known(); }
    bool running() const { return known() && !m_build.ended(); }
    QVariantList counts() const;
    int lanes() const { return static_cast<int>(m_build.lanes()); }
    QString summary() const;
    int selected() const { return m_selected; }
    Q_INVOKABLE void select(int unit);
    QVariantMap unit() const;
    bool pathLit() const { return m_pathLit; }
    void setPathLit(bool lit);
    LogModel *log() { return &m_log; }

    const job::LiveBuild &build() const { return m_build; }
    const BuildPicturePtr &picture() const { return m_picture; }
    const job::LongestChain &chain() const { return m_chain; }
    /// Until when what runs has run: milliseconds since 1970.
    qint64 now() const;
    QString timeOf(int unit) const;
    /// "core, running, 0:03": what a screen reader says of a unit.
    Q_INVOKABLE QString spoken(int unit) const;

Q_SIGNALS:
    void jobsChanged();
    void changed();        // some unit does something else, or time has passed
    void pictureChanged(); // another graph
    void selectedChanged();
    void unitChanged();
    void pathLitChanged();

private:
    void catchUp();
    void begin(qint64 job);
    void layOut();
    void showLog();
    QVariantList listOf(const std::vector<job::UnitNumber> &units) const;

    QPointer<JobModel> m_jobs;
    qint64 m_job = 0;
    std::size_t m_from = 0; // of the events
    job::LiveBuild m_build;
    job::LongestChain m_chain;
    BuildPicturePtr m_picture;
    std::uint64_t m_askedShape = 0;
    Question m_layoutQuestion;
    int m_selected = -1;
    bool m_pathLit = false;
    LogModel m_log;
};

} // namespace crossyard::gui
