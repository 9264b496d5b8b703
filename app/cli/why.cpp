// SPDX-License-Identifier: MIT OR Apache-2.0
// crossyard why CRATE, why A B; crossyard duplicates: reasons, with the manifests' lines that give them.
#include "graph_options.h"
#include "target_common.h"
#include "verb.h"

#include "base/strings.h"
#include "graph/groups.h"
#include "graph/paths.h"
#include "graph/structure.h"
#include "graph/writers.h"

#include <algorithm>
#include <format>
#include <nlohmann/json.hpp>

namespace crossyard::cli {

namespace {

using graph::DependencyGraph;
using graph::EdgeId;
using graph::NodeId;
using graph::Request;
using Json = nlohmann::ordered_json;

constexpr std::size_t mostChains = 20;

// "syn@2.0.1"; units that are no library say what they are.
std::string shortName(const DependencyGraph &graph, NodeId id)
{
    const auto kinds = graph.node(id).kinds;
    const bool script = kinds == graph::kind::buildScript || kinds == graph::kind::scriptRun;
    return graph.title(id) +
           (script ? (kinds == graph::kind::scriptRun ? " (run build script)" : " (build script)") : "");
}

// "build dependency, for cfg(unix), optional, enabled by `std`, asks for `derive`".
std::string shownRequest(const DependencyGraph &graph, const Request &request)
{
    std::vector<std::string> parts;
    if (request.kind != graph::edge::normal)
        parts.push_back(std::format("{} dependency", graph::kindName(request.kind)));
    if (request.platform)
        parts.push_back(std::format("for {}", graph.text(request.platform)));
    if (request.optional)
        parts.push_back(request.enabledBy.count
                            ? std::format("optional, enabled by `{}`", join(graph.list(request.enabledBy), "`, `"))
                            : "optional");
    if (request.rename)
        parts.push_back(std::format("as `{}`", graph.text(request.rename)));
    if (request.features.count)
        parts.push_back(std::format("asks for `{}`", join(graph.list(request.features), "`, `")));
    if (!request.defaultFeatures)
        parts.push_back("without default features");
    std::string text = join(parts, ", ");
    if (request.file)
        text += (text.empty() ? "" : "  ") +
                std::format("({})", describe(Place{fromUtf8(graph.text(request.file)), int(request.line), 0}));
    return text;
}

void addChain(std::string &out, const DependencyGraph &graph, const graph::Path &path)
{
    if (path.empty())
        return;
    out += graph::label(graph, graph.edge(path.front()).from) + "\n";
    std::string indent;
    for (const EdgeId id : path) {
        out += std::format("{}└── {}\n", indent, graph::label(graph, graph.edge(id).to));
        indent += "    ";
        for (const auto &request : graph.requests(id)) {
            if (const auto words = shownRequest(graph, request); !words.empty())
                out += std::format("{}  {}\n", indent, words);
        }
    }
}

Json edgeJson(const DependencyGraph &graph, EdgeId id)
{
    Json requests = Json::array();
    for (const auto &request : graph.requests(id))
        requests.push_back(graph::requestJson(graph, request));
    return {{"from", shortName(graph, graph.edge(id).from)},
            {"to", shortName(graph, graph.edge(id).to)},
            {"requests", requests}};
}

Json pathsJson(const DependencyGraph &graph, const graph::Paths &paths)
{
    Json chains = Json::array();
    for (const auto &path : paths.paths) {
        Json chain = Json::array();
        for (const EdgeId id : path)
            chain.push_back(edgeJson(graph, id));
        chains.push_back(std::move(chain));
    }
    return {{"chains", std::move(chains)}, {"cut", paths.cut}};
}

Json reasonsJson(const DependencyGraph &graph, NodeId node, const graph::Paths &chains, const std::vector<NodeId> &lost)
{
    Json object{{"package", shortName(graph, node)}, {"member", graph.isRoot(node)}};
    object.update(pathsJson(graph, chains));
    Json held = Json::array();
    for (const NodeId other : lost) {
        if (other != node)
            held.push_back(shortName(graph, other));
    }
    object["holdsAlone"] = std::move(held);
    return object;
}

// "a@1.0.0, b@2.0.0, ...": of what goes with a package, the first ones.
std::string shownLost(const DependencyGraph &graph, NodeId node, const std::vector<NodeId> &lost)
{
    constexpr std::size_t most = 10;
    std::vector<std::string> names;
    for (const NodeId other : lost) {
        if (other != node && names.size() < most)
            names.push_back(shortName(graph, other));
    }
    return join(names, ", ") + (lost.size() > most + 1 ? ", ..." : "");
}

std::string reasonsText(const DependencyGraph &graph, NodeId node, const graph::Paths &chains,
                        const std::vector<NodeId> &lost)
{
    std::string text;
    if (graph.isRoot(node))
        text += std::format("{} is what the graph begins with\n", graph::label(graph, node));
    for (const auto &chain : chains.paths) {
        text += text.empty() ? "" : "\n";
        addChain(text, graph, chain);
    }
    if (chains.cut)
        text += std::format("\n... more than {} packages ask for it\n", mostChains);
    if (lost.size() > 1)
        text += std::format("\nwithout {}, {} more would go: {}\n", shortName(graph, node), lost.size() - 1,
                            shownLost(graph, node, lost));
    return text;
}

int answerReasons(const DependencyGraph &graph, const std::vector<NodeId> &nodes, bool json)
{
    std::string text;
    for (const NodeId node : nodes) {
        const auto chains = graph::chainsTo(graph, node, mostChains);
        const auto lost = graph::lostWithout(graph, {node}, {});
        if (json)
            print(shownJson(reasonsJson(graph, node, chains, lost)));
        else
            text += (text.empty() ? "" : "\n") + reasonsText(graph, node, chains, lost);
    }
    if (!json)
        print(trim(text));
    return exitDone;
}

int answerPaths(const DependencyGraph &graph, const std::vector<NodeId> &from, const std::vector<NodeId> &to,
                const std::vector<std::string> &names, bool json)
{
    graph::Paths all;
    for (const NodeId a : from) {
        for (const NodeId b : to) {
            auto some = graph::allPaths(graph, a, b, {.paths = mostChains});
            std::ranges::move(some.paths, std::back_inserter(all.paths));
            all.cut |= some.cut;
        }
    }
    if (json) {
        print(shownJson(pathsJson(graph, all)));
        return all.paths.empty() ? exitFailed : exitDone;
    }
    if (all.paths.empty())
        return report(
            Error{ErrorCode::NotFound, std::format("`{}` does not depend on `{}`", names[0], names[1])}.withHint(
                "--target all looks at every platform, --all-features at every feature"));
    std::string text;
    for (const auto &path : all.paths) {
        text += text.empty() ? "" : "\n";
        addChain(text, graph, path);
    }
    if (all.cut)
        text += std::format("\n... there may be more ways; these are {} of them\n", all.paths.size());
    print(trim(text));
    return exitDone;
}

Json duplicateJson(const DependencyGraph &graph, const graph::Duplicate &duplicate)
{
    Json versions = Json::array();
    for (const auto &variant : duplicate.variants) {
        Json asked = Json::array();
        for (const EdgeId id : variant.asked)
            asked.push_back(edgeJson(graph, id));
        versions.push_back({{"version", variant.version}, {"origin", variant.origin}, {"asked", std::move(asked)}});
    }
    return {{"name", duplicate.name}, {"versions", std::move(versions)}};
}

void addVariant(std::string &out, const DependencyGraph &graph, const graph::Duplicate::Variant &variant)
{
    out += std::format("  {}\n", graph::label(graph, variant.nodes.front()));
    for (const EdgeId id : variant.asked) {
        out += std::format("    {}\n", graph::label(graph, graph.edge(id).from));
        for (const auto &request : graph.requests(id))
            out += std::format("      {}\n", shownRequest(graph, request));
    }
}

} // namespace

int runWhy(const QStringList &words)
{
    QCommandLineParser parser;
    addOption(parser, "json", "One JSON object for each package that is meant.");
    addGraphOptions(parser);
    if (const auto status = parseWords(parser, "why [OPTIONS] CRATE [CRATE]",
                                       "Why a package is in the graph: for each package that asks for it the shortest "
                                       "chain from the workspace down "
                                       "to it, with the manifests' lines and the features that ask. With two: every "
                                       "way from the one to the other.",
                                       words))
        return *status;
    const bool json = parser.isSet(QStringLiteral("json"));
    const auto specs = wordsOf(parser);
    if (specs.empty() || specs.size() > 2)
        return report(Error{ErrorCode::Usage, "name one package, or two"}.withHint(
                          "a project that is elsewhere is named with --project"),
                      json);
    const auto graph = readGraph(parser, "");
    if (!graph)
        return report(graph.error(), json);
    std::vector<std::vector<NodeId>> nodes;
    for (const auto &spec : specs) {
        auto found = namedNodes(*graph, {spec});
        if (!found)
            return report(found.error(), json);
        nodes.push_back(std::move(*found));
    }
    return specs.size() == 1 ? answerReasons(*graph, nodes[0], json)
                             : answerPaths(*graph, nodes[0], nodes[1], specs, json);
}

int runDuplicates(const QStringList &words)
{
    QCommandLineParser parser;
    addOption(parser, "json", "A JSON array.");
    addGraphOptions(parser);
    if (const auto status = parseWords(parser, "duplicates [OPTIONS] [DIR|Cargo.lock]",
                                       "Packages that are in with several versions, and who asks for each.", words))
        return *status;
    const bool json = parser.isSet(QStringLiteral("json"));
    const auto places = wordsOf(parser);
    if (places.size() > 1)
        return report(Error{ErrorCode::Usage, std::format("`duplicates` takes one place; `{}` is too much", places[1])},
                      json);
    const auto graph = readGraph(parser, places.empty() ? "" : places[0]);
    if (!graph)
        return report(graph.error(), json);
    const auto found = graph::duplicates(*graph);
    if (json) {
        Json array = Json::array();
        for (const auto &duplicate : found)
            array.push_back(duplicateJson(*graph, duplicate));
        print(shownJson(array));
        return exitDone;
    }
    if (found.empty()) {
        say(std::format("none of {} packages is there twice", graph->size()));
        return exitDone;
    }
    std::string text;
    for (const auto &duplicate : found) {
        text += std::format("{}: {} versions\n", duplicate.name, duplicate.variants.size());
        for (const auto &variant : duplicate.variants)
            addVariant(text, *graph, variant);
    }
    text.pop_back();
    print(text);
    return exitDone;
}

} // namespace crossyard::cli
