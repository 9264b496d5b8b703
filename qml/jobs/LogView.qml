// SPDX-License-Identifier: MIT OR Apache-2.0
// The log: follows its end until it is scrolled, is searched, filtered, selected by lines, copied and saved.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Dialogs
import QtQuick.Layouts
import Crossyard

ColumnLayout {
    id: view
    property bool follow: true
    property int selectedFrom: -1
    property int selectedTo: -1
    readonly property int first: Math.min(view.selectedFrom, view.selectedTo)
    readonly property int last: Math.max(view.selectedFrom, view.selectedTo)
    spacing: 0

    function search(forward: bool): void {
        const start = view.selectedFrom >= 0 ? view.selectedFrom : forward ? -1 : list.count;
        const row = App.jobs.log.find(field.text, start, forward);
        if (row < 0)
            return;
        view.follow = false;
        view.selectedFrom = view.selectedTo = row;
        list.positionViewAtIndex(row, ListView.Center);
    }
    /// Shows a line of the log, counted from 0.
    function showLine(line: int): void {
        let row = App.jobs.log.rowOf(line);
        if (row < 0) {
            App.jobs.log.onlyProblems = false;
            row = App.jobs.log.rowOf(line);
        }
        if (row < 0)
            return;
        view.follow = false;
        view.selectedFrom = view.selectedTo = row;
        list.positionViewAtIndex(row, ListView.Center);
    }
    function copySelection(): void {
        if (view.selectedFrom >= 0)
            App.copy(App.jobs.log.textOf(view.first, view.last));
    }
    Binding {
        target: App.jobs.log
        property: "palette"
        value: Theme.terminal
    }
    Connections {
        target: App.jobs
        function onCurrentChanged(): void {
            view.follow = true;
            view.selectedFrom = view.selectedTo = -1;
            list.positionViewAtEnd();
        }
    }
    Connections {
        target: App.jobs.log
        function onFilterChanged(): void {
            view.selectedFrom = view.selectedTo = -1;
        }
        function onCountChanged(): void {
            if (view.follow)
                Qt.callLater(list.positionViewAtEnd);
        }
    }

    RowLayout {
        Layout.fillWidth: true
        Layout.margins: Theme.unit
        spacing: 4
        SearchField {
            id: field
            placeholderText: qsTr("Search the log (Ctrl+F)")
            Layout.fillWidth: true
            Layout.maximumWidth: 320
            onAccepted: view.search(true)
            Keys.onUpPressed: view.search(false)
            Keys.onDownPressed: view.search(true)
            Shortcut {
                sequence: "Ctrl+F"
                enabled: view.visible
                onActivated: field.forceActiveFocus()
            }
        }
        ActionButton {
            quiet: true
            iconName: "up"
            tip: qsTr("Previous")
            enabled: field.text.length > 0
            onClicked: view.search(false)
        }
        ActionButton {
            quiet: true
            iconName: "down"
            tip: qsTr("Next")
            enabled: field.text.length > 0
            onClicked: view.search(true)
        }
        ActionButton {
            objectName: "allActivities"
            visible: App.jobs.log.onlyActivity !== 0
            iconName: "remove"
            text: qsTr("One activity")
            tip: qsTr("Show the lines of all activities again")
            onClicked: App.jobs.log.onlyActivity = 0
        }
        Item {
            Layout.fillWidth: true
        }
        SmallText {
            text: qsTr("%L1 lines").arg(App.jobs.log.count)
        }
        ActionButton {
            quiet: !App.jobs.log.onlyProblems
            iconName: "warning"
            tip: qsTr("Only warnings and errors")
            onClicked: App.jobs.log.onlyProblems = !App.jobs.log.onlyProblems
        }
        ActionButton {
            quiet: !view.follow
            iconName: "follow"
            tip: view.follow ? qsTr("Follows the end") : qsTr("Follow the end")
            onClicked: {
                view.follow = !view.follow;
                if (view.follow)
                    list.positionViewAtEnd();
            }
        }
        ActionButton {
            quiet: true
            iconName: "copy"
            tip: qsTr("Copy the selected lines, or all")
            onClicked: view.selectedFrom >= 0 ? view.copySelection() : App.copy(App.jobs.log.textOf(0, list.count - 1))
        }
        ActionButton {
            quiet: true
            iconName: "save"
            tip: qsTr("Save the log")
            onClicked: save.open()
        }
    }
    FileDialog {
        id: save
        fileMode: FileDialog.SaveFile
        defaultSuffix: "log"
        onAccepted: {
            const problem = App.jobs.log.save(selectedFile);
            App.told(problem || qsTr("Saved"));
        }
    }
    ListView {
        id: list
        objectName: "log"
        Layout.fillWidth: true
        Layout.fillHeight: true
        clip: true
        model: App.jobs.log
        reuseItems: true
        boundsBehavior: Flickable.StopAtBounds
        activeFocusOnTab: true
        cacheBuffer: 0
        Accessible.role: Accessible.List
        Accessible.name: qsTr("Log")
        ScrollBar.vertical: ThinScrollBar {}
        onMovementStarted: view.follow = false
        onMovementEnded: if (list.atYEnd) view.follow = true
        WheelHandler {
            onWheel: event => {
                if (event.angleDelta.y > 0)
                    view.follow = false;
            }
            target: null
            blocking: false
        }
        Keys.onPressed: event => {
            if (event.matches(StandardKey.Copy)) {
                view.copySelection();
            } else if (event.matches(StandardKey.SelectAll)) {
                view.selectedFrom = 0;
                view.selectedTo = list.count - 1;
            } else if (event.key === Qt.Key_End) {
                view.follow = true;
                list.positionViewAtEnd();
            } else if (event.key === Qt.Key_Home) {
                view.follow = false;
                list.positionViewAtBeginning();
            } else if (event.key === Qt.Key_PageUp || event.key === Qt.Key_PageDown) {
                const down = event.key === Qt.Key_PageDown;
                view.follow = false;
                list.contentY = Math.max(list.originY, Math.min(list.originY + list.contentHeight - list.height, list.contentY + (down ? 1 : -1) * list.height));
            } else {
                return;
            }
            event.accepted = true;
        }
        delegate: Rectangle {
            id: line
            required property string html
            required property string level
            required property int index
            readonly property bool chosen: line.index >= view.first && line.index <= view.last && view.selectedFrom >= 0
            width: ListView.view.width
            height: content.implicitHeight
            color: line.chosen ? Theme.chosen : "transparent"
            Accessible.role: Accessible.ListItem
            Accessible.name: content.text
            Rectangle {
                width: 2
                height: parent.height
                color: line.level === "error" ? Theme.failure : line.level === "warning" ? Theme.warning : "transparent"
            }
            Text {
                id: content
                x: 12
                width: parent.width - 24
                text: line.html || " "
                color: Theme.text
                font.family: Theme.fixed
                font.pixelSize: Theme.small + 1
                textFormat: Text.StyledText
                wrapMode: Text.WrapAnywhere
            }
        }
        MouseArea {
            anchors.fill: parent
            anchors.rightMargin: 12
            acceptedButtons: Qt.LeftButton
            preventStealing: true
            cursorShape: Qt.IBeamCursor
            function rowAt(y: real): int {
                return list.indexAt(20, list.contentY + Math.max(0, Math.min(list.height - 1, y)));
            }
            onPressed: mouse => {
                list.forceActiveFocus();
                const row = rowAt(mouse.y);
                if (mouse.modifiers & Qt.ShiftModifier && view.selectedFrom >= 0) {
                    view.selectedTo = row;
                } else {
                    view.selectedFrom = view.selectedTo = row;
                }
            }
            onPositionChanged: mouse => {
                const row = rowAt(mouse.y);
                if (row >= 0)
                    view.selectedTo = row;
            }
        }
    }
}
