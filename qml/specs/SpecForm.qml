// SPDX-License-Identifier: MIT OR Apache-2.0
// A spec as a form: every key that the compiler knows, found by its name or by what it is for.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Crossyard

ColumnLayout {
    id: form
    signal shownInText(int line, int column)
    spacing: 0

    RowLayout {
        Layout.margins: 12
        Layout.bottomMargin: 4
        spacing: Theme.unit
        SearchField {
            objectName: "specSearch"
            placeholderText: qsTr("Key, or what it is for: stack, linker, atomic")
            onTextChanged: App.specs.words = text
            Keys.onDownPressed: list.forceActiveFocus()
            Layout.fillWidth: true
        }
    }
    RowLayout {
        Layout.leftMargin: 4
        spacing: 0
        Repeater {
            model: [
                {id: "given", title: qsTr("Given (%1)").arg(App.specs.given)},
                {id: "differs", title: qsTr("Differs from base")},
                {id: "all", title: qsTr("All (%1)").arg(App.specs.known)}
            ]
            delegate: Tab {
                required property var modelData
                objectName: "scope-" + modelData.id
                title: modelData.title
                enabled: App.specs.words.length === 0
                current: App.specs.words.length === 0 && App.specs.scope === modelData.id
                onChosen: App.specs.scope = modelData.id
            }
        }
    }
    Line {
        Layout.fillWidth: true
    }
    Notice {
        kind: "failed"
        text: App.specs.problem
        hint: App.specs.hint
        Layout.fillWidth: true
        Layout.margins: 12
    }
    ConflictNotice {
        here: App.specs.conflict
        Layout.fillWidth: true
        Layout.margins: 12
        onKeepMine: App.specs.save()
        onTakeTheirs: App.specs.revert()
    }
    Notice {
        objectName: "formBroken"
        visible: !App.specs.valid
        kind: "failed"
        text: App.specs.problems.count > 0 ? qsTr("Line %1: %2").arg(App.specs.problems.marks[0].line).arg(App.specs.problems.marks[0].message)
                                           : qsTr("The text is no target spec")
        hint: qsTr("The form takes edits again once the text is mended.")
        Layout.fillWidth: true
        Layout.margins: 12
    }
    ListPane {
        id: list
        objectName: "specFields"
        Layout.fillWidth: true
        Layout.fillHeight: true
        enabled: App.specs.valid
        opacity: enabled ? 1 : 0.5
        reuseItems: false // a row holds what is typed into it
        cacheBuffer: 400
        model: App.specs
        section.property: "group"
        section.delegate: Item {
            id: head
            required property string section
            width: ListView.view.width
            height: 32
            SmallText {
                text: head.section
                font.weight: Font.DemiBold
                anchors { left: parent.left; leftMargin: 12; bottom: parent.bottom; bottomMargin: 4 }
                Accessible.role: Accessible.Heading
                Accessible.name: head.section
            }
        }
        delegate: SpecField {
            id: field
            width: ListView.view.width
            onWanted: {
                const place = App.specs.placeOf(field.index);
                if (place.line !== undefined)
                    form.shownInText(place.line, place.column);
            }
        }
        EmptyState {
            visible: list.count === 0
            anchors.centerIn: parent
            iconName: "search"
            title: App.specs.words ? qsTr("No key fits") : App.specs.scope === "differs" ? qsTr("No difference") : qsTr("Nothing is given")
            text: App.specs.words ? qsTr("No key has these words in its name, its value or its help.")
                : App.specs.scope === "differs" ? qsTr("It says what %1 says.").arg(App.specs.base) : ""
        }
    }
}
