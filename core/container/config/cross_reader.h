// SPDX-License-Identifier: MIT OR Apache-2.0
// Reading the tables of a configuration, for cross_config.cpp.
#pragma once

#include "container/config/cross_config.h"
#include "container/config/cross_keys.h"
#include "text/toml.h"

#include <set>

namespace crossyard::container {

/// What reading one file goes by, and where it puts what it finds.
struct ReadContext {
    const fs::path &file;
    Dialect dialect;
    std::vector<Finding> &findings;

    void tell(Finding::Severity severity, std::string id, std::string message, Place place, std::string hint);
    /// A form of a value that the release refuses the whole file for.
    void tellNewForm(std::string_view what, std::string_view oldForm, Place place);
};

/// Reads the document whose top is this table: Cross.toml's root, or Cargo.toml's metadata.cross.
CrossFile readCrossTables(const toml::table &top, std::string table, ReadContext &context);

/// One table of known keys. Values of a wrong type are told, and count as not there.
class TableReader {
public:
    TableReader(const toml::table &table, CrossTable kind, text::TomlPath path, ReadContext &context)
        : m_table(table), m_kind(kind), m_path(std::move(path)), m_context(context)
    {
    }

    struct Item {
        const toml::node *node;
        Place place; // of the key
    };
    /// A key that is there and taken by the dialect.
    std::optional<Item> item(std::string_view key) const;
    text::TomlPath pathOf(std::string_view key) const;
    void wrongType(std::string_view key, std::string_view wanted, const toml::node &node);
    void wrongTypeAt(const text::TomlPath &path, std::string_view wanted, const toml::node &node);
    /// Tells the keys that the dialect does not take, but for those that have been told.
    void tellUntaken(const std::set<std::string> &told = {});

    MaybeWritten<bool> boolean(std::string_view key);
    MaybeWritten<std::string> string(std::string_view key);
    /// The strings of an array, each with its own place.
    MaybeWritten<std::vector<Written<std::string>>> strings(std::string_view key);
    MaybeWritten<std::vector<VariableEntry>> variables(std::string_view key);
    /// Null where there is none.
    const toml::table *table(std::string_view key);

    ReadContext &context() { return m_context; }

private:
    const toml::table &m_table;
    CrossTable m_kind;
    text::TomlPath m_path;
    ReadContext &m_context;
};

} // namespace crossyard::container
