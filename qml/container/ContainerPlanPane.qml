// SPDX-License-Identifier: MIT OR Apache-2.0
// The plan in words, and the one command that runs it.
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Crossyard

ColumnLayout {
    id: pane
    spacing: 0
    PageTitle {
        title: qsTr("Plan")
        detail: App.containers.planned ? qsTr("as `crossyard cross --dry-run` prints it") : ""
        Layout.leftMargin: 16
        Layout.rightMargin: 12
        Layout.topMargin: 12
        ActionButton {
            objectName: "containerCommand"
            visible: App.containers.command.length > 0
            iconName: "copy"
            text: qsTr("Copy command")
            tip: qsTr("The command of the engine that runs the container")
            onClicked: App.copy(App.containers.command)
        }
    }
    SmallText {
        visible: !App.containers.planned
        text: App.containers.planning ? qsTr("The plan is being made...") : qsTr("There is none.")
        Layout.margins: 16
        Layout.fillWidth: true
    }
    FontMetrics {
        id: metrics
        font: words.font
    }
    Flickable {
        id: flick
        visible: App.containers.planned
        opacity: App.containers.planning ? 0.6 : 1
        contentHeight: words.implicitHeight + 24
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        Layout.fillWidth: true
        Layout.fillHeight: true
        ScrollBar.vertical: ThinScrollBar {}
        TextEdit {
            id: words
            objectName: "containerPlanText"
            x: 16
            y: Theme.unit
            width: flick.width - 32
            text: App.containers.planLines(Math.floor(width / metrics.averageCharacterWidth))
            readOnly: true
            selectByMouse: true
            color: Theme.text
            selectionColor: Theme.accentFill
            selectedTextColor: Theme.accentText
            font.family: Theme.fixed
            font.pixelSize: Theme.body
            wrapMode: TextEdit.WrapAtWordBoundaryOrAnywhere
            textFormat: TextEdit.PlainText
            activeFocusOnTab: true
            Accessible.name: qsTr("Plan")
        }
    }
    Item {
        visible: !flick.visible
        Layout.fillHeight: true
    }
}
