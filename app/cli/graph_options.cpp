// SPDX-License-Identifier: MIT OR Apache-2.0
#include "graph_options.h"

#include "base/strings.h"
#include "cargo/config_tables.h"
#include "graph/feature_edit.h"
#include "graph/project.h"
#include "graph/readers.h"
#include "rust/target.h"
#include "sysroot/sysroot_plan.h"
#include "sysroot_options.h"

#include <algorithm>
#include <format>

namespace crossyard::cli {

namespace {

using graph::DependencyGraph;
using graph::Filter;

Result<graph::Bits> edgeKinds(const QCommandLineParser &parser)
{
    const auto words = wordList(parser, "edges");
    if (words.empty())
        return graph::edge::all;
    graph::Bits kinds = 0;
    for (const auto &word : words) {
        if (word == "normal")
            kinds |= graph::edge::normal;
        else if (word == "build")
            kinds |= graph::edge::build;
        else if (word == "dev")
            kinds |= graph::edge::dev;
        else
            return fail(Error{ErrorCode::Usage, std::format("--edges {}: there is no such kind", word)}.withHint(
                "the kinds are normal, build and dev, with commas between them"));
    }
    return kinds;
}

Result<Filter> filterOf(const QCommandLineParser &parser)
{
    Filter filter;
    CY_TRY(filter.kinds, edgeKinds(parser));
    filter.optional = !parser.isSet(QStringLiteral("no-optional"));
    filter.feature = option(parser, "with-feature").value_or("");
    if (parser.isSet(QStringLiteral("needs-std")))
        filter.noStd = false;
    return filter;
}

// --target, else the one of build.target, as `cargo tree` has it; nothing: the host.
Result<std::optional<std::string>> targetWord(const QCommandLineParser &parser, const fs::path &project)
{
    const auto given = options(parser, "target");
    if (given.size() > 1)
        return fail(ErrorCode::Usage, "several targets: a graph is of one, or of `all`");
    if (!given.empty())
        return given.front();
    CY_TRY(const auto config, cargo::Config::load({.directory = project, .environment = wholeEnvironment()}));
    CY_TRY(const auto build, cargo::buildConfig(config));
    if (build.targets.size() != 1 || build.targets.front() == "host-tuple")
        return std::nullopt;
    return build.targets.front();
}

// For `all` there is no target.
Result<void> choosePlatforms(const QCommandLineParser &parser, const fs::path &project, graph::ProjectRequest &request)
{
    CY_TRY(const auto word, targetWord(parser, project));
    if (word == "all")
        return {};
    auto toolchain =
        rust::selectToolchain({.asked = option(parser, "toolchain"), .project = project}, terminalCancel());
    if (!toolchain) {
        if (toolchain.error().code == ErrorCode::NotFound && !word)
            toolchain.error().hint = "--target all needs no compiler: it shows what is for any platform";
        return fail(std::move(toolchain.error()));
    }
    const auto &compiler = toolchain->compiler;
    CY_TRY(const auto hostLines, rust::hostCfg(compiler, terminalCancel()));
    request.host = {compiler.host, cargo::CfgSet::fromLines(hostLines)};
    request.target = request.host;
    if (!word)
        return {};
    CY_TRY(const auto target, rust::findTarget(compiler, *word, fs::current_path()));
    CY_TRY(const auto lines, rust::targetCfg(compiler, target, {}, terminalCancel()));
    request.target = cargo::PlatformFacts{target.name, cargo::CfgSet::fromLines(lines)};
    return {};
}

void sayWhatIsMissing(const DependencyGraph &graph)
{
    std::size_t unread = 0;
    std::size_t missing = 0;
    for (const auto &node : graph.nodes()) {
        unread += node.manifest == 0 && node.source != graph::Source::Missing;
        missing += node.source == graph::Source::Missing;
    }
    if (unread > 0)
        say(std::format("note: the sources of {} of {} packages are not on disk: what they depend on is taken from "
                        "Cargo.lock, for all platforms and features (`cargo fetch` gets them)",
                        unread, graph.size()));
    if (missing > 0)
        say(std::format("note: {} packages are in no Cargo.lock (`cargo generate-lockfile` writes one)", missing));
}

// An option that would do nothing is an error.
Result<void> refuse(const QCommandLineParser &parser, const std::vector<const char *> &names, const char *why,
                    const char *hint)
{
    for (const char *name : names) {
        if (parser.isSet(QString::fromLatin1(name)))
            return fail(Error{ErrorCode::Usage, std::format("--{} {}", name, why)}.withHint(hint));
    }
    return {};
}

Result<void> refuseForProjects(const QCommandLineParser &parser)
{
    return refuse(parser, {"crates", "std-features", "xargo", "profile", "panic", "rust-src", "config", "jobs"},
                  "is for the graph of a sysroot", "say --of sysroot");
}

// Only a lock file: there is nothing to choose from in it.
Result<DependencyGraph> readLockAlone(const QCommandLineParser &parser, const fs::path &file)
{
    CY_CHECK(refuse(parser,
                    {"features", "all-features", "no-default-features", "target", "toolchain", "edges", "no-optional",
                     "with-feature", "needs-std", "vendor"},
                    "asks for more than a lock file alone tells", "name the project's directory"));
    CY_TRY(const auto lock, cargo::readLockfile(file));
    return graph::readLock(lock);
}

struct OpenedProject {
    std::vector<fs::path> dirs;
    graph::Project project;
    graph::ProjectRequest request;
    Filter filter;
};

Result<OpenedProject> openProjectGraph(const QCommandLineParser &parser, const fs::path &manifest)
{
    OpenedProject opened;
    for (const auto &dir : options(parser, "vendor"))
        opened.dirs.push_back(absolutePath(fromUtf8(dir)));
    CY_TRY(const auto usual, graph::usualCrateDirs(manifest.parent_path()));
    opened.dirs.insert(opened.dirs.end(), usual.begin(), usual.end());
    CY_TRY(opened.project, graph::openProject(manifest, opened.dirs));
    CY_TRY(opened.request.members, graph::memberFeatures(opened.project, wordList(parser, "features"),
                                                         !parser.isSet(QStringLiteral("no-default-features")),
                                                         parser.isSet(QStringLiteral("all-features"))));
    CY_CHECK(choosePlatforms(parser, manifest.parent_path(), opened.request));
    CY_TRY(opened.filter, filterOf(parser));
    opened.request.development = opened.filter.kinds & graph::edge::dev;
    opened.request.findNoStd = opened.filter.noStd.has_value();
    return opened;
}

Result<DependencyGraph> readProjectGraph(const QCommandLineParser &parser, const fs::path &manifest)
{
    CY_TRY(const auto opened, openProjectGraph(parser, manifest));
    CY_TRY(auto whole, graph::readProject(opened.project, opened.request));
    sayWhatIsMissing(whole);
    return graph::filtered(whole, opened.filter).graph;
}

Result<DependencyGraph> readSysrootGraph(const QCommandLineParser &parser)
{
    CY_CHECK(refuse(parser, {"features", "all-features", "no-default-features", "no-optional", "needs-std"},
                    "is for the graph of a project",
                    "what a sysroot is made of is chosen with --crates and --std-features, or in Xargo.toml"));
    CY_TRY(const auto requests, sysrootRequests(parser));
    if (requests.size() > 1)
        return fail(Error{ErrorCode::Usage, "several targets: a graph is of one"}.withHint("choose one with --target"));
    CY_TRY(auto plan, sysroot::planSysroot(requests.front(), storeDirectory(), terminalCancel()));
    sysroot::planUnits(plan, storeDirectory());
    CY_TRY(const Filter filter, filterOf(parser));
    return graph::filtered(graph::readUnits(plan.graph->units, &plan.execution), filter).graph;
}

Result<fs::path> manifestOrLock(const fs::path &place)
{
    const fs::path path = absolutePath(place);
    std::error_code ignored;
    if (fs::is_regular_file(path, ignored)) {
        const auto name = toUtf8(path.filename());
        if (name.ends_with(".lock") || name == "Cargo.toml")
            return path;
        return fail(ErrorCode::Usage, std::format("{} is neither a Cargo.toml nor a Cargo.lock", toUtf8(place)));
    }
    if (!fs::is_directory(path, ignored))
        return fail(ErrorCode::NotFound, std::format("{} is not there", toUtf8(place)));
    for (fs::path dir = path;; dir = dir.parent_path()) {
        if (fs::exists(dir / "Cargo.toml", ignored))
            return dir / "Cargo.toml";
        if (dir == path && fs::exists(dir / "Cargo.lock", ignored))
            return dir / "Cargo.lock";
        if (dir == dir.parent_path())
            break;
    }
    return fail(Error{ErrorCode::NotFound, std::format("there is no Cargo.toml in {} or above", toUtf8(path))}.withHint(
        "name the project's directory, or a Cargo.lock"));
}

// Where a member asks for it; of several places the one that has what is to be switched off, else the first.
Result<WhatIfAnswer> switchedDependency(const OpenedProject &opened, graph::NodeId node, const DependencyGraph &whole,
                                        const std::string &feature, bool on)
{
    const fs::path package = fromUtf8(std::string(whole.text(whole.node(node).manifest)));
    CY_TRY(const auto sites, graph::dependencySites(opened.project, package));
    if (package.empty() || sites.empty())
        return fail(Error{ErrorCode::NotFound, std::format("no member of the workspace asks for `{}`, or its source is "
                                                           "not on disk",
                                                           whole.title(node))}
                        .withHint("features are switched where a member has them, or asks a dependency for them"));
    const auto holds = [&](const graph::DependencySite &site) {
        return std::ranges::contains(site.entry.features, feature) || (feature == "default" && site.defaultFeatures);
    };
    const auto site = std::ranges::find_if(sites, [&](const auto &s) { return holds(s) != on; });
    const auto index = site == sites.end() ? 0 : site - sites.begin();
    if (sites.size() > 1)
        say(std::format("note: switched where {} asks for it", sites[static_cast<std::size_t>(index)].title));
    CY_TRY(auto edit, graph::switchFeature(opened.project, opened.dirs, opened.request,
                                           {package, static_cast<std::size_t>(index), feature, on}));
    return WhatIfAnswer{std::move(edit.whatIf), std::move(edit.askers)};
}

} // namespace

Result<WhatIfAnswer> readWhatIf(const QCommandLineParser &parser, const std::string &place, const std::string &word)
{
    const auto slash = word.find('/');
    if (slash == std::string::npos || slash < 2 || slash + 1 == word.size() || (word[0] != '+' && word[0] != '-'))
        return fail(Error{ErrorCode::Usage, std::format("--what-if {}: not a feature to be switched", word)}.withHint(
            "say --what-if=+NAME/FEATURE or --what-if=-NAME/FEATURE"));
    if (option(parser, "of").value_or("project") != "project")
        return fail(ErrorCode::Usage, "--what-if is for the graph of a project");
    CY_CHECK(refuseForProjects(parser));
    CY_CHECK(refuse(parser, {"no-optional", "with-feature", "needs-std"}, "is not for --what-if",
                    "--what-if holds whole graphs against each other"));
    const auto named = !place.empty() ? std::optional(place) : option(parser, "manifest-path");
    CY_TRY(const fs::path file, manifestOrLock(fromUtf8(named.value_or(option(parser, "project").value_or(".")))));
    if (toUtf8(file).ends_with(".lock"))
        return fail(Error{ErrorCode::Usage, "a lock file alone does not tell what features cost"}.withHint(
            "name the project's directory"));
    CY_TRY(const auto opened, openProjectGraph(parser, file));
    const auto name = word.substr(1, slash - 1);
    const auto feature = word.substr(slash + 1);
    const bool on = word[0] == '+';
    for (const auto member : opened.project.members) {
        if (opened.project.packages->at(member).manifest.name != name)
            continue;
        CY_TRY(auto whatIf, graph::whatIf(opened.project, opened.request, member, feature, on));
        return WhatIfAnswer{std::move(whatIf), {}};
    }
    CY_TRY(const auto whole, graph::readProject(opened.project, opened.request));
    CY_TRY(const auto found, graph::findNodes(whole, name));
    if (found.size() > 1) {
        std::vector<std::string> titles;
        for (const auto node : found)
            titles.push_back(whole.title(node));
        return fail(Error{ErrorCode::BadInput, std::format("several packages are `{}`", name)}.withHint(
            "say which: " + join(titles, ", ")));
    }
    return switchedDependency(opened, found.front(), whole, feature, on);
}

void addGraphOptions(QCommandLineParser &parser)
{
    addOption(parser, "of", "project, or sysroot: the units of the standard library's crates. Default: project.",
              "WHAT");
    addOption(parser, "edges", "Kinds of dependencies, of normal, build and dev. Default: all.", "LIST");
    addOption(parser, "features", "Features of the workspace's packages; may be repeated.", "LIST");
    addOption(parser, "all-features", "All features of the workspace's packages.");
    addOption(parser, "no-default-features", "Without their default features.");
    addOption(parser, "no-optional", "Without what only optional dependencies ask for.");
    addOption(parser, "with-feature", "Only packages with this feature enabled, and the ways to them.", "F");
    addOption(parser, "needs-std", "Only packages that do not say no_std, and the ways to them.");
    addSysrootOptions(parser);
}

Result<DependencyGraph> readGraph(const QCommandLineParser &parser, const std::string &place)
{
    const auto of = option(parser, "of").value_or("project");
    if (of == "sysroot") {
        if (!place.empty())
            return fail(Error{ErrorCode::Usage, std::format("--of sysroot takes no place (`{}`)", place)}.withHint(
                "name the project's directory with --project"));
        return readSysrootGraph(parser);
    }
    if (of != "project")
        return fail(Error{ErrorCode::Usage, std::format("--of {}: there is no such graph", of)}.withHint(
            "the graphs are: project, sysroot"));
    const auto named = !place.empty() ? std::optional(place) : option(parser, "manifest-path");
    CY_CHECK(refuseForProjects(parser));
    CY_TRY(const fs::path file, manifestOrLock(fromUtf8(named.value_or(option(parser, "project").value_or(".")))));
    return toUtf8(file).ends_with(".lock") ? readLockAlone(parser, file) : readProjectGraph(parser, file);
}

Result<std::vector<graph::NodeId>> namedNodes(const DependencyGraph &graph, const std::vector<std::string> &specs)
{
    std::vector<graph::NodeId> nodes;
    for (const auto &spec : specs) {
        CY_TRY(const auto found, graph::findNodes(graph, spec));
        nodes.insert(nodes.end(), found.begin(), found.end());
    }
    std::ranges::sort(nodes);
    nodes.erase(std::ranges::unique(nodes).begin(), nodes.end());
    return nodes;
}

} // namespace crossyard::cli
