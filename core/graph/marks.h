// SPDX-License-Identifier: MIT OR Apache-2.0
// What a picture of a graph says by colours and lines, in the words that cargo-depgraph made known; DOT and the window
// draw the same. A node's tone says how the members come to it, over all ways: each way is one of four kinds, by
// whether a build and a development dependency is on it.
#pragma once

#include "graph/dependency_graph.h"
#include "graph/select.h"

namespace crossyard::graph {

enum class Tone : std::uint8_t {
    Normal,         // black
    NormalAndBuild, // dark green
    Build,          // green
    Dev,            // blue
    BuildOfDev,     // turquoise: for building what development needs
    DevAndBuildOf,  // dark turquoise: that, and for development itself
    Several,        // violet
};

struct NodeMark {
    Tone tone = Tone::Normal;
    bool optional = false;  // there through something optional only: dashed
    bool platforms = false; // there for some platforms only: grey
    bool operator==(const NodeMark &) const = default;
};

struct EdgeMark {
    Tone tone = Tone::Normal;
    bool optional = false;   // dotted
    bool ofOptional = false; // begins at what is there through something optional only: dashed
    bool platforms = false;  // an empty arrow
    bool operator==(const EdgeMark &) const = default;
};

struct Marks {
    std::vector<NodeMark> nodes;
    std::vector<EdgeMark> edges;
};

/// Of every node and edge, seen from the roots.
Marks marksOf(const DependencyGraph &graph);

} // namespace crossyard::graph
