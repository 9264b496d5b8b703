// SPDX-License-Identifier: MIT OR Apache-2.0
#include "integration/graph_oracle.h"

#include "base/strings.h"
#include "graph/writers.h"
#include "rust/target.h"

#include <algorithm>
#include <format>
#include <nlohmann/json.hpp>

namespace crossyard::graph {

namespace {

using Json = nlohmann::json;
using Lines = std::set<std::string>;

std::string run(const Cargo &cargo, const OracleCase &project, std::vector<std::string> words)
{
    for (const auto &feature : project.features)
        words.insert(words.end(), {"--features", feature});
    if (!project.defaultFeatures)
        words.push_back("--no-default-features");
    if (project.allFeatures)
        words.push_back("--all-features");
    auto environment = project.environment;
    environment["RUSTC"] = toUtf8(cargo.rustc);
    const auto finished = process::run(
        {.program = cargo.cargo, .arguments = words, .directory = project.directory, .environment = environment});
    EXPECT_OK(finished);
    if (!finished)
        return {};
    EXPECT_EQ(finished->exitCode, 0) << finished->errors;
    return finished->output;
}

DependencyGraph ours(const Cargo &cargo, const OracleCase &oracle, const std::optional<std::string> &target)
{
    const auto project = openProject(oracle.directory / "Cargo.toml", oracle.crateDirs);
    EXPECT_OK(project);
    if (!project)
        return {};
    const auto members = memberFeatures(*project, oracle.features, oracle.defaultFeatures, oracle.allFeatures);
    EXPECT_OK(members);
    ProjectRequest request{.members = members.value_or(std::vector<cargo::FeatureRequest>()), .asMetadata = !target};
    if (target) {
        const auto compiler = rust::probeCompiler(cargo.rustc);
        EXPECT_OK(compiler);
        const auto host = rust::hostCfg(*compiler);
        EXPECT_OK(host);
        request.host = {compiler->host, cargo::CfgSet::fromLines(*host)};
        request.target = request.host;
        if (!target->empty()) {
            const auto lines = rust::targetCfg(*compiler, *rust::findTarget(*compiler, *target, oracle.directory));
            EXPECT_OK(lines);
            request.target = cargo::PlatformFacts{*target, cargo::CfgSet::fromLines(*lines)};
        }
    }
    const auto graph = readProject(*project, request);
    EXPECT_OK(graph);
    return graph.value_or(DependencyGraph());
}

void expectSame(const Lines &mine, const Lines &theirs)
{
    std::string differences;
    for (const auto &line : theirs)
        differences += mine.contains(line) ? "" : "cargo alone: " + line + "\n";
    for (const auto &line : mine)
        differences += theirs.contains(line) ? "" : "ours alone: " + line + "\n";
    EXPECT_EQ(differences, "");
}

Lines metadataLines(const Json &json)
{
    std::map<std::string, std::string> names;
    for (const auto &package : json["packages"]) {
        const auto id = package["id"].get<std::string>();
        names[id] = std::format("{}@{}", package["name"].get<std::string>(), package["version"].get<std::string>());
    }
    Lines lines;
    for (const auto &node : json["resolve"]["nodes"]) {
        const auto from = names.at(node["id"].get<std::string>());
        auto features = node["features"].get<std::vector<std::string>>();
        std::ranges::sort(features);
        lines.insert(std::format("{} [{}]", from, join(features, ",")));
        for (const auto &dependency : node["deps"]) {
            for (const auto &kind : dependency["dep_kinds"])
                lines.insert(std::format("{} -> {} {} {}", from, names.at(dependency["pkg"].get<std::string>()),
                                         kind["kind"].is_null() ? "normal" : kind["kind"].get<std::string>(),
                                         kind["target"].is_null() ? "" : kind["target"].get<std::string>()));
        }
    }
    return lines;
}

Lines metadataLines(const DependencyGraph &graph)
{
    Lines lines;
    for (NodeId i = 0; i < graph.size(); ++i) {
        const Node &node = graph.node(i);
        // One set a package: what is there for one side only is the same for the other.
        lines.insert(std::format("{} [{}]", graph.title(i),
                                 join(graph.list(node.sides & side::target ? node.features : node.hostFeatures), ",")));
    }
    for (EdgeId i = 0; i < graph.edges().size(); ++i) {
        for (const auto &request : graph.requests(i))
            lines.insert(std::format("{} -> {} {} {}", graph.title(graph.edge(i).from), graph.title(graph.edge(i).to),
                                     kindName(request.kind), graph.text(request.platform)));
    }
    return lines;
}

// The lines of `cargo tree --prefix depth --format |{p}|{f}|`: each package as "package|features", and edges between
// them. What is there a second time is marked, and its edges stand where it was first.
Lines treeLines(const std::string &text)
{
    Lines lines;
    std::vector<std::string> above;
    for (const auto &line : split(text, '\n')) {
        const auto parts = split(line, '|');
        if (parts.size() < 4)
            continue;
        const auto depth = static_cast<std::size_t>(std::stoul(parts[0]));
        const std::string name = parts[1] + "|" + parts[2];
        lines.insert(name);
        above.resize(depth);
        if (depth > 0)
            lines.insert(above.back() + " -> " + name);
        above.push_back(name);
    }
    return lines;
}

Lines treeLines(const DependencyGraph &graph)
{
    const auto name = [&](NodeId id, Bits of) {
        const Node &node = graph.node(id);
        return label(graph, id) + "|" + join(graph.list(of == side::host ? node.hostFeatures : node.features), ",");
    };
    Lines lines;
    for (NodeId i = 0; i < graph.size(); ++i) {
        for (const Bits of : {side::target, side::host}) {
            if (graph.node(i).sides & of)
                lines.insert(name(i, of));
        }
    }
    for (EdgeId i = 0; i < graph.edges().size(); ++i) {
        const NodeId to = graph.edge(i).to;
        for (const auto &request : graph.requests(i)) {
            for (const Bits of : {side::target, side::host}) {
                const bool host =
                    of == side::host || request.kind == edge::build || graph.node(to).kinds & kind::procMacro;
                if (request.sides & of)
                    lines.insert(name(graph.edge(i).from, of) + " -> " + name(to, host ? side::host : side::target));
            }
        }
    }
    return lines;
}

} // namespace

const std::vector<Cargo> &allCargos()
{
    static const std::vector<Cargo> cargos = [] {
        std::vector<Cargo> found;
        const test::TempDir store;
        const auto listed = test::crossyardRun({"toolchains", "--json"}, store.path());
        const auto json = Json::parse(listed.output, nullptr, false);
        for (const auto &one : json.value("toolchains", Json::array())) {
            if (one["broken"].is_null() && one["cargo"].is_object())
                found.push_back(
                    {fromUtf8(one["cargo"]["path"].get<std::string>()), fromUtf8(one["rustc"].get<std::string>())});
        }
        EXPECT_FALSE(found.empty()) << listed.output;
        return found;
    }();
    return cargos;
}

void expectSameAsMetadata(const Cargo &cargo, const OracleCase &project)
{
    SCOPED_TRACE(toUtf8(cargo.cargo) + " metadata");
    const auto text = run(cargo, project, {"metadata", "--offline", "--format-version", "1"});
    const auto json = Json::parse(text, nullptr, false);
    ASSERT_TRUE(json.is_object());
    expectSame(metadataLines(ours(cargo, project, std::nullopt)), metadataLines(json));
}

void expectSameAsTree(const Cargo &cargo, const OracleCase &project, const std::string &target)
{
    SCOPED_TRACE(toUtf8(cargo.cargo) + " tree " + target);
    const std::vector<std::string> words{"tree", "--workspace", "--offline"};
    auto listing = words;
    // Where no target is named, cargo takes the nodes of a package for the two sides as one wherever they have the same
    // features, and then knows the edges of one of them only.
    const auto compiler = rust::probeCompiler(cargo.rustc);
    ASSERT_OK(compiler);
    listing.insert(listing.end(), {"--target", target.empty() ? compiler->host : target, "--prefix", "depth",
                                   "--format", "|{p}|{f}|"});
    const auto graph = ours(cargo, project, target);
    expectSame(treeLines(graph), treeLines(run(cargo, project, listing)));
    const bool oneEach = std::ranges::all_of(graph.nodes(), [&](const Node &node) {
        return node.sides != side::both || graph.list(node.features) == graph.list(node.hostFeatures);
    });
    if (oneEach && target.empty()) {
        EXPECT_EQ(toTree(graph), run(cargo, project, words));
    }
}

} // namespace crossyard::graph
