// SPDX-License-Identifier: MIT OR Apache-2.0
// The facets with live counts. Values that nothing is left of are not offered.
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

    Column {
        id: column
        x: 12
        y: 12
        width: pane.width - 24
        spacing: 12
        Repeater {
            model: App.targets.facets
            delegate: Column {
                id: facet
                required property string fact
                required property string title
                required property var values
                property bool all: false
                readonly property var offered: facet.values.filter(v => v.count > 0 || v.chosen)
                readonly property int few: 6
                width: column.width
                SmallText {
                    text: facet.title
                    font.weight: Font.DemiBold
                    height: 20
                    width: parent.width
                }
                Repeater {
                    // The most frequent ones first where there are many; else in their order.
                    model: facet.all || facet.offered.length <= facet.few ? facet.offered
                        : facet.offered.slice().sort((a, b) => (b.chosen - a.chosen) || (b.count - a.count)).slice(0, facet.few)
                    delegate: FacetChoice {
                        required property var modelData
                        width: facet.width
                        title: modelData.title
                        count: modelData.count
                        checked: modelData.chosen
                        onFlipped: App.targets.toggle(facet.fact, modelData.value)
                    }
                }
                ActionButton {
                    visible: facet.offered.length > facet.few
                    quiet: true
                    implicitHeight: 24
                    text: facet.all ? qsTr("Fewer") : qsTr("%1 more").arg(facet.offered.length - facet.few)
                    onClicked: facet.all = !facet.all
                }
            }
        }
    }
}
