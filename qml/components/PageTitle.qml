// SPDX-License-Identifier: MIT OR Apache-2.0
// What a page is about, and its actions.
import QtQuick
import QtQuick.Layouts
import Crossyard

RowLayout {
    id: head
    required property string title
    property string detail
    default property alias actions: holder.data

    spacing: Theme.unit
    Layout.fillWidth: true
    Layout.fillHeight: false
    Layout.minimumHeight: Theme.row
    Text {
        text: head.title
        color: Theme.text
        font.pixelSize: Theme.body
        font.weight: Font.DemiBold
        textFormat: Text.PlainText
        elide: Text.ElideRight
        Layout.fillWidth: true
        Layout.maximumWidth: Math.ceil(implicitWidth)
        Accessible.role: Accessible.Heading
        Accessible.name: head.title
    }
    SmallText {
        text: head.detail
        Layout.fillWidth: true
    }
    Row {
        id: holder
        spacing: Theme.unit
    }
}
