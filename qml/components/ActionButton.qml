// SPDX-License-Identifier: MIT OR Apache-2.0
// A button: the primary one of a page is filled with the accent, all others are quiet.
import QtQuick
import QtQuick.Controls.Basic
import Crossyard

AbstractButton {
    id: button
    property bool primary: false
    property bool quiet: false // no outline: in rows and bars
    property string iconName
    property string tip
    readonly property color ink: button.primary ? Theme.accentText : Theme.text

    implicitHeight: Theme.row
    implicitWidth: row.implicitWidth + 2 * (button.text ? 12 : 8)
    opacity: button.enabled ? 1 : 0.5
    hoverEnabled: true
    focusPolicy: Qt.StrongFocus
    Accessible.role: Accessible.Button
    Accessible.name: button.text || button.tip
    Accessible.description: button.tip
    Keys.onReturnPressed: button.click()
    Keys.onEnterPressed: button.click()

    Tip {
        text: button.tip
        wanted: button.hovered && button.tip.length > 0
    }

    contentItem: Item {
        implicitWidth: row.implicitWidth
        Row {
            id: row
            anchors.centerIn: parent
            spacing: 6
            Icon {
                anchors.verticalCenter: parent.verticalCenter
                visible: button.iconName.length > 0
                name: button.iconName
                color: button.ink
            }
            Text {
                anchors.verticalCenter: parent.verticalCenter
                visible: text.length > 0
                text: button.text
                color: button.ink
                font.pixelSize: Theme.body
                font.weight: button.primary ? Font.DemiBold : Font.Normal
                textFormat: Text.PlainText
            }
        }
    }
    background: Rectangle {
        radius: 4
        color: button.primary ? (button.down ? Qt.darker(Theme.accentFill, 1.15) : Theme.accentFill)
                              : button.down || button.hovered ? Theme.hover : "transparent"
        border.width: button.visualFocus ? 2 : button.primary || button.quiet ? 0 : 1
        border.color: button.visualFocus ? (button.primary ? Theme.text : Theme.accent) : Theme.fieldLine
    }
}
