// SPDX-License-Identifier: MIT OR Apache-2.0
// The sysroots in the store, the last used first.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Crossyard

Item {
    SmallText {
        visible: App.sysroots.count === 0
        anchors.centerIn: parent
        text: qsTr("None is stored yet.")
    }
    RowLayout {
        id: head
        visible: App.sysroots.count > 0
        anchors { left: parent.left; right: parent.right; top: parent.top; leftMargin: Theme.unit; rightMargin: Theme.unit }
        SmallText {
            text: qsTr("%1 on the disk; what several share counts once").arg(App.sysroots.size)
            Layout.fillWidth: true
        }
        ActionButton {
            objectName: "cleanUp"
            quiet: true
            iconName: "remove"
            text: qsTr("Clean up")
            onClicked: menu.popup()
            ThemedMenu {
                id: menu
                entries: App.sysroots.cleanUps.map(way => ({
                            text: way.keep > 0 ? qsTr("Keep the last used %1 MB").arg(way.keep / 1e6) : qsTr("Remove all"),
                            shortcut: way.effect || qsTr("nothing to remove"),
                            enabled: way.effect.length > 0,
                            run: () => App.cleanUp(way.keep)
                        }))
            }
        }
    }
    ListPane {
        id: stored
        objectName: "sysrootList"
        anchors { left: parent.left; right: parent.right; top: head.bottom; bottom: parent.bottom }
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
