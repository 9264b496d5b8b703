// SPDX-License-Identifier: MIT OR Apache-2.0
// Everything about the selected node; where none is, what the picture says.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Crossyard

Flickable {
    id: pane
    readonly property var node: App.graph.node
    readonly property bool any: App.graph.selected >= 0 && pane.node.title !== undefined
    contentHeight: column.implicitHeight + 24
    clip: true
    boundsBehavior: Flickable.StopAtBounds
    ScrollBar.vertical: ThinScrollBar {}
    // Another node is read from its beginning.
    Connections {
        target: App.graph
        function onSelectedChanged(): void {
            pane.contentY = 0;
        }
    }

    ColumnLayout {
        id: column
        x: 16
        y: 12
        width: pane.width - 32
        spacing: 12

        ColumnLayout {
            visible: !pane.any
            spacing: 12
            BodyText {
                text: qsTr("No node is selected")
                font.weight: Font.DemiBold
            }
            BodyText {
                text: qsTr("Click a node, or walk with the arrow keys: down to what it needs, up to what needs it. A double click shows what is around it.")
                color: Theme.faint
                wrapMode: Text.Wrap
                Layout.fillWidth: true
            }
            Repeater {
                model: App.graph.remarks
                delegate: Notice {
                    required property string modelData
                    kind: "warning"
                    text: modelData
                    Layout.fillWidth: true
                }
            }
            Line {
                Layout.fillWidth: true
            }
            Legend {
                Layout.fillWidth: true
            }
        }

        ColumnLayout {
            visible: pane.any
            spacing: 2
            FixedText {
                objectName: "nodeName"
                text: pane.node.name ?? ""
                font.weight: Font.DemiBold
                Layout.fillWidth: true
            }
            SmallText {
                text: [pane.node.version, pane.node.unit, pane.node.source].filter(part => part).join("  ·  ")
                wrapMode: Text.Wrap
                Layout.fillWidth: true
            }
        }
        Flow {
            visible: pane.any
            spacing: Theme.unit
            Layout.fillWidth: true
            ActionButton {
                objectName: "focusNode"
                text: qsTr("Focus")
                tip: qsTr("The node and what is near it (Space, or a double click)")
                onClicked: App.graph.focus(App.graph.selected)
            }
            ActionButton {
                objectName: "copyWhy"
                iconName: "copy"
                text: qsTr("Copy command")
                tip: App.graph.command
                onClicked: App.copy(App.graph.command)
            }
            ActionButton {
                visible: (pane.node.manifest ?? "").length > 0
                quiet: true
                iconName: "edit"
                tip: qsTr("Open its Cargo.toml")
                onClicked: App.openInEditor(pane.node.manifest, 1, 1)
            }
        }
        GridLayout {
            visible: pane.any && facts.count > 0
            columns: 2
            columnSpacing: 12
            rowSpacing: 4
            Layout.fillWidth: true
            Repeater {
                id: facts
                model: [
                    {title: qsTr("features"), value: pane.node.features},
                    {title: qsTr("for the host"), value: pane.node.hostFeatures},
                    {title: qsTr("from"), value: pane.node.origin},
                    {title: qsTr("state"), value: pane.node.state},
                    {title: qsTr("compiled in"), value: pane.node.time},
                    {title: qsTr("size"), value: pane.node.size}
                ].filter(r => r.value).reduce((all, r) => all.concat([{text: r.title, head: true}, {text: r.value, head: false}]), [])
                delegate: Text {
                    required property var modelData
                    text: modelData.text
                    color: modelData.head ? Theme.faint : Theme.text
                    font.pixelSize: Theme.small
                    font.family: modelData.head ? Application.font.family : Theme.fixed
                    wrapMode: Text.WrapAtWordBoundaryOrAnywhere
                    maximumLineCount: 8
                    elide: Text.ElideRight
                    textFormat: Text.PlainText
                    Layout.fillWidth: !modelData.head
                    Layout.alignment: Qt.AlignBaseline
                }
            }
        }
        Line {
            visible: pane.any
            Layout.fillWidth: true
        }
        FeaturePane {
            objectName: "featurePane"
            visible: pane.any && App.features.kind !== ""
            Layout.fillWidth: true
        }
        SmallText {
            visible: pane.any && pane.node.root === true
            text: App.graph.of === "sysroot" ? qsTr("The sysroot is asked to have it.") : qsTr("The graph begins with it.")
            wrapMode: Text.Wrap
            Layout.fillWidth: true
        }
        FactList {
            objectName: "whyList"
            title: qsTr("Why it is here")
            entries: pane.any ? pane.node.chain : []
            chain: true
            few: 8
        }
        FactList {
            objectName: "askedByList"
            title: qsTr("Asked for by")
            entries: pane.any ? pane.node.askedBy : []
            count: pane.node.askedByCount ?? 0
        }
        FactList {
            objectName: "asksList"
            title: qsTr("Asks for")
            entries: pane.any ? pane.node.asks : []
            count: pane.node.asksCount ?? 0
        }
        FactList {
            objectName: "othersList"
            title: qsTr("Other versions")
            entries: pane.any ? pane.node.others : []
        }
        FactList {
            objectName: "lostList"
            title: qsTr("Would go with it")
            entries: pane.any ? pane.node.lost : []
            count: pane.node.lostCount ?? 0
        }
    }
}
