// SPDX-License-Identifier: MIT OR Apache-2.0
// The pages, by name; the number of jobs that run stands beside theirs.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Crossyard

Rectangle {
    id: side
    required property var pages
    required property string page
    signal chosen(string page)

    implicitWidth: 160
    color: Theme.side
    ColumnLayout {
        anchors { fill: parent; topMargin: Theme.unit; bottomMargin: Theme.unit }
        spacing: 0
        Repeater {
            model: side.pages
            delegate: Rectangle {
                id: item
                required property var modelData
                required property int index
                readonly property bool current: side.page === item.modelData.id
                Layout.fillWidth: true
                implicitHeight: Theme.row
                color: item.current ? Theme.chosen : hover.hovered ? Theme.hover : "transparent"
                activeFocusOnTab: true
                border.width: item.activeFocus ? 2 : 0
                border.color: Theme.accent
                Accessible.role: Accessible.PageTab
                Accessible.name: item.modelData.title
                Accessible.selected: item.current
                Accessible.onPressAction: side.chosen(item.modelData.id)
                Keys.onReturnPressed: side.chosen(item.modelData.id)
                Keys.onSpacePressed: side.chosen(item.modelData.id)
                HoverHandler {
                    id: hover
                }
                TapHandler {
                    onTapped: side.chosen(item.modelData.id)
                }
                RowLayout {
                    anchors { fill: parent; leftMargin: 16; rightMargin: 12 }
                    spacing: Theme.unit
                    Icon {
                        name: item.modelData.icon
                        color: item.current ? Theme.accent : Theme.faint
                    }
                    BodyText {
                        text: item.modelData.title
                        font.weight: item.current ? Font.DemiBold : Font.Normal
                        Layout.fillWidth: true
                    }
                    SmallText {
                        visible: item.modelData.id === "jobs" && App.jobs.active > 0
                        text: App.jobs.active
                        color: Theme.running
                        font.weight: Font.DemiBold
                    }
                }
                Tip {
                    text: qsTr("%1 (%2)").arg(item.modelData.title).arg(item.modelData.keys)
                    wanted: hover.hovered
                }
            }
        }
        Item {
            Layout.fillHeight: true
        }
    }
}
