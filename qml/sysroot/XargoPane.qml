// SPDX-License-Identifier: MIT OR Apache-2.0
// Xargo.toml as a form, as a picture of its stages, and as text: views of one document.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Crossyard

ColumnLayout {
    id: pane
    property string view: "form"
    spacing: Theme.unit

    RowLayout {
        Layout.fillHeight: false
        Layout.topMargin: Theme.unit
        Layout.leftMargin: 4
        Layout.rightMargin: Theme.unit
        spacing: 0
        Repeater {
            model: [{id: "form", title: qsTr("Form")}, {id: "picture", title: qsTr("Picture")}, {id: "text", title: qsTr("Text")}, {id: "difference", title: qsTr("Difference")}]
            delegate: Tab {
                required property var modelData
                objectName: "xargoView-" + modelData.id
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
            objectName: "undoXargo"
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
            objectName: "redoXargo"
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
    ConflictNotice {
        here: App.xargo.conflict
        Layout.leftMargin: 12
        Layout.rightMargin: 12
        Layout.fillWidth: true
        onKeepMine: App.xargo.save()
        onTakeTheirs: App.xargo.revert()
    }
    Notice {
        readonly property var wrong: App.xargo.textProblems[0]
        kind: "failed"
        text: wrong ? qsTr("Line %1: %2").arg(wrong.line).arg(wrong.message) : ""
        hint: pane.view === "picture" ? qsTr("The picture takes edits again once the text is mended, or given up with Undo.") : pane.view === "form" ? qsTr("The form takes edits again once the text is mended, or given up with Undo.") : ""
        Layout.leftMargin: 12
        Layout.rightMargin: 12
        Layout.fillWidth: true
    }
    StackLayout {
        Layout.fillWidth: true
        Layout.fillHeight: true
        currentIndex: ["form", "picture", "text", "difference"].indexOf(pane.view)
        XargoForm {
            enabled: App.xargo.textProblems.length === 0
            opacity: enabled ? 1 : 0.5
        }
        StagePane {}
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
