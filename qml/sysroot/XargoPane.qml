// SPDX-License-Identifier: MIT OR Apache-2.0
// Xargo.toml as a form and as text: two views of one document.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Controls.Basic
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
            iconName: "again"
            tip: qsTr("Undo")
            enabled: App.xargo.canUndo
            onClicked: App.xargo.undo()
        }
        ActionButton {
            quiet: true
            iconName: "refresh"
            tip: qsTr("Redo")
            enabled: App.xargo.canRedo
            onClicked: App.xargo.redo()
        }
        ActionButton {
            objectName: "saveXargo"
            enabled: App.xargo.dirty
            text: qsTr("Save")
            onClicked: App.xargo.save()
        }
    }
    Notice {
        kind: "failed"
        text: App.xargo.problem
        Layout.leftMargin: 12
        Layout.rightMargin: 12
        Layout.fillWidth: true
    }
    StackLayout {
        Layout.fillWidth: true
        Layout.fillHeight: true
        currentIndex: pane.view === "form" ? 0 : pane.view === "text" ? 1 : 2
        XargoForm {}
        ColumnLayout {
            spacing: 4
            Flickable {
                id: flick
                Layout.fillWidth: true
                Layout.fillHeight: true
                clip: true
                contentHeight: editor.implicitHeight
                boundsBehavior: Flickable.StopAtBounds
                ScrollBar.vertical: ThinScrollBar {}
                TextArea.flickable: TextArea {
                    id: editor
                    objectName: "xargoText"
                    font.family: Theme.fixed
                    font.pixelSize: Theme.body
                    color: Theme.text
                    selectionColor: Theme.accentFill
                    selectedTextColor: Theme.accentText
                    textFormat: TextEdit.PlainText
                    wrapMode: TextEdit.NoWrap
                    placeholderText: "[dependencies]\ncore = {}"
                    placeholderTextColor: Theme.faint
                    Accessible.name: qsTr("Text of Xargo.toml")
                    background: null
                    property string problem: ""
                    // What is typed goes to the document as soon as it parses; what comes from the form comes here.
                    onTextChanged: if (activeFocus) typed.restart()
                    Connections {
                        target: App.xargo
                        function onChanged(): void {
                            if (editor.text !== App.xargo.text && !typed.running && editor.problem === "")
                                editor.text = App.xargo.text;
                        }
                    }
                    Component.onCompleted: text = App.xargo.text
                    Timer {
                        id: typed
                        interval: 300
                        onTriggered: editor.problem = App.xargo.setText(editor.text)
                    }
                }
            }
            Notice {
                kind: "failed"
                text: editor.problem
                Layout.fillWidth: true
                Layout.margins: 12
            }
        }
        Flickable {
            clip: true
            contentHeight: changes.implicitHeight
            boundsBehavior: Flickable.StopAtBounds
            ScrollBar.vertical: ThinScrollBar {}
            Diff {
                id: changes
                x: 12
                width: parent.width - 24
                text: App.xargo.difference
            }
        }
    }
}
