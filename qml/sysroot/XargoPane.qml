// SPDX-License-Identifier: MIT OR Apache-2.0
// Xargo.toml as a form and as text: two views of one document.
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Crossyard

ColumnLayout {
    id: pane
    property string view: "form"
    property int current: 0
    spacing: Theme.unit

    Connections {
        target: App.xargo
        function onChanged(): void {
            pane.current = Math.max(0, Math.min(pane.current, App.xargo.count - 1));
        }
    }
    RowLayout {
        Layout.fillHeight: false
        Layout.topMargin: Theme.unit
        Layout.leftMargin: 4
        Layout.rightMargin: Theme.unit
        spacing: 0
        Repeater {
            model: [{id: "form", title: qsTr("Form")}, {id: "text", title: qsTr("Text")}, {id: "difference", title: qsTr("Difference")}]
            delegate: Tab {
                required property var modelData
                title: modelData.title
                visible: modelData.id !== "difference" || App.xargo.dirty
                current: pane.view === modelData.id
                onChosen: pane.view = modelData.id
            }
        }
        Item {
            Layout.fillWidth: true
        }
        ActionButton {
            quiet: true
            iconName: "undo"
            tip: qsTr("Undo")
            enabled: App.xargo.canUndo
            onClicked: {
                App.xargo.undo();
                editor.take(App.xargo.text);
            }
        }
        ActionButton {
            quiet: true
            iconName: "redo"
            tip: qsTr("Redo")
            enabled: App.xargo.canRedo
            onClicked: App.xargo.redo()
        }
        ActionButton {
            objectName: "saveXargo"
            enabled: App.xargo.dirty && App.xargo.textProblems.length === 0
            text: qsTr("Save")
            onClicked: {
                editor.flush();
                if (App.xargo.textProblems.length === 0)
                    App.xargo.save();
            }
        }
    }
    Notice {
        kind: "failed"
        text: App.xargo.problem
        Layout.leftMargin: 12
        Layout.rightMargin: 12
        Layout.fillWidth: true
    }
    Notice {
        readonly property var wrong: App.xargo.textProblems[0]
        kind: "failed"
        text: wrong ? qsTr("Line %1: %2").arg(wrong.line).arg(wrong.message) : ""
        hint: pane.view === "form" ? qsTr("The form takes edits again once the text is mended, or given up with Undo.") : ""
        Layout.leftMargin: 12
        Layout.rightMargin: 12
        Layout.fillWidth: true
    }
    StackLayout {
        Layout.fillWidth: true
        Layout.fillHeight: true
        currentIndex: pane.view === "form" ? 0 : pane.view === "text" ? 1 : 2
        ColumnLayout {
            spacing: 4
            enabled: App.xargo.textProblems.length === 0
            opacity: enabled ? 1 : 0.5
            SmallText {
                visible: App.xargo.count === 0
                text: App.xargo.exists ? qsTr("Xargo.toml names no crate.") : qsTr("There is no Xargo.toml: the crates follow from the target. Add one to choose them yourself.")
                wrapMode: Text.Wrap
                Layout.fillWidth: true
                Layout.margins: 12
            }
            ListPane {
                id: crates
                objectName: "xargoList"
                visible: App.xargo.count > 0
                Layout.fillWidth: true
                Layout.preferredHeight: Math.min(contentHeight, pane.height * 0.4)
                model: App.xargo
                onCurrentIndexChanged: if (activeFocus) pane.current = currentIndex
                Keys.onDeletePressed: App.xargo.removeCrate(pane.current)
                delegate: ListRow {
                    id: row
                    required property int index
                    required property string name
                    required property string section
                    required property string source
                    required property var features
                    required property int stage
                    width: ListView.view.width
                    implicitHeight: 44
                    current: pane.current === row.index
                    focused: ListView.view.activeFocus
                    Accessible.name: row.name
                    onChosen: {
                        pane.current = row.index;
                        crates.currentIndex = row.index;
                        crates.forceActiveFocus();
                    }
                    RowLayout {
                        anchors { fill: parent; leftMargin: 12; rightMargin: 4 }
                        spacing: Theme.unit
                        ColumnLayout {
                            spacing: 0
                            FixedText {
                                text: row.name + (row.source ? "  " + row.source : "")
                                Layout.fillWidth: true
                            }
                            SmallText {
                                text: [row.section !== "dependencies" ? row.section : "", row.features.join(", ")].filter(t => t).join("  ·  ")
                                visible: text.length > 0
                                Layout.fillWidth: true
                            }
                        }
                        SmallText {
                            text: qsTr("stage %1").arg(row.stage)
                        }
                        ActionButton {
                            quiet: true
                            iconName: "down"
                            tip: qsTr("One stage earlier")
                            rotation: 180
                            enabled: row.stage > 0
                            onClicked: App.xargo.setStage(row.index, row.stage - 1)
                        }
                        ActionButton {
                            quiet: true
                            iconName: "down"
                            tip: qsTr("One stage later")
                            onClicked: App.xargo.setStage(row.index, row.stage + 1)
                        }
                        ActionButton {
                            quiet: true
                            iconName: "remove"
                            tip: qsTr("Remove this crate")
                            onClicked: App.xargo.removeCrate(row.index)
                        }
                    }
                }
            }
            SmallText {
                readonly property var names: App.xargo.offered
                visible: names.length > 0
                text: qsTr("Add")
                Layout.leftMargin: 12
            }
            Flow {
                spacing: 4
                Layout.fillWidth: true
                Layout.leftMargin: 8
                Repeater {
                    model: App.xargo.offered
                    delegate: ActionButton {
                        required property string modelData
                        objectName: "add-" + modelData
                        quiet: true
                        implicitHeight: 28
                        iconName: "plus"
                        text: modelData
                        onClicked: App.xargo.addCrate(modelData)
                    }
                }
            }
            SmallText {
                visible: featureList.count > 0
                text: qsTr("Features of %1").arg(App.xargo.count > pane.current ? App.xargo.data(App.xargo.index(pane.current, 0), Qt.UserRole) : "")
                Layout.leftMargin: 12
                Layout.topMargin: 4
            }
            ListPane {
                id: featureList
                objectName: "featureList"
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.leftMargin: Theme.unit
                model: {
                    App.xargo.text;
                    App.xargo.offered;
                    return App.xargo.featuresOf(pane.current);
                }
                delegate: FacetChoice {
                    required property var modelData
                    objectName: "feature-" + modelData.name
                    width: ListView.view.width - 12
                    title: modelData.name + (modelData.byDefault ? qsTr("  (on by default)") : "")
                    note: modelData.pulls
                    checked: modelData.chosen
                    onFlipped: App.xargo.toggleFeature(pane.current, modelData.name)
                }
            }
        }
        CodeEditor {
            id: editor
            areaName: "xargoText"
            language: "TOML"
            label: qsTr("Text of Xargo.toml")
            text: App.xargo.text
            problems: App.xargo.textProblems
            placeholder: "[dependencies]\ncore = {}"
            // What is typed goes to the document as soon as it parses; what comes from the form comes here.
            onEdited: text => App.xargo.setText(text)
            onUndoAsked: App.xargo.undo()
            onRedoAsked: App.xargo.redo()
        }
        DiffPane {
            text: App.xargo.difference
        }
    }
}
