// SPDX-License-Identifier: MIT OR Apache-2.0
// A list that is walked with the arrow keys; the current row is marked.
import QtQuick
import QtQuick.Controls.Basic
import Crossyard

ListView {
    id: list
    clip: true
    focus: true
    activeFocusOnTab: true
    keyNavigationEnabled: true
    boundsBehavior: Flickable.StopAtBounds
    highlightMoveDuration: 0
    highlightResizeDuration: 0
    reuseItems: true
    ScrollBar.vertical: ThinScrollBar {}
    Accessible.role: Accessible.List
    Keys.onPressed: event => {
        const step = Math.max(1, Math.floor(list.height / Theme.row) - 1);
        if (event.key === Qt.Key_Home)
            list.currentIndex = 0;
        else if (event.key === Qt.Key_End)
            list.currentIndex = list.count - 1;
        else if (event.key === Qt.Key_PageDown)
            list.currentIndex = Math.min(list.count - 1, list.currentIndex + step);
        else if (event.key === Qt.Key_PageUp)
            list.currentIndex = Math.max(0, list.currentIndex - step);
        else
            return;
        event.accepted = true;
    }
}
