// SPDX-License-Identifier: MIT OR Apache-2.0
// A tooltip in the theme's colours.
import QtQuick
import QtQuick.Controls.Basic
import Crossyard

ToolTip {
    id: tip
    property bool wanted: false
    visible: tip.wanted && tip.text.length > 0
    delay: 500
    padding: Theme.unit
    contentItem: Text {
        text: tip.text
        color: Theme.text
        font.pixelSize: Theme.small
        wrapMode: Text.Wrap
        textFormat: Text.PlainText
    }
    background: Rectangle {
        color: Theme.raised
        border.color: Theme.line
        radius: 4
    }
}
