// SPDX-License-Identifier: MIT OR Apache-2.0
// Every target, found by chip, board, name or facts.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Crossyard

Item {
    id: page
    property string current: ""
    property var compared: []

    onVisibleChanged: {
        if (visible && !page.current)
            page.current = App.target;
        if (visible)
            search.forceActiveFocus();
    }
    readonly property bool narrow: page.width < 1000
    function compare(name: string): void {
        page.compared = page.compared.includes(name) ? page.compared.filter(n => n !== name) : page.compared.concat([name]).slice(-3);
    }

    RowLayout {
        anchors.fill: parent
        spacing: 0
        FacetPane {
            Layout.fillHeight: true
            Layout.preferredWidth: page.narrow ? 168 : 200
        }
        Line {
            Layout.fillHeight: true
        }
        ColumnLayout {
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.minimumWidth: 260
            Layout.margins: 12
            spacing: Theme.unit
            RowLayout {
                spacing: Theme.unit
                SearchField {
                    id: search
                    objectName: "targetSearch"
                    Layout.fillWidth: true
                    placeholderText: qsTr("Chip, board, core or triple: stm32f4, pico, cortex-m33, riscv")
                    onTextChanged: App.targets.words = text
                    Keys.onDownPressed: list.forceActiveFocus()
                    onAccepted: if (list.count > 0) page.current = list.nameAt(0)
                }
                ActionButton {
                    quiet: true
                    iconName: App.targets.onlyFavourites ? "star-on" : "star"
                    tip: qsTr("Only favourites")
                    onClicked: App.targets.onlyFavourites = !App.targets.onlyFavourites
                }
            }
            RowLayout {
                SmallText {
                    text: App.targets.loading ? qsTr("asking the compiler...") : qsTr("%1 of %2").arg(App.targets.shown).arg(App.targets.total)
                    Layout.fillWidth: true
                }
                ActionButton {
                    visible: App.targets.filtered
                    quiet: true
                    text: qsTr("Clear filters")
                    implicitHeight: 24
                    onClicked: {
                        search.clear();
                        App.targets.clear();
                    }
                }
            }
            Notice {
                kind: "failed"
                text: App.targets.error
            }
            ListPane {
                id: chips
                visible: count > 0
                model: App.targets.chips
                Layout.fillWidth: true
                Layout.preferredHeight: Math.min(contentHeight, 44 * 4)
                delegate: ListRow {
                    id: chip
                    required property string name
                    required property string coreName
                    required property string target
                    required property string why
                    width: ListView.view.width
                    implicitHeight: 44
                    current: ListView.isCurrentItem && ListView.view.activeFocus
                    focused: true
                    Accessible.name: chip.name + ": " + chip.target
                    onChosen: page.current = chip.target
                    onOpened: App.target = chip.target
                    RowLayout {
                        anchors { fill: parent; leftMargin: Theme.unit; rightMargin: Theme.unit }
                        spacing: Theme.unit
                        ColumnLayout {
                            spacing: 0
                            BodyText {
                                text: chip.name + "  " + chip.coreName
                                Layout.fillWidth: true
                            }
                            SmallText {
                                text: chip.why
                                Layout.fillWidth: true
                            }
                        }
                        FixedText {
                            text: chip.target
                        }
                    }
                }
            }
            Line {
                visible: chips.visible
                Layout.fillWidth: true
            }
            ListPane {
                id: list
                objectName: "targetList"
                Layout.fillWidth: true
                Layout.fillHeight: true
                model: App.targets
                function nameAt(row: int): string {
                    return model.data(model.index(row, 0), Qt.UserRole);
                }
                onCurrentIndexChanged: if (activeFocus && currentIndex >= 0) page.current = nameAt(currentIndex)
                Keys.onReturnPressed: if (currentIndex >= 0) App.target = nameAt(currentIndex)
                delegate: ListRow {
                    id: row
                    required property string name
                    required property string tier
                    required property string std
                    required property bool favourite
                    required property bool prebuilt
                    required property int index
                    width: ListView.view.width
                    current: page.current === row.name
                    focused: ListView.view.activeFocus
                    Accessible.name: row.name
                    onChosen: {
                        list.currentIndex = row.index;
                        page.current = row.name;
                        list.forceActiveFocus();
                    }
                    onOpened: App.target = row.name
                    RowLayout {
                        anchors { fill: parent; leftMargin: Theme.unit; rightMargin: 12 }
                        spacing: Theme.unit
                        Icon {
                            name: "star-on"
                            visible: row.favourite
                            color: Theme.faint
                        }
                        FixedText {
                            text: row.name
                            font.weight: App.target === row.name ? Font.DemiBold : Font.Normal
                            Layout.fillWidth: true
                        }
                        SmallText {
                            text: row.tier
                            Layout.preferredWidth: 40
                        }
                        SmallText {
                            text: row.std
                            Layout.preferredWidth: 56
                            color: row.prebuilt ? Theme.text : Theme.faint
                        }
                    }
                }
                EmptyState {
                    visible: list.count === 0 && !App.targets.loading && App.targets.total > 0
                    anchors.centerIn: parent
                    iconName: "search"
                    title: qsTr("Nothing fits")
                    text: qsTr("No target, chip or board has all of this.")
                }
            }
        }
        Line {
            Layout.fillHeight: true
        }
        TargetFacts {
            name: page.current
            compared: page.compared
            onCompare: name => page.compare(name)
            Layout.fillHeight: true
            Layout.preferredWidth: page.compared.length > 1 ? (page.narrow ? 440 : 560) : page.narrow ? 304 : 360
        }
    }
}
