// SPDX-License-Identifier: MIT OR Apache-2.0
// What is installed: each compiler with its facts, its health, and why.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Crossyard

Item {
    id: page
    property int current: -1
    // Anew with each look at the machine.
    readonly property var facts: App.toolchains.loading || App.toolchains.count > 0 ? App.toolchains.facts(page.current) : ({})

    RowLayout {
        anchors.fill: parent
        spacing: 0
        ColumnLayout {
            visible: !change.visible || change.beside
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.margins: 16
            spacing: Theme.unit
            PageTitle {
                title: qsTr("Toolchains")
                detail: App.toolchains.loading ? qsTr("looking...") : qsTr("%1 found").arg(App.toolchains.count)
                ActionButton {
                    objectName: "installToolchain"
                    visible: App.changes.rustup
                    iconName: "plus"
                    text: qsTr("Install toolchain")
                    onClicked: App.changes.install()
                }
                ActionButton {
                    objectName: "updateToolchains"
                    visible: App.changes.rustup
                    quiet: true
                    text: qsTr("Update all")
                    onClicked: App.changes.updateAll()
                }
                ActionButton {
                    quiet: true
                    iconName: "refresh"
                    text: page.width < 1000 ? "" : qsTr("Look again")
                    tip: page.width < 1000 ? qsTr("Look again (F5)") : ""
                    enabled: !App.toolchains.loading
                    onClicked: App.refresh()
                }
            }
            Notice {
                kind: "warning"
                text: App.toolchains.error
                Layout.fillWidth: true
            }
            RowLayout {
                visible: !App.changes.rustup
                spacing: Theme.unit
                Layout.fillWidth: true
                SmallText {
                    text: App.changes.distribution ? qsTr("rustup is not installed; the system's Rust is changed with its packages.") : App.changes.withoutRustup ? qsTr("rustup is not installed: the system's packages bring Rust here.") : qsTr("rustup is not installed; rustup.rs says how it comes here.")
                    wrapMode: Text.Wrap
                    Layout.fillWidth: true
                }
                FixedText {
                    objectName: "withoutRustup"
                    visible: App.changes.withoutRustup.length > 0
                    Layout.minimumWidth: 120
                    Layout.fillWidth: true
                    Layout.maximumWidth: Math.ceil(implicitWidth) + 1
                    text: App.changes.withoutRustup
                    font.pixelSize: Theme.small
                }
                ActionButton {
                    visible: App.changes.withoutRustup.length > 0
                    quiet: true
                    iconName: "copy"
                    tip: qsTr("Copy command")
                    onClicked: App.copy(App.changes.withoutRustup)
                }
            }
            Line {
                Layout.fillWidth: true
            }
            ListPane {
                id: list
                objectName: "toolchainList"
                Layout.fillWidth: true
                Layout.fillHeight: true
                model: App.toolchains
                onCurrentIndexChanged: if (activeFocus) page.current = currentIndex
                delegate: ListRow {
                    id: row
                    required property int index
                    required property string name
                    required property string release
                    required property string channel
                    required property string host
                    required property string date
                    required property string origin
                    required property string path
                    required property bool works
                    required property string problem
                    required property string hint
                    required property bool isDefault
                    required property string override
                    required property bool hasSource
                    required property bool vendored
                    required property int targetCount
                    required property string size
                    width: ListView.view.width
                    implicitHeight: content.implicitHeight + 20
                    current: page.current === row.index
                    focused: ListView.view.activeFocus
                    objectName: "toolchain-" + row.name
                    Accessible.name: row.name + " " + row.release
                    onChosen: {
                        list.currentIndex = row.index;
                        page.current = row.index;
                        list.forceActiveFocus();
                    }
                    RowLayout {
                        id: content
                        anchors { left: parent.left; right: parent.right; top: parent.top; margins: 10 }
                        spacing: 12
                        StateMark {
                            kind: row.works ? "present" : "broken"
                            Layout.alignment: Qt.AlignTop
                        }
                        ColumnLayout {
                            spacing: 4
                            Layout.fillWidth: true
                            RowLayout {
                                spacing: Theme.unit
                                FixedText {
                                    text: row.name
                                    font.weight: Font.DemiBold
                                    Layout.fillWidth: true
                                    Layout.maximumWidth: Math.min(320, Math.ceil(implicitWidth) + 1)
                                }
                                BodyText {
                                    text: row.release
                                    color: Theme.faint
                                }
                                SmallText {
                                    visible: row.isDefault
                                    text: qsTr("default")
                                    font.weight: Font.DemiBold
                                    color: Theme.text
                                }
                                SmallText {
                                    visible: row.override.length > 0
                                    text: qsTr("chosen here: %1").arg(row.override)
                                    color: Theme.text
                                    Layout.fillWidth: true
                                }
                                Item {
                                    Layout.fillWidth: true
                                }
                                SmallText {
                                    text: row.size
                                }
                            }
                            SmallText {
                                visible: row.works
                                text: [row.origin, row.date, row.host, row.targetCount === 1 ? qsTr("1 target with std") : qsTr("%1 targets with std").arg(row.targetCount),
                                    row.hasSource ? (row.vendored ? qsTr("source with vendored crates") : qsTr("source")) : qsTr("no source")].filter(t => t).join("  ·  ")
                                Layout.fillWidth: true
                            }
                            FixedText {
                                text: row.path
                                font.pixelSize: Theme.small
                                color: Theme.faint
                                Layout.fillWidth: true
                            }
                            BodyText {
                                visible: !row.works
                                text: row.problem
                                wrapMode: Text.Wrap
                                Layout.fillWidth: true
                            }
                            BodyText {
                                visible: row.hint.length > 0
                                text: row.hint
                                color: Theme.faint
                                wrapMode: Text.Wrap
                                Layout.fillWidth: true
                            }
                        }
                    }
                    Line {
                        anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
                        opacity: 0.5
                    }
                }
                EmptyState {
                    visible: list.count === 0 && !App.toolchains.loading
                    anchors.centerIn: parent
                    iconName: "toolchains"
                    title: qsTr("No Rust compiler was found")
                    text: qsTr("Install one with rustup or with the system's packages, then look again.")
                    action: qsTr("Look again")
                    onActed: App.refresh()
                }
            }
        }
        Line {
            visible: change.visible ? change.beside : page.current >= 0
            Layout.fillHeight: true
        }
        ChangePane {
            id: change
            readonly property bool beside: page.width >= 800 // else it takes the page's place
            visible: App.changes.kind.length > 0
            focus: visible
            Layout.fillHeight: true
            Layout.fillWidth: !beside
            Layout.preferredWidth: 400
            onVisibleChanged: if (visible) forceActiveFocus()
        }
        ToolchainFacts {
            visible: page.current >= 0 && !change.visible
            facts: page.facts
            Layout.fillHeight: true
            Layout.preferredWidth: page.width >= 1000 ? 384 : 340
        }
    }
}
