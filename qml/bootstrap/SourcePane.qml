// SPDX-License-Identifier: MIT OR Apache-2.0
// The package: where it lies, and what is in it.
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Crossyard

Flickable {
    id: pane
    signal choose
    signal chooseArchive
    contentHeight: column.implicitHeight + 24
    clip: true
    boundsBehavior: Flickable.StopAtBounds
    ScrollBar.vertical: ThinScrollBar {}

    readonly property var programs: App.bootstrap.programs
    readonly property string lockText: App.bootstrap.lockedPackages < 0 ? qsTr("none: versions are chosen as cargo would choose them") : App.bootstrap.lockedPackages === 1 ? qsTr("names 1 package") : qsTr("names %1 packages").arg(App.bootstrap.lockedPackages)

    ColumnLayout {
        id: column
        x: 16
        y: 12
        width: pane.width - 32
        spacing: Theme.unit
        PageTitle {
            title: App.bootstrap.known ? App.bootstrap.name : qsTr("Source")
            detail: App.bootstrap.version
            ActionButton {
                quiet: true
                iconName: "refresh"
                tip: qsTr("Read it again")
                onClicked: App.bootstrap.refresh()
            }
            ActionButton {
                objectName: "bootstrapClose"
                quiet: true
                iconName: "failed"
                tip: qsTr("Leave this package")
                onClicked: App.bootstrap.close()
            }
        }
        RowLayout {
            spacing: Theme.unit
            FixedText {
                objectName: "bootstrapFolder"
                text: App.bootstrap.package
                Layout.fillWidth: true
            }
            ActionButton {
                quiet: true
                iconName: "project"
                tip: qsTr("Show folder")
                onClicked: App.openFolder(App.bootstrap.package)
            }
            ActionButton {
                text: qsTr("Choose folder...")
                onClicked: pane.choose()
            }
            ActionButton {
                text: qsTr("Archive...")
                onClicked: pane.chooseArchive()
            }
        }
        RepositoryField {
            Layout.fillWidth: true
        }
        Line {
            visible: App.bootstrap.known
            Layout.fillWidth: true
        }
        GridLayout {
            visible: App.bootstrap.known
            columns: 2
            columnSpacing: 16
            rowSpacing: Theme.unit
            Layout.fillWidth: true
            SmallText {
                text: qsTr("kind")
                Layout.minimumWidth: 88
            }
            BodyText {
                text: App.bootstrap.workspace ? qsTr("a workspace: its default members are built") : App.bootstrap.hasLibrary && pane.programs.length > 0 ? qsTr("a library with programs") : App.bootstrap.hasLibrary ? qsTr("a library") : qsTr("a program")
                wrapMode: Text.Wrap
                Layout.fillWidth: true
            }
            SmallText {
                visible: pane.programs.length > 0
                text: qsTr("programs")
                Layout.alignment: Qt.AlignTop
                Layout.topMargin: 2
            }
            Text {
                visible: pane.programs.length > 0
                text: pane.programs.map(p => p.name).join(", ")
                color: Theme.text
                font.family: Theme.fixed
                font.pixelSize: Theme.body
                wrapMode: Text.Wrap
                textFormat: Text.PlainText
                maximumLineCount: 6
                elide: Text.ElideRight
                Layout.fillWidth: true
            }
            SmallText {
                text: "Cargo.lock"
            }
            BodyText {
                objectName: "bootstrapLock"
                text: pane.lockText
                wrapMode: Text.Wrap
                Layout.fillWidth: true
            }
        }
        Repeater {
            model: App.bootstrap.notes
            delegate: Notice {
                required property string modelData
                kind: "warning"
                text: modelData
                Layout.fillWidth: true
            }
        }
    }
}
