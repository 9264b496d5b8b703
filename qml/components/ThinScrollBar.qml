// SPDX-License-Identifier: MIT OR Apache-2.0
// A scroll bar that takes no room from the text.
import QtQuick
import QtQuick.Controls.Basic
import Crossyard

ScrollBar {
    id: bar
    padding: 2
    minimumSize: 0.05
    contentItem: Rectangle {
        implicitWidth: 6
        implicitHeight: 6
        radius: 3
        color: Theme.fieldLine
        opacity: bar.active || bar.hovered ? 0.9 : 0.45
        visible: bar.size < 1
    }
}
