// SPDX-License-Identifier: MIT OR Apache-2.0
// What is wrong with a spec, each with its place and its mend.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Crossyard

ListPane {
    id: list
    objectName: "specProblems"
    signal chosen(int line, int column)
    model: App.specs.problems
    delegate: ListRow {
        id: row
        required property int index
        required property string message
        required property string kind
        required property string hint
        required property string mend
        required property int line
        required property int column
        width: ListView.view.width
        implicitHeight: content.implicitHeight + 12
        current: ListView.isCurrentItem && ListView.view.activeFocus
        focused: ListView.view.activeFocus
        Accessible.name: row.message
        onChosen: {
            list.currentIndex = row.index;
            list.chosen(row.line, row.column);
        }
        RowLayout {
            id: content
            anchors { left: parent.left; right: parent.right; leftMargin: 12; rightMargin: 12; verticalCenter: parent.verticalCenter }
            spacing: Theme.unit
            StateMark {
                kind: row.kind
                Layout.alignment: Qt.AlignTop
                Layout.topMargin: 1
            }
            SmallText {
                text: row.line > 0 ? qsTr("line %1").arg(row.line) : ""
                Layout.preferredWidth: 48 * Theme.scale
                Layout.alignment: Qt.AlignTop
                Layout.topMargin: 2
            }
            ColumnLayout {
                spacing: 0
                BodyText {
                    text: row.message
                    wrapMode: Text.Wrap
                    Layout.fillWidth: true
                    Layout.preferredWidth: 100
                }
                SmallText {
                    visible: text.length > 0
                    text: row.hint
                    wrapMode: Text.Wrap
                    Layout.fillWidth: true
                    Layout.preferredWidth: 100
                }
            }
            ActionButton {
                objectName: "mend-" + row.index
                visible: row.mend.length > 0
                implicitHeight: 28
                text: qsTr("Mend")
                tip: row.mend
                onClicked: App.specs.mend(row.index)
            }
        }
    }
    Keys.onReturnPressed: if (list.currentItem) (list.currentItem as ListRow).chosen()
    SmallText {
        visible: list.count === 0
        anchors { left: parent.left; top: parent.top; margins: 12 }
        text: qsTr("Nothing is wrong that the text alone shows. The compiler has the last word.")
    }
}
