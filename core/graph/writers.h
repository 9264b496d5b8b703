// SPDX-License-Identifier: MIT OR Apache-2.0
// Graphs as text: a tree, DOT for Graphviz, and JSON. The same graph gives the same bytes.
#pragma once

#include "base/cancel.h"
#include "graph/dependency_graph.h"
#include "graph/select.h"
#include "graph/structure.h"
#include "graph/what_if.h"

#include <nlohmann/json_fwd.hpp>

namespace crossyard::graph {

struct TreeOptions {
    std::vector<NodeId> starts = {}; // what stands at the left; empty: the graph's roots
    bool inverted = false;           // who depends on it, in the place of what it depends on
    bool features = false;           // with the features of each package
    std::uint32_t depth = noLimit;   // 0: the starts alone
    /// A chain of 100,000 packages would be gigabytes of indentation: there the tree ends, and says so.
    std::size_t mostBytes = 64 * 1024 * 1024;
};

/// A tree as `cargo tree` shows it: what stands there a second time has (*) and is not unfolded again; build and
/// development dependencies stand under their headings. Each line ends with a line feed.
std::string toTree(const DependencyGraph &graph, const TreeOptions &options = {});

/// For Graphviz, with the marks that cargo-depgraph made known: members are boxes; black is a normal dependency, green
/// one for building, blue one for development, and what is both has a colour of its own, seen from the members; dotted
/// is optional, dashed what is there through something optional only; grey is for some platforms only.
std::string toDot(const DependencyGraph &graph);

/// A picture with the same marks, laid out by layOut(): who depends on it stands above. Errors: Cancelled.
Result<std::string> toSvg(const DependencyGraph &graph, const CancelToken &cancel = {});

/// One object, a node or edge a line:
///
///   {"version": 1, "roots": [ID...], "nodes": [...], "edges": [...]}
///
/// node: "id" (its place in the list), "name", "version", "source" (workspace, path, registry, git, std, missing),
///   and where they are known "origin" (the URL in Cargo.lock), "manifest" (path), "kinds" (lib, proc-macro, bin,
///   build-script, build-script-run), "features" (for the target), "hostFeatures" (for the host), "noStd" (true,
///   false), "state" (stored, to-build), "seconds", "bytes".
/// edge: "from" and "to" (ids), "requests": what the manifest of `from` says, each with "kind" (normal, build, dev),
///   and where it says so "platform" (the key of [target.KEY]), "optional" (true), "enabledBy" (features), "rename",
///   "features", "defaultFeatures" (false), "for" (target, host: the sides of `from`), "file", "line". No requests: a
///   lock file alone knows of the edge.
///
/// Nodes are sorted by name, version and source, edges by from and to. Fields may be added within a version.
std::string toJson(const DependencyGraph &graph);
/// One of the "requests" in it.
nlohmann::ordered_json requestJson(const DependencyGraph &graph, const Request &request);

/// What a feature switched brings and takes, and which features of other packages change with it: several lines.
/// `askers`: who keeps a feature on that was switched off.
std::string toText(const WhatIf &whatIf, const std::vector<std::string> &askers = {});
/// The same as one object: "version" (1), "wasOn", "isOn", "come" and "go" (lists of {"name", "version", "source"}),
/// "features" (lists of {"package", "come", "go"}), "askers".
std::string toJson(const WhatIf &whatIf, const std::vector<std::string> &askers = {});

/// The longest way by the nodes' own times, what is compiled first standing first: several lines.
std::string criticalText(const DependencyGraph &graph);
/// The same as one object: "version" (1), "seconds", "unknown" (how many of its nodes have no known time), "nodes" (a
/// list of {"name", "version", "title", "seconds"}, the last one where it is known).
std::string criticalJson(const DependencyGraph &graph);

/// How trees and messages name a node: "syn v2.0.1", "app v0.1.0 (/home/me/app)", "core v0.0.0 (build script)".
std::string label(const DependencyGraph &graph, NodeId id);

} // namespace crossyard::graph
