// SPDX-License-Identifier: MIT OR Apache-2.0
// Xargo.toml as a form: its crates with stages and features, those of one's own, and patches.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Dialogs
import QtQuick.Layouts
import Crossyard

ColumnLayout {
    id: pane
    spacing: 4
    SmallText {
        visible: App.xargo.count === 0
        text: App.xargo.exists ? qsTr("Xargo.toml names no crate.") : qsTr("There is no Xargo.toml: the crates follow from the target. Add one to choose them yourself.")
        wrapMode: Text.Wrap
        Layout.fillWidth: true
        Layout.margins: 12
    }
    ListPane {
        id: crates
        objectName: "xargoList"
        visible: App.xargo.count > 0
        Layout.fillWidth: true
        Layout.preferredHeight: Math.min(44 * crates.count, 220)
        model: App.xargo
        onCurrentIndexChanged: if (activeFocus) App.xargo.current = currentIndex
        Keys.onDeletePressed: App.xargo.removeCrate(App.xargo.current)
        delegate: ListRow {
            id: row
            required property int index
            required property string name
            required property string section
            required property string source
            required property var features
            required property int stage
            width: ListView.view.width
            implicitHeight: 44
            current: App.xargo.current === row.index
            focused: ListView.view.activeFocus
            Accessible.name: row.name
            onChosen: {
                App.xargo.current = row.index;
                crates.currentIndex = row.index;
                crates.forceActiveFocus();
            }
            RowLayout {
                anchors { fill: parent; leftMargin: 12; rightMargin: 4 }
                spacing: Theme.unit
                ColumnLayout {
                    spacing: 0
                    FixedText {
                        text: row.name + (row.source ? "  " + row.source : "")
                        Layout.fillWidth: true
                    }
                    SmallText {
                        text: [row.section !== "dependencies" ? row.section : "", row.features.join(", ")].filter(t => t).join("  ·  ")
                        visible: text.length > 0
                        Layout.fillWidth: true
                    }
                }
                SmallText {
                    text: qsTr("stage %1").arg(row.stage)
                }
                ActionButton {
                    quiet: true
                    iconName: "down"
                    tip: qsTr("One stage earlier")
                    rotation: 180
                    enabled: row.stage > 0
                    onClicked: App.xargo.setStage(row.index, row.stage - 1)
                }
                ActionButton {
                    quiet: true
                    iconName: "down"
                    tip: qsTr("One stage later")
                    onClicked: App.xargo.setStage(row.index, row.stage + 1)
                }
                ActionButton {
                    quiet: true
                    iconName: "remove"
                    tip: qsTr("Remove this crate")
                    onClicked: App.xargo.removeCrate(row.index)
                }
            }
        }
    }
    RowLayout {
        spacing: 0
        Layout.fillHeight: false
        Layout.leftMargin: 4
        ActionButton {
            objectName: "addLibraryCrate"
            visible: App.xargo.offered.length > 0
            quiet: true
            iconName: "plus"
            text: qsTr("Library crate")
            onClicked: offers.popup()
            ThemedMenu {
                id: offers
                entries: App.xargo.offered.map(name => ({
                            text: name,
                            enabled: true,
                            run: () => App.xargo.addCrate(name)
                        }))
            }
        }
        ActionButton {
            objectName: "addOwnCrate"
            quiet: true
            iconName: "plus"
            text: qsTr("Own crate...")
            onClicked: pick.choose(false)
        }
        ActionButton {
            objectName: "addPatch"
            quiet: true
            iconName: "plus"
            text: qsTr("Patch...")
            onClicked: pick.choose(true)
        }
    }
    FolderDialog {
        id: pick
        property bool patch: false
        title: pick.patch ? qsTr("The crate that stands for one of crates-io") : qsTr("The crate's folder")
        function choose(patch: bool): void {
            pick.patch = patch;
            pick.open();
        }
        onAccepted: pick.patch ? App.xargo.addPatch(selectedFolder) : App.xargo.addFolder(selectedFolder)
    }
    Repeater {
        model: App.xargo.patches
        delegate: RowLayout {
            id: patch
            required property var modelData
            required property int index
            spacing: Theme.unit
            Layout.leftMargin: 12
            Layout.rightMargin: 4
            FixedText {
                text: qsTr("patch %1").arg(patch.modelData.name)
            }
            SmallText {
                text: [patch.modelData.source, patch.modelData.instead].join("  ->  ")
                Layout.fillWidth: true
            }
            ActionButton {
                quiet: true
                iconName: "remove"
                tip: qsTr("Remove this patch")
                onClicked: App.xargo.removePatch(patch.index)
            }
        }
    }
    SmallText {
        visible: featureList.count > 0
        text: qsTr("Features of %1").arg(App.xargo.currentName)
        Layout.leftMargin: 12
        Layout.topMargin: 4
    }
    FacetChoice {
        visible: featureList.count > 0
        objectName: "defaultFeatures"
        Layout.leftMargin: Theme.unit
        Layout.fillWidth: true
        title: qsTr("default features")
        note: ""
        checked: App.xargo.currentDefaultFeatures
        onFlipped: App.xargo.toggleDefaultFeatures(App.xargo.current)
    }
    ListPane {
        id: featureList
        objectName: "featureList"
        Layout.fillWidth: true
        Layout.fillHeight: true
        Layout.leftMargin: Theme.unit
        model: App.xargo.features
        delegate: FacetChoice {
            required property var modelData
            objectName: "feature-" + modelData.name
            width: ListView.view.width - 12
            title: modelData.name + (modelData.byDefault ? qsTr("  (on by default)") : "")
            note: modelData.pulls
            checked: modelData.chosen
            onFlipped: App.xargo.toggleFeature(App.xargo.current, modelData.name)
        }
    }
}
