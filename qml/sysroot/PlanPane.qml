// SPDX-License-Identifier: MIT OR Apache-2.0
// The plan of the kit's sysroot: its crates, what of them is stored, what would be compiled and why.
import QtQuick
import QtQuick.Layouts
import Crossyard

Item {
    ColumnLayout {
        anchors { fill: parent; margins: 12 }
        spacing: Theme.unit

        PageTitle {
            title: App.target ? qsTr("Sysroot for %1").arg(App.target) : qsTr("Sysroot")
            detail: !App.plan.known ? "" : App.plan.ready ? qsTr("built") : App.plan.toCompile === 1 ? qsTr("1 crate to compile") : qsTr("%1 crates to compile").arg(App.plan.toCompile)
            ActionButton {
                visible: App.plan.ready
                iconName: "copy"
                text: qsTr("Copy path")
                onClicked: App.copy(App.plan.path)
            }
            ActionButton {
                visible: App.plan.known && !App.plan.ready
                primary: true
                iconName: "sysroot"
                text: qsTr("Build sysroot")
                onClicked: App.act("build-sysroot")
            }
        }
        Notice {
            kind: "failed"
            text: App.plan.error
            hint: App.plan.hint
            Layout.fillWidth: true
        }
        GridLayout {
            visible: App.plan.known
            columns: 2
            columnSpacing: 16
            rowSpacing: 4
            Layout.fillWidth: true
            Repeater {
                model: [
                    {title: qsTr("source"), value: App.plan.source},
                    {title: qsTr("config"), value: App.plan.config || qsTr("no Xargo.toml: the crates follow from the target")},
                    {title: qsTr("flags"), value: App.plan.compilerFlags},
                    {title: qsTr("key"), value: App.plan.key},
                    {title: qsTr("path"), value: App.plan.path}
                ].filter(r => r.value).reduce((all, r) => all.concat([{text: r.title, head: true}, {text: r.value, head: false}]), [])
                delegate: FixedText {
                    required property var modelData
                    text: modelData.text
                    color: modelData.head ? Theme.faint : Theme.text
                    font.pixelSize: Theme.small
                    font.family: modelData.head ? Application.font.family : Theme.fixed
                    Layout.fillWidth: !modelData.head
                }
            }
        }
        Repeater {
            model: App.plan.notes
            delegate: Notice {
                required property string modelData
                kind: "warning"
                text: modelData
                Layout.fillWidth: true
            }
        }
        Line {
            visible: App.plan.known
            Layout.fillWidth: true
        }
        EmptyState {
            visible: !App.plan.known && !App.plan.error
            Layout.alignment: Qt.AlignHCenter
            iconName: "sysroot"
            title: App.target ? qsTr("Making the plan") : qsTr("No target is chosen")
            text: qsTr("A sysroot is the standard library, compiled for one target. The plan shows of which crates it is made before anything is built.")
        }
        Item {
            visible: !App.plan.known
            Layout.fillHeight: true
        }
        ListPane {
            objectName: "planList"
            visible: App.plan.known
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.minimumHeight: 120
            model: App.plan
            section.property: "stage"
            delegate: ListRow {
                id: crate
                required property string name
                required property string version
                required property string features
                required property string reason
                required property bool stored
                required property int index
                width: ListView.view.width
                implicitHeight: 44
                current: ListView.isCurrentItem && ListView.view.activeFocus
                focused: true
                Accessible.name: crate.name + " " + (crate.stored ? qsTr("stored") : qsTr("compile"))
                onChosen: ListView.view.currentIndex = crate.index
                RowLayout {
                    anchors { fill: parent; leftMargin: Theme.unit; rightMargin: 12 }
                    spacing: 12
                    StateMark {
                        kind: crate.stored ? "stored" : "queued"
                    }
                    SmallText {
                        text: crate.stored ? qsTr("stored") : qsTr("compile")
                        Layout.preferredWidth: 56
                    }
                    ColumnLayout {
                        spacing: 0
                        FixedText {
                            text: crate.name + " " + crate.version
                            Layout.fillWidth: true
                        }
                        SmallText {
                            visible: text.length > 0
                            text: crate.stored ? crate.features : crate.features ? crate.features + "  ·  " + crate.reason : crate.reason
                            Layout.fillWidth: true
                        }
                    }
                }
            }
        }
    }
}
