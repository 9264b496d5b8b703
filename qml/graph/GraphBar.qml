// SPDX-License-Identifier: MIT OR Apache-2.0
// Search and history above the picture, and the choices of what is in it.
import QtQuick
import QtQuick.Layouts
import Crossyard

ColumnLayout {
    id: bar
    signal fitted
    signal zoomed(double factor)
    signal entered
    signal editSysroot
    function search(): void {
        words.forceActiveFocus();
    }
    spacing: Theme.unit

    RowLayout {
        spacing: 4
        ActionButton {
            objectName: "graphBack"
            quiet: true
            iconName: "left"
            tip: qsTr("Back to what was shown before (Alt+Left)")
            enabled: App.graph.canGoBack
            onClicked: App.graph.back()
        }
        ActionButton {
            objectName: "graphForward"
            quiet: true
            iconName: "right"
            tip: qsTr("Forward (Alt+Right)")
            enabled: App.graph.canGoForward
            onClicked: App.graph.forward()
        }
        SearchField {
            id: words
            objectName: "graphSearch"
            Layout.fillWidth: true
            Layout.maximumWidth: 420
            Layout.rightMargin: 4
            placeholderText: qsTr("Find a package (Ctrl+F)")
            onTextChanged: App.graph.words = text
            onAccepted: App.graph.nextMatch(1)
            Keys.onDownPressed: bar.entered()
            Keys.onPressed: event => {
                if ((event.key === Qt.Key_Return || event.key === Qt.Key_Enter) && event.modifiers & Qt.ShiftModifier) {
                    App.graph.nextMatch(-1);
                    event.accepted = true;
                }
            }
            Connections {
                target: App.graph
                function onWordsChanged(): void {
                    if (words.text !== App.graph.words)
                        words.text = App.graph.words;
                }
            }
        }
        SmallText {
            objectName: "graphMatches"
            visible: App.graph.words.trim().length > 0 && App.graph.known
            text: App.graph.matchCount === 0 ? qsTr("nothing fits") : App.graph.match === 0 ? qsTr("%1 found").arg(App.graph.matchCount) : qsTr("%1 of %2").arg(App.graph.match).arg(App.graph.matchCount)
        }
        Item {
            Layout.fillWidth: true
        }
        SmallText {
            objectName: "graphCounts"
            visible: App.graph.known
            text: App.graph.shownNodes < App.graph.nodeCount ? qsTr("%1 of %2 nodes, %3 edges").arg(App.graph.shownNodes).arg(App.graph.nodeCount).arg(App.graph.shownEdges) : App.graph.shownNodes === 1 ? qsTr("1 node") : qsTr("%1 nodes, %2 edges").arg(App.graph.shownNodes).arg(App.graph.shownEdges)
        }
        ActionButton {
            quiet: true
            iconName: "minus"
            tip: qsTr("Smaller (-)")
            enabled: App.graph.known
            onClicked: bar.zoomed(0.8)
        }
        ActionButton {
            quiet: true
            iconName: "plus"
            tip: qsTr("Larger (+)")
            enabled: App.graph.known
            onClicked: bar.zoomed(1.25)
        }
        ActionButton {
            objectName: "graphFit"
            quiet: true
            iconName: "fit"
            tip: qsTr("All of it (0 or F)")
            enabled: App.graph.known
            onClicked: bar.fitted()
        }
    }
    Flow {
        spacing: 12
        Layout.fillWidth: true
        ChipChoice {
            objectName: "graphOf"
            visible: App.graph.canSysroot
            options: [
                {value: "project", text: qsTr("Project"), tip: qsTr("The packages of the project")},
                {value: "sysroot", text: qsTr("Sysroot"), tip: qsTr("The units that the sysroot is made of")}
            ]
            value: App.graph.of
            onPicked: value => App.graph.of = value
        }
        ActionButton {
            objectName: "editSysroot"
            visible: App.graph.of === "sysroot" && App.project.length > 0
            implicitHeight: 24
            iconName: "edit"
            text: qsTr("Edit stages")
            tip: qsTr("The crates of Xargo.toml, stage by stage, to be changed")
            onClicked: bar.editSysroot()
        }
        Row {
            visible: App.graph.hasKinds || !App.graph.known
            spacing: 4
            Chip {
                objectName: "graphNormal"
                text: qsTr("Normal")
                tip: qsTr("Dependencies of what is compiled")
                on: App.graph.normal
                onClicked: App.graph.normal = !App.graph.normal
            }
            Chip {
                objectName: "graphBuild"
                text: qsTr("Build")
                tip: qsTr("Dependencies of build scripts")
                on: App.graph.build
                onClicked: App.graph.build = !App.graph.build
            }
            Chip {
                objectName: "graphDev"
                visible: App.graph.of === "project" // no unit of a sysroot is there for tests
                text: qsTr("Dev")
                tip: qsTr("Dependencies of tests, examples and benchmarks")
                on: App.graph.dev
                onClicked: App.graph.dev = !App.graph.dev
            }
        }
        Chip {
            objectName: "graphImplied"
            text: qsTr("Hide implied edges")
            tip: qsTr("Without the edges that a longer way implies")
            on: App.graph.hideImplied
            onClicked: App.graph.hideImplied = !App.graph.hideImplied
        }
        ChipChoice {
            objectName: "graphDirection"
            options: [
                {value: "both", text: qsTr("Both ways")},
                {value: "out", text: qsTr("Needs"), tip: qsTr("Only what the middle depends on")},
                {value: "in", text: qsTr("Needed by"), tip: qsTr("Only what depends on the middle")}
            ]
            value: App.graph.direction
            onPicked: value => App.graph.direction = value
        }
        ChipChoice {
            objectName: "graphDepth"
            label: qsTr("Steps")
            options: [
                {value: -1, text: qsTr("Auto"), tip: qsTr("All of a small graph; of a large one what is near the middle")},
                {value: 1, text: "1"},
                {value: 2, text: "2"},
                {value: 3, text: "3"},
                {value: 0, text: qsTr("All")}
            ]
            value: App.graph.depth
            onPicked: value => App.graph.depth = value
        }
        Chip {
            objectName: "graphFocus"
            visible: App.graph.focusTitle.length > 0
            on: true
            iconName: "failed"
            text: qsTr("Around %1").arg(App.graph.focusTitle)
            tip: qsTr("Back to the members of the workspace")
            onClicked: App.graph.focus(-1)
        }
    }
}
