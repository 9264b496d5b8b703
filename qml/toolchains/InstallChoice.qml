// SPDX-License-Identifier: MIT OR Apache-2.0
// Which release is installed, and how much of it.
import QtQuick
import QtQuick.Layouts
import Crossyard

GridLayout {
    id: choice
    columns: 2
    columnSpacing: 12
    rowSpacing: 4

    SmallText {
        text: qsTr("channel")
    }
    Row {
        Repeater {
            model: [{id: "stable", title: qsTr("Stable")}, {id: "beta", title: qsTr("Beta")}, {id: "nightly", title: qsTr("Nightly")}, {id: "other", title: qsTr("Other")}]
            delegate: Tab {
                required property var modelData
                objectName: "channel-" + modelData.id
                title: modelData.title
                current: App.changes.channel === modelData.id
                onChosen: {
                    App.changes.channel = modelData.id;
                    if (modelData.id === "other")
                        version.forceActiveFocus();
                }
            }
        }
    }
    SmallText {
        visible: version.visible
        text: qsTr("name")
    }
    SearchField {
        id: version
        objectName: "version"
        visible: App.changes.channel === "other"
        iconName: "toolchains"
        placeholderText: qsTr("1.85, or nightly-2026-01-31")
        font.family: Theme.fixed
        onTextChanged: App.changes.version = text
        Layout.fillWidth: true
    }
    SmallText {
        text: qsTr("profile")
    }
    Row {
        Repeater {
            model: [
                {id: "minimal", title: qsTr("Minimal"), tip: qsTr("Compiler, cargo and std")},
                {id: "default", title: qsTr("Default"), tip: qsTr("With clippy, rustfmt and the documentation")},
                {id: "complete", title: qsTr("Complete"), tip: qsTr("All components; some releases lack one of them")}
            ]
            delegate: Tab {
                required property var modelData
                objectName: "profile-" + modelData.id
                title: modelData.title
                tip: modelData.tip
                current: App.changes.profile === modelData.id
                onChosen: App.changes.profile = modelData.id
            }
        }
    }
}
