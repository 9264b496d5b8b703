// SPDX-License-Identifier: MIT OR Apache-2.0
// One field of the kit bar: what is chosen, and under it a list to choose from, with a search.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Crossyard

AbstractButton {
    id: field
    required property string label
    required property string value
    property bool fixed: true
    property bool framed: false // in a form rather than in a bar
    property var choices: [] // [{value, detail, usable}]
    signal picked(string value)
    signal more // "all of them", where a page has the whole
    property string moreText

    implicitHeight: 40
    implicitWidth: Math.min(column.implicitWidth + 44, 300)
    hoverEnabled: true
    focusPolicy: Qt.StrongFocus
    Accessible.role: Accessible.ComboBox
    Accessible.name: field.label + ": " + field.value
    onClicked: popup.visible ? popup.close() : popup.open()
    Keys.onReturnPressed: field.click()
    Keys.onDownPressed: popup.open()

    contentItem: Item {
        ColumnLayout {
            id: column
            anchors { left: parent.left; right: parent.right; leftMargin: 12; rightMargin: 28; verticalCenter: parent.verticalCenter }
            spacing: 0
            SmallText {
                text: field.label
                Layout.fillWidth: true
            }
            Text {
                text: field.value
                color: Theme.text
                font.pixelSize: Theme.body
                font.family: field.fixed ? Theme.fixed : Application.font.family
                elide: Text.ElideMiddle
                textFormat: Text.PlainText
                Layout.fillWidth: true
            }
        }
        Icon {
            name: "down"
            color: Theme.faint
            anchors { right: parent.right; rightMargin: 8; verticalCenter: parent.verticalCenter }
        }
    }
    background: Rectangle {
        radius: 4
        color: field.hovered || popup.visible ? Theme.hover : "transparent"
        border.width: field.visualFocus ? 2 : field.framed ? 1 : 0
        border.color: field.visualFocus ? Theme.accent : Theme.fieldLine
    }

    Popup {
        id: popup
        y: field.height + 4
        width: 380
        padding: Theme.unit
        height: Math.min(440, search.height + list.contentHeight + (all.visible ? all.height : 0) + 5 * Theme.unit)
        onOpened: {
            search.clear();
            search.forceActiveFocus();
        }
        background: Rectangle {
            color: Theme.raised
            border.color: Theme.line
            radius: 6
        }
        ColumnLayout {
            anchors.fill: parent
            spacing: Theme.unit
            SearchField {
                id: search
                Layout.fillWidth: true
                placeholderText: qsTr("Filter")
                Keys.onDownPressed: list.forceActiveFocus()
                onAccepted: if (list.count > 0) list.pick(0)
                Keys.onEscapePressed: popup.close()
            }
            ListPane {
                id: list
                Layout.fillWidth: true
                Layout.fillHeight: true
                implicitHeight: contentHeight
                model: field.choices.filter(c => c.value.toLowerCase().includes(search.text.toLowerCase()))
                function pick(row: int): void {
                    const choice = list.model[row];
                    if (!choice || choice.usable === false)
                        return;
                    popup.close();
                    field.picked(choice.value);
                }
                Keys.onReturnPressed: list.pick(list.currentIndex)
                Keys.onEscapePressed: popup.close()
                delegate: ListRow {
                    id: choice
                    required property var modelData
                    required property int index
                    width: ListView.view.width
                    implicitHeight: detail.visible ? 44 : Theme.row
                    current: ListView.isCurrentItem && ListView.view.activeFocus
                    focused: ListView.view.activeFocus
                    Accessible.name: choice.modelData.value
                    onChosen: list.pick(choice.index)
                    ColumnLayout {
                        anchors { left: parent.left; right: parent.right; leftMargin: Theme.unit; rightMargin: Theme.unit; verticalCenter: parent.verticalCenter }
                        spacing: 0
                        FixedText {
                            text: choice.modelData.title ?? choice.modelData.value
                            color: choice.modelData.usable === false ? Theme.faint : Theme.text
                            Layout.fillWidth: true
                        }
                        SmallText {
                            id: detail
                            visible: text.length > 0
                            text: choice.modelData.detail ?? ""
                            color: choice.modelData.usable === false ? Theme.failure : Theme.faint
                            Layout.fillWidth: true
                        }
                    }
                }
            }
            ActionButton {
                id: all
                visible: field.moreText.length > 0
                quiet: true
                text: field.moreText
                onClicked: {
                    popup.close();
                    field.more();
                }
            }
        }
    }
}
