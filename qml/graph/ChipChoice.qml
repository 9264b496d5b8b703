// SPDX-License-Identifier: MIT OR Apache-2.0
// One of a few words, all of them in sight, with what they are about before them.
pragma ComponentBehavior: Bound
import QtQuick
import Crossyard

Row {
    id: choice
    property string label
    required property var options // [{value, text, tip}]
    required property var value
    signal picked(var value)

    spacing: 4
    Accessible.role: Accessible.Grouping
    Accessible.name: choice.label
    SmallText {
        visible: text.length > 0
        text: choice.label
        height: 24
        rightPadding: 4
        verticalAlignment: Text.AlignVCenter
    }
    Repeater {
        model: choice.options
        delegate: Chip {
            id: option
            required property var modelData
            objectName: choice.objectName + "-" + option.modelData.value
            oneOf: true
            on: option.modelData.value === choice.value
            text: option.modelData.text
            tip: option.modelData.tip ?? ""
            onClicked: choice.picked(option.modelData.value)
        }
    }
}
