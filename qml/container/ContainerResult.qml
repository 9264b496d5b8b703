// SPDX-License-Identifier: MIT OR Apache-2.0
// The last job in a container for this project: how it goes, why it failed, and what its tests gave.
import QtQuick
import QtQuick.Layouts
import Crossyard

ColumnLayout {
    id: pane
    signal showPage(string page)
    signal showStep(string step)
    readonly property var job: App.containers.jobFacts
    readonly property bool any: pane.job.title !== undefined
    readonly property int writes: App.containers.writes.count
    spacing: 0

    EmptyState {
        visible: !pane.any
        iconName: "container"
        title: qsTr("Nothing was run yet")
        text: qsTr("What a build, a run or a test in a container gave stands here then; programs go to where cross and cargo leave them.")
        action: App.containers.planned ? qsTr("Show plan") : ""
        Layout.alignment: Qt.AlignHCenter
        Layout.topMargin: 64
        onActed: pane.showStep("plan")
    }
    RowLayout {
        visible: pane.any
        spacing: 12
        Layout.margins: 12
        Layout.leftMargin: 16
        StateMark {
            kind: pane.job.state ?? "queued"
        }
        ColumnLayout {
            spacing: 2
            BodyText {
                objectName: "containerJob"
                text: pane.job.title ?? ""
                font.weight: Font.DemiBold
                Layout.fillWidth: true
            }
            SmallText {
                text: pane.job.progress ?? ""
                elide: Text.ElideMiddle
                Layout.fillWidth: true
            }
        }
        ActionButton {
            quiet: true
            iconName: "jobs"
            text: qsTr("Show log")
            onClicked: {
                App.jobs.current = App.containers.job;
                pane.showPage("jobs");
            }
        }
    }
    Notice {
        objectName: "containerFailure"
        kind: "failed"
        text: pane.job.cause ?? ""
        hint: pane.job.causeText ?? ""
        // Tests that failed say why themselves.
        visible: text.length > 0 && !(App.containers.verb === "test" && App.containers.tests.failed > 0)
        Layout.fillWidth: true
        Layout.margins: 12
        Layout.leftMargin: 16
        Layout.topMargin: 0
    }
    RowLayout {
        visible: App.containers.debugger.length > 0
        spacing: Theme.unit
        Layout.margins: 12
        Layout.leftMargin: 16
        Layout.topMargin: 0
        StateMark {
            kind: "waiting"
            Layout.alignment: Qt.AlignTop
        }
        ColumnLayout {
            spacing: 2
            BodyText {
                text: qsTr("The program waits for a debugger:")
                Layout.fillWidth: true
            }
            FixedText {
                objectName: "debuggerCommand"
                text: App.containers.debugger
                Layout.fillWidth: true
            }
        }
        ActionButton {
            objectName: "debuggerCopy"
            iconName: "copy"
            text: qsTr("Copy command")
            onClicked: App.copy(App.containers.debugger)
        }
    }
    RowLayout {
        visible: pane.any && pane.writes > 0
        spacing: Theme.unit
        Layout.margins: 12
        Layout.leftMargin: 16
        Layout.topMargin: 0
        Notice {
            kind: "warning"
            text: pane.writes === 0 ? "" : pane.writes === 1 ? qsTr("1 file of the project was written, and caught.") : qsTr("%1 files of the project were written, and caught.").arg(pane.writes)
            Layout.fillWidth: true
        }
        ActionButton {
            objectName: "showWrites"
            text: qsTr("Look at them")
            onClicked: pane.showStep("writes")
        }
    }
    Line {
        visible: pane.any
        Layout.fillWidth: true
    }
    TestList {
        visible: App.containers.verb === "test"
        running: pane.job.active === true
        Layout.fillWidth: true
        Layout.fillHeight: true
    }
    Item {
        visible: App.containers.verb !== "test"
        Layout.fillHeight: true
    }
}
