// SPDX-License-Identifier: MIT OR Apache-2.0
// How the build goes on where something fails, who runs the compiler, and what is done about build scripts.
import QtQuick
import QtQuick.Layouts
import Crossyard

MoreGroup {
    id: group
    readonly property string wrapperUse: App.bootstrap.wrapperUse
    summary: [App.bootstrap.keepGoing ? qsTr("goes on after a failure") : "", App.bootstrap.nativeCheck ? "" : qsTr("libraries are not checked"), group.wrapperUse === "given" ? qsTr("through %1").arg(App.bootstrap.wrapper) : group.wrapperUse === "none" ? qsTr("without a wrapper") : "", App.bootstrap.replayDir ? qsTr("scripts are replayed") : "", App.bootstrap.recordDir ? qsTr("scripts are recorded") : ""].filter(t => t).join("  ·  ")

    ColumnLayout {
        spacing: 0
        Layout.leftMargin: -4
        FacetChoice {
            objectName: "bootstrapKeepGoing"
            title: qsTr("After a failure, go on with what does not need it")
            checked: App.bootstrap.keepGoing
            Layout.fillWidth: true
            onFlipped: App.bootstrap.keepGoing = !App.bootstrap.keepGoing
        }
        FacetChoice {
            objectName: "bootstrapNativeCheck"
            title: qsTr("Build though a library of the system was not found")
            checked: !App.bootstrap.nativeCheck
            Layout.fillWidth: true
            onFlipped: App.bootstrap.nativeCheck = !App.bootstrap.nativeCheck
        }
    }
    RowLayout {
        spacing: 16
        SmallText {
            text: qsTr("wrapper")
            Layout.minimumWidth: 66
        }
        RowLayout {
            spacing: 6
            Chip {
                objectName: "wrapper-configured"
                text: qsTr("as cargo has it")
                tip: qsTr("RUSTC_WRAPPER, or what cargo's configuration says")
                oneOf: true
                on: group.wrapperUse === "configured"
                onClicked: App.bootstrap.wrapperUse = "configured"
            }
            Chip {
                objectName: "wrapper-none"
                text: qsTr("none")
                oneOf: true
                on: group.wrapperUse === "none"
                onClicked: App.bootstrap.wrapperUse = "none"
            }
            TextLine {
                objectName: "bootstrapWrapper"
                fixed: true
                value: App.bootstrap.wrapper
                placeholderText: qsTr("or a program")
                Accessible.name: qsTr("A program that runs the compiler")
                Layout.fillWidth: true
                onGiven: value => App.bootstrap.wrapper = value
            }
        }
    }
    ScriptRecords {
        Layout.fillWidth: true
    }
}
