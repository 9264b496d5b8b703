// SPDX-License-Identifier: MIT OR Apache-2.0
// One value of a facet: a check mark, its name, how many are left with it.
import QtQuick
import QtQuick.Controls.Basic
import Crossyard

AbstractButton {
    id: choice
    required property string title
    property string note // stands behind; or the number of what is left
    property int count: -1
    checkable: false
    signal flipped
    implicitHeight: 24
    hoverEnabled: true
    focusPolicy: Qt.TabFocus
    Accessible.role: Accessible.CheckBox
    Accessible.name: choice.title + (choice.count >= 0 ? ", " + choice.count : "")
    Accessible.checked: choice.checked
    onClicked: choice.flipped()
    Keys.onReturnPressed: choice.flipped()

    background: Rectangle {
        radius: 3
        color: choice.hovered ? Theme.hover : "transparent"
        border.width: choice.visualFocus ? 2 : 0
        border.color: Theme.accent
    }
    contentItem: Item {
        Rectangle {
            id: box
            width: 14
            height: 14
            radius: 2
            anchors { left: parent.left; leftMargin: 4; verticalCenter: parent.verticalCenter }
            color: choice.checked ? Theme.accentFill : Theme.field
            border.color: choice.checked ? Theme.accentFill : Theme.fieldLine
            opacity: choice.enabled ? 1 : 0.5
            Icon {
                anchors.centerIn: parent
                size: 12
                name: "ok"
                color: Theme.accentText
                visible: choice.checked
            }
        }
        BodyText {
            text: choice.title
            color: choice.enabled ? Theme.text : Theme.faint
            anchors { left: box.right; leftMargin: 8; right: number.left; rightMargin: 4; verticalCenter: parent.verticalCenter }
        }
        SmallText {
            id: number
            text: choice.count >= 0 ? choice.count : choice.note
            width: choice.count >= 0 ? implicitWidth : Math.min(implicitWidth, choice.width * 0.5)
            horizontalAlignment: Text.AlignRight
            anchors { right: parent.right; rightMargin: 4; verticalCenter: parent.verticalCenter }
        }
    }
}
