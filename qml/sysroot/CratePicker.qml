// SPDX-License-Identifier: MIT OR Apache-2.0
// The library's crates that can be added, to be searched.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Crossyard

Popup {
    id: picker
    signal picked(string name)
    readonly property var fitting: App.stages.offered.filter(name => name.toLowerCase().includes(words.text.trim().toLowerCase()))
    function pick(name: string): void {
        picker.close();
        picker.picked(name);
    }
    width: 280
    height: 320
    padding: Theme.unit
    focus: true
    onOpened: {
        words.clear();
        words.forceActiveFocus();
    }
    background: Rectangle {
        color: Theme.raised
        border.color: Theme.line
        radius: 6
    }
    contentItem: ColumnLayout {
        spacing: Theme.unit
        SearchField {
            id: words
            objectName: "crateWords"
            placeholderText: qsTr("Find a crate of the library")
            Layout.fillWidth: true
            onTextChanged: list.currentIndex = 0
            onAccepted: if (picker.fitting.length > 0) picker.pick(picker.fitting[Math.max(0, list.currentIndex)])
            Keys.onDownPressed: list.forceActiveFocus()
        }
        ListPane {
            id: list
            objectName: "crateOffers"
            Layout.fillWidth: true
            Layout.fillHeight: true
            model: picker.fitting
            Keys.onReturnPressed: if (currentIndex >= 0) picker.pick(picker.fitting[currentIndex])
            delegate: ListRow {
                id: row
                required property string modelData
                required property int index
                objectName: "offer-" + row.modelData
                width: ListView.view.width
                current: ListView.isCurrentItem
                focused: ListView.view.activeFocus
                Accessible.name: row.modelData
                onChosen: picker.pick(row.modelData)
                FixedText {
                    text: row.modelData
                    anchors { left: parent.left; leftMargin: 12; right: parent.right; rightMargin: Theme.unit; verticalCenter: parent.verticalCenter }
                }
            }
        }
        SmallText {
            visible: picker.fitting.length === 0
            text: qsTr("No crate of the library fits.")
        }
    }
}
