// SPDX-License-Identifier: MIT OR Apache-2.0
// Who depends on whom, as a value: packages or units, and the edges between them with what was asked for and where.
//
// Nodes and edges are numbered (uint32). Texts stand once each in a pool that graphs made from one another share, so a
// graph of 100,000 packages is some tens of megabytes, and a part of it costs its nodes and edges only. A graph does
// not change: GraphBuilder makes it, everything else reads it. Order is part of the value: nodes by name, version and
// source, edges by where they begin and end, so that the same input gives the same output byte by byte.
#pragma once

#include "cargo/features.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace crossyard::graph {

using NodeId = std::uint32_t;
using EdgeId = std::uint32_t;
inline constexpr std::uint32_t nothing = 0xffffffff;

/// A text in the graph's pool; 0 is the empty one.
using Text = std::uint32_t;
/// A list of texts in the graph's pool.
struct TextList {
    std::uint32_t first = 0;
    std::uint32_t count = 0;
    bool operator==(const TextList &) const = default;
};

/// Where a package comes from.
enum class Source : std::uint8_t {
    Member,   // of the workspace
    Path,     // another directory
    Registry, // crates.io, or a directory that stands for it
    Git,
    Library, // the standard library's own crates
    Missing, // no lock names a version, and no source is there: the version is the requirement
};

/// Sets of small enumerations are bits.
using Bits = std::uint8_t;
namespace kind { // what a node is made to; a package can be several
inline constexpr Bits lib = 1, procMacro = 2, bin = 4, buildScript = 8, scriptRun = 16;
}
namespace side { // for whom a package is compiled
inline constexpr Bits target = 1, host = 2, both = 3;
}
namespace edge { // the section of the manifest; none where only a lock file says that there is an edge
inline constexpr Bits normal = 1, build = 2, dev = 4, all = 7;
}
enum class Known : std::uint8_t { Unknown, No, Yes };
enum class State : std::uint8_t { Unknown, Stored, ToBuild };

struct Node {
    Text name = 0;
    Text version = 0;
    Text origin = 0;       // the source's URL as Cargo.lock has it; empty for paths
    Text manifest = 0;     // the path of its Cargo.toml; empty where it is not on disk
    TextList features;     // enabled where it is compiled for the target, sorted
    TextList hostFeatures; // enabled where it is compiled for the host, sorted
    Source source = Source::Path;
    Bits kinds = 0;
    Bits sides = 0; // 0: not known
    Known noStd = Known::Unknown;
    State state = State::Unknown;
    double seconds = -1;     // that compiling it took; negative: not known
    std::int64_t bytes = -1; // of what it was compiled to; negative: not known
    bool operator==(const Node &) const = default;
};

/// One entry of a manifest that asks for a package.
struct Request {
    Bits kind = edge::normal; // one bit
    Bits sides = 0;           // of the package that asks, where this entry counts; 0: not known
    bool optional = false;
    bool defaultFeatures = true;
    Text platform = 0;      // the key of [target.KEY]; empty for all
    Text rename = 0;        // the name in the code, where it is not the package's
    TextList features;      // asked for
    TextList enabledBy;     // of an optional one: the features of who asks that turn it on
    Text file = 0;          // the manifest
    std::uint32_t line = 0; // from 1; 0: not known
    bool operator==(const Request &) const = default;
};

/// All that one node asks of another.
struct Edge {
    NodeId from = 0;
    NodeId to = 0;
    Bits kinds = 0; // of its requests together; 0 where there are none
    std::uint32_t firstRequest = 0;
    std::uint32_t requestCount = 0;
    bool operator==(const Edge &) const = default;
};

/// The texts of one graph and of those made from it.
class TextPool {
public:
    TextPool() : m_texts{""} { m_known.emplace("", 0); }
    Text add(std::string_view text);
    TextList addList(const std::vector<std::string> &texts);
    std::string_view text(Text id) const { return m_texts[id]; }
    std::span<const Text> list(TextList list) const { return std::span(m_listed).subspan(list.first, list.count); }

private:
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
    };
    std::vector<std::string> m_texts;
    std::unordered_map<std::string, Text, Hash, std::equal_to<>> m_known;
    std::vector<Text> m_listed;
};

