// SPDX-License-Identifier: MIT OR Apache-2.0
// Where the parts of a sysroot's picture stand: stages are bands, one below the other; in a band crates stand right of
// what they need of the same band, and what they bring along stands in rows below them. All in pixels.
#pragma once

#include "sysroot/stage_picture.h"

#include <array>

namespace crossyard::sysroot {

struct StageMeasures {
    double width = 600; // of what is seen; the picture may be wider
    double letter = 8;  // of a crate's name
    double small = 6;   // of the small print
    double line = 18;   // a line of text
};

struct StageBox {
    double x = 0;
    double y = 0;
    double width = 0;
    double height = 0;
    bool holds(double px, double py) const { return px >= x && px < x + width && py >= y && py < y + height; }
    bool operator==(const StageBox &) const = default;
};

struct StageBand {
    int stage = 0;
    StageBox box;
    bool empty = false; // the one behind the last: it becomes a stage when something is put there
    bool operator==(const StageBand &) const = default;
};

/// A curve from what needs to what is needed: a cubic one, with its four points.
struct StageCurve {
    std::array<std::pair<double, double>, 4> points;
    bool late = false;
    bool operator==(const StageCurve &) const = default;
};

struct StageLayout {
    std::vector<StageBand> bands;
    std::vector<StageBox> crates;  // by number
    std::vector<StageBox> brought; // by number
    std::vector<StageCurve> edges;
    double width = 0;
    double height = 0;

    std::optional<std::size_t> crateAt(double x, double y) const;
    std::optional<std::size_t> broughtAt(double x, double y) const;
    /// The stage of the band at this height; nothing outside.
    std::optional<int> stageAt(double y) const;
};

StageLayout layoutStages(const StagePicture &picture, const StageMeasures &measures);

/// The crate beside one, as the arrow keys walk: `dx` and `dy` are -1, 0 or 1. The crate itself where there is none.
std::size_t crateBeside(const StageLayout &layout, std::size_t crate, int dx, int dy);

} // namespace crossyard::sysroot
