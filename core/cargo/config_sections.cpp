// SPDX-License-Identifier: MIT OR Apache-2.0
// [env], [source], [profile], [net] and [alias] of a configuration.
#include "cargo/config_tables.h"

#include "base/strings.h"

#include <algorithm>
#include <format>
#include <set>

namespace crossyard::cargo {

Result<std::map<std::string, std::string>> environmentTable(const Config &config)
{
    std::map<std::string, std::string> variables;
    CY_TRY(const auto names, config.names({"env"}));
    for (const auto &name : names) {
        const ConfigKey key{"env", name};
        CY_TRY(const ConfigValue *value, config.find(key));
        // A change of these would reach some of the tools only.
        if (name == "CARGO_HOME" || name == "RUSTUP_HOME" || name == "RUSTUP_TOOLCHAIN")
            return fail(configError(std::format("`{}` cannot be set in [env]", name), value->definition));
        std::string text;
        bool force = false;
        bool relative = false;
        if (value->string()) {
            text = *value->string();
        } else if (const auto *table = value->table()) {
            if (!table->contains("value"))
                return fail(configError(std::format("`{}` has no `value`", toString(key)), value->definition));
            for (const auto &[option, said] : *table) {
                const ConfigKey here{"env", name, option};
                if (option == "value" && !said.string())
                    return fail(wrongConfigType(here, "a string", said));
                if ((option == "force" || option == "relative") && !said.boolean())
                    return fail(wrongConfigType(here, "true or false", said));
                if (option == "value")
                    text = *said.string();
                else if (option == "force")
                    force = *said.boolean();
                else if (option == "relative")
                    relative = *said.boolean();
            }
        } else {
            return fail(wrongConfigType(key, "a string or a table with a `value`", *value));
        }
        if (force || !config.variable(name))
            variables[name] = relative ? toUtf8(config.resolved(text, value->definition)) : text;
    }
    return variables;
}

namespace {

Result<SourceConfig> readSource(const Config &config, const std::string &name)
{
    const ConfigKey own{"source", name};
    SourceConfig source{.name = name};
    CY_TRY(const ConfigValue *table, config.find(own));
    if (!table->table())
        return fail(wrongConfigType(own, "a table", *table));
    source.definition = table->definition;
    const auto text = [&](const char *key) -> Result<const ConfigValue *> {
        const auto found = table->table()->find(key);
        if (found == table->table()->end())
            return nullptr;
        if (!found->second.string())
            return fail(wrongConfigType({"source", name, key}, "a string", found->second));
        return &found->second;
    };
    int locations = 0;
    const auto at = [&](const char *key, SourceConfig::Kind kind) -> Result<bool> {
        CY_TRY(const ConfigValue *value, text(key));
        if (!value)
            return false;
        ++locations;
        source.kind = kind;
        if (kind == SourceConfig::Kind::LocalRegistry || kind == SourceConfig::Kind::Directory)
            source.path = config.resolved(*value->string(), value->definition);
        else
            source.url = *value->string();
        return true;
    };
    CY_CHECK(at("registry", SourceConfig::Kind::Registry));
    CY_CHECK(at("local-registry", SourceConfig::Kind::LocalRegistry));
    CY_CHECK(at("directory", SourceConfig::Kind::Directory));
    CY_TRY(const bool git, at("git", SourceConfig::Kind::Git));
    for (const char *reference : {"branch", "tag", "rev"}) {
        CY_TRY(const ConfigValue *value, text(reference));
        if (!value)
            continue;
        if (!git)
            return fail(configError(
                std::format("`{}` has a `{}`, which only a `git` source can have", toString(own), reference),
                value->definition));
        // Cargo takes the first of the three and does not look at the others.
        if (source.gitReference.empty())
            source.gitReference = std::format("{}={}", reference, *value->string());
    }
    CY_TRY(const ConfigValue *replacement, text("replace-with"));
    if (replacement)
        source.replaceWith = *replacement->string();
    if (locations > 1)
        return fail(configError(std::format("`{}` names more than one place", toString(own)), table->definition));
    if (locations == 0 && name != "crates-io")
        return fail(Error{configError(std::format("`{}` names no place", toString(own)), table->definition)}.withHint(
            "give it `registry`, `local-registry`, `directory` or `git`"));
    return source;
}

bool samePlace(const SourceConfig &a, const SourceConfig &b)
{
    return a.kind == b.kind && a.url == b.url && a.path == b.path && a.gitReference == b.gitReference;
}

} // namespace

Result<std::map<std::string, SourceConfig>> sourceTable(const Config &config)
{
    std::map<std::string, SourceConfig> sources{{"crates-io", {.name = "crates-io"}}};
    CY_TRY(const auto names, config.names({"source"}));
    for (const auto &name : names) {
        CY_TRY(auto source, readSource(config, name));
        for (const auto &[other, defined] : sources) {
            if (other != name && name != "crates-io" && samePlace(source, defined))
                return fail(configError(std::format("the sources `{}` and `{}` are the same place", other, name),
                                        source.definition));
        }
        sources[name] = std::move(source);
    }
    return sources;
}

Result<SourceConfig> replacedSource(const Config &config, const std::map<std::string, SourceConfig> &sources,
                                    const std::string &name)
{
    std::set<std::string> seen;
    std::string current = name;
    Definition askedBy;
    while (true) {
        const auto found = sources.find(current);
        if (found == sources.end()) {
            CY_TRY(const auto index, config.string({"registries", current, "index"}));
            if (index)
                return SourceConfig{.name = current,
                                    .kind = SourceConfig::Kind::Registry,
                                    .url = index->value,
                                    .definition = index->definition};
            Error error = configError(std::format("no source is called `{}`", current), askedBy);
            error.code = ErrorCode::NotFound;
            std::vector<std::string> known;
            for (const auto &[other, source] : sources)
                known.push_back(other);
            const auto close = closest(current, known);
            error.hint =
                close ? std::format("did you mean `{}`?", *close) : std::format("define it under [source.{}]", current);
            return fail(std::move(error));
        }
        const SourceConfig &source = found->second;
        if (source.replaceWith.empty())
            return source;
        if (!seen.insert(current).second)
            return fail(configError(std::format("the source `{}` is replaced by itself in the end", current),
                                    source.definition));
        askedBy = source.definition;
        current = source.replaceWith;
    }
}

namespace {

constexpr std::string_view profileKeys[] = {"opt-level",         "debug",    "split-debuginfo", "debug-assertions",
                                            "overflow-checks",   "lto",      "panic",           "incremental",
                                            "codegen-units",     "rpath",    "strip",           "rustflags",
                                            "inherits",          "dir-name", "codegen-backend", "trim-paths",
                                            "hint-mostly-unused"};

} // namespace

Result<std::optional<ConfigValue>> profileTable(const Config &config, const std::string &name)
{
    const auto overlaid = [&](const ConfigKey &own) -> Result<std::optional<ConfigValue>> {
        CY_TRY(const ConfigValue *written, config.find(own));
        if (written && !written->table())
            return fail(wrongConfigType(own, "a table", *written));
        ConfigValue result =
            written ? *written : ConfigValue{ConfigValue::Table{}, {Definition::Kind::Environment, {}, {}}};
        auto &table = std::get<ConfigValue::Table>(result.value);
        for (const auto option : profileKeys) {
            ConfigKey key = own;
            key.emplace_back(option);
            CY_TRY(auto value, config.value(key));
            if (value)
                table.insert_or_assign(std::string(option), std::move(*value));
        }
        return written || !table.empty() ? std::optional(std::move(result)) : std::nullopt;
    };
    CY_TRY(auto profile, overlaid({"profile", name}));
    CY_TRY(auto buildOverride, overlaid({"profile", name, "build-override"}));
    if (buildOverride) {
        if (!profile)
            profile = ConfigValue{ConfigValue::Table{}, buildOverride->definition};
        std::get<ConfigValue::Table>(profile->value).insert_or_assign("build-override", std::move(*buildOverride));
    }
    return profile;
}

Result<bool> offline(const Config &config)
{
    CY_TRY(const auto value, config.boolean({"net", "offline"}));
    return value && value->value;
}

Result<std::optional<std::vector<std::string>>> aliasOf(const Config &config, const std::string &name)
{
    const ConfigKey key = dottedKey("alias." + name);
    CY_TRY(const ConfigValue *written, config.find(key));
    std::vector<std::string> expansion;
    if (written && written->list()) {
        CY_TRY(const auto words, config.words(key));
        expansion = words->value;
    } else {
        CY_TRY(const auto text, config.string(key));
        if (!text)
            return std::nullopt;
        expansion = splitWhitespace(text->value);
    }
    if (expansion.empty())
        return fail(ErrorCode::BadInput, std::format("`{}` is empty", toString(key)));
    return expansion;
}

} // namespace crossyard::cargo
