// SPDX-License-Identifier: MIT OR Apache-2.0
// The steps of a page that goes in steps, each with how far it is.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Crossyard

ListPane {
    id: list
    required property var steps // [{id, title, detail}]
    required property var walk // {ID: state}
    required property string step
    signal chosen(string step)

    model: list.steps.length
    currentIndex: list.steps.findIndex(s => s.id === list.step)
    interactive: contentHeight > height
    Accessible.name: qsTr("Steps")
    onCurrentIndexChanged: if (activeFocus && currentIndex >= 0) list.chosen(list.steps[currentIndex].id)
    delegate: ListRow {
        id: row
        required property int index
        readonly property var step: list.steps[row.index] ?? ({id: "", title: "", detail: ""})
        readonly property string how: list.walk[row.step.id] ?? "queued"
        objectName: "step-" + row.step.id
        width: ListView.view.width
        implicitHeight: 48
        current: list.step === row.step.id
        focused: list.activeFocus
        Accessible.name: row.step.title + ", " + App.word(row.how) + ", " + row.step.detail
        onChosen: {
            list.chosen(row.step.id);
            list.forceActiveFocus();
        }
        RowLayout {
            anchors { fill: parent; leftMargin: 12; rightMargin: Theme.unit }
            spacing: 12
            StateMark {
                kind: row.how
            }
            ColumnLayout {
                spacing: 2
                BodyText {
                    text: row.step.title
                    font.weight: row.current ? Font.DemiBold : Font.Normal
                    Layout.fillWidth: true
                }
                SmallText {
                    id: detail
                    text: row.step.detail
                    elide: Text.ElideMiddle
                    Layout.fillWidth: true
                    Tip {
                        text: detail.text
                        wanted: hover.hovered && detail.truncated
                    }
                    HoverHandler {
                        id: hover
                    }
                }
            }
        }
    }
}
