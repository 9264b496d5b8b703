// SPDX-License-Identifier: MIT OR Apache-2.0
// What is built, for what, and with what.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Dialogs
import QtQuick.Layouts
import Crossyard

Flickable {
    id: pane
    contentHeight: column.implicitHeight + 24
    clip: true
    boundsBehavior: Flickable.StopAtBounds
    ScrollBar.vertical: ThinScrollBar {}

    readonly property var programs: App.bootstrap.programs
    readonly property var features: App.bootstrap.features
    readonly property string ownHost: App.bootstrap.facts.host ?? ""

    FileDialog {
        id: spec
        title: qsTr("Target spec")
        nameFilters: [qsTr("Target specs (*.json)")]
        onAccepted: App.bootstrap.chooseSpecUrl(selectedFile)
    }
    FolderDialog {
        id: output
        title: qsTr("Where the result goes")
        onAccepted: App.bootstrap.chooseTargetDirUrl(selectedFolder)
    }

    ColumnLayout {
        id: column
        x: 16
        y: 12
        width: pane.width - 32
        spacing: Theme.unit
        PageTitle {
            title: qsTr("Options")
        }
        RowLayout {
            spacing: Theme.unit
            KitField {
                objectName: "bootstrapToolchain"
                framed: true
                label: qsTr("Toolchain")
                value: App.bootstrap.toolchain || (App.bootstrap.facts.toolchain ?? qsTr("as the project says"))
                fixed: App.bootstrap.toolchain.length > 0 || App.bootstrap.planned
                choices: App.toolchainChoices
                Layout.fillWidth: true
                Layout.preferredWidth: 1
                onPicked: name => App.bootstrap.toolchain = name
            }
            KitField {
                objectName: "bootstrapTarget"
                framed: true
                label: qsTr("Runs on")
                value: App.bootstrap.target || qsTr("this machine")
                fixed: App.bootstrap.target.length > 0
                choices: [{value: "", title: qsTr("this machine"), detail: pane.ownHost}].concat(App.target ? [{value: App.target, detail: qsTr("the target in the bar above")}] : [], App.targets.names.filter(name => name !== App.target).map(name => ({value: name, detail: ""})))
                moreText: qsTr("Spec file...")
                Layout.fillWidth: true
                Layout.preferredWidth: 1
                onPicked: name => App.bootstrap.target = name
                onMore: spec.open()
            }
        }
        GridLayout {
            columns: 2
            columnSpacing: 16
            rowSpacing: Theme.unit
            Layout.fillWidth: true
            Layout.topMargin: 4
            SmallText {
                text: qsTr("profile")
                Layout.minimumWidth: 88
            }
            ChoiceField {
                objectName: "bootstrapProfile"
                choices: App.bootstrap.profiles
                chosen: [App.bootstrap.profile]
                Accessible.name: qsTr("Profile: %1").arg(App.bootstrap.profile)
                onPicked: name => App.bootstrap.profile = name
            }
            SmallText {
                text: qsTr("at once")
            }
            RowLayout {
                spacing: Theme.unit
                ChoiceField {
                    objectName: "bootstrapThreads"
                    readonly property string all: qsTr("all")
                    choices: [all].concat(Array.from({length: App.bootstrap.processors}, (x, i) => String(i + 1)))
                    chosen: [App.bootstrap.threads === 0 ? all : String(App.bootstrap.threads)]
                    Accessible.name: qsTr("Processors: %1").arg(chosen[0])
                    onPicked: word => App.bootstrap.threads = word === all ? 0 : parseInt(word)
                }
                SmallText {
                    text: qsTr("of %1 processors").arg(App.bootstrap.processors)
                    Layout.fillWidth: true
                }
            }
            SmallText {
                text: qsTr("result in")
            }
            RowLayout {
                spacing: 4
                FixedText {
                    objectName: "bootstrapTargetDir"
                    text: App.bootstrap.targetDir || qsTr("as cargo has it")
                    Layout.fillWidth: true
                }
                ActionButton {
                    visible: App.bootstrap.ownTargetDir
                    quiet: true
                    iconName: "undo"
                    tip: qsTr("As cargo has it")
                    onClicked: App.bootstrap.chooseTargetDir("")
                }
                ActionButton {
                    text: qsTr("Choose...")
                    implicitHeight: 28
                    Accessible.name: qsTr("Choose where the result goes")
                    onClicked: output.open()
                }
            }
        }
        OptionsMore {
            objectName: "optionsMore"
            Layout.fillWidth: true
        }
        Line {
            visible: pane.programs.length > 0
            Layout.fillWidth: true
        }
        SmallText {
            visible: pane.programs.length > 0
            text: qsTr("What is built")
            font.weight: Font.DemiBold
            Accessible.role: Accessible.Heading
            Accessible.name: text
        }
        Flow {
            visible: pane.programs.length > 0
            spacing: 6
            Layout.fillWidth: true
            Chip {
                objectName: "bootstrapEverything"
                text: App.bootstrap.hasLibrary ? qsTr("library and all programs") : qsTr("all programs")
                oneOf: true
                on: App.bootstrap.everything
                onClicked: App.bootstrap.chooseEverything()
            }
            Chip {
                visible: App.bootstrap.hasLibrary
                text: qsTr("library")
                on: App.bootstrap.library
                onClicked: App.bootstrap.library = !App.bootstrap.library
            }
            Repeater {
                model: pane.programs.length
                delegate: Chip {
                    required property int index
                    readonly property var program: pane.programs[index] ?? ({name: "", needs: "", on: false})
                    objectName: "program-" + program.name
                    text: program.name
                    tip: program.needs ? qsTr("needs the features %1").arg(program.needs) : ""
                    on: program.on
                    onClicked: App.bootstrap.toggleProgram(program.name)
                }
            }
        }
        Line {
            visible: pane.features.length > 0
            Layout.fillWidth: true
        }
        SmallText {
            visible: pane.features.length > 0
            text: qsTr("Features")
            font.weight: Font.DemiBold
            Accessible.role: Accessible.Heading
            Accessible.name: text
        }
        Flow {
            visible: pane.features.length > 0
            spacing: 6
            Layout.fillWidth: true
            Chip {
                objectName: "bootstrapDefaults"
                text: qsTr("default features")
                on: App.bootstrap.defaultFeatures
                onClicked: App.bootstrap.defaultFeatures = !App.bootstrap.defaultFeatures
            }
            Chip {
                objectName: "bootstrapAllFeatures"
                text: qsTr("all features")
                on: App.bootstrap.allFeatures
                onClicked: App.bootstrap.allFeatures = !App.bootstrap.allFeatures
            }
        }
        ColumnLayout {
            spacing: 0
            Layout.fillWidth: true
            Layout.leftMargin: -4
            Repeater {
                model: pane.features.length
                delegate: FacetChoice {
                    required property int index
                    readonly property var feature: pane.features[index] ?? ({name: "", enables: "", on: false, fixed: false})
                    objectName: "bootstrapFeature-" + feature.name
                    title: feature.name
                    note: feature.enables
                    checked: feature.on
                    enabled: !feature.fixed
                    Layout.fillWidth: true
                    onFlipped: App.bootstrap.toggleFeature(feature.name)
                }
            }
        }
    }
}
