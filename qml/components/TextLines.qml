// SPDX-License-Identifier: MIT OR Apache-2.0
// Several lines of text to type in. What is typed counts when the focus goes; Escape takes it back.
import QtQuick
import QtQuick.Controls.Basic
import Crossyard

TextArea {
    id: field
    property string value // what counts now
    signal given(string value)

    function restore(): void {
        field.text = field.value;
    }
    onValueChanged: field.restore()
    onActiveFocusChanged: if (!activeFocus && field.text !== field.value) field.given(field.text)
    Keys.onEscapePressed: event => {
        event.accepted = field.text !== field.value;
        field.restore();
    }
    KeyNavigation.priority: KeyNavigation.BeforeItem
    KeyNavigation.tab: field.nextItemInFocusChain()
    Component.onCompleted: field.restore()

    padding: 6
    leftPadding: 8
    font.pixelSize: Theme.body
    font.family: Theme.fixed
    color: Theme.text
    placeholderTextColor: Theme.faint
    selectionColor: Theme.accentFill
    selectedTextColor: Theme.accentText
    textFormat: TextEdit.PlainText
    wrapMode: TextEdit.NoWrap
    clip: true
    background: Rectangle {
        radius: 4
        color: Theme.field
        border.width: field.activeFocus ? 2 : 1
        border.color: field.activeFocus ? Theme.accent : Theme.fieldLine
    }
}
