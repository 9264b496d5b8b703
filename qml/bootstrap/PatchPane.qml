// SPDX-License-Identifier: MIT OR Apache-2.0
// The patches for crates: which there are, what each does, and one of them to be edited.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Dialogs
import QtQuick.Layouts
import Crossyard

ColumnLayout {
    id: pane
    readonly property BootstrapPatches patches: App.bootstrap.patches
    readonly property var all: pane.patches.all
    spacing: 4

    FolderDialog {
        id: folder
        title: qsTr("A directory of patches")
        onAccepted: App.bootstrap.choosePatchDirUrl(selectedFolder)
    }
    PageTitle {
        title: qsTr("Patches")
        detail: App.bootstrap.patchDir.length === 0 ? "" : pane.all.length === 1 ? qsTr("1 patch") : qsTr("%1 patches").arg(pane.all.length)
        ActionButton {
            objectName: "choosePatches"
            text: qsTr("Choose directory...")
            onClicked: folder.open()
        }
    }
    BodyText {
        visible: App.bootstrap.patchDir.length === 0
        text: qsTr("A directory with a folder for each crate, NAME or NAME-VERSION, and patches in it. They are applied to copies; your directories stay as they are.")
        color: Theme.faint
        wrapMode: Text.Wrap
        Layout.fillWidth: true
    }
    RowLayout {
        visible: App.bootstrap.patchDir.length > 0
        spacing: Theme.unit
        FixedText {
            text: App.bootstrap.patchDir
            Layout.fillWidth: true
        }
        ActionButton {
            objectName: "removePatches"
            quiet: true
            iconName: "remove"
            tip: qsTr("Leave the patches out")
            onClicked: App.bootstrap.choosePatchDir("")
        }
    }
    Repeater {
        model: pane.all.length
        delegate: RowLayout {
            id: row
            required property int index
            readonly property var patch: pane.all[row.index] ?? ({crate: "", file: "", name: "", hunks: 0, files: "", problem: ""})
            objectName: "patch-" + row.patch.name
            spacing: 12
            Layout.minimumHeight: 44
            StateMark {
                kind: row.patch.problem ? "failed" : "done"
                Layout.alignment: Qt.AlignTop
                Layout.topMargin: 6
            }
            ColumnLayout {
                spacing: 0
                FixedText {
                    text: row.patch.crate + "  " + row.patch.name
                    Layout.fillWidth: true
                }
                SmallText {
                    text: row.patch.problem || (row.patch.hunks === 1 ? qsTr("1 hunk in %1").arg(row.patch.files) : qsTr("%1 hunks in %2").arg(row.patch.hunks).arg(row.patch.files))
                    color: row.patch.problem ? Theme.failure : Theme.faint
                    wrapMode: Text.Wrap
                    Layout.fillWidth: true
                }
            }
            ActionButton {
                objectName: "editPatch-" + row.index
                quiet: true
                iconName: "edit"
                tip: qsTr("Edit %1").arg(row.patch.name)
                enabled: !pane.patches.dirty || pane.patches.file === row.patch.file
                onClicked: pane.patches.open(row.patch.file)
            }
        }
    }
    Notice {
        kind: "failed"
        text: pane.patches.problem
        Layout.fillWidth: true
    }
    ConflictNotice {
        here: pane.patches.conflict
        Layout.fillWidth: true
        onKeepMine: pane.patches.save()
        onTakeTheirs: pane.patches.revert()
    }
    RowLayout {
        visible: pane.patches.file.length > 0
        spacing: 0
        Layout.topMargin: 4
        FixedText {
            text: pane.patches.file
            font.pixelSize: Theme.small
            color: Theme.faint
            Layout.fillWidth: true
        }
        ActionButton {
            quiet: true
            iconName: "undo"
            tip: qsTr("Undo")
            enabled: pane.patches.canUndo
            onClicked: pane.patches.undo()
        }
        ActionButton {
            quiet: true
            iconName: "redo"
            tip: qsTr("Redo")
            enabled: pane.patches.canRedo
            onClicked: pane.patches.redo()
        }
        ActionButton {
            objectName: "savePatch"
            enabled: pane.patches.dirty
            text: qsTr("Save")
            onClicked: {
                editor.flush();
                pane.patches.save();
            }
        }
        ActionButton {
            quiet: true
            iconName: "failed"
            tip: pane.patches.dirty ? qsTr("Give the edits up") : qsTr("Close")
            onClicked: pane.patches.dirty ? pane.patches.revert() : pane.patches.close()
        }
    }
    CodeEditor {
        id: editor
        areaName: "patchText"
        visible: pane.patches.file.length > 0
        language: "Diff"
        label: qsTr("Text of the patch")
        text: pane.patches.text
        problems: pane.patches.marks
        Layout.fillWidth: true
        Layout.preferredHeight: 280
        onEdited: text => pane.patches.setText(text)
        onUndoAsked: pane.patches.undo()
        onRedoAsked: pane.patches.redo()
    }
}
