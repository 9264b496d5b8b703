// SPDX-License-Identifier: MIT OR Apache-2.0
// Every job of every kind: what runs, what waits, what ended, and what each says. The queue and the log are core's.
#pragma once

#include "diagnostic_model.h"
#include "list_model.h"
#include "log_model.h"

#include "job/job_history.h"
#include "job/job_queue.h"

#include <QElapsedTimer>
#include <QTimer>
#include <QtQml/qqmlregistration.h>

#include <atomic>
#include <memory>

namespace crossyard::gui {

class JobModel : public ListModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("App.jobs is the one")
    Q_PROPERTY(int count READ count NOTIFY changed)
    Q_PROPERTY(int active READ active NOTIFY changed)
    Q_PROPERTY(qint64 current READ current WRITE setCurrent NOTIFY currentChanged)
    Q_PROPERTY(QVariantMap latest READ latest NOTIFY changed)
    Q_PROPERTY(QVariantMap shown READ shown NOTIFY changed)
    Q_PROPERTY(QVariantList units READ units NOTIFY changed)
    Q_PROPERTY(crossyard::gui::LogModel *log READ log CONSTANT)
    Q_PROPERTY(crossyard::gui::DiagnosticModel *diagnostics READ diagnostics CONSTANT)

public:
    explicit JobModel(const fs::path &store, QObject *parent = nullptr);
    const std::vector<job::JobInfo> &rows() const { return m_list.rows; }
    ~JobModel() override;

    int count() const { return rowCount(); }
    int active() const;
    qint64 current() const { return m_current; }
    void setCurrent(qint64 id);
    /// The job that the strip shows: what runs, else what ended last. Empty without any.
    QVariantMap latest() const;
    /// The one whose log is shown.
    QVariantMap shown() const;
    /// Its activities, as rows of {id, title, state, depth, elapsed}.
    QVariantList units() const;
    LogModel *log() { return &m_log; }
    DiagnosticModel *diagnostics() { return &m_diagnostics; }

    const job::JobQueue &queue() const { return *m_queue; }

    qint64 start(job::JobRequest request);
    Q_INVOKABLE void cancel(qint64 id);
    Q_INVOKABLE void cancelRunning();
    Q_INVOKABLE void cancelAll();
    /// The plan, the command lines and the environment of a job, as text.
    Q_INVOKABLE QString detail(qint64 id, const QString &what) const;
    std::string again(qint64 id) const;
    /// What `shown` has, of any job; empty where there is none of this number.
    QVariantMap about(qint64 id) const;
    Q_INVOKABLE bool canRunAgain(qint64 id) const { return !again(id).empty(); }

Q_SIGNALS:
    void changed();
    void currentChanged();
    void ended(qint64 id, const QString &title, const QString &state);

private:
    const Rows &list() const override { return m_list; }

    RowList<job::JobInfo> m_list;
    void update();
    void showLog();
    QVariantMap describe(const job::JobInfo &info) const;

    std::unique_ptr<job::JobHistory> m_history;
    std::unique_ptr<job::JobQueue> m_queue;
    std::atomic<bool> m_dirty = false;
    QTimer m_timer;
    QElapsedTimer m_looked; // at other processes' jobs
    qint64 m_current = 0;
    LogModel m_log;
    DiagnosticModel m_diagnostics;
    QMap<qint64, bool> m_wasActive;
    mutable QMap<qint64, std::optional<job::Cause>> m_causes; // of those that failed
};

} // namespace crossyard::gui
