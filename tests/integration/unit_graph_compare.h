// SPDX-License-Identifier: MIT OR Apache-2.0
// Two unit graphs in cargo's form, held against each other unit by unit.
#pragma once

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace crossyard::test {

/// A line for everything that one of the graphs has alone: units, features, profile and target keys, edges; where these
/// agree, for units and edges in another order.
std::vector<std::string> unitGraphDifferences(const nlohmann::json &ours, const nlohmann::json &cargos);

} // namespace crossyard::test
