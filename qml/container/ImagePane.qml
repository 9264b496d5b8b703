// SPDX-License-Identifier: MIT OR Apache-2.0
// The image that the build runs in, where it comes from, and what the configuration says.
pragma ComponentBehavior: Bound
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

    readonly property var image: App.containers.image
    readonly property var findings: App.containers.findings
    readonly property bool planned: App.containers.planned

    ColumnLayout {
        id: column
        x: 16
        y: 12
        width: pane.width - 32
        spacing: Theme.unit
        opacity: App.containers.planning && pane.planned ? 0.6 : 1
        PageTitle {
            title: qsTr("Image")
            detail: App.target
            ActionButton {
                objectName: "imageAnew"
                visible: pane.planned && pane.image.recipe === true
                iconName: "again"
                text: pane.image.there ? qsTr("Make anew") : qsTr("Make now")
                onClicked: App.containers.makeAnew(pane.image.target, pane.image.release)
            }
        }
        SmallText {
            visible: !pane.planned
            text: App.containers.planning ? qsTr("The engine is asked what is there...") : pane.image.named ? qsTr("The configuration names %1.").arg(pane.image.named) : qsTr("It is known with the plan.")
            wrapMode: Text.Wrap
            Layout.fillWidth: true
        }
        GridLayout {
            visible: pane.planned
            columns: 2
            columnSpacing: 16
            rowSpacing: Theme.unit
            Layout.fillWidth: true
            SmallText {
                text: qsTr("state")
                Layout.minimumWidth: 88
            }
            RowLayout {
                spacing: 6
                StateMark {
                    kind: pane.image.there ? "stored" : "queued"
                }
                BodyText {
                    objectName: "imageState"
                    text: pane.image.there ? qsTr("it is there") : pane.image.recipe ? qsTr("it is made with the first build") : qsTr("it is fetched or made with the first build")
                    wrapMode: Text.Wrap
                    Layout.fillWidth: true
                }
            }
            SmallText {
                text: qsTr("image")
            }
            FixedText {
                objectName: "imageReference"
                text: pane.image.reference ?? ""
                Layout.fillWidth: true
            }
            SmallText {
                visible: digest.visible
                text: qsTr("digest")
            }
            FixedText {
                id: digest
                visible: text.length > 0
                text: pane.image.digest ?? ""
                Layout.fillWidth: true
            }
            SmallText {
                text: qsTr("comes from")
                Layout.alignment: Qt.AlignTop
                Layout.topMargin: 1
            }
            BodyText {
                objectName: "imageFrom"
                text: pane.image.origins ? pane.image.origins : pane.image.recipe ? qsTr("our recipe for %1").arg(pane.image.target) : qsTr("cross's image for the target")
                wrapMode: Text.WrapAtWordBoundaryOrAnywhere
                Layout.fillWidth: true
            }
            SmallText {
                visible: pane.image.recipe === true
                text: qsTr("Debian")
            }
            RowLayout {
                visible: pane.image.recipe === true
                spacing: Theme.unit
                ChoiceField {
                    objectName: "imageRelease"
                    choices: App.containers.releases.map(r => r.name)
                    chosen: pane.image.release ? [pane.image.release] : []
                    Accessible.name: qsTr("Debian release: %1").arg(pane.image.release ?? "")
                    onPicked: name => App.containers.release = name
                }
                SmallText {
                    objectName: "imageFloor"
                    text: pane.image.glibc ? qsTr("programs run on glibc %1 and later").arg(pane.image.glibc) : qsTr("bare metal: no libc of the system")
                    wrapMode: Text.Wrap
                    Layout.fillWidth: true
                }
            }
            SmallText {
                text: qsTr("library")
                Layout.alignment: Qt.AlignTop
                Layout.topMargin: 1
            }
            BodyText {
                text: [pane.image.library, pane.image.libraryWhy].filter(t => t).join(": ")
                wrapMode: Text.Wrap
                Layout.fillWidth: true
            }
        }
        Repeater {
            model: pane.planned ? pane.image.todo ?? [] : []
            delegate: Notice {
                required property string modelData
                kind: "queued"
                text: modelData
                Layout.fillWidth: true
            }
        }
        Line {
            Layout.fillWidth: true
            Layout.topMargin: Theme.unit
        }
        PageTitle {
            title: qsTr("Configuration")
            detail: [App.containers.config.files, App.containers.config.dialect].filter(t => t).join("  ·  ")
        }
        SmallText {
            objectName: "noFindings"
            visible: pane.findings.length === 0 && App.containers.config.dialect !== undefined
            text: App.containers.config.files ? qsTr("Nothing is wrong with it.") : qsTr("There is no Cross.toml, and none is needed.")
            Layout.fillWidth: true
        }
        Repeater {
            model: pane.findings.length
            delegate: FindingRow {
                required property int index
                objectName: "finding-" + index
                finding: pane.findings[index] ?? ({kind: "optional", text: "", hint: "", place: "", file: "", line: 0, column: 0})
                Layout.fillWidth: true
            }
        }
    }
}
