// SPDX-License-Identifier: MIT OR Apache-2.0
// A target spec as a form: every key that the selected compiler knows, with its kind, its choices, what the spec and
// the spec it came from say, and what it is for.
#pragma once

#include "rust/target_spec_schema.h"

namespace crossyard::rust {

struct SpecField {
    enum class Kind {
        Flag,   // true or false
        Number, // a whole number
        Word,   // one of `words`
        Text,   // any string
        List,   // strings
        Words,  // several of `words`
        Table,  // an object, whose members are fields of their own; `words` are those that could be added
        Json,   // anything else, and values of another type than the key has
    };
    SpecPath path;
    Kind kind = Kind::Json;
    std::string group; // as specHelp() has it; "Other" for keys that it does not know
    std::string help;
    std::vector<std::string> words;
    bool required = false;
    bool known = true;                           // to this compiler
    std::optional<nlohmann::ordered_json> value; // what the spec says
    std::optional<nlohmann::ordered_json> base;  // what the spec that it came from says
    bool differs() const { return value != base; }
    bool operator==(const SpecField &) const = default;
};
std::string_view kindName(SpecField::Kind kind); // "flag", "number", ...

/// The kind of a key or member, by the schema; by our help where the compiler has none.
SpecField::Kind kindOf(const SpecSchema &schema, const SpecPath &path);

/// In the order of specHelp(), unknown keys first; the members of an object follow it. `base` may be null.
std::vector<SpecField> specFields(const SpecSchema &schema, const nlohmann::ordered_json &spec,
                                  const nlohmann::ordered_json *base);

/// True where each word stands somewhere in its path, help or value; the words in lower case.
bool matchesSearch(const SpecField &field, const std::vector<std::string> &words);

/// A value as a field shows it: a string as it is, anything else as JSON on one line.
std::string shownValue(const nlohmann::ordered_json &value);

} // namespace crossyard::rust
