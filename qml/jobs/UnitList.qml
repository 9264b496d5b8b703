// SPDX-License-Identifier: MIT OR Apache-2.0
// Units that another one needs, or is needed by, each with its state; a click goes to it. Some, and all on demand.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Crossyard

ColumnLayout {
    id: list
    required property string title
    required property var units // [{unit, title, state}]
    property bool all: false
    readonly property int few: 6
    signal picked(int unit)
    visible: list.units.length > 0
    spacing: 2
    Layout.fillWidth: true

    SmallText {
        text: list.title
        font.weight: Font.DemiBold
        Accessible.role: Accessible.Heading
        Accessible.name: text
    }
    Flow {
        Layout.fillWidth: true
        spacing: 4
        Repeater {
            model: list.all ? list.units : list.units.slice(0, list.few)
            delegate: Rectangle {
                id: entry
                required property var modelData
                objectName: "unit-" + entry.modelData.title
                width: Math.min(row.implicitWidth + 12, list.width)
                height: 22
                radius: 4
                color: hover.hovered ? Theme.hover : "transparent"
                border.width: entry.activeFocus ? 2 : 1
                border.color: entry.activeFocus ? Theme.accent : Theme.line
                activeFocusOnTab: true
                Accessible.role: Accessible.Link
                Accessible.name: entry.modelData.title + ", " + App.word(entry.modelData.state)
                Accessible.onPressAction: list.picked(entry.modelData.unit)
                Keys.onReturnPressed: list.picked(entry.modelData.unit)
                HoverHandler {
                    id: hover
                    cursorShape: Qt.PointingHandCursor
                }
                TapHandler {
                    onTapped: list.picked(entry.modelData.unit)
                }
                Row {
                    id: row
                    x: 6
                    height: parent.height
                    spacing: 4
                    Icon {
                        anchors.verticalCenter: parent.verticalCenter
                        name: Theme.unitIcon(entry.modelData.state)
                        color: Theme.unitColor(entry.modelData.state)
                        size: 12
                    }
                    FixedText {
                        anchors.verticalCenter: parent.verticalCenter
                        width: Math.min(implicitWidth, list.width - 28)
                        text: entry.modelData.title
                        font.pixelSize: Theme.small
                    }
                }
            }
        }
        ActionButton {
            visible: list.units.length > list.few
            quiet: true
            implicitHeight: 22
            text: list.all ? qsTr("Fewer") : qsTr("%1 more").arg(list.units.length - list.few)
            onClicked: list.all = !list.all
        }
    }
}
