// SPDX-License-Identifier: MIT OR Apache-2.0
// One key of a spec: its name, what it is for, its value in the control that fits it, and what is wrong with it.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Crossyard

Item {
    id: field
    required property int index
    required property string path
    required property string name
    required property int depth
    required property string kind
    required property string help
    required property var choices
    required property bool required
    required property bool given
    required property string value
    required property var items
    required property bool hasBase
    required property string baseValue
    required property bool differs
    required property string problem
    required property string problemKind
    signal wanted // to be seen in the text

    // A list with items of several lines, or a text of several, is edited as what it is.
    readonly property string control: field.kind === "list" ? (field.items.some(i => i.includes("\n")) ? "json" : "list")
        : field.kind === "text" && field.value.includes("\n") ? "lines" : field.kind
    readonly property bool wide: field.control === "list" || field.control === "lines"

    implicitHeight: column.implicitHeight + 16
    Accessible.role: Accessible.Grouping
    Accessible.name: field.path

    ColumnLayout {
        id: column
        anchors { left: parent.left; right: parent.right; top: parent.top; topMargin: 8; leftMargin: 12 + 16 * field.depth; rightMargin: 16 }
        spacing: 4
        RowLayout {
            spacing: 4
            FixedText {
                objectName: "key-" + field.path
                text: field.name
                font.weight: field.given ? Font.DemiBold : Font.Normal
                color: field.given ? Theme.text : Theme.faint
                Layout.fillWidth: true
                Layout.preferredWidth: 100
                TapHandler {
                    enabled: field.given
                    onTapped: field.wanted()
                }
            }
            Loader {
                id: loader
                visible: !field.wide
                Layout.preferredWidth: Math.round(field.width * 0.46)
                sourceComponent: field.control === "flag" || field.control === "word" ? word
                    : field.control === "words" ? words : field.control === "table" ? table : field.wide ? null : line
            }
            ActionButton {
                objectName: "unset-" + field.path
                enabled: field.given && !field.required
                opacity: enabled ? 1 : 0
                quiet: true
                implicitHeight: 28
                iconName: "remove"
                tip: qsTr("Take %1 out").arg(field.path)
                onClicked: App.specs.unset(field.index)
            }
        }
        Loader {
            visible: field.wide
            Layout.fillWidth: true
            sourceComponent: field.control === "list" ? list : field.control === "lines" ? lines : null
        }
        SmallText {
            visible: text.length > 0
            text: field.help
            wrapMode: Text.Wrap
            Layout.fillWidth: true
        }
        RowLayout {
            visible: field.differs && App.specs.base.length > 0 && field.path !== "metadata" && !field.path.startsWith("metadata.") && field.kind !== "table"
            spacing: 4
            SmallText {
                text: field.hasBase ? qsTr("%1 has %2").arg(App.specs.base).arg(field.baseValue) : qsTr("%1 does not have it").arg(App.specs.base)
                color: Theme.text
                Layout.fillWidth: true
                Layout.preferredWidth: 100
            }
            ActionButton {
                objectName: "base-" + field.path
                visible: field.hasBase
                quiet: true
                implicitHeight: 20
                iconName: "undo"
                tip: qsTr("Take over what %1 has").arg(App.specs.base)
                onClicked: App.specs.takeBase(field.index)
            }
        }
        RowLayout {
            visible: field.problem.length > 0
            spacing: 4
            StateMark {
                kind: field.problemKind
                Layout.alignment: Qt.AlignTop
            }
            SmallText {
                objectName: "problem-" + field.path
                text: field.problem
                color: Theme.stateColor(field.problemKind)
                wrapMode: Text.Wrap
                Layout.fillWidth: true
                Layout.preferredWidth: 100
            }
        }
    }

    Component {
        id: word
        ChoiceField {
            objectName: "value-" + field.path
            choices: field.kind === "flag" ? ["true", "false"] : field.choices
            chosen: field.given ? [field.value] : []
            placeholder: qsTr("not given")
            Accessible.name: field.path
            onPicked: word => App.specs.setValue(field.index, word)
        }
    }
    Component {
        id: words
        ChoiceField {
            objectName: "value-" + field.path
            several: true
            choices: field.choices
            chosen: field.items
            placeholder: qsTr("none")
            Accessible.name: field.path
            onPicked: word => App.specs.toggleItem(field.index, word)
        }
    }
    Component {
        id: table
        ChoiceField {
            objectName: "value-" + field.path
            visible: field.choices.length > 0
            choices: field.choices
            placeholder: qsTr("add")
            Accessible.name: qsTr("Add to %1").arg(field.path)
            onPicked: word => App.specs.addMember(field.index, word)
        }
    }
    Component {
        id: line
        TextLine {
            objectName: "value-" + field.path
            fixed: true
            value: field.value
            placeholderText: qsTr("not given")
            Accessible.name: field.path
            onGiven: value => {
                if (value === "" && field.kind !== "text")
                    App.specs.unset(field.index);
                else
                    App.specs.setValue(field.index, value);
            }
        }
    }
    Component {
        id: list
        TextLines {
            objectName: "value-" + field.path
            value: field.items.join("\n")
            placeholderText: qsTr("one a line")
            Accessible.name: qsTr("%1, one a line").arg(field.path)
            onGiven: value => App.specs.setItems(field.index, value.split("\n").filter(item => item.length > 0))
        }
    }
    Component {
        id: lines
        TextLines {
            objectName: "value-" + field.path
            value: field.value
            Accessible.name: field.path
            onGiven: value => App.specs.setValue(field.index, JSON.stringify(value))
        }
    }
}
