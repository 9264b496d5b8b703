// SPDX-License-Identifier: MIT OR Apache-2.0
// What the build may do to the project: three ways, and what each means.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Crossyard

RowLayout {
    id: choice
    spacing: Theme.unit
    Accessible.role: Accessible.Grouping
    Accessible.name: qsTr("Protection of the project")

    readonly property var ways: [
        {id: "strict", title: qsTr("Strict"), text: qsTr("The project cannot be written. What cargo makes goes to a directory of its own.")},
        {id: "guarded", title: qsTr("Guarded"), text: qsTr("Writes to the project are caught beside it. You look at them, then take them over or not.")},
        {id: "legacy", title: qsTr("Legacy"), text: qsTr("The whole project can be written, as under cross.")}
    ]
    Repeater {
        model: choice.ways
        delegate: AbstractButton {
            id: way
            required property var modelData
            readonly property bool on: App.containers.protection === way.modelData.id
            objectName: "protection-" + way.modelData.id
            implicitHeight: words.implicitHeight + 2 * Theme.unit
            hoverEnabled: true
            focusPolicy: Qt.StrongFocus
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 1
            Accessible.role: Accessible.RadioButton
            Accessible.name: way.modelData.title
            Accessible.description: way.modelData.text
            Accessible.checked: way.on
            onClicked: App.containers.protection = way.modelData.id
            Keys.onReturnPressed: way.click()
            background: Rectangle {
                radius: 4
                color: way.on ? Theme.chosen : way.hovered ? Theme.hover : "transparent"
                border.width: way.visualFocus ? 2 : 1
                border.color: way.visualFocus || way.on ? Theme.accent : Theme.fieldLine
            }
            contentItem: Item {
                ColumnLayout {
                    id: words
                    anchors { left: parent.left; right: parent.right; top: parent.top; leftMargin: 12; rightMargin: 12; topMargin: Theme.unit }
                    spacing: 4
                    RowLayout {
                        spacing: 6
                        BodyText {
                            text: way.modelData.title
                            font.weight: Font.DemiBold
                        }
                        StateMark {
                            objectName: "legacyWarning"
                            visible: way.modelData.id === "legacy"
                            kind: "warning"
                        }
                        Item {
                            Layout.fillWidth: true
                        }
                        Icon {
                            visible: way.on
                            name: "ok"
                            color: Theme.accent
                        }
                    }
                    SmallText {
                        text: way.modelData.text
                        wrapMode: Text.Wrap
                        Layout.fillWidth: true
                    }
                }
            }
        }
    }
}
