// SPDX-License-Identifier: MIT OR Apache-2.0
// A picture of the command line's, drawn: Qt's painter is the window's, not the engine's.
#pragma once

#include <QString>

namespace crossyard::gui {

/// Draws an SVG file into a PNG file, smaller where it would be larger than a picture may be (a note says so). Gives
/// what went wrong, or nothing.
QString draw(const QString &svg, const QString &png);

} // namespace crossyard::gui
