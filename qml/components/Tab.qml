// SPDX-License-Identifier: MIT OR Apache-2.0
// One of several views of the same thing.
import QtQuick
import Crossyard

ActionButton {
    id: tab
    required property string title
    property bool current: false
    signal chosen
    quiet: true
    text: tab.title
    opacity: tab.current ? 1 : 0.7
    Accessible.role: Accessible.PageTab
    Accessible.selected: tab.current
    onClicked: tab.chosen()
    Rectangle {
        visible: tab.current
        x: 8
        width: parent.width - 16
        height: 2
        anchors.bottom: parent.bottom
        color: Theme.accent
    }
}
