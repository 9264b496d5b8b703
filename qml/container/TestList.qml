// SPDX-License-Identifier: MIT OR Apache-2.0
// The results of a run of tests, as they come. Return, or a double click, opens the place where one failed.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Crossyard

ColumnLayout {
    id: pane
    property bool running: false
    readonly property ContainerTests tests: App.containers.tests
    readonly property int told: pane.tests.passed + pane.tests.failed + pane.tests.ignored
    spacing: 0

    RowLayout {
        spacing: 16
        Layout.leftMargin: 16
        Layout.rightMargin: 12
        Layout.minimumHeight: 44
        BodyText {
            objectName: "testCounts"
            text: pane.told === 0 ? (pane.running ? qsTr("No test has ended yet.") : qsTr("There were no tests.")) : pane.told < pane.tests.announced ? qsTr("%1 of %2 tests").arg(pane.told).arg(pane.tests.announced) : pane.told === 1 ? qsTr("1 test") : qsTr("%1 tests").arg(pane.told)
            font.weight: Font.DemiBold
        }
        SmallText {
            text: [pane.tests.passed > 0 ? qsTr("%1 passed").arg(pane.tests.passed) : "", pane.tests.failed > 0 ? qsTr("%1 failed").arg(pane.tests.failed) : "", pane.tests.ignored > 0 ? qsTr("%1 ignored").arg(pane.tests.ignored) : ""].filter(t => t).join("  ·  ")
            Layout.fillWidth: true
        }
        Chip {
            objectName: "onlyFailed"
            visible: pane.tests.failed > 0
            text: qsTr("only those that failed")
            on: pane.tests.onlyFailed
            onClicked: pane.tests.onlyFailed = !pane.tests.onlyFailed
        }
    }
    Line {
        visible: pane.told > 0
        Layout.fillWidth: true
    }
    ListPane {
        id: list
        objectName: "testList"
        model: pane.tests
        Layout.fillWidth: true
        Layout.fillHeight: true
        Accessible.name: qsTr("Tests")
        Keys.onReturnPressed: {
            const row = list.currentItem as ListRow;
            if (row)
                row.opened();
        }
        delegate: ListRow {
            id: row
            required property string name
            required property string program
            required property string state
            required property string note
            required property string file
            required property int line
            required property int column
            required property int index
            readonly property bool failed: row.state === "failed"
            width: ListView.view.width
            implicitHeight: words.implicitHeight + 12
            current: ListView.isCurrentItem && list.activeFocus
            focused: true
            Accessible.name: row.name + ", " + App.word(row.state) + (row.note ? ", " + row.note : "")
            onChosen: {
                list.currentIndex = row.index;
                list.forceActiveFocus();
            }
            onOpened: if (row.file) App.openInEditor(row.file, row.line, row.column)
            RowLayout {
                anchors { fill: parent; leftMargin: 16; rightMargin: 12; topMargin: 6; bottomMargin: 6 }
                spacing: 12
                StateMark {
                    kind: row.failed ? "failed" : row.state === "passed" ? "done" : "optional"
                    Layout.alignment: Qt.AlignTop
                }
                ColumnLayout {
                    id: words
                    spacing: 2
                    Layout.alignment: Qt.AlignTop
                    RowLayout {
                        spacing: 12
                        FixedText {
                            text: row.name
                            Layout.fillWidth: true
                        }
                        SmallText {
                            text: row.program
                            elide: Text.ElideMiddle
                            Layout.maximumWidth: 220
                        }
                    }
                    Text {
                        visible: row.note.length > 0
                        text: row.note
                        color: Theme.faint
                        font.family: Theme.fixed
                        font.pixelSize: Theme.small
                        wrapMode: Text.WrapAtWordBoundaryOrAnywhere
                        maximumLineCount: 12
                        elide: Text.ElideRight
                        textFormat: Text.PlainText
                        Layout.fillWidth: true
                    }
                }
                ActionButton {
                    visible: row.file.length > 0
                    quiet: true
                    implicitHeight: 24
                    iconName: "edit"
                    tip: qsTr("Show the place in the editor")
                    Layout.alignment: Qt.AlignTop
                    onClicked: App.openInEditor(row.file, row.line, row.column)
                }
            }
        }
    }
}
