// SPDX-License-Identifier: MIT OR Apache-2.0
// Colours, sizes and durations; nothing else in the window names any. Colour means state, and the accent means what is
// chosen or comes next.
pragma Singleton
import QtQuick
import Crossyard

QtObject {
    readonly property bool dark: App.preferences.theme === "dark"
        || (App.preferences.theme !== "light" && Application.styleHints.colorScheme === Qt.ColorScheme.Dark)

    readonly property color page: dark ? "#17191d" : "#ffffff"
    readonly property color side: dark ? "#1d2025" : "#f5f6f8"
    readonly property color raised: dark ? "#24282e" : "#ffffff"
    readonly property color line: dark ? "#31363d" : "#dfe2e6"
    readonly property color hover: dark ? "#262a30" : "#eceef1"
    readonly property color field: dark ? "#1d2025" : "#ffffff"
    readonly property color fieldLine: dark ? "#6b7480" : "#848d99"

    readonly property color text: dark ? "#e4e7eb" : "#1b1f24"
    readonly property color faint: dark ? "#9fa8b3" : "#59626e"

    readonly property color accent: dark ? "#a49df8" : "#4f46c4"
    readonly property color accentFill: dark ? "#6259d8" : "#4f46c4"
    readonly property color accentText: "#ffffff"
    readonly property color chosen: dark ? "#2d2b4d" : "#e9e7fa"

    readonly property color ok: dark ? "#4cc163" : "#18722f"
    readonly property color warning: dark ? "#dba63a" : "#8a5b00"
    readonly property color failure: dark ? "#ff7b72" : "#c01c28"
    readonly property color running: dark ? "#6cb0ff" : "#0b5fc4"

    // In an editor alone, where colour tells the kinds of words apart.
    readonly property color codeKey: dark ? "#a49df8" : "#4f46c4"
    readonly property color codeString: dark ? "#86cdb4" : "#1c6a57"
    readonly property color codeNumber: dark ? "#e3ab78" : "#8a4600"
    readonly property color codeComment: faint

    // In the picture of a graph alone: what cargo-depgraph says by colours.
    readonly property var graph: ({
            page: page,
            box: dark ? "#24282e" : "#ffffff",
            member: dark ? "#34375c" : "#e9e7fa",
            platforms: dark ? "#3a4048" : "#e4e7eb",
            text: text,
            faint: faint,
            accent: accent,
            chosen: chosen,
            normal: dark ? "#9aa4b0" : "#5b6470",
            normalAndBuild: dark ? "#3f9e58" : "#1d6b35",
            build: dark ? "#72dc8b" : "#2b9348",
            dev: dark ? "#6cb0ff" : "#0b5fc4",
            buildOfDev: dark ? "#59dbe0" : "#0e8f99",
            devAndBuildOf: dark ? "#2fa3ad" : "#0a616c",
            several: dark ? "#d58bea" : "#9a2ab0"
        })

    // In the picture of a build: what is around the units; their states are those of unitColor() and unitIcon().
    readonly property var build: {
        const style = {
            page: page,
            box: dark ? "#24282e" : "#ffffff",
            text: text,
            faint: faint,
            edge: dark ? "#5b6470" : "#a3abb6",
            accent: accent
        };
        for (const state of ["waiting", "ready", "running", "built", "reused", "failed", "cancelled", "blocked", "not begun"])
            style[state] = {color: unitColor(state), icon: unitIcon(state)};
        return style;
    }
    // What a terminal's eight colours are here.
    readonly property var terminal: [text, failure, ok, warning, running, accent, running, text].map(c => c.toString())

    readonly property int unit: 8
    readonly property int row: 32
    readonly property int body: Math.round(13 * scale)
    readonly property int small: Math.round(11 * scale)
    readonly property real scale: App.preferences.textScale
    readonly property string fixed: App.preferences.fixedFont
    readonly property int quick: 100

    function stateColor(state: string): color {
        switch (state) {
        case "present":
        case "done":
        case "stored":
            return ok;
        case "warning":
        case "waiting":
            return warning;
        case "missing":
        case "broken":
        case "failed":
        case "interrupted":
            return failure;
        case "running":
            return running;
        }
        return faint;
    }
    function unitColor(state: string): color {
        switch (state) {
        case "running":
            return running;
        case "built":
        case "reused":
            return ok;
        case "failed":
        case "blocked":
            return failure;
        case "cancelled":
            return warning;
        case "ready":
            return text;
        }
        return faint;
    }
    function unitIcon(state: string): string {
        switch (state) {
        case "ready":
            return "run";
        case "running":
            return "running";
        case "built":
            return "ok";
        case "reused":
            return "stored";
        case "failed":
            return "failed";
        case "cancelled":
            return "cancelled";
        case "blocked":
            return "missing";
        case "not begun":
            return "minus";
        }
        return "queued";
    }
    function stateIcon(state: string): string {
        switch (state) {
        case "present":
        case "done":
            return "ok";
        case "stored":
            return "stored";
        case "warning":
            return "warning";
        case "missing":
        case "optional":
            return "missing";
        case "broken":
        case "failed":
        case "interrupted":
            return "failed";
        case "running":
        case "waiting":
        case "cancelled":
            return state;
        }
        return "queued";
    }
}
