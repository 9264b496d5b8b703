// SPDX-License-Identifier: MIT OR Apache-2.0
#include "text/toml_value.h"

#include <algorithm>
#include <cmath>
#include <format>
#include <memory>

namespace crossyard::text {

namespace {

template <class... F> struct Overloaded : F... {
    using F::operator()...;
};

std::unique_ptr<toml::node> nodeOf(const TomlValue &value)
{
    using Node = std::unique_ptr<toml::node>;
    return std::visit(Overloaded{
                          [](const TomlStrings &list) -> Node {
                              auto array = std::make_unique<toml::array>();
                              for (const auto &text : list)
                                  array->push_back(text);
                              return array;
                          },
                          [](const TomlMembers &members) -> Node {
                              auto table = std::make_unique<toml::table>();
                              for (const auto &member : members)
                                  assign(*table, {member.key}, member.value);
                              return table;
                          },
                          [](const auto &scalar) -> Node {
                              return std::make_unique<toml::value<std::decay_t<decltype(scalar)>>>(scalar);
                          },
                      },
                      value.data());
}

bool put(toml::node &holder, const TomlStep &step, const toml::node &node)
{
    if (auto *table = holder.as_table(); table && step.isKey()) {
        node.visit([&](const auto &typed) { table->insert_or_assign(step.key(), typed); });
        return true;
    }
    auto *array = holder.as_array();
    if (!array || step.isKey() || step.index() < 0 || static_cast<std::size_t>(step.index()) > array->size())
        return false;
    const auto index = static_cast<std::size_t>(step.index());
    node.visit([&](const auto &typed) {
        if (index == array->size())
            array->push_back(typed);
        else
            array->replace(array->cbegin() + step.index(), typed);
    });
    return true;
}

template <class T> bool sameScalar(const toml::node &a, const toml::node &b)
{
    return a.ref<T>() == b.ref<T>();
}

} // namespace

// Here a member is known as a whole; in the header it is not.
TomlValue::TomlValue(const char *text) : m_data(std::string(text)) {}
TomlValue::TomlValue(std::string text) : m_data(std::move(text)) {}
TomlValue::TomlValue(std::int64_t number) : m_data(number) {}
TomlValue::TomlValue(int number) : m_data(std::int64_t{number}) {}
TomlValue::TomlValue(bool truth) : m_data(truth) {}
TomlValue::TomlValue(TomlStrings list) : m_data(std::move(list)) {}
TomlValue::TomlValue(TomlMembers members) : m_data(std::move(members)) {}
TomlValue::TomlValue(const TomlValue &) = default;
TomlValue::TomlValue(TomlValue &&) noexcept = default;
TomlValue &TomlValue::operator=(const TomlValue &) = default;
TomlValue &TomlValue::operator=(TomlValue &&) noexcept = default;
TomlValue::~TomlValue() = default;

std::string tomlString(std::string_view text)
{
    std::string out = "\"";
    for (const char c : text) {
        switch (c) {
        case '"':
            out += "\\\"";
            break;
        case '\\':
            out += "\\\\";
            break;
        case '\b':
            out += "\\b";
            break;
        case '\t':
            out += "\\t";
            break;
        case '\n':
            out += "\\n";
            break;
        case '\f':
            out += "\\f";
            break;
        case '\r':
            out += "\\r";
            break;
        default:
            if (const auto byte = static_cast<unsigned char>(c); byte < 0x20 || byte == 0x7F)
                out += std::format("\\u{:04X}", byte);
            else
                out += c;
        }
    }
    return out + '"';
}

std::string tomlKey(std::string_view name)
{
    const auto bare = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    };
    if (!name.empty() && std::ranges::all_of(name, bare))
        return std::string(name);
    // What people write: 'cfg(unix)', and no escapes.
    const auto plain = [](char c) { return c != '\'' && static_cast<unsigned char>(c) >= 0x20 && c != 0x7F; };
    if (name.find_first_of("\"(") != std::string_view::npos && std::ranges::all_of(name, plain))
        return std::format("'{}'", name);
    return tomlString(name);
}

std::string tomlKey(const TomlPath &path)
{
    std::string out;
    for (const auto &step : path) {
        if (step.isKey())
            out += (out.empty() ? "" : ".") + tomlKey(step.key());
    }
    return out;
}

