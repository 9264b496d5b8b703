// SPDX-License-Identifier: MIT OR Apache-2.0
// Values that an editor puts into a TOML text, the paths by which it names what is there, and both as text.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>
#include <toml++/toml.hpp>
#include <variant>
#include <vector>

namespace crossyard::text {

/// A key, or the index of an array's element.
class TomlStep {
public:
    TomlStep(const char *key) : m_step(std::string(key)) {}
    TomlStep(std::string key) : m_step(std::move(key)) {}
    TomlStep(std::string_view key) : m_step(std::string(key)) {}
    TomlStep(int index) : m_step(index) {}

    bool isKey() const { return m_step.index() == 0; }
    const std::string &key() const { return std::get<std::string>(m_step); }
    int index() const { return std::get<int>(m_step); }
    auto operator<=>(const TomlStep &) const = default;

private:
    std::variant<std::string, int> m_step;
};

using TomlPath = std::vector<TomlStep>;

struct TomlMember;
using TomlStrings = std::vector<std::string>;
using TomlMembers = std::vector<TomlMember>;

/// What can be written: text, a whole number, a truth, an array of strings, an inline table.
class TomlValue {
public:
    using Data = std::variant<std::string, std::int64_t, bool, TomlStrings, TomlMembers>;

    TomlValue(const char *text);
    TomlValue(std::string text);
    TomlValue(std::int64_t number);
    TomlValue(int number);
    TomlValue(bool truth);
    TomlValue(TomlStrings list);
    TomlValue(TomlMembers members);
    TomlValue(const TomlValue &);
    TomlValue(TomlValue &&) noexcept;
    TomlValue &operator=(const TomlValue &);
    TomlValue &operator=(TomlValue &&) noexcept;
    ~TomlValue();

    const Data &data() const { return m_data; }

private:
    Data m_data;
};

struct TomlMember {
    std::string key;
    TomlValue value;
};

/// A basic string, with quotes and escapes: "a\"b\n".
std::string tomlString(std::string_view text);
/// A key as it is written: bare where it can be.
std::string tomlKey(std::string_view name);
/// Several keys with dots between; an index is left out. `a."b c"`.
std::string tomlKey(const TomlPath &path);
/// A value as it is written, on one line.
std::string tomlText(const TomlValue &value);
/// For messages: `a.b[2].c`.
std::string shownPath(const TomlPath &path);

// What an edit does to the parsed document; the text is held against it afterwards.

/// The node at a path, or null.
const toml::node *nodeAt(const toml::node &root, const TomlPath &path);
toml::node *nodeAt(toml::node &root, const TomlPath &path);
/// Sets it, making the tables on the way; false where something else stands in the way. An index may be one behind the
/// last.
bool assign(toml::table &root, const TomlPath &path, const TomlValue &value);
/// Removes it, if it is there.
void erase(toml::table &root, const TomlPath &path);
/// The same keys and values; the same order in arrays. Not a number is itself here.
bool sameValue(const toml::node &a, const toml::node &b);
bool sameValue(const toml::node &a, const TomlValue &b);

} // namespace crossyard::text
