// SPDX-License-Identifier: MIT OR Apache-2.0
// The picture as a file: boxes where the layout puts them, edges as curves through its bends.
#include "graph/layout.h"
#include "graph/marks.h"
#include "graph/writers.h"

#include <algorithm>
#include <format>

namespace crossyard::graph {

namespace {

// Pixels. The letters are of one width, so that a box is as wide as its text needs wherever it is looked at.
constexpr double letter = 7.25;
constexpr double padding = 10;
constexpr double boxHeight = 26;
constexpr double margin = 24;
// A name of 64 KiB would be a picture of half a kilometre.
constexpr std::size_t longestName = 60;

bool beginsLetter(char c)
{
    return (static_cast<unsigned char>(c) & 0xc0) != 0x80;
}

std::string shownName(const DependencyGraph &graph, NodeId id)
{
    auto name = markedName(graph, id);
    std::size_t letters = 0;
    for (std::size_t i = 0; i < name.size(); ++i) {
        if (beginsLetter(name[i]) && ++letters > longestName)
            return name.substr(0, i) + "...";
    }
    return name;
}

std::string escaped(std::string_view text)
{
    std::string out;
    for (const char c : text) {
        switch (c) {
        case '&':
            out += "&amp;";
            break;
        case '<':
            out += "&lt;";
            break;
        case '>':
            out += "&gt;";
            break;
        case '"':
            out += "&quot;";
            break;
        default:
            out += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
        }
    }
    return out;
}

// In SVG green is what DOT calls it, but too light a colour for text and lines on white.
std::string_view inkOf(Way way)
{
    switch (way) {
    case Way::Normal:
        return "#24292f";
    case Way::NormalAndBuild:
        return "#1b5e20";
    case Way::Build:
        return "#2e9e3f";
    case Way::Dev:
        return "#1f5fd0";
    case Way::BuildOfDev:
        return "#0097a7";
    case Way::DevAndBuildOfDev:
        return "#00707a";
    case Way::BuildAndDev:
        return "#8e3fb0";
    }
    return "#24292f";
}

// Through the middles between the bends, with the bends as handles: it touches each straight piece, and turns softly.
std::string curve(const std::vector<LayoutPoint> &points)
{
    std::string path = std::format("M{:.1f} {:.1f}", points.front().x, points.front().y);
    for (std::size_t i = 1; i + 1 < points.size(); ++i) {
        const bool last = i + 2 == points.size();
        const LayoutPoint end =
            last ? points[i + 1]
                 : LayoutPoint{(points[i].x + points[i + 1].x) / 2, (points[i].y + points[i + 1].y) / 2};
        path += std::format("Q{:.1f} {:.1f} {:.1f} {:.1f}", points[i].x, points[i].y, end.x, end.y);
    }
    if (points.size() == 2)
        path += std::format("L{:.1f} {:.1f}", points[1].x, points[1].y);
    return path;
}

std::string edgeElement(const EdgeMark &mark, const LayoutRoute &route)
{
    const char *dashes = mark.optional          ? " stroke-dasharray=\"2 3\""
                         : mark.throughOptional ? " stroke-dasharray=\"6 4\""
                                                : "";
    return std::format("<path d=\"{}\" stroke=\"{}\"{} marker-end=\"url(#{})\"/>\n", curve(route.points),
                       inkOf(mark.way), dashes, mark.somePlatforms ? "open" : "full");
}

std::string nodeElement(const DependencyGraph &graph, NodeId id, const NodeMark &mark, const LayoutBox &box)
{
    return std::format(
        "<g><title>{}</title><rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\" rx=\"{}\" "
        "fill=\"{}\" stroke=\"{}\"{}{}/><text x=\"{:.1f}\" y=\"{:.1f}\" fill=\"{}\">{}</text></g>\n",
        escaped(label(graph, id)), box.left(), box.top(), box.width, box.height, mark.member ? 0 : 13,
        mark.somePlatforms ? "#e4e7eb" : "#ffffff", inkOf(mark.way), mark.member ? " stroke-width=\"2\"" : "",
        mark.throughOptional ? " stroke-dasharray=\"6 4\"" : "", box.centre.x, box.centre.y + 4, inkOf(mark.way),
        escaped(shownName(graph, id)));
}

} // namespace

Result<std::string> toSvg(const DependencyGraph &graph, const CancelToken &cancel)
{
    LayoutInput input;
    input.options.cancel = cancel;
    input.nodes.reserve(graph.size());
    for (NodeId id = 0; id < graph.size(); ++id) {
        const auto letters = static_cast<double>(std::ranges::count_if(shownName(graph, id), beginsLetter));
        input.nodes.push_back({static_cast<float>(letters * letter + 2 * padding), static_cast<float>(boxHeight)});
    }
    for (const Edge &one : graph.edges())
        input.edges.push_back({one.from, one.to});
    CY_TRY(const auto layout, layOut(input));
    const auto marks = marksOf(graph);
    const auto &bounds = layout.bounds;
    std::string out = std::format(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0:.0f}\" height=\"{1:.0f}\" viewBox=\"{2:.1f} {3:.1f} "
        "{0:.1f} "
        "{1:.1f}\" font-family=\"DejaVu Sans Mono, Menlo, Consolas, monospace\" font-size=\"12\" "
        "text-anchor=\"middle\">\n"
        "<defs><marker id=\"full\" viewBox=\"0 0 8 8\" refX=\"8\" refY=\"4\" markerWidth=\"7\" markerHeight=\"7\" "
        "orient=\"auto\"><path d=\"M0 0L8 4L0 8z\" fill=\"#57606a\"/></marker><marker id=\"open\" viewBox=\"0 0 8 8\" "
        "refX=\"8\" refY=\"4\" markerWidth=\"7\" markerHeight=\"7\" orient=\"auto\"><path d=\"M0 0L8 4L0 8z\" "
        "fill=\"#ffffff\" stroke=\"#57606a\"/></marker></defs>\n"
        "<rect x=\"{2:.1f}\" y=\"{3:.1f}\" width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n<g fill=\"none\">\n",
        bounds.width + 2 * margin, bounds.height + 2 * margin, bounds.left() - margin, bounds.top() - margin);
    for (EdgeId id = 0; id < graph.edges().size(); ++id) {
        if (layout.edges[id].points.size() > 1)
            out += edgeElement(marks.edges[id], layout.edges[id]);
    }
    out += "</g>\n";
    for (NodeId id = 0; id < graph.size(); ++id)
        out += nodeElement(graph, id, marks.nodes[id], layout.nodes[id]);
    return out + "</svg>\n";
}

} // namespace crossyard::graph
