// SPDX-License-Identifier: MIT OR Apache-2.0
// How the nodes and edges of a graph are drawn, in the words that cargo-depgraph made known: what a picture and DOT
// share.
#pragma once

#include "graph/select.h"

namespace crossyard::graph {

/// How the members come to a package, over all ways.
enum class Way : std::uint8_t {
    Normal, // nothing but normal dependencies on one of the ways: it is there anyway, whatever development needs
    NormalAndBuild, // that, and for building something
    Build,
    Dev,
    BuildOfDev,       // for building something that development needs
    DevAndBuildOfDev, // and for development itself
    BuildAndDev,
};

struct NodeMark {
    Way way = Way::Normal;
    bool member = false;
    bool throughOptional = false; // there only through something optional
    bool somePlatforms = false;   // there only through what is for some platforms
};

struct EdgeMark {
    Way way = Way::Normal;
    bool optional = false;
    bool throughOptional = false;
    bool somePlatforms = false;
};

struct Marks {
    std::vector<NodeMark> nodes; // by number
    std::vector<EdgeMark> edges;
};
Marks marksOf(const DependencyGraph &graph);

/// The colour's name in DOT and SVG; black for the usual.
std::string_view colourOf(Way way);
/// What stands in a node's box: "syn 2.0.1", "core v0.0.0 (build script)".
std::string markedName(const DependencyGraph &graph, NodeId id);

} // namespace crossyard::graph
