// SPDX-License-Identifier: MIT OR Apache-2.0
// The steps with how far each is, and the one button.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Crossyard

Rectangle {
    id: side
    required property string step
    signal chosen(string step)
    color: Theme.page

    readonly property var job: App.bootstrap.jobFacts
    readonly property bool running: side.job.active === true
    readonly property var facts: App.bootstrap.facts
    readonly property var fetching: App.bootstrap.planning ? App.bootstrap.fetching : ({})
    readonly property string fetched: [side.fetching.title, side.fetching.line].filter(t => t).join("\n")
    readonly property string planText: App.bootstrap.planning ? qsTr("planning...") : App.bootstrap.stopped ? App.word("cancelled") : !App.bootstrap.planned ? qsTr("none yet") : side.facts.fetch > 0 ? (side.facts.fetch === 1 ? qsTr("1 crate to fetch") : qsTr("%1 crates to fetch").arg(side.facts.fetch)) : side.facts.build > 0 ? qsTr("%1 to build, %2 stored").arg(side.facts.build).arg(side.facts.stored) : qsTr("all of it is stored")
    readonly property var steps: [
        {id: "source", title: qsTr("Source"), detail: App.bootstrap.known ? App.bootstrap.name + (App.bootstrap.version ? " " + App.bootstrap.version : "") : App.bootstrap.package},
        {id: "crates", title: qsTr("Crates"), detail: App.bootstrap.vendorDirs.length === 0 ? qsTr("no directory") : App.bootstrap.vendorDirs.length === 1 ? qsTr("1 directory") : qsTr("%1 directories").arg(App.bootstrap.vendorDirs.length)},
        {id: "options", title: qsTr("Options"), detail: (App.bootstrap.target || qsTr("this machine")) + ", " + App.bootstrap.profile},
        {id: "plan", title: qsTr("Plan"), detail: side.planText},
        {id: "result", title: qsTr("Result"), detail: side.running ? side.job.progress : App.bootstrap.upToDate ? qsTr("up to date") : side.job.state ? App.word(side.job.state) : qsTr("not built yet")}
    ]

    ColumnLayout {
        anchors.fill: parent
        spacing: 0
        StepRows {
            objectName: "bootstrapSteps"
            steps: side.steps
            walk: App.bootstrap.walk
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
                objectName: "bootstrapCancel"
                visible: side.running
                iconName: "stop"
                text: qsTr("Cancel")
                Layout.fillWidth: true
                onClicked: App.bootstrap.cancel()
            }
            ActionButton {
                objectName: "bootstrapStart"
                visible: !side.running && side.fetched.length === 0 && !App.bootstrap.stopped && !App.bootstrap.upToDate
                primary: true
                enabled: App.bootstrap.canStart
                iconName: "bootstrap"
                text: side.facts.fetch > 0 ? qsTr("Fetch and build") : qsTr("Build")
                Layout.fillWidth: true
                onClicked: App.bootstrap.start()
            }
            ProgressLine {
                visible: side.fetched.length > 0
                running: true
                done: side.fetching.done ?? 0
                total: side.fetching.total ?? 0
                Layout.fillWidth: true
            }
            SmallText {
                objectName: "bootstrapFetching"
                visible: text.length > 0
                text: side.fetched
                wrapMode: Text.WrapAtWordBoundaryOrAnywhere
                maximumLineCount: 6
                Layout.fillWidth: true
            }
            ActionButton {
                objectName: "bootstrapStop"
                visible: side.fetched.length > 0
                iconName: "stop"
                text: qsTr("Cancel")
                Layout.fillWidth: true
                onClicked: App.bootstrap.stop()
            }
            ActionButton {
                objectName: "bootstrapPlanAgain"
                visible: !side.running && App.bootstrap.stopped
                primary: true
                iconName: "refresh"
                text: qsTr("Make the plan")
                Layout.fillWidth: true
                onClicked: App.bootstrap.refresh()
            }
            SmallText {
                objectName: "bootstrapNext"
                text: side.running || side.fetched ? "" : App.bootstrap.stopped ? qsTr("Planning was cancelled.") : App.bootstrap.planning ? qsTr("The plan is being made.") : App.bootstrap.upToDate ? qsTr("Nothing to do: the result is there and up to date.") : App.bootstrap.canStart ? (side.facts.fetch > 0 ? qsTr("Which units are built is known once the crates are here.") : side.facts.build === 1 ? qsTr("1 unit is compiled, the rest is there.") : side.facts.build > 0 ? qsTr("%1 units are compiled or run.").arg(side.facts.build) : qsTr("All units are there; the result is put in its place.")) : App.bootstrap.planned ? qsTr("The plan cannot be carried out as it is.") : qsTr("There is no plan to carry out.")
                visible: text.length > 0
                wrapMode: Text.Wrap
                Layout.fillWidth: true
            }
        }
    }
}
