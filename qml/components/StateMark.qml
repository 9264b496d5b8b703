// SPDX-License-Identifier: MIT OR Apache-2.0
// A state as an icon in its colour, with its word for those who do not see it.
import QtQuick
import Crossyard

Icon {
    id: mark
    required property string kind
    name: Theme.stateIcon(mark.kind)
    color: Theme.stateColor(mark.kind)
    Accessible.ignored: false
    Accessible.role: Accessible.StaticText
    Accessible.name: mark.kind
    RotationAnimator on rotation {
        running: mark.kind === "running" && mark.visible && !App.preferences.stillness
        from: 0
        to: 360
        duration: 1200
        loops: Animation.Infinite
        onRunningChanged: if (!running) mark.rotation = 0
    }
}
