// SPDX-License-Identifier: MIT OR Apache-2.0
// The packages of a plan: where each lies and who needs it; and those of the lock that this build does not need.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Crossyard

ListPane {
    id: list
    model: App.bootstrap.packages
    Accessible.name: qsTr("Packages of the plan")
    delegate: ListRow {
        id: row
        required property string name
        required property string version
        required property string directory
        required property string state
        required property string neededBy
        required property int index
        readonly property bool needed: row.state !== "not needed" && row.state !== "left out"
        width: ListView.view.width
        implicitHeight: 44
        current: ListView.isCurrentItem && list.activeFocus
        focused: true
        Accessible.name: row.name + " " + row.version + ", " + App.word(row.state)
        onChosen: {
            list.currentIndex = row.index;
            list.forceActiveFocus();
        }
        RowLayout {
            anchors { fill: parent; leftMargin: 12; rightMargin: 12 }
            spacing: 12
            StateMark {
                kind: row.state === "stored" || row.state === "here" ? "stored" : row.needed ? "queued" : "optional"
            }
            SmallText {
                text: App.word(row.state)
                wrapMode: Text.Wrap
                Layout.preferredWidth: 56
            }
            ColumnLayout {
                spacing: 0
                FixedText {
                    text: row.name + " " + row.version
                    color: row.needed ? Theme.text : Theme.faint
                    Layout.fillWidth: true
                }
                SmallText {
                    id: where
                    visible: text.length > 0
                    text: [row.neededBy ? qsTr("needed by %1").arg(row.neededBy) : "", row.directory].filter(t => t).join("  ·  ")
                    elide: Text.ElideMiddle
                    Layout.fillWidth: true
                    Tip {
                        text: where.text
                        wanted: hover.hovered && where.truncated
                    }
                    HoverHandler {
                        id: hover
                    }
                }
            }
        }
    }
    SmallText {
        visible: list.count === 0 && App.bootstrap.packages.total > 0
        x: 16
        y: 12
        text: qsTr("No package has these words.")
    }
}
