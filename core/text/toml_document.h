// SPDX-License-Identifier: MIT OR Apache-2.0
// A TOML text that is edited in place: comments, order, spacing and line ends stay as their author left them.
//
// An edit is a change of spans. The text is parsed by toml++; a scanner of ours (toml_layout.h) knows where each key,
// value, comma and header stands in bytes; the edit replaces the bytes that it must and no others. Then the new text is
// parsed, and its meaning held against the old meaning with exactly that one change. Where the two are not the same,
// the edit is refused: a wrong rule can cost an edit, but never a file. No writer of TOML documents is in use; those
// know nothing of comments.
//
// Documents are values. Each edit gives a new one; so undo and redo are a list of documents. A copy costs little.
#pragma once

#include "base/error.h"
#include "text/toml_value.h"

#include <functional>
#include <memory>

namespace crossyard::text {

struct TomlView;
struct Patch;

class TomlDocument {
public:
    TomlDocument(); // an empty one, of no file
    /// `file` is only named in errors. Errors: Parse, with the place.
    static Result<TomlDocument> parse(std::string bytes, std::filesystem::path file = {});

    const std::string &bytes() const;
    const std::filesystem::path &file() const;
    const toml::table &table() const;
    /// What stands at a path, or null. The pointer lives as long as some copy of this document.
    const toml::node *find(const TomlPath &path) const;
    /// True for a table that has a header of its own, [a.b], and for the document itself.
    bool hasHeader(const TomlPath &path) const;
    /// Its place, or that of the nearest table around it.
    Place place(const TomlPath &path) const;

    // Each edit gives the new document. Errors: BadInput (a path through what is no table, a table where a value was
    // meant), NotFound, and Unsupported where the outcome would not be what was asked for; each with its place.

    /// Replaces the value, or adds the key: behind the last one of its table, in its inline table, or in a new table
    /// beside its siblings. The index behind the last element of an array adds one.
    Result<TomlDocument> set(const TomlPath &path, const TomlValue &value) const;
    /// Adds a header for an empty table beside its siblings.
    Result<TomlDocument> addTable(const TomlPath &path) const;
    /// Removes a key with its line and the comment on it, a member or an element with its comma, a table with all its
    /// lines. Tables around it that were there only for its sake may go as well.
    Result<TomlDocument> remove(const TomlPath &path) const;
    /// Adds an element at the end; an array that is not there is made.
    Result<TomlDocument> appendToArray(const TomlPath &path, const TomlValue &element) const;
    /// Removes the first element that is equal.
    Result<TomlDocument> removeFromArray(const TomlPath &path, const TomlValue &element) const;
    /// Gives the key another name, everywhere that it is written.
    Result<TomlDocument> renameKey(const TomlPath &path, const std::string &name) const;

    /// The same bytes.
    bool operator==(const TomlDocument &other) const { return bytes() == other.bytes(); }

private:
    struct State;
    explicit TomlDocument(std::shared_ptr<const State> state) : m_state(std::move(state)) {}
    static Result<std::shared_ptr<const State>> stateOf(std::string bytes, std::filesystem::path file);
    TomlView view() const;
    Result<TomlDocument> with(const std::vector<Patch> &patches) const;
    /// `result` if it means what `expected` says.
    Result<TomlDocument> checked(const TomlPath &path, TomlDocument result, const toml::table &expected) const;

    std::shared_ptr<const State> m_state; // never null
};

} // namespace crossyard::text
