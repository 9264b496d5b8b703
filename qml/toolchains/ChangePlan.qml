// SPDX-License-Identifier: MIT OR Apache-2.0
// What a change would run, bring and take.
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Crossyard

Flickable {
    id: pane
    readonly property var plan: App.changes.plan
    readonly property bool known: pane.plan.title !== undefined
    objectName: "changePlan"
    implicitHeight: column.implicitHeight
    contentHeight: column.implicitHeight
    clip: true
    boundsBehavior: Flickable.StopAtBounds
    ScrollBar.vertical: ThinScrollBar {}

    ColumnLayout {
        id: column
        width: pane.width
        spacing: Theme.unit
        opacity: App.changes.planning && pane.known ? 0.6 : 1
        SmallText {
            visible: App.changes.planning && !pane.known
            text: qsTr("Making the plan...")
        }
        Notice {
            objectName: "changeProblem"
            kind: "failed"
            text: App.changes.problem
            hint: App.changes.hint
            Layout.fillWidth: true
        }
        Repeater {
            model: pane.plan.warnings ?? []
            delegate: Notice {
                required property string modelData
                kind: "warning"
                text: modelData
                Layout.fillWidth: true
            }
        }
        RowLayout {
            visible: pane.known
            spacing: 16
            Repeater {
                model: [{title: qsTr("download"), value: pane.plan.download ?? ""}, {title: qsTr("frees"), value: pane.plan.freed ?? ""}].filter(r => r.value)
                delegate: RowLayout {
                    id: number
                    required property var modelData
                    spacing: Theme.unit
                    SmallText {
                        text: number.modelData.title
                    }
                    BodyText {
                        text: number.modelData.value
                        font.weight: Font.DemiBold
                    }
                }
            }
        }
        ColumnLayout {
            visible: pane.known && (pane.plan.parts ?? []).length > 0
            spacing: 2
            Layout.fillWidth: true
            Repeater {
                model: pane.plan.parts ?? []
                delegate: RowLayout {
                    id: part
                    required property var modelData
                    spacing: Theme.unit
                    Layout.fillWidth: true
                    SmallText {
                        text: part.modelData.what === "add" ? qsTr("comes") : part.modelData.what === "remove" ? qsTr("goes") : qsTr("is updated")
                        Layout.preferredWidth: 64
                    }
                    FixedText {
                        text: part.modelData.name
                        font.pixelSize: Theme.small
                        Layout.fillWidth: true
                    }
                    SmallText {
                        text: part.modelData.size
                    }
                }
            }
        }
        Repeater {
            model: pane.plan.notes ?? []
            delegate: SmallText {
                required property string modelData
                text: modelData
                wrapMode: Text.Wrap
                Layout.fillWidth: true
            }
        }
        SmallText {
            visible: pane.plan.asks ?? false
            text: qsTr("The system asks for a password first.")
            wrapMode: Text.Wrap
            Layout.fillWidth: true
        }
        SmallText {
            visible: pane.plan.sudo ?? false
            text: qsTr("Only root may do this: copy the command and run it in a terminal, then look again.")
            color: Theme.text
            wrapMode: Text.Wrap
            Layout.fillWidth: true
        }
        Repeater {
            model: pane.plan.commands ?? []
            delegate: TextEdit {
                required property string modelData
                text: modelData
                readOnly: true
                selectByMouse: true
                color: Theme.text
                selectionColor: Theme.accentFill
                selectedTextColor: Theme.accentText
                font.family: Theme.fixed
                font.pixelSize: Theme.small
                wrapMode: TextEdit.Wrap
                textFormat: TextEdit.PlainText
                Layout.fillWidth: true
                Accessible.name: qsTr("Command")
            }
        }
    }
}
