// SPDX-License-Identifier: MIT OR Apache-2.0
#include "graph/marks.h"
#include "graph/writers.h"

#include <format>

namespace crossyard::graph {

namespace {

std::string inQuotes(std::string_view text)
{
    std::string out = "\"";
    for (const char c : text) {
        if (c == '\n') {
            out += "\\n";
            continue;
        }
        if (c == '"' || c == '\\')
            out += '\\';
        out += c;
    }
    return out + '"';
}

const char *colour(Tone tone)
{
    switch (tone) {
    case Tone::Normal:
        return "black";
    case Tone::NormalAndBuild:
        return "darkgreen";
    case Tone::Build:
        return "green";
    case Tone::Dev:
        return "blue";
    case Tone::BuildOfDev:
        return "turquoise";
    case Tone::DevAndBuildOf:
        return "darkturquoise";
    case Tone::Several:
        return "violet";
    }
    return "black";
}

std::string nodeMarks(const DependencyGraph &graph, NodeId id, const NodeMark &mark)
{
    const Node &node = graph.node(id);
    const std::string name =
        node.kinds & (kind::buildScript | kind::scriptRun) && !(node.kinds & (kind::lib | kind::bin | kind::procMacro))
            ? label(graph, id)
            : std::format("{} {}", graph.name(id), graph.version(id));
    std::string marks = "label=" + inQuotes(name);
    if (node.source == Source::Member)
        marks += ", shape=box";
    if (mark.tone != Tone::Normal)
        marks += std::format(", color={}", colour(mark.tone));
    std::string style;
    if (mark.optional)
        style = "dashed";
    if (mark.platforms)
        style += style.empty() ? "filled" : ",filled";
    if (!style.empty())
        marks += std::format(", style=\"{}\"", style);
    if (mark.platforms)
        marks += ", fillcolor=lightgrey";
    return marks;
}

std::string edgeMarks(const EdgeMark &mark)
{
    std::string marks;
    const auto add = [&](const std::string &text) { marks += (marks.empty() ? "" : ", ") + text; };
    if (mark.tone != Tone::Normal)
        add(std::format("color={}", colour(mark.tone)));
    if (mark.optional)
        add("style=dotted");
    else if (mark.ofOptional)
        add("style=dashed");
    if (mark.platforms)
        add("arrowhead=empty");
    return marks.empty() ? "" : " [" + marks + "]";
}

} // namespace

std::string toDot(const DependencyGraph &graph)
{
    const Marks marks = marksOf(graph);
    std::string out = "digraph {\n";
    for (NodeId i = 0; i < graph.size(); ++i)
        out += std::format("    {} [{}]\n", i, nodeMarks(graph, i, marks.nodes[i]));
    for (EdgeId i = 0; i < graph.edges().size(); ++i)
        out += std::format("    {} -> {}{}\n", graph.edge(i).from, graph.edge(i).to, edgeMarks(marks.edges[i]));
    return out + "}\n";
}

} // namespace crossyard::graph
