// SPDX-License-Identifier: MIT OR Apache-2.0
// A difference to scroll through.
import QtQuick
import QtQuick.Controls.Basic
import Crossyard

Flickable {
    id: pane
    required property string text
    property string empty // shown where there is none
    clip: true
    contentHeight: changes.implicitHeight + 16
    boundsBehavior: Flickable.StopAtBounds
    ScrollBar.vertical: ThinScrollBar {}
    Diff {
        id: changes
        x: 12
        y: 8
        width: pane.width - 24
        text: pane.text
    }
    SmallText {
        visible: pane.text.length === 0
        x: 12
        y: 12
        text: pane.empty
    }
}
