// SPDX-License-Identifier: MIT OR Apache-2.0
// Who depends on whom: the picture of a project's or a sysroot's graph, to be searched, walked and asked.
import QtQuick
import QtQuick.Layouts
import Crossyard

Item {
    id: page
    signal openProject
    signal editSysroot
    readonly property bool empty: App.project.length === 0 && App.graph.of === "project"

    onVisibleChanged: if (visible) canvas.forceActiveFocus()
    Binding {
        target: App.graph
        property: "active"
        value: page.visible
    }
    Shortcut {
        enabled: page.visible
        sequence: "Ctrl+F"
        onActivated: bar.search()
    }
    Shortcut {
        enabled: page.visible
        sequence: "Alt+Left"
        onActivated: App.graph.back()
    }
    Shortcut {
        enabled: page.visible
        sequence: "Alt+Right"
        onActivated: App.graph.forward()
    }

    RowLayout {
        anchors.fill: parent
        spacing: 0
        visible: !page.empty || App.graph.canSysroot
        ColumnLayout {
            spacing: 0
            GraphBar {
                id: bar
                Layout.fillWidth: true
                Layout.margins: 12
                Layout.bottomMargin: Theme.unit
                onFitted: canvas.fit()
                onZoomed: factor => canvas.zoomBy(factor)
                onEntered: canvas.forceActiveFocus()
                onEditSysroot: page.editSysroot()
            }
            Line {
                Layout.fillWidth: true
            }
            Item {
                Layout.fillWidth: true
                Layout.fillHeight: true
                GraphCanvas {
                    id: canvas
                    objectName: "graphCanvas"
                    anchors.fill: parent
                    model: App.graph
                    colors: Theme.graph
                    still: App.preferences.stillness
                    textScale: Theme.scale
                    Accessible.role: Accessible.Canvas
                    Accessible.focusable: true
                    Accessible.name: App.graph.selected >= 0 && App.graph.node.title ? qsTr("Graph, %1 is selected").arg(App.graph.node.title) : qsTr("Graph of %1 nodes").arg(App.graph.shownNodes)
                    PinchHandler {
                        target: null
                        onScaleChanged: delta => canvas.zoomAt(centroid.position, delta)
                    }
                }
                Notice {
                    objectName: "graphProblem"
                    kind: "failed"
                    text: App.graph.problem
                    hint: App.graph.hint
                    anchors { left: parent.left; right: parent.right; top: parent.top; margins: 16 }
                }
                Rectangle {
                    objectName: "graphLoading"
                    visible: App.graph.loading
                    anchors { right: parent.right; top: parent.top; margins: 12 }
                    width: working.implicitWidth + 24
                    height: 28
                    radius: 4
                    color: Theme.raised
                    border.color: Theme.line
                    SmallText {
                        id: working
                        anchors.centerIn: parent
                        text: App.graph.known ? qsTr("Drawing...") : qsTr("Reading...")
                    }
                }
                EmptyState {
                    visible: App.graph.known && App.graph.shownNodes === 0 && !App.graph.loading
                    anchors.centerIn: parent
                    iconName: "graph"
                    title: qsTr("Nothing is left")
                    text: qsTr("No node passes the filters.")
                }
                EmptyState {
                    visible: page.empty
                    anchors.centerIn: parent
                    iconName: "graph"
                    title: qsTr("No project is open")
                    text: qsTr("The graph of the sysroot can be seen all the same.")
                }
            }
        }
        Line {
            Layout.fillHeight: true
        }
        NodePane {
            objectName: "nodePane"
            Layout.fillHeight: true
            Layout.preferredWidth: page.width < 1000 ? 264 : 304
        }
    }
    EmptyState {
        visible: page.empty && !App.graph.canSysroot
        anchors.centerIn: parent
        iconName: "graph"
        title: qsTr("No project is open")
        text: qsTr("The graph shows who depends on whom, why a package is here, and what would go without it.")
        action: qsTr("Open project...")
        onActed: page.openProject()
    }
}
