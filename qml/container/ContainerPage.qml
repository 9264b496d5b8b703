// SPDX-License-Identifier: MIT OR Apache-2.0
// A build of the open project in a container, step by step: the engine, the image, what the build may touch, the plan,
// what came out, and what was left behind. It follows the kit bar.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Crossyard

Item {
    id: page
    objectName: "containerPage"
    property string chosen // empty: what needs attention, or else what most will want to know
    readonly property string step: page.chosen || (App.containers.looked && !App.containers.anyEngine ? "engine" : "touch")
    readonly property bool ofProject: ["image", "touch", "plan", "result", "writes"].includes(page.step)
    readonly property bool missing: page.ofProject && !App.containers.ready
    signal showPage(string page)
    signal openProject

    Binding {
        target: App.containers
        property: "active"
        value: page.visible
    }
    Connections {
        target: App.containers
        function onStarted(job: var): void {
            if (job === App.containers.job)
                page.chosen = "result";
        }
    }

    RowLayout {
        anchors.fill: parent
        spacing: 0
        ContainerSteps {
            step: page.step
            Layout.preferredWidth: 208
            Layout.fillHeight: true
            onChosen: step => page.chosen = step
        }
        Line {
            Layout.fillHeight: true
        }
        ColumnLayout {
            spacing: 0
            RowLayout {
                id: problem
                readonly property var what: App.containers.problem
                // Where it is to be seen, it stands there.
                readonly property bool elsewhere: problem.what.step !== "plan" && problem.what.step !== page.step
                visible: page.ofProject && !page.missing && page.step !== "writes" && (problem.what.text ?? "").length > 0 && (problem.elsewhere || problem.what.step === "plan")
                spacing: Theme.unit
                Layout.margins: 12
                Layout.leftMargin: 16
                Notice {
                    objectName: "containerProblem"
                    kind: "failed"
                    text: problem.what.text ?? ""
                    hint: problem.what.hint ?? ""
                    Layout.fillWidth: true
                }
                ActionButton {
                    objectName: "containerProblemPlace"
                    visible: (problem.what.file ?? "").length > 0
                    quiet: true
                    iconName: "edit"
                    tip: qsTr("Show the place in the editor")
                    Layout.alignment: Qt.AlignTop
                    onClicked: App.openInEditor(problem.what.file, problem.what.line, problem.what.column)
                }
                ActionButton {
                    objectName: "containerProblemStep"
                    visible: problem.elsewhere
                    text: problem.what.step === "engine" ? qsTr("Show engines") : qsTr("Show the configuration")
                    Layout.alignment: Qt.AlignTop
                    onClicked: page.chosen = problem.what.step
                }
            }
            Line {
                visible: problem.visible
                Layout.fillWidth: true
            }
            Item {
                visible: page.missing
                Layout.fillWidth: true
                Layout.fillHeight: true
                EmptyState {
                    objectName: "containerEmpty"
                    readonly property bool project: App.project.length === 0
                    anchors.centerIn: parent
                    iconName: "container"
                    title: project ? qsTr("No project is open") : qsTr("No target is chosen")
                    text: project ? qsTr("A container brings a C compiler, a libc and an emulator for the target, and shows the build nothing of this machine but the project. Nothing runs before you have seen the plan.") : qsTr("The image, the library and the plan follow the target.")
                    action: project ? qsTr("Open project") : qsTr("Choose target")
                    onActed: project ? page.openProject() : page.showPage("targets")
                }
            }
            StackLayout {
                visible: !page.missing
                currentIndex: ["engine", "image", "touch", "plan", "result", "writes", "images"].indexOf(page.step)
                Layout.fillWidth: true
                Layout.fillHeight: true
                EnginePane {}
                ImagePane {}
                TouchPane {}
                ContainerPlanPane {}
                ContainerResult {
                    onShowPage: name => page.showPage(name)
                    onShowStep: step => page.chosen = step
                }
                CaughtPane {}
                StoredImages {}
            }
        }
    }
}
