// SPDX-License-Identifier: MIT OR Apache-2.0
// The units of a plan as the picture that the build will be: what each waits for, and what of it is stored.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Crossyard

Item {
    id: pane
    objectName: "planPicture"
    readonly property BuildModel build: App.bootstrap.picture
    readonly property bool wide: pane.width >= 760
    onVisibleChanged: if (visible) canvas.fit()

    ColumnLayout {
        anchors.fill: parent
        spacing: 0
        RowLayout {
            spacing: 4
            Layout.fillWidth: true
            Layout.leftMargin: 16
            Layout.rightMargin: Theme.unit
            Layout.topMargin: 4
            Layout.bottomMargin: 4
            UnitTally {
                counts: pane.build.counts
                Layout.fillWidth: true
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
                onClicked: canvas.fit()
            }
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
            BuildCanvas {
                id: canvas
                objectName: "planCanvas"
                model: pane.build
                following: false
                style: Theme.build
                textScale: Theme.scale
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.minimumHeight: 90
                Accessible.role: Accessible.Canvas
                Accessible.focusable: true
                Accessible.name: pane.build.selected >= 0 ? qsTr("Units, %1 is selected").arg(pane.build.spoken(pane.build.selected)) : qsTr("Units of the plan")
                PinchHandler {
                    target: null
                    onScaleChanged: delta => canvas.zoomAt(centroid.position, delta)
                }
            }
            Line {
                Layout.fillWidth: !pane.wide
                Layout.fillHeight: pane.wide
            }
            UnitPane {
                build: pane.build
                wide: pane.wide
                invitation: qsTr("Click a unit, or walk with the arrow keys, to see what it needs, what needs it, and why it would be built.")
                Layout.fillWidth: !pane.wide
                Layout.fillHeight: pane.wide
                Layout.preferredWidth: pane.wide ? Math.min(400, Math.max(300, pane.width * 0.36)) : -1
                Layout.preferredHeight: pane.wide ? -1 : pane.build.selected >= 0 ? pane.height * 0.4 : 56
            }
        }
    }
}
