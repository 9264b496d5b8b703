// SPDX-License-Identifier: MIT OR Apache-2.0
// What a build script said, as it lies in a directory or will lie there.
import QtQuick
import QtQuick.Layouts
import Crossyard

RowLayout {
    id: record
    required property string kind
    required property string name
    required property string text
    spacing: Theme.unit
    StateMark {
        kind: record.kind
        Layout.alignment: Qt.AlignTop
    }
    FixedText {
        text: record.name
        Layout.fillWidth: true
        Layout.maximumWidth: Math.ceil(implicitWidth) + 1
        Layout.alignment: Qt.AlignTop
    }
    SmallText {
        text: record.text
        wrapMode: Text.Wrap
        Layout.fillWidth: true
        Layout.minimumWidth: 120
        Layout.preferredWidth: 120 // the name comes first
        Layout.alignment: Qt.AlignTop
        Layout.topMargin: 2
    }
}
