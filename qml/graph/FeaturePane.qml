// SPDX-License-Identifier: MIT OR Apache-2.0
// The features of the selected package, to be asked about: what one more or one less brings and takes, and, where a
// member of the workspace asks for the package, the change of its Cargo.toml.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Crossyard

ColumnLayout {
    id: pane
    readonly property var preview: App.features.preview
    readonly property bool asked: pane.preview.feature !== undefined
    readonly property bool isMember: App.features.kind === "member"
    spacing: 6

    SmallText {
        text: qsTr("Features")
        font.weight: Font.DemiBold
        Accessible.role: Accessible.Heading
        Accessible.name: text
    }
    SmallText {
        text: pane.isMember ? qsTr("Click one to see what it costs. Nothing is written.") : App.features.sites.length === 1 ? qsTr("Asked for by %1. Click one to see what it costs.").arg(App.features.sites[0]) : qsTr("Click one to see what it costs. Asked for by:")
        wrapMode: Text.Wrap
        Layout.fillWidth: true
    }
    Flow {
        visible: App.features.sites.length > 1
        spacing: 4
        Layout.fillWidth: true
        Repeater {
            model: App.features.sites
            delegate: Chip {
                required property string modelData
                width: Math.min(implicitWidth, pane.width)
                required property int index
                objectName: "featureSite-" + index
                oneOf: true
                on: App.features.site === index
                text: modelData
                onClicked: App.features.site = index
            }
        }
    }
    Flow {
        spacing: 4
        Layout.fillWidth: true
        Chip {
            objectName: "feature-default"
            visible: App.features.hasDefault
            text: qsTr("default features")
            on: App.features.defaultFeatures
            onClicked: App.features.ask("default")
        }
        Repeater {
            model: App.features.features
            delegate: Chip {
                required property var modelData
                width: Math.min(implicitWidth, pane.width)
                objectName: "feature-" + modelData.name
                text: modelData.on && !modelData.asked ? qsTr("%1 (on anyway)").arg(modelData.name) : modelData.name
                tip: modelData.pulls
                on: modelData.asked
                onClicked: App.features.ask(modelData.name)
            }
        }
    }
    SmallText {
        visible: App.features.features.length === 0 && !App.features.hasDefault
        text: qsTr("It has none.")
    }
    Notice {
        objectName: "featureProblem"
        kind: "failed"
        text: App.features.problem
        hint: App.features.hint
        Layout.fillWidth: true
    }
    SmallText {
        visible: App.features.busy
        text: qsTr("Reading the project with it...")
    }
    Rectangle {
        objectName: "featurePreview"
        visible: pane.asked
        color: Theme.side
        border.color: Theme.line
        radius: 4
        implicitHeight: shown.implicitHeight + 20
        Layout.fillWidth: true
        ColumnLayout {
            id: shown
            x: 10
            y: 10
            width: parent.width - 20
            spacing: 6
            BodyText {
                readonly property string feature: pane.preview.feature === "default" ? qsTr("default features") : pane.preview.feature ?? ""
                text: pane.preview.on ? qsTr("With %1").arg(feature) : qsTr("Without %1").arg(feature)
                font.weight: Font.DemiBold
                wrapMode: Text.Wrap
                Layout.fillWidth: true
            }
            Repeater {
                model: pane.asked ? [
                    {title: qsTr("comes"), list: pane.preview.come, tint: Theme.ok},
                    {title: qsTr("goes"), list: pane.preview.go, tint: Theme.failure},
                    {title: qsTr("changes"), list: pane.preview.changes, tint: Theme.text}
                ].filter(part => part.list.length > 0) : []
                delegate: ColumnLayout {
                    id: part
                    required property var modelData
                    spacing: 0
                    SmallText {
                        text: part.modelData.title + "  " + part.modelData.list.length
                    }
                    Text {
                        text: part.modelData.list.slice(0, 12).join("\n") + (part.modelData.list.length > 12 ? "\n" + qsTr("%1 more").arg(part.modelData.list.length - 12) : "")
                        color: part.modelData.tint
                        font.family: Theme.fixed
                        font.pixelSize: Theme.small
                        wrapMode: Text.WrapAtWordBoundaryOrAnywhere
                        textFormat: Text.PlainText
                        Layout.fillWidth: true
                    }
                }
            }
            SmallText {
                visible: pane.asked && pane.preview.nothing
                text: qsTr("No package comes or goes, and no feature changes.")
                wrapMode: Text.Wrap
                Layout.fillWidth: true
            }
            Notice {
                objectName: "featureStays"
                kind: "warning"
                text: pane.asked && pane.preview.askers.length > 0 ? qsTr("It stays on. Asked for by %1").arg(pane.preview.askers.join("; ")) : ""
                Layout.fillWidth: true
            }
            Diff {
                visible: pane.asked && pane.preview.difference.length > 0
                text: pane.preview.difference ?? ""
                Layout.fillWidth: true
            }
            FixedText {
                visible: pane.asked && pane.preview.command.length > 0
                text: pane.preview.command ?? ""
                font.pixelSize: Theme.small
                wrapMode: Text.WrapAtWordBoundaryOrAnywhere
                Layout.fillWidth: true
            }
            Flow {
                spacing: Theme.unit
                Layout.fillWidth: true
                ActionButton {
                    objectName: "writeFeature"
                    visible: pane.asked && pane.preview.difference.length > 0
                    primary: true
                    text: qsTr("Write")
                    tip: qsTr("Write this change to Cargo.toml")
                    onClicked: App.features.write()
                }
                ActionButton {
                    objectName: "copyFeature"
                    visible: pane.asked && pane.preview.command.length > 0
                    iconName: "copy"
                    text: qsTr("Copy command")
                    onClicked: App.copy(pane.preview.command)
                }
                ActionButton {
                    objectName: "dropFeature"
                    quiet: true
                    text: qsTr("Close")
                    onClicked: App.features.drop()
                }
            }
        }
    }
    ActionButton {
        objectName: "undoFeature"
        visible: App.features.undoable.length > 0
        iconName: "undo"
        text: qsTr("Take the change back")
        tip: App.features.undoable
        onClicked: App.features.undo()
    }
    Line {
        Layout.fillWidth: true
    }
}
