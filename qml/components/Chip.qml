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
    implicitWidth: row.implicitWidth + 16
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
                anchors.verticalCenter: parent.verticalCenter
                visible: name.length > 0
                name: chip.iconName || (chip.on && !chip.oneOf ? "ok" : "")
                size: 12
                color: chip.on ? Theme.accent : Theme.faint
            }
            Text {
                anchors.verticalCenter: parent.verticalCenter
                visible: text.length > 0
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
