// SPDX-License-Identifier: MIT OR Apache-2.0
// What compilers complained of, each with its place: opens it in the editor, or its line in the log.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Crossyard

Item {
    id: view
    signal showLine(int line)

    EmptyState {
        visible: App.jobs.diagnostics.count === 0
        anchors.centerIn: parent
        iconName: "ok"
        title: qsTr("No problems")
        text: qsTr("Errors and warnings of compilers and linkers are listed here, each with its file and line.")
    }
    ListPane {
        id: list
        objectName: "problems"
        anchors.fill: parent
        model: App.jobs.diagnostics
        Keys.onReturnPressed: if (list.currentItem) (list.currentItem as ListRow).opened()
        Accessible.name: qsTr("Problems")
        delegate: ListRow {
            id: problem
            required property string message
            required property string level
            required property string code
            required property string file
            required property int line
            required property int column
            required property int logLine
            required property int index
            width: ListView.view.width
            implicitHeight: 48
            current: ListView.isCurrentItem && list.activeFocus
            focused: list.activeFocus
            Accessible.name: problem.level + ": " + problem.message + (problem.file ? ", " + problem.file + ":" + problem.line : "")
            onChosen: {
                list.currentIndex = problem.index;
                list.forceActiveFocus();
            }
            onOpened: problem.file ? App.openInEditor(problem.file, problem.line, problem.column) : view.showLine(problem.logLine)
            RowLayout {
                anchors { fill: parent; leftMargin: 12; rightMargin: 12 }
                spacing: 12
                StateMark {
                    kind: problem.level === "error" ? "failed" : "warning"
                }
                ColumnLayout {
                    spacing: 2
                    BodyText {
                        text: problem.code ? problem.message + "  (" + problem.code + ")" : problem.message
                        Layout.fillWidth: true
                    }
                    FixedText {
                        text: problem.file ? problem.file + ":" + problem.line + ":" + problem.column : qsTr("no place given")
                        font.pixelSize: Theme.small
                        color: Theme.faint
                        Layout.fillWidth: true
                    }
                }
                ActionButton {
                    quiet: true
                    iconName: "jobs"
                    tip: qsTr("Show in the log")
                    onClicked: view.showLine(problem.logLine)
                }
                ActionButton {
                    visible: problem.file.length > 0
                    quiet: true
                    text: qsTr("Open")
                    tip: qsTr("Open in the editor")
                    onClicked: App.openInEditor(problem.file, problem.line, problem.column)
                }
            }
        }
    }
}
