// SPDX-License-Identifier: MIT OR Apache-2.0
// A change of a toolchain: what is wanted, the plan of it, and the one button that starts it.
import QtQuick
import QtQuick.Layouts
import Crossyard

FocusScope {
    id: pane
    readonly property string kind: App.changes.kind
    readonly property bool chooses: pane.kind === "install" || pane.kind === "modify"
    Keys.onEscapePressed: App.changes.close()

    ColumnLayout {
        anchors { fill: parent; margins: 16 }
        spacing: Theme.unit
        PageTitle {
            title: pane.kind === "install" ? qsTr("Install a toolchain") : pane.kind === "remove" ? qsTr("Remove") : pane.kind === "modify" ? qsTr("Components and targets") : App.changes.toolchain ? qsTr("Update") : qsTr("Update all of rustup's toolchains")
            ActionButton {
                objectName: "closeChange"
                quiet: true
                iconName: "failed"
                tip: qsTr("Close (Esc)")
                onClicked: App.changes.close()
            }
        }
        FixedText {
            visible: App.changes.toolchain.length > 0
            text: App.changes.toolchain
            Layout.fillWidth: true
        }
        InstallChoice {
            visible: pane.kind === "install"
            Layout.fillWidth: true
        }
        OfferList {
            visible: pane.chooses
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.topMargin: 4
        }
        Line {
            visible: pane.chooses
            Layout.fillWidth: true
        }
        ChangePlan {
            id: plan
            Layout.fillWidth: true
            Layout.fillHeight: !pane.chooses
            // The list above is left some rows.
            readonly property real room: Math.max(72, pane.height - (pane.kind === "install" ? 372 : 300))
            Layout.preferredHeight: pane.chooses ? Math.min(plan.implicitHeight, plan.room) : -1
            Layout.maximumHeight: pane.chooses ? plan.room : Number.POSITIVE_INFINITY
        }
        SmallText {
            visible: pane.kind === "modify" && !plan.known && !App.changes.planning && !App.changes.problem
            text: qsTr("Tick what shall be there, untick what shall go.")
            wrapMode: Text.Wrap
            Layout.fillWidth: true
        }
        RowLayout {
            spacing: Theme.unit
            Layout.fillWidth: true
            Layout.topMargin: 4
            ActionButton {
                objectName: "startChange"
                primary: true
                enabled: App.changes.ready
                text: pane.kind === "install" ? qsTr("Install") : pane.kind === "remove" ? qsTr("Remove") : pane.kind === "modify" ? qsTr("Apply") : qsTr("Update")
                onClicked: App.changes.start()
            }
            ActionButton {
                visible: plan.known && (plan.plan.commands ?? []).length > 0
                objectName: "copyChange"
                iconName: "copy"
                text: qsTr("Copy command")
                onClicked: App.copy(plan.plan.commandLine)
            }
        }
    }
}
