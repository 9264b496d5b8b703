// SPDX-License-Identifier: MIT OR Apache-2.0
// Something that the user should know of the configuration, with its place.
import QtQuick
import QtQuick.Layouts
import Crossyard

RowLayout {
    id: row
    required property var finding // {kind, text, hint, place, file, line, column}
    spacing: Theme.unit
    StateMark {
        kind: row.finding.kind
        Layout.alignment: Qt.AlignTop
    }
    ColumnLayout {
        spacing: 2
        BodyText {
            text: row.finding.text
            wrapMode: Text.Wrap
            Layout.fillWidth: true
        }
        SmallText {
            visible: text.length > 0
            text: row.finding.place
            font.family: Theme.fixed
            elide: Text.ElideMiddle
            Layout.fillWidth: true
        }
        BodyText {
            visible: text.length > 0
            text: row.finding.hint
            color: Theme.faint
            wrapMode: Text.Wrap
            Layout.fillWidth: true
        }
    }
    ActionButton {
        visible: row.finding.file.length > 0
        quiet: true
        iconName: "edit"
        tip: qsTr("Show the place in the editor")
        Layout.alignment: Qt.AlignTop
        onClicked: App.openInEditor(row.finding.file, row.finding.line, row.finding.column)
    }
}
