// SPDX-License-Identifier: MIT OR Apache-2.0
// Every job: what it does, what it says, and how it ended.
import QtQuick
import QtQuick.Layouts
import Crossyard

Item {
    id: page
    signal showPage(string page)

    EmptyState {
        visible: App.jobs.count === 0
        anchors.centerIn: parent
        iconName: "jobs"
        title: qsTr("No job yet")
        text: qsTr("What is built, run or installed from here shows its progress and its output on this page.")
    }
    RowLayout {
        visible: App.jobs.count > 0
        anchors.fill: parent
        spacing: 0
        JobList {
            Layout.fillHeight: true
            Layout.preferredWidth: 300
        }
        Line {
            Layout.fillHeight: true
        }
        JobView {
            onShowPage: name => page.showPage(name)
            Layout.fillWidth: true
            Layout.fillHeight: true
        }
    }
}
