// SPDX-License-Identifier: MIT OR Apache-2.0
// The phases of a layout and what they hand to one another. Not for use outside of this folder and its tests.
//
//   edges -> findBackEdges -> assignLayers -> makeLayeredGraph -> orderLayers -> placeVertices -> packBoxes
#pragma once

#include "graph/layout.h"
#include "graph/layout_limit.h"

#include <span>

namespace crossyard::graph::layered {

using Index = LayoutIndex;
using Edge = LayoutEdge;
inline constexpr Index none = ~Index(0);

/// Whom each vertex is joined to, with the number of the edge, in two flat lists.
struct Adjacency {
    struct Link {
        Index vertex = 0;
        Index edge = 0;
    };
    std::vector<Index> start; // count + 1 places in `links`
    std::vector<Link> links;

    std::span<const Link> of(Index vertex) const
    {
        return {links.data() + start[vertex], links.data() + start[vertex + 1]};
    }
};
Adjacency outgoing(Index count, std::span<const Edge> edges);
Adjacency incoming(Index count, std::span<const Edge> edges);

/// Edges that, turned round, leave the graph without a cycle: one flag an edge. Only edges within a cycle are among
/// them. No loops may be there.
std::vector<char> findBackEdges(Index count, std::span<const Edge> edges);

/// The component of each vertex, numbered in the order of their first vertices; and how many there are.
struct Components {
    std::vector<Index> of;
    Index count = 0;
};
Components findComponents(Index count, std::span<const Edge> edges);

struct LayerInput {
    Index count = 0;
    std::vector<Edge> edges;                        // no cycles, no loops
    std::vector<Index> bands = {};                  // empty, or the band of each vertex; no edge goes to a lower band
    std::vector<std::optional<double>> before = {}; // empty, or the height where each vertex was
    std::vector<double> widths = {};                // empty, or with `layerWidth`
    double layerWidth = 0;
};
/// The layer of each vertex: an edge's target is below its source, no layer is empty, bands do not share layers.
std::vector<Index> assignLayers(const LayerInput &input, Limit &limit);

/// A difference that is to hold: rank(to) - rank(from) >= least; what is more costs `weight` a step.
struct RankRule {
    Index from = 0;
    Index to = 0;
    int least = 1;
    int weight = 1;
};
/// Makes the sum of weighted lengths least, from ranks that fulfil the rules. The rules must connect all vertices. Ends
/// early, with rules fulfilled, when the limit is reached.
void shortenRanks(std::vector<int> &ranks, std::span<const RankRule> rules, Limit &limit);

/// A graph in which every edge goes to the next layer. The first `realCount` vertices are nodes; the others stand for
/// edges that pass through a layer, and each of them has one vertex below.
struct LayeredGraph {
    struct Chain {
        Index first = 0; // in `inChains`, which has its vertices from the bottom
        Index count = 0;
    };
    struct Way {
        Index first = none; // the highest vertex between the edge's ends; none: it goes to the next layer, or directly
        Index count = 0;
        bool direct = false; // no vertices, and no part in the order
    };

    Index realCount = 0;
    std::vector<Index> layer;          // of each vertex
    std::vector<Index> layerStart;     // places of a layer in an Order; layers + 1
    std::vector<Edge> segments;        // from a layer to the next
    std::vector<std::int64_t> weights; // how many edges run along a segment
    Adjacency up;                      // links are segments
    Adjacency down;
    std::vector<Index> below; // of each vertex that is no node, see belowOf()
    std::vector<Chain> chains;
    std::vector<Index> inChains;
    std::vector<Way> ways;    // of each edge
    std::vector<Index> block; // empty, or a number a vertex: in a layer, lower ones are left of higher ones

    Index count() const { return static_cast<Index>(layer.size()); }
    Index layerCount() const { return static_cast<Index>(layerStart.size() - 1); }
    bool real(Index vertex) const { return vertex < realCount; }
    Index belowOf(Index vertex) const { return below[vertex - realCount]; }
};
struct ChainInput {
    std::span<const Edge> edges; // all downward
    std::span<const std::int64_t> weights;
    std::span<const Index> layer;  // of each node
    std::span<const Index> blocks; // empty, or of each node
    bool shared = false;           // long edges with the same target have one chain
    std::size_t most = 0;          // vertices in chains; the longest chains are left out
};
LayeredGraph makeLayeredGraph(const ChainInput &input);
/// How many vertices chains would have where no edges share them.
std::size_t verticesWithoutSharing(std::span<const Edge> edges, std::span<const Index> layer);

struct Order {
    std::vector<Index> vertices; // layer by layer, from left to right
    std::vector<Index> place;    // of each vertex in its layer
};
/// A vertex's place follows from its key; equal keys leave the lower number left. Blocks stay together.
Order orderByKeys(const LayeredGraph &graph, std::span<const double> keys);
/// Pairs of edges that cross.
std::uint64_t countCrossings(const LayeredGraph &graph, const Order &order);
/// Crossings between a layer and the next.
std::uint64_t countCrossings(const LayeredGraph &graph, const Order &order, Index layer,
                             std::vector<std::int64_t> &tree);

/// An order with few crossings. `before`: empty, or the former x of vertices; those keep their order among themselves.
Order orderLayers(const LayeredGraph &graph, std::span<const std::optional<double>> before, Limit &limit);

/// Makes one of vertices that stand side by side for edges to the same target, all the way down. Crossings get no more.
void joinChains(LayeredGraph &graph, Order &order);

/// Sorts each layer by the barycentre (or the median) of its neighbours in the layer above, or below.
class Sweeper {
public:
    explicit Sweeper(const LayeredGraph &graph) : m_graph(graph), m_keys(graph.count()) {}
    struct Manner {
        bool down = true;
        bool median = false;
        bool equalsTurn = false; // vertices with equal keys change sides
    };
    void sweep(Order &order, Manner manner, Limit &limit);

private:
    void sortLayer(Order &order, Index layer, Manner manner);
    double key(const Order &order, Index vertex, Manner manner);

