// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rust/target_spec_fields.h"

#include "base/strings.h"
#include "rust/target_spec_help.h"

#include <algorithm>

namespace crossyard::rust {

using nlohmann::ordered_json;
using Kind = SpecField::Kind;

namespace {

// The members of metadata and the like are few, and all of them are shown; the link arguments have one for each linker
// flavor, of which only those in use are.
constexpr std::size_t fewMembers = 8;

constexpr std::string_view unknownGroup = "Not known to this compiler";
constexpr std::string_view otherGroup = "Other";

bool has(const std::vector<std::string> &list, std::string_view word)
{
    return std::ranges::find(list, word) != list.end();
}

// From the types that a value may have; the richer one counts ("target-family" is a list or a word).
Kind kindFor(const std::vector<std::string> &types, bool words, bool itemWords, bool members)
{
    if (has(types, "object"))
        return members ? Kind::Table : Kind::Json;
    if (has(types, "array"))
        return itemWords ? Kind::Words : Kind::List;
    if (has(types, "boolean"))
        return Kind::Flag;
    if (has(types, "integer") || has(types, "number"))
        return Kind::Number;
    if (words)
        return Kind::Word;
    return has(types, "string") ? Kind::Text : Kind::Json;
}

// An array of something else than strings is not a list of lines.
bool holdsStrings(const SpecSchema &schema, SpecPath path)
{
    path.emplace_back("0");
    const auto item = ruleOf(schema, path);
    return item && has(item->types, "string");
}

struct Facts {
    Kind kind = Kind::Json;
    std::vector<std::string> words;
    std::vector<std::string> members;
};

Facts factsOf(const SpecSchema &schema, const SpecPath &path)
{
    Facts facts;
    const auto *help = helpFor(shownPath(path));
    if (const auto rule = ruleOf(schema, path)) {
        facts.words = rule->words;
        SpecPath item = path;
        item.emplace_back("0");
        if (rule->items)
            if (const auto inner = ruleOf(schema, item))
                facts.words = inner->words;
        for (const auto &[name, member] : rule->members)
            facts.members.push_back(name);
        if (facts.members.empty() && help)
            facts.members = help->members;
        facts.kind = kindFor(rule->types, !rule->words.empty(), rule->items && !facts.words.empty(),
                             !facts.members.empty() || rule->others);
        if (facts.kind == Kind::List && !holdsStrings(schema, path))
            facts.kind = Kind::Json;
    } else if (help) {
        facts.members = help->members;
        facts.kind = kindFor({help->type}, false, false, true);
    } else if (const auto *parent = path.size() > 1 ? helpFor(path.front()) : nullptr;
               parent && parent->type == "object") {
        facts.kind = path.front().ends_with("metadata") ? Kind::Text : Kind::List;
    }
    return facts;
}

bool fits(Kind kind, const ordered_json &value)
{
    const auto strings = [&] {
        return value.is_array() &&
               std::ranges::all_of(value, [](const ordered_json &item) { return item.is_string(); });
    };
    switch (kind) {
    case Kind::Flag:
        return value.is_boolean();
    case Kind::Number:
        return value.is_number_integer();
    case Kind::Word:
    case Kind::Text:
        return value.is_string();
    case Kind::List:
    case Kind::Words:
        return strings();
    case Kind::Table:
        return value.is_object();
    case Kind::Json:
        break;
    }
    return true;
}

class Form {
public:
    Form(const SpecSchema &schema, const ordered_json &spec, const ordered_json *base)
        : m_schema(schema), m_spec(spec), m_base(base)
    {
    }

