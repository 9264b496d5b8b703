// SPDX-License-Identifier: MIT OR Apache-2.0
// One setting: what it is at the left, how it is set at the right.
import QtQuick
import QtQuick.Layouts
import Crossyard

RowLayout {
    id: row
    required property string label
    property string help
    spacing: 16
    Layout.fillWidth: true
    ColumnLayout {
        spacing: 2
        Layout.preferredWidth: 240
        Layout.maximumWidth: 240
        Layout.alignment: Qt.AlignTop
        Layout.topMargin: 8
        BodyText {
            text: row.label
            wrapMode: Text.Wrap
            Layout.fillWidth: true
        }
        SmallText {
            visible: text.length > 0
            text: row.help
            wrapMode: Text.Wrap
            Layout.fillWidth: true
        }
    }
}
