// SPDX-License-Identifier: MIT OR Apache-2.0
// The job that runs, or the last one, from any page; a click shows it whole, above.
import QtQuick
import QtQuick.Layouts
import Crossyard

Rectangle {
    id: strip
    property bool open: false
    signal toggled
    readonly property var job: App.jobs.latest
    implicitHeight: 44
    color: Theme.side
    Accessible.role: Accessible.StatusBar
    Accessible.name: (strip.job.title ?? "") + ", " + (strip.job.state ?? "")

    function toggle(): void {
        App.jobs.current = strip.job.id;
        strip.toggled();
    }
    activeFocusOnTab: true
    border.width: strip.activeFocus ? 2 : 0
    border.color: Theme.accent
    Accessible.onPressAction: strip.toggle()
    Keys.onReturnPressed: strip.toggle()
    Keys.onSpacePressed: strip.toggle()
    TapHandler {
        onTapped: strip.toggle()
    }
    ProgressLine {
        width: parent.width
        running: strip.job.active === true
        done: strip.job.done ?? 0
        total: strip.job.total ?? 0
    }
    RowLayout {
        anchors { fill: parent; leftMargin: 16; rightMargin: 16 }
        spacing: 12
        Icon {
            name: strip.open ? "down" : "up"
            color: Theme.faint
        }
        StateMark {
            kind: strip.job.state ?? "queued"
        }
        BodyText {
            text: strip.job.title ?? ""
        }
        SmallText {
            text: strip.job.progress ?? ""
            Layout.fillWidth: true
        }
        ActionButton {
            visible: strip.job.ours === true
            text: qsTr("Cancel")
            implicitHeight: 28
            onClicked: App.jobs.cancel(strip.job.id)
        }
    }
}
