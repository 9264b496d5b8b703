// SPDX-License-Identifier: MIT OR Apache-2.0
// From what someone types to a chip. Tried in this order, the first that finds anything answers: a name or alias as a
// whole; a part number, by the longest prefix; the name that begins like it; all words somewhere in the names; a
// board's words with the chip's short name in them ("nucleo f401" is an STM32F401).
#include "rust/chip.h"

#include "base/strings.h"

#include <algorithm>

namespace crossyard::rust {

namespace {

bool counts(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' || static_cast<unsigned char>(c) >= 0x80;
}

// Lower case, and nothing but letters, digits and the plus that tells a Cortex-M0+ from a Cortex-M0.
std::string plain(std::string_view text)
{
    std::string result;
    for (const char c : toLower(text))
        if (counts(c))
            result += c;
    return result;
}

std::vector<std::string> wordsOf(std::string_view text)
{
    std::string spaced;
    for (const char c : toLower(text))
        spaced += counts(c) ? c : ' ';
    return splitWhitespace(spaced);
}

std::vector<std::string> namesOf(const Chip &chip)
{
    std::vector<std::string> names{chip.name};
    names.insert(names.end(), chip.aliases.begin(), chip.aliases.end());
    return names;
}

std::vector<Chip> exact(const std::vector<Chip> &chips, const std::string &wanted)
{
    std::vector<Chip> found;
    for (const auto &chip : chips)
        if (std::ranges::any_of(namesOf(chip), [&](const auto &name) { return plain(name) == wanted; }))
            found.push_back(chip);
    return found;
}

// Part numbers: everything that a chip's order code can go on with does not matter.
std::vector<Chip> byPartNumber(const std::vector<Chip> &chips, const std::string &wanted, std::size_t longerThan = 0)
{
    const Chip *best = nullptr;
    std::size_t length = longerThan;
    for (const auto &chip : chips) {
        auto prefixes = chip.prefixes;
        if (chip.kind == Chip::Kind::Chip) {
            const auto names = namesOf(chip);
            prefixes.insert(prefixes.end(), names.begin(), names.end());
        }
        for (const auto &prefix : prefixes)
            if (const auto start = plain(prefix); start.size() > length && wanted.starts_with(start)) {
                best = &chip;
                length = start.size();
            }
    }
    return best ? std::vector{*best} : std::vector<Chip>{};
}

std::vector<Chip> byBeginning(const std::vector<Chip> &chips, const std::string &wanted)
{
    std::vector<Chip> found;
    for (const auto &chip : chips)
        if (std::ranges::any_of(namesOf(chip), [&](const auto &name) { return plain(name).starts_with(wanted); }))
            found.push_back(chip);
    return found;
}

std::vector<Chip> byWords(const std::vector<Chip> &chips, const std::vector<std::string> &words)
{
    std::vector<Chip> found;
    for (const auto &chip : chips) {
        std::vector<std::string> own = wordsOf(chip.core);
        for (const auto &name : namesOf(chip)) {
            const auto parts = wordsOf(name);
            own.insert(own.end(), parts.begin(), parts.end());
            own.push_back(plain(name));
        }
        if (std::ranges::all_of(words, [&](const std::string &word) {
                return std::ranges::any_of(own, [&](const std::string &part) { return part.starts_with(word); });
            }))
            found.push_back(chip);
    }
    return found;
}

std::vector<Chip> byChipOnBoard(const std::vector<Chip> &chips, const std::vector<std::string> &words)
{
    for (const auto &word : words)
        for (const std::string start : {"", "stm32", "nrf", "at", "esp32"})
            if (word.size() >= 3 && start.size() + word.size() >= 6)
                if (auto found = byPartNumber(chips, start + word, start.size()); !found.empty())
                    return found;
    return {};
}

// The fewest edits that turn one word into the other, for names that closest() would call too far.
std::vector<std::string> lookingLike(const std::vector<Chip> &chips, const std::string &wanted)
{
    std::vector<std::pair<std::size_t, std::string>> ranked;
    for (const auto &chip : chips)
        for (const auto &name : namesOf(chip)) {
            const auto own = plain(name);
            std::size_t same = 0;
            while (same < own.size() && same < wanted.size() && own[same] == wanted[same])
                ++same;
            // Half of the name must be right from the start on for it to be worth a mention.
            if (same >= 3 && same * 2 >= wanted.size())
                ranked.emplace_back(own.size() + wanted.size() - 2 * same, name);
        }
    std::ranges::stable_sort(ranked, {}, &std::pair<std::size_t, std::string>::first);
    std::vector<std::string> names;
    for (auto &[distance, name] : ranked)
        names.push_back(std::move(name));
    return names;
}

} // namespace

ChipAnswer searchChips(const std::vector<Chip> &chips, std::string_view words)
{
    ChipAnswer answer;
    const auto wanted = plain(words);
    const auto parts = wordsOf(words);
    if (wanted.empty())
        return answer;
    answer.matches = exact(chips, wanted);
    if (answer.matches.empty())
        answer.matches = byPartNumber(chips, wanted);
    if (answer.matches.empty() && wanted.size() >= 3)
        answer.matches = byBeginning(chips, wanted);
    if (answer.matches.empty() && wanted.size() >= 3)
        answer.matches = byWords(chips, parts);
    if (answer.matches.empty() && parts.size() > 1)
        answer.matches = byChipOnBoard(chips, parts);
    if (!answer.matches.empty())
        return answer;
    std::vector<std::string> names, plainNames;
    for (const auto &chip : chips)
        for (const auto &name : namesOf(chip)) {
            names.push_back(name);
            plainNames.push_back(plain(name));
        }
    if (const auto near = closest(wanted, plainNames))
        answer.suggestions.push_back(
            names[static_cast<std::size_t>(std::ranges::find(plainNames, *near) - plainNames.begin())]);
    for (auto &name : lookingLike(chips, wanted))
        if (answer.suggestions.size() < 5 && std::ranges::find(answer.suggestions, name) == answer.suggestions.end())
            answer.suggestions.push_back(std::move(name));
    return answer;
}

} // namespace crossyard::rust
