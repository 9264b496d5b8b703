// SPDX-License-Identifier: MIT OR Apache-2.0
// What the sysroot is made of, to be edited; beside it the plan, always up to date; below, how to use it, and what is stored.
import QtQuick
import QtQuick.Layouts
import Crossyard

Item {
    id: page
    property string below: App.plan.ready ? "use" : "stored"
    // The picture needs the room.
    readonly property bool wide: xargo.visible && xargo.view === "picture"
    function showPicture(): void {
        xargo.view = "picture";
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: 0
        RowLayout {
            spacing: 0
            Layout.fillWidth: true
            Layout.fillHeight: true
            XargoPane {
                id: xargo
                visible: App.project.length > 0
                Layout.fillHeight: true
                Layout.fillWidth: false
                Layout.preferredWidth: Math.round(page.width * (page.wide ? 0.6 : 0.44))
            }
            Line {
                visible: App.project.length > 0
                Layout.fillHeight: true
            }
            PlanPane {
                Layout.fillWidth: true
                Layout.fillHeight: true
            }
        }
        Line {
            visible: !page.wide
            Layout.fillWidth: true
        }
        RowLayout {
            visible: !page.wide
            Layout.leftMargin: 4
            spacing: 0
            Tab {
                title: qsTr("Stored sysroots (%1)").arg(App.sysroots.count)
                current: page.below === "stored"
                onChosen: page.below = "stored"
            }
            Tab {
                title: qsTr("Use it")
                visible: App.plan.ready
                current: page.below === "use"
                onChosen: page.below = "use"
            }
        }
        StackLayout {
            visible: !page.wide
            currentIndex: page.below === "use" && App.plan.ready ? 1 : 0
            Layout.fillWidth: true
            Layout.fillHeight: false
            Layout.preferredHeight: page.height * 0.3
            StoredPane {}
            UsePane {}
        }
    }
}
