// SPDX-License-Identifier: MIT OR Apache-2.0
// The rules by which an edit of a TOML document becomes changes of its text: which bytes go, and what comes in their
// place. Nothing here looks at whether the outcome means what it should; TomlDocument does, by parsing it again.
#pragma once

#include "base/error.h"
#include "text/toml_layout.h"

namespace crossyard::text {

struct Patch {
    Span span; // what goes; empty where something is only added
    std::string text;
};
using Patches = std::vector<Patch>;

/// A document as it is before the edit.
struct TomlView {
    const std::filesystem::path &file;
    std::string_view text;
    const toml::table &table;
    const TomlLayout &layout;
};

/// Replaces a value, or adds one: as a line behind the last key of its table, as a member of its inline table, or in a
/// new table beside its siblings.
Result<Patches> patchesToSet(const TomlView &view, const TomlPath &path, const TomlValue &value);
/// A header for a table that is not there yet, behind the last of its siblings.
Result<Patches> patchesToAddTable(const TomlView &view, const TomlPath &path);
/// One step of a removal: it is to be repeated while something is left at the path.
Result<Patches> patchesToRemove(const TomlView &view, const TomlPath &path);
Result<Patches> patchesToRename(const TomlView &view, const TomlPath &path, const std::string &name);

/// Puts an element or a member, as text, behind the last one of an array or inline table.
Patches patchesToInsertItem(std::string_view text, const std::string &newline, const LayoutValue &container,
                            const std::string &item);
/// Takes the element or member out, with its comma, its line where it has one of its own, and its comment there.
Patches patchesToRemoveItem(std::string_view text, const LayoutValue &container, std::size_t index);

/// The text with these changes; they may not overlap.
std::string patched(std::string_view text, Patches patches);

/// Where the thing at a path stands, or the nearest table around it.
Place placeOfPath(const TomlView &view, const TomlPath &path);

} // namespace crossyard::text
