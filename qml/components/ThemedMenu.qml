// SPDX-License-Identifier: MIT OR Apache-2.0
// A menu made from a list of {text, shortcut, enabled, run}.
import QtQuick
import QtQuick.Controls.Basic
import Crossyard

Menu {
    id: menu
    property var entries: []
    width: 300
    // As wide as its widest entry asks for.
    onAboutToShow: {
        let widest = 300;
        for (let i = 0; i < menu.count; ++i)
            widest = Math.max(widest, (menu.itemAt(i) as MenuItem).contentItem.implicitWidth + 2 * menu.padding + 24);
        menu.width = widest;
    }
    padding: 4
    background: Rectangle {
        implicitWidth: 300
        color: Theme.raised
        border.color: Theme.line
        radius: 6
    }
    Instantiator {
        model: menu.entries
        delegate: MenuItem {
            id: item
            required property var modelData
            text: item.modelData.text
            enabled: item.modelData.enabled
            implicitHeight: Theme.row
            contentItem: Item {
                implicitWidth: title.implicitWidth + keys.implicitWidth + 24
                BodyText {
                    id: title
                    text: item.text
                    opacity: item.enabled ? 1 : 0.5
                    anchors { left: parent.left; verticalCenter: parent.verticalCenter }
                }
                SmallText {
                    id: keys
                    text: item.modelData.shortcut ?? ""
                    anchors { right: parent.right; verticalCenter: parent.verticalCenter }
                }
            }
            background: Rectangle {
                radius: 4
                color: item.highlighted ? Theme.hover : "transparent"
            }
            onTriggered: item.modelData.run()
        }
        onObjectAdded: (index, object) => menu.insertItem(index, object as MenuItem)
        onObjectRemoved: (index, object) => menu.removeItem(object as MenuItem)
    }
}
