// SPDX-License-Identifier: MIT OR Apache-2.0
// A folder that can be chosen, or none.
import QtQuick
import QtQuick.Dialogs
import QtQuick.Layouts
import Crossyard

RowLayout {
    id: line
    required property string path
    required property string label // what it is, for the dialog and those who listen
    property string placeholder
    signal given(string path) // empty: none
    spacing: 4

    FolderDialog {
        id: dialog
        title: line.label
        onAccepted: {
            const path = App.bootstrap.pathOf(dialog.selectedFolder);
            if (path)
                line.given(path);
        }
    }
    FixedText {
        visible: line.path.length > 0
        text: line.path
        Accessible.role: Accessible.StaticText
        Accessible.name: line.label + ": " + line.path
        Layout.fillWidth: true
    }
    SmallText {
        visible: line.path.length === 0
        text: line.placeholder
        Layout.fillWidth: true
    }
    ActionButton {
        objectName: line.objectName + "-clear"
        visible: line.path.length > 0
        quiet: true
        iconName: "remove"
        implicitHeight: 28
        tip: qsTr("Leave it out")
        onClicked: line.given("")
    }
    ActionButton {
        text: qsTr("Choose...")
        implicitHeight: 28
        Accessible.name: qsTr("Choose: %1").arg(line.label)
        onClicked: dialog.open()
    }
}
