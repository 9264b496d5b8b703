// SPDX-License-Identifier: MIT OR Apache-2.0
// One engine: that it works and what it needs for that, or why not and what mends it.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Crossyard

ColumnLayout {
    id: row
    required property var engine
    readonly property bool works: row.engine.works === true
    objectName: "engine-" + (row.engine.kind ?? "")
    spacing: 6

    RowLayout {
        spacing: Theme.unit
        StateMark {
            kind: row.works ? "done" : "failed"
        }
        BodyText {
            text: (row.engine.kind ?? "") + (row.engine.version ? " " + row.engine.version : "")
            font.weight: Font.DemiBold
        }
        SmallText {
            text: row.works ? (row.engine.used ? qsTr("works, and is used") : qsTr("works")) : qsTr("does not work")
            Layout.fillWidth: true
        }
        FixedText {
            text: row.engine.program ?? ""
            color: Theme.faint
            font.pixelSize: Theme.small
            horizontalAlignment: Text.AlignRight
            Layout.fillWidth: true
        }
    }
    ColumnLayout {
        spacing: 4
        Layout.leftMargin: 24
        SmallText {
            visible: text.length > 0
            text: row.engine.facts ?? ""
            Layout.fillWidth: true
        }
        Repeater {
            model: row.engine.remedies ?? []
            delegate: BodyText {
                required property string modelData
                text: modelData
                wrapMode: Text.Wrap
                Layout.fillWidth: true
            }
        }
        BodyText {
            objectName: "engineProblem"
            visible: text.length > 0
            text: row.engine.problem ?? ""
            wrapMode: Text.Wrap
            Layout.fillWidth: true
        }
        BodyText {
            visible: text.length > 0
            text: row.engine.hint ?? ""
            color: Theme.faint
            wrapMode: Text.Wrap
            Layout.fillWidth: true
        }
        MoreGroup {
            readonly property var steps: row.engine.steps ?? []
            visible: steps.length > 0
            title: qsTr("What was tried")
            summary: steps.length === 1 ? qsTr("1 step") : qsTr("%1 steps").arg(steps.length)
            Layout.fillWidth: true
            Repeater {
                model: row.engine.steps ?? []
                delegate: SmallText {
                    required property string modelData
                    text: modelData
                    wrapMode: Text.WrapAtWordBoundaryOrAnywhere
                    Layout.fillWidth: true
                }
            }
        }
    }
    Line {
        Layout.fillWidth: true
        Layout.topMargin: 6
    }
}
