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

std::string marksOfNode(const DependencyGraph &graph, NodeId id, const NodeMark &mark)
{
    std::string text = "label=" + inQuotes(markedName(graph, id));
    if (mark.member)
        text += ", shape=box";
    if (mark.way != Way::Normal)
        text += std::format(", color={}", colourOf(mark.way));
    std::string style = mark.throughOptional ? "dashed" : "";
    if (mark.somePlatforms)
        style += style.empty() ? "filled" : ",filled";
    if (!style.empty())
        text += std::format(", style=\"{}\"", style);
    return mark.somePlatforms ? text + ", fillcolor=lightgrey" : text;
}

std::string marksOfEdge(const EdgeMark &mark)
{
    std::string text;
    const auto add = [&](const std::string &one) { text += (text.empty() ? "" : ", ") + one; };
    if (mark.way != Way::Normal)
        add(std::format("color={}", colourOf(mark.way)));
    if (mark.optional)
        add("style=dotted");
    else if (mark.throughOptional)
        add("style=dashed");
    if (mark.somePlatforms)
        add("arrowhead=empty");
    return text.empty() ? "" : " [" + text + "]";
}

} // namespace

std::string toDot(const DependencyGraph &graph)
{
    const auto marks = marksOf(graph);
    std::string out = "digraph {\n";
    for (NodeId id = 0; id < graph.size(); ++id)
        out += std::format("    {} [{}]\n", id, marksOfNode(graph, id, marks.nodes[id]));
    for (EdgeId id = 0; id < graph.edges().size(); ++id)
        out += std::format("    {} -> {}{}\n", graph.edge(id).from, graph.edge(id).to, marksOfEdge(marks.edges[id]));
    return out + "}\n";
}

} // namespace crossyard::graph
