// SPDX-License-Identifier: MIT OR Apache-2.0
// The facts of one toolchain: paths, components, targets with a compiled library.
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Crossyard

Flickable {
    id: pane
    required property var facts
    contentHeight: column.implicitHeight + 32
    clip: true
    boundsBehavior: Flickable.StopAtBounds
    ScrollBar.vertical: ThinScrollBar {}
    readonly property bool changeable: pane.facts.origin === "rustup" && !pane.facts.linked || pane.facts.origin === "distribution"
    readonly property bool removable: pane.facts.origin !== "path"
    readonly property var rows: [
        {title: qsTr("commit"), value: pane.facts.commit},
        {title: qsTr("LLVM"), value: pane.facts.llvm},
        {title: qsTr("sysroot"), value: pane.facts.sysroot},
        {title: qsTr("cargo"), value: pane.facts.cargo},
        {title: qsTr("source"), value: pane.facts.source},
        {title: qsTr("package"), value: pane.facts.package},
        {title: qsTr("other names"), value: (pane.facts.aliases ?? []).join("\n")},
        {title: qsTr("components"), value: (pane.facts.components ?? []).join("\n")},
        {title: qsTr("targets with std"), value: (pane.facts.targets ?? []).join("\n")}
    ].filter(row => row.value)

    ColumnLayout {
        id: column
        x: 16
        y: 16
        width: pane.width - 32
        spacing: 12
        Flow {
            spacing: Theme.unit
            visible: pane.removable
            Layout.fillWidth: true
            ActionButton {
                objectName: "modifyToolchain"
                visible: pane.changeable
                text: qsTr("Components and targets")
                onClicked: App.changes.modify(pane.facts.name)
            }
            ActionButton {
                objectName: "updateToolchain"
                visible: pane.changeable
                text: qsTr("Update")
                onClicked: App.changes.update(pane.facts.name)
            }
            ActionButton {
                objectName: "removeToolchain"
                text: pane.facts.origin === "rustup" || pane.facts.origin === "distribution" ? qsTr("Remove") : qsTr("Forget")
                onClicked: App.changes.remove(pane.facts.name)
            }
        }
        Repeater {
            model: pane.rows
            delegate: ColumnLayout {
                id: row
                required property var modelData
                spacing: 2
                Layout.fillWidth: true
                SmallText {
                    text: row.modelData.title
                }
                TextEdit {
                    text: row.modelData.value
                    readOnly: true
                    selectByMouse: true
                    color: Theme.text
                    selectionColor: Theme.accentFill
                    selectedTextColor: Theme.accentText
                    font.family: Theme.fixed
                    font.pixelSize: Theme.small
                    wrapMode: TextEdit.WrapAnywhere
                    textFormat: TextEdit.PlainText
                    Layout.fillWidth: true
                    Accessible.name: row.modelData.title
                }
            }
        }
    }
}
