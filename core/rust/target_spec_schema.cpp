// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rust/target_spec_schema.h"

#include "base/files.h"
#include "base/strings.h"
#include "rust/cache.h"
#include "rust/target_ask.h"
#include "rust/target_spec_try.h"

#include <algorithm>
#include <format>
#include <ranges>

namespace crossyard::rust {

using nlohmann::ordered_json;

namespace {

std::string typeWords(std::string_view type)
{
    if (type == "boolean")
        return "true or false";
    if (type == "integer" || type == "array" || type == "object")
        return "an " + std::string(type);
    return type == "null" ? "null" : "a " + std::string(type);
}

const ordered_json *choicesOf(const ordered_json &schema)
{
    for (const char *key : {"anyOf", "oneOf"})
        if (schema.is_object() && schema.contains(key) && schema[key].is_array())
            return &schema[key];
    return nullptr;
}

std::vector<std::string> typesOf(const ordered_json &schema)
{
    if (!schema.is_object() || !schema.contains("type"))
        return {};
    if (schema["type"].is_array())
        return schema["type"].get<std::vector<std::string>>();
    return schema["type"].is_string() ? std::vector{schema["type"].get<std::string>()} : std::vector<std::string>{};
}

// Follows "$ref" into the schema's definitions.
const ordered_json &resolved(const ordered_json &root, const ordered_json &rule)
{
    static const ordered_json anything = ordered_json::object();
    const ordered_json *schema = &rule;
    for (int hops = 0; hops < 8 && schema->is_object() && schema->contains("$ref"); ++hops) {
        const auto &ref = (*schema)["$ref"];
        const std::string name = ref.is_string() ? ref.get<std::string>() : std::string();
        if (!name.starts_with("#/$defs/") || !root.contains("$defs") || !root["$defs"].contains(name.substr(8)))
            return anything;
        schema = &root["$defs"][name.substr(8)];
    }
    return *schema;
}

void joinRule(const ordered_json &root, const ordered_json &unresolved, SpecRule &joined)
{
    const auto &rule = resolved(root, unresolved);
    if (const auto *choices = choicesOf(rule)) {
        for (const auto &choice : *choices)
            joinRule(root, choice, joined);
        return;
    }
    for (const auto &type : typesOf(rule))
        if (type != "null" && std::ranges::find(joined.types, type) == joined.types.end())
            joined.types.push_back(type);
    const auto addWord = [&](const ordered_json &word) {
        if (word.is_string())
            joined.words.push_back(word.get<std::string>());
    };
    if (rule.contains("const"))
        addWord(rule["const"]);
    for (const auto &word : rule.value("enum", ordered_json::array()))
        addWord(word);
    if (rule.contains("properties"))
        for (const auto &[name, member] : rule["properties"].items())
            joined.members[name].push_back(&member);
    if (rule.contains("items"))
        joined.items = &rule["items"];
    if (rule.contains("additionalProperties") && rule["additionalProperties"].is_object())
        joined.others = &rule["additionalProperties"];
}

// Only what the compilers' schemas use: type, enum, const, anyOf, oneOf, $ref, items, properties, required, ranges.
class Validator {
public:
    explicit Validator(const ordered_json &schema) : m_root(schema) {}

    void check(const ordered_json &rule, const ordered_json &value, const SpecPath &path,
               std::vector<SchemaMismatch> &found) const
    {
        const auto &schema = resolved(m_root, rule);
        if (const auto *choices = choicesOf(schema)) {
            std::vector<SchemaMismatch> deepest;
            for (const auto &choice : *choices) {
                std::vector<SchemaMismatch> inside;
                check(choice, value, path, inside);
                if (inside.empty())
                    return;
                // A mismatch further in means that this choice was the one that was meant.
                if (inside.front().path.size() > path.size())
                    deepest = std::move(inside);
            }
            if (!deepest.empty())
                found.insert(found.end(), deepest.begin(), deepest.end());
            else
                found.push_back(mismatch(schema, path));
            return;
        }
        if (!fits(schema, value)) {
            found.push_back(mismatch(schema, path));
            return;
        }
        if (value.is_array() && schema.contains("items")) {
            for (std::size_t i = 0; i < value.size(); ++i)
                check(schema["items"], value[i], with(path, std::to_string(i)), found);
        } else if (value.is_object()) {
            checkMembers(schema, value, path, found);
        }
    }

