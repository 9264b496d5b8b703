// SPDX-License-Identifier: MIT OR Apache-2.0
// One line of text that filters what stands below it.
import QtQuick
import QtQuick.Controls.Basic
import Crossyard

TextField {
    id: field
    property string iconName: "search"

    implicitHeight: Theme.row
    leftPadding: field.iconName ? 32 : 8
    rightPadding: field.text ? 32 : 8
    font.pixelSize: Theme.body
    color: Theme.text
    placeholderTextColor: Theme.faint
    selectionColor: Theme.accentFill
    selectedTextColor: Theme.accentText
    selectByMouse: true
    verticalAlignment: TextInput.AlignVCenter
    Accessible.name: field.placeholderText
    Keys.onEscapePressed: event => {
        if (field.text)
            field.clear();
        else
            event.accepted = false;
    }

    background: Rectangle {
        radius: 4
        color: Theme.field
        border.width: field.activeFocus ? 2 : 1
        border.color: field.activeFocus ? Theme.accent : Theme.fieldLine
        Icon {
            name: field.iconName
            color: Theme.faint
            anchors { left: parent.left; leftMargin: 8; verticalCenter: parent.verticalCenter }
        }
    }
    ActionButton {
        visible: field.text.length > 0
        quiet: true
        iconName: "failed"
        tip: qsTr("Clear")
        focusPolicy: Qt.NoFocus
        anchors { right: parent.right; verticalCenter: parent.verticalCenter }
        onClicked: field.clear()
    }
}