    std::vector<SpecField> fields()
    {
        if (m_schema.tells())
            for (const auto &[key, value] : m_spec.items())
                if (!m_schema.allows(key))
                    add({key}, false);
        for (const auto &help : specHelp())
            if (!help.key.contains('.') && (!m_schema.tells() || m_schema.allows(help.key)))
                add({help.key}, true);
        for (const auto &key : m_schema.keys)
            if (!helpFor(key))
                add({key}, true);
        if (!m_schema.tells())
            for (const auto &[key, value] : m_spec.items())
                if (!helpFor(key))
                    add({key}, true);
        return std::move(m_fields);
    }

private:
    static const ordered_json *member(const ordered_json *object, const std::string &key)
    {
        return object && object->is_object() && object->contains(key) ? &object->at(key) : nullptr;
    }

    static const ordered_json *at(const ordered_json *value, const SpecPath &path)
    {
        for (const auto &step : path)
            value = member(value, step);
        return value;
    }

    void add(const SpecPath &path, bool known)
    {
        SpecField field;
        field.path = path;
        field.known = known;
        const auto *help = helpFor(shownPath(path));
        const auto *topHelp = helpFor(path.front());
        field.group = !known ? unknownGroup : topHelp ? std::string_view(topHelp->group) : otherGroup;
        field.help = help ? help->text : "";
        field.required = path.size() == 1 && has(m_schema.required, path.front());
        const auto facts = known ? factsOf(m_schema, path) : Facts{};
        field.kind = facts.kind;
        field.words = facts.words;
        const auto *value = at(&m_spec, path);
        const auto *base = at(m_base, path);
        if (value)
            field.value = *value;
        if (base)
            field.base = *base;
        if (value && !fits(field.kind, *value))
            field.kind = Kind::Json;
        if (field.kind != Kind::Table) {
            m_fields.push_back(std::move(field));
            return;
        }
        std::vector<std::string> shown;
        const auto show = [&](const std::string &name) {
            if (!has(shown, name))
                shown.push_back(name);
        };
        if (facts.members.size() <= fewMembers && helpsMembers(path))
            std::ranges::for_each(facts.members, show);
        for (const auto *object : {value, base})
            if (object && object->is_object())
                for (const auto &[name, inner] : object->items())
                    show(name);
        field.words.clear();
        for (const auto &name : facts.members)
            if (!has(shown, name))
                field.words.push_back(name);
        m_fields.push_back(std::move(field));
        for (const auto &name : shown) {
            SpecPath inner = path;
            inner.push_back(name);
            add(inner, known);
        }
    }

    // Members that have a help of their own are part of the form, set or not.
    static bool helpsMembers(const SpecPath &path)
    {
        const auto prefix = shownPath(path) + ".";
        return std::ranges::any_of(specHelp(), [&](const SpecHelp &help) { return help.key.starts_with(prefix); });
    }

    const SpecSchema &m_schema;
    const ordered_json &m_spec;
    const ordered_json *m_base;
    std::vector<SpecField> m_fields;
};

} // namespace

std::string_view kindName(Kind kind)
{
    switch (kind) {
    case Kind::Flag:
        return "flag";
    case Kind::Number:
        return "number";
    case Kind::Word:
        return "word";
    case Kind::Text:
        return "text";
    case Kind::List:
        return "list";
    case Kind::Words:
        return "words";
    case Kind::Table:
        return "table";
    case Kind::Json:
        break;
    }
    return "json";
}

Kind kindOf(const SpecSchema &schema, const SpecPath &path)
{
    return factsOf(schema, path).kind;
}

std::vector<SpecField> specFields(const SpecSchema &schema, const ordered_json &spec, const ordered_json *base)
{
    return Form(schema, spec, base).fields();
}

bool matchesSearch(const SpecField &field, const std::vector<std::string> &words)
{
    const auto text =
        toLower(shownPath(field.path) + "\n" + field.help + "\n" + (field.value ? shownValue(*field.value) : ""));
    return std::ranges::all_of(words, [&](const std::string &word) { return text.contains(word); });
}

std::string shownValue(const ordered_json &value)
{
    return value.is_string() ? value.get<std::string>() : oneLineJson(value);
}

} // namespace crossyard::rust
