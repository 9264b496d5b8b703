// SPDX-License-Identifier: MIT OR Apache-2.0
// What builds wrote to the project and was caught: all of it is shown before it is taken over or thrown away.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Crossyard

Item {
    id: pane
    readonly property ContainerWrites writes: App.containers.writes
    readonly property bool running: App.containers.jobFacts.active === true
    property bool asking: false // whether it is to be thrown away
    readonly property var kinds: ({
            added: {text: qsTr("added"), icon: "plus", color: Theme.ok},
            changed: {text: qsTr("changed"), icon: "edit", color: Theme.warning},
            removed: {text: qsTr("removed"), icon: "remove", color: Theme.failure}
        })

    EmptyState {
        objectName: "noWrites"
        visible: pane.writes.count === 0
        anchors.centerIn: parent
        iconName: "save"
        title: qsTr("Nothing was caught")
        text: App.containers.protection === "guarded" ? qsTr("What the next build writes to the project stands here, and the project stays as it is until you take it over.") : qsTr("With the protection Guarded, what a build writes to the project is caught, and stands here.")
        action: App.containers.protection === "guarded" ? "" : qsTr("Choose Guarded")
        onActed: App.containers.protection = "guarded"
    }
    ColumnLayout {
        visible: pane.writes.count > 0
        anchors.fill: parent
        spacing: 0
        PageTitle {
            title: qsTr("Caught writes")
            detail: [pane.writes.added > 0 ? qsTr("%1 added").arg(pane.writes.added) : "", pane.writes.altered > 0 ? qsTr("%1 changed").arg(pane.writes.altered) : "", pane.writes.removed > 0 ? qsTr("%1 removed").arg(pane.writes.removed) : ""].filter(t => t).join("  ·  ")
            Layout.leftMargin: 16
            Layout.rightMargin: 12
            Layout.topMargin: 12
            ActionButton {
                objectName: "takeOver"
                enabled: !pane.running
                iconName: "ok"
                text: qsTr("Take over")
                tip: pane.running ? qsTr("A job runs that may go on writing") : qsTr("Write these files into the project")
                onClicked: App.containers.takeOver()
            }
            ActionButton {
                objectName: "throwAway"
                enabled: !pane.running && !pane.asking
                iconName: "remove"
                text: qsTr("Throw away...")
                onClicked: pane.asking = true
            }
        }
        SmallText {
            text: qsTr("The project is as it was before. Taking over writes what stands here over it; what the project has then is not kept.")
            wrapMode: Text.Wrap
            Layout.fillWidth: true
            Layout.leftMargin: 16
            Layout.rightMargin: 12
            Layout.bottomMargin: Theme.unit
        }
        RowLayout {
            visible: pane.asking
            spacing: Theme.unit
            Layout.leftMargin: 16
            Layout.rightMargin: 12
            Layout.bottomMargin: Theme.unit
            Notice {
                kind: "warning"
                text: pane.asking ? qsTr("What is thrown away cannot be brought back.") : ""
                Layout.fillWidth: true
            }
            ActionButton {
                objectName: "throwAwayNow"
                text: qsTr("Throw away")
                onClicked: {
                    pane.asking = false;
                    App.containers.discard();
                }
            }
            ActionButton {
                objectName: "keepWrites"
                quiet: true
                text: qsTr("Keep")
                onClicked: pane.asking = false
            }
        }
        Line {
            Layout.fillWidth: true
        }
        ListPane {
            id: list
            objectName: "writeList"
            model: pane.writes
            Layout.fillWidth: true
            Layout.fillHeight: true
            Accessible.name: qsTr("Caught writes")
            delegate: ListRow {
                id: row
                required property string path
                required property string kind
                required property string size
                required property int index
                readonly property var how: pane.kinds[row.kind] ?? ({text: row.kind, icon: "queued", color: Theme.faint})
                width: ListView.view.width
                current: ListView.isCurrentItem && list.activeFocus
                focused: true
                Accessible.name: row.path + ", " + row.how.text
                onChosen: {
                    list.currentIndex = row.index;
                    list.forceActiveFocus();
                }
                RowLayout {
                    anchors { fill: parent; leftMargin: 16; rightMargin: 16 }
                    spacing: 12
                    Icon {
                        name: row.how.icon
                        color: row.how.color
                    }
                    SmallText {
                        text: row.how.text
                        Layout.preferredWidth: 64
                    }
                    FixedText {
                        text: row.path
                        Layout.fillWidth: true
                    }
                    SmallText {
                        text: row.size
                        horizontalAlignment: Text.AlignRight
                        Layout.preferredWidth: 72
                    }
                }
            }
        }
    }
}
