// SPDX-License-Identifier: MIT OR Apache-2.0
// The plan in words, the one command that runs it, and the files that do the same without Crossyard.
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Dialogs
import QtQuick.Layouts
import Crossyard

ColumnLayout {
    id: pane
    spacing: 0
    function exportAs(form: string, suffix: string): void {
        file.form = form;
        file.defaultSuffix = suffix;
        file.open();
    }
    FileDialog {
        id: file
        property string form
        title: qsTr("Write the plan for machines without Crossyard")
        fileMode: FileDialog.SaveFile
        onAccepted: App.containers.exportTo(file.form, file.selectedFile)
    }
    PageTitle {
        title: qsTr("Plan")
        detail: App.containers.planned ? qsTr("as `crossyard cross --dry-run` prints it") : ""
        Layout.leftMargin: 16
        Layout.rightMargin: 12
        Layout.topMargin: 12
        ActionButton {
            objectName: "containerCommand"
            visible: App.containers.command.length > 0
            iconName: "copy"
            text: qsTr("Copy command")
            tip: qsTr("The command of the engine that runs the container")
            onClicked: App.copy(App.containers.command)
        }
        ActionButton {
            objectName: "containerExport"
            visible: App.containers.planned
            iconName: "save"
            text: qsTr("Export")
            tip: qsTr("A file that does the same on machines without Crossyard")
            onClicked: forms.popup()
            ThemedMenu {
                id: forms
                objectName: "containerForms"
                entries: [
                    {text: qsTr("Shell script"), shortcut: "build.sh", enabled: true, run: () => pane.exportAs("script", "sh")},
                    {text: qsTr("Workflow for GitHub"), shortcut: ".github/workflows/cross.yml", enabled: true, run: () => pane.exportAs("github", "yml")},
                    {text: qsTr("Job for GitLab"), shortcut: ".gitlab-ci.yml", enabled: true, run: () => pane.exportAs("gitlab", "yml")}
                ]
            }
        }
    }
    SmallText {
        visible: !App.containers.planned
        text: App.containers.planning ? qsTr("The plan is being made...") : qsTr("There is none.")
        Layout.margins: 16
        Layout.fillWidth: true
    }
    FontMetrics {
        id: metrics
        font: words.font
    }
    Flickable {
        id: flick
        visible: App.containers.planned
        opacity: App.containers.planning ? 0.6 : 1
        contentHeight: words.implicitHeight + 24
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        Layout.fillWidth: true
        Layout.fillHeight: true
        ScrollBar.vertical: ThinScrollBar {}
        TextEdit {
            id: words
            objectName: "containerPlanText"
            x: 16
            y: Theme.unit
            width: flick.width - 32
            text: App.containers.planLines(Math.floor(width / metrics.averageCharacterWidth))
            readOnly: true
            selectByMouse: true
            color: Theme.text
            selectionColor: Theme.accentFill
            selectedTextColor: Theme.accentText
            font.family: Theme.fixed
            font.pixelSize: Theme.body
            wrapMode: TextEdit.WrapAtWordBoundaryOrAnywhere
            textFormat: TextEdit.PlainText
            activeFocusOnTab: true
            Accessible.name: qsTr("Plan")
        }
    }
    Item {
        visible: !flick.visible
        Layout.fillHeight: true
    }
}
