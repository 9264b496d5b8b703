// SPDX-License-Identifier: MIT OR Apache-2.0
// Every action, found by typing some of its letters.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Crossyard

Popup {
    id: palette
    required property var actions
    parent: Overlay.overlay
    x: Math.round((parent.width - width) / 2)
    y: 72
    width: Math.min(520, parent.width - 64)
    height: Math.min(parent.height - 144, 420)
    modal: true
    padding: Theme.unit
    Overlay.modal: Rectangle {
        color: "#40000000"
    }
    background: Rectangle {
        color: Theme.raised
        border.color: Theme.line
        radius: 6
    }
    onOpened: {
        search.clear();
        search.forceActiveFocus();
        list.currentIndex = 0;
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: Theme.unit
        SearchField {
            id: search
            Layout.fillWidth: true
            placeholderText: qsTr("What to do")
            Keys.onDownPressed: list.incrementCurrentIndex()
            Keys.onUpPressed: list.decrementCurrentIndex()
            Keys.onEscapePressed: palette.close()
            onAccepted: list.run(list.currentIndex)
            onTextChanged: list.currentIndex = 0
        }
        ListPane {
            id: list
            Layout.fillWidth: true
            Layout.fillHeight: true
            model: palette.actions.filter(a => search.text.toLowerCase().split(" ").every(w => a.text.toLowerCase().includes(w)))
            function run(row: int): void {
                const action = list.model[row];
                if (!action)
                    return;
                palette.close();
                action.run();
            }
            delegate: ListRow {
                id: entry
                required property var modelData
                required property int index
                width: ListView.view.width
                current: ListView.isCurrentItem
                focused: true
                Accessible.name: entry.modelData.text
                onChosen: list.run(entry.index)
                BodyText {
                    text: entry.modelData.text
                    anchors { left: parent.left; leftMargin: 12; verticalCenter: parent.verticalCenter }
                }
                SmallText {
                    text: entry.modelData.shortcut
                    anchors { right: parent.right; rightMargin: 12; verticalCenter: parent.verticalCenter }
                }
            }
        }
    }
}
