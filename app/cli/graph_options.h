// SPDX-License-Identifier: MIT OR Apache-2.0
// The words that say which graph is meant, shared by `graph`, `why` and `duplicates`.
#pragma once

#include "common.h"
#include "graph/select.h"
#include "graph/what_if.h"

namespace crossyard::cli {

/// --of, --project, --features and their like, --target, --edges, --vendor, and those that choose a sysroot.
void addGraphOptions(QCommandLineParser &parser);

/// The graph that the options and a place (a directory, a Cargo.toml or a Cargo.lock; empty: --project, or the current
/// directory) mean, filtered as they say. Says on standard error what the graph lacks. Errors: Usage, NotFound, and
/// those of reading.
Result<graph::DependencyGraph> readGraph(const QCommandLineParser &parser, const std::string &place);

/// What becomes of a project with `+NAME/FEATURE`, or with `-NAME/FEATURE`: of a member's own feature, or of one that a
/// member asks a dependency for.
struct WhatIfAnswer {
    graph::WhatIf whatIf;
    std::vector<std::string> askers; // who keeps it on
};
/// Errors: Usage (no such form, a lock file alone, a sysroot), NotFound (no member, and no direct dependency of one),
/// those of graph::whatIf() and graph::switchFeature().
Result<WhatIfAnswer> readWhatIf(const QCommandLineParser &parser, const std::string &place, const std::string &word);

/// The nodes of several specifications. Errors: NotFound.
Result<std::vector<graph::NodeId>> namedNodes(const graph::DependencyGraph &graph,
                                              const std::vector<std::string> &specs);

} // namespace crossyard::cli
