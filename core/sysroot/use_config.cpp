// SPDX-License-Identifier: MIT OR Apache-2.0
// A sysroot in a project's cargo configuration.
//
// target.NAME.rustflags is the place: it concerns what is compiled for the target, and nothing that runs on the host.
// Two rules of cargo's make it less simple than it looks ("cargo reference, Configuration, build.rustflags"): flags of
// a target hide those of build.rustflags, which we therefore repeat; and what several files say for one target is
// joined where it is lists, but not where it is strings, so that we keep the form that the others have.
#include "sysroot/use_sysroot.h"

#include "base/files.h"
#include "base/strings.h"
#include "cargo/rustflags.h"
#include "text/toml_document.h"

#include <algorithm>
#include <format>

namespace crossyard::sysroot {

namespace {

using text::TomlDocument;
using text::TomlPath;
using Words = std::vector<std::string>;

constexpr const char *sysrootWord = "--sysroot";
constexpr const char *unstableWord = "-Zunstable-options";

// A `--sysroot PATH` or `--sysroot=PATH` among flags.
struct SysrootFlag {
    int index = 0;
    bool joined = false;
    std::string path;
};

std::vector<SysrootFlag> sysrootFlags(const Words &words)
{
    std::vector<SysrootFlag> found;
    const std::string prefix = std::string(sysrootWord) + "=";
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (words[i].starts_with(prefix))
            found.push_back({static_cast<int>(i), true, words[i].substr(prefix.size())});
        else if (words[i] == sysrootWord)
            found.push_back({static_cast<int>(i), false, i + 1 < words.size() ? words[i + 1] : std::string()});
    }
    return found;
}

// A sysroot's path in a store of ours is STORE/sysroots/TARGET-KEY.
bool isOurs(const SysrootFlag &flag, const std::string &target)
{
    const fs::path path = fromUtf8(flag.path);
    return path.parent_path().filename() == "sysroots" && toUtf8(path.filename()).starts_with(target + "-");
}

fs::path configFile(const fs::path &project)
{
    const fs::path older = project / ".cargo" / "config"; // where both are, cargo reads this one
    std::error_code ignored;
    return fs::exists(older, ignored) ? older : project / ".cargo" / "config.toml";
}

bool sameFile(const fs::path &a, const fs::path &b)
{
    std::error_code ignored;
    return a == b || fs::equivalent(a, b, ignored);
}

class ConfigEditor {
public:
    ConfigEditor(FileEdit edit, TomlDocument document, cargo::Config config, std::string target)
        : m_plan{std::move(edit), {}}, m_document(std::move(document)), m_config(std::move(config)),
          m_target(std::move(target))
    {
        m_key = {"target"};
        for (auto &part : cargo::dottedKey(m_target))
            m_key.push_back(std::move(part));
        m_key.emplace_back("rustflags");
        for (const auto &part : m_key)
            m_path.emplace_back(part);
    }

    static Result<ConfigEditor> open(const fs::path &project, const std::string &target,
                                     std::map<std::string, std::string> environment)
    {
        // The variables' flags are no file's, and are not to become so.
        std::erase_if(environment, [](const auto &variable) { return variable.first.ends_with("RUSTFLAGS"); });
        CY_TRY(FileEdit edit, editOf(configFile(absolutePath(project))));
        CY_TRY(TomlDocument document, TomlDocument::parse(edit.before.value_or(""), edit.file));
        CY_TRY(cargo::Config config, cargo::Config::load({.directory = project, .environment = environment}));
        return ConfigEditor(std::move(edit), std::move(document), std::move(config), target);
    }

    Result<ConfigPlan> add(const ConfigUse &request)
    {
        const std::string path = toUtf8(request.use.sysroot);
        CY_CHECK(readElsewhere());
        CY_TRY(const Words own, ownWords());
        CY_TRY(const auto flag, ourFlag(own));
        CY_CHECK(isString() ? writeString(own, flag, path) : writeList(own, flag, path, request.cfgs));
        if (request.use.spec)
            CY_CHECK(allowCustomTarget());
        if (request.defaultTarget) {
            CY_TRY(m_document, m_document.set({"build", "target"}, m_target));
        }
        if (!isChosenAnyway(request.use.toolchain))
            m_plan.remarks.push_back(
                std::format("the sysroot fits {} alone, which is not the toolchain that cargo takes "
                            "here by itself: choose it when you build",
                            request.use.toolchain.name));
        for (const char *variable : {"CARGO_ENCODED_RUSTFLAGS", "RUSTFLAGS"}) {
            if (request.environment.contains(variable))
                m_plan.remarks.push_back(std::format(
                    "the variable {} is set: while it is, cargo takes no flags from its configuration", variable));
        }
        return finished();
    }

