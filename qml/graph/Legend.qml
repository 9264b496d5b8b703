// SPDX-License-Identifier: MIT OR Apache-2.0
// What shapes, colours and lines of the picture mean.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Crossyard

ColumnLayout {
    id: legend
    spacing: 6
    SmallText {
        text: qsTr("What the picture says")
        font.weight: Font.DemiBold
    }
    Repeater {
        model: [
            {text: qsTr("member of the workspace"), tone: "normal", square: true},
            {text: qsTr("dependency"), tone: "normal"},
            {text: qsTr("for building"), tone: "build"},
            {text: qsTr("for building as well"), tone: "normalAndBuild"},
            {text: qsTr("for development"), tone: "dev"},
            {text: qsTr("for building what development needs"), tone: "buildOfDev"},
            {text: qsTr("for development, and for building for it"), tone: "devAndBuildOf"},
            {text: qsTr("for building, and for development"), tone: "several"},
            {text: qsTr("for some platforms only"), tone: "normal", grey: true}
        ]
        delegate: RowLayout {
            id: row
            required property var modelData
            spacing: Theme.unit
            Rectangle {
                implicitWidth: 28
                implicitHeight: 14
                radius: row.modelData.square ? 0 : 7
                color: row.modelData.square ? Theme.graph.member : row.modelData.grey ? Theme.graph.platforms : Theme.graph.box
                border.width: row.modelData.square ? 2 : 1
                border.color: Theme.graph[row.modelData.tone]
            }
            SmallText {
                text: row.modelData.text
                wrapMode: Text.Wrap
                Layout.fillWidth: true
            }
        }
    }
    SmallText {
        text: qsTr("Dotted edges are optional; what is dashed is there through something optional only.")
        wrapMode: Text.Wrap
        Layout.fillWidth: true
    }
}
