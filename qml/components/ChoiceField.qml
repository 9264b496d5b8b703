// SPDX-License-Identifier: MIT OR Apache-2.0
// One of a few words, or several of them, from a list that opens below.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Crossyard

AbstractButton {
    id: field
    required property var choices // words
    property var chosen: []
    property string placeholder
    property bool several: false // a click takes a word in or out, and the list stays open
    signal picked(string word)

    implicitHeight: 28
    implicitWidth: 160
    hoverEnabled: true
    focusPolicy: Qt.StrongFocus
    Accessible.role: Accessible.ComboBox
    onClicked: popup.visible ? popup.close() : popup.open()
    Keys.onReturnPressed: field.click()
    Keys.onDownPressed: popup.open()

    contentItem: Item {
        Text {
            anchors { left: parent.left; leftMargin: 8; right: arrow.left; rightMargin: 4; verticalCenter: parent.verticalCenter }
            text: field.chosen.length > 0 ? field.chosen.join(", ") : field.placeholder
            color: field.chosen.length > 0 ? Theme.text : Theme.faint
            font.pixelSize: Theme.body
            font.family: field.chosen.length > 0 ? Theme.fixed : Application.font.family
            elide: Text.ElideRight
            textFormat: Text.PlainText
        }
        Icon {
            id: arrow
            name: "down"
            color: Theme.faint
            anchors { right: parent.right; rightMargin: 6; verticalCenter: parent.verticalCenter }
        }
    }
    background: Rectangle {
        radius: 4
        color: field.hovered || popup.visible ? Theme.hover : Theme.field
        border.width: field.activeFocus ? 2 : 1
        border.color: field.activeFocus ? Theme.accent : Theme.fieldLine
    }

    Popup {
        id: popup
        y: field.height + 2
        width: Math.max(field.width, 180)
        height: Math.min(list.contentHeight + 8, 7.5 * 28)
        padding: 4
        onOpened: {
            list.currentIndex = Math.max(0, field.choices.indexOf(field.chosen[0] ?? ""));
            list.forceActiveFocus();
        }
        onClosed: field.forceActiveFocus()
        background: Rectangle {
            color: Theme.raised
            border.color: Theme.line
            radius: 6
        }
        ListPane {
            id: list
            anchors.fill: parent
            model: popup.visible ? field.choices : []
            function pick(row: int): void {
                const word = field.choices[row];
                if (word === undefined)
                    return;
                if (!field.several)
                    popup.close();
                field.picked(word);
            }
            Keys.onReturnPressed: list.pick(list.currentIndex)
            Keys.onSpacePressed: list.pick(list.currentIndex)
            Keys.onEscapePressed: popup.close()
            delegate: ListRow {
                id: choice
                required property string modelData
                required property int index
                readonly property bool taken: field.chosen.includes(choice.modelData)
                objectName: "choice-" + choice.modelData
                width: ListView.view.width
                implicitHeight: 28
                current: ListView.isCurrentItem
                focused: ListView.view.activeFocus
                Accessible.name: choice.modelData
                onChosen: list.pick(choice.index)
                RowLayout {
                    anchors { fill: parent; leftMargin: 8; rightMargin: 8 }
                    spacing: Theme.unit
                    FixedText {
                        text: choice.modelData
                        font.weight: choice.taken ? Font.DemiBold : Font.Normal
                        Layout.fillWidth: true
                    }
                    Icon {
                        visible: choice.taken
                        name: "ok"
                        color: Theme.accent
                    }
                }
            }
        }
    }
}
