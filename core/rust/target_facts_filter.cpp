// SPDX-License-Identifier: MIT OR Apache-2.0
// The names of facts, and filtering and searching by them.
#include "rust/target_facts.h"

#include "base/strings.h"

#include <algorithm>
#include <format>
#include <nlohmann/json.hpp>

namespace crossyard::rust {

namespace {

enum class Kind { Text, Number, Flag, List, Prose };

struct FactRow {
    std::string_view name;
    Kind kind;
    std::string_view meaning;
};

constexpr std::array<FactRow, factCount> rows{{
    {"name", Kind::Text, "the triple"},
    {"arch", Kind::Text, "architecture (cfg target_arch)"},
    {"os", Kind::Text, "operating system, none for bare metal (cfg target_os)"},
    {"env", Kind::Text, "C library or environment (cfg target_env)"},
    {"abi", Kind::Text, "ABI variant (cfg target_abi)"},
    {"vendor", Kind::Text, "vendor (cfg target_vendor)"},
    {"family", Kind::List, "families (cfg target_family)"},
    {"pointer-width", Kind::Number, "bits of a pointer"},
    {"endian", Kind::Text, "byte order: little or big"},
    {"float", Kind::Text, "float ABI: hard or soft"},
    {"atomics", Kind::Number, "bits of the widest atomic; 0 for none"},
    {"cas", Kind::Flag, "atomic compare and swap, not only load and store"},
    {"panic", Kind::Text, "default panic strategy: unwind or abort"},
    {"tier", Kind::Number, "support tier of the Rust project: 1, 2 or 3"},
    {"host-tools", Kind::Flag, "the Rust project publishes a compiler that runs on it"},
    {"std", Kind::Flag, "std is supported, not only core and alloc"},
    {"linker", Kind::Text, "default linker; empty: the C compiler"},
    {"linker-flavor", Kind::Text, "how the linker is spoken to"},
    {"cpu", Kind::Text, "default CPU model"},
    {"features", Kind::List, "CPU features switched on or off"},
    {"llvm-target", Kind::Text, "LLVM's name of it"},
    {"data-layout", Kind::Text, "LLVM's data layout"},
    {"executables", Kind::Flag, "programs can be linked for it"},
    {"dynamic-linking", Kind::Flag, "dynamic libraries can be made"},
    {"thread-local", Kind::Flag, "native thread-local storage"},
    {"relocation-model", Kind::Text, "default relocation model"},
    {"code-model", Kind::Text, "default code model"},
    {"int-width", Kind::Number, "bits of C's int"},
    {"llvm-abi", Kind::Text, "ABI name given to LLVM"},
    {"rustc-abi", Kind::Text, "Rust's own ABI variant"},
    {"description", Kind::Prose, "what it is, in the compiler's words"},
}};

const FactRow &rowOf(Fact fact)
{
    return rows[static_cast<std::size_t>(fact)];
}

// How cfgs, spec files and people spell the keys, after lower-casing, _ to -, and dropping a leading "target-".
std::string canonicalKey(std::string_view word)
{
    std::string key = replaceAll(toLower(trim(word)), "_", "-");
    if (key.starts_with("target-") && key != "target-list")
        key.erase(0, 7);
    static constexpr std::pair<std::string_view, std::string_view> aliases[] = {
        {"triple", "name"},           {"target", "name"},           {"max-atomic-width", "atomics"},
        {"atomic-cas", "cas"},        {"panic-strategy", "panic"},  {"endianness", "endian"},
        {"llvm-abiname", "llvm-abi"}, {"flavor", "linker-flavor"},  {"llvm-floatabi", "float"},
        {"float-abi", "float"},       {"c-int-width", "int-width"}, {"has-thread-local", "thread-local"},
        {"bits", "pointer-width"},    {"feature", "features"},      {"host", "host-tools"},
        {"has-atomic", "atomics"},    {"installed", "prebuilt"},    {"architecture", "arch"},
    };
    for (const auto &[alias, name] : aliases)
        if (key == alias)
            return std::string(name);
    return key;
}

bool globMatches(std::string_view text, std::string_view pattern)
{
    const auto star = pattern.find('*');
    if (star == std::string_view::npos)
        return text == pattern;
    if (!text.starts_with(pattern.substr(0, star)))
        return false;
    text.remove_prefix(star);
    const auto rest = pattern.substr(star + 1);
    for (std::size_t skip = 0; skip <= text.size(); ++skip)
        if (globMatches(text.substr(skip), rest))
            return true;
    return false;
}

std::string flagWord(std::string_view value)
{
    if (value == "yes" || value == "1" || value == "on")
        return "true";
    if (value == "no" || value == "0" || value == "off")
        return "false";
    return std::string(value);
}

bool valueMatches(Kind kind, const std::string &fact, const std::string &wanted)
{
    const auto have = toLower(fact);
    switch (kind) {
    case Kind::Flag:
        return globMatches(have, flagWord(wanted));
    case Kind::Prose:
        return globMatches(have, "*" + wanted + "*");
    case Kind::List: {
        if (wanted.empty())
            return have.empty();
        const auto parts = split(have, ',');
        return std::ranges::any_of(parts, [&](const std::string &part) {
            return globMatches(part, wanted) || globMatches(part, "+" + wanted);
        });
    }
    case Kind::Text:
    case Kind::Number:
        break;
    }
    return globMatches(have, wanted);
}

} // namespace

std::string_view factName(Fact fact)
{
    return rowOf(fact).name;
}

std::string_view factMeaning(Fact fact)
{
    return rowOf(fact).meaning;
}

std::vector<std::string> factNames()
{
    std::vector<std::string> names;
    for (const auto &row : rows)
        names.emplace_back(row.name);
    names.emplace_back("prebuilt");
    return names;
}

Result<FactFilter> parseFactFilter(std::string_view text)
{
    const auto equals = text.find('=');
    if (equals == std::string_view::npos || equals == 0)
        return fail(Error{ErrorCode::Usage, std::format("--where wants KEY=VALUE, not `{}`", text)}.withHint(
            "for example --where arch=arm --where os=none"));
    FactFilter filter;
    auto word = text.substr(0, equals);
    if (word.ends_with('!')) {
        filter.negated = true;
        word.remove_suffix(1);
    }
    const auto key = canonicalKey(word);
    for (auto &value : split(text.substr(equals + 1), ','))
        filter.values.push_back(toLower(trim(value)));
    if (key == "prebuilt")
        return filter;
    for (std::size_t i = 0; i < factCount; ++i)
        if (rows[i].name == key) {
            filter.fact = static_cast<Fact>(i);
            return filter;
        }
    const auto names = factNames();
    const auto near = closest(key, names);
    return fail(Error{ErrorCode::Usage, std::format("targets have no fact `{}`", trim(word))}.withHint(
        (near ? std::format("did you mean `{}`? ", *near) : std::string()) + "Known: " + join(names, ", ")));
}

bool matches(const TargetFacts &facts, const FactFilter &filter)
{
    const Kind kind = filter.fact ? rowOf(*filter.fact).kind : Kind::Flag;
    const std::string value = filter.fact ? facts[*filter.fact] : facts.prebuilt ? "true" : "false";
    const bool any = std::ranges::any_of(filter.values,
                                         [&](const std::string &wanted) { return valueMatches(kind, value, wanted); });
    return any != filter.negated;
}

bool matchesSearch(const TargetFacts &facts, std::string_view words)
{
    std::string all;
    for (const auto fact :
         {Fact::Name, Fact::Description, Fact::Arch, Fact::Os, Fact::Env, Fact::Vendor, Fact::Cpu, Fact::LlvmTarget})
        all += facts[fact] + "\n";
    return hasWords(all, words);
}

std::vector<std::string> valuesNear(const std::vector<TargetFacts> &all, const FactFilter &filter)
{
    if (!filter.fact || filter.values.empty())
        return {"true", "false"};
    std::set<std::string> values;
    for (const auto &facts : all)
        for (auto &part : rowOf(*filter.fact).kind == Kind::List ? split(facts[*filter.fact], ',')
                                                                 : std::vector{facts[*filter.fact]})
            if (!part.empty())
                values.insert(part);
    std::vector<std::string> list(values.begin(), values.end());
    if (const auto near = closest(filter.values.front(), list)) {
        std::erase(list, *near);
        list.insert(list.begin(), *near);
    }
    return list;
}

nlohmann::ordered_json toJson(const TargetFacts &facts)
{
    auto object = nlohmann::ordered_json::object();
    for (std::size_t i = 0; i < factCount; ++i) {
        const auto &value = facts.values[i];
        const auto kind = rows[i].kind;
        const std::string key(rows[i].name);
        if ((kind == Kind::Number || kind == Kind::Flag) && value.empty())
            object[key] = nullptr;
        else if (kind == Kind::Flag)
            object[key] = value == "true";
        else if (kind == Kind::Number && value.find_first_not_of("0123456789") == std::string::npos)
            object[key] = std::stoll(value.substr(0, 9));
        else if (kind == Kind::List)
            object[key] = value.empty() ? std::vector<std::string>{} : split(value, ',');
        else
            object[key] = value;
    }
    object["prebuilt"] = facts.prebuilt;
    return object;
}

} // namespace crossyard::rust
