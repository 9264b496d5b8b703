// SPDX-License-Identifier: MIT OR Apache-2.0
// The window: the kit bar, the pages, the job strip.
import QtCore
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Dialogs
import QtQuick.Layouts
import Crossyard

ApplicationWindow {
    id: window
    width: 1280
    height: 800
    minimumWidth: 800
    minimumHeight: 520
    visible: true
    title: App.project ? App.projectName + " - Crossyard" : "Crossyard"
    color: Theme.page
    font.pixelSize: Theme.body
    palette {
        window: Theme.page
        windowText: Theme.text
        base: Theme.field
        text: Theme.text
        highlight: Theme.accentFill
        highlightedText: Theme.accentText
        button: Theme.side
        buttonText: Theme.text
    }

    property string page: "project"
    readonly property var pages: [
        {id: "project", title: qsTr("Project"), icon: "project", keys: "Ctrl+1"},
        {id: "targets", title: qsTr("Targets"), icon: "targets", keys: "Ctrl+2"},
        {id: "specs", title: qsTr("Specs"), icon: "specs", keys: "Ctrl+3"},
        {id: "sysroot", title: qsTr("Sysroot"), icon: "sysroot", keys: "Ctrl+4"},
        {id: "graph", title: qsTr("Graph"), icon: "graph", keys: "Ctrl+5"},
        {id: "bootstrap", title: qsTr("Bootstrap"), icon: "bootstrap", keys: "Ctrl+6"},
        {id: "container", title: qsTr("Container"), icon: "container", keys: "Ctrl+7"},
        {id: "toolchains", title: qsTr("Toolchains"), icon: "toolchains", keys: "Ctrl+8"},
        {id: "jobs", title: qsTr("Jobs"), icon: "jobs", keys: "Ctrl+9"},
        {id: "settings", title: qsTr("Settings"), icon: "settings", keys: "Ctrl+,"}
    ]
    function show(page: string): void {
        window.page = page;
    }
    function chooseFolder(): void {
        folder.open();
    }

    Settings {
        category: "window"
        property alias width: window.width
        property alias height: window.height
        property alias page: window.page
    }

    FolderDialog {
        id: folder
        title: qsTr("Open project")
        onAccepted: App.openUrl(selectedFolder)
    }
    DropArea {
        anchors.fill: parent
        onDropped: drop => {
            if (drop.hasUrls)
                App.openUrl(drop.urls[0]);
        }
    }
    Actions {
        id: actions
        pages: window.pages
        onShowPage: page => window.show(page)
        onOpenProject: window.chooseFolder()
        onShowPalette: palette.open()
    }
    CommandPalette {
        id: palette
        actions: actions.all
    }
    Connections {
        target: App
        function onTold(text: string): void {
            toast.tell(text);
        }
        function onShowPage(page: string): void {
            window.show(page);
        }
    }
    Connections {
        target: App.specs
        function onProposed(): void {
            window.show("specs");
        }
    }
    Component.onCompleted: App.setWindow(window)
    onClosing: close => {
        if (!ending.needed)
            return;
        close.accepted = false;
        ending.decide(App.preferences.closing);
    }
    EndingDialog {
        id: ending
        onEnded: Qt.exit(0)
        onHid: App.goOnInBackground(window)
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: 0
        KitBar {
            Layout.fillWidth: true
            onShowPage: page => window.show(page)
            onOpenProject: window.chooseFolder()
        }
        Line {
            Layout.fillWidth: true
        }
        Notice {
            id: interrupted
            kind: "interrupted"
            text: App.interrupted.title ? qsTr("%1 was interrupted. What was finished is stored.").arg(App.interrupted.title) : ""
            Layout.fillWidth: true
            Layout.margins: Theme.unit
            Layout.leftMargin: 16
            ActionButton {
                objectName: "runInterrupted"
                text: qsTr("Run again")
                onClicked: App.runAgain(App.interrupted.id)
            }
            ActionButton {
                quiet: true
                text: qsTr("Dismiss")
                onClicked: App.dismissInterrupted()
            }
        }
        Line {
            visible: interrupted.visible
            Layout.fillWidth: true
        }
        RowLayout {
            spacing: 0
            Layout.fillWidth: true
            Layout.fillHeight: true
            Sidebar {
                Layout.fillHeight: true
                pages: window.pages
                page: window.page
                onChosen: page => window.show(page)
            }
            Line {
                Layout.fillHeight: true
            }
            ColumnLayout {
                spacing: 0
                StackLayout {
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    currentIndex: Math.max(0, window.pages.findIndex(p => p.id === window.page))
                    ProjectPage {
                        onShowPage: page => window.show(page)
                        onOpenProject: window.chooseFolder()
                    }
                    TargetsPage {}
                    SpecsPage {}
                    SysrootPage {
                        id: sysrootPage
                    }
                    GraphPage {
                        onEditSysroot: {
                            sysrootPage.showPicture();
                            window.show("sysroot");
                        }
                        onOpenProject: window.chooseFolder()
                    }
                    BootstrapPage {
                        onShowPage: page => window.show(page)
                    }
                    ContainerPage {
                        onShowPage: page => window.show(page)
                        onOpenProject: window.chooseFolder()
                    }
                    ToolchainsPage {}
                    JobsPage {
                        onShowPage: page => window.show(page)
                    }
                    SettingsPage {}
                }
                JobDrawer {
                    Layout.fillWidth: true
                    visible: App.jobs.count > 0 && window.page !== "jobs"
                    space: window.height * 0.6
                    onShowPage: page => window.show(page)
                }
            }
        }
    }
    Toast {
        id: toast
        anchors { bottom: parent.bottom; bottomMargin: 56; horizontalCenter: parent.horizontalCenter }
    }
}
