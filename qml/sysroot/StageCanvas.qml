// SPDX-License-Identifier: MIT OR Apache-2.0
// The stages of a sysroot as lanes with their crates: a crate is dragged to another lane, or moved there with Alt and the
// arrow keys.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Controls.Basic
import Crossyard

Flickable {
    id: canvas
    property int dragged: -1 // the crate that is under way
    property int aim: -1     // the stage that it would come to
    readonly property var crateDragged: canvas.dragged >= 0 ? App.stages.crates[canvas.dragged] : undefined
    readonly property bool usable: App.stages.usable

    contentWidth: Math.max(width, App.stages.width)
    contentHeight: App.stages.height - (canvas.dragged >= 0 ? 0 : Theme.row)
    clip: true
    activeFocusOnTab: true
    boundsBehavior: Flickable.StopAtBounds
    ScrollBar.vertical: ThinScrollBar {}
    ScrollBar.horizontal: ThinScrollBar {}
    Accessible.role: Accessible.List
    Accessible.name: App.stages.node.name ? qsTr("Stages of the sysroot, %1 is selected").arg(App.stages.node.name) : qsTr("Stages of the sysroot")

    FontMetrics {
        id: names
        font.family: Theme.fixed
        font.pixelSize: Theme.body
    }
    FontMetrics {
        id: smallNames
        font.pixelSize: Theme.small
    }
    function measure(): void {
        App.stages.setMeasures(canvas.width, names.averageCharacterWidth, smallNames.averageCharacterWidth * 1.35, Math.ceil(names.height));
    }
    onWidthChanged: measure()
    Connections {
        target: Theme
        function onScaleChanged(): void {
            canvas.measure();
        }
    }
    Component.onCompleted: measure()

    // What is selected with the keys is seen.
    function reveal(): void {
        const crate = App.stages.crates[App.stages.selected];
        if (!crate)
            return;
        canvas.contentY = Math.max(0, Math.min(Math.max(canvas.contentY, crate.y + crate.height + 12 - canvas.height), crate.y - 40));
        canvas.contentX = Math.max(0, Math.min(Math.max(canvas.contentX, crate.x + crate.width + 12 - canvas.width), crate.x - 24));
    }
    Keys.onPressed: event => {
        const steps = {[Qt.Key_Left]: [-1, 0], [Qt.Key_Right]: [1, 0], [Qt.Key_Up]: [0, -1], [Qt.Key_Down]: [0, 1]}[event.key];
        const alone = event.modifiers === Qt.NoModifier || event.modifiers === Qt.KeypadModifier;
        if (event.key === Qt.Key_Escape && canvas.dragged >= 0)
            canvas.dragged = -1;
        else if (event.modifiers & Qt.AltModifier && steps && steps[1] !== 0 && canvas.usable)
            App.stages.moveBy(steps[1]);
        else if (alone && steps)
            App.stages.walk(steps[0], steps[1]);
        else if (alone && event.key === Qt.Key_Delete && canvas.usable)
            App.stages.removeCrate();
        else if (event.matches(StandardKey.Undo))
            App.xargo.undo();
        else if (event.matches(StandardKey.Redo))
            App.xargo.redo();
        else
            return;
        event.accepted = true;
        canvas.reveal();
    }

    Repeater {
        model: App.stages.bands
        delegate: Rectangle {
            id: band
            required property var modelData
            readonly property bool aimed: canvas.dragged >= 0 && canvas.aim === band.modelData.stage
            objectName: "lane-" + band.modelData.stage
            visible: !band.modelData.empty || canvas.dragged >= 0
            x: band.modelData.x
            y: band.modelData.y
            width: canvas.contentWidth - 2 * band.modelData.x
            height: band.modelData.height
            radius: 6
            color: band.aimed ? Theme.chosen : band.modelData.empty ? "transparent" : Theme.side
            border.width: band.aimed ? 2 : 1
            border.color: band.aimed ? Theme.accent : Theme.line
            SmallText {
                x: 12
                y: 6
                text: band.modelData.empty ? qsTr("New stage %1").arg(band.modelData.stage) : qsTr("Stage %1").arg(band.modelData.stage)
                font.weight: Font.DemiBold
                color: band.aimed ? Theme.text : Theme.faint
            }
        }
    }
    StageEdges {
        model: App.stages
        width: canvas.contentWidth
        height: canvas.contentHeight
        color: Theme.graph.normal
        lit: Theme.accent
        late: Theme.warning
    }
    Repeater {
        model: App.stages.brought
        delegate: Rectangle {
            id: small
            required property var modelData
            required property int index
            readonly property bool chosen: App.stages.selectedBrought === small.index
            objectName: "brought-" + small.modelData.name
            x: small.modelData.x
            y: small.modelData.y
            width: small.modelData.width
            height: small.modelData.height
            radius: 3
            color: small.chosen ? Theme.chosen : "transparent"
            border.color: small.chosen ? Theme.accent : Theme.line
            SmallText {
                anchors { fill: parent; leftMargin: 6; rightMargin: 6 }
                text: small.modelData.name
                horizontalAlignment: Text.AlignHCenter
                verticalAlignment: Text.AlignVCenter
                color: small.chosen ? Theme.text : Theme.faint
            }
        }
    }
    Repeater {
        model: App.stages.crates
        delegate: StageNode {
            id: crate
            required property var modelData
            required property int index
            objectName: "crate-" + crate.modelData.name
            crate: crate.modelData
            x: crate.modelData.x
            y: crate.modelData.y
            chosen: App.stages.selected === crate.index
            focused: canvas.activeFocus
            opacity: canvas.dragged === crate.index ? 0.35 : 1
        }
    }
    StageNode {
        id: ghost
        objectName: "draggedCrate"
        visible: canvas.dragged >= 0
        crate: canvas.crateDragged ?? ({})
        chosen: true
        opacity: 0.9
    }
    // One for all: a crate under the pointer may be made anew by a plan that comes while it is dragged.
    MouseArea {
        id: mouse
        property int pressedAt: -1
        property point from
        width: canvas.contentWidth
        height: canvas.contentHeight
        cursorShape: canvas.dragged >= 0 ? Qt.ClosedHandCursor : Qt.ArrowCursor
        preventStealing: mouse.pressedAt >= 0
        onPressed: event => {
            canvas.forceActiveFocus();
            mouse.pressedAt = App.stages.crateAt(event.x, event.y);
            mouse.from = Qt.point(event.x, event.y);
            App.stages.selectAt(event.x, event.y);
        }
        onPositionChanged: event => {
            if (mouse.pressedAt < 0 || !canvas.usable)
                return;
            const far = Math.abs(event.x - mouse.from.x) + Math.abs(event.y - mouse.from.y);
            const crate = App.stages.crates[mouse.pressedAt];
            if (canvas.dragged < 0 && far > 8 && crate.movable)
                canvas.dragged = mouse.pressedAt;
            if (canvas.dragged < 0)
                return;
            ghost.x = crate.x + event.x - mouse.from.x;
            ghost.y = crate.y + event.y - mouse.from.y;
            canvas.aim = App.stages.stageAt(event.y);
            const y = event.y - canvas.contentY;
            const step = y < 24 ? -12 : y > canvas.height - 24 ? 12 : 0;
            canvas.contentY = Math.max(0, Math.min(canvas.contentY + step, canvas.contentHeight - canvas.height));
        }
        onReleased: {
            const crate = canvas.dragged;
            canvas.dragged = -1;
            mouse.pressedAt = -1;
            if (crate >= 0 && canvas.aim >= 0)
                App.stages.move(crate, canvas.aim);
            canvas.aim = -1;
        }
        onCanceled: {
            canvas.dragged = -1;
            mouse.pressedAt = -1;
        }
    }
}
