// SPDX-License-Identifier: MIT OR Apache-2.0
// Text of the second size: what stands behind the first.
import QtQuick
import Crossyard

Text {
    color: Theme.faint
    font.pixelSize: Theme.small
    elide: Text.ElideRight
    textFormat: Text.PlainText
}
