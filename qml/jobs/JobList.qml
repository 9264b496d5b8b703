// SPDX-License-Identifier: MIT OR Apache-2.0
// The jobs, the newest first.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Crossyard

ListPane {
    id: list
    objectName: "jobList"
    model: App.jobs
    onCurrentIndexChanged: {
        if (activeFocus && currentIndex >= 0)
            App.jobs.current = model.data(model.index(currentIndex, 0), Qt.UserRole);
    }
    delegate: ListRow {
        id: job
        required property var jobId
        required property string title
        required property string state
        required property string outcome
        required property string when
        required property string elapsed
        required property int index
        width: ListView.view.width
        implicitHeight: 52
        current: App.jobs.current === job.jobId
        focused: ListView.view.activeFocus
        Accessible.name: job.title + ", " + App.word(job.state)
        onChosen: {
            App.jobs.current = job.jobId;
            list.currentIndex = job.index;
            list.forceActiveFocus();
        }
        RowLayout {
            anchors { fill: parent; leftMargin: 12; rightMargin: 12 }
            spacing: 12
            StateMark {
                kind: job.state
            }
            ColumnLayout {
                spacing: 2
                BodyText {
                    text: job.title
                    Layout.fillWidth: true
                }
                SmallText {
                    text: [App.word(job.state), job.when].filter(t => t).join("  ·  ")
                    Layout.fillWidth: true
                }
            }
            SmallText {
                text: job.elapsed
            }
        }
    }
}