    Result<ConfigPlan> remove(bool defaultTarget)
    {
        CY_TRY(const Words own, ownWords());
        const auto flags = sysrootFlags(own);
        const auto flag = std::ranges::find_if(flags, [&](const auto &one) { return isOurs(one, m_target); });
        if (flag != flags.end())
            CY_CHECK(takeOut(own, *flag));
        const toml::node *usual = m_document.find({"build", "target"});
        if (defaultTarget && usual && usual->value_or(std::string()) == m_target)
            CY_CHECK(removeKey({"build", "target"}));
        return finished();
    }

private:
    Result<Words> ownWords() const
    {
        const toml::node *node = m_document.find(m_path);
        if (!node)
            return Words{};
        if (const auto *string = node->as_string())
            return splitWhitespace(string->get());
        CY_TRY(const cargo::ConfigValue value, cargo::fromToml(*node, {}));
        Words words;
        for (const auto &item : value.list() ? *value.list() : cargo::ConfigValue::List{}) {
            if (!item.string())
                return fail(
                    Error{ErrorCode::BadInput, std::format("`{}` must be a list of strings", cargo::toString(m_key))}
                        .withPlace(m_document.place(m_path)));
            words.push_back(*item.string());
        }
        return words;
    }

    // What other files say for the target.
    Result<void> readElsewhere()
    {
        CY_TRY(const cargo::ConfigValue *value, m_config.find(m_key));
        if (!value)
            return {};
        const auto foreign = [&](const cargo::ConfigValue &one) {
            return one.definition.fromFile() && !sameFile(one.definition.place.file, m_plan.edit.file);
        };
        Words words;
        Place place;
        if (const auto *string = value->string(); string && foreign(*value)) {
            words = m_stringElsewhere.emplace(splitWhitespace(*string));
            place = value->definition.place;
        }
        for (const auto &item : value->list() ? *value->list() : cargo::ConfigValue::List{}) {
            if (foreign(item) && item.string()) {
                words.push_back(*item.string());
                place = item.definition.place;
            }
        }
        if (const auto flags = sysrootFlags(words); !flags.empty() && !m_stringElsewhere)
            return fail(anotherSysroot(flags.front(), place));
        return {};
    }

    Error anotherSysroot(const SysrootFlag &flag, Place place) const
    {
        return Error{ErrorCode::BadInput,
                     std::format("the flags for {} name another sysroot already: {}", m_target, flag.path)}
            .withPlace(std::move(place))
            .withHint("take it out first: the compiler takes one --sysroot only");
    }

    Result<std::optional<SysrootFlag>> ourFlag(const Words &words) const
    {
        const auto flags = sysrootFlags(words);
        for (const auto &flag : flags) {
            if (!isOurs(flag, m_target) || flags.size() > 1)
                return fail(anotherSysroot(flag, m_document.place(m_path)));
        }
        return flags.empty() ? std::nullopt : std::optional(flags.front());
    }

    bool isString() const
    {
        const toml::node *node = m_document.find(m_path);
        return node ? node->is_string() : m_stringElsewhere.has_value();
    }

    Result<void> writeString(Words words, std::optional<SysrootFlag> flag, const std::string &path)
    {
        const bool present = m_document.find(m_path);
        if (!present && m_stringElsewhere) {
            words = *m_stringElsewhere;
            CY_TRY(flag, ourFlag(words));
            m_plan.remarks.push_back(std::format(
                "another file has flags for {} as one string, which these replace: they are repeated", m_target));
        }
        put(words, flag, path);
        if (path.find_first_of(" \t") == std::string::npos)
            return set(join(words, " "));
        if (m_stringElsewhere || !present)
            return fail(Error{ErrorCode::Unsupported, std::format("the sysroot's path has a space in it, and `{}` is "
                                                                  "one string in another file",
                                                                  cargo::toString(m_key))}
                            .withPlace(m_document.place(m_path))
                            .withHint("make it a list of strings there"));
        return set(words);
    }

