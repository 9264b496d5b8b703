// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rust/target_spec_edit.h"

#include "base/strings.h"
#include "rust/target_spec_fields.h"

#include <algorithm>
#include <charconv>
#include <format>

namespace crossyard::rust {

using nlohmann::ordered_json;
using Kind = SpecField::Kind;

namespace {

SpecPath below(SpecPath path, std::string step)
{
    path.push_back(std::move(step));
    return path;
}

Error wrongWord(const SpecPath &path, std::string_view wanted, std::string_view word)
{
    return Error{ErrorCode::BadInput, std::format("`{}` is {}, not `{}`", shownPath(path), wanted, word)};
}

bool knows(const SpecSchema &schema, const SpecDocument &document, const SpecPath &parent, const std::string &name)
{
    const auto rule = ruleOf(schema, parent);
    return document.find(below(parent, name)) || (rule && rule->members.contains(name));
}

// A list keeps the lines and the spacing of the items that it has: each gets its value, then items are added or taken
// off at the end.
Result<SpecDocument> withList(SpecDocument document, const SpecPath &path, const ordered_json &value)
{
    for (std::size_t i = 0; i < value.size(); ++i) {
        const SpecPath item = below(path, std::to_string(i));
        const auto *there = document.at(item);
        if (there && *there == value[i])
            continue;
        CY_TRY(document, document.with(setKey(item, value[i])));
    }
    for (std::size_t left = document.at(path)->size(); left > value.size(); --left) {
        CY_TRY(document, document.with(removeKey(below(path, std::to_string(left - 1)))));
    }
    return document;
}

} // namespace

SpecPath pathOf(const SpecSchema &schema, const SpecDocument &document, std::string_view word)
{
    const auto parts = split(word, '.');
    SpecPath path;
    for (std::size_t at = 0; at < parts.size();) {
        std::size_t count = 1;
        std::string name = parts[at];
        // The longest name that is known; else one part.
        std::string longer = name;
        for (std::size_t more = 1; at + more < parts.size(); ++more) {
            longer += "." + parts[at + more];
            if (knows(schema, document, path, longer)) {
                name = longer;
                count = more + 1;
            }
        }
        path.push_back(name);
        at += count;
    }
    return path;
}

Result<ordered_json> valueOf(const SpecSchema &schema, const SpecPath &path, std::string_view word)
{
    const auto json = ordered_json::parse(word, nullptr, false);
    const auto rule = ruleOf(schema, path);
    const bool stringToo = rule && std::ranges::contains(rule->types, "string");
    switch (kindOf(schema, path)) {
    case Kind::Flag:
        if (json.is_boolean())
            return json;
        return fail(wrongWord(path, "true or false", word));
    case Kind::Number:
        if (json.is_number_integer())
            return json;
        return fail(wrongWord(path, "a whole number", word));
    case Kind::Word:
    case Kind::Text:
        if (json.is_string())
            return json;
        return ordered_json(std::string(word));
    case Kind::List:
    case Kind::Words:
        if (json.is_array())
            return json;
        if (stringToo && !json.is_structured())
            return json.is_string() ? json : ordered_json(std::string(word));
        return fail(wrongWord(path, "a list", word).withHint("write it as JSON: '[\"a\", \"b\"]'"));
    case Kind::Table:
        if (json.is_object())
            return json;
        return fail(
            wrongWord(path, "an object", word)
                .withHint(std::format("name one of its members, as in {}.NAME, or write it as JSON", shownPath(path))));
    case Kind::Json:
        break;
    }
    return json.is_discarded() ? ordered_json(std::string(word)) : json;
}

Result<SpecDocument> withValue(const SpecDocument &document, const SpecPath &path, const ordered_json &value)
{
    const auto *there = document.at(path);
    if (there && *there == value)
        return document;
    if (there && there->is_array() && value.is_array() && !there->empty() && !value.empty())
        return withList(document, path, value);
    // The outermost object that is missing gets the value with all that is between.
    SpecPath outer = path;
    ordered_json whole = value;
    while (outer.size() > 1 && !document.find(SpecPath(outer.begin(), outer.end() - 1))) {
        whole = ordered_json{{outer.back(), std::move(whole)}};
        outer.pop_back();
    }
    return document.with(setKey(outer, std::move(whole)));
}

Result<SpecDocument> withKnownValue(const SpecSchema &schema, const SpecDocument &document, const SpecPath &path,
                                    const ordered_json &value)
{
    if (schema.tells() && !path.empty() && !schema.allows(path.front())) {
        Error error{ErrorCode::BadInput, std::format("a target spec has no key `{}`", path.front())};
        if (const auto near = closest(path.front(), schema.keys))
            error.hint = std::format("did you mean `{}`?", *near);
        return fail(std::move(error));
    }
    CY_TRY(auto changed, withValue(document, path, value));
    const auto before = mismatches(schema, document.value());
    for (const auto &mismatch : mismatches(schema, changed.value())) {
        const bool old = std::ranges::any_of(before, [&](const SchemaMismatch &other) {
            return other.path == mismatch.path && document.at(mismatch.path) &&
                   *document.at(mismatch.path) == *changed.at(mismatch.path);
        });
        if (old || mismatch.path.front() != path.front())
            continue;
        const auto *wrong = changed.at(mismatch.path);
        Error error{ErrorCode::BadInput,
                    mismatch.unknownKey
                        ? std::format("`{}` has no key `{}`", path.front(), mismatch.path.back())
                        : std::format("`{}` cannot be {}: it is {}", shownPath(mismatch.path),
                                      wrong ? oneLineJson(*wrong) : std::string("left out"), mismatch.wanted)};
        const auto word = mismatch.unknownKey ? mismatch.path.back() : wrong ? shownValue(*wrong) : std::string();
        if (const auto near = closest(word, mismatch.allowed))
            error.hint = std::format("did you mean `{}`?", *near);
        else if (mismatch.unknownKey)
            error.hint = "it has " + join(mismatch.allowed, ", ");
        return fail(std::move(error));
    }
    return changed;
}

Result<SpecDocument> withoutKey(const SpecDocument &document, const SpecPath &path)
{
    if (path.empty() || !document.find(path)) {
        Error error{ErrorCode::NotFound, std::format("the spec does not say `{}`", shownPath(path))};
        std::vector<std::string> keys;
        for (const auto &member : document.root().children)
            keys.push_back(member.key);
        if (const auto near = closest(path.empty() ? std::string() : path.front(), keys); near && *near != path.front())
            error.hint = std::format("did you mean `{}`?", *near);
        return fail(std::move(error).withPlace(document.placeOfKey(path)));
    }
    SpecPath outer = path;
    while (outer.size() > 1) {
        const auto *parent = document.at(SpecPath(outer.begin(), outer.end() - 1));
        if (!parent->is_object() || parent->size() > 1)
            break;
        outer.pop_back();
    }
    return document.with(removeKey(outer));
}

SpecDocument mended(SpecDocument document, const std::vector<SpecChange> &mend)
{
    for (const auto &change : mend)
        if (auto next = document.with(change))
            document = std::move(*next);
    return document;
}

} // namespace crossyard::rust