std::string tomlText(const TomlValue &value)
{
    return std::visit(Overloaded{
                          [](const std::string &text) { return tomlString(text); },
                          [](std::int64_t number) { return std::to_string(number); },
                          [](bool truth) { return std::string(truth ? "true" : "false"); },
                          [](const TomlStrings &list) {
                              std::string out = "[";
                              for (const auto &text : list)
                                  out += (out.size() > 1 ? ", " : "") + tomlString(text);
                              return out + ']';
                          },
                          [](const TomlMembers &members) {
                              if (members.empty())
                                  return std::string("{}");
                              std::string out = "{ ";
                              for (const auto &member : members)
                                  out += (out.size() > 2 ? ", " : "") + tomlKey(member.key) + " = " +
                                         tomlText(member.value);
                              return out + " }";
                          },
                      },
                      value.data());
}

std::string shownPath(const TomlPath &path)
{
    std::string out;
    for (const auto &step : path) {
        if (step.isKey())
            out += (out.empty() ? "" : ".") + tomlKey(step.key());
        else
            out += std::format("[{}]", step.index());
    }
    return out;
}

const toml::node *nodeAt(const toml::node &root, const TomlPath &path)
{
    const toml::node *node = &root;
    for (const auto &step : path) {
        const auto *table = node->as_table();
        const auto *array = node->as_array();
        if (table && step.isKey())
            node = table->get(step.key());
        else if (array && !step.isKey() && step.index() >= 0)
            node = array->get(static_cast<std::size_t>(step.index()));
        else
            return nullptr;
        if (!node)
            return nullptr;
    }
    return node;
}

toml::node *nodeAt(toml::node &root, const TomlPath &path)
{
    return const_cast<toml::node *>(nodeAt(std::as_const(root), path));
}

bool assign(toml::table &root, const TomlPath &path, const TomlValue &value)
{
    toml::node *holder = &root;
    for (std::size_t i = 0; i + 1 < path.size(); ++i) {
        toml::node *next = nodeAt(*holder, {path[i]});
        if (!next) {
            if (!put(*holder, path[i], toml::table{}))
                return false;
            next = nodeAt(*holder, {path[i]});
        }
        holder = next;
    }
    return !path.empty() && put(*holder, path.back(), *nodeOf(value));
}

void erase(toml::table &root, const TomlPath &path)
{
    toml::node *holder = path.empty() ? nullptr : nodeAt(root, TomlPath(path.begin(), path.end() - 1));
    if (!holder || !nodeAt(*holder, {path.back()}))
        return;
    if (auto *table = holder->as_table())
        table->erase(path.back().key());
    else if (auto *array = holder->as_array())
        array->erase(array->cbegin() + path.back().index());
}

bool sameValue(const toml::node &a, const toml::node &b)
{
    if (a.type() != b.type())
        return false;
    switch (a.type()) {
    case toml::node_type::table: {
        const auto &left = a.ref<toml::table>();
        const auto &right = b.ref<toml::table>();
        return left.size() == right.size() && std::ranges::all_of(left, [&](const auto &pair) {
                   const toml::node *other = right.get(pair.first.str());
                   return other && sameValue(pair.second, *other);
               });
    }
    case toml::node_type::array:
        return std::ranges::equal(a.ref<toml::array>(), b.ref<toml::array>(),
                                  [](const auto &x, const auto &y) { return sameValue(x, y); });
    case toml::node_type::string:
        return sameScalar<std::string>(a, b);
    case toml::node_type::integer:
        return sameScalar<std::int64_t>(a, b);
    case toml::node_type::floating_point:
        return sameScalar<double>(a, b) || (std::isnan(a.ref<double>()) && std::isnan(b.ref<double>()));
    case toml::node_type::boolean:
        return sameScalar<bool>(a, b);
    case toml::node_type::date:
        return sameScalar<toml::date>(a, b);
    case toml::node_type::time:
        return sameScalar<toml::time>(a, b);
    case toml::node_type::date_time:
        return sameScalar<toml::date_time>(a, b);
    case toml::node_type::none:
        break;
    }
    return true;
}

bool sameValue(const toml::node &a, const TomlValue &b)
{
    return sameValue(a, *nodeOf(b));
}

} // namespace crossyard::text
