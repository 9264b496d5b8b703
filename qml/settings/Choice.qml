// SPDX-License-Identifier: MIT OR Apache-2.0
// A setting with a few values, all of them in sight.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Crossyard

SettingRow {
    id: choice
    required property var options // [{value, text}]
    required property var value
    signal picked(var value)

    Flow {
        spacing: 4
        Layout.fillWidth: true
        Accessible.role: Accessible.Grouping
        Accessible.name: choice.label
        Repeater {
            model: choice.options
            delegate: ActionButton {
                id: option
                required property var modelData
                readonly property bool chosen: option.modelData.value === choice.value
                quiet: !option.chosen
                iconName: option.chosen ? "ok" : ""
                text: option.modelData.text
                Accessible.role: Accessible.RadioButton
                Accessible.checked: option.chosen
                onClicked: choice.picked(option.modelData.value)
            }
        }
    }
}