    void words(const ordered_json &rule, std::vector<std::string> &allowed, std::vector<std::string> &types) const
    {
        const auto &schema = resolved(m_root, rule);
        if (const auto *choices = choicesOf(schema)) {
            for (const auto &choice : *choices)
                words(choice, allowed, types);
            return;
        }
        if (schema.contains("const") && schema["const"].is_string())
            allowed.push_back(schema["const"].get<std::string>());
        if (schema.contains("enum"))
            for (const auto &word : schema["enum"])
                if (word.is_string())
                    allowed.push_back(word.get<std::string>());
        for (const auto &type : typesOf(schema))
            if (std::ranges::find(types, type) == types.end())
                types.push_back(type);
    }

private:
    static SpecPath with(SpecPath path, std::string step)
    {
        path.push_back(std::move(step));
        return path;
    }

    static bool isOfType(const ordered_json &value, const std::string &type)
    {
        return (type == "string" && value.is_string()) || (type == "integer" && value.is_number_integer()) ||
               (type == "number" && value.is_number()) || (type == "boolean" && value.is_boolean()) ||
               (type == "array" && value.is_array()) || (type == "object" && value.is_object()) ||
               (type == "null" && value.is_null());
    }

    static bool fits(const ordered_json &schema, const ordered_json &value)
    {
        if (!schema.is_object())
            return true;
        const auto types = typesOf(schema);
        if (!types.empty() && std::ranges::none_of(types, [&](const auto &type) { return isOfType(value, type); }))
            return false;
        if (schema.contains("const") && schema["const"] != value)
            return false;
        if (schema.contains("enum") && std::ranges::find(schema["enum"], value) == schema["enum"].end())
            return false;
        if (value.is_number_integer()) {
            const auto number = value.get<std::int64_t>();
            if ((schema.contains("minimum") && number < schema["minimum"].get<std::int64_t>()) ||
                (schema.contains("maximum") && number > schema["maximum"].get<std::int64_t>()))
                return false;
        }
        return true;
    }

    void checkMembers(const ordered_json &schema, const ordered_json &value, const SpecPath &path,
                      std::vector<SchemaMismatch> &found) const
    {
        const auto properties = schema.value("properties", ordered_json::object());
        const auto additional = schema.value("additionalProperties", ordered_json(true));
        for (const auto &[key, member] : value.items()) {
            if (properties.contains(key)) {
                check(properties[key], member, with(path, key), found);
            } else if (additional.is_object()) {
                check(additional, member, with(path, key), found);
            } else if (additional == ordered_json(false)) {
                SchemaMismatch unknown{with(path, key), true, {}, {}, {}};
                for (const auto &[name, rule] : properties.items())
                    unknown.allowed.push_back(name);
                unknown.wanted = "one of " + join(unknown.allowed, ", ");
                found.push_back(std::move(unknown));
            }
        }
        for (const auto &name : schema.value("required", std::vector<std::string>{}))
            if (!value.contains(name))
                found.push_back({path, false, std::format("an object with `{}`", name), {}, {"object"}});
    }

    SchemaMismatch mismatch(const ordered_json &schema, const SpecPath &path) const
    {
        SchemaMismatch result{path, false, {}, {}, {}};
        words(schema, result.allowed, result.types);
        std::vector<std::string> parts;
        for (const auto &type : result.types)
            if (type != "null" && (type != "string" || result.allowed.empty()))
                parts.push_back(typeWords(type));
        if (!result.allowed.empty())
            parts.insert(parts.begin(), "one of " + join(result.allowed, ", "));
        result.wanted = parts.empty() ? "something else" : join(parts, " or ");
        if (schema.contains("minimum") && schema.contains("maximum"))
            result.wanted += std::format(" from {} to {}", schema["minimum"].dump(), schema["maximum"].dump());
        return result;
    }

