// SPDX-License-Identifier: MIT OR Apache-2.0
// What the build scripts of a plan will look for in the system, and what of it is there.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Crossyard

ListPane {
    id: list
    required property var natives
    objectName: "bootstrapNatives"
    model: list.natives.length
    Accessible.name: qsTr("Libraries of the system")
    delegate: ListRow {
        id: row
        required property int index
        readonly property var finding: list.natives[row.index] ?? ({crate: "", library: "", version: "", state: "", text: "", package: "", stops: false})
        readonly property bool fine: ["found", "bundled"].includes(row.finding.state)
        width: ListView.view.width
        implicitHeight: words.implicitHeight + 16
        current: ListView.isCurrentItem && list.activeFocus
        focused: true
        Accessible.name: row.finding.library + ", " + App.word(row.finding.state) + ", " + row.finding.text
        onChosen: {
            list.currentIndex = row.index;
            list.forceActiveFocus();
        }
        RowLayout {
            anchors { fill: parent; leftMargin: 12; rightMargin: 12; topMargin: 8; bottomMargin: 8 }
            spacing: 12
            StateMark {
                kind: row.fine ? "done" : row.finding.stops ? "failed" : "warning"
                Layout.alignment: Qt.AlignTop
            }
            SmallText {
                text: App.word(row.finding.state)
                Layout.preferredWidth: 56
                Layout.alignment: Qt.AlignTop
                Layout.topMargin: 2
            }
            ColumnLayout {
                id: words
                spacing: 2
                Layout.alignment: Qt.AlignTop
                FixedText {
                    text: row.finding.library + (row.finding.version ? " " + row.finding.version : "")
                    Layout.fillWidth: true
                }
                SmallText {
                    text: row.finding.text || qsTr("for %1").arg(row.finding.crate)
                    wrapMode: Text.Wrap
                    Layout.fillWidth: true
                }
            }
            ActionButton {
                visible: !row.fine && row.finding.package.length > 0
                quiet: true
                iconName: "copy"
                implicitHeight: 28
                tip: qsTr("Copy the package's name, %1").arg(row.finding.package)
                Layout.alignment: Qt.AlignTop
                onClicked: App.copy(row.finding.package)
            }
        }
    }
}
