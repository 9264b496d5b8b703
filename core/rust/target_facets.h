// SPDX-License-Identifier: MIT OR Apache-2.0
// Picking a target by pointing: facets with counts, words that name targets or chips, and what is left of the list.
#pragma once

#include "rust/chip.h"
#include "rust/target_facts.h"

#include <map>

namespace crossyard::rust {

/// What the user has pointed at.
struct TargetQuery {
    std::string words = {};                            // names of targets, chips, boards, cores
    std::map<Fact, std::set<std::string>> chosen = {}; // by fact: any of these values
    std::optional<bool> prebuilt = {};                 // only those with (or without) a compiled std
    bool operator==(const TargetQuery &) const = default;
};

struct FacetValue {
    std::string value;     // empty: the compiler does not say
    std::size_t count = 0; // of the targets that would be left with this value, and all else as it is
    bool chosen = false;
    bool operator==(const FacetValue &) const = default;
};

struct Facet {
    Fact fact = Fact::Arch;
    std::vector<FacetValue> values; // all that occur, also those that nothing is left of; by number, else by name
    bool operator==(const Facet &) const = default;
};

struct TargetAnswer {
    std::vector<std::size_t> rows; // indices into the list; those that a chip stands for first, else in its order
    std::vector<Facet> facets;
    std::vector<Chip> chips; // that the words name
};

/// The facts that are offered as facets, in the order in which they are shown.
const std::vector<Fact> &facetFacts();

/// Pure and quick: some hundred targets take well under a frame.
TargetAnswer answerQuery(const std::vector<TargetFacts> &all, const std::vector<Chip> &chips, const TargetQuery &query);

} // namespace crossyard::rust
