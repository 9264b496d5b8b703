// SPDX-License-Identifier: MIT OR Apache-2.0
// Everything about the selected unit: what it does and why, what it waits for, its command line, and its own output.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Crossyard

Item {
    id: pane
    objectName: "unitPane"
    required property BuildModel build
    required property bool wide // there is height for all of it, one below the other
    property string invitation: qsTr("Click a unit in the graph or in the timeline, or walk with the arrow keys, to see its time, its command line and its output.")
    readonly property var unit: pane.build.unit
    readonly property bool any: pane.build.selected >= 0
    function showLog(): void {
        log.forceActiveFocus();
    }

    Binding {
        target: pane.build.log
        property: "palette"
        value: Theme.terminal
    }
    BodyText {
        visible: !pane.any
        x: 16
        y: 12
        width: parent.width - 32
        text: pane.invitation
        color: Theme.faint
        wrapMode: Text.Wrap
    }
    Item {
        visible: pane.any
        anchors.fill: parent
        Flickable {
            id: facts
            width: pane.wide ? parent.width : Math.round(parent.width * 0.44)
            height: pane.wide ? Math.min(column.implicitHeight + 20, parent.height * 0.62) : parent.height
            contentHeight: column.implicitHeight + 20
            clip: true
            boundsBehavior: Flickable.StopAtBounds
            ScrollBar.vertical: ThinScrollBar {}
            // Another unit is read from its beginning.
            Connections {
                target: pane.build
                function onSelectedChanged(): void {
                    facts.contentY = 0;
                }
            }
            ColumnLayout {
                id: column
                x: 12
                y: 10
                width: facts.width - 24
                spacing: Theme.unit
                RowLayout {
                    spacing: Theme.unit
                    Icon {
                        name: Theme.unitIcon(pane.unit.state ?? "")
                        color: Theme.unitColor(pane.unit.state ?? "")
                        Layout.alignment: Qt.AlignTop
                        Layout.topMargin: 2
                    }
                    ColumnLayout {
                        spacing: 2
                        FixedText {
                            objectName: "unitTitle"
                            text: pane.unit.title ?? ""
                            font.weight: Font.DemiBold
                            elide: Text.ElideNone
                            wrapMode: Text.WrapAtWordBoundaryOrAnywhere
                            Layout.fillWidth: true
                        }
                        SmallText {
                            objectName: "unitState"
                            text: [App.word(pane.unit.state ?? ""), pane.unit.time,
                                pane.unit.begun ? qsTr("after %1").arg(pane.unit.begun) : "",
                                pane.unit.before ? qsTr("took %1 when it was built").arg(pane.unit.before) : "",
                                pane.unit.host ? qsTr("for the host") : ""].filter(part => part).join("  ·  ")
                            wrapMode: Text.Wrap
                            Layout.fillWidth: true
                        }
                    }
                }
                SmallText {
                    visible: (pane.unit.reason ?? "").length > 0
                    text: qsTr("Why")
                    font.weight: Font.DemiBold
                    Layout.bottomMargin: -4
                    Accessible.role: Accessible.Heading
                    Accessible.name: text
                }
                BodyText {
                    objectName: "unitReason"
                    visible: text.length > 0
                    text: pane.unit.reason ?? ""
                    wrapMode: Text.Wrap
                    Layout.fillWidth: true
                }
                UnitList {
                    objectName: "unitNeeds"
                    title: qsTr("Needs")
                    units: pane.unit.needs ?? []
                    onPicked: unit => pane.build.select(unit)
                }
                UnitList {
                    objectName: "unitWanted"
                    title: qsTr("Needed by")
                    units: pane.unit.wanted ?? []
                    onPicked: unit => pane.build.select(unit)
                }
                RowLayout {
                    visible: (pane.unit.command ?? "").length > 0
                    spacing: 4
                    SmallText {
                        text: qsTr("Command line")
                        font.weight: Font.DemiBold
                        Layout.fillWidth: true
                        Accessible.role: Accessible.Heading
                        Accessible.name: text
                    }
                    ActionButton {
                        objectName: "copyUnitCommand"
                        quiet: true
                        implicitHeight: 24
                        iconName: "copy"
                        tip: qsTr("Copy the command line")
                        onClicked: App.copy(pane.unit.command)
                    }
                }
                Text {
                    visible: (pane.unit.command ?? "").length > 0
                    text: pane.unit.command ?? ""
                    color: Theme.text
                    font.family: Theme.fixed
                    font.pixelSize: Theme.small
                    wrapMode: Text.WrapAtWordBoundaryOrAnywhere
                    maximumLineCount: 6
                    elide: Text.ElideRight
                    textFormat: Text.PlainText
                    Layout.fillWidth: true
                }
            }
        }
        Line {
            x: pane.wide ? 0 : facts.width
            y: pane.wide ? facts.height : 0
            width: pane.wide ? parent.width : 1
            height: pane.wide ? 1 : parent.height
        }
        Item {
            x: pane.wide ? 0 : facts.width + 1
            y: pane.wide ? facts.height + 1 : 0
            width: parent.width - x
            height: parent.height - y
            SmallText {
                visible: log.count === 0
                x: 12
                y: 10
                width: parent.width - 24
                text: pane.unit.state === "reused" ? qsTr("It was taken from the store: nothing ran.") : pane.unit.begun ? qsTr("No output was kept.") : qsTr("It has not run.")
                wrapMode: Text.Wrap
            }
            ListView {
                id: log
                objectName: "unitLog"
                anchors.fill: parent
                anchors.topMargin: 6
                clip: true
                model: pane.build.log
                reuseItems: true
                boundsBehavior: Flickable.StopAtBounds
                activeFocusOnTab: true
                keyNavigationEnabled: false
                Accessible.role: Accessible.List
                Accessible.name: qsTr("Output of %1").arg(pane.unit.title ?? "")
                ScrollBar.vertical: ThinScrollBar {}
                Keys.onUpPressed: log.contentY = Math.max(log.originY, log.contentY - 40)
                Keys.onDownPressed: log.contentY = Math.max(log.originY, Math.min(log.originY + log.contentHeight - log.height, log.contentY + 40))
                delegate: Text {
                    id: line
                    required property string html
                    width: log.width
                    leftPadding: 12
                    rightPadding: 12
                    text: line.html || " "
                    color: Theme.text
                    font.family: Theme.fixed
                    font.pixelSize: Theme.small
                    textFormat: Text.StyledText
                    wrapMode: Text.WrapAnywhere
                }
                Rectangle {
                    anchors.fill: parent
                    visible: log.activeFocus
                    color: "transparent"
                    border.color: Theme.accent
                    border.width: 1
                }
            }
        }
    }
}
