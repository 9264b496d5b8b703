// SPDX-License-Identifier: MIT OR Apache-2.0
// What the user likes. Each change counts at once.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Crossyard

Flickable {
    id: page
    contentHeight: content.implicitHeight + 32
    boundsBehavior: Flickable.StopAtBounds
    clip: true
    ScrollBar.vertical: ThinScrollBar {}

    ColumnLayout {
        id: content
        x: 16
        y: 16
        width: Math.min(page.width - 32, 720)
        spacing: 16

        PageTitle {
            title: qsTr("Settings")
        }
        Choice {
            label: qsTr("Colours")
            options: [
                {value: "", text: qsTr("System")},
                {value: "light", text: qsTr("Light")},
                {value: "dark", text: qsTr("Dark")}
            ]
            value: App.preferences.theme
            onPicked: value => App.preferences.theme = value
        }
        Choice {
            label: qsTr("Text size")
            options: [
                {value: 0.9, text: qsTr("Small")},
                {value: 1, text: qsTr("Normal")},
                {value: 1.2, text: qsTr("Large")},
                {value: 1.5, text: qsTr("Very large")}
            ]
            value: App.preferences.textScale
            onPicked: value => App.preferences.textScale = value
        }
        Choice {
            label: qsTr("Language")
            visible: App.preferences.languages.length > 1
            options: [{value: "", text: qsTr("System")}].concat(App.preferences.languages.map(language => ({
                        value: language,
                        text: language === "en" ? "English" : Qt.locale(language).nativeLanguageName
                    })))
            value: App.preferences.language
            onPicked: value => App.preferences.language = value
        }
        Choice {
            label: qsTr("Closing the window while jobs run")
            options: [
                {value: "ask", text: qsTr("Asks")},
                {value: "background", text: qsTr("Goes on in the background")},
                {value: "end", text: qsTr("Ends them")}
            ]
            value: App.preferences.closing
            onPicked: value => App.preferences.closing = value
        }
        Choice {
            label: qsTr("Notification when a job ends")
            help: qsTr("Only while the window is not in front.")
            options: [
                {value: true, text: qsTr("On")},
                {value: false, text: qsTr("Off")}
            ]
            value: App.preferences.notifications
            onPicked: value => App.preferences.notifications = value
        }
        SettingRow {
            label: qsTr("Editor for files and problems")
            help: qsTr("{file}, {line} and {column} stand for the place. Empty: the first that is found here, else what the system opens files with.")
            ColumnLayout {
                spacing: 4
                Layout.fillWidth: true
                SearchField {
                    id: editor
                    objectName: "editor"
                    iconName: ""
                    text: App.preferences.editor
                    placeholderText: "code --goto {file}:{line}:{column}"
                    font.family: Theme.fixed
                    Accessible.name: qsTr("Editor command")
                    Layout.fillWidth: true
                    onEditingFinished: App.preferences.editor = text
                }
                Flow {
                    spacing: 4
                    Layout.fillWidth: true
                    Repeater {
                        model: App.preferences.editors
                        delegate: ActionButton {
                            required property string modelData
                            quiet: true
                            text: modelData.split(" ")[0]
                            tip: modelData
                            onClicked: {
                                App.preferences.editor = modelData;
                                editor.text = modelData;
                            }
                        }
                    }
                }
            }
        }
        SettingRow {
            label: qsTr("Store")
            help: qsTr("Sysroots, compiled units and the history of jobs. CROSSYARD_HOME moves it.")
            FixedText {
                text: App.store
                Layout.fillWidth: true
            }
            ActionButton {
                quiet: true
                text: qsTr("Show folder")
                onClicked: App.openFolder(App.store)
            }
        }
    }
}
