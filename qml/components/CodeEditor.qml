// SPDX-License-Identifier: MIT OR Apache-2.0
// A text to edit, with its words in colours, the numbers of its lines, and what is wrong at its place.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Controls.Basic
import Crossyard

Rectangle {
    id: editor
    required property string text // the document's; what is typed goes there by edited()
    required property string language
    required property string label
    property var problems: [] // [{line, column, kind, message}]
    property string placeholder
    property alias areaName: area.objectName
    signal edited(string text)
    signal undoAsked
    signal redoAsked

    color: Theme.page
    clip: true

    property bool taking: false
    property string seen // what stood here when a text was taken or handed on; colours change no text, and yet tell of it
    readonly property var starts: {
        const list = [0];
        for (let at = area.text.indexOf("\n"); at >= 0; at = area.text.indexOf("\n", at + 1))
            list.push(at + 1);
        return list;
    }
    readonly property real lineHeight: area.contentHeight / Math.max(1, area.lineCount)

    onTextChanged: if (!typed.running) editor.take(editor.text)

    // Brings a text of the document's in, leaving cursor and view where they are.
    function take(text: string): void {
        const old = area.text;
        if (old === text) {
            editor.seen = old;
            return;
        }
        const shorter = Math.min(old.length, text.length);
        let head = 0;
        while (head < shorter && old[head] === text[head])
            ++head;
        let tail = 0;
        while (tail < shorter - head && old[old.length - 1 - tail] === text[text.length - 1 - tail])
            ++tail;
        editor.taking = true;
        area.remove(head, old.length - tail);
        area.insert(head, text.substring(head, text.length - tail));
        editor.taking = false;
        editor.seen = area.text;
    }
    // Hands on what was typed, at once.
    function flush(): void {
        typed.stop();
        if (area.text === editor.seen)
            return;
        editor.seen = area.text;
        editor.edited(area.text);
    }
    function offsetOf(line: int, column: int): int {
        const start = editor.starts[Math.min(Math.max(line, 1), editor.starts.length) - 1] ?? 0;
        return Math.min(start + Math.max(column, 1) - 1, area.length);
    }
    // Puts the cursor there, and the focus.
    function goTo(line: int, column: int): void {
        area.cursorPosition = editor.offsetOf(line, column);
        area.forceActiveFocus();
    }
    // The problems that stand at a line, the worst first.
    function problemsAt(line: int): var {
        return editor.problems.filter(p => p.line === line);
    }

    Timer {
        id: typed
        interval: 300
        onTriggered: editor.flush()
    }
    CodeHighlighter {
        document: area.textDocument
        language: editor.language
        keys: Theme.codeKey
        strings: Theme.codeString
        numbers: Theme.codeNumber
        comments: Theme.codeComment
    }
    FontMetrics {
        id: metrics
        font: area.font
    }

    Rectangle {
        id: gutter
        z: 1
        width: 24 + metrics.averageCharacterWidth * Math.max(2, String(area.lineCount).length) + 8
        height: parent.height
        color: Theme.side
        Text {
            y: area.y + area.topPadding - flick.contentY
            width: parent.width - 8
            horizontalAlignment: Text.AlignRight
            text: editor.starts.map((_, i) => i + 1).join("\n")
            color: Theme.faint
            font: area.font
            lineHeightMode: Text.FixedHeight
            lineHeight: editor.lineHeight
            textFormat: Text.PlainText
        }
        Repeater {
            model: editor.problems.filter((p, i) => p.line > 0 && editor.problems.findIndex(q => q.line === p.line) === i)
            delegate: StateMark {
                id: mark
                required property var modelData
                x: 4
                y: area.topPadding - flick.contentY + (mark.modelData.line - 1) * editor.lineHeight + (editor.lineHeight - height) / 2
                objectName: "mark-" + mark.modelData.line
                kind: mark.modelData.kind
                Accessible.name: qsTr("line %1: %2").arg(mark.modelData.line).arg(mark.modelData.message)
                Tip {
                    text: editor.problemsAt(mark.modelData.line).map(p => p.message).join("\n")
                    wanted: over.hovered
                }
                HoverHandler {
                    id: over
                }
            }
        }
    }
    Flickable {
        id: flick
        anchors { left: gutter.right; right: parent.right; top: parent.top; bottom: parent.bottom }
        clip: true
        contentWidth: Math.max(width, area.implicitWidth)
        contentHeight: Math.max(height, area.implicitHeight)
        boundsBehavior: Flickable.StopAtBounds
        ScrollBar.vertical: ThinScrollBar {}
        ScrollBar.horizontal: ThinScrollBar {}
        function showCursor(): void {
            const r = area.cursorRectangle;
            if (r.y < flick.contentY)
                flick.contentY = Math.max(0, r.y - area.topPadding);
            else if (r.y + r.height > flick.contentY + flick.height)
                flick.contentY = r.y + r.height + area.bottomPadding - flick.height;
            if (r.x < flick.contentX)
                flick.contentX = Math.max(0, r.x - 40);
            else if (r.x + 20 > flick.contentX + flick.width)
                flick.contentX = r.x + 20 - flick.width;
        }
        Rectangle {
            visible: area.activeFocus
            y: area.cursorRectangle.y
            width: flick.contentWidth
            height: editor.lineHeight
            color: Theme.hover
        }
        Repeater {
            model: editor.problems.filter(p => p.line > 0 && p.line <= area.lineCount).map((p, i, all) => ({
                        line: p.line,
                        column: p.column,
                        kind: p.kind,
                        message: p.message,
                        first: all.findIndex(q => q.line === p.line) === i
                    }))
            delegate: Item {
                id: wrong
                required property var modelData
                readonly property rect at: {
                    area.text;
                    area.contentWidth;
                    return area.positionToRectangle(editor.offsetOf(wrong.modelData.line, wrong.modelData.column));
                }
                readonly property rect end: {
                    area.text;
                    area.contentWidth;
                    const next = editor.starts[wrong.modelData.line];
                    return area.positionToRectangle(next === undefined ? area.length : next - 1);
                }
                Rectangle {
                    x: wrong.at.x
                    y: wrong.at.y + wrong.at.height - 1
                    width: Math.max(8, wrong.end.x - wrong.at.x)
                    height: 2
                    color: Theme.stateColor(wrong.modelData.kind)
                }
                SmallText {
                    visible: wrong.modelData.first && wrong.modelData.kind !== "optional"
                    x: wrong.end.x + 16
                    y: wrong.at.y + (wrong.at.height - height) / 2
                    text: wrong.modelData.message
                    color: Theme.stateColor(wrong.modelData.kind)
                    Accessible.ignored: true
                }
            }
        }
        TextArea {
            id: area
            width: flick.contentWidth
            height: flick.contentHeight
            topPadding: 8
            bottomPadding: 8
            leftPadding: 8
            font.family: Theme.fixed
            font.pixelSize: Theme.body
            color: Theme.text
            selectionColor: Theme.accentFill
            selectedTextColor: Theme.accentText
            textFormat: TextEdit.PlainText
            wrapMode: TextEdit.NoWrap
            placeholderText: editor.placeholder
            placeholderTextColor: Theme.faint
            background: null
            Accessible.name: editor.label
            Component.onCompleted: editor.take(editor.text)
            onTextChanged: if (!editor.taking && text !== editor.seen) typed.restart()
            onActiveFocusChanged: if (!activeFocus) editor.flush()
            onCursorRectangleChanged: if (activeFocus) flick.showCursor()
            // The document has its own undo, which knows of the form's edits as well.
            Keys.onPressed: event => {
                if (event.matches(StandardKey.Undo)) {
                    editor.flush();
                    editor.undoAsked();
                    editor.take(editor.text);
                } else if (event.matches(StandardKey.Redo)) {
                    editor.flush();
                    editor.redoAsked();
                    editor.take(editor.text);
                } else {
                    return;
                }
                event.accepted = true;
            }
            Keys.onShortcutOverride: event => event.accepted = event.matches(StandardKey.Undo) || event.matches(StandardKey.Redo)
            // A new line begins where its neighbours do.
            Keys.onReturnPressed: {
                area.remove(area.selectionStart, area.selectionEnd);
                const before = area.text.substring(0, area.cursorPosition);
                const here = before.substring(before.lastIndexOf("\n") + 1).match(/^[ \t]*/)[0];
                const below = area.text.substring(area.cursorPosition).match(/^[^\n]*\n([ \t]*)/);
                const deeper = /[\[{]\s*$/.test(before);
                area.insert(area.cursorPosition, "\n" + (deeper && below && below[1].length > here.length ? below[1] : here));
            }
            Keys.onTabPressed: area.nextItemInFocusChain().forceActiveFocus()
        }
    }
}
