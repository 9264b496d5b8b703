// SPDX-License-Identifier: MIT OR Apache-2.0
// Nodes that another one has to do with: a click selects, the place opens in the editor.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Crossyard

ColumnLayout {
    id: list
    required property string title
    required property var entries // [{id, title, words, file, line}]
    property int count: list.entries.length
    property int few: 5
    property bool all: false
    property bool chain: false // each leads to the next
    readonly property var shown: list.all ? list.entries : list.entries.slice(0, list.few)
    onEntriesChanged: list.all = false
    visible: list.entries.length > 0
    spacing: 0
    Layout.fillWidth: true

    SmallText {
        text: list.count > 1 && !list.chain ? list.title + "  " + list.count : list.title
        font.weight: Font.DemiBold
        Layout.fillWidth: true
        Layout.bottomMargin: 2
        Accessible.role: Accessible.Heading
        Accessible.name: text
    }
    Repeater {
        model: list.shown
        delegate: Rectangle {
            id: entry
            required property var modelData
            required property int index
            readonly property int inset: list.chain ? Math.min(entry.index, 8) * 10 : 0
            Layout.fillWidth: true
            Layout.leftMargin: -8
            Layout.rightMargin: -8
            implicitHeight: texts.implicitHeight + 8
            radius: 4
            color: hover.hovered ? Theme.hover : "transparent"
            border.width: entry.activeFocus ? 2 : 0
            border.color: Theme.accent
            activeFocusOnTab: true
            objectName: "fact-" + entry.modelData.title
            Accessible.role: Accessible.Link
            Accessible.name: entry.modelData.title + (entry.modelData.words ? ", " + entry.modelData.words : "")
            Accessible.onPressAction: App.graph.select(entry.modelData.id)
            Keys.onReturnPressed: App.graph.select(entry.modelData.id)
            HoverHandler {
                id: hover
                cursorShape: Qt.PointingHandCursor
            }
            TapHandler {
                onTapped: App.graph.select(entry.modelData.id)
            }
            RowLayout {
                anchors { fill: parent; leftMargin: 8 + entry.inset; rightMargin: 4 }
                spacing: 4
                Icon {
                    visible: list.chain && entry.index > 0
                    name: "right"
                    size: 12
                    color: Theme.faint
                    Layout.alignment: Qt.AlignTop
                    Layout.topMargin: 6
                }
                ColumnLayout {
                    id: texts
                    spacing: 0
                    FixedText {
                        text: entry.modelData.title
                        font.pixelSize: Theme.small
                        Layout.fillWidth: true
                    }
                    SmallText {
                        visible: text.length > 0
                        text: entry.modelData.words ?? ""
                        Layout.fillWidth: true
                        wrapMode: Text.Wrap
                        maximumLineCount: 2
                    }
                }
                ActionButton {
                    visible: (entry.modelData.line ?? 0) > 0
                    quiet: true
                    implicitHeight: 22
                    iconName: "edit"
                    tip: qsTr("Open %1, line %2").arg(entry.modelData.file ?? "").arg(entry.modelData.line ?? 0)
                    onClicked: App.openInEditor(entry.modelData.file, entry.modelData.line, 1)
                }
            }
        }
    }
    ActionButton {
        visible: list.entries.length > list.few
        quiet: true
        implicitHeight: 24
        Layout.leftMargin: -8
        text: list.all ? qsTr("Fewer") : qsTr("%1 more").arg(list.entries.length - list.few)
        onClicked: list.all = !list.all
    }
    SmallText {
        visible: list.all && list.count > list.entries.length
        text: qsTr("These are the first %1.").arg(list.entries.length)
    }
}
