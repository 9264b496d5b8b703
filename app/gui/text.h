// SPDX-License-Identifier: MIT OR Apache-2.0
// Where core's UTF-8 meets Qt's text, and numbers become words for the window.
#pragma once

#include "base/error.h"
#include "base/paths.h"

#include <QString>
#include <QStringList>
#include <QVariantMap>

namespace crossyard::gui {

inline QString toQt(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}
/// A path as it is shown.
inline QString pathText(const fs::path &path)
{
    return toQt(toUtf8(path));
}
inline std::string toStd(const QString &text)
{
    return text.toStdString();
}
inline fs::path toPath(const QString &text)
{
    return fromUtf8(text.toStdString());
}
QStringList toQt(const std::vector<std::string> &list);

/// "58.1 MB"; empty for nothing.
QString sizeText(std::uintmax_t bytes);
/// "0:21", "1:02:03".
QString durationText(qint64 milliseconds);
/// "just now", "5 min ago", "3 h ago", "2 days ago"; `then` in seconds since 1970.
/// The word for a state that core names: "running", "missing", "stored", ...
QString stateWord(const QString &state);
QString agoText(qint64 then);
/// The message with its place; the hint stands by itself.
QString messageOf(const Error &error);
/// Text in columns, for a fixed-width face: a line of more than so many letters goes on below the column that its words
/// begin in.
QString hungText(const QString &text, int columns);
/// A place for an editor: {line, column}, both from 1, columns in the letters of `text` rather than in bytes.
QVariantMap placeMap(const Place &place, const QString &text);
/// A problem for an editor: {line, column, kind, message}.
QVariantMap problemMap(const Error &error, const QString &text);

} // namespace crossyard::gui
