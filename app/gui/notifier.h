// SPDX-License-Identifier: MIT OR Apache-2.0
// Tells that something ended to those who look elsewhere: the desktop's notification where there is one, and the task
// bar's mark.
#pragma once

#include <QString>

class QWindow;

namespace crossyard::gui {

/// Nothing where the window is in front.
void notify(QWindow *window, const QString &title, const QString &text);

} // namespace crossyard::gui
