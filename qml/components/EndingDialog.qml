// SPDX-License-Identifier: MIT OR Apache-2.0
// The window is closed while jobs run, or edits are not saved.
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Crossyard

Popup {
    id: dialog
    signal ended
    readonly property var unsaved: App.specs.unsaved.concat(App.xargo.dirty ? ["Xargo.toml"] : [])
    readonly property bool needed: App.jobs.active > 0 || dialog.unsaved.length > 0
    parent: Overlay.overlay
    anchors.centerIn: parent
    width: 420
    modal: true
    padding: 24
    closePolicy: Popup.CloseOnEscape
    Overlay.modal: Rectangle {
        color: "#40000000"
    }
    background: Rectangle {
        color: Theme.raised
        border.color: Theme.line
        radius: 6
    }
    onOpened: stay.forceActiveFocus()
    ColumnLayout {
        width: parent.width
        spacing: 16
        BodyText {
            id: title
            text: App.jobs.active === 0 ? qsTr("Edits are not saved") : App.jobs.active === 1 ? qsTr("A job is still running") : qsTr("%1 jobs are still running").arg(App.jobs.active)
            font.weight: Font.DemiBold
        }
        BodyText {
            visible: dialog.unsaved.length > 0
            text: qsTr("What was edited in %1 is lost when the window closes.").arg(dialog.unsaved.join(", "))
            wrapMode: Text.Wrap
            Layout.fillWidth: true
        }
        BodyText {
            visible: App.jobs.active > 0
            text: qsTr("Ending stops the compilers. What was compiled stays in the store.")
            wrapMode: Text.Wrap
            Layout.fillWidth: true
        }
        RowLayout {
            Layout.alignment: Qt.AlignRight
            spacing: Theme.unit
            ActionButton {
                text: App.jobs.active > 0 ? qsTr("End jobs and close") : qsTr("Close without saving")
                onClicked: {
                    App.jobs.cancelAll();
                    dialog.ended();
                }
            }
            ActionButton {
                id: stay
                text: qsTr("Stay")
                primary: true
                onClicked: dialog.close()
            }
        }
    }
}
