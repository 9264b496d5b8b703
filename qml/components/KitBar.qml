// SPDX-License-Identifier: MIT OR Apache-2.0
// What is built, with what, for what; and the one button that does the next sensible thing.
import QtQuick
import QtQuick.Layouts
import Crossyard

Rectangle {
    id: bar
    signal showPage(string page)
    signal openProject

    implicitHeight: 56
    color: Theme.side

    // The words of the next step.
    readonly property var words: ({
            "open-project": {text: qsTr("Open project"), icon: "project"},
            "choose-target": {text: qsTr("Choose target"), icon: "targets"},
            "mend": {text: qsTr("Show what is missing"), icon: "warning"},
            "build-sysroot": {text: qsTr("Build sysroot"), icon: "sysroot"},
            "build": {text: qsTr("Build"), icon: "toolchains"},
            "run": {text: qsTr("Run"), icon: "run"}
        })
    function act(action: string): void {
        if (action === "open-project")
            bar.openProject();
        else if (action === "choose-target")
            bar.showPage("targets");
        else if (action === "mend")
            bar.showPage("project");
        else
            App.act(action);
    }

    RowLayout {
        anchors { fill: parent; leftMargin: 4; rightMargin: 16 }
        spacing: 4
        KitField {
            label: qsTr("Project")
            value: App.project ? App.projectName : qsTr("none")
            fixed: false
            choices: App.recent.map(path => ({value: path, detail: ""}))
            moreText: qsTr("Open folder...")
            Layout.minimumWidth: 148
            Layout.maximumWidth: 240
            onPicked: path => App.openProject(path)
            onMore: bar.openProject()
        }
        KitField {
            label: qsTr("Toolchain")
            value: App.toolchainText || qsTr("looking...")
            choices: App.toolchainChoices
            Layout.maximumWidth: 280
            onPicked: name => App.toolchain = name
            moreText: qsTr("All toolchains...")
            onMore: bar.showPage("toolchains")
        }
        KitField {
            label: qsTr("Target")
            value: App.target || qsTr("none chosen")
            choices: App.targetChoices
            Layout.maximumWidth: 300
            onPicked: name => App.target = name
            moreText: qsTr("Find by chip, board or facts...")
            onMore: bar.showPage("targets")
        }
        KitField {
            label: qsTr("Profile")
            value: App.profile
            choices: App.profiles.map(name => ({value: name, detail: name === "dev" ? qsTr("unoptimised, with debug information") : ""}))
            onPicked: name => App.profile = name
        }
        Item {
            Layout.fillWidth: true
        }
        SmallText {
            text: App.stepAction === "none" ? App.stepReason : ""
            Layout.maximumWidth: 260
        }
        ActionButton {
            id: next
            objectName: "nextStep"
            primary: true
            visible: App.stepAction !== "none"
            text: bar.words[App.stepAction] ? bar.words[App.stepAction].text : ""
            iconName: bar.words[App.stepAction] ? bar.words[App.stepAction].icon : ""
            tip: App.stepReason
            onClicked: bar.act(App.stepAction)
        }
        ActionButton {
            quiet: true
            iconName: "down"
            tip: qsTr("Other actions")
            onClicked: menu.open()
            ThemedMenu {
                id: menu
                y: parent.height + 4
                x: parent.width - width
                entries: [
                    {text: qsTr("Build sysroot"), shortcut: "Ctrl+Shift+B", enabled: App.target.length > 0, run: () => App.act("build-sysroot")},
                    {text: qsTr("Build"), shortcut: "Ctrl+B", enabled: App.project.length > 0 && App.target.length > 0, run: () => App.act("build")},
                    {text: qsTr("Run"), shortcut: "Ctrl+R", enabled: App.project.length > 0 && App.target.length > 0, run: () => App.act("run")},
                    {text: qsTr("Test"), shortcut: "Ctrl+T", enabled: App.project.length > 0 && App.target.length > 0, run: () => App.act("test")},
                    {text: qsTr("Check what is installed again"), shortcut: "F5", enabled: true, run: () => App.refresh()}
                ]
            }
        }
    }
}
