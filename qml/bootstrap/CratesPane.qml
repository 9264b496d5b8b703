// SPDX-License-Identifier: MIT OR Apache-2.0
// Where the crates come from, and which of them are needed.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Crossyard

Flickable {
    id: pane
    signal addCrates
    contentHeight: column.implicitHeight + 24
    clip: true
    boundsBehavior: Flickable.StopAtBounds
    ScrollBar.vertical: ThinScrollBar {}

    readonly property var dirs: App.bootstrap.vendorDirs
    readonly property var offered: App.bootstrap.offeredDirs
    readonly property var facts: App.bootstrap.facts

    ColumnLayout {
        id: column
        x: 16
        y: 12
        width: pane.width - 32
        spacing: Theme.unit
        PageTitle {
            title: qsTr("Crates")
            detail: pane.facts.units === undefined ? "" : pane.facts.notNeeded > 0 ? qsTr("%1 packages are used, %2 of the lock are not").arg(pane.facts.packages).arg(pane.facts.notNeeded) : pane.facts.packages === 1 ? qsTr("1 package is used") : qsTr("%1 packages are used").arg(pane.facts.packages)
            ActionButton {
                objectName: "addCrates"
                iconName: "plus"
                text: qsTr("Add directory...")
                onClicked: pane.addCrates()
            }
        }
        BodyText {
            text: qsTr("Directories of crates' sources, as `cargo vendor` and distributions make them. The first that has a crate is taken. Only what the target needs must be there.")
            color: Theme.faint
            wrapMode: Text.Wrap
            Layout.fillWidth: true
        }
        Repeater {
            model: pane.dirs.length
            delegate: RowLayout {
                id: dir
                required property int index
                readonly property var entry: pane.dirs[dir.index] ?? ({path: "", given: false})
                spacing: Theme.unit
                Layout.minimumHeight: Theme.row
                FixedText {
                    text: dir.entry.path
                    Layout.fillWidth: true
                }
                SmallText {
                    visible: !dir.entry.given
                    text: qsTr("from cargo's configuration")
                }
                ActionButton {
                    objectName: "removeCrates-" + dir.index
                    visible: dir.entry.given
                    quiet: true
                    iconName: "remove"
                    tip: qsTr("Leave this directory out")
                    onClicked: App.bootstrap.removeVendor(dir.entry.path)
                }
            }
        }
        BodyText {
            visible: pane.dirs.length === 0
            text: qsTr("No directory is named.")
            Layout.minimumHeight: Theme.row
            verticalAlignment: Text.AlignVCenter
        }
        Repeater {
            model: pane.offered.length
            delegate: RowLayout {
                id: offer
                required property int index
                readonly property string path: pane.offered[offer.index] ?? ""
                spacing: Theme.unit
                Layout.minimumHeight: Theme.row
                FixedText {
                    text: offer.path
                    color: Theme.faint
                    Layout.fillWidth: true
                }
                SmallText {
                    text: qsTr("is there")
                }
                ActionButton {
                    objectName: "takeCrates-" + offer.index
                    text: qsTr("Take it")
                    implicitHeight: 28
                    Accessible.name: qsTr("Take %1").arg(offer.path)
                    onClicked: App.bootstrap.addVendor(offer.path)
                }
            }
        }
        FacetChoice {
            objectName: "bootstrapFetches"
            title: qsTr("Fetch what is missing")
            checked: App.bootstrap.fetches
            Layout.fillWidth: true
            Layout.leftMargin: -4
            onFlipped: App.bootstrap.fetches = !App.bootstrap.fetches
        }
        SmallText {
            text: App.bootstrap.fetches ? qsTr("Indexes and git dependencies are read while planning; crates come with the build, each held against the lock's checksum.") : qsTr("Nothing comes from the network. What was fetched before is used.")
            wrapMode: Text.Wrap
            Layout.fillWidth: true
            Layout.leftMargin: 22
        }
        GridLayout {
            columns: 2
            columnSpacing: 16
            rowSpacing: Theme.unit
            Layout.fillWidth: true
            SmallText {
                text: qsTr("index")
                Layout.minimumWidth: 88
            }
            TextLine {
                objectName: "bootstrapIndex"
                fixed: true
                value: App.bootstrap.crateIndex
                placeholderText: qsTr("as cargo has it; or directory, address, sparse+URL")
                Accessible.name: qsTr("Index of crates")
                Layout.fillWidth: true
                onGiven: value => App.bootstrap.crateIndex = value
            }
            SmallText {
                text: "Cargo.lock"
                Layout.alignment: Qt.AlignTop
                Layout.topMargin: 6
            }
            ColumnLayout {
                spacing: 4
                Flow {
                    spacing: 6
                    Layout.fillWidth: true
                    Repeater {
                        model: [
                            {use: "completed", title: qsTr("complete it for this build")},
                            {use: "locked", title: qsTr("nothing but what it names")},
                            {use: "written", title: qsTr("bring it up to date")}
                        ]
                        delegate: Chip {
                            required property var modelData
                            objectName: "lock-" + modelData.use
                            text: modelData.title
                            oneOf: true
                            on: App.bootstrap.lockUse === modelData.use
                            onClicked: App.bootstrap.lockUse = modelData.use
                        }
                    }
                }
                SmallText {
                    text: App.bootstrap.lockUse === "locked" ? qsTr("What the lock has nothing for is an error.") : App.bootstrap.lockUse === "written" ? qsTr("It is written before the build, as cargo would write it.") : qsTr("What the lock has nothing for is chosen as cargo would, and told.")
                    wrapMode: Text.Wrap
                    Layout.fillWidth: true
                }
            }
        }
        CratesMore {
            objectName: "cratesMore"
            Layout.fillWidth: true
        }
        Line {
            Layout.fillWidth: true
            Layout.topMargin: 4
        }
        PatchPane {
            Layout.fillWidth: true
        }
    }
}
