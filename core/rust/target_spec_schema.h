// SPDX-License-Identifier: MIT OR Apache-2.0
// What a spec may say, in the words of the selected compiler: the JSON schema that it prints or ships, or else the list
// of keys in its own complaint about an unknown one. Compilers that only warn about unknown keys have neither.
#pragma once

#include "rust/target.h"
#include "rust/target_spec.h"

#include <map>

namespace crossyard::rust {

struct SpecSchema {
    std::vector<std::string> keys;     // allowed at the top level; empty: the compiler does not say
    std::vector<std::string> required; // must be there; empty likewise
    nlohmann::ordered_json json;       // the whole schema, or null
    bool tells() const { return !keys.empty(); }
    bool allows(std::string_view key) const;
};
/// Remembered. Errors: Io, Cancelled; a compiler that has no schema is not an error.
Result<SpecSchema> specSchema(const Compiler &compiler, const CancelToken &cancel = {});

/// A value that the schema does not allow.
struct SchemaMismatch {
    SpecPath path;
    bool unknownKey = false;          // the key (not its value) is the trouble; `allowed` are the known ones
    std::string wanted;               // "an integer", "one of unwind, abort"
    std::vector<std::string> allowed; // the words that it may be, where it is one of a few
    std::vector<std::string> types;   // "integer", "string", "array" ...: the JSON types that would do
};
/// Everything in the spec that the schema does not allow, but for unknown top-level keys.
std::vector<SchemaMismatch> mismatches(const SpecSchema &schema, const nlohmann::ordered_json &spec);
/// The words that a key may be set to, where it is one of a few (for a link-args key: the flavors).
std::vector<std::string> allowedWords(const SpecSchema &schema, const std::string &key);

/// What the schema says of one key, member or item: references followed, alternatives joined.
struct SpecRule {
    std::vector<std::string> types; // without "null"
    std::vector<std::string> words; // where it is one of a few
    /// Of an object: what each member may be, and what members with other names may be.
    std::map<std::string, std::vector<const nlohmann::ordered_json *>> members;
    const nlohmann::ordered_json *others = nullptr;
    const nlohmann::ordered_json *items = nullptr; // of an array
};
/// Valid as long as the schema. Nothing where it does not know the path, or the compiler has no schema.
std::optional<SpecRule> ruleOf(const SpecSchema &schema, const SpecPath &path);

/// "a string", "an integer", "true or false", "an array", "an object", "null".
std::string jsonTypeName(const nlohmann::ordered_json &value);

} // namespace crossyard::rust
