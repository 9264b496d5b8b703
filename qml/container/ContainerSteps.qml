// SPDX-License-Identifier: MIT OR Apache-2.0
// The steps with how far each is, and the buttons.
import QtQuick
import QtQuick.Layouts
import Crossyard

Rectangle {
    id: side
    required property string step
    signal chosen(string step)
    color: Theme.page

    readonly property var job: App.containers.jobFacts
    readonly property bool running: side.job.active === true
    readonly property var used: App.containers.engines.find(e => e.used) ?? ({kind: "", version: ""})
    readonly property var image: App.containers.image
    readonly property var protections: ({
            strict: qsTr("strict: read-only"),
            guarded: qsTr("guarded: writes are caught"),
            legacy: qsTr("legacy: as under cross")
        })
    readonly property string engineText: App.containers.looking ? qsTr("trying them...") : !App.containers.looked ? qsTr("not looked for yet") : App.containers.anyEngine ? side.used.kind + " " + side.used.version : App.containers.engines.length > 0 ? qsTr("none works") : qsTr("none is installed")
    readonly property string imageText: !App.containers.planned ? (side.image.named || qsTr("not known yet")) : side.image.recipe ? qsTr("our own, Debian %1").arg(side.image.release) : side.image.reference ?? ""
    readonly property string planText: App.containers.planning ? qsTr("planning...") : App.containers.canStart || side.running ? qsTr("ready") : App.containers.planned ? qsTr("cannot be carried out") : qsTr("none yet")
    readonly property int writes: App.containers.writes.count
    readonly property int images: App.containers.images.count
    readonly property var steps: [
        {id: "engine", title: qsTr("Engine"), detail: side.engineText},
        {id: "image", title: qsTr("Image"), detail: side.imageText},
        {id: "touch", title: qsTr("What it may touch"), detail: App.containers.ready ? side.protections[App.containers.protection] ?? "" : ""},
        {id: "plan", title: qsTr("Plan"), detail: side.planText},
        {id: "result", title: qsTr("Result"), detail: side.running ? side.job.progress : side.job.state ? App.word(side.job.state) : qsTr("nothing was run yet")},
        {id: "writes", title: qsTr("Caught writes"), detail: side.writes === 0 ? qsTr("none") : side.writes === 1 ? qsTr("1 file") : qsTr("%1 files").arg(side.writes)},
        {id: "images", title: qsTr("Images and disk"), detail: side.images === 0 ? qsTr("none of ours") : side.images === 1 ? qsTr("1 image") : qsTr("%1 images").arg(side.images)}
    ]

    ColumnLayout {
        anchors.fill: parent
        spacing: 0
        StepRows {
            objectName: "containerSteps"
            steps: side.steps
            walk: App.containers.walk
            step: side.step
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.topMargin: 4
            onChosen: step => side.chosen(step)
        }
        Line {
            Layout.fillWidth: true
        }
        ColumnLayout {
            spacing: 6
            Layout.margins: 12
            ProgressLine {
                visible: side.running
                running: true
                done: side.job.done ?? 0
                total: side.job.total ?? 0
                Layout.fillWidth: true
            }
            ActionButton {
                objectName: "containerCancel"
                visible: side.running
                iconName: "stop"
                text: qsTr("Cancel")
                Layout.fillWidth: true
                onClicked: App.containers.cancel()
            }
            ActionButton {
                objectName: "containerBuild"
                visible: !side.running
                primary: true
                enabled: App.containers.canStart
                iconName: "container"
                text: qsTr("Build")
                Layout.fillWidth: true
                onClicked: App.containers.start("build")
            }
            RowLayout {
                visible: !side.running
                spacing: 6
                ActionButton {
                    objectName: "containerRun"
                    enabled: App.containers.canStart
                    iconName: "run"
                    text: qsTr("Run")
                    Layout.fillWidth: true
                    Layout.preferredWidth: 1
                    onClicked: App.containers.start("run")
                }
                ActionButton {
                    objectName: "containerTest"
                    enabled: App.containers.canStart
                    iconName: "ok"
                    text: qsTr("Test")
                    Layout.fillWidth: true
                    Layout.preferredWidth: 1
                    onClicked: App.containers.start("test")
                }
            }
            ActionButton {
                objectName: "containerDebug"
                visible: !side.running && App.containers.debuggable
                enabled: App.containers.canStart
                text: qsTr("Run for a debugger")
                tip: qsTr("The program waits before its first instruction until a debugger connects")
                Layout.fillWidth: true
                onClicked: App.containers.start("debug")
            }
            SmallText {
                objectName: "containerNext"
                text: side.running || App.containers.canStart ? "" : App.project.length === 0 ? qsTr("Open a project first.") : !App.containers.ready ? qsTr("Choose a target first.") : App.containers.looking ? qsTr("The engines are tried.") : App.containers.planning ? qsTr("The plan is being made.") : qsTr("There is no plan to carry out.")
                visible: text.length > 0
                wrapMode: Text.Wrap
                Layout.fillWidth: true
            }
        }
    }
}
