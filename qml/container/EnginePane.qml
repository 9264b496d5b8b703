// SPDX-License-Identifier: MIT OR Apache-2.0
// The container engines of this machine: each was tried by running a container with it.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Crossyard

Item {
    id: pane
    readonly property var engines: App.containers.engines
    readonly property bool none: App.containers.looked && pane.engines.length === 0

    EmptyState {
        id: empty
        objectName: "noEngine"
        visible: pane.none && !App.containers.looking
        anchors.centerIn: parent
        iconName: "container"
        title: qsTr("No container engine")
        text: App.containers.installCommand ? qsTr("A build in a container needs podman, docker or nerdctl. This installs podman, which needs no root's rights to run:") : qsTr("A build in a container needs podman, docker or nerdctl. Install one of them.")
        action: App.containers.installCommand ? "" : qsTr("Check again")
        onActed: App.containers.checkEngines()
        FixedText {
            objectName: "installEngine"
            visible: App.containers.installCommand.length > 0
            text: App.containers.installCommand
            horizontalAlignment: Text.AlignHCenter
            Layout.fillWidth: true
        }
        ActionButton {
            objectName: "installEngineCopy"
            visible: App.containers.installCommand.length > 0
            primary: true
            text: qsTr("Copy command")
            Layout.alignment: Qt.AlignHCenter
            Layout.topMargin: Theme.unit
            onClicked: App.copy(App.containers.installCommand)
        }
        ActionButton {
            objectName: "engineCheckEmpty"
            visible: App.containers.installCommand.length > 0
            quiet: true
            iconName: "refresh"
            text: qsTr("Check again")
            Layout.alignment: Qt.AlignHCenter
            onClicked: App.containers.checkEngines()
        }
    }
    Flickable {
        id: flick
        visible: !empty.visible
        anchors.fill: parent
        contentHeight: column.implicitHeight + 24
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        ScrollBar.vertical: ThinScrollBar {}
        ColumnLayout {
            id: column
            x: 16
            y: 12
            width: flick.width - 32
            spacing: 12
            PageTitle {
                title: qsTr("Engine")
                detail: App.containers.looking ? qsTr("A container is run with each...") : qsTr("tried by running a container with each")
                ActionButton {
                    objectName: "engineCheck"
                    enabled: !App.containers.looking
                    iconName: "refresh"
                    text: qsTr("Check again")
                    onClicked: App.containers.checkEngines()
                }
            }
            Repeater {
                model: pane.engines.length
                delegate: EngineRow {
                    required property int index
                    engine: pane.engines[index] ?? ({})
                    Layout.fillWidth: true
                }
            }
        }
    }
}
