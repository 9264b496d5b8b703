// SPDX-License-Identifier: MIT OR Apache-2.0
// How far a job is: units done of all. Without a number, a line that says no more than that it runs.
import QtQuick
import Crossyard

Rectangle {
    id: bar
    required property bool running
    required property int done
    required property int total
    implicitHeight: 3
    color: bar.running ? Theme.hover : "transparent"
    Accessible.role: Accessible.ProgressBar
    Accessible.name: bar.total > 0 ? qsTr("%1 of %2").arg(bar.done).arg(bar.total) : ""
    Rectangle {
        visible: bar.running
        height: parent.height
        width: bar.total > 0 ? parent.width * bar.done / bar.total : 0
        color: Theme.running
    }
}
