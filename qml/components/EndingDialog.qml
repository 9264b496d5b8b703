// SPDX-License-Identifier: MIT OR Apache-2.0
// The window is closed while jobs run, or edits are not saved.
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Crossyard

Popup {
    id: dialog
    signal ended // the jobs were ended
    signal hid // they go on without a window
    /// By what the user likes: "ask", "background" or "end". What is not saved is asked about in any case.
    function decide(closing: string): void {
        if (dialog.unsaved.length > 0)
            dialog.open();
        else if (closing === "background")
            dialog.hid();
        else if (closing === "end")
            dialog.end();
        else
            dialog.open();
    }
    function end(): void {
        App.jobs.cancelAll();
        dialog.ended();
    }
    readonly property var unsaved: App.specs.unsaved.concat(App.xargo.dirty ? ["Xargo.toml"] : [])
    readonly property bool needed: App.jobs.active > 0 || dialog.unsaved.length > 0
    parent: Overlay.overlay
    anchors.centerIn: parent
    width: 480
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
            text: qsTr("Ending stops the compilers; what was compiled stays in the store. In the background they go on without a window, and you are told when they are done.")
            wrapMode: Text.Wrap
            Layout.fillWidth: true
        }
        RowLayout {
            Layout.alignment: Qt.AlignRight
            spacing: Theme.unit
            ActionButton {
                objectName: "endJobs"
                text: App.jobs.active > 0 ? qsTr("End jobs") : qsTr("Close without saving")
                onClicked: dialog.end()
            }
            ActionButton {
                objectName: "goOn"
                visible: App.jobs.active > 0
                text: qsTr("Go on in the background")
                onClicked: {
                    dialog.close();
                    dialog.hid();
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
