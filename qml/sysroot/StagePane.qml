// SPDX-License-Identifier: MIT OR Apache-2.0
// The picture of the stages with what can be done to it: crates are added above, the selected one is changed below.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Dialogs
import QtQuick.Layouts
import Crossyard

ColumnLayout {
    id: pane
    readonly property var node: App.stages.node
    readonly property bool any: pane.node.name !== undefined
    spacing: 0

    Flow {
        spacing: 0
        Layout.fillWidth: true
        Layout.leftMargin: 4
        ActionButton {
            objectName: "pictureAdd"
            quiet: true
            iconName: "plus"
            text: qsTr("Library crate")
            enabled: App.stages.usable && App.stages.offered.length > 0
            onClicked: picker.open()
            CratePicker {
                id: picker
                y: parent.height
                onPicked: name => {
                    App.stages.addCrate(name);
                    canvas.forceActiveFocus();
                }
            }
        }
        ActionButton {
            objectName: "pictureAddOwn"
            quiet: true
            iconName: "plus"
            text: qsTr("Own crate...")
            enabled: App.stages.usable
            onClicked: pick.choose(false)
        }
        ActionButton {
            objectName: "picturePatch"
            quiet: true
            iconName: "plus"
            text: pane.node.canPatch === true ? qsTr("Patch %1...").arg(pane.node.name) : qsTr("Patch...")
            tip: qsTr("A crate of yours in the place of one of crates-io")
            enabled: App.stages.usable
            onClicked: pick.choose(true)
        }
        ActionButton {
            objectName: "pictureGraph"
            quiet: true
            iconName: "graph"
            text: qsTr("All units")
            tip: qsTr("The graph of all that the sysroot is built from")
            enabled: App.graph.canSysroot
            onClicked: {
                App.graph.of = "sysroot";
                App.showPage("graph");
            }
        }
    }
    FolderDialog {
        id: pick
        property bool patch: false
        title: pick.patch ? qsTr("The crate that stands for one of crates-io") : qsTr("The crate's folder")
        function choose(patch: bool): void {
            pick.patch = patch;
            pick.open();
        }
        onAccepted: pick.patch ? App.stages.addPatch(selectedFolder) : App.stages.addFolder(selectedFolder)
    }
    Notice {
        objectName: "pictureProblem"
        kind: "failed"
        text: App.plan.error
        hint: App.plan.hint
        Layout.fillWidth: true
        Layout.leftMargin: 12
        Layout.rightMargin: 12
        Layout.bottomMargin: 4
    }
    SmallText {
        visible: App.stages.byDefault && App.stages.crates.length > 0
        text: qsTr("Xargo.toml names no crate: these follow from the target. The first edit names them all.")
        wrapMode: Text.Wrap
        Layout.fillWidth: true
        Layout.leftMargin: 12
        Layout.rightMargin: 12
        Layout.bottomMargin: 4
    }
    Item {
        Layout.fillWidth: true
        Layout.fillHeight: true
        StageCanvas {
            id: canvas
            objectName: "stageCanvas"
            anchors.fill: parent
            visible: App.stages.crates.length > 0
        }
        EmptyState {
            visible: App.stages.crates.length === 0
            anchors.centerIn: parent
            iconName: "sysroot"
            title: App.target ? qsTr("Making the plan") : qsTr("No target is chosen")
            text: qsTr("The picture shows of which crates the sysroot is made, stage by stage.")
        }
    }
    Line {
        Layout.fillWidth: true
    }
    Flickable {
        id: details
        objectName: "stageDetails"
        Layout.fillWidth: true
        Layout.preferredHeight: Math.min(column.implicitHeight + 20, Math.max(120, pane.height * 0.36))
        contentHeight: column.implicitHeight + 20
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        ScrollBar.vertical: ThinScrollBar {}
        ColumnLayout {
            id: column
            x: 12
            y: 10
            width: details.width - 24
            spacing: 6
            SmallText {
                visible: !pane.any
                text: qsTr("Click a crate to see and change it; drag it to another stage, or press Alt+Up and Alt+Down.")
                wrapMode: Text.Wrap
                Layout.fillWidth: true
            }
            RowLayout {
                visible: pane.any
                spacing: Theme.unit
                ColumnLayout {
                    spacing: 0
                    FixedText {
                        objectName: "stageName"
                        text: pane.node.name ?? ""
                        font.weight: Font.DemiBold
                        Layout.fillWidth: true
                    }
                    SmallText {
                        text: pane.node.detail ?? ""
                        visible: text.length > 0
                        wrapMode: Text.Wrap
                        Layout.fillWidth: true
                    }
                }
                ActionButton {
                    objectName: "stageUp"
                    visible: pane.node.canMove === true
                    quiet: true
                    iconName: "up"
                    tip: qsTr("One stage earlier (Alt+Up)")
                    enabled: App.stages.usable
                    onClicked: App.stages.moveBy(-1)
                }
                ActionButton {
                    objectName: "stageDown"
                    visible: pane.node.canMove === true
                    quiet: true
                    iconName: "down"
                    tip: qsTr("One stage later (Alt+Down)")
                    enabled: App.stages.usable
                    onClicked: App.stages.moveBy(1)
                }
                ActionButton {
                    objectName: "dropPatch"
                    visible: pane.node.canDrop === true
                    text: qsTr("Drop the patch")
                    enabled: App.stages.usable
                    onClicked: App.stages.dropPatch()
                }
                ActionButton {
                    objectName: "removeFromPicture"
                    visible: pane.node.canRemove === true
                    quiet: true
                    iconName: "remove"
                    tip: qsTr("Remove this crate (Delete)")
                    enabled: App.stages.usable
                    onClicked: App.stages.removeCrate()
                }
            }
            Notice {
                kind: "warning"
                objectName: "stageReplaces"
                text: pane.node.replaces ? qsTr("replaces %1").arg(pane.node.replaces) : ""
                Layout.fillWidth: true
            }
            Repeater {
                model: pane.node.notes ?? []
                delegate: SmallText {
                    required property string modelData
                    text: modelData
                    wrapMode: Text.Wrap
                    Layout.fillWidth: true
                }
            }
            Flow {
                visible: pane.any && (pane.node.features.length > 0 || pane.node.hasDefault)
                spacing: 4
                Layout.fillWidth: true
                Chip {
                    objectName: "stageDefaults"
                    visible: pane.node.hasDefault === true
                    text: qsTr("default features")
                    enabled: App.stages.usable
                    on: pane.node.defaultFeatures === true
                    onClicked: App.stages.toggleDefaultFeatures()
                }
                Repeater {
                    model: pane.node.features ?? []
                    delegate: Chip {
                        required property var modelData
                        width: Math.min(implicitWidth, column.width)
                        objectName: "stageFeature-" + modelData.name
                        text: modelData.active && !modelData.chosen ? qsTr("%1 (on anyway)").arg(modelData.name) : modelData.name
                        tip: [modelData.byDefault ? qsTr("one of the default features") : "", modelData.pulls].filter(part => part).join(": ")
                        enabled: App.stages.usable
                        on: modelData.chosen
                        onClicked: App.stages.toggleFeature(modelData.name)
                    }
                }
            }
            SmallText {
                visible: pane.any && pane.node.related.length > 0
                text: pane.any ? pane.node.relation + ": " + pane.node.related.join(", ") : ""
                wrapMode: Text.Wrap
                Layout.fillWidth: true
            }
        }
    }
}
