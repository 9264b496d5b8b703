// SPDX-License-Identifier: MIT OR Apache-2.0
// Every action of the window with its shortcut, once: the command palette lists them.
import QtQuick
import Crossyard

Item {
    id: actions
    required property var pages
    signal showPage(string page)
    signal openProject
    signal showPalette

    readonly property var all: {
        const list = [
            {text: qsTr("Open project..."), shortcut: "Ctrl+O", run: () => actions.openProject()},
            {text: qsTr("Open the sample project"), shortcut: "", run: () => App.openProject(App.sample)},
            {text: qsTr("Do the next sensible thing"), shortcut: "Ctrl+Return", run: () => App.act(App.stepAction)},
            {text: qsTr("Build sysroot"), shortcut: "Ctrl+Shift+B", run: () => App.act("build-sysroot")},
            {text: qsTr("Build"), shortcut: "Ctrl+B", run: () => App.act("build")},
            {text: qsTr("Run"), shortcut: "Ctrl+R", run: () => App.act("run")},
            {text: qsTr("Test"), shortcut: "Ctrl+T", run: () => App.act("test")},
            {text: qsTr("Cancel the running job"), shortcut: "Ctrl+.", run: () => App.jobs.cancelRunning()},
            {text: qsTr("Check what is installed again"), shortcut: "F5", run: () => App.refresh()},
            {text: qsTr("Larger text"), shortcut: "Ctrl++", run: () => App.preferences.textScale = Math.min(2, App.preferences.textScale + 0.1)},
            {text: qsTr("Smaller text"), shortcut: "Ctrl+-", run: () => App.preferences.textScale = Math.max(0.8, App.preferences.textScale - 0.1)},
            {text: qsTr("Text as the system has it"), shortcut: "Ctrl+0", run: () => App.preferences.textScale = 1},
            {text: qsTr("Light colours"), shortcut: "", run: () => App.preferences.theme = "light"},
            {text: qsTr("Dark colours"), shortcut: "", run: () => App.preferences.theme = "dark"},
            {text: qsTr("Colours of the system"), shortcut: "", run: () => App.preferences.theme = ""},
            {text: qsTr("Quit"), shortcut: "Ctrl+Q", run: () => actions.Window.window.close()}
        ];
        actions.pages.forEach(page => list.push({
                text: qsTr("Go to %1").arg(page.title),
                shortcut: page.keys,
                run: () => actions.showPage(page.id)
            }));
        return list;
    }
    Instantiator {
        model: actions.all.filter(a => a.shortcut.length > 0)
        delegate: Shortcut {
            required property var modelData
            sequence: modelData.shortcut
            onActivated: modelData.run()
        }
    }
    Shortcut {
        sequences: ["Ctrl+K", "Ctrl+Shift+P"]
        onActivated: actions.showPalette()
    }
}
