// SPDX-License-Identifier: MIT OR Apache-2.0
// A unified difference: what comes in green, what goes in red, each with its sign.
pragma ComponentBehavior: Bound
import QtQuick
import Crossyard

Column {
    id: diff
    required property string text
    Repeater {
        model: diff.text.split("\n").filter(line => line.length > 0)
        delegate: Text {
            required property string modelData
            width: diff.width
            text: modelData
            color: /^(---|\+\+\+|@@)/.test(modelData) ? Theme.faint : modelData.startsWith("+") ? Theme.ok : modelData.startsWith("-") ? Theme.failure : Theme.text
            font.family: Theme.fixed
            font.pixelSize: Theme.small
            wrapMode: Text.WrapAnywhere
            textFormat: Text.PlainText
        }
    }
}
