// SPDX-License-Identifier: MIT OR Apache-2.0
// How many units there are of each state; with their signs it is the legend as well.
pragma ComponentBehavior: Bound
import QtQuick
import Crossyard

Flow {
    id: pane
    required property var counts // [{state, count}]
    spacing: 10
    Repeater {
        model: pane.counts
        delegate: Row {
            id: tally
            required property var modelData
            objectName: "tally-" + tally.modelData.state
            height: 16
            spacing: 4
            Icon {
                anchors.verticalCenter: parent.verticalCenter
                name: Theme.unitIcon(tally.modelData.state)
                color: Theme.unitColor(tally.modelData.state)
                size: 14
            }
            SmallText {
                anchors.verticalCenter: parent.verticalCenter
                text: tally.modelData.count + " " + App.word(tally.modelData.state)
                color: Theme.text
            }
        }
    }
}
