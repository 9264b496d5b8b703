// SPDX-License-Identifier: MIT OR Apache-2.0
// Finding and reading the files of a configuration. They are read from the working directory upward, CARGO_HOME's last,
// each into what was read before it without overriding it; then come the `--config` arguments, which override.
// "cargo reference, Configuration, 'Hierarchical structure'".
#include "cargo/config.h"

#include "base/files.h"
#include "base/strings.h"
#include "text/toml.h"

#include <format>
#include <set>

namespace crossyard::cargo {

namespace {

fs::path canonicalOr(const fs::path &path)
{
    std::error_code error;
    const auto canonical = fs::canonical(path, error);
    return error ? path : canonical;
}

bool isThere(const fs::path &path)
{
    std::error_code ignored;
    return fs::exists(path, ignored);
}

/// CARGO_HOME, or .cargo in the home directory.
fs::path homeOf(const Config &config)
{
    if (const auto home = config.variable("CARGO_HOME"); home && !home->empty())
        return resolvePath(config.directory(), fromUtf8(*home));
    const auto user = config.variable("HOME");
    return (user && !user->empty() ? fromUtf8(*user) : homeDirectory()) / ".cargo";
}

struct Include {
    fs::path path;
    Definition definition;
    bool optional = false;
};

Result<Include> asInclude(const ConfigValue &item)
{
    const ConfigKey key{"include"};
    Include include{.path = {}, .definition = item.definition};
    if (const auto *text = item.string()) {
        include.path = fromUtf8(*text);
    } else if (const auto *table = item.table()) {
        const auto path = table->find("path");
        if (path == table->end())
            return fail(configError("this entry of `include` has no `path`", item.definition));
        if (!path->second.string())
            return fail(wrongConfigType({"include", "path"}, "a string", path->second));
        include.path = fromUtf8(*path->second.string());
        if (const auto optional = table->find("optional"); optional != table->end()) {
            if (!optional->second.boolean())
                return fail(wrongConfigType({"include", "optional"}, "true or false", optional->second));
            include.optional = *optional->second.boolean();
        }
    } else {
        return fail(wrongConfigType(key, "an array of strings or of tables with a `path`", item));
    }
    const std::string text = toUtf8(include.path);
    if (include.path.extension() != ".toml")
        return fail(
            configError(std::format("`include` takes files that end in .toml, not `{}`", text), item.definition));
    if (text.find_first_of("*?[]{}") != std::string::npos)
        return fail(configError(std::format("`include` takes no patterns and no templates, but got `{}`", text),
                                item.definition));
    return include;
}

} // namespace

class ConfigLoader {
public:
    explicit ConfigLoader(Config &config) : m_config(config) {}

    /// A file with what it includes. `seen` holds the files on the way here.
    Result<ConfigValue> file(const fs::path &path, Definition::Kind kind, std::set<fs::path> &seen)
    {
        const Definition definition{kind, {.file = path}, {}};
        if (!seen.insert(path).second)
            return fail(configError("this configuration file includes itself, or is given twice", definition));
        m_config.m_files.push_back(path);
        CY_TRY(const std::string content, readFile(path));
        CY_TRY(const toml::table table, text::parseToml(content, path));
        CY_TRY(ConfigValue value, fromToml(table, definition));
        return withIncludes(std::move(value), kind, seen);
    }

    Result<ConfigValue> withIncludes(ConfigValue value, Definition::Kind kind, std::set<fs::path> &seen)
    {
        auto &table = std::get<ConfigValue::Table>(value.value);
        const auto entry = table.extract("include");
        if (entry.empty())
            return value;
        const auto *list = entry.mapped().list();
        if (!list)
            return fail(wrongConfigType({"include"}, "an array of strings or of tables with a `path`", entry.mapped()));
        ConfigValue whole{ConfigValue::Table{}, value.definition};
        for (const auto &item : *list) {
            CY_TRY(const Include include, asInclude(item));
            const auto base =
                include.definition.fromFile() ? include.definition.place.file.parent_path() : m_config.m_directory;
            const fs::path path = resolvePath(base, include.path);
            if (include.optional && !isThere(path))
                continue;
            auto included = file(path, kind, seen);
            if (!included)
                return fail(std::move(included.error())
                                .withContext(std::format("reading what {} includes", include.definition.describe())));
            CY_CHECK(merge(whole, std::move(*included), Precedence::Newer));
        }
        CY_CHECK(merge(whole, std::move(value), Precedence::Newer));
        return whole;
    }

    Result<void> discovered(const fs::path &from)
    {
        std::set<fs::path> seenDirectories;
        for (fs::path directory = from;; directory = directory.parent_path()) {
            CY_CHECK(directoryOf(directory / ".cargo"));
            seenDirectories.insert(canonicalOr(directory / ".cargo"));
            if (directory == directory.parent_path())
                break;
        }
        const fs::path &home = m_config.m_cargoHome;
        return seenDirectories.contains(canonicalOr(home)) ? Result<void>() : directoryOf(home);
    }

