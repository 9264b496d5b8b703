// SPDX-License-Identifier: MIT OR Apache-2.0
// What an empty page is for, and its one action.
import QtQuick
import QtQuick.Layouts
import Crossyard

ColumnLayout {
    id: empty
    required property string iconName
    required property string title
    property string text
    property string action
    signal acted

    spacing: Theme.unit
    width: Math.min(parent ? parent.width - 64 : 400, 440)
    Icon {
        name: empty.iconName
        size: 32
        color: Theme.faint
        Layout.alignment: Qt.AlignHCenter
    }
    BodyText {
        text: empty.title
        font.weight: Font.DemiBold
        Layout.alignment: Qt.AlignHCenter
    }
    BodyText {
        visible: empty.text.length > 0
        text: empty.text
        color: Theme.faint
        wrapMode: Text.Wrap
        horizontalAlignment: Text.AlignHCenter
        Layout.fillWidth: true
    }
    ActionButton {
        visible: empty.action.length > 0
        text: empty.action
        primary: true
        Layout.alignment: Qt.AlignHCenter
        Layout.topMargin: Theme.unit
        onClicked: empty.acted()
    }
}
