// SPDX-License-Identifier: MIT OR Apache-2.0
// One job: its progress, its units, its log.
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Crossyard

ColumnLayout {
    id: view
    readonly property var job: App.jobs.shown
    property string tab: "log"
    spacing: 0

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
            visible: view.job.active === true
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
    }
    RowLayout {
        Layout.leftMargin: 4
        spacing: 0
        Repeater {
            model: [
                {id: "log", title: qsTr("Log")},
                {id: "units", title: qsTr("Activities")},
                {id: "commands", title: qsTr("Commands")},
                {id: "plan", title: qsTr("Plan")}
            ]
            delegate: ActionButton {
                required property var modelData
                quiet: true
                text: modelData.title
                opacity: view.tab === modelData.id ? 1 : 0.65
                Accessible.role: Accessible.PageTab
                onClicked: view.tab = modelData.id
                Rectangle {
                    visible: view.tab === parent.modelData.id
                    width: parent.width - 16
                    x: 8
                    height: 2
                    anchors.bottom: parent.bottom
                    color: Theme.accent
                }
            }
        }
    }
    Line {
        Layout.fillWidth: true
    }
    StackLayout {
        Layout.fillWidth: true
        Layout.fillHeight: true
        currentIndex: view.tab === "log" ? 0 : view.tab === "units" ? 1 : 2
        LogView {}
        ListPane {
            model: view.tab === "units" ? App.jobs.units : []
            delegate: Item {
                id: unit
                required property var modelData
                width: ListView.view.width
                implicitHeight: 24
                Accessible.role: Accessible.ListItem
                Accessible.name: unit.modelData.title + ", " + unit.modelData.state
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
                text: view.job.id !== undefined && (view.tab === "plan" || view.tab === "commands") ? App.jobs.detail(view.job.id, view.tab) || qsTr("Nothing was recorded.") : ""
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
