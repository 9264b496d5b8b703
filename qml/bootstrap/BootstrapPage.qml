// SPDX-License-Identifier: MIT OR Apache-2.0
// A package built by rustc alone, step by step: where it comes from, its crates, the options, the plan, the result. The
// plan is always current; where there is room, it stands beside the first steps.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Dialogs
import QtQuick.Layouts
import Crossyard

Item {
    id: page
    objectName: "bootstrapPage"
    property string step: "source"
    readonly property bool empty: App.bootstrap.package.length === 0
    readonly property bool obtaining: App.bootstrap.obtaining.length > 0
    readonly property bool early: ["source", "crates", "options"].includes(page.step)
    readonly property bool beside: page.early && page.width >= 1080
    signal showPage(string page)

    Binding {
        target: App.bootstrap
        property: "active"
        value: page.visible
    }
    Connections {
        target: App.bootstrap
        function onStarted(): void {
            page.step = "result";
        }
    }
    FolderDialog {
        id: folder
        title: qsTr("The folder of a package or workspace")
        onAccepted: App.bootstrap.openUrl(selectedFolder)
    }
    FileDialog {
        id: archive
        title: qsTr("An archive of a package's sources")
        nameFilters: [qsTr("Archives (*.crate *.tar.gz *.tgz *.tar.xz *.txz)")]
        onAccepted: App.bootstrap.obtainUrl(selectedFile)
    }
    FolderDialog {
        id: crates
        title: qsTr("A directory of crates' sources")
        onAccepted: App.bootstrap.addVendorUrl(selectedFolder)
    }

    EmptyState {
        objectName: "bootstrapEmpty"
        visible: page.empty
        anchors.centerIn: parent
        iconName: "bootstrap"
        title: qsTr("Build a package without cargo")
        text: qsTr("rustc alone builds cargo, or any other package, from its sources: for a machine that has a compiler and no cargo yet, and for every target. Nothing is built before you have seen the plan.")
        action: page.obtaining ? "" : qsTr("Choose folder...")
        onActed: folder.open()
        ActionButton {
            visible: !page.obtaining
            text: qsTr("Choose archive...")
            Layout.alignment: Qt.AlignHCenter
            onClicked: archive.open()
        }
        RepositoryField {
            Layout.preferredWidth: 420
            Layout.alignment: Qt.AlignHCenter
        }
        ActionButton {
            objectName: "bootstrapProject"
            visible: App.project.length > 0
            text: qsTr("Take the open project, %1").arg(App.projectName)
            Layout.alignment: Qt.AlignHCenter
            onClicked: App.bootstrap.open(App.project)
        }
        Repeater {
            model: page.empty ? App.bootstrap.recent : []
            delegate: ActionButton {
                required property string modelData
                quiet: true
                implicitHeight: 28
                iconName: "project"
                text: modelData.length > 52 ? "…" + modelData.slice(-51) : modelData
                tip: modelData
                Layout.alignment: Qt.AlignHCenter
                onClicked: App.bootstrap.open(modelData)
            }
        }
    }

    RowLayout {
        visible: !page.empty
        anchors.fill: parent
        spacing: 0
        StepList {
            step: page.step
            Layout.preferredWidth: 208
            Layout.fillHeight: true
            onChosen: step => page.step = step
        }
        Line {
            Layout.fillHeight: true
        }
        ColumnLayout {
            spacing: 0
            BootstrapProblem {
                step: page.step
                Layout.fillWidth: true
                onShowStep: step => page.step = step
                onAddCrates: crates.open()
            }
            StackLayout {
                currentIndex: ["source", "crates", "options", "plan", "result"].indexOf(page.step)
                Layout.fillWidth: true
                Layout.fillHeight: true
                SourcePane {
                    onChoose: folder.open()
                    onChooseArchive: archive.open()
                }
                CratesPane {
                    onAddCrates: crates.open()
                }
                OptionsPane {}
                BootstrapPlan {
                    // Two of them would share one search.
                    enabled: page.step === "plan"
                }
                ResultPane {
                    onShowPage: name => page.showPage(name)
                    onShowStep: step => page.step = step
                }
            }
        }
        Line {
            visible: page.beside
            Layout.fillHeight: true
        }
        BootstrapPlan {
            visible: page.beside
            beside: true
            Layout.fillWidth: false
            Layout.fillHeight: true
            Layout.preferredWidth: Math.round(page.width * 0.36)
        }
    }
}