    const ordered_json &m_root;
};

// Newer compilers list every key when they meet one that they do not know.
std::vector<std::string> keysInComplaint(std::string_view complaint)
{
    std::vector<std::string> keys;
    const auto start = complaint.find("expected one of `");
    if (start == std::string_view::npos)
        return keys;
    for (auto at = complaint.find('`', start); at != std::string_view::npos;) {
        const auto end = complaint.find('`', at + 1);
        if (end == std::string_view::npos)
            break;
        keys.emplace_back(complaint.substr(at + 1, end - at - 1));
        at = complaint.find('`', end + 1);
    }
    return keys;
}

std::string askForSchema(const Compiler &compiler, const CancelToken &cancel)
{
    const auto printed = askCompiler(compiler, {"--print", "target-spec-json-schema"}, cancel);
    if (printed && printed->ok() && trim(printed->output).starts_with("{"))
        return printed->output;
    for (const auto &file : {compiler.sysroot / "etc" / "target-spec-json-schema.json",
                             compiler.sysroot / "lib" / "rustlib" / "etc" / "target-spec-json-schema.json"}) {
        std::error_code ignored;
        if (!fs::is_regular_file(file, ignored))
            continue;
        if (auto shipped = readFile(file))
            return std::move(*shipped);
    }
    const auto trial = trySpec(compiler, "probe-none", R"({"llvm-target":"none","crossyard-asks":1})", cancel);
    if (!trial)
        return {};
    return ordered_json{{"keys", keysInComplaint(trial->complaint)}}.dump();
}

} // namespace

bool SpecSchema::allows(std::string_view key) const
{
    return std::ranges::find(keys, key) != keys.end();
}

Result<SpecSchema> specSchema(const Compiler &compiler, const CancelToken &cancel)
{
    std::string text;
    if (const auto known = recall("target-schema", compiler.identity); known && known->is_string()) {
        text = known->get<std::string>();
    } else {
        text = askForSchema(compiler, cancel);
        CY_CHECK(cancel.check());
        remember("target-schema", compiler.identity, {}, text);
    }
    SpecSchema schema;
    schema.json = ordered_json::parse(text, nullptr, false);
    if (!schema.json.is_object()) {
        schema.json = nullptr;
        return schema;
    }
    if (schema.json.contains("keys")) {
        schema.keys = schema.json["keys"].get<std::vector<std::string>>();
        schema.json = nullptr;
        return schema;
    }
    const auto properties = schema.json.value("properties", ordered_json::object());
    for (const auto &[key, rule] : properties.items())
        schema.keys.push_back(key);
    schema.required = schema.json.value("required", std::vector<std::string>{});
    return schema;
}

std::vector<SchemaMismatch> mismatches(const SpecSchema &schema, const ordered_json &spec)
{
    std::vector<SchemaMismatch> found;
    if (!schema.json.is_object() || !schema.json.contains("properties"))
        return found;
    const Validator validator(schema.json);
    for (const auto &[key, value] : spec.items())
        if (schema.json["properties"].contains(key))
            validator.check(schema.json["properties"][key], value, {key}, found);
    return found;
}

std::vector<std::string> allowedWords(const SpecSchema &schema, const std::string &key)
{
    std::vector<std::string> allowed, types;
    if (!schema.json.is_object() || !schema.json.contains("properties") || !schema.json["properties"].contains(key))
        return allowed;
    const auto &rule = schema.json["properties"][key];
    if (rule.contains("properties"))
        for (const auto &[name, inner] : rule["properties"].items())
            allowed.push_back(name);
    else
        Validator(schema.json).words(rule, allowed, types);
    return allowed;
}

std::optional<SpecRule> ruleOf(const SpecSchema &schema, const SpecPath &path)
{
    if (!schema.json.is_object() || path.empty() || !schema.json.contains("properties") ||
        !schema.json["properties"].contains(path.front()))
        return std::nullopt;
    SpecRule rule;
    joinRule(schema.json, schema.json["properties"][path.front()], rule);
    for (const auto &step : path | std::views::drop(1)) {
        SpecRule inner;
        if (const auto found = rule.members.find(step); found != rule.members.end())
            for (const auto *member : found->second)
                joinRule(schema.json, *member, inner);
        else if (const auto *inside = rule.items ? rule.items : rule.others)
            joinRule(schema.json, *inside, inner);
        else
            return std::nullopt;
        rule = std::move(inner);
    }
    return rule;
}

std::string jsonTypeName(const ordered_json &value)
{
    if (value.is_string())
        return "a string";
    if (value.is_number_integer())
        return "an integer";
    if (value.is_number())
        return "a number";
    if (value.is_boolean())
        return value.get<bool>() ? "true" : "false";
    if (value.is_array())
        return "an array";
    return value.is_object() ? "an object" : "null";
}

} // namespace crossyard::rust
