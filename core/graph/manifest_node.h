// SPDX-License-Identifier: MIT OR Apache-2.0
// What manifests give to a graph: the node of a package, the request of one of its dependencies.
#pragma once

#include "cargo/package_graph.h"
#include "graph/dependency_graph.h"

namespace crossyard::graph {

/// Name, version, manifest, source and the kinds of its targets.
Node packageNode(GraphBuilder &builder, const cargo::Package &package);
/// All but `sides` and `enabledBy`.
Request manifestRequest(GraphBuilder &builder, const cargo::Manifest &of, const cargo::Dependency &dependency);

/// Whether the library says `#![no_std]`, with or without a condition; looks at the beginning of its source. Unknown
/// where there is no library, or it cannot be read. Procedural macros need std.
Known librarySaysNoStd(const cargo::Manifest &manifest);

} // namespace crossyard::graph
