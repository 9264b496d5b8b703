// SPDX-License-Identifier: MIT OR Apache-2.0
// The lines of one job as rows, taken over in batches, so that no output is too fast for the window; filtered by level
// and searched. Text stays in the job's log: a row is read when it is shown.
#pragma once

#include "job/job_log.h"

#include <QAbstractListModel>
#include <QTimer>
#include <QtQml/qqmlregistration.h>

#include <memory>

namespace crossyard::gui {

class LogModel : public QAbstractListModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("App.jobs.log is the one")
    Q_PROPERTY(int count READ count NOTIFY countChanged)
    Q_PROPERTY(bool onlyProblems READ onlyProblems WRITE setOnlyProblems NOTIFY filterChanged)
    /// The activity whose lines are shown; 0: all.
    Q_PROPERTY(qint64 onlyActivity READ onlyActivity WRITE setOnlyActivity NOTIFY filterChanged)
    /// Colours of the terminal's palette: black, red, green, yellow, blue, magenta, cyan, white.
    Q_PROPERTY(QStringList palette READ palette WRITE setPalette NOTIFY paletteChanged)

public:
    enum Role { Text = Qt::UserRole, Html, Level, Line };

    explicit LogModel(QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

    void show(std::shared_ptr<const job::JobLog> log);
    /// Takes over what the log has got since.
    void catchUp();
    int count() const { return m_count; }
    bool onlyProblems() const { return m_onlyProblems; }
    void setOnlyProblems(bool only);
    qint64 onlyActivity() const { return static_cast<qint64>(m_onlyActivity); }
    void setOnlyActivity(qint64 activity);
    QStringList palette() const { return m_palette; }
    void setPalette(const QStringList &palette);

    /// The next row with the text, from a row on (exclusively), or -1.
    Q_INVOKABLE int find(const QString &text, int from, bool forward) const;
    /// The row that shows a line of the log, or -1 where the filter hides it.
    Q_INVOKABLE int rowOf(qint64 line) const;
    /// The rows' text, without colours.
    Q_INVOKABLE QString textOf(int first, int last) const;
    /// Writes the whole log to a file; gives an error in words, or nothing.
    Q_INVOKABLE QString save(const QUrl &file) const;

Q_SIGNALS:
    void countChanged();
    void filterChanged();
    void paletteChanged();

private:
    std::size_t lineOf(int row) const;
    bool filtered() const { return m_onlyProblems || m_onlyActivity != 0; }
    bool passes(std::size_t line) const;
    void filterAnew();

    std::shared_ptr<const job::JobLog> m_log;
    int m_count = 0;
    bool m_onlyProblems = false;
    activity::Id m_onlyActivity = 0;
    std::vector<std::size_t> m_lines; // that pass, where filtered
    std::size_t m_seen = 0;           // lines that were looked at for the filter
    QStringList m_palette;
};

} // namespace crossyard::gui
