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

// The package's features that turn this one on, itself among them.
std::set<std::string> leadingTo(const Manifest &manifest, const std::string &feature)
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

void compare(WhatIf &out)
{
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
}

bool isOn(const DependencyGraph &graph, const Manifest &manifest, const std::string &feature)
{
    const auto file = toUtf8(manifest.file);
    for (NodeId i = 0; i < graph.size(); ++i) {
        if (graph.text(graph.node(i).manifest) == file)
            return featuresOf(graph, i).contains(feature);
    }
    return false;
}

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

} // namespace

std::vector<std::string> withoutFeature(const Manifest &manifest, const std::vector<std::string> &asked,
                                        const std::string &feature)
{
    const auto leading = leadingTo(manifest, feature);
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
    WhatIf out;
    CY_TRY(out.before, readProject(project, request));
    CY_TRY(out.after, readProject(project, changed));
    out.wasOn = isOn(out.before, manifest, feature);
    out.isOn = isOn(out.after, manifest, feature);
    compare(out);
    return out;
}

} // namespace crossyard::graph
