// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rust/target_facets.h"

#include "base/strings.h"

#include <algorithm>
#include <charconv>

namespace crossyard::rust {

namespace {

std::optional<int> numberIn(const std::string &text)
{
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

bool lessValue(const FacetValue &a, const FacetValue &b)
{
    const auto left = numberIn(a.value);
    const auto right = numberIn(b.value);
    if (left && right)
        return *left < *right;
    return a.value < b.value;
}

bool passes(const TargetFacts &facts, const TargetQuery &query, std::optional<Fact> butFor = {})
{
    for (const auto &[fact, values] : query.chosen) {
        if (fact != butFor && !values.empty() && !values.contains(facts[fact]))
            return false;
    }
    return !query.prebuilt || *query.prebuilt == facts.prebuilt;
}

} // namespace

const std::vector<Fact> &facetFacts()
{
    static const std::vector<Fact> facts{Fact::Arch,  Fact::Os,      Fact::Abi,   Fact::PointerWidth, Fact::Endian,
                                         Fact::Float, Fact::Atomics, Fact::Panic, Fact::Tier,         Fact::Std};
    return facts;
}

TargetAnswer answerQuery(const std::vector<TargetFacts> &all, const std::vector<Chip> &chips, const TargetQuery &query)
{
    TargetAnswer answer;
    const bool searching = !trim(query.words).empty();
    if (searching)
        answer.chips = searchChips(chips, query.words).matches;
    std::vector<std::size_t> found; // by the words alone
    for (const auto &chip : answer.chips) {
        const auto it = std::ranges::find(all, chip.target, [](const TargetFacts &f) { return f[Fact::Name]; });
        const auto index = static_cast<std::size_t>(it - all.begin());
        if (it != all.end() && !std::ranges::contains(found, index))
            found.push_back(index);
    }
    for (std::size_t i = 0; i < all.size(); ++i) {
        if ((!searching || matchesSearch(all[i], query.words)) && !std::ranges::contains(found, i))
            found.push_back(i);
    }
    for (const auto index : found) {
        if (passes(all[index], query))
            answer.rows.push_back(index);
    }
    for (const Fact fact : facetFacts()) {
        std::map<std::string, std::size_t> counts;
        for (const auto &facts : all)
            counts[facts[fact]];
        for (const auto index : found) {
            if (passes(all[index], query, fact))
                ++counts[all[index][fact]];
        }
        Facet facet{fact, {}};
        const auto chosen = query.chosen.find(fact);
        for (const auto &[value, count] : counts)
            facet.values.push_back({value, count, chosen != query.chosen.end() && chosen->second.contains(value)});
        std::ranges::sort(facet.values, lessValue);
        answer.facets.push_back(std::move(facet));
    }
    return answer;
}

} // namespace crossyard::rust
