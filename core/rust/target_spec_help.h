// SPDX-License-Identifier: MIT OR Apache-2.0
// What each key of a target spec is for, in our own words, in groups as a form shows them. From
// resources/spec_help.json.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace crossyard::rust {

struct SpecHelp {
    std::string key;   // "os"; of a member: "metadata.std"
    std::string group; // its title: "Linking"
    std::string type;  // "string", "integer", "boolean", "array", "object": for compilers without a schema
    std::string text;  // one or two sentences
    std::vector<std::string> members; // the keys that an object may have, where the schema does not list them
    bool operator==(const SpecHelp &) const = default;
};

/// All of them, in the order of the form.
const std::vector<SpecHelp> &specHelp();
/// The one of a key, or nothing.
const SpecHelp *helpFor(std::string_view key);

} // namespace crossyard::rust
