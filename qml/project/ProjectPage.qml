// SPDX-License-Identifier: MIT OR Apache-2.0
// What building the project for its target needs: what is there, what is missing, and what mends it.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Crossyard

Item {
    id: page
    signal showPage(string page)
    signal openProject

    EmptyState {
        visible: App.project.length === 0
        anchors.centerIn: parent
        iconName: "project"
        title: qsTr("Open a Rust project")
        text: qsTr("Crossyard finds out what building it for another machine needs, builds the standard library for it, and runs the result. Drop a folder here, or open one.")
        action: qsTr("Open project...")
        onActed: page.openProject()
        ActionButton {
            text: qsTr("Try the sample firmware")
            visible: App.sample.length > 0
            Layout.alignment: Qt.AlignHCenter
            onClicked: {
                App.openProject(App.sample);
                App.target = "thumbv7m-none-eabi";
            }
        }
        Repeater {
            model: App.recent.slice(0, 5)
            delegate: ActionButton {
                required property string modelData
                quiet: true
                text: modelData
                iconName: "project"
                Layout.alignment: Qt.AlignHCenter
                onClicked: App.openProject(modelData)
            }
        }
    }

    ColumnLayout {
        visible: App.project.length > 0
        anchors { fill: parent; margins: 16 }
        spacing: Theme.unit

        PageTitle {
            title: App.projectName
            detail: App.project
            ActionButton {
                quiet: true
                iconName: "project"
                text: qsTr("Show folder")
                onClicked: App.openFolder(App.project)
            }
        }
        Notice {
            kind: "failed"
            text: App.projectProblem
            Layout.fillWidth: true
        }
        PageTitle {
            title: App.target ? (App.looked && !App.looking ? (App.canBuild ? qsTr("Ready for %1").arg(App.target) : qsTr("Not ready for %1").arg(App.target))
                                                            : qsTr("Looking what is there for %1").arg(App.target))
                              : qsTr("Which target?")
            ActionButton {
                quiet: true
                iconName: "refresh"
                text: qsTr("Check again")
                enabled: !App.looking
                onClicked: App.refresh()
            }
        }
        Line {
            Layout.fillWidth: true
        }
        EmptyState {
            visible: App.target.length === 0
            Layout.alignment: Qt.AlignHCenter
            Layout.topMargin: 48
            iconName: "targets"
            title: qsTr("No target is chosen")
            text: qsTr("A target says which processor and system the program is for. Find yours by the name of the chip or board.")
            action: qsTr("Choose target")
            onActed: page.showPage("targets")
        }
        Notice {
            kind: "failed"
            text: App.problem
            Layout.fillWidth: true
        }
        ListPane {
            id: list
            objectName: "readiness"
            visible: App.target.length > 0
            Layout.fillWidth: true
            Layout.fillHeight: true
            model: App.readiness
            spacing: 0
            delegate: ListRow {
                id: finding
                required property string title
                required property string state
                required property string how
                required property string mend
                required property bool required
                required property int index
                readonly property bool bad: finding.state === "missing" || finding.state === "broken"
                width: ListView.view.width
                implicitHeight: content.implicitHeight + 16
                current: ListView.isCurrentItem && ListView.view.activeFocus
                focused: true
                Accessible.name: App.word(finding.state) + ": " + finding.title + ". " + finding.how
                onChosen: {
                    list.currentIndex = finding.index;
                    list.forceActiveFocus();
                }
                RowLayout {
                    id: content
                    anchors { left: parent.left; right: parent.right; top: parent.top; margins: 8 }
                    spacing: 12
                    StateMark {
                        kind: finding.bad && !finding.required ? "optional" : finding.state
                        Layout.alignment: Qt.AlignTop
                    }
                    SmallText {
                        text: finding.bad && !finding.required ? App.word("optional") : App.word(finding.state)
                        Layout.preferredWidth: 72
                        Layout.alignment: Qt.AlignTop
                        Layout.topMargin: 2
                    }
                    BodyText {
                        text: finding.title
                        wrapMode: Text.Wrap
                        Layout.preferredWidth: Math.min(280, list.width * 0.3)
                        Layout.alignment: Qt.AlignTop
                    }
                    ColumnLayout {
                        Layout.fillWidth: true
                        spacing: 4
                        BodyText {
                            text: finding.how
                            color: Theme.faint
                            wrapMode: Text.Wrap
                            Layout.fillWidth: true
                        }
                        RowLayout {
                            visible: finding.mend.length > 0
                            spacing: 4
                            FixedText {
                                text: finding.mend
                                Layout.fillWidth: true
                                Layout.maximumWidth: Math.ceil(implicitWidth) + 1
                            }
                            ActionButton {
                                quiet: true
                                iconName: "copy"
                                tip: qsTr("Copy this command")
                                onClicked: App.copy(finding.mend)
                            }
                        }
                    }
                }
                Line {
                    anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
                    opacity: 0.5
                }
            }
        }
        Item {
            visible: !list.visible
            Layout.fillHeight: true
        }
    }
}
