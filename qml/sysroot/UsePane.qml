// SPDX-License-Identifier: MIT OR Apache-2.0
// How the built sysroot is used: a command to copy, or the project's cargo configuration, shown as a difference first.
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Crossyard

Flickable {
    id: pane
    contentHeight: column.implicitHeight + 24
    clip: true
    boundsBehavior: Flickable.StopAtBounds
    ScrollBar.vertical: ThinScrollBar {}

    ColumnLayout {
        id: column
        x: 12
        y: 8
        width: pane.width - 24
        spacing: 4
        Repeater {
            model: [
                {title: qsTr("With Crossyard: builds the sysroot where it has to"), value: App.use.command ?? ""},
                {title: qsTr("With cargo alone, and this very sysroot"), value: App.use.cargo ?? ""}
            ]
            delegate: ColumnLayout {
                id: way
                required property var modelData
                spacing: 0
                SmallText {
                    text: way.modelData.title
                }
                RowLayout {
                    spacing: 4
                    FixedText {
                        text: way.modelData.value
                        font.pixelSize: Theme.small
                        Layout.fillWidth: true
                        Layout.maximumWidth: Math.ceil(implicitWidth) + 1
                    }
                    ActionButton {
                        quiet: true
                        iconName: "copy"
                        tip: qsTr("Copy this command")
                        onClicked: App.copy(way.modelData.value)
                    }
                }
            }
        }
        Notice {
            kind: "warning"
            text: App.use.problem ?? ""
            Layout.fillWidth: true
        }
        RowLayout {
            visible: (App.use.difference ?? "").length > 0
            SmallText {
                text: qsTr("In .cargo/config.toml, so that plain `cargo build` uses it")
            }
            ActionButton {
                text: qsTr("Write this")
                onClicked: App.writeConfig()
            }
        }
        Diff {
            visible: text.length > 0
            text: App.use.difference ?? ""
            Layout.fillWidth: true
        }
        SmallText {
            visible: App.use.difference === ""
            text: qsTr("The project's .cargo/config.toml names this sysroot: plain `cargo build` uses it.")
        }
        Repeater {
            model: App.use.remarks ?? []
            delegate: Notice {
                required property string modelData
                kind: "warning"
                text: modelData
                Layout.fillWidth: true
            }
        }
    }
}
