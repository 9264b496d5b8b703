// SPDX-License-Identifier: MIT OR Apache-2.0
#include "cargo/config_tables.h"

#include "base/strings.h"

#include <algorithm>
#include <format>

namespace crossyard::cargo {

namespace {

/// A tool's variable (RUSTC, RUSTC_WRAPPER) beats its key; an empty one counts as none.
Result<std::optional<fs::path>> tool(const Config &config, const std::string &variable, const ConfigKey &key)
{
    CY_TRY(auto fromConfig, config.program(key));
    if (const auto text = config.variable(variable))
        fromConfig = config.resolvedProgram(*text, {Definition::Kind::Environment, {}, variable});
    return fromConfig && fromConfig->empty() ? std::nullopt : fromConfig;
}

Result<void> readTargets(const Config &config, BuildConfig &build)
{
    const ConfigKey key{"build", "target"};
    CY_TRY(const auto value, config.value(key));
    if (!value)
        return {};
    build.targetsDefinition = value->definition;
    // A list that the environment adds a word to is at home where the variable is.
    const std::string variable = environmentName(key);
    if (value->list() && config.variable(variable) && value->definition.kind < Definition::Kind::Environment)
        build.targetsDefinition = {Definition::Kind::Environment, {}, variable};
    const auto add = [&](const ConfigValue &item) -> Result<void> {
        if (!item.string())
            return fail(wrongConfigType(key, "a target or an array of targets", item));
        const std::string name(trim(*item.string()));
        if (name.empty())
            return fail(configError("`build.target` is empty", item.definition));
        build.targets.push_back(name.ends_with(".json") ? toUtf8(config.resolved(name, build.targetsDefinition))
                                                        : name);
        return {};
    };
    if (!value->list())
        return add(*value);
    for (const auto &item : *value->list())
        CY_CHECK(add(item));
    return {};
}

Result<void> readJobs(const Config &config, BuildConfig &build)
{
    const ConfigKey key{"build", "jobs"};
    CY_TRY(const auto value, config.value(key));
    if (!value || (value->string() && *value->string() == "default"))
        return {};
    if (!value->integer())
        return fail(wrongConfigType(key, "a number of jobs or \"default\"", *value));
    if (*value->integer() == 0)
        return fail(configError("`build.jobs` may not be 0", value->definition));
    build.jobs = *value->integer();
    return {};
}

Result<void> readTargetDir(const Config &config, BuildConfig &build)
{
    CY_TRY(const auto fromConfig, config.string({"build", "target-dir"}));
    const auto variable = config.variable("CARGO_TARGET_DIR");
    const auto chosen = variable
                            ? Defined<std::string>{*variable, {Definition::Kind::Environment, {}, "CARGO_TARGET_DIR"}}
                            : fromConfig.value_or(Defined<std::string>{});
    if (!variable && !fromConfig)
        return {};
    if (chosen.value.empty())
        return fail(configError("the target directory is an empty text", chosen.definition));
    build.targetDir = config.resolved(chosen.value, chosen.definition);
    return {};
}

} // namespace

Result<BuildConfig> buildConfig(const Config &config)
{
    BuildConfig build;
    CY_CHECK(readTargets(config, build));
    CY_CHECK(readJobs(config, build));
    CY_CHECK(readTargetDir(config, build));
    CY_TRY(build.buildDir, config.string({"build", "build-dir"}));
    CY_TRY(build.rustc, tool(config, "RUSTC", {"build", "rustc"}));
    CY_TRY(build.rustdoc, tool(config, "RUSTDOC", {"build", "rustdoc"}));
    CY_TRY(build.rustcWrapper, tool(config, "RUSTC_WRAPPER", {"build", "rustc-wrapper"}));
    CY_TRY(build.rustcWorkspaceWrapper, tool(config, "RUSTC_WORKSPACE_WRAPPER", {"build", "rustc-workspace-wrapper"}));
    CY_TRY(const auto incremental, config.boolean({"build", "incremental"}));
    if (incremental)
        build.incremental = incremental->value;
    // CARGO_INCREMENTAL is older than the key; cargo takes only these two values for an answer.
    if (const auto variable = config.variable("CARGO_INCREMENTAL"))
        build.incremental = *variable == "1";
    return build;
}

Result<CompilerWrappers> compilerWrappers(const Config &config, const std::optional<std::string> &given)
{
    CY_TRY(const BuildConfig build, buildConfig(config));
    const auto find = [](const std::optional<fs::path> &asked, const char *key) -> Result<std::optional<fs::path>> {
        if (!asked || asked->empty())
            return std::nullopt;
        if (auto found = findProgram(toUtf8(*asked)))
            return found;
        return fail(Error{ErrorCode::NotFound, std::format("the compiler's wrapper {} cannot be run: there is no such "
                                                           "program",
                                                           toUtf8(*asked))}
                        .withHint(std::format("install it, or see what {} and its variable say", key)));
    };
    CompilerWrappers wrappers;
    CY_TRY(wrappers.every, find(given ? std::optional(fromUtf8(*given)) : build.rustcWrapper, "build.rustc-wrapper"));
    CY_TRY(wrappers.members, find(build.rustcWorkspaceWrapper, "build.rustc-workspace-wrapper"));
    return wrappers;
}

namespace {

/// Cargo reads every [target] table, also those of targets that nobody asked for, and so finds their mistakes.
Result<void> checkTargetTable(const ConfigKey &own, const ConfigValue &value)
{
    if (!value.table())
        return fail(wrongConfigType(own, "a table", value));
    for (const auto &[name, said] : *value.table()) {
        ConfigKey key = own;
        key.push_back(name);
        if (name == "linker" && !said.string())
            return fail(wrongConfigType(key, "a string", said));
        if (name != "runner" && name != "rustflags" && name != "rustdocflags")
            continue;
        const auto *list = said.list();
        if (!list && !said.string())
            return fail(wrongConfigType(key, "a string or an array of strings", said));
        if (name == "runner" && (list ? list->empty() : trim(*said.string()).empty()))
            return fail(configError(std::format("`{}` names no program", toString(key)), said.definition));
        for (const auto &item : list ? *list : ConfigValue::List{}) {
            if (!item.string())
                return fail(wrongConfigType(key, "a string or an array of strings", item));
        }
    }
    return {};
}

} // namespace

Result<std::vector<std::string>> matchingCfgTables(const Config &config, const CfgSet &cfgs)
{
    CY_TRY(const auto names, config.names({"target"}));
    std::vector<std::string> matching;
    for (const auto &name : names) {
        const ConfigKey own{"target", name};
        CY_TRY(const ConfigValue *table, config.find(own));
        CY_CHECK(checkTargetTable(own, *table));
        if (!name.starts_with("cfg("))
            continue;
        const auto platform = parsePlatform(name);
        if (platform && platform->isCfg() && matches(*platform, {}, cfgs))
            matching.push_back(name);
    }
    return matching;
}

namespace {

Result<std::optional<ProgramAndArguments>> programWithArguments(const Config &config, const ConfigKey &key)
{
    CY_TRY(const auto words, config.words(key));
    if (!words)
        return std::nullopt;
    if (words->value.empty())
        return fail(configError(std::format("`{}` names no program", toString(key)), words->definition));
    return ProgramAndArguments{config.resolvedProgram(words->value.front(), words->definition),
                               {words->value.begin() + 1, words->value.end()}};
}

Error twoTables(std::string_view what, const std::string &first, const std::string &second)
{
    return Error{
        ErrorCode::BadInput,
        std::format("two tables fit this target and both set the {}: target.'{}' and target.'{}'", what, first, second)}
        .withHint(std::format("set it under the target's own name instead, or in one table only"));
}

/// Asks a getter under the target's own name, then under the cfg tables that fit; two of those are an error.
template <class T, class Get>
Result<std::optional<T>> forTarget(const ConfigKey &own, const std::vector<std::string> &cfgTables, const char *what,
                                   Get get)
{
    ConfigKey key = own;
    key.emplace_back(what);
    CY_TRY(std::optional<T> found, get(key));
    if (found)
        return found;
    std::string where;
    for (const auto &table : cfgTables) {
        CY_TRY(std::optional<T> here, get(ConfigKey{"target", table, what}));
        if (!here)
            continue;
        if (found)
            return fail(twoTables(what, where, table));
        found = std::move(here);
        where = table;
    }
    return found;
}

Result<std::vector<std::string>> overrideList(const ConfigKey &key, const ConfigValue &value)
{
    if (!value.list())
        return fail(wrongConfigType(key, "an array of strings", value));
    std::vector<std::string> items;
    for (const auto &item : *value.list()) {
        if (!item.string())
            return fail(wrongConfigType(key, "an array of strings", item));
        items.push_back(*item.string());
    }
    return items;
}

/// `rustc-flags`: only -l and -L, with or without a space before their values.
Result<void> readRustcFlags(const ConfigKey &key, const ConfigValue &value, LinksOverride &result)
{
    if (!value.string())
        return fail(wrongConfigType(key, "a string", value));
    const auto words = splitWhitespace(*value.string());
    for (auto word = words.begin(); word != words.end(); ++word) {
        const std::string flag = word->substr(0, 2);
        if (flag != "-l" && flag != "-L")
            return fail(configError(std::format("`{}` takes -l and -L only, not `{}`", toString(key), *word),
                                    value.definition));
        std::string argument = word->substr(2);
        if (argument.empty() && ++word == words.end())
            return fail(
                configError(std::format("`{}` has a {} without a value", toString(key), flag), value.definition));
        (flag == "-l" ? result.libraries : result.libraryPaths).push_back(argument.empty() ? *word : argument);
    }
    return {};
}

Result<void> readOverrideKey(const ConfigKey &key, const ConfigValue &value, LinksOverride &result)
{
    const std::string &name = key.back();
    const auto append = [&](std::vector<std::string> &to) -> Result<void> {
        CY_TRY(const auto items, overrideList(key, value));
        to.insert(to.end(), items.begin(), items.end());
        return {};
    };
    if (name == "rustc-flags")
        return readRustcFlags(key, value, result);
    if (name == "rustc-link-lib")
        return append(result.libraries);
    if (name == "rustc-link-search")
        return append(result.libraryPaths);
    if (name == "rustc-cfg")
        return append(result.cfgs);
    if (name == "rustc-check-cfg")
        return append(result.checkCfgs);
    if (name == "rustc-cdylib-link-arg" || name == "rustc-link-arg" || name.starts_with("rustc-link-arg-")) {
        CY_TRY(const auto items, overrideList(key, value));
        const std::string kind = name == "rustc-cdylib-link-arg" ? "rustc-link-arg-cdylib" : name;
        for (const auto &item : items)
            result.linkArguments.push_back({kind, item});
        return {};
    }
    if (name == "rustc-env") {
        if (!value.table())
            return fail(wrongConfigType(key, "a table of strings", value));
        for (const auto &[variable, text] : *value.table()) {
            if (!text.string())
                return fail(wrongConfigType(key, "a table of strings", text));
            result.environment[variable] = *text.string();
        }
        return {};
    }
    if (name == "warning" || name == "rerun-if-changed" || name == "rerun-if-env-changed")
        return fail(configError(std::format("`{}` cannot be said in place of a build script", toString(key)),
                                value.definition));
    if (!value.string())
        return fail(wrongConfigType(key, "a string", value));
    result.metadata[name] = *value.string();
    return {};
}

Result<std::map<std::string, LinksOverride>> linksOverrides(const Config &config, const ConfigKey &own)
{
    std::map<std::string, LinksOverride> overrides;
    CY_TRY(const ConfigValue *table, config.find(own));
    if (!table)
        return overrides;
    if (!table->table())
        return fail(wrongConfigType(own, "a table", *table));
    for (const auto &[name, value] : *table->table()) {
        // `ar` had a meaning once and is still passed over.
        constexpr std::string_view others[] = {"ar", "linker", "runner", "rustflags", "rustdocflags"};
        if (std::ranges::contains(others, name))
            continue;
        ConfigKey key = own;
        key.push_back(name);
        if (!value.table())
            return fail(wrongConfigType(key, "a table", value));
        LinksOverride result;
        for (const auto &[instruction, said] : *value.table()) {
            key.push_back(instruction);
            CY_CHECK(readOverrideKey(key, said, result));
            key.pop_back();
        }
        overrides.emplace(name, std::move(result));
    }
    return overrides;
}

} // namespace

Result<TargetConfig> targetConfig(const Config &config, const std::string &name, const CfgSet &cfgs)
{
    CY_TRY(const auto tables, matchingCfgTables(config, cfgs));
    const ConfigKey own = dottedKey("target." + name);
    TargetConfig target;
    CY_TRY(target.linker,
           forTarget<fs::path>(own, tables, "linker", [&](const ConfigKey &key) { return config.program(key); }));
    CY_TRY(target.runner, forTarget<ProgramAndArguments>(own, tables, "runner", [&](const ConfigKey &key) {
               return programWithArguments(config, key);
           }));
    CY_TRY(target.linksOverrides, linksOverrides(config, own));
    return target;
}

} // namespace crossyard::cargo
