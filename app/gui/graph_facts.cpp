// SPDX-License-Identifier: MIT OR Apache-2.0
#include "graph_facts.h"

#include "graph/groups.h"
#include "graph/paths.h"
#include "graph/structure.h"
#include "text.h"

#include <QCoreApplication>

namespace crossyard::gui {

namespace {

using graph::DependencyGraph;
using graph::EdgeId;
using graph::NodeId;
using graph::Request;

QString say(const char *text)
{
    return QCoreApplication::translate("Graph", text);
}

QString listed(const DependencyGraph &graph, graph::TextList list)
{
    return toQt(graph.list(list)).join(QStringLiteral(", "));
}

QString unitWord(graph::Bits kinds)
{
    switch (kinds) {
    case graph::kind::buildScript:
        return say(QT_TRANSLATE_NOOP("Graph", "build script"));
    case graph::kind::scriptRun:
        return say(QT_TRANSLATE_NOOP("Graph", "run of the build script"));
    case graph::kind::procMacro:
        return say(QT_TRANSLATE_NOOP("Graph", "procedural macro"));
    default:
        return {};
    }
}

QString sourceWord(graph::Source source)
{
    switch (source) {
    case graph::Source::Member:
        return say(QT_TRANSLATE_NOOP("Graph", "member of the workspace"));
    case graph::Source::Path:
        return say(QT_TRANSLATE_NOOP("Graph", "a directory"));
    case graph::Source::Registry:
        return say(QT_TRANSLATE_NOOP("Graph", "crates.io or its stand-in"));
    case graph::Source::Git:
        return say(QT_TRANSLATE_NOOP("Graph", "a git repository"));
    case graph::Source::Library:
        return say(QT_TRANSLATE_NOOP("Graph", "the standard library"));
    case graph::Source::Missing:
        return say(QT_TRANSLATE_NOOP("Graph", "no lock file names it"));
    }
    return {};
}

// "syn 2.0.1"; of units that are no library, what they are.
QString titleOf(const DependencyGraph &graph, NodeId id)
{
    QString title = toQt(graph.name(id));
    if (graph.version(id) != "0.0.0")
        title += QLatin1Char(' ') + toQt(graph.version(id));
    const auto kinds = graph.node(id).kinds;
    const bool script = kinds == graph::kind::buildScript || kinds == graph::kind::scriptRun;
    return script ? QStringLiteral("%1 (%2)").arg(title, unitWord(kinds)) : title;
}

QString requestWords(const DependencyGraph &graph, const Request &request)
{
    QStringList words;
    if (request.kind == graph::edge::build)
        words << say(QT_TRANSLATE_NOOP("Graph", "for building"));
    if (request.kind == graph::edge::dev)
        words << say(QT_TRANSLATE_NOOP("Graph", "for development"));
    if (request.platform)
        words << say(QT_TRANSLATE_NOOP("Graph", "for %1")).arg(toQt(graph.text(request.platform)));
    if (request.optional)
        words << (request.enabledBy.count
                      ? say(QT_TRANSLATE_NOOP("Graph", "optional, enabled by %1")).arg(listed(graph, request.enabledBy))
                      : say(QT_TRANSLATE_NOOP("Graph", "optional")));
    if (request.features.count)
        words << say(QT_TRANSLATE_NOOP("Graph", "with %1")).arg(listed(graph, request.features));
    if (!request.defaultFeatures)
        words << say(QT_TRANSLATE_NOOP("Graph", "without default features"));
    return words.join(QStringLiteral(", "));
}

QVariantMap entry(const DependencyGraph &graph, NodeId id)
{
    return {{QStringLiteral("id"), static_cast<int>(id)}, {QStringLiteral("title"), titleOf(graph, id)}};
}

// The end of an edge that the list is about, with the words of the requests and the place of the first.
QVariantMap edgeEntry(const DependencyGraph &graph, EdgeId edge, NodeId end)
{
    auto map = entry(graph, end);
    QStringList words;
    for (const auto &request : graph.requests(edge)) {
        if (const auto text = requestWords(graph, request); !text.isEmpty())
            words << text;
        if (request.line > 0 && !map.contains(QStringLiteral("line"))) {
            map.insert(QStringLiteral("file"), toQt(graph.text(request.file)));
            map.insert(QStringLiteral("line"), static_cast<int>(request.line));
        }
    }
    words.removeDuplicates();
    map.insert(QStringLiteral("words"), words.join(QStringLiteral("; ")));
    return map;
}

void addNeighbours(QVariantMap &facts, const DependencyGraph &graph, NodeId node)
{
    QVariantList askedBy;
    for (const EdgeId edge : graph.incoming(node)) {
        if (askedBy.size() < mostFacts)
            askedBy << edgeEntry(graph, edge, graph.edge(edge).from);
    }
    const auto [first, last] = graph.outgoing(node);
    QVariantList asks;
    for (EdgeId edge = first; edge < last && asks.size() < mostFacts; ++edge)
        asks << edgeEntry(graph, edge, graph.edge(edge).to);
    facts.insert(QStringLiteral("askedBy"), askedBy);
    facts.insert(QStringLiteral("askedByCount"), static_cast<int>(graph.incoming(node).size()));
    facts.insert(QStringLiteral("asks"), asks);
    facts.insert(QStringLiteral("asksCount"), static_cast<int>(last - first));
}

void addReasons(QVariantMap &facts, const DependencyGraph &graph, NodeId node)
{
    QVariantList chain;
    const auto chains = graph::chainsTo(graph, node, 1);
    if (!chains.paths.empty() && !graph.isRoot(node)) {
        const auto &path = chains.paths.front();
        chain << entry(graph, graph.edge(path.front()).from);
        for (const EdgeId edge : path)
            chain << edgeEntry(graph, edge, graph.edge(edge).to);
    }
    facts.insert(QStringLiteral("chain"), chain);
    QVariantList lost;
    const auto gone = graph::lostWithout(graph, {node}, {});
    for (const NodeId other : gone) {
        if (other != node && lost.size() < mostFacts)
            lost << entry(graph, other);
    }
    facts.insert(QStringLiteral("lost"), lost);
    facts.insert(QStringLiteral("lostCount"), std::max(0, static_cast<int>(gone.size()) - 1));
}

void addDuplicates(QVariantMap &facts, const DependencyGraph &graph, NodeId node)
{
    QVariantList others;
    for (const auto &duplicate : graph::duplicates(graph)) {
        if (duplicate.name != graph.name(node))
            continue;
        for (const auto &variant : duplicate.variants) {
            if (!std::ranges::contains(variant.nodes, node))
                others << entry(graph, variant.nodes.front());
        }
    }
    facts.insert(QStringLiteral("others"), others);
}

QString stateOf(graph::State state)
{
    return state == graph::State::Stored    ? stateWord(QStringLiteral("stored"))
           : state == graph::State::ToBuild ? say(QT_TRANSLATE_NOOP("Graph", "to be compiled"))
                                            : QString();
}

} // namespace

QVariantMap nodeFacts(const GraphWhole &whole, NodeId id)
{
    const auto &graph = whole.graph;
    const auto &node = graph.node(id);
    QVariantMap facts = entry(graph, id);
    facts.insert(QStringLiteral("name"), toQt(graph.name(id)));
    facts.insert(QStringLiteral("version"), graph.version(id) == "0.0.0" ? QString() : toQt(graph.version(id)));
    facts.insert(QStringLiteral("root"), graph.isRoot(id));
    facts.insert(QStringLiteral("unit"), unitWord(node.kinds));
    facts.insert(QStringLiteral("source"), sourceWord(node.source));
    facts.insert(QStringLiteral("origin"), toQt(graph.text(node.origin)));
    facts.insert(QStringLiteral("manifest"), toQt(graph.text(node.manifest)));
    facts.insert(QStringLiteral("features"), listed(graph, node.features));
    facts.insert(QStringLiteral("hostFeatures"), listed(graph, node.hostFeatures));
    facts.insert(QStringLiteral("state"), stateOf(node.state));
    facts.insert(QStringLiteral("time"),
                 node.seconds < 0 ? QString() : durationText(static_cast<qint64>(node.seconds * 1000)));
    facts.insert(QStringLiteral("size"),
                 node.bytes < 0 ? QString() : sizeText(static_cast<std::uintmax_t>(node.bytes)));
    addNeighbours(facts, graph, id);
    addReasons(facts, graph, id);
    addDuplicates(facts, graph, id);
    return facts;
}

} // namespace crossyard::gui
