// SPDX-License-Identifier: MIT OR Apache-2.0
// Why there is no plan, and what mends it: here, or at the step where it is to be mended.
import QtQuick
import QtQuick.Layouts
import Crossyard

ColumnLayout {
    id: pane
    required property string step
    readonly property var problem: App.bootstrap.problem
    readonly property bool any: (pane.problem.text ?? "").length > 0 && !App.bootstrap.planning
    readonly property bool here: pane.problem.step === pane.step
    readonly property var titles: ({
            source: qsTr("Source"),
            crates: qsTr("Crates"),
            options: qsTr("Options"),
            plan: qsTr("Plan")
        })
    // The hints of the command line name its options.
    readonly property var hints: ({
            "add-crates": qsTr("Add a directory that has it: one that `cargo vendor` made, or a distribution's registry."),
            "fetch": qsTr("Add a directory that has it, or let it be fetched."),
            "unlock": qsTr("Let what the lock does not name be taken from the directories, or bring the lock up to date."),
            "ignore-native": qsTr("Install it. Where the check is mistaken, build all the same.")
        })
    signal showStep(string step)
    signal addCrates

    visible: pane.any
    spacing: 0
    Notice {
        objectName: "bootstrapProblem"
        kind: "failed"
        text: pane.any ? pane.problem.text : ""
        hint: pane.any ? pane.hints[pane.problem.mend] ?? pane.problem.hint : ""
        Layout.fillWidth: true
        Layout.margins: 12
        ActionButton {
            objectName: "bootstrapMend"
            visible: text.length > 0
            text: !pane.any ? "" : ["add-crates", "fetch"].includes(pane.problem.mend) ? qsTr("Add directory...") : pane.problem.mend === "unlock" ? qsTr("Let others be taken") : pane.problem.mend === "edit-patch" ? qsTr("Edit patch") : pane.problem.mend === "ignore-native" ? qsTr("Build all the same") : pane.here || pane.problem.step === "plan" ? "" : qsTr("Show %1").arg(pane.titles[pane.problem.step])
            Layout.alignment: Qt.AlignTop
            onClicked: {
                if (["add-crates", "fetch"].includes(pane.problem.mend))
                    pane.addCrates();
                else if (pane.problem.mend === "unlock")
                    App.bootstrap.lockUse = "completed";
                else if (pane.problem.mend === "ignore-native")
                    App.bootstrap.nativeCheck = false;
                else {
                    if (pane.problem.mend === "edit-patch")
                        App.bootstrap.patches.open(pane.problem.file);
                    pane.showStep(pane.problem.step);
                }
            }
        }
        ActionButton {
            objectName: "bootstrapFetch"
            visible: pane.any && pane.problem.mend === "fetch"
            text: qsTr("Fetch what is missing")
            Layout.alignment: Qt.AlignTop
            onClicked: App.bootstrap.fetches = true
        }
    }
    Line {
        Layout.fillWidth: true
    }
}