    const LayeredGraph &m_graph;
    std::vector<double> m_keys;
    std::vector<std::pair<Index, std::int64_t>> m_around;
    std::vector<Index> m_moving;
};

/// Moves single vertices to better places in their layers until no such move helps.
class Sifter {
public:
    /// `fixed`: empty, or flags of vertices that keep their order among themselves.
    Sifter(const LayeredGraph &graph, std::vector<char> fixed);
    /// Goes over the layers that are marked as touched, down and up, at most `rounds` times. Gives by how many
    /// crossings the order got better.
    std::int64_t improve(Order &order, int rounds, Limit &limit);
    void touch(Index layer) { m_touched[layer] = 1; }
    void touchAll() { m_touched.assign(m_touched.size(), 1); }

private:
    struct Bounds {
        Index begin = 0;
        Index end = 0;
    };
    // Links to the layer above or below, of each vertex in turn, from left to right.
    struct Side {
        std::vector<Index> start;
        std::vector<Index> places;
        std::vector<std::int32_t> weights;
        std::int64_t weight = 0; // of all
        Index degree(Index vertex) const { return start[vertex + 1] - start[vertex]; }
    };
    std::int64_t improveLayer(Order &order, Index layer, Limit &limit);
    void gather(Side &side, const Order &order, const Adjacency &links);
    void fillMatrix(Index layer);
    void addSide(const Side &side, Index besideWidth);
    std::int64_t sift(Bounds block, Limit &limit);
    std::int64_t siftOne(Index at, Bounds block);
    std::int64_t exchangeNeighbours(Bounds block, Limit &limit);
    static std::int64_t gainOfExchange(const Side &side, Index left, Index right);
    bool bothFixed(Index a, Index b) const { return m_fixed[m_vertices[a]] && m_fixed[m_vertices[b]]; }
    void changed(Index layer);

    const LayeredGraph &m_graph;
    std::vector<char> m_fixed;
    std::vector<char> m_touched;
    // Of the layer that is worked on. Its vertices go by the places that they had in the beginning.
    Index m_width = 0;
    std::vector<Index> m_vertices;
    std::vector<Index> m_sequence; // what stands where now
    std::vector<Index> m_turn;
    Side m_above;
    Side m_below;
    std::vector<std::int32_t> m_matrix; // [i][j]: crossings with i left of j, less those with j left of i
    std::vector<std::int32_t> m_balance;
    std::vector<std::pair<Index, std::int64_t>> m_around;
};

struct PlaceInput {
    std::vector<double> widths;                // of the nodes
    std::vector<std::optional<double>> before; // empty, or the former x of nodes
    double nodeGap = 0;
    double edgeGap = 0;
    double blockGap = 0;
};
/// The x of each vertex, in the given order, with gaps kept. Blocks get strips of their own.
std::vector<double> placeVertices(const LayeredGraph &graph, const Order &order, const PlaceInput &input, Limit &limit);

struct Extent {
    double width = 0;
    double height = 0;
};
/// Where the centres of boxes go, without overlap, in a shape near the ratio. `wanted`: empty, or where a box would
/// like to be; those come first and give way only to one another.
std::vector<LayoutPoint> packBoxes(std::span<const Extent> boxes, std::span<const std::optional<LayoutPoint>> wanted,
                                   double gap, double ratio);

/// One component, or the whole graph where lanes hold it together. Its vertices are numbered on their own.
struct PieceInput {
    std::vector<LayoutSize> sizes;                  // as they lie in a picture from the top down
    std::vector<Edge> edges;                        // no loops, each once
    std::vector<std::int64_t> weights;              // how many edges there are of each
    std::vector<char> against;                      // flags of edges that are drawn upward
    std::vector<Index> bands;                       // empty, or of each vertex
    std::vector<Index> columns;                     // empty, or of each vertex
    std::vector<std::optional<LayoutPoint>> before; // empty, or of each vertex
};
struct Piece {
    std::vector<LayoutPoint> centres;
    /// Of each edge, from its upper end to its lower one, ends on the boxes' borders.
    std::vector<std::vector<LayoutPoint>> ways;
    std::vector<char> direct;
    LayoutPoint least; // of all boxes and bends
    LayoutPoint most;
    std::uint64_t crossings = 0;
    bool finished = true;
};
/// Errors: Cancelled.
Result<Piece> layOutPiece(const PieceInput &input, const LayoutOptions &options, Limit limit);

} // namespace crossyard::graph::layered
