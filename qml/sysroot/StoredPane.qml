// SPDX-License-Identifier: MIT OR Apache-2.0
// The sysroots in the store, the last used first.
import QtQuick
import QtQuick.Layouts
import Crossyard

Item {
    SmallText {
        visible: App.sysroots.count === 0
        anchors.centerIn: parent
        text: qsTr("None is stored yet.")
    }
    ListPane {
        id: stored
        objectName: "sysrootList"
        anchors.fill: parent
        model: App.sysroots
        delegate: ListRow {
            id: record
            required property string name
            required property string target
            required property string crates
            required property string toolchain
            required property string size
            required property string lastUse
            required property string why
            required property bool check
            required property int index
            width: ListView.view.width
            implicitHeight: 44
            current: ListView.isCurrentItem && ListView.view.activeFocus
            focused: true
            Accessible.name: record.target + ", " + record.crates
            onChosen: stored.currentIndex = record.index
            RowLayout {
                anchors { fill: parent; leftMargin: Theme.unit; rightMargin: Theme.unit }
                spacing: 12
                ColumnLayout {
                    spacing: 0
                    FixedText {
                        text: record.target
                        Layout.fillWidth: true
                    }
                    SmallText {
                        text: [record.crates, record.check ? qsTr("metadata only") : "", record.toolchain, record.why].filter(t => t).join("  ·  ")
                        Layout.fillWidth: true
                    }
                }
                SmallText {
                    text: record.size
                    horizontalAlignment: Text.AlignRight
                    Layout.preferredWidth: 64
                }
                SmallText {
                    text: qsTr("used %1").arg(record.lastUse)
                    Layout.preferredWidth: 110
                }
                ActionButton {
                    quiet: true
                    iconName: "remove"
                    tip: qsTr("Remove this sysroot")
                    onClicked: App.removeSysroot(record.name)
                }
            }
        }
    }
}
