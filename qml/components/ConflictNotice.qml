// SPDX-License-Identifier: MIT OR Apache-2.0
// Another program has changed the lines of a file that were edited here as well: one of the two is to be chosen.
import QtQuick
import QtQuick.Layouts
import Crossyard

ColumnLayout {
    id: conflict
    required property bool here
    signal keepMine
    signal takeTheirs
    visible: conflict.here
    spacing: Theme.unit
    Notice {
        kind: "failed"
        text: qsTr("Another program has changed the same lines of this file.")
        hint: qsTr("The difference shows what saving would change in it now.")
        Layout.fillWidth: true
    }
    RowLayout {
        Layout.leftMargin: 24
        spacing: Theme.unit
        ActionButton {
            objectName: "takeTheirs"
            text: qsTr("Take the file's")
            onClicked: conflict.takeTheirs()
        }
        ActionButton {
            objectName: "keepMine"
            text: qsTr("Save mine")
            onClicked: conflict.keepMine()
        }
    }
}
