// SPDX-License-Identifier: MIT OR Apache-2.0
// The facets with live counts. Values that nothing is left of are not offered.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Controls.Basic
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
                // The most frequent ones first where there are many; else in their order.
                readonly property var shown: facet.all || facet.offered.length <= facet.few ? facet.offered
                    : facet.offered.slice().sort((a, b) => (b.chosen - a.chosen) || (b.count - a.count)).slice(0, facet.few)
                width: column.width
                SmallText {
                    text: facet.title
                    font.weight: Font.DemiBold
                    height: 20
                    width: parent.width
                }
                Repeater {
                    // As many as there can be: they are filled anew with each letter that is typed, not made anew.
                    model: facet.all ? facet.values.length : Math.min(facet.values.length, facet.few)
                    delegate: FacetChoice {
                        required property int index
                        readonly property var entry: facet.shown[index] ?? null
                        visible: entry !== null
                        width: facet.width
                        title: entry?.title ?? ""
                        count: entry?.count ?? 0
                        checked: entry?.chosen ?? false
                        onFlipped: App.targets.toggle(facet.fact, entry.value)
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
