// SPDX-License-Identifier: MIT OR Apache-2.0
// One pass goes over the options before the subcommand, one over those
// behind it. Only options that take a value must be known for that, so that no value is taken for an option, and no
// option for a value; cargo itself takes no word with a leading dash for a value, but for --jobs.
#include "cargo/invocation.h"

#include "base/strings.h"
#include "cargo/config_tables.h"
#include "cargo/invocation_table.h"

#include <algorithm>
#include <format>

namespace crossyard::cargo {

namespace {

class InvocationParser {
public:
    explicit InvocationParser(const std::vector<std::string> &words) : m_words(words) {}

    Result<CargoInvocation> parsed()
    {
        if (!m_words.empty() && m_words.front().size() > 1 && m_words.front().front() == '+')
            m_result.toolchain = m_words[m_next++].substr(1);
        const auto begin = m_next;
        CY_CHECK(options(true));
        m_result.globalWords.assign(m_words.begin() + std::ptrdiff_t(begin), m_words.begin() + std::ptrdiff_t(m_next));
        if (m_next < m_words.size() && !m_informs) {
            m_result.subcommand = m_words[m_next++];
            CY_CHECK(subcommand());
        } else if (m_next < m_words.size()) {
            // `cargo --list build`: cargo answers the option and does nothing else; the rest is handed on.
            m_result.words.assign(m_words.begin() + std::ptrdiff_t(m_next), m_words.end());
        }
        if (m_result.help || m_informs)
            m_result.sysroot = SysrootUse::Never;
        return std::move(m_result);
    }

private:
    Result<void> subcommand()
    {
        const auto begin = m_next;
        const SubcommandFacts facts = subcommandFacts(m_result.subcommand);
        m_result.kind = facts.kind;
        m_result.subcommand = facts.name;
        m_result.sysroot = facts.sysroot;
        m_result.checkOnly = facts.checkOnly;
        m_result.isDoc = facts.isDoc;
        m_result.isTest = facts.isTest;
        m_result.runsProgram = facts.runsProgram;
        m_stopAtPlainWord = facts.plainWordEndsOptions;
        if (facts.kind != CargoInvocation::Kind::Script)
            CY_CHECK(options(false));
        m_result.words.assign(m_words.begin() + std::ptrdiff_t(begin), m_words.begin() + std::ptrdiff_t(m_next));
        if (m_next < m_words.size() && m_words[m_next] == "--") {
            m_result.separated = true;
            ++m_next;
        }
        m_result.trailing.assign(m_words.begin() + std::ptrdiff_t(m_next), m_words.end());
        if (m_compilesNothing)
            m_result.sysroot = SysrootUse::Never;
        return {};
    }

    /// Reads options up to the subcommand (`global`), or up to "--" or the end.
    Result<void> options(bool global)
    {
        while (m_next < m_words.size()) {
            const std::string &word = m_words[m_next];
            if (word == "--")
                return {};
            if (word.starts_with("--")) {
                CY_CHECK(longOption(word, global));
            } else if (word.size() > 1 && word.front() == '-') {
                CY_CHECK(shortOptions(word, global));
            } else if (global || m_stopAtPlainWord) {
                return {};
            } else {
                ++m_next;
            }
        }
        return {};
    }

    Result<void> longOption(const std::string &word, bool global)
    {
        const auto equals = word.find('=');
        const std::string name = word.substr(2, equals == std::string::npos ? equals : equals - 2);
        ++m_next;
        std::optional<std::string> value;
        if (equals != std::string::npos) {
            value = word.substr(equals + 1);
        } else if (longOptionTakesValue(m_result.subcommand, name)) {
            CY_TRY(value, nextValue("--" + name, name == "jobs"));
        }
        return apply(name, value, global);
    }

    /// A cluster of short options: -vj4, -r, -F feature.
    Result<void> shortOptions(const std::string &cluster, bool global)
    {
        ++m_next;
        for (std::size_t at = 1; at < cluster.size(); ++at) {
            const char letter = cluster[at];
            const ShortOption option = shortOption(m_result.subcommand, letter);
            std::optional<std::string> value;
            if (option.takesValue) {
                auto rest = cluster.substr(at + 1);
                if (rest.starts_with('='))
                    rest.erase(0, 1);
                at = cluster.size();
                if (!rest.empty()) {
                    value = rest;
                } else {
                    CY_TRY(value, nextValue(std::string("-") + letter, letter == 'j'));
                }
            }
            CY_CHECK(apply(std::string(option.name), value, global));
        }
        return {};
    }

