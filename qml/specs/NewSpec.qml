// SPDX-License-Identifier: MIT OR Apache-2.0
// A new spec like a built-in target's: which, under what name, in which folder.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Crossyard

Popup {
    id: popup
    property string base
    property string name
    property string folder
    readonly property var found: {
        const words = search.text.toLowerCase().split(/\s+/).filter(w => w);
        return App.specs.bases.filter(b => words.every(w => b.includes(w)));
    }

    function begin(base: string): void {
        popup.folder = App.project;
        popup.take(base);
        search.text = base;
        popup.open();
        (base ? naming : search).forceActiveFocus();
    }
    function take(base: string): void {
        popup.base = base;
        popup.name = base ? base + "-custom" : "";
    }
    function create(): void {
        if (popup.base && popup.name && popup.folder)
            App.specs.create(popup.base, naming.text, folder.text);
    }

    width: 440
    height: 480
    padding: 16
    background: Rectangle {
        color: Theme.raised
        border.color: Theme.line
        radius: 6
    }
    Connections {
        target: App.specs
        function onCreated(): void {
            popup.close();
        }
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: Theme.unit
        BodyText {
            text: qsTr("New target spec from")
            font.weight: Font.DemiBold
        }
        SearchField {
            id: search
            objectName: "baseSearch"
            placeholderText: qsTr("Built-in target: thumbv7em, riscv32, x86_64 none")
            Layout.fillWidth: true
            Keys.onDownPressed: {
                list.currentIndex = Math.max(0, list.currentIndex);
                list.forceActiveFocus();
            }
            onAccepted: {
                if (popup.found.length === 0)
                    return;
                popup.take(popup.found.includes(text) ? text : popup.found[0]);
                naming.forceActiveFocus();
            }
        }
        ListPane {
            id: list
            objectName: "baseList"
            model: popup.found
            Layout.fillWidth: true
            Layout.fillHeight: true
            Keys.onReturnPressed: {
                popup.take(popup.found[list.currentIndex] ?? "");
                naming.forceActiveFocus();
            }
            delegate: ListRow {
                id: row
                required property string modelData
                required property int index
                width: ListView.view.width
                implicitHeight: 28
                current: popup.base === row.modelData || (ListView.isCurrentItem && ListView.view.activeFocus)
                focused: ListView.view.activeFocus
                Accessible.name: row.modelData
                onChosen: {
                    list.currentIndex = row.index;
                    popup.take(row.modelData);
                }
                FixedText {
                    text: row.modelData
                    anchors { left: parent.left; right: parent.right; leftMargin: 8; rightMargin: 12; verticalCenter: parent.verticalCenter }
                }
            }
            SmallText {
                visible: list.count === 0
                anchors.centerIn: parent
                text: App.specs.bases.length === 0 ? qsTr("asking the compiler...") : qsTr("No built-in target has these words.")
            }
        }
        GridLayout {
            columns: 2
            columnSpacing: Theme.unit
            rowSpacing: Theme.unit
            SmallText {
                text: qsTr("Name")
            }
            TextLine {
                id: naming
                objectName: "newName"
                fixed: true
                value: popup.name
                Accessible.name: qsTr("Name of the new target")
                Layout.fillWidth: true
                onGiven: value => popup.name = value
                onAccepted: popup.create()
            }
            SmallText {
                text: qsTr("Folder")
            }
            TextLine {
                id: folder
                objectName: "newFolder"
                value: popup.folder
                placeholderText: qsTr("where NAME.json is to be")
                Accessible.name: qsTr("Folder of the new file")
                Layout.fillWidth: true
                onGiven: value => popup.folder = value
            }
        }
        Notice {
            kind: "failed"
            text: App.specs.problem
            hint: App.specs.hint
            Layout.fillWidth: true
        }
        RowLayout {
            Layout.alignment: Qt.AlignRight
            spacing: Theme.unit
            SmallText {
                visible: App.specs.creating
                text: qsTr("asking the compiler...")
            }
            ActionButton {
                text: qsTr("Cancel")
                onClicked: popup.close()
            }
            ActionButton {
                objectName: "createSpec"
                primary: true
                enabled: popup.base.length > 0 && naming.text.length > 0 && folder.text.length > 0 && !App.specs.creating
                text: qsTr("Create")
                onClicked: popup.create()
            }
        }
    }
}