    Result<void> writeList(const Words &own, const std::optional<SysrootFlag> &flag, const std::string &path,
                           const cargo::CfgSet *cfgs)
    {
        if (flag) {
            TomlPath place = m_path;
            place.emplace_back(flag->joined ? flag->index : flag->index + 1);
            CY_TRY(m_document, m_document.set(place, flag->joined ? std::string(sysrootWord) + "=" + path : path));
            return {};
        }
        if (m_document.find(m_path)) {
            CY_TRY(m_document, m_document.appendToArray(m_path, sysrootWord));
            CY_TRY(m_document, m_document.appendToArray(m_path, path));
            return {};
        }
        Words words = own;
        CY_TRY(const auto usual, cargo::tableFlags(m_config, m_target, cfgs, cargo::FlagsFor::Rustc));
        if (usual.source == cargo::UserFlags::Source::Build && !usual.flags.empty()) {
            words = usual.flags;
            m_plan.remarks.push_back(
                std::format("flags for a target hide those of build.rustflags: for {} they are repeated", m_target));
        }
        put(words, std::nullopt, path);
        return set(words);
    }

    static void put(Words &words, const std::optional<SysrootFlag> &flag, const std::string &path)
    {
        if (!flag)
            words.insert(words.end(), {sysrootWord, path});
        else if (flag->joined)
            words[static_cast<std::size_t>(flag->index)] = std::string(sysrootWord) + "=" + path;
        else
            words[static_cast<std::size_t>(flag->index) + 1] = path;
    }

    Result<void> set(const text::TomlValue &value)
    {
        CY_TRY(m_document, m_document.set(m_path, value));
        return {};
    }

    // With the tables that are empty then, but for those in which somebody wrote a comment.
    Result<void> removeKey(TomlPath path)
    {
        CY_TRY(m_document, m_document.remove(path));
        for (path.pop_back(); !path.empty(); path.pop_back()) {
            const toml::node *node = m_document.find(path);
            if (!node)
                continue;
            if (!node->is_table() || !node->as_table()->empty())
                break;
            CY_TRY(TomlDocument without, m_document.remove(path));
            if (std::ranges::count(without.bytes(), '#') != std::ranges::count(m_document.bytes(), '#'))
                break;
            m_document = std::move(without);
        }
        return {};
    }

    Result<void> allowCustomTarget()
    {
        CY_TRY(const Words words, ownWords());
        if (std::ranges::contains(words, unstableWord))
            return {};
        if (isString())
            return set(join(words, " ") + " " + unstableWord);
        CY_TRY(m_document, m_document.appendToArray(m_path, unstableWord));
        return {};
    }

    Result<void> takeOut(const Words &own, const SysrootFlag &flag)
    {
        const auto first = own.begin() + flag.index;
        auto last = first + (flag.joined ? 1 : 2);
        if (last != own.end() && *last == unstableWord)
            ++last;
        Words left(own.begin(), first);
        left.insert(left.end(), last, own.end());
        CY_TRY(const auto usual, m_config.words({"build", "rustflags"}));
        if (left.empty() || (usual && usual->value == left))
            return removeKey(m_path);
        if (isString())
            return set(join(left, " "));
        for (auto i = last; i != first;) {
            TomlPath place = m_path;
            place.emplace_back(static_cast<int>(--i - own.begin()));
            CY_TRY(m_document, m_document.remove(place));
        }
        return {};
    }

    Result<ConfigPlan> finished()
    {
        if (m_document.bytes() != m_plan.edit.before.value_or(""))
            m_plan.edit.after = m_document.bytes();
        if (m_plan.edit.changes() && trim(m_document.bytes()).empty())
            m_plan.edit.after.reset();
        return std::move(m_plan);
    }

    ConfigPlan m_plan;
    TomlDocument m_document;
    cargo::Config m_config;
    std::string m_target;
    cargo::ConfigKey m_key;
    TomlPath m_path;
    std::optional<Words> m_stringElsewhere;
};

} // namespace

Result<ConfigPlan> planConfig(const ConfigUse &request)
{
    if (request.use.spec && !request.use.toolchain.compiler.allowsUnstable())
        return fail(
            Error{ErrorCode::Unsupported, std::format("a stable compiler takes the custom target {} only as an "
                                                      "unstable feature, which cargo's configuration cannot ask for",
                                                      request.use.target)}
                .withHint("build with `crossyard cargo`, or link a toolchain"));
    CY_TRY(ConfigEditor editor, ConfigEditor::open(request.project, request.use.target, request.environment));
    return editor.add(request);
}

Result<ConfigPlan> planConfigRemoval(const fs::path &project, const std::string &target, bool defaultTarget)
{
    CY_TRY(ConfigEditor editor, ConfigEditor::open(project, target, wholeEnvironment()));
    return editor.remove(defaultTarget);
}

} // namespace crossyard::sysroot
