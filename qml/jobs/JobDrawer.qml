// SPDX-License-Identifier: MIT OR Apache-2.0
// The strip, and what it opens upward: the job whole, from any page. Its height is remembered.
pragma ComponentBehavior: Bound
import QtCore
import QtQuick
import QtQuick.Layouts
import Crossyard

ColumnLayout {
    id: drawer
    property bool open: false
    required property real space // the most that it may take
    signal showPage(string page)
    spacing: 0

    Settings {
        id: settings
        category: "drawer"
        property real wanted: 280
    }
    Line {
        Layout.fillWidth: true
    }
    Item {
        visible: drawer.open
        Layout.fillWidth: true
        Layout.preferredHeight: Math.max(160, Math.min(settings.wanted, drawer.space))
        Loader {
            anchors.fill: parent
            active: drawer.open
            sourceComponent: JobView {
                onShowPage: page => drawer.showPage(page)
            }
        }
        MouseArea {
            anchors { left: parent.left; right: parent.right; top: parent.top }
            height: 6
            cursorShape: Qt.SizeVerCursor
            property real from: 0
            onPressed: mouse => from = mapToItem(null, 0, mouse.y).y
            onPositionChanged: mouse => {
                const now = mapToItem(null, 0, mouse.y).y;
                settings.wanted = Math.max(160, Math.min(drawer.space, settings.wanted + from - now));
                from = now;
            }
        }
    }
    JobStrip {
        Layout.fillWidth: true
        open: drawer.open
        onToggled: drawer.open = !drawer.open
    }
}
