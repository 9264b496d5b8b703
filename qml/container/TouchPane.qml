// SPDX-License-Identifier: MIT OR Apache-2.0
// What the build may touch: all that the container sees of this machine, and what it may do with it.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Crossyard

Flickable {
    id: pane
    contentHeight: column.implicitHeight + 24
    clip: true
    boundsBehavior: Flickable.StopAtBounds
    ScrollBar.vertical: ThinScrollBar {}

    readonly property var touches: App.containers.touches
    readonly property var bounds: App.containers.bounds
    readonly property var modes: ({
            "read-only": qsTr("reads"),
            "read-write": qsTr("writes"),
            "caught": qsTr("caught")
        })
    readonly property string limits: [pane.bounds.memory ? qsTr("memory %1").arg(pane.bounds.memory) : "", pane.bounds.processes ? qsTr("%1 processes").arg(pane.bounds.processes) : "", pane.bounds.processors ? qsTr("%1 processors").arg(pane.bounds.processors) : ""].filter(t => t).join(", ")
    readonly property var facts: [
        {id: "network", title: qsTr("network"), text: pane.bounds.network ? qsTr("the network of this machine") : qsTr("none"), warning: pane.bounds.network === true},
        {id: "user", title: qsTr("user"), text: pane.bounds.user ? qsTr("%1, which is you").arg(pane.bounds.user) : pane.bounds.rootless ? qsTr("root in the container, which is you outside") : qsTr("the image's, which may be root"), warning: !pane.bounds.user && !pane.bounds.rootless},
        {id: "system", title: qsTr("the image's files"), text: pane.bounds.writableRoot ? qsTr("can be written, and are gone with the container") : qsTr("cannot be written"), warning: false},
        {id: "limits", title: qsTr("limits"), text: pane.limits || qsTr("none of their own"), warning: false},
        {id: "options", title: qsTr("your own options"), text: pane.bounds.options ?? "", warning: true}
    ]

    ColumnLayout {
        id: column
        x: 16
        y: 12
        width: pane.width - 32
        spacing: Theme.unit
        PageTitle {
            title: qsTr("What the build may touch")
            detail: App.containers.protectionFrom === "manifest" ? qsTr("protection as Cargo.toml says") : App.containers.protectionFrom === "chosen" ? qsTr("protection as chosen here for this project") : qsTr("protection as usual")
            ActionButton {
                objectName: "protectionReset"
                visible: App.containers.protectionFrom === "chosen"
                quiet: true
                iconName: "undo"
                tip: qsTr("Leave it to Cargo.toml, or to what is usual")
                onClicked: App.containers.protection = ""
            }
        }
        ProtectionChoice {
            Layout.fillWidth: true
        }
        Notice {
            objectName: "legacyNotice"
            kind: "warning"
            text: App.containers.protection === "legacy" ? qsTr("A build script or a procedural macro, which may be anyone's, can change and delete every file of the project.") : ""
            Layout.fillWidth: true
        }
        SmallText {
            objectName: "touchWaits"
            visible: !App.containers.planned
            text: App.containers.planning ? qsTr("The plan is being made...") : qsTr("What is mounted is known with the plan.")
            Layout.topMargin: Theme.unit
            Layout.fillWidth: true
        }
        ColumnLayout {
            visible: App.containers.planned
            opacity: App.containers.planning ? 0.6 : 1
            spacing: 0
            Layout.topMargin: Theme.unit
            Layout.fillWidth: true
            Repeater {
                model: pane.touches.length
                delegate: ColumnLayout {
                    id: row
                    required property int index
                    readonly property var mount: pane.touches[row.index] ?? ({path: "", outside: "", mode: "", why: ""})
                    readonly property bool writes: row.mount.mode === "read-write"
                    objectName: "touch-" + row.index
                    spacing: 0
                    RowLayout {
                        spacing: 12
                        Layout.minimumHeight: 36
                        Icon {
                            name: row.writes ? "edit" : row.mount.mode === "caught" ? "save" : "search"
                            color: row.writes ? Theme.warning : Theme.faint
                        }
                        SmallText {
                            text: pane.modes[row.mount.mode] ?? row.mount.mode
                            color: row.writes ? Theme.warning : Theme.faint
                            font.weight: row.writes ? Font.DemiBold : Font.Normal
                            Layout.preferredWidth: 56
                        }
                        FixedText {
                            text: row.mount.path
                            Layout.fillWidth: true
                            Layout.preferredWidth: 3
                            Tip {
                                text: qsTr("outside: %1").arg(row.mount.outside)
                                wanted: over.hovered && row.mount.outside.length > 0
                            }
                            HoverHandler {
                                id: over
                            }
                        }
                        SmallText {
                            text: row.mount.why
                            wrapMode: Text.Wrap
                            maximumLineCount: 2
                            Layout.fillWidth: true
                            Layout.preferredWidth: 2
                        }
                    }
                    Line {
                        Layout.fillWidth: true
                    }
                }
            }
            GridLayout {
                columns: 2
                columnSpacing: 16
                rowSpacing: Theme.unit
                Layout.topMargin: 12
                Layout.fillWidth: true
                Repeater {
                    model: pane.facts.length * 2
                    delegate: BodyText {
                        required property int index
                        readonly property var fact: pane.facts[Math.floor(index / 2)]
                        readonly property bool head: index % 2 === 0
                        objectName: head ? "" : "bound-" + fact.id
                        visible: fact.text.length > 0
                        text: head ? fact.title : fact.text
                        font.pixelSize: head ? Theme.small : Theme.body
                        color: head ? Theme.faint : fact.warning ? Theme.warning : Theme.text
                        wrapMode: Text.Wrap
                        Layout.minimumWidth: head ? 100 : 0
                        Layout.fillWidth: !head
                    }
                }
            }
        }
    }
}
