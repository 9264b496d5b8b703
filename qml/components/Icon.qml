// SPDX-License-Identifier: MIT OR Apache-2.0
// An icon of resources/icons in a colour of the theme.
import QtQuick
import Crossyard

Image {
    id: icon
    required property string name
    property color color: Theme.text
    property int size: 16

    source: icon.name ? "image://icon/" + icon.name + "/" + icon.color.toString().slice(-6) : ""
    sourceSize: Qt.size(icon.size, icon.size)
    width: icon.size
    height: icon.size
    Accessible.ignored: true
}
