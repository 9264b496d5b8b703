// SPDX-License-Identifier: MIT OR Apache-2.0
// The frame of a row: what is current, what the pointer is over, and the focus.
import QtQuick
import Crossyard

Rectangle {
    id: row
    property bool current: false
    property bool focused: false
    signal chosen
    signal opened

    implicitHeight: Theme.row
    color: row.current ? Theme.chosen : hover.hovered ? Theme.hover : "transparent"
    Accessible.role: Accessible.ListItem
    Accessible.selected: row.current
    Accessible.onPressAction: row.chosen()

    Rectangle {
        width: 3
        height: parent.height
        color: Theme.accent
        visible: row.current && row.focused
    }
    HoverHandler {
        id: hover
    }
    TapHandler {
        onTapped: row.chosen()
        onDoubleTapped: row.opened()
    }
}