class DependencyGraph {
public:
    std::uint32_t size() const { return static_cast<std::uint32_t>(m_nodes.size()); }
    const std::vector<Node> &nodes() const { return m_nodes; }
    const std::vector<Edge> &edges() const { return m_edges; }
    const Node &node(NodeId id) const { return m_nodes[id]; }
    const Edge &edge(EdgeId id) const { return m_edges[id]; }
    /// Where looking begins: the workspace's members, the units that were asked for. Sorted.
    const std::vector<NodeId> &roots() const { return m_roots; }

    /// The edges that begin at a node: a range of edge numbers, by where they end.
    std::pair<EdgeId, EdgeId> outgoing(NodeId id) const { return {m_firstOut[id], m_firstOut[id + 1]}; }
    /// The edges that end at a node, by where they begin.
    std::span<const EdgeId> incoming(NodeId id) const
    {
        return std::span(m_in).subspan(m_firstIn[id], m_firstIn[id + 1] - m_firstIn[id]);
    }
    std::span<const Request> requests(EdgeId id) const
    {
        return std::span(m_requests).subspan(m_edges[id].firstRequest, m_edges[id].requestCount);
    }

    std::string_view text(Text id) const { return m_pool->text(id); }
    std::vector<std::string> list(TextList list) const;
    std::string_view name(NodeId id) const { return text(m_nodes[id].name); }
    std::string_view version(NodeId id) const { return text(m_nodes[id].version); }
    /// "name@version".
    std::string title(NodeId id) const;
    bool isRoot(NodeId id) const;
    /// True where every request on the edge is optional (false where there is none).
    bool isOptional(EdgeId id) const;

private:
    friend class GraphBuilder;
    std::shared_ptr<const TextPool> m_pool = std::make_shared<TextPool>();
    std::vector<Node> m_nodes;
    std::vector<Edge> m_edges;
    std::vector<Request> m_requests;
    std::vector<NodeId> m_roots;
    std::vector<EdgeId> m_firstOut = {0}; // by node, and one more
    std::vector<EdgeId> m_firstIn = {0};  // into m_in
    std::vector<EdgeId> m_in;
};

/// Takes nodes and edges in any order; edges between the same two nodes become one.
class GraphBuilder {
public:
    GraphBuilder() : m_own(std::make_shared<TextPool>()), m_pool(m_own) {}
    /// For a graph made from another one: its texts are there already, and no text can be added.
    explicit GraphBuilder(const DependencyGraph &base) : m_pool(base.m_pool) {}

    Text text(std::string_view text) { return m_own->add(text); }
    TextList list(const std::vector<std::string> &texts) { return m_own->addList(texts); }

    /// The number is the builder's; the graph's own is what it comes to by order.
    NodeId addNode(const Node &node);
    Node &node(NodeId id) { return m_nodes[id]; }
    std::uint32_t size() const { return static_cast<std::uint32_t>(m_nodes.size()); }
    void addRoot(NodeId id) { m_roots.push_back(id); }
    /// An edge of which no more is known than that it is there.
    void addEdge(NodeId from, NodeId to);
    void addEdge(NodeId from, NodeId to, const Request &request);

    /// `places`, where given, gets the graph's number of each of the builder's nodes.
    DependencyGraph finish(std::vector<NodeId> *places = nullptr);

private:
    struct Asked {
        NodeId from = 0;
        NodeId to = 0;
        bool known = false;
        Request request = {};
    };
    std::vector<NodeId> order() const;
    void addEdges(DependencyGraph &graph, const std::vector<NodeId> &places);

    std::shared_ptr<TextPool> m_own; // null where the texts are another graph's
    std::shared_ptr<const TextPool> m_pool;
    std::vector<Node> m_nodes;
    std::vector<Asked> m_asked;
    std::vector<NodeId> m_roots;
};

/// "workspace", "path", "registry", "git", "std", "missing": the words of the JSON form.
std::string_view sourceName(Source source);
/// "normal", "build", "dev".
std::string_view kindName(Bits edgeKind);

} // namespace crossyard::graph
