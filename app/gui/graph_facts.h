// SPDX-License-Identifier: MIT OR Apache-2.0
// Everything about one node of a graph, as the side panel shows it. The answers are core's.
#pragma once

#include "graph_source.h"

#include <QVariantMap>

namespace crossyard::gui {

/// Lists have at most `mostFacts` entries; their whole number stands beside them.
///
///   id, name, version, root (the graph begins with it), unit (what it is, of a unit), source (word), origin, manifest,
///   features, hostFeatures, state, time, size, noStd askedBy, askedByCount: [{id, title, words, file, line}], who asks
///   and with which words of its manifest asks, asksCount: the same of what it asks for chain: [{id, title, words,
///   file, line}], from a member down to it others: [{id, title}], of the same name; lost, lostCount: [{id, title}],
///   what would go with it
QVariantMap nodeFacts(const GraphWhole &whole, graph::NodeId node);
inline constexpr int mostFacts = 200;

} // namespace crossyard::gui
