// SPDX-License-Identifier: MIT OR Apache-2.0
#include "text.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <algorithm>
#include <array>

namespace crossyard::gui {

QStringList toQt(const std::vector<std::string> &list)
{
    QStringList texts;
    for (const auto &text : list)
        texts << toQt(text);
    return texts;
}

QString sizeText(std::uintmax_t bytes)
{
    return bytes == 0 ? QString()
                      : QLocale().formattedDataSize(static_cast<qint64>(bytes), 1, QLocale::DataSizeSIFormat);
}

QString durationText(qint64 milliseconds)
{
    const qint64 seconds = milliseconds / 1000;
    const auto two = [](qint64 number) { return QStringLiteral("%1").arg(number, 2, 10, QLatin1Char('0')); };
    if (seconds >= 3600)
        return QStringLiteral("%1:%2:%3")
            .arg(QString::number(seconds / 3600), two(seconds / 60 % 60), two(seconds % 60));
    return QStringLiteral("%1:%2").arg(QString::number(seconds / 60), two(seconds % 60));
}

QString agoText(qint64 then)
{
    if (then <= 0)
        return QCoreApplication::translate("Time", "never");
    const qint64 seconds = QDateTime::currentSecsSinceEpoch() - then;
    if (seconds < 90)
        return QCoreApplication::translate("Time", "just now");
    if (seconds < 5400)
        return QCoreApplication::translate("Time", "%1 min ago").arg(seconds / 60);
    if (seconds < 129600)
        return QCoreApplication::translate("Time", "%1 h ago").arg(seconds / 3600);
    if (seconds < 172800)
        return QCoreApplication::translate("Time", "yesterday");
    return QCoreApplication::translate("Time", "%1 days ago").arg(seconds / 86400);
}

QString stateWord(const QString &state)
{
    static constexpr std::array words{
        QT_TRANSLATE_NOOP("State", "queued"),      QT_TRANSLATE_NOOP("State", "running"),
        QT_TRANSLATE_NOOP("State", "waiting"),     QT_TRANSLATE_NOOP("State", "done"),
        QT_TRANSLATE_NOOP("State", "failed"),      QT_TRANSLATE_NOOP("State", "cancelled"),
        QT_TRANSLATE_NOOP("State", "interrupted"), QT_TRANSLATE_NOOP("State", "stored"),
        QT_TRANSLATE_NOOP("State", "present"),     QT_TRANSLATE_NOOP("State", "missing"),
        QT_TRANSLATE_NOOP("State", "broken"),      QT_TRANSLATE_NOOP("State", "optional"),
        QT_TRANSLATE_NOOP("State", "warning"),     QT_TRANSLATE_NOOP("State", "ready"),
        QT_TRANSLATE_NOOP("State", "built"),       QT_TRANSLATE_NOOP("State", "reused"),
        QT_TRANSLATE_NOOP("State", "blocked"),     QT_TRANSLATE_NOOP("State", "not begun"),
        QT_TRANSLATE_NOOP("State", "build"),       QT_TRANSLATE_NOOP("State", "unused"),
        QT_TRANSLATE_NOOP("State", "not needed"),  QT_TRANSLATE_NOOP("State", "replayed"),
        QT_TRANSLATE_NOOP("State", "fetch"),       QT_TRANSLATE_NOOP("State", "here"),
        QT_TRANSLATE_NOOP("State", "left out"),    QT_TRANSLATE_NOOP("State", "found"),
        QT_TRANSLATE_NOOP("State", "too old"),     QT_TRANSLATE_NOOP("State", "too new"),
        QT_TRANSLATE_NOOP("State", "bundled"),     QT_TRANSLATE_NOOP("State", "passed"),
        QT_TRANSLATE_NOOP("State", "ignored")};
    const auto name = toStd(state);
    const auto it = std::ranges::find_if(words, [&](const char *word) { return name == word; });
    return it == words.end() ? state : QCoreApplication::translate("State", *it);
}

QString messageOf(const Error &error)
{
    QString text = toQt(error.message);
    if (!text.isEmpty())
        text[0] = text[0].toUpper();
    return error.place ? text + QStringLiteral(" (") + toQt(describe(*error.place)) + QLatin1Char(')') : text;
}

namespace {

// Where the words of a line begin: after what stands before two spaces, else after its indentation.
qsizetype wordsColumn(const QString &line)
{
    qsizetype indent = 0;
    while (indent < line.size() && line[indent] == QLatin1Char(' '))
        ++indent;
    qsizetype gap = line.indexOf(QStringLiteral("  "), indent);
    if (gap < 0 || line.lastIndexOf(QLatin1Char(' '), gap - 1) >= indent)
        return indent; // no column, or a sentence
    while (gap < line.size() && line[gap] == QLatin1Char(' '))
        ++gap;
    return gap;
}

} // namespace

QString hungText(const QString &text, int columns)
{
    QStringList lines;
    for (QString line : text.split(QLatin1Char('\n'))) {
        const qsizetype column = wordsColumn(line);
        if (column + 16 > columns) { // there is no room to hang anything
            lines << line;
            continue;
        }
        while (line.size() > columns) {
            qsizetype cut = line.lastIndexOf(QLatin1Char(' '), columns);
            const bool whole = cut <= column; // a word as long as the line
            if (whole)
                cut = columns;
            lines << line.left(cut);
            line = QString(column, QLatin1Char(' ')) + line.mid(whole ? cut : cut + 1);
        }
        lines << line;
    }
    return lines.join(QLatin1Char('\n'));
}

QVariantMap placeMap(const Place &place, const QString &text)
{
    const auto line = text.section(QLatin1Char('\n'), place.line - 1, place.line - 1).toUtf8();
    const auto column =
        QString::fromUtf8(line.first(qBound(0, place.column - 1, static_cast<int>(line.size())))).size() + 1;
    return {{QStringLiteral("line"), place.line}, {QStringLiteral("column"), static_cast<int>(column)}};
}

QVariantMap problemMap(const Error &error, const QString &text)
{
    auto map = placeMap(error.place.value_or(Place{}), text);
    map.insert(QStringLiteral("kind"), QStringLiteral("failed"));
    map.insert(QStringLiteral("message"), toQt(error.message));
    return map;
}

} // namespace crossyard::gui
