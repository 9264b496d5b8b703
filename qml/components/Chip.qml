// SPDX-License-Identifier: MIT OR Apache-2.0
// A choice that is on or off, in a row of others.
import QtQuick
import QtQuick.Controls.Basic
import Crossyard

AbstractButton {
    id: chip
    property bool on: false
    property bool oneOf: false // of several, one of which is on
    property string tip
    property string iconName

    implicitHeight: 24
    readonly property real beside: mark.visible ? mark.width + 4 : 0
    implicitWidth: (label.visible ? label.implicitWidth : -4) + chip.beside + 16
    opacity: chip.enabled ? 1 : 0.5
    hoverEnabled: true
    focusPolicy: Qt.StrongFocus
    Accessible.role: chip.oneOf ? Accessible.RadioButton : Accessible.CheckBox
    Accessible.name: chip.text || chip.tip
    Accessible.description: chip.tip
    Accessible.checked: chip.on
    Keys.onReturnPressed: chip.click()

    Tip {
        text: chip.tip
        wanted: chip.hovered && chip.tip.length > 0
    }
    contentItem: Item {
        Row {
            id: row
            anchors.centerIn: parent
            spacing: 4
            Icon {
                id: mark
                anchors.verticalCenter: parent.verticalCenter
                visible: name.length > 0
                name: chip.iconName || (chip.on && !chip.oneOf ? "ok" : "")
                size: 12
                color: chip.on ? Theme.accent : Theme.faint
            }
            Text {
                id: label
                anchors.verticalCenter: parent.verticalCenter
                visible: text.length > 0
                width: Math.min(implicitWidth, chip.width - chip.beside - 16)
                elide: Text.ElideRight
                text: chip.text
                color: chip.on ? Theme.text : Theme.faint
                font.pixelSize: Theme.small
                textFormat: Text.PlainText
            }
        }
    }
    background: Rectangle {
        radius: height / 2
        color: chip.on ? Theme.chosen : chip.hovered ? Theme.hover : "transparent"
        border.width: chip.visualFocus ? 2 : 1
        border.color: chip.visualFocus || chip.on ? Theme.accent : Theme.fieldLine
    }
}
