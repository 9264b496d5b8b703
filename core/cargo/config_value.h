// SPDX-License-Identifier: MIT OR Apache-2.0
// A value of cargo's configuration together with where it was defined, and the rules by which values from several
// places become one.
#pragma once

#include "base/error.h"
#include "base/paths.h"

#include <cstdint>
#include <map>
#include <string>
#include <toml++/toml.hpp>
#include <variant>
#include <vector>

namespace crossyard::cargo {

/// Where a configuration value was written.
struct Definition {
    /// In rising priority. An argument can be a value (`--config build.jobs=2`) or the path of a file.
    enum class Kind { BuiltIn, File, Environment, Argument };

    Kind kind = Kind::BuiltIn;
    /// The file with the value's position, for a File, and for an Argument that named a file.
    Place place = {};
    /// The name of the variable of an Environment, the text of an Argument.
    std::string text = {};

    bool fromFile() const { return !place.file.empty(); }
    /// "/p/.cargo/config.toml:3:1", "the environment variable `CARGO_BUILD_JOBS`", "`--config build.jobs=2`".
    std::string describe() const;
    /// What relative paths are relative to: the directory above the one that holds the file; else the working
    /// directory.
    fs::path root(const fs::path &workingDirectory) const;

    bool operator==(const Definition &) const = default;
};

/// A key, part by part: {"target", "thumbv7m-none-eabi", "linker"}. Parts may hold any character.
using ConfigKey = std::vector<std::string>;

/// The parts between the dots. Cargo makes keys from target names this way too, so that a name with a dot in it
/// (thumbv8m.main-none-eabi) is looked up as two parts, and is written without quotes in the files.
ConfigKey dottedKey(std::string_view text);
/// As it would be written in TOML: parts that are no bare keys in quotes.
std::string toString(const ConfigKey &key);
/// The environment variable that sets the key: CARGO_TARGET_THUMBV7M_NONE_EABI_LINKER.
std::string environmentName(const ConfigKey &key);

struct ConfigValue {
    using List = std::vector<ConfigValue>;
    using Table = std::map<std::string, ConfigValue>;

    std::variant<bool, std::int64_t, std::string, List, Table> value;
    Definition definition;

    const bool *boolean() const { return std::get_if<bool>(&value); }
    const std::int64_t *integer() const { return std::get_if<std::int64_t>(&value); }
    const std::string *string() const { return std::get_if<std::string>(&value); }
    const List *list() const { return std::get_if<List>(&value); }
    const Table *table() const { return std::get_if<Table>(&value); }
    /// "a string", "a table" ...
    std::string_view typeName() const;

    bool operator==(const ConfigValue &) const = default;
};

/// Takes a TOML document over. `definition` says where it comes from; lines are added where it names a file.
/// Errors: BadInput for the types that cargo does not take: numbers with a fraction, dates and times.
Result<ConfigValue> fromToml(const toml::node &node, const Definition &definition);

/// Whose value wins where both set the same key.
enum class Precedence {
    Older, // the one that is there already, unless the newer is of a higher kind: files further up, read later
    Newer, // the one that comes: --config arguments, a file over what it includes
};

/// Merges a value into another. Tables are merged key by key, lists are joined (the winner's items last, and always in
/// the order of their definitions' kinds), but for lists that name a program with its arguments, where the winner is
/// taken whole. Errors: BadInput where a table or a list meets something else, with both places.
Result<void> merge(ConfigValue &into, ConfigValue from, Precedence precedence);

/// True for the lists that are not joined: `target.*.runner` and its like.
bool isUnjoinedList(const ConfigKey &key);
/// Sorts by definition kind, lowest first, keeping the order within a kind.
void sortByKind(ConfigValue::List &list);

/// An error that a value is not what cargo expects there, with its place.
Error wrongConfigType(const ConfigKey &key, std::string_view wanted, const ConfigValue &value);
/// An error about a value, with its place; `message` gets "(in ...)" where there is no file to point at.
Error configError(std::string message, const Definition &definition);

} // namespace crossyard::cargo
