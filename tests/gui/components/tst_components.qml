// SPDX-License-Identifier: MIT OR Apache-2.0
// What the components promise to every page: keys, names for screen readers, and what they tell.
import QtQuick
import QtTest
import Crossyard

Item {
    id: root
    width: 600
    height: 500

    ActionButton {
        id: button
        text: "Build"
        iconName: "run"
    }
    SearchField {
        id: search
        y: 50
        width: 300
        placeholderText: "Find"
    }
    ChoiceField {
        id: choice
        y: 100
        choices: ["abort", "unwind"]
        chosen: ["abort"]
    }
    ChoiceField {
        id: several
        y: 150
        choices: ["core", "alloc"]
        several: true
    }
    ConflictNotice {
        id: conflict
        y: 200
        width: 500
        here: false
    }
    FixedText {
        id: cut
        y: 400
        width: 100
        text: "thumbv8m.main-none-eabihf-with-a-very-long-name"
    }
    ThemedMenu {
        id: menu
        entries: [
            {text: "Short", enabled: true, run: () => root.ran = "short"},
            {text: "An entry that is very much longer than the menu is wide by itself", shortcut: "Ctrl+Shift+Alt+F12", enabled: true, run: () => root.ran = "long"},
            {text: "Cannot", enabled: false, run: () => root.ran = "cannot"}
        ]
    }
    property string ran
    SignalSpy { id: clicked; target: button; signalName: "clicked" }
    SignalSpy { id: picked; target: choice; signalName: "picked" }
    SignalSpy { id: pickedOne; target: several; signalName: "picked" }
    SignalSpy { id: mine; target: conflict; signalName: "keepMine" }
    SignalSpy { id: theirs; target: conflict; signalName: "takeTheirs" }

    TestCase {
        name: "Components"
        when: windowShown

        function init() {
            for (const spy of [clicked, picked, pickedOne, mine, theirs])
                spy.clear();
            root.ran = "";
        }

        function test_aButtonTakesMouseSpaceAndReturn() {
            mouseClick(button);
            button.forceActiveFocus();
            keyClick(Qt.Key_Space);
            keyClick(Qt.Key_Return);
            compare(clicked.count, 3);
            button.enabled = false;
            keyClick(Qt.Key_Return);
            mouseClick(button);
            compare(clicked.count, 3);
            button.enabled = true;
        }

        function test_aSearchIsClearedWithEscape() {
            search.forceActiveFocus();
            for (const letter of "stm")
                keyClick(letter);
            compare(search.text, "stm");
            keyClick(Qt.Key_Escape);
            compare(search.text, "");
            compare(search.Accessible.name, "Find");
        }

        function test_aChoiceIsMadeWithKeysAlone() {
            choice.forceActiveFocus();
            keyClick(Qt.Key_Return);
            keyClick(Qt.Key_Down);
            keyClick(Qt.Key_Return);
            compare(picked.count, 1);
            compare(picked.signalArguments[0][0], "unwind");
            verify(choice.activeFocus);
        }

        function test_aListOfSeveralStaysOpen() {
            several.forceActiveFocus();
            keyClick(Qt.Key_Return);
            keyClick(Qt.Key_Space);
            keyClick(Qt.Key_Down);
            keyClick(Qt.Key_Space);
            keyClick(Qt.Key_Escape);
            compare(pickedOne.count, 2);
            compare(pickedOne.signalArguments[1][0], "alloc");
            verify(several.activeFocus);
        }

        function test_aConflictAsksOnlyWhereThereIsOne() {
            verify(!conflict.visible);
            conflict.here = true;
            waitForRendering(conflict);
            mouseClick(findChild(conflict, "takeTheirs"));
            mouseClick(findChild(conflict, "keepMine"));
            compare(theirs.count, 1);
            compare(mine.count, 1);
            conflict.here = false;
        }

        function test_aLongNameIsCutAndToldWhole() {
            verify(cut.truncated);
            verify(cut.implicitWidth > cut.width);
            compare(cut.Accessible.name || cut.text, cut.text);
        }

        function test_aMenuIsAsWideAsItsWidestEntry() {
            menu.open();
            tryCompare(menu, "opened", true);
            verify(menu.width > 400, "it is " + menu.width);
            keyClick(Qt.Key_Down);
            keyClick(Qt.Key_Down);
            keyClick(Qt.Key_Return);
            compare(root.ran, "long");
            tryCompare(menu, "opened", false);
        }
    }
}
