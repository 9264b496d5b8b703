// SPDX-License-Identifier: MIT OR Apache-2.0
// One line of text to type in. What is typed counts with Return or when the focus goes; Escape takes it back.
import QtQuick
import QtQuick.Controls.Basic
import Crossyard

TextField {
    id: field
    property string value // what counts now
    property bool fixed: false
    signal given(string value)

    function restore(): void {
        field.text = field.value;
        field.cursorPosition = 0;
    }
    onValueChanged: field.restore()
    onEditingFinished: if (field.text !== field.value) field.given(field.text)
    Keys.onEscapePressed: event => {
        event.accepted = field.text !== field.value;
        field.restore();
    }
    Component.onCompleted: field.restore()

    implicitHeight: 28
    leftPadding: 8
    rightPadding: 8
    font.pixelSize: Theme.body
    font.family: field.fixed && field.text.length > 0 ? Theme.fixed : Application.font.family // a placeholder is prose
    color: Theme.text
    placeholderTextColor: Theme.faint
    selectionColor: Theme.accentFill
    selectedTextColor: Theme.accentText
    selectByMouse: true
    verticalAlignment: TextInput.AlignVCenter
    background: Rectangle {
        radius: 4
        color: Theme.field
        border.width: field.activeFocus ? 2 : 1
        border.color: field.activeFocus ? Theme.accent : Theme.fieldLine
    }
}
