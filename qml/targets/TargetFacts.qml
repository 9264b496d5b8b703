// SPDX-License-Identifier: MIT OR Apache-2.0
// Everything the compiler knows of one target; beside others where they are compared.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Crossyard

Item {
    id: pane
    required property string name
    required property var compared
    signal compare(string name)
    readonly property var columns: pane.compared.length > 1 ? pane.compared : pane.name ? [pane.name] : []
    // Rows of facts: the union of what the columns have.
    readonly property var facts: {
        App.targets.total; // asked anew when the list is another
        const rows = [];
        const tables = pane.columns.map(n => App.targets.facts(n));
        const names = [];
        tables.forEach(t => t.forEach(f => {
                    if (!names.includes(f.name)) {
                        names.push(f.name);
                        rows.push({name: f.name, meaning: f.meaning});
                    }
                }));
        rows.forEach(row => {
            row.values = tables.map(t => {
                const fact = t.find(f => f.name === row.name);
                return fact ? fact.value : "";
            });
            row.differs = row.values.some(v => v !== row.values[0]);
        });
        return rows;
    }

    EmptyState {
        visible: pane.columns.length === 0
        anchors.centerIn: parent
        iconName: "targets"
        title: qsTr("No target selected")
        text: qsTr("Type the name of your chip or board, or narrow the list down by facts.")
    }
    ColumnLayout {
        visible: pane.columns.length > 0
        anchors { fill: parent; margins: 16 }
        spacing: Theme.unit
        FixedText {
            visible: pane.columns.length === 1
            text: pane.name
            font.weight: Font.DemiBold
            Layout.fillWidth: true
        }
        BodyText {
            visible: pane.columns.length === 1 && text.length > 0
            text: pane.columns.length === 1 ? App.targets.summary(pane.name) : ""
            wrapMode: Text.Wrap
            Layout.fillWidth: true
        }
        SmallText {
            readonly property var chips: pane.columns.length === 1 ? App.targets.chipsFor(pane.name, 12) : []
            visible: chips.length > 0
            text: chips.join(", ")
            wrapMode: Text.Wrap
            maximumLineCount: 3
            Layout.fillWidth: true
        }
        Flow {
            spacing: Theme.unit
            Layout.fillWidth: true
            ActionButton {
                objectName: "useTarget"
                visible: pane.columns.length === 1
                primary: App.target !== pane.name
                enabled: App.target !== pane.name
                text: App.target === pane.name ? qsTr("In use") : qsTr("Use")
                onClicked: App.target = pane.name
            }
            ActionButton {
                text: pane.compared.includes(pane.name) ? qsTr("Do not compare") : qsTr("Compare")
                onClicked: pane.compare(pane.name)
            }
            ActionButton {
                objectName: "newFromTarget"
                visible: pane.columns.length === 1 && App.specs.bases.includes(pane.name)
                text: qsTr("New spec from it")
                tip: qsTr("A target of your own that starts out as this one")
                onClicked: App.specs.propose(pane.name)
            }
            ActionButton {
                readonly property bool on: App.targets.favourites.includes(pane.name)
                quiet: true
                iconName: on ? "star-on" : "star"
                tip: on ? qsTr("No favourite any more") : qsTr("Make it a favourite")
                onClicked: App.targets.toggleFavourite(pane.name)
            }
        }
        SmallText {
            visible: pane.columns.length === 1
            text: App.targets.prebuilt(pane.name) ? qsTr("Its standard library is installed with the toolchain.")
                                                  : qsTr("No compiled library is installed for it: a sysroot would be built.")
            wrapMode: Text.Wrap
            Layout.fillWidth: true
        }
        SmallText {
            visible: pane.compared.length === 1
            text: qsTr("%1 is marked: select another one and press Compare.").arg(pane.compared[0] ?? "")
            wrapMode: Text.Wrap
            Layout.fillWidth: true
        }
        RowLayout {
            visible: pane.columns.length > 1
            spacing: Theme.unit
            Item {
                Layout.preferredWidth: 116
            }
            Repeater {
                model: pane.columns
                delegate: FixedText {
                    required property string modelData
                    text: modelData
                    font.weight: Font.DemiBold
                    Layout.fillWidth: true
                    Layout.preferredWidth: 100
                }
            }
        }
        Line {
            Layout.fillWidth: true
        }
        ListPane {
            Layout.fillWidth: true
            Layout.fillHeight: true
            model: pane.facts
            delegate: Item {
                id: fact
                required property var modelData
                width: ListView.view.width
                implicitHeight: Math.max(24, values.implicitHeight + 6)
                RowLayout {
                    id: values
                    anchors { left: parent.left; right: parent.right; rightMargin: 10; verticalCenter: parent.verticalCenter }
                    spacing: Theme.unit
                    SmallText {
                        text: fact.modelData.name
                        Layout.preferredWidth: 116
                        Layout.alignment: Qt.AlignTop
                        Layout.topMargin: 2
                        Tip {
                            text: fact.modelData.meaning
                            wanted: over.hovered
                        }
                        HoverHandler {
                            id: over
                        }
                    }
                    Repeater {
                        model: fact.modelData.values
                        delegate: Text {
                            required property string modelData
                            text: modelData || "-"
                            color: Theme.text
                            font.family: Theme.fixed
                            font.pixelSize: Theme.small
                            font.weight: fact.modelData.differs ? Font.Bold : Font.Normal
                            wrapMode: Text.WrapAnywhere
                            textFormat: Text.PlainText
                            Layout.fillWidth: true
                            Layout.preferredWidth: 100
                        }
                    }
                }
            }
        }
    }
}
