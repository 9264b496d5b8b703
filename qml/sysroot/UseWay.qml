// SPDX-License-Identifier: MIT OR Apache-2.0
// One way to use a sysroot: text to copy, or a difference to be written, or why it cannot be.
import QtQuick
import QtQuick.Layouts
import Crossyard

ColumnLayout {
    id: way
    required property string title
    property string text
    property string difference
    property string problem
    property var remarks: []
    property string action
    property string actionName
    signal acted
    spacing: 4
    Layout.fillWidth: true

    RowLayout {
        spacing: Theme.unit
        BodyText {
            text: way.title
            wrapMode: Text.Wrap
            Layout.fillWidth: true
        }
        ActionButton {
            visible: way.text.length > 0
            quiet: true
            iconName: "copy"
            tip: qsTr("Copy this")
            implicitHeight: 28
            onClicked: App.copy(way.text)
        }
        ActionButton {
            objectName: way.actionName
            visible: way.action.length > 0
            text: way.action
            implicitHeight: 28
            onClicked: way.acted()
        }
    }
    Text {
        visible: way.text.length > 0
        text: way.text
        color: Theme.faint
        font.family: Theme.fixed
        font.pixelSize: Theme.small
        wrapMode: Text.WrapAnywhere
        textFormat: Text.PlainText
        Layout.fillWidth: true
    }
    Notice {
        kind: "warning"
        text: way.problem
        Layout.fillWidth: true
    }
    Diff {
        visible: text.length > 0
        text: way.difference
        Layout.fillWidth: true
    }
    Repeater {
        model: way.remarks
        delegate: Notice {
            required property string modelData
            kind: "warning"
            text: modelData
            Layout.fillWidth: true
        }
    }
}
