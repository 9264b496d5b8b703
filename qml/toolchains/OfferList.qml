// SPDX-License-Identifier: MIT OR Apache-2.0
// The components and targets that a toolchain can have: what is ticked shall be there.
import QtQuick
import QtQuick.Layouts
import Crossyard

ColumnLayout {
    id: pane
    spacing: Theme.unit
    SearchField {
        id: search
        objectName: "offerSearch"
        Layout.fillWidth: true
        placeholderText: qsTr("Component or target")
        onTextChanged: App.changes.offers.filter(text)
        Keys.onDownPressed: {
            list.currentIndex = Math.min(Math.max(0, list.currentIndex), list.count - 1);
            list.forceActiveFocus();
        }
        Connections {
            target: App.changes
            function onOpenedOrClosed(): void {
                search.clear();
            }
        }
    }
    ListPane {
        id: list
        objectName: "offerList"
        Layout.fillWidth: true
        Layout.fillHeight: true
        Layout.minimumHeight: 96
        model: App.changes.offers
        Accessible.name: qsTr("Components and targets")
        section.property: "target"
        section.delegate: SmallText {
            required property string section
            text: section === "true" ? qsTr("Targets with a prebuilt std") : qsTr("Components")
            font.weight: Font.DemiBold
            topPadding: Theme.unit
            bottomPadding: 4
        }
        Keys.onSpacePressed: App.changes.offers.toggle(list.currentIndex)
        Keys.onReturnPressed: App.changes.offers.toggle(list.currentIndex)
        delegate: ListRow {
            id: row
            required property int index
            required property string name
            required property bool target
            required property bool installed
            required property bool optional
            required property bool wanted
            readonly property bool fixed: !row.optional && row.installed
            objectName: "offer-" + row.name
            width: ListView.view.width
            implicitHeight: 28
            current: ListView.isCurrentItem && ListView.view.activeFocus
            focused: true
            Accessible.role: Accessible.CheckBox
            Accessible.name: row.name
            Accessible.checked: row.wanted
            onChosen: {
                ListView.view.currentIndex = row.index;
                ListView.view.forceActiveFocus();
                App.changes.offers.toggle(row.index);
            }
            RowLayout {
                anchors { fill: parent; leftMargin: Theme.unit; rightMargin: 12 }
                spacing: Theme.unit
                Rectangle {
                    implicitWidth: 14
                    implicitHeight: 14
                    radius: 2
                    opacity: row.fixed ? 0.5 : 1
                    color: row.wanted ? Theme.accentFill : Theme.field
                    border.color: row.wanted ? Theme.accentFill : Theme.fieldLine
                    Icon {
                        anchors.centerIn: parent
                        size: 12
                        name: "ok"
                        color: Theme.accentText
                        visible: row.wanted
                    }
                }
                FixedText {
                    text: row.name
                    color: row.fixed ? Theme.faint : Theme.text
                    Layout.fillWidth: true
                }
                SmallText {
                    text: row.fixed ? qsTr("needed") : row.installed && row.wanted ? qsTr("installed") : row.installed ? qsTr("goes") : row.wanted ? qsTr("comes") : ""
                    font.weight: row.installed !== row.wanted ? Font.DemiBold : Font.Normal
                    color: row.installed !== row.wanted ? Theme.text : Theme.faint
                }
            }
        }
        SmallText {
            visible: list.count === 0
            anchors { left: parent.left; right: parent.right; top: parent.top; margins: Theme.unit }
            text: App.changes.offers.total > 0 ? qsTr("Nothing has this name.") : App.changes.problem ? "" : qsTr("Looking what there is...")
        }
    }
}
