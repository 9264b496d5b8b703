// SPDX-License-Identifier: MIT OR Apache-2.0
// The images of ours that the engine has, with what they take of the disk.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Crossyard

Item {
    id: pane
    readonly property ContainerImages images: App.containers.images

    EmptyState {
        objectName: "noImages"
        visible: pane.images.count === 0 && App.containers.imagesProblem.length === 0
        anchors.centerIn: parent
        iconName: "stored"
        title: qsTr("No images of ours")
        text: qsTr("The first build for a target makes its image and keeps it here. Images of others are not listed.")
    }
    ColumnLayout {
        visible: pane.images.count > 0 || App.containers.imagesProblem.length > 0
        anchors.fill: parent
        spacing: 0
        PageTitle {
            title: qsTr("Images and disk")
            detail: qsTr("what images share is counted with each of them")
            Layout.leftMargin: 16
            Layout.rightMargin: 12
            Layout.topMargin: 12
        }
        Notice {
            kind: "failed"
            text: App.containers.imagesProblem
            Layout.fillWidth: true
            Layout.leftMargin: 16
            Layout.rightMargin: 12
            Layout.bottomMargin: Theme.unit
        }
        Line {
            Layout.fillWidth: true
        }
        ListPane {
            id: list
            objectName: "imageList"
            model: pane.images
            Layout.fillWidth: true
            Layout.fillHeight: true
            Accessible.name: qsTr("Images")
            delegate: ListRow {
                id: row
                required property string reference
                required property string imageId
                required property string target
                required property string release
                required property string size
                required property string age
                required property bool recipe
                required property int index
                width: ListView.view.width
                implicitHeight: 44
                current: ListView.isCurrentItem && list.activeFocus
                focused: true
                Accessible.name: [row.target || row.reference, row.size, row.age].join(", ")
                onChosen: {
                    list.currentIndex = row.index;
                    list.forceActiveFocus();
                }
                RowLayout {
                    anchors { fill: parent; leftMargin: 16; rightMargin: 12 }
                    spacing: 12
                    ColumnLayout {
                        spacing: 0
                        FixedText {
                            text: row.target || qsTr("what the images of %1 share").arg(row.release)
                            font.family: row.target ? Theme.fixed : Application.font.family
                            Layout.fillWidth: true
                        }
                        SmallText {
                            id: name
                            text: [row.release ? qsTr("Debian %1").arg(row.release) : qsTr("made from a dockerfile"), row.reference || qsTr("replaced by a newer one")].join("  ·  ")
                            elide: Text.ElideMiddle
                            Layout.fillWidth: true
                            Tip {
                                text: row.imageId
                                wanted: over.hovered
                            }
                            HoverHandler {
                                id: over
                            }
                        }
                    }
                    SmallText {
                        text: row.size
                        horizontalAlignment: Text.AlignRight
                        Layout.preferredWidth: 72
                    }
                    SmallText {
                        text: row.age
                        Layout.preferredWidth: 88
                    }
                    ActionButton {
                        objectName: "makeAnew-" + row.index
                        // Its place is kept, so that the columns stand below each other.
                        enabled: row.recipe
                        opacity: row.recipe ? 1 : 0
                        quiet: true
                        iconName: "again"
                        tip: qsTr("Make this image anew")
                        onClicked: App.containers.makeAnew(row.target, row.release)
                    }
                    ActionButton {
                        objectName: "removeImage-" + row.index
                        quiet: true
                        iconName: "remove"
                        tip: qsTr("Remove this image")
                        onClicked: App.containers.removeImage(row.imageId)
                    }
                }
            }
        }
    }
}
