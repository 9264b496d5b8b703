// SPDX-License-Identifier: MIT OR Apache-2.0
// The job while it runs, or why it failed; then the files that came out, and what to do with them.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Dialogs
import QtQuick.Layouts
import Crossyard

Item {
    id: pane
    signal showPage(string page)
    signal showStep(string step)
    readonly property var job: App.bootstrap.jobFacts
    readonly property bool running: pane.job.active === true
    // The job's picture is that of the job that the Jobs page shows.
    readonly property bool current: App.bootstrap.job !== 0 && App.jobs.current === App.bootstrap.job
    readonly property BuildModel build: BuildModel {
        jobs: pane.current ? App.jobs : null
    }
    readonly property bool done: App.bootstrap.upToDate && !pane.running
    readonly property var titles: ({
            "try": qsTr("Try it"),
            "copy": qsTr("It runs on %1: bring it there").arg(App.bootstrap.facts.target ?? ""),
            "path": qsTr("By its name alone, from this shell on"),
            "rustup": qsTr("As a toolchain that rustup knows, with the compiler that built it"),
            "rust": qsTr("To build Rust itself with it: in bootstrap.toml (config.toml before 1.87) beside x.py"),
            "old-cargo": qsTr("To build a cargo of 2017 or before with it")
        })

    FileDialog {
        id: recipe
        title: qsTr("Write the plan as a script")
        fileMode: FileDialog.SaveFile
        nameFilters: [qsTr("Shell scripts (*.sh)"), qsTr("Files for ninja (*.ninja)")]
        onAccepted: App.bootstrap.writeRecipe(selectedFile)
    }
    ColumnLayout {
        anchors.fill: parent
        spacing: 0
        RowLayout {
            visible: pane.job.title !== undefined
            spacing: 12
            Layout.margins: 12
            Layout.leftMargin: 16
            StateMark {
                kind: pane.job.state ?? "queued"
            }
            ColumnLayout {
                spacing: 2
                BodyText {
                    text: pane.job.title ?? ""
                    font.weight: Font.DemiBold
                    Layout.fillWidth: true
                }
                SmallText {
                    objectName: "bootstrapProgress"
                    text: pane.job.progress ?? ""
                    Layout.fillWidth: true
                }
            }
            ActionButton {
                quiet: true
                iconName: "jobs"
                text: qsTr("Show log")
                onClicked: {
                    App.jobs.current = App.bootstrap.job;
                    pane.showPage("jobs");
                }
            }
        }
        Notice {
            objectName: "bootstrapFailure"
            kind: "failed"
            text: pane.job.cause ?? ""
            hint: pane.job.causeText ?? ""
            visible: text.length > 0 && (!pane.done || pane.job.state === "failed")
            Layout.fillWidth: true
            Layout.margins: 12
            Layout.leftMargin: 16
            Layout.topMargin: 0
        }
        Line {
            visible: pane.job.title !== undefined
            Layout.fillWidth: true
        }
        EmptyState {
            visible: !pane.done && pane.job.title === undefined
            iconName: "bootstrap"
            title: qsTr("Nothing is built yet")
            text: App.bootstrap.planned ? qsTr("What comes out goes to %1.").arg(App.bootstrap.targetDir) : qsTr("What comes out, and how it is used, stands here then.")
            action: App.bootstrap.planned ? qsTr("Show plan") : ""
            Layout.alignment: Qt.AlignHCenter
            Layout.topMargin: 64
            onActed: pane.showStep("plan")
        }
        BuildPane {
            visible: !pane.done && pane.current && pane.build.known
            build: pane.build
            Layout.fillWidth: true
            Layout.fillHeight: true
        }
        Flickable {
            id: flick
            objectName: "bootstrapResult"
            visible: pane.done
            clip: true
            contentHeight: column.implicitHeight + 24
            boundsBehavior: Flickable.StopAtBounds
            Layout.fillWidth: true
            Layout.fillHeight: true
            ScrollBar.vertical: ThinScrollBar {}
            ColumnLayout {
                id: column
                x: 16
                y: 12
                width: flick.width - 32
                spacing: 16
                ColumnLayout {
                    spacing: 4
                    Repeater {
                        model: pane.done ? App.bootstrap.files : []
                        delegate: RowLayout {
                            id: file
                            required property var modelData
                            spacing: 12
                            StateMark {
                                kind: file.modelData.upToDate ? "done" : "missing"
                            }
                            FixedText {
                                objectName: "made-" + file.modelData.name
                                text: file.modelData.path
                                font.weight: file.modelData.program ? Font.DemiBold : Font.Normal
                                Layout.fillWidth: true
                            }
                            SmallText {
                                text: file.modelData.size
                            }
                            ActionButton {
                                quiet: true
                                iconName: "copy"
                                implicitHeight: 28
                                tip: qsTr("Copy path")
                                onClicked: App.copy(file.modelData.path)
                            }
                            ActionButton {
                                quiet: true
                                iconName: "project"
                                implicitHeight: 28
                                tip: qsTr("Show folder")
                                onClicked: App.openFolder(file.modelData.folder)
                            }
                        }
                    }
                }
                RowLayout {
                    spacing: Theme.unit
                    ActionButton {
                        objectName: "bootstrapVerify"
                        iconName: "ok"
                        text: qsTr("Verify")
                        tip: qsTr("Run it, and build it once more elsewhere: the same has to come out. A cargo builds a small project, and itself.")
                        onClicked: App.bootstrap.verify()
                    }
                    ActionButton {
                        objectName: "bootstrapRecipe"
                        text: qsTr("Write as script...")
                        tip: qsTr("A script for sh or ninja that builds the same without Crossyard")
                        onClicked: recipe.open()
                    }
                }
                Line {
                    visible: App.bootstrap.steps.length > 0
                    Layout.fillWidth: true
                }
                Repeater {
                    model: pane.done ? App.bootstrap.steps : []
                    delegate: UseWay {
                        required property var modelData
                        objectName: "next-" + modelData.kind
                        title: pane.titles[modelData.kind] ?? modelData.kind
                        text: modelData.text
                    }
                }
            }
        }
        Item {
            visible: !flick.visible && !pane.build.known
            Layout.fillHeight: true
        }
    }
}
