// SPDX-License-Identifier: MIT OR Apache-2.0
// Cores, families, chips and boards, and the target that each is compiled for. The list is resources/chips.json, which
// the program carries inside it.
//
// The form of that file: {"form": 1, "entries": [ENTRY, ...]}, where an ENTRY is an object with
//   kind      "core", "family", "chip" or "board"
//   name      as its maker writes it: "STM32F411", "micro:bit". No two entries have the same name or alias, where
//             letters' case and everything but letters, digits and "+" do not count
//   aliases   other names of it (may be left out)
//   core      the processor core: "Cortex-M4F", "RV32IMAC"
//   target    the built-in target of rustc
//   why       one line: what about the core decides the target
//   notes     what else one must know: a flag, a tool (may be left out)
//   also      other targets that fit: [{"target": ..., "why": ...}] (may be left out)
//   prefixes  how the part numbers begin that belong to it: ["STM32F4"]; of several the longest decides. A chip's own
//             name is one by itself (may be left out)
#pragma once

#include "base/error.h"

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

namespace crossyard::rust {

struct ChipTarget {
    std::string target;
    std::string why;
    bool operator==(const ChipTarget &) const = default;
};

struct Chip {
    enum class Kind { Core, Family, Chip, Board };
    Kind kind = Kind::Chip;
    std::string name;
    std::vector<std::string> aliases;
    std::string core;
    std::string target;
    std::string why;
    std::string notes;
    std::vector<ChipTarget> also;
    std::vector<std::string> prefixes;
    bool operator==(const Chip &) const = default;
};
std::string_view kindName(Chip::Kind kind); // "core", "family", "chip", "board"

/// Reads a list in the form above. Errors: Parse, BadInput, with the entry that is wrong.
Result<std::vector<Chip>> parseChips(std::string_view text, const std::filesystem::path &file);
/// The list that the program carries; read once.
const std::vector<Chip> &knownChips();

struct ChipAnswer {
    std::vector<Chip> matches;            // best first; several where the words fit several equally well
    std::vector<std::string> suggestions; // where nothing matches: names that look like it, the closest first
};
/// Finds what the words mean: a name ("pico", "micro:bit", "cortex-m33"), a part number of a known family
/// ("STM32F411CEU6"), or words of a name ("nucleo f401").
ChipAnswer searchChips(const std::vector<Chip> &chips, std::string_view words);

nlohmann::ordered_json toJson(const Chip &chip);

} // namespace crossyard::rust
