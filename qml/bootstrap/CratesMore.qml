// SPDX-License-Identifier: MIT OR Apache-2.0
// Which crates are out and in whatever the manifests say, and where their archives lie.
import QtQuick
import QtQuick.Layouts
import Crossyard

MoreGroup {
    id: group
    summary: [App.bootstrap.blacklist ? qsTr("without %1").arg(App.bootstrap.blacklist) : "", App.bootstrap.includeOptional ? qsTr("with %1").arg(App.bootstrap.includeOptional) : "", App.bootstrap.archivesDir ? qsTr("archives in %1").arg(App.bootstrap.archivesDir) : ""].filter(t => t).join("  ·  ")
    GridLayout {
        columns: 2
        columnSpacing: 16
        rowSpacing: Theme.unit
        Layout.fillWidth: true
        SmallText {
            text: qsTr("leave out")
            Layout.minimumWidth: 66
        }
        TextLine {
            objectName: "bootstrapBlacklist"
            fixed: true
            value: App.bootstrap.blacklist
            placeholderText: qsTr("names of crates that nobody is to depend on")
            Accessible.name: qsTr("Crates to leave out")
            Layout.fillWidth: true
            onGiven: value => App.bootstrap.blacklist = value
        }
        SmallText {
            text: qsTr("take in")
        }
        TextLine {
            objectName: "bootstrapInclude"
            fixed: true
            value: App.bootstrap.includeOptional
            placeholderText: qsTr("names of optional dependencies that are wanted")
            Accessible.name: qsTr("Optional dependencies to take in")
            Layout.fillWidth: true
            onGiven: value => App.bootstrap.includeOptional = value
        }
        SmallText {
            text: qsTr("archives")
        }
        FolderLine {
            objectName: "bootstrapArchives"
            path: App.bootstrap.archivesDir
            label: qsTr("A directory of .crate files")
            placeholder: qsTr("kept in the store; or a directory of .crate files")
            Layout.fillWidth: true
            onGiven: path => App.bootstrap.chooseArchives(path)
        }
    }
}
