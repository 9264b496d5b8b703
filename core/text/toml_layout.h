// SPDX-License-Identifier: MIT OR Apache-2.0
// Where each thing of a TOML text stands, in bytes: what a parser drops, and what an editor of the text needs. It only
// reads texts that toml++ took as valid before; so it says nothing about errors.
#pragma once

#include "text/toml_value.h"

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace crossyard::text {

struct Span {
    std::size_t begin = 0;
    std::size_t end = 0; // one past the last byte
    bool operator==(const Span &) const = default;
};

/// One part of a key: `a` and `"b c"` of `a."b c" = 1`.
struct KeyPart {
    std::string name; // what it means, without quotes and escapes
    Span span;
};

struct LayoutItem;

struct LayoutValue {
    enum class Kind { Scalar, Array, InlineTable };
    Kind kind = Kind::Scalar;
    Span span;
    std::vector<LayoutItem> items; // of an array or an inline table

    LayoutValue();
    LayoutValue(Kind kind, Span span);
    LayoutValue(const LayoutValue &);
    LayoutValue(LayoutValue &&) noexcept;
    LayoutValue &operator=(const LayoutValue &);
    LayoutValue &operator=(LayoutValue &&) noexcept;
    ~LayoutValue();
};

/// `key = value` on lines of its own, or in an inline table; or an element of an array (which has no key).
struct LayoutItem {
    std::vector<KeyPart> key;
    LayoutValue value;
    std::optional<std::size_t> comma; // the one behind it, in an array or an inline table
    Span lines;                       // of `key = value` on lines of its own: from the line's start to behind its end
};

/// A header with what follows it; the first section has none.
struct LayoutSection {
    TomlPath path;            // with the index behind the name of each array of tables
    std::vector<KeyPart> key; // of the header
    bool arrayElement = false;
    Span header; // its whole line
    std::vector<LayoutItem> items;

    /// Behind the last line of it that is not a comment or empty.
    std::size_t end() const { return items.empty() ? header.end : items.back().lines.end; }
};

/// Where a path stands.
struct LayoutPlace {
    const LayoutSection *section = nullptr;
    const LayoutItem *item = nullptr;
    const LayoutValue *container = nullptr; // the array or inline table that holds it; null for one on its own lines
    std::size_t index = 0;                  // in the container, or in the section
};

struct TomlLayout {
    std::size_t begin = 0; // behind a byte order mark
    std::string newline;   // the first line's end; "\n" where there is none
    std::vector<LayoutSection> sections;

    static TomlLayout of(std::string_view text);

    /// The place of a key that has a value, or of an element of an array. Nothing for a table that has headers or
    /// dotted keys.
    std::optional<LayoutPlace> find(const TomlPath &path) const;
    /// The section with this path, if it has a header (or is the first one).
    const LayoutSection *section(const TomlPath &path) const;
};

/// True where the path begins with the other one, or is it.
bool startsWith(const TomlPath &path, const TomlPath &prefix);
/// The path with a key's parts behind it.
TomlPath extended(TomlPath path, const std::vector<KeyPart> &key);

/// The start of the line that a byte is in, and the place behind its end.
std::size_t lineStart(std::string_view text, std::size_t offset);
std::size_t lineEnd(std::string_view text, std::size_t offset);

} // namespace crossyard::text
