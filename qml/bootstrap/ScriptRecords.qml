// SPDX-License-Identifier: MIT OR Apache-2.0
// What build scripts said: taken from a directory in place of running them, and written down into one.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Crossyard

GridLayout {
    id: pane
    readonly property var recordings: App.bootstrap.recordings
    readonly property var recorded: App.bootstrap.recorded
    columns: 2
    columnSpacing: 16
    rowSpacing: Theme.unit

    SmallText {
        text: qsTr("replay")
        Layout.minimumWidth: 66
        Layout.alignment: Qt.AlignTop
        Layout.topMargin: 7
    }
    ColumnLayout {
        spacing: 4
        Layout.fillWidth: true
        FolderLine {
            objectName: "bootstrapReplay"
            path: App.bootstrap.replayDir
            label: qsTr("A directory of recordings to replay")
            placeholder: qsTr("build scripts run here; or a directory of recordings")
            Layout.fillWidth: true
            onGiven: path => App.bootstrap.chooseReplay(path)
        }
        Repeater {
            model: pane.recordings.length
            delegate: ScriptRecord {
                required property int index
                readonly property var entry: pane.recordings[index] ?? ({name: "", files: 0, problem: "", used: false})
                readonly property string wrote: entry.files === 0 ? "" : entry.files === 1 ? qsTr("1 file") : qsTr("%1 files").arg(entry.files)
                objectName: "recording-" + entry.name
                kind: entry.problem ? "failed" : entry.used ? "done" : "optional"
                name: entry.name
                text: entry.problem || [entry.used ? qsTr("in the place of the script") : qsTr("for no script of this plan"), wrote].filter(t => t).join("  ·  ")
                Layout.fillWidth: true
            }
        }
        SmallText {
            visible: App.bootstrap.replayDir.length > 0 && pane.recordings.length === 0
            text: qsTr("There is no recording in it.")
        }
    }
    SmallText {
        text: qsTr("record")
        Layout.alignment: Qt.AlignTop
        Layout.topMargin: 7
    }
    ColumnLayout {
        spacing: 4
        Layout.fillWidth: true
        FolderLine {
            objectName: "bootstrapRecord"
            path: App.bootstrap.recordDir
            label: qsTr("Where to write down what build scripts say")
            placeholder: qsTr("nothing is written down")
            Layout.fillWidth: true
            onGiven: path => App.bootstrap.chooseRecord(path)
        }
        Repeater {
            model: pane.recorded.length
            delegate: ScriptRecord {
                required property int index
                readonly property var entry: pane.recorded[index] ?? ({name: "", there: false})
                objectName: "recorded-" + entry.name
                kind: entry.there ? "done" : "queued"
                name: entry.name
                text: entry.there ? qsTr("is written down") : qsTr("will be written down")
                Layout.fillWidth: true
            }
        }
    }
}
