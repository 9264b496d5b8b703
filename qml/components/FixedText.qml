// SPDX-License-Identifier: MIT OR Apache-2.0
// Triples, keys, paths and versions. Cut in the middle where there is no room; the whole is in a tooltip then.
import QtQuick
import Crossyard

Text {
    id: text
    color: Theme.text
    font.family: Theme.fixed
    font.pixelSize: Theme.body
    elide: Text.ElideMiddle
    textFormat: Text.PlainText
    Tip {
        text: text.text
        wanted: hover.hovered && text.truncated
    }
    HoverHandler {
        id: hover
    }
}
