// SPDX-License-Identifier: MIT OR Apache-2.0
#include "graph/what_if.h"

#include "base/strings.h"

#include <algorithm>
#include <format>
#include <iterator>
#include <map>
#include <set>
#include <tuple>

namespace crossyard::graph {

namespace {

using cargo::Manifest;

// What tells a package in two graphs of one project.
auto identity(const DependencyGraph &graph, NodeId id)
{
    const Node &node = graph.node(id);
    return std::tuple(graph.name(id), graph.version(id), node.source, graph.text(node.origin),
                      graph.text(node.manifest));
}
using Identity = decltype(identity(std::declval<const DependencyGraph &>(), NodeId()));

std::map<Identity, NodeId> byIdentity(const DependencyGraph &graph)
{
    std::map<Identity, NodeId> nodes;
    for (NodeId i = 0; i < graph.size(); ++i)
        nodes.emplace(identity(graph, i), i);
    return nodes;
}

std::set<std::string> featuresOf(const DependencyGraph &graph, NodeId id)
{
    const auto target = graph.list(graph.node(id).features);
    const auto host = graph.list(graph.node(id).hostFeatures);
    std::set<std::string> all(target.begin(), target.end());
    all.insert(host.begin(), host.end());
    return all;
}

} // namespace

Error noSuchFeature(const Manifest &manifest, const std::string &feature)
{
    std::vector<std::string> names;
    for (const auto &[name, values] : manifest.features)
        names.push_back(name);
    const auto guess = closest(feature, names);
    return Error{ErrorCode::BadInput, std::format("package `{}` has no feature `{}`", manifest.name, feature)}
        .withPlace({manifest.file, 0, 0})
        .withHint(guess           ? std::format("did you mean `{}`?", *guess)
                  : names.empty() ? "it has no features"
                                  : "its features are: " + join(names, ", "));
}

std::set<std::string> featuresLeadingTo(const Manifest &manifest, const std::string &feature)
{
    std::set<std::string> leading{feature};
    for (bool grown = true; grown;) {
        grown = false;
        for (const auto &[name, values] : manifest.features) {
            if (!leading.contains(name) &&
                std::ranges::any_of(values, [&](const std::string &value) { return leading.contains(value); }))
                grown = leading.insert(name).second;
        }
    }
    return leading;
}

WhatIf heldAgainst(DependencyGraph graph, DependencyGraph other)
{
    WhatIf out;
    out.before = std::move(graph);
    out.after = std::move(other);
    const auto before = byIdentity(out.before);
    const auto after = byIdentity(out.after);
    for (const auto &[key, node] : after) {
        if (!before.contains(key))
            out.come.push_back(node);
    }
    for (const auto &[key, node] : before) {
        const auto it = after.find(key);
        if (it == after.end()) {
            out.go.push_back(node);
            continue;
        }
        const auto had = featuresOf(out.before, node);
        const auto has = featuresOf(out.after, it->second);
        FeatureChange change{out.before.title(node), {}, {}};
        std::ranges::set_difference(has, had, std::back_inserter(change.come));
        std::ranges::set_difference(had, has, std::back_inserter(change.go));
        if (!change.come.empty() || !change.go.empty())
            out.features.push_back(std::move(change));
    }
    std::ranges::sort(out.come);
    std::ranges::sort(out.go);
    return out;
}

bool featureIsOn(const DependencyGraph &graph, const Manifest &manifest, const std::string &feature)
{
    const auto file = toUtf8(manifest.file);
    for (NodeId i = 0; i < graph.size(); ++i) {
        if (graph.text(graph.node(i).manifest) == file)
            return featuresOf(graph, i).contains(feature);
    }
    return false;
}

std::string shownChange(const FeatureChange &change)
{
    std::vector<std::string> words;
    for (const auto &feature : change.come)
        words.push_back("+" + feature);
    for (const auto &feature : change.go)
        words.push_back("-" + feature);
    return change.package + ": " + join(words, ", ");
}

std::vector<std::string> featureWords(const Manifest &member, const std::string &feature, bool on)
{
    std::vector<std::string> words{"build", "--package", member.name};
    if (on) {
        words.insert(words.end(), {"--features", feature});
        return words;
    }
    words.emplace_back("--no-default-features");
    const auto kept =
        member.features.contains("default") ? withoutFeature(member, {"default"}, feature) : std::vector<std::string>{};
    if (!kept.empty())
        words.insert(words.end(), {"--features", join(kept, ",")});
    return words;
}

std::vector<std::string> withoutFeature(const Manifest &manifest, const std::vector<std::string> &asked,
                                        const std::string &feature)
{
    const auto leading = featuresLeadingTo(manifest, feature);
    std::vector<std::string> kept;
    std::set<std::string> seen;
    std::vector<std::string> waiting(asked.rbegin(), asked.rend());
    while (!waiting.empty()) {
        const std::string value = std::move(waiting.back());
        waiting.pop_back();
        if (value == feature || !seen.insert(value).second)
            continue;
        const auto it = leading.contains(value) ? manifest.features.find(value) : manifest.features.end();
        if (it == manifest.features.end())
            kept.push_back(value);
        else
            waiting.insert(waiting.end(), it->second.rbegin(), it->second.rend());
    }
    return kept;
}

Result<WhatIf> whatIf(const Project &project, const ProjectRequest &request, cargo::PackageIndex package,
                      const std::string &feature, bool on)
{
    const Manifest &manifest = project.packages->at(package).manifest;
    ProjectRequest changed = request;
    const auto member = std::ranges::find(changed.members, package, &cargo::FeatureRequest::package);
    if (member == changed.members.end())
        return fail(ErrorCode::BadInput, std::format("package `{}` is no member of the workspace", manifest.name));
    if (!manifest.features.contains(feature))
        return fail(noSuchFeature(manifest, feature));
    if (on) {
        member->features.push_back(feature);
    } else {
        auto asked = member->features;
        if (member->defaultFeatures && manifest.features.contains("default"))
            asked.push_back("default");
        member->defaultFeatures = false;
        member->features = withoutFeature(manifest, asked, feature);
    }
    CY_TRY(DependencyGraph before, readProject(project, request));
    CY_TRY(DependencyGraph after, readProject(project, changed));
    WhatIf out = heldAgainst(std::move(before), std::move(after));
    out.wasOn = featureIsOn(out.before, manifest, feature);
    out.isOn = featureIsOn(out.after, manifest, feature);
    return out;
}

} // namespace crossyard::graph
