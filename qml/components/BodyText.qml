// SPDX-License-Identifier: MIT OR Apache-2.0
// Text of the first size.
import QtQuick
import Crossyard

Text {
    color: Theme.text
    font.pixelSize: Theme.body
    elide: Text.ElideRight
    textFormat: Text.PlainText
}
