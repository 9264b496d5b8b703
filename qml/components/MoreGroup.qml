// SPDX-License-Identifier: MIT OR Apache-2.0
// Options that are rarely used, folded away; while they are, it is said what of them is set.
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Crossyard

ColumnLayout {
    id: group
    property string title: qsTr("More")
    property string summary // what is set
    property bool open: false
    default property alias content: holder.data
    spacing: Theme.unit

    AbstractButton {
        id: head
        objectName: group.objectName + "-head"
        implicitHeight: 28
        hoverEnabled: true
        focusPolicy: Qt.TabFocus
        Layout.fillWidth: true
        Layout.leftMargin: -4
        Accessible.role: Accessible.Button
        Accessible.name: group.title
        Accessible.description: group.summary
        Accessible.checkable: true
        Accessible.checked: group.open
        onClicked: group.open = !group.open
        Keys.onReturnPressed: head.click()
        background: Rectangle {
            radius: 4
            color: head.hovered ? Theme.hover : "transparent"
            border.width: head.visualFocus ? 2 : 0
            border.color: Theme.accent
        }
        contentItem: Item {
            Icon {
                id: arrow
                name: group.open ? "down" : "right"
                color: Theme.faint
                anchors { left: parent.left; leftMargin: 3; verticalCenter: parent.verticalCenter }
            }
            BodyText {
                id: title
                text: group.title
                anchors { left: arrow.right; leftMargin: 7; verticalCenter: parent.verticalCenter }
            }
            SmallText {
                visible: !group.open
                text: group.summary
                anchors { left: title.right; leftMargin: 12; right: parent.right; rightMargin: 4; verticalCenter: parent.verticalCenter }
            }
        }
    }
    ColumnLayout {
        id: holder
        visible: group.open
        spacing: Theme.unit
        Layout.fillWidth: true
        Layout.leftMargin: 22
    }
}