    /// The next word as an option's value.
    Result<std::optional<std::string>> nextValue(const std::string &option, bool dashAllowed)
    {
        const bool there =
            m_next < m_words.size() && (dashAllowed || !m_words[m_next].starts_with('-') || m_words[m_next] == "-");
        if (there)
            return m_words[m_next++];
        // For these cargo answers with a list of what there is, or with its own error.
        constexpr std::string_view listing[] = {"--bin", "--example", "--test", "--bench", "--package", "-p"};
        if (std::ranges::contains(listing, option))
            return std::nullopt;
        return fail(Error{ErrorCode::Usage, std::format("`{}` needs a value", option)}.withHint(
            std::format("a value that begins with a dash is written {}=VALUE", option)));
    }

    Result<void> apply(const std::string &name, const std::optional<std::string> &value, bool global)
    {
        if (name == "target" && value) {
            if (trim(*value).empty())
                return fail(ErrorCode::Usage, "`--target` is empty");
            m_result.targets.emplace_back(trim(*value));
        } else if (name == "manifest-path" && value) {
            m_result.manifestPath = fromUtf8(*value);
        } else if (name == "target-dir" && value) {
            m_result.targetDir = fromUtf8(*value);
        } else if (name == "directory" && value && global) {
            m_result.chdir = fromUtf8(*value);
        } else if (name == "path" && value && m_result.subcommand == "install") {
            m_result.installPath = fromUtf8(*value);
        } else if (name == "profile" && value) {
            m_result.profile = *value;
        } else if (name == "release") {
            m_result.release = true;
        } else if (name == "config" && value) {
            m_result.configArguments.push_back(*value);
        } else if (name == "unstable-features" && value) {
            m_result.unstable.push_back(*value);
            m_informs = m_informs || *value == "help";
        } else if (name == "offline") {
            m_result.offline = true;
        } else if (name == "locked") {
            m_result.locked = true;
        } else if (name == "frozen") {
            m_result.frozen = true;
        } else if (name == "help") {
            m_result.help = true;
        } else if (global && (name == "version" || name == "list" || name == "explain")) {
            m_informs = true;
        } else if (optionMeansNoCompiling(m_result.subcommand, name)) {
            m_compilesNothing = true;
        }
        return {};
    }

