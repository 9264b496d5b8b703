// SPDX-License-Identifier: MIT OR Apache-2.0
// A problem or a remark, with its hint.
import QtQuick
import QtQuick.Layouts
import Crossyard

RowLayout {
    id: notice
    required property string kind
    required property string text
    property string hint
    visible: notice.text.length > 0
    spacing: Theme.unit
    StateMark {
        kind: notice.kind
        Layout.alignment: Qt.AlignTop
    }
    ColumnLayout {
        spacing: 2
        BodyText {
            text: notice.text
            wrapMode: Text.Wrap
            Layout.fillWidth: true
        }
        BodyText {
            visible: notice.hint.length > 0
            text: notice.hint
            color: Theme.faint
            wrapMode: Text.Wrap
            Layout.fillWidth: true
        }
    }
}
