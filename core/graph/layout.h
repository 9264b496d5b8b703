// SPDX-License-Identifier: MIT OR Apache-2.0
// A picture of a directed graph in layers: boxes in rows, edges downward, few crossings, little movement when the graph
// changes. A value goes in and a value comes out; nothing here knows what the nodes stand for. How it works, and after
// which papers, is told at the head of layout.cpp.
#pragma once

#include "base/cancel.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <vector>

namespace crossyard::graph {

using LayoutIndex = std::uint32_t;

/// All lengths are in pixels; x grows to the right, y downward.
struct LayoutPoint {
    double x = 0;
    double y = 0;
    bool operator==(const LayoutPoint &) const = default;
};

struct LayoutSize {
    float width = 0;
    float height = 0;
    bool operator==(const LayoutSize &) const = default;
};

struct LayoutBox {
    LayoutPoint centre;
    double width = 0;
    double height = 0;
    double left() const { return centre.x - width / 2; }
    double right() const { return centre.x + width / 2; }
    double top() const { return centre.y - height / 2; }
    double bottom() const { return centre.y + height / 2; }
    bool operator==(const LayoutBox &) const = default;
};

struct LayoutEdge {
    LayoutIndex from = 0; // drawn above `to`, where no cycle forbids it
    LayoutIndex to = 0;
    bool operator==(const LayoutEdge &) const = default;
};

enum class LayoutDirection {
    TopDown,
    LeftRight, // layers are columns; "above" is left of
};

/// What the groups of nodes do to the picture. In either form each group gets a lane, a rectangle that no node of
/// another group reaches into, and the lanes follow the groups' numbers.
enum class LayoutLanes {
    None,    // groups are not looked at
    Columns, // side by side across all layers: stands for "belongs together"
    Bands,   // layers of their own, stacked along the direction: stands for "comes before" (stages)
};

struct LayoutOptions {
    LayoutDirection direction = LayoutDirection::TopDown;
    LayoutLanes lanes = LayoutLanes::None;
    double nodeGap = 24;      // between neighbours of a layer
    double edgeGap = 10;      // between edges that pass through a layer side by side
    double layerGap = 56;     // between layers
    double componentGap = 48; // between parts of the graph that no edge connects, and between columns
    double aspectRatio = 1.6; // width by height that the packing of components aims at
    /// A layer whose boxes are wider than this together becomes several, one below the other. 0: no limit.
    double layerWidth = 0;
    /// When it is over, the best that was found so far is finished and given back. Nothing: as long as the bounds on
    /// work allow, which is the same on every machine; only then are two layouts of the same input the same bit for
    /// bit.
    std::optional<std::chrono::milliseconds> budget = {};
    CancelToken cancel = {};
};

struct LayoutInput {
    std::vector<LayoutSize> nodes;
    std::vector<LayoutEdge> edges; // loops and parallel edges are welcome
    /// Empty, or the group of each node.
    std::vector<LayoutIndex> groups = {};
    /// Empty, or where each node was in the picture before (its centre); nothing for new nodes. Nodes that were there
    /// keep their order, and their places as far as the new ones leave room.
    std::vector<std::optional<LayoutPoint>> previous = {};
    LayoutOptions options = {};
};

struct LayoutRoute {
    /// From the border of the box `from` to that of `to`, with the bends between; to be joined by straight lines or by
    /// a curve. Between its ends it stays out of all boxes, but for `direct` ones. Edges to the same target may share
    /// a way.
    std::vector<LayoutPoint> points;
    bool reversed = false; // runs against the direction: without these edges (and loops) the graph has no cycle
    bool direct = false;   // straight through whatever is there: there were too many bends for one picture
};

struct LayoutLane {
    LayoutIndex group = 0;
    LayoutBox box; // of the group's nodes
};

struct Layout {
    std::vector<LayoutBox> nodes;
    std::vector<LayoutRoute> edges;
    std::vector<LayoutLane> lanes; // in the order of their groups; empty with LayoutLanes::None
    LayoutBox bounds;              // of all boxes and bends
    /// Pairs of edges that cross, counted where they run between layers; `direct` ones are left out.
    std::uint64_t crossings = 0;
    bool finished = true; // false where the time budget cut something short
};

/// Errors: BadInput (an edge to a node that is not there, a list of another length than the nodes, a size or a gap that
/// is negative or not finite), Cancelled.
Result<Layout> layOut(const LayoutInput &input);

} // namespace crossyard::graph
