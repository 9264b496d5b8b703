// SPDX-License-Identifier: MIT OR Apache-2.0
// What the choices do beside the units: a line for each.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Crossyard

ColumnLayout {
    id: list
    readonly property var effects: App.bootstrap.effects
    visible: list.effects.length > 0
    spacing: 2

    function sentence(effect: var): string {
        switch (effect.kind) {
        case "wrapper":
            return qsTr("%1 runs the compiler.").arg(effect.path);
        case "member-wrapper":
            return qsTr("%1 runs it for members of the workspace.").arg(effect.path);
        case "lock":
            return effect.count === 1 ? qsTr("Cargo.lock is written first, with 1 package.") : qsTr("Cargo.lock is written first, with %1 packages.").arg(effect.count);
        case "lock-kept":
            return qsTr("Cargo.lock is as cargo would write it.");
        case "archives":
            return effect.count === 1 ? qsTr("Archives are taken from %1, where there is 1, and put there.").arg(effect.path) : qsTr("Archives are taken from %2, where there are %1, and put there.").arg(effect.count).arg(effect.path);
        case "replay":
            return effect.count === 1 ? qsTr("1 build script is not run; its words come from %1.").arg(effect.path) : qsTr("%1 build scripts are not run; their words come from %2.").arg(effect.count).arg(effect.path);
        case "record":
            return effect.count === 1 ? qsTr("What 1 build script says is written to %1.").arg(effect.path) : qsTr("What %1 build scripts say is written to %2.").arg(effect.count).arg(effect.path);
        case "recorded":
            return effect.count === 1 ? qsTr("What 1 build script says stands in %1.").arg(effect.path) : qsTr("What %1 build scripts say stands in %2.").arg(effect.count).arg(effect.path);
        case "record-none":
            return qsTr("No build script runs whose words could be written down.");
        case "keep-going":
            return qsTr("After a failure, what does not need the failed unit is built.");
        }
        return effect.kind;
    }

    Repeater {
        model: list.effects.length
        delegate: SmallText {
            id: line
            required property int index
            readonly property var effect: list.effects[line.index] ?? ({kind: "", path: "", count: 0})
            objectName: "effect-" + line.effect.kind
            text: list.sentence(line.effect)
            wrapMode: Text.WrapAtWordBoundaryOrAnywhere
            maximumLineCount: 2
            Layout.fillWidth: true
            Tip {
                text: line.text
                wanted: hover.hovered && line.truncated
            }
            HoverHandler {
                id: hover
            }
        }
    }
}
