// SPDX-License-Identifier: MIT OR Apache-2.0
// The plan: its units, what of them is stored, what would be built and why; its packages; and the units as a picture.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Crossyard

Item {
    id: pane
    property bool beside: false // there is room for a list alone
    property string view: "units"
    // While crates are missing they are all that is known.
    readonly property bool known: !(pane.facts.fetch > 0)
    readonly property string shown: !pane.known && ["units", "graph"].includes(pane.view) ? "packages" : pane.beside && pane.view === "graph" ? "units" : pane.view
    readonly property var natives: App.bootstrap.natives
    readonly property string fetching: [App.bootstrap.fetching.title, App.bootstrap.fetching.line].filter(t => t).join("\n")
    readonly property var facts: App.bootstrap.facts

    ColumnLayout {
        visible: App.bootstrap.planned
        opacity: App.bootstrap.planning ? 0.6 : 1
        anchors.fill: parent
        spacing: 0
        PageTitle {
            title: qsTr("Plan")
            detail: pane.facts.target ? qsTr("%1, %2, profile %3").arg(pane.facts.target).arg(pane.facts.compiler).arg(pane.facts.profile) : ""
            Layout.leftMargin: 16
            Layout.rightMargin: 12
            Layout.topMargin: 12
            ActionButton {
                objectName: pane.beside ? "besideCommand" : "planCommand"
                quiet: true
                iconName: "copy"
                tip: qsTr("Copy as a command")
                onClicked: App.copy(App.bootstrap.command())
            }
        }
        PlanEffects {
            Layout.fillWidth: true
            Layout.leftMargin: 16
            Layout.rightMargin: 12
            Layout.bottomMargin: 4
        }
        RowLayout {
            spacing: 0
            Layout.leftMargin: Theme.unit
            Layout.rightMargin: 12
            Repeater {
                model: [
                    {id: "units", title: qsTr("Units (%1)").arg(App.bootstrap.units.total)},
                    {id: "packages", title: qsTr("Packages (%1)").arg(App.bootstrap.packages.total)},
                    {id: "graph", title: qsTr("Graph")},
                    {id: "natives", title: qsTr("System (%1)").arg(pane.natives.length)}
                ]
                delegate: Tab {
                    required property var modelData
                    objectName: (pane.beside ? "beside-" : "planView-") + modelData.id
                    visible: modelData.id === "packages" || (modelData.id === "natives" ? pane.natives.length > 0 : pane.known && (!pane.beside || modelData.id !== "graph"))
                    title: modelData.title
                    current: pane.shown === modelData.id
                    onChosen: pane.view = modelData.id
                }
            }
            Item {
                Layout.fillWidth: true
            }
        }
        Line {
            Layout.fillWidth: true
        }
        SearchField {
            id: search
            objectName: pane.beside ? "besideSearch" : "planSearch"
            visible: ["units", "packages"].includes(pane.shown)
            placeholderText: pane.shown === "units" ? qsTr("Find a unit or a feature") : qsTr("Find a package")
            Layout.fillWidth: true
            Layout.margins: 12
            Layout.topMargin: Theme.unit
            Layout.bottomMargin: Theme.unit
            onTextChanged: App.bootstrap.search(text)
            onVisibleChanged: if (visible) App.bootstrap.search(text)
            Keys.onDownPressed: (pane.shown === "units" ? units : packages).forceActiveFocus()
        }
        StackLayout {
            currentIndex: ["units", "packages", "graph", "natives"].indexOf(pane.shown)
            Layout.fillWidth: true
            Layout.fillHeight: true
            BootstrapUnitList {
                id: units
                objectName: pane.beside ? "besideUnits" : "bootstrapUnits"
                onShowUnit: unit => {
                    App.bootstrap.picture.select(unit);
                    if (!pane.beside)
                        pane.view = "graph";
                }
            }
            BootstrapPackageList {
                id: packages
                objectName: pane.beside ? "besidePackages" : "bootstrapPackages"
            }
            PlanPicture {}
            NativeList {
                natives: pane.natives
            }
        }
    }
    EmptyState {
        visible: !App.bootstrap.planned
        anchors.centerIn: parent
        iconName: "bootstrap"
        title: App.bootstrap.planning ? qsTr("Making the plan") : App.bootstrap.stopped ? qsTr("Planning was cancelled") : qsTr("There is no plan")
        text: App.bootstrap.planning ? pane.fetching || qsTr("Manifests, lock file and crates are read, and the store is asked what is there already.") : App.bootstrap.stopped ? qsTr("What was fetched whole until then is kept.") : qsTr("It comes by itself once the problem above is mended.")
        action: App.bootstrap.stopped ? qsTr("Make the plan") : ""
        onActed: App.bootstrap.refresh()
    }
}
