// SPDX-License-Identifier: MIT OR Apache-2.0
#include "log_model.h"

#include "ansi_html.h"
#include "process/ansi.h"
#include "text.h"

#include <QUrl>

#include <algorithm>

namespace crossyard::gui {

namespace {

// What of one line is shown: a row of some million letters would stop the window, and nobody reads it.
constexpr std::size_t shownBytes = 4000;

QString levelName(job::LineLevel level)
{
    switch (level) {
    case job::LineLevel::Error:
        return QStringLiteral("error");
    case job::LineLevel::Warning:
        return QStringLiteral("warning");
    default:
        return {};
    }
}

} // namespace

LogModel::LogModel(QObject *parent) : QAbstractListModel(parent) {}

int LogModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_count;
}

std::size_t LogModel::lineOf(int row) const
{
    return filtered() ? m_lines[static_cast<std::size_t>(row)] : static_cast<std::size_t>(row);
}

QVariant LogModel::data(const QModelIndex &index, int role) const
{
    if (!m_log || !checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const auto line = lineOf(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case Text:
        return toQt(process::stripAnsi(m_log->shownLine(line, shownBytes)));
    case Html:
        return ansiToHtml(toQt(m_log->shownLine(line, shownBytes)), m_palette);
    case Level:
        return levelName(m_log->level(line));
    case Line:
        return static_cast<qulonglong>(line);
    default:
        return {};
    }
}

QHash<int, QByteArray> LogModel::roleNames() const
{
    return {{Text, "text"}, {Html, "html"}, {Level, "level"}, {Line, "line"}};
}

bool LogModel::passes(std::size_t line) const
{
    return (!m_onlyProblems || m_log->level(line) >= job::LineLevel::Warning) &&
           (m_onlyActivity == 0 || m_log->activityOf(line) == m_onlyActivity);
}

void LogModel::show(std::shared_ptr<const job::JobLog> log)
{
    if (log == m_log)
        return;
    m_log = std::move(log);
    m_onlyActivity = 0;
    filterAnew();
}

void LogModel::filterAnew()
{
    beginResetModel();
    m_count = 0;
    m_seen = 0;
    m_lines.clear();
    endResetModel();
    catchUp();
    Q_EMIT filterChanged();
    Q_EMIT countChanged();
}

void LogModel::catchUp()
{
    if (!m_log)
        return;
    std::size_t rows = m_log->count();
    std::vector<std::size_t> found;
    if (filtered()) {
        for (const std::size_t lines = rows; m_seen < lines; ++m_seen) {
            if (passes(m_seen))
                found.push_back(m_seen);
        }
        rows = m_lines.size() + found.size();
    }
    if (rows == static_cast<std::size_t>(m_count))
        return;
    beginInsertRows({}, m_count, static_cast<int>(rows) - 1);
    m_lines.insert(m_lines.end(), found.begin(), found.end());
    m_count = static_cast<int>(rows);
    endInsertRows();
    Q_EMIT countChanged();
}

void LogModel::setOnlyProblems(bool only)
{
    if (only == m_onlyProblems)
        return;
    m_onlyProblems = only;
    filterAnew();
}

void LogModel::setOnlyActivity(qint64 activity)
{
    if (activity == onlyActivity())
        return;
    m_onlyActivity = static_cast<activity::Id>(activity);
    filterAnew();
}

int LogModel::rowOf(qint64 line) const
{
    const auto wanted = static_cast<std::size_t>(line);
    if (!filtered())
        return line >= 0 && line < m_count ? static_cast<int>(line) : -1;
    const auto it = std::ranges::lower_bound(m_lines, wanted);
    return it != m_lines.end() && *it == wanted ? static_cast<int>(it - m_lines.begin()) : -1;
}

void LogModel::setPalette(const QStringList &palette)
{
    if (palette == m_palette)
        return;
    m_palette = palette;
    if (m_count > 0)
        Q_EMIT dataChanged(index(0), index(m_count - 1), {Html});
    Q_EMIT paletteChanged();
}

int LogModel::find(const QString &text, int from, bool forward) const
{
    if (!m_log || text.isEmpty() || m_count == 0)
        return -1;
    const std::string wanted = toStd(text);
    for (int step = 1; step <= m_count; ++step) {
        const int row = ((from + (forward ? step : -step)) % m_count + m_count) % m_count;
        if (!filtered()) {
            // Not filtered: the log itself searches, from here to its end, then from its other end.
            auto hit = m_log->find(wanted, static_cast<std::size_t>(row), forward, false);
            if (!hit)
                hit = m_log->find(wanted, forward ? 0 : static_cast<std::size_t>(m_count - 1), forward, false);
            return hit ? static_cast<int>(*hit) : -1;
        }
        if (toQt(process::stripAnsi(m_log->line(lineOf(row)))).contains(text, Qt::CaseInsensitive))
            return row;
    }
    return -1;
}

QString LogModel::textOf(int first, int last) const
{
    QString all;
    for (int row = std::max(first, 0); m_log && row <= std::min(last, m_count - 1); ++row)
        all += toQt(process::stripAnsi(m_log->line(lineOf(row)))) + QLatin1Char('\n');
    return all;
}

QString LogModel::save(const QUrl &file) const
{
    if (!m_log)
        return {};
    const auto saved = m_log->save(toPath(file.toLocalFile()), false);
    return saved ? QString() : messageOf(saved.error());
}

} // namespace crossyard::gui
