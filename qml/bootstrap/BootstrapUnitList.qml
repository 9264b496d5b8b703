// SPDX-License-Identifier: MIT OR Apache-2.0
// The units of a plan. Return, or a double click, shows one in the picture.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Crossyard

ListPane {
    id: list
    signal showUnit(int unit)
    model: App.bootstrap.units
    Accessible.name: qsTr("Units of the plan")
    function open(): void {
        list.forceLayout(); // what was just typed into the search counts
        const row = list.currentItem as ListRow;
        if (row)
            row.opened();
    }
    Keys.onReturnPressed: list.open()
    delegate: ListRow {
        id: row
        required property string title
        required property string features
        required property string state
        required property string reason
        required property bool host
        required property int unit
        required property int index
        width: ListView.view.width
        implicitHeight: 44
        current: ListView.isCurrentItem && list.activeFocus
        focused: true
        Accessible.name: row.title + ", " + App.word(row.state) + (row.reason ? ", " + row.reason : "")
        onChosen: {
            list.currentIndex = row.index;
            list.forceActiveFocus();
        }
        onOpened: if (row.unit >= 0) list.showUnit(row.unit)
        RowLayout {
            anchors { fill: parent; leftMargin: 12; rightMargin: 12 }
            spacing: 12
            StateMark {
                kind: row.state === "stored" ? "stored" : row.state === "unused" ? "optional" : "queued"
            }
            SmallText {
                text: App.word(row.state)
                Layout.preferredWidth: 56
            }
            ColumnLayout {
                spacing: 0
                RowLayout {
                    spacing: Theme.unit
                    FixedText {
                        text: row.title
                        Layout.fillWidth: true
                        Layout.maximumWidth: Math.ceil(implicitWidth) + 1
                    }
                    SmallText {
                        visible: row.host
                        text: qsTr("for the host")
                        Layout.fillWidth: true
                    }
                }
                SmallText {
                    visible: text.length > 0
                    text: [row.features, row.reason].filter(t => t).join("  ·  ")
                    Layout.fillWidth: true
                }
            }
        }
    }
    SmallText {
        visible: list.count === 0 && App.bootstrap.units.total > 0
        x: 16
        y: 12
        text: qsTr("No unit has these words.")
    }
}
