// SPDX-License-Identifier: MIT OR Apache-2.0
// A crate in the picture of the stages: its name, what is asked of it, and whether it stands for another one.
import QtQuick
import Crossyard

Rectangle {
    id: node
    required property var crate
    property bool chosen: false
    property bool focused: false
    width: node.crate.width ?? 0
    height: node.crate.height ?? 0
    radius: 4
    color: node.chosen ? Theme.chosen : Theme.raised
    border.width: node.chosen ? 2 : 1
    border.color: node.chosen && node.focused ? Theme.accent : node.crate.patched ? Theme.warning : node.chosen ? Theme.accent : node.crate.faint ? Theme.line : Theme.fieldLine
    Accessible.role: Accessible.ListItem
    Accessible.name: [node.crate.name, node.crate.detail].filter(part => part).join(", ")
    Accessible.selected: node.chosen

    // What is one's own is told by its edge.
    Rectangle {
        visible: node.crate.kind !== "library" || node.crate.patched === true
        width: 4
        radius: 2
        anchors { left: parent.left; top: parent.top; bottom: parent.bottom; margins: 3 }
        color: node.crate.patched ? Theme.warning : Theme.accent
    }
    Column {
        anchors { left: parent.left; leftMargin: 14; right: parent.right; rightMargin: 8; verticalCenter: parent.verticalCenter }
        Row {
            width: parent.width
            spacing: 6
            FixedText {
                id: title
                width: Math.min(implicitWidth, parent.width - (more.visible ? more.width + 6 : 0))
                text: node.crate.name ?? ""
                color: node.crate.faint ? Theme.faint : Theme.text
                font.weight: node.chosen ? Font.DemiBold : Font.Normal
            }
            SmallText {
                id: more
                visible: (node.crate.brings ?? 0) > 0
                anchors.baseline: title.baseline
                text: "+" + node.crate.brings
            }
        }
        SmallText {
            visible: text.length > 0
            width: parent.width
            text: node.crate.detail ?? ""
        }
    }
}
