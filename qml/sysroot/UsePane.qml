// SPDX-License-Identifier: MIT OR Apache-2.0
// How the built sysroot is used: a command to copy, the project's cargo configuration, the editor's settings, a toolchain
// that rustup knows. What is written is shown as a difference first.
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
        spacing: 16

        UseWay {
            title: qsTr("With Crossyard: builds the sysroot where it has to")
            text: App.use.command
        }
        UseWay {
            title: qsTr("With cargo alone, and this very sysroot")
            text: App.use.cargo
        }
        UseWay {
            title: App.use.difference ? qsTr("In .cargo/config.toml, so that plain `cargo build` uses it") : App.use.problem ? qsTr("In .cargo/config.toml") : qsTr("The project's .cargo/config.toml names this sysroot: plain `cargo build` uses it.")
            visible: App.project.length > 0
            difference: App.use.difference
            problem: App.use.problem
            remarks: App.use.remarks
            action: App.use.difference ? qsTr("Write this") : ""
            actionName: "writeConfig"
            onActed: App.use.writeConfig()
        }
        UseWay {
            title: App.use.editorDifference ? qsTr("For rust-analyzer, in .vscode/settings.json") : qsTr("For rust-analyzer, in the settings of any editor")
            visible: App.project.length > 0
            text: App.use.editorDifference ? "" : App.use.editorSettings
            difference: App.use.editorDifference
            problem: App.use.editorProblem
            action: App.use.editorDifference ? qsTr("Write this") : ""
            actionName: "writeEditor"
            onActed: App.use.writeEditor()
        }
        UseWay {
            title: qsTr("As a toolchain that rustup knows")
            text: App.use.toolchainCommands
            problem: App.use.toolchainProblem
            action: App.use.toolchain ? qsTr("Make and link it") : ""
            actionName: "linkToolchain"
            onActed: App.linkToolchain()
        }
    }
}
