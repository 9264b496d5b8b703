// SPDX-License-Identifier: MIT OR Apache-2.0
// A line with ANSI colours as the small HTML that Qt Quick's styled text understands.
#pragma once

#include <QString>
#include <QStringList>

namespace crossyard::gui {

/// `palette`: eight colours; other sequences than colours and weight are dropped.
QString ansiToHtml(const QString &line, const QStringList &palette);

} // namespace crossyard::gui
