// SPDX-License-Identifier: MIT OR Apache-2.0
// The address of a git repository to take a package from; while it is fetched, that it is.
import QtQuick
import QtQuick.Layouts
import Crossyard

ColumnLayout {
    id: pane
    readonly property bool busy: App.bootstrap.obtaining.length > 0
    readonly property var fetching: pane.busy ? App.bootstrap.fetching : ({})
    spacing: 4

    RowLayout {
        visible: !pane.busy
        spacing: Theme.unit
        TextLine {
            id: address
            objectName: "bootstrapAddress"
            fixed: true
            placeholderText: qsTr("Git repository, also with ?tag= or ?branch=")
            Accessible.name: qsTr("Address of a git repository")
            Layout.fillWidth: true
            onAccepted: App.bootstrap.obtain(address.text)
        }
        ActionButton {
            objectName: "bootstrapClone"
            text: qsTr("Clone")
            enabled: address.text.trim().length > 0
            implicitHeight: 28
            onClicked: App.bootstrap.obtain(address.text)
        }
    }
    ProgressLine {
        visible: pane.busy
        running: true
        done: pane.fetching.done ?? 0
        total: pane.fetching.total ?? 0
        Layout.fillWidth: true
    }
    RowLayout {
        visible: pane.busy
        spacing: Theme.unit
        ColumnLayout {
            spacing: 2
            SmallText {
                text: qsTr("%1 is being fetched").arg(App.bootstrap.obtaining)
                elide: Text.ElideMiddle
                Layout.fillWidth: true
            }
            SmallText {
                objectName: "bootstrapObtainLine"
                visible: text.length > 0
                text: pane.fetching.line ?? ""
                Layout.fillWidth: true
            }
        }
        ActionButton {
            objectName: "bootstrapStopObtaining"
            iconName: "stop"
            text: qsTr("Cancel")
            implicitHeight: 28
            onClicked: App.bootstrap.stop()
        }
    }
    SmallText {
        visible: !pane.busy && App.bootstrap.package.length === 0 && text.length > 0
        objectName: "bootstrapObtainProblem"
        text: App.bootstrap.problem.text ?? ""
        color: Theme.failure
        wrapMode: Text.Wrap
        Layout.fillWidth: true
    }
}
