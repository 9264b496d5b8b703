// SPDX-License-Identifier: MIT OR Apache-2.0
// A target spec file as text with the place of every key and value, so that problems can point at their cause and mends
// patch only the spans that change: the order of keys, the spacing and everything else stay as the user wrote them.
#pragma once

#include "base/error.h"

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace crossyard::rust {

/// A value in the text, with its key where it is a member of an object. Offsets are bytes; spans are half-open.
struct SpecNode {
    std::string key; // decoded; empty for the root and for array items
    std::size_t keyBegin = 0, keyEnd = 0;
    std::size_t begin = 0, end = 0;
    std::vector<SpecNode> children; // members or items, in order, duplicates included
};

/// The keys (or indexes, in decimal) from the root to a value.
using SpecPath = std::vector<std::string>;
std::string shownPath(const SpecPath &path); // "pre-link-args.gcc"

/// One change to a spec.
struct SpecChange {
    enum class Kind {
        Set,           // give the path this value; a key that is not there is added at the end, and so is the item
                       // whose index is the array's size
        Remove,        // drop the key (with duplicates: every one of them)
        Rename,        // call the last key of the path by another name, `value` (a string)
        RemoveEarlier, // of duplicate keys, keep only the last, which is the one that counted
    };
    Kind kind = Kind::Set;
    SpecPath path;
    nlohmann::ordered_json value = nullptr;
    bool operator==(const SpecChange &) const = default;
};
SpecChange setKey(SpecPath path, nlohmann::ordered_json value);
SpecChange removeKey(SpecPath path);
SpecChange renameKey(SpecPath path, std::string name);
/// In words: "set `os` to "none"".
std::string described(const SpecChange &change);

class SpecDocument {
public:
    /// Errors: Parse, with line and column; a spec must be a JSON object.
    static Result<SpecDocument> parse(std::string text, const std::filesystem::path &file);

    const std::string &text() const { return m_text; }
    const std::filesystem::path &file() const { return m_file; }
    const SpecNode &root() const { return m_root; }
    /// The document's value; of duplicate keys the last counts.
    const nlohmann::ordered_json &value() const { return m_value; }

    /// The value at a path (the last, among duplicates), or nothing.
    const SpecNode *find(const SpecPath &path) const;
    const nlohmann::ordered_json *at(const SpecPath &path) const;
    /// The string under a top-level key, or the fallback where it is not there or no string.
    std::string stringAt(const std::string &key, std::string fallback = {}) const;

    Place placeOf(std::size_t offset) const;
    /// Where a key stands; for a path that is not there, its nearest ancestor that is.
    Place placeOfKey(const SpecPath &path) const;
    Place placeOfValue(const SpecPath &path) const;

    /// The document after a change. The patched text is parsed again and compared with the change made on the value;
    /// a change that would come out otherwise is an error (BadInput) and nothing is changed.
    Result<SpecDocument> with(const SpecChange &change) const;

private:
    std::string m_text;
    std::filesystem::path m_file;
    SpecNode m_root;
    nlohmann::ordered_json m_value;
};

/// JSON on one line with a space after commas and colons, as people write it.
std::string oneLineJson(const nlohmann::ordered_json &value);

} // namespace crossyard::rust
