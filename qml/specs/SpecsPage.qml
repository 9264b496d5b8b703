// SPDX-License-Identifier: MIT OR Apache-2.0
// Target specs: a form and its text beside each other, what is wrong below, and the compiler's word on it.
import QtCore
import QtQuick
import QtQuick.Dialogs
import QtQuick.Layouts
import Crossyard

Item {
    id: page
    property string below: "problems"
    readonly property var choices: {
        const here = App.specs.files;
        const known = here.map(f => f.value);
        const recent = App.specs.recent.filter(f => !known.includes(f));
        return here.concat(recent.map(f => ({value: f, title: f.split("/").pop(), detail: f.split("/").slice(0, -1).join("/")})));
    }
    function startNew(base: string): void {
        fresh.begin(base);
    }

    onVisibleChanged: if (visible) App.specs.lookAtDisk()
    Connections {
        target: App.specs
        function onProposed(base: string): void {
            Qt.callLater(page.startNew, base); // once the page is shown
        }
    }
    Connections {
        target: Application
        function onStateChanged(): void {
            if (Application.state === Qt.ApplicationActive && page.visible)
                App.specs.lookAtDisk();
        }
    }
    FileDialog {
        id: files
        title: qsTr("Open target spec")
        nameFilters: [qsTr("Target specs (*.json)")]
        currentFolder: StandardPaths.writableLocation(StandardPaths.HomeLocation)
        onAccepted: App.specs.openUrl(selectedFile)
    }
    NewSpec {
        id: fresh
        x: 12
        y: 48
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: 0
        RowLayout {
            Layout.fillHeight: false
            Layout.leftMargin: 4
            Layout.rightMargin: 12
            Layout.topMargin: 4
            Layout.bottomMargin: 4
            spacing: Theme.unit
            KitField {
                objectName: "specFile"
                label: qsTr("Target spec")
                value: App.specs.open ? App.specs.name + ".json" + (App.specs.dirty ? " *" : "") : qsTr("none is open")
                fixed: App.specs.open
                choices: page.choices
                moreText: qsTr("Open another file...")
                onPicked: value => App.specs.openFile(value)
                onMore: files.open()
                Layout.fillWidth: true
                Layout.minimumWidth: 140
                Layout.maximumWidth: Math.ceil(implicitWidth) + 1
            }
            KitField {
                objectName: "specBase"
                visible: App.specs.open
                label: qsTr("Base")
                value: App.specs.base || qsTr("none")
                choices: App.specs.bases.map(name => ({value: name}))
                onPicked: name => App.specs.base = name
                Layout.fillWidth: true
                Layout.minimumWidth: 120
                Layout.maximumWidth: Math.ceil(implicitWidth) + 1
            }
            ActionButton {
                objectName: "newSpec"
                iconName: "plus"
                text: qsTr("New")
                tip: qsTr("A new spec from a built-in target")
                onClicked: page.startNew("")
            }
            Item {
                Layout.fillWidth: true
            }
            ActionButton {
                quiet: true
                visible: App.specs.open
                iconName: "undo"
                tip: qsTr("Undo")
                enabled: App.specs.canUndo
                onClicked: App.specs.undo()
            }
            ActionButton {
                quiet: true
                visible: App.specs.open
                iconName: "redo"
                tip: qsTr("Redo")
                enabled: App.specs.canRedo
                onClicked: App.specs.redo()
            }
            ActionButton {
                objectName: "askCompiler"
                visible: App.specs.open
                enabled: !App.specs.asking
                text: qsTr("Ask the compiler")
                tip: qsTr("Compiles an empty crate for it, and finds all problems at once")
                onClicked: {
                    editor.flush();
                    page.below = "problems";
                    App.specs.ask();
                }
            }
            ActionButton {
                objectName: "useSpec"
                visible: App.specs.open
                enabled: App.specs.exists && App.target !== App.specs.file
                text: App.target === App.specs.file ? qsTr("In use") : qsTr("Use")
                tip: App.specs.exists ? qsTr("Build for this target") : qsTr("Save it first")
                onClicked: App.target = App.specs.file
            }
            ActionButton {
                objectName: "saveSpec"
                visible: App.specs.open
                enabled: App.specs.dirty
                primary: App.specs.dirty
                text: qsTr("Save")
                onClicked: {
                    editor.flush();
                    App.specs.save();
                }
            }
        }
        Line {
            Layout.fillWidth: true
        }
        Item {
            visible: !App.specs.open
            Layout.fillWidth: true
            Layout.fillHeight: true
            Column {
                anchors.centerIn: parent
                width: Math.min(parent.width - 64, 520)
                spacing: 16
                EmptyState {
                    iconName: "specs"
                    title: qsTr("A target of your own")
                    text: qsTr("A target spec is a JSON file that describes a target to the compiler. It starts out as a built-in one, and changes what your board or kernel needs.")
                    action: qsTr("New from a built-in target")
                    onActed: page.startNew("")
                    anchors.horizontalCenter: parent.horizontalCenter
                }
                SmallText {
                    visible: found.count > 0
                    text: qsTr("Or open one")
                    leftPadding: 8
                }
                ListPane {
                    id: found
                    objectName: "specFiles"
                    visible: count > 0
                    model: page.choices
                    width: parent.width
                    height: Math.min(contentHeight, 44 * 6)
                    Keys.onReturnPressed: App.specs.openFile(found.model[found.currentIndex].value)
                    delegate: ListRow {
                        id: one
                        required property var modelData
                        required property int index
                        width: ListView.view.width
                        implicitHeight: 44
                        current: ListView.isCurrentItem && ListView.view.activeFocus
                        focused: true
                        Accessible.name: one.modelData.title
                        onChosen: App.specs.openFile(one.modelData.value)
                        ColumnLayout {
                            anchors { left: parent.left; right: parent.right; leftMargin: 8; rightMargin: 12; verticalCenter: parent.verticalCenter }
                            spacing: 0
                            FixedText {
                                text: one.modelData.title
                                Layout.fillWidth: true
                            }
                            SmallText {
                                text: one.modelData.detail
                                elide: Text.ElideMiddle
                                Layout.fillWidth: true
                            }
                        }
                    }
                }
            }
        }
        RowLayout {
            visible: App.specs.open
            spacing: 0
            Layout.fillWidth: true
            Layout.fillHeight: true
            SpecForm {
                Layout.fillHeight: true
                Layout.fillWidth: false
                Layout.preferredWidth: Math.round(page.width * 0.48)
                onShownInText: (line, column) => editor.goTo(line, column)
            }
            Line {
                Layout.fillHeight: true
            }
            CodeEditor {
                id: editor
                areaName: "specText"
                language: "JSON"
                label: qsTr("Text of %1.json").arg(App.specs.name)
                text: App.specs.text
                problems: App.specs.problems.marks
                onEdited: text => App.specs.setText(text)
                onUndoAsked: App.specs.undo()
                onRedoAsked: App.specs.redo()
                Layout.fillWidth: true
                Layout.fillHeight: true
            }
        }
        Line {
            visible: App.specs.open
            Layout.fillWidth: true
        }
        RowLayout {
            visible: App.specs.open
            Layout.fillHeight: false
            Layout.leftMargin: 4
            Layout.rightMargin: 12
            spacing: 0
            Tab {
                objectName: "problemsTab"
                title: App.specs.problems.count > 0 ? qsTr("Problems (%1)").arg(App.specs.problems.count) : qsTr("Problems")
                current: page.below === "problems"
                onChosen: page.below = "problems"
            }
            Tab {
                objectName: "baseTab"
                title: qsTr("Against %1").arg(App.specs.base)
                visible: App.specs.base.length > 0
                current: page.below === "base"
                onChosen: page.below = "base"
            }
            Tab {
                objectName: "diskTab"
                title: App.specs.exists ? qsTr("Not saved") : qsTr("New file")
                visible: App.specs.dirty
                current: page.below === "disk"
                onChosen: page.below = "disk"
            }
            Item {
                Layout.fillWidth: true
            }
            StateMark {
                kind: App.specs.verdictKind
                Layout.rightMargin: 6
            }
            SmallText {
                objectName: "verdict"
                text: App.specs.verdict
            }
            ActionButton {
                objectName: "mendAll"
                visible: App.specs.valid && App.specs.certainMends > 0
                quiet: true
                implicitHeight: 28
                text: qsTr("Mend all that is certain (%1)").arg(App.specs.certainMends)
                Layout.leftMargin: Theme.unit
                onClicked: App.specs.mendAll()
            }
        }
        StackLayout {
            visible: App.specs.open
            currentIndex: page.below === "base" && App.specs.base ? 1 : page.below === "disk" && App.specs.dirty ? 2 : 0
            Layout.fillWidth: true
            Layout.fillHeight: false
            Layout.preferredHeight: page.height * 0.24
            SpecProblems {
                onChosen: (line, column) => editor.goTo(line, column)
            }
            DiffPane {
                text: App.specs.baseDifference
                empty: qsTr("It says what %1 says.").arg(App.specs.base)
            }
            DiffPane {
                text: App.specs.difference
            }
        }
    }
}
