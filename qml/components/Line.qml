// SPDX-License-Identifier: MIT OR Apache-2.0
// A line between two parts.
import QtQuick
import Crossyard

Rectangle {
    implicitWidth: 1
    implicitHeight: 1
    color: Theme.line
}