    const std::vector<std::string> &m_words;
    std::size_t m_next = 0;
    CargoInvocation m_result = {};
    bool m_stopAtPlainWord = false;
    bool m_informs = false; // cargo prints something and does nothing
    bool m_compilesNothing = false;
};

/// The words with the subcommand replaced by what it stands for.
std::vector<std::string> expanded(const CargoInvocation &invocation, const std::vector<std::string> &expansion,
                                  const std::vector<std::string> &words)
{
    const std::size_t before = (invocation.toolchain ? 1 : 0) + invocation.globalWords.size();
    std::vector<std::string> result(words.begin(), words.begin() + std::ptrdiff_t(before));
    result.insert(result.end(), expansion.begin(), expansion.end());
    result.insert(result.end(), words.begin() + std::ptrdiff_t(before) + 1, words.end());
    return result;
}

} // namespace

std::vector<std::string> CargoInvocation::cargoWords() const
{
    std::vector<std::string> all = globalWords;
    if (!subcommand.empty())
        all.push_back(subcommand);
    all.insert(all.end(), words.begin(), words.end());
    if (separated)
        all.emplace_back("--");
    all.insert(all.end(), trailing.begin(), trailing.end());
    return all;
}

Result<CargoInvocation> parseInvocation(const std::vector<std::string> &words, const AliasLookup &alias)
{
    std::vector<std::string> current = words;
    std::vector<std::string> seen;
    while (true) {
        CY_TRY(CargoInvocation invocation, InvocationParser(current).parsed());
        const std::size_t at = (invocation.toolchain ? 1 : 0) + invocation.globalWords.size();
        if (invocation.kind == CargoInvocation::Kind::None || at >= current.size())
            return invocation;
        const std::string written = current[at];
        if (std::ranges::contains(seen, written)) {
            seen.push_back(written);
            return fail(Error{ErrorCode::BadInput,
                              std::format("the alias `{}` comes back to itself: {}", seen.front(), join(seen, " -> "))}
                            .withHint("change it under [alias] in .cargo/config.toml"));
        }
        // A command's full name cannot be given another meaning, its short name can.
        const bool ownName = invocation.kind == CargoInvocation::Kind::Builtin && invocation.subcommand == written;
        if (ownName || !alias)
            return invocation;
        CY_TRY(const auto expansion, alias(written));
        if (!expansion)
            return invocation;
        seen.push_back(written);
        current = expanded(invocation, *expansion, current);
        CY_TRY(const CargoInvocation next, InvocationParser(current).parsed());
        if (next.kind == CargoInvocation::Kind::None)
            return fail(ErrorCode::BadInput, std::format("the alias `{}` names no subcommand", written));
    }
}

Result<CargoCall> understandCall(const std::vector<std::string> &words, const fs::path &directory,
                                 const std::map<std::string, std::string> &environment)
{
    CY_TRY(const CargoInvocation first, parseInvocation(words));
    const fs::path workplace = first.chdir ? resolvePath(directory, *first.chdir) : directory;
    CargoCall call;
    // Only a word that is no command can be an alias; for the others broken files are none of our business here.
    const bool mayBeAlias = first.kind == CargoInvocation::Kind::External ||
                            first.kind == CargoInvocation::Kind::Script ||
                            (first.kind == CargoInvocation::Kind::Builtin && hasShortName(first.subcommand));
    if (mayBeAlias) {
        CY_TRY(const Config forAliases, Config::load({.directory = workplace, .environment = environment}));
        CY_TRY(call.invocation,
               parseInvocation(words, [&](const std::string &name) { return aliasOf(forAliases, name); }));
    } else {
        call.invocation = first;
    }
    // Cargo reads the files of the package that it builds where that is named by its path alone.
    fs::path filesFrom = call.invocation.installPath.value_or(fs::path());
    if (call.invocation.kind == CargoInvocation::Kind::Script)
        filesFrom = resolvePath(workplace, fromUtf8(call.invocation.subcommand)).parent_path();
    // A command that compiles nothing is cargo's alone; it will say itself what is wrong with its files.
    const bool read = call.invocation.sysroot != SysrootUse::Never;
    if (read) {
        CY_TRY(call.config, Config::load({.directory = workplace,
                                          .environment = environment,
                                          .arguments = call.invocation.configArguments,
                                          .filesFrom = filesFrom}));
    }
    return call;
}

Result<std::vector<WantedTarget>> wantedTargets(const CargoCall &call, const std::string &host)
{
    using From = WantedTarget::From;
    std::vector<WantedTarget> targets;
    const auto add = [&](const std::string &word, From from) {
        WantedTarget target{word == "host-tuple" ? host : word, {}, from};
        target.name = target.word;
        if (target.isSpecFile()) {
            const fs::path file = resolvePath(call.config.directory(), fromUtf8(target.word));
            target.word = toUtf8(file);
            target.name = toUtf8(file.stem());
        }
        if (!std::ranges::contains(targets, target.word, &WantedTarget::word))
            targets.push_back(std::move(target));
    };
    for (const auto &word : call.invocation.targets)
        add(word, From::Words);
    if (!targets.empty())
        return targets;
    if (call.invocation.subcommand != "install") {
        CY_TRY(const BuildConfig build, buildConfig(call.config));
        for (const auto &word : build.targets)
            add(word, From::Config);
    }
    if (targets.empty())
        add(host, From::Host);
    return targets;
}

bool needsSysroot(const CargoInvocation &invocation, const std::vector<WantedTarget> &targets)
{
    if (invocation.sysroot != SysrootUse::IfTargetGiven)
        return invocation.sysroot == SysrootUse::Always;
    return std::ranges::any_of(targets, [](const WantedTarget &t) { return t.from != WantedTarget::From::Host; });
}

} // namespace crossyard::cargo
