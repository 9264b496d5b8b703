// SPDX-License-Identifier: MIT OR Apache-2.0
// A build as a picture: the units and what they wait for, the same units over time, and everything about the one that is
// selected in either. Where there is little room, that stands below.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Crossyard

Item {
    id: pane
    objectName: "buildPane"
    required property BuildModel build
    readonly property bool wide: pane.width >= 760

    ColumnLayout {
        anchors.fill: parent
        spacing: 0
        RowLayout {
            Layout.fillWidth: true
            Layout.leftMargin: 12
            Layout.rightMargin: Theme.unit
            Layout.topMargin: 4
            Layout.bottomMargin: 4
            spacing: 4
            UnitTally {
                counts: pane.build.counts
                Layout.fillWidth: true
            }
            Chip {
                objectName: "lightPath"
                visible: !pane.build.running
                enabled: pane.build.summary.length > 0
                text: qsTr("Critical path")
                tip: qsTr("Light the units that each waited for the one before")
                on: pane.build.pathLit
                onClicked: pane.build.pathLit = !pane.build.pathLit
            }
            ActionButton {
                visible: pane.build.running
                quiet: !canvas.following
                iconName: "follow"
                tip: canvas.following ? qsTr("Follows what runs") : qsTr("Follow what runs")
                onClicked: canvas.following = !canvas.following
            }
            ActionButton {
                quiet: true
                iconName: "minus"
                tip: qsTr("Smaller (-)")
                onClicked: canvas.zoomBy(0.8)
            }
            ActionButton {
                quiet: true
                iconName: "plus"
                tip: qsTr("Larger (+)")
                onClicked: canvas.zoomBy(1.25)
            }
            ActionButton {
                quiet: true
                iconName: "fit"
                tip: qsTr("Show all of it (F)")
                onClicked: {
                    canvas.fit();
                    timeline.fit();
                }
            }
        }
        BodyText {
            objectName: "buildSummary"
            visible: text.length > 0
            text: pane.build.summary
            wrapMode: Text.Wrap
            maximumLineCount: 2
            Layout.fillWidth: true
            Layout.leftMargin: 12
            Layout.rightMargin: 12
            Layout.bottomMargin: 6
        }
        Line {
            Layout.fillWidth: true
        }
        GridLayout {
            Layout.fillWidth: true
            Layout.fillHeight: true
            columns: pane.wide ? 3 : 1
            rowSpacing: 0
            columnSpacing: 0
            ColumnLayout {
                spacing: 0
                Layout.fillWidth: true
                Layout.fillHeight: true
                BuildCanvas {
                    id: canvas
                    objectName: "buildCanvas"
                    model: pane.build
                    style: Theme.build
                    textScale: Theme.scale
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    Layout.minimumHeight: 90
                    Accessible.role: Accessible.Canvas
                    Accessible.focusable: true
                    Accessible.name: pane.build.selected >= 0 ? qsTr("Units, %1 is selected").arg(pane.build.spoken(pane.build.selected)) : qsTr("Units of the build")
                    onOpened: unit.showLog()
                    PinchHandler {
                        target: null
                        onScaleChanged: delta => canvas.zoomAt(centroid.position, delta)
                    }
                }
                Line {
                    Layout.fillWidth: true
                }
                BuildTimeline {
                    id: timeline
                    objectName: "buildTimeline"
                    model: pane.build
                    style: Theme.build
                    textScale: Theme.scale
                    Layout.fillWidth: true
                    Layout.preferredHeight: Math.min(timeline.wholeHeight, pane.height * (pane.wide ? 0.4 : 0.22))
                    Layout.minimumHeight: 48
                    Accessible.role: Accessible.Canvas
                    Accessible.focusable: true
                    Accessible.name: pane.build.selected >= 0 ? qsTr("Timeline, %1 is selected").arg(pane.build.spoken(pane.build.selected)) : qsTr("Timeline of the build")
                    onOpened: unit.showLog()
                }
            }
            Line {
                Layout.fillWidth: !pane.wide
                Layout.fillHeight: pane.wide
            }
            UnitPane {
                id: unit
                build: pane.build
                wide: pane.wide
                Layout.fillWidth: !pane.wide
                Layout.fillHeight: pane.wide
                Layout.preferredWidth: pane.wide ? Math.min(400, Math.max(300, pane.width * 0.36)) : -1
                Layout.preferredHeight: pane.wide ? -1 : pane.build.selected >= 0 ? pane.height * 0.4 : 56
            }
        }
    }
}