    Result<void> arguments(const std::vector<std::string> &arguments)
    {
        ConfigValue all{ConfigValue::Table{}, {.kind = Definition::Kind::Argument}};
        std::set<fs::path> seen;
        for (const auto &argument : arguments) {
            const fs::path path = resolvePath(m_config.m_directory, fromUtf8(argument));
            auto value = !argument.empty() && isThere(path) ? file(path, Definition::Kind::Argument, seen)
                                                            : assignment(argument);
            if (!value)
                return fail(std::move(value.error()).withContext(std::format("reading `--config {}`", argument)));
            CY_CHECK(merge(all, std::move(*value), Precedence::Newer));
        }
        return merge(m_config.m_root, std::move(all), Precedence::Newer);
    }

private:
    /// Reads `config` or `config.toml` of a directory.
    Result<void> directoryOf(const fs::path &directory)
    {
        const fs::path bare = directory / "config";
        const fs::path usual = directory / "config.toml";
        if (!isThere(bare) && !isThere(usual))
            return {};
        if (isThere(bare)) {
            std::error_code ignored;
            if (!isThere(usual))
                m_config.m_warnings.push_back(
                    std::format("`{}` is an old name, cargo wants `config.toml`", toUtf8(bare)));
            else if (!fs::equivalent(bare, usual, ignored))
                m_config.m_warnings.push_back(
                    std::format("both `{}` and `{}` exist; cargo uses the first", toUtf8(bare), toUtf8(usual)));
        }
        std::set<fs::path> seen;
        CY_TRY(ConfigValue value, file(isThere(bare) ? bare : usual, Definition::Kind::File, seen));
        return merge(m_config.m_root, std::move(value), Precedence::Older);
    }

    /// `KEY=VALUE`: one dotted key, no table header, no inline table, no comment.
    Result<ConfigValue> assignment(const std::string &argument)
    {
        const auto wrong = [&](std::string_view why) {
            return fail(Error{ErrorCode::Usage, std::format("`--config {}` {}", argument, why)}.withHint(
                "write one dotted key and its value, such as `build.jobs=2` or `target.T.linker=\"lld\"`, or the path "
                "of "
                "a file that exists"));
        };
        auto parsed = text::parseToml(argument, {});
        if (!parsed)
            return wrong(trim(parsed.error().message));
        const auto start = trim(argument);
        if (start.empty() || start.front() == '[' || start.front() == '#')
            return wrong("is not a key with a value");
        const toml::node *node = &*parsed;
        while (const auto *table = node->as_table()) {
            if (table->is_inline())
                return wrong("gives a whole table at once");
            if (table->size() != 1)
                return wrong("is not one key with one value");
            node = &table->begin()->second;
        }
        if (const auto end = node->source().end; !restIsBlank(argument, end))
            return wrong("has more in it than a key and a value");
        CY_CHECK(refuseSecrets(*parsed));
        CY_TRY(ConfigValue value, fromToml(*parsed, {Definition::Kind::Argument, {}, argument}));
        std::set<fs::path> seen;
        return withIncludes(std::move(value), Definition::Kind::Argument, seen);
    }

    /// Whether only white space stands after a position.
    static bool restIsBlank(std::string_view text, toml::source_position end)
    {
        for (auto line = end.line; line > 1; --line) {
            const auto newline = text.find('\n');
            if (newline == std::string_view::npos)
                return true;
            text.remove_prefix(newline + 1);
        }
        // Columns count characters; no more than that many bytes are certain to lie before the end.
        std::size_t at = 0;
        for (toml::source_index column = 1; column < end.column && at < text.size(); ++column) {
            do {
                ++at;
            } while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80);
        }
        return trim(text.substr(at)).empty();
    }

    /// Command lines are seen by everybody on the machine; cargo takes no secrets from them.
    static Result<void> refuseSecrets(const toml::table &table)
    {
        const auto holds = [](const toml::node *node) {
            const auto *inner = node ? node->as_table() : nullptr;
            return inner && (inner->contains("token") || inner->contains("secret-key"));
        };
        bool found = holds(table.get("registry"));
        if (const auto *registries = table["registries"].as_table()) {
            for (const auto &[name, registry] : *registries)
                found = found || holds(&registry);
        }
        if (found)
            return fail(ErrorCode::Usage, "a registry's token or secret key cannot be given with `--config`");
        return {};
    }

    Config &m_config;
};

Result<Config> Config::load(ConfigRequest request)
{
    Config config;
    config.m_environment = std::move(request.environment);
    config.m_directory = canonicalOr(absolutePath(request.directory));
    config.m_cargoHome = homeOf(config);
    ConfigLoader loader(config);
    const bool elsewhere = !request.filesFrom.empty();
    CY_CHECK(loader.discovered(elsewhere ? resolvePath(config.m_directory, request.filesFrom) : config.m_directory));
    CY_CHECK(loader.arguments(request.arguments));
    return config;
}

} // namespace crossyard::cargo
