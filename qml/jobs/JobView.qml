// SPDX-License-Identifier: MIT OR Apache-2.0
// One job: its progress, its units, its log.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Crossyard

ColumnLayout {
    id: view
    readonly property var job: App.jobs.shown
    property string tab: "log"
    signal showPage(string page)
    spacing: 0

    // What mends a well-known failure, by the name that core gives it.
    readonly property var mends: ({
            "build-sysroot": {text: qsTr("Build sysroot"), run: () => App.act("build-sysroot")},
            "build-anew": {text: qsTr("Clean and build anew"), run: () => App.act("build-anew")},
            "install-linker": {text: qsTr("Show what is missing"), run: () => view.showPage("project")},
            "free-space": {text: qsTr("Show built sysroots"), run: () => view.showPage("sysroot")}
        })
    readonly property var mend: view.mends[view.job.mend ?? ""] ?? null
    readonly property BuildModel picture: BuildModel {
        jobs: App.jobs
    }
    // A job that compiles no units has nothing to show there.
    readonly property string shownTab: view.tab === "build" && !view.picture.known ? "log" : view.tab
    function showLine(line: int): void {
        view.tab = "log";
        App.jobs.log.onlyActivity = 0;
        log.showLine(line);
    }

    RowLayout {
        Layout.fillWidth: true
        Layout.margins: 12
        spacing: 12
        StateMark {
            kind: view.job.state ?? "queued"
        }
        ColumnLayout {
            spacing: 2
            BodyText {
                text: view.job.title ?? ""
                font.weight: Font.DemiBold
                Layout.fillWidth: true
            }
            SmallText {
                text: view.job.progress ?? ""
                Layout.fillWidth: true
            }
        }
        ActionButton {
            visible: view.job.ours === true
            objectName: "cancelJob"
            iconName: "stop"
            text: qsTr("Cancel")
            onClicked: App.jobs.cancel(view.job.id)
        }
        ActionButton {
            visible: view.job.active === false && App.jobs.canRunAgain(view.job.id)
            iconName: "again"
            text: qsTr("Run again")
            onClicked: App.runAgain(view.job.id)
        }
    }
    ProgressLine {
        Layout.fillWidth: true
        running: view.job.active === true
        done: view.job.done ?? 0
        total: view.job.total ?? 0
    }
    Notice {
        Layout.fillWidth: true
        Layout.margins: 12
        kind: "failed"
        text: view.job.cause ?? ""
        hint: view.job.causeText ?? ""
        ActionButton {
            objectName: "mend"
            visible: view.mend !== null
            text: view.mend ? view.mend.text : ""
            onClicked: view.mend.run()
        }
    }
    Flow {
        Layout.fillWidth: true
        Layout.leftMargin: 4
        Repeater {
            model: [
                {id: "log", title: qsTr("Log")},
                {id: "build", title: qsTr("Build")},
                {id: "problems", title: App.jobs.diagnostics.count > 0 ? qsTr("Problems (%1)").arg(App.jobs.diagnostics.count) : qsTr("Problems")},
                {id: "units", title: qsTr("Activities")},
                {id: "commands", title: qsTr("Commands")},
                {id: "plan", title: qsTr("Plan")},
                {id: "environment", title: qsTr("Environment")}
            ]
            delegate: Tab {
                required property var modelData
                objectName: "tab-" + modelData.id
                title: modelData.title
                visible: modelData.id !== "build" || view.picture.known
                current: view.shownTab === modelData.id
                onChosen: view.tab = modelData.id
            }
        }
    }
    Line {
        Layout.fillWidth: true
    }
    StackLayout {
        Layout.fillWidth: true
        Layout.fillHeight: true
        currentIndex: ({log: 0, problems: 1, units: 2, build: 3})[view.shownTab] ?? 4
        LogView {
            id: log
        }
        ProblemList {
            onShowLine: line => view.showLine(line)
        }
        ListPane {
            id: units
            objectName: "activities"
            model: view.tab === "units" ? App.jobs.units : []
            Keys.onReturnPressed: if (units.currentItem) (units.currentItem as ListRow).chosen()
            delegate: ListRow {
                id: unit
                required property var modelData
                required property int index
                width: ListView.view.width
                implicitHeight: 24
                current: ListView.isCurrentItem && units.activeFocus
                focused: units.activeFocus
                Accessible.name: unit.modelData.title + ", " + App.word(unit.modelData.state)
                // The log of this one alone.
                onChosen: {
                    App.jobs.log.onlyActivity = unit.modelData.id;
                    view.tab = "log";
                }
                RowLayout {
                    anchors { fill: parent; leftMargin: 12 + 16 * unit.modelData.depth; rightMargin: 12 }
                    spacing: Theme.unit
                    StateMark {
                        kind: unit.modelData.state
                    }
                    FixedText {
                        text: unit.modelData.title
                        Layout.fillWidth: true
                    }
                    SmallText {
                        text: unit.modelData.elapsed
                    }
                }
            }
        }
        BuildPane {
            build: view.picture
        }
        Flickable {
            id: flick
            clip: true
            contentHeight: text.implicitHeight + 24
            boundsBehavior: Flickable.StopAtBounds
            ScrollBar.vertical: ThinScrollBar {}
            TextEdit {
                id: text
                x: 12
                y: 12
                width: flick.width - 24
                readOnly: true
                selectByMouse: true
                text: view.job.id !== undefined && ["plan", "commands", "environment"].includes(view.tab) ? App.jobs.detail(view.job.id, view.tab) || qsTr("Nothing was recorded.") : ""
                color: Theme.text
                selectionColor: Theme.accentFill
                selectedTextColor: Theme.accentText
                font.family: Theme.fixed
                font.pixelSize: Theme.small
                wrapMode: TextEdit.WrapAnywhere
                textFormat: TextEdit.PlainText
                Accessible.name: view.tab
            }
        }
    }
}
