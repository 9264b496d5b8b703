// SPDX-License-Identifier: MIT OR Apache-2.0
// Something short that happened; it goes by itself.
import QtQuick
import Crossyard

Rectangle {
    id: toast
    function tell(text: string): void {
        label.text = text;
        toast.visible = true;
        timer.restart();
    }
    visible: false
    width: Math.min(label.implicitWidth + 32, 560)
    height: 40
    radius: 6
    color: Theme.raised
    border.color: Theme.line
    Accessible.role: Accessible.AlertMessage
    Accessible.name: label.text
    BodyText {
        id: label
        width: parent.width - 32
        anchors.centerIn: parent
    }
    Timer {
        id: timer
        interval: 4000
        onTriggered: toast.visible = false
    }
}
