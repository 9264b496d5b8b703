// SPDX-License-Identifier: MIT OR Apache-2.0
#include "container/config/cross_settings.h"

#include "base/strings.h"
#include "container/config/cross_checks.h"
#include "container/config/cross_keys.h"
#include "container/config/cross_relations.h"
#include "text/toml_value.h"

#include <algorithm>
#include <format>

namespace crossyard::container {

namespace {

using Severity = Finding::Severity;

template <class T> struct Candidate {
    T value;
    Origin origin;
};
/// Takes a variable's value and name.
template <class T> using Parse = std::function<std::optional<T>(const std::string &text, const std::string &name)>;
/// All that is said of a setting, the winner first.
template <class T> using Candidates = std::vector<Candidate<T>>;

template <class T> Setting<std::optional<T>> chosen(const Candidates<T> &candidates)
{
    Setting<std::optional<T>> setting;
    if (candidates.empty())
        return setting;
    setting.value = candidates.front().value;
    setting.origins = {candidates.front().origin};
    for (std::size_t i = 1; i < candidates.size(); ++i)
        setting.overridden.push_back({shown(candidates[i].value), candidates[i].origin});
    return setting;
}

template <class T> Setting<T> chosenOr(T otherwise, const Candidates<T> &candidates)
{
    auto setting = chosen(candidates);
    return {std::move(setting.value).value_or(std::move(otherwise)), std::move(setting.origins),
            std::move(setting.overridden)};
}

std::optional<bool> loose(const std::string &text, const std::string &)
{
    return looseBoolean(text);
}

class Resolver {
public:
    Resolver(const CrossConfig &config, const ResolveRequest &request) : m_config(config), m_request(request)
    {
        m_out.dialect = config.dialect;
    }

    Result<CrossSettings> resolve()
    {
        CY_CHECK(findTarget());
        findStd();
        if (m_config.dialect == Dialect::Main)
            findZig();
        findPreBuild();
        m_out.dockerfile = chosen(candidates(&CrossSection::dockerfile, "DOCKERFILE", notEmpty()));
        m_out.dockerfileContext =
            chosen(candidates(&CrossSection::dockerfileContext, "DOCKERFILE_CONTEXT", notEmpty()));
        findBuildArgs();
        findPassthrough();
        m_out.volumes =
            chosenOr({}, candidates(&CrossSection::volumes, "ENV_VOLUMES", [&](const auto &text, const auto &variable) {
                         return wordsOf(text, variable, "volumes");
                     }));
        findImage();
        findRunner();
        tellRelations(m_config, m_request, m_out);
        return std::move(m_out);
    }

private:
    std::optional<std::string> variable(const std::string &name) const
    {
        return m_request.environment ? m_request.environment(name) : std::nullopt;
    }

    void tell(Severity severity, const char *id, std::string message, Origin origin, std::string hint)
    {
        m_out.findings.push_back({severity, id, std::move(message), std::move(origin), std::move(hint)});
    }

    // The value of a file's [target.T] or [build], for each file that has one.
    template <class T>
    void fromFiles(std::optional<Written<T>> CrossSection::*field, bool ofTarget, Candidates<T> &list) const
    {
        for (const auto &file : m_config.files) {
            const auto *section = ofTarget ? file.section(m_out.target.value) : &file.build;
            if (section && section->*field)
                list.push_back({(section->*field)->value, Origin::file((section->*field)->place)});
        }
    }

    template <class T, class F> void fromVariable(const std::string &name, const F &parse, Candidates<T> &list)
    {
        if (const auto text = variable(name)) {
            if (std::optional<T> value = parse(*text, name))
                list.push_back({std::move(*value), Origin::environment(name)});
        }
    }

    template <class T, class F>
    Candidates<T> candidates(std::optional<Written<T>> CrossSection::*field, const std::string &key, const F &parse)
    {
        auto list = ofTarget(field, key, parse);
        fromVariable(buildVariable(key), parse, list);
        fromFiles(field, false, list);
        return list;
    }

    // For what [build] does not have.
    template <class T, class F>
    Candidates<T> ofTarget(std::optional<Written<T>> CrossSection::*field, const std::string &key, const F &parse)
    {
        Candidates<T> list;
        fromVariable(targetVariable(m_out.target.value, key), parse, list);
        fromFiles(field, true, list);
        return list;
    }

    // A text that must not be empty: cross would go on with an empty file or image, and fail there.
    Parse<std::string> notEmpty()
    {
        return [this](const std::string &text, const std::string &name) {
            if (text.empty())
                m_out.findings.push_back(emptyVariable(name));
            return std::optional(text);
        };
    }

    std::optional<std::vector<VariableEntry>> wordsOf(const std::string &text, const std::string &name,
                                                      std::string_view key)
    {
        std::vector<VariableEntry> entries;
        for (auto &word : splitWhitespace(text)) {
            entries.push_back({std::move(word), Origin::environment(name)});
            checkVariable(entries.back(), key, m_config.dialect, m_out.findings);
        }
        return entries;
    }

    Result<void> findTarget()
    {
        Candidates<std::string> list;
        if (m_request.target)
            list.push_back({*m_request.target, Origin::argument("--target")});
        for (const char *name : {"CROSS_BUILD_TARGET", "CARGO_BUILD_TARGET"})
            fromVariable(name, notEmpty(), list);
        fromFiles(&CrossSection::defaultTarget, false, list);
        if (list.empty() && m_request.host.empty())
            return fail(Error{ErrorCode::Usage, "no target is named"}.withHint(
                "name one with --target, or write `default-target` in `[build]` of Cross.toml"));
        m_out.target = chosenOr(m_request.host, list);
        const auto meant = meantTarget(m_out.target.value, m_config.knownTargets);
        if (meant && !m_out.target.isDefault() && m_out.target.origins[0].kind != Origin::Kind::File)
            tell(Severity::Warning, "misspelt-target", std::format("no target is called {}", shown(m_out.target.value)),
                 m_out.target.origins[0], std::format("did you mean {}?", *meant));
        return {};
    }

    void findStd()
    {
        const bool release = m_config.dialect == Dialect::Release;
        m_out.buildStd = chosenOr(
            {}, candidates(&CrossSection::buildStd, "BUILD_STD", [&](const std::string &text, const std::string &name) {
                const auto truth = strictBoolean(text);
                if (truth || release)
                    return std::optional(BuildStd{looseBoolean(text), {}});
                if (text.empty())
                    m_out.findings.push_back(emptyVariable(name));
                return std::optional(BuildStd{true, split(text, ',')});
            }));
        if (!release)
            return;
        // Custom targets have no compiled library, so that xargo is the release's default for them.
        const auto &known = m_config.knownTargets;
        const bool custom = !known.empty() && !std::ranges::contains(known, m_out.target.value);
        m_out.xargo = chosenOr(custom, candidates(&CrossSection::xargo, "XARGO", loose));
        if (!m_out.buildStd.value.enabled || !m_out.xargo.value)
            return;
        const Origin origin = m_out.xargo.isDefault() ? Origin{} : m_out.xargo.origins[0];
        m_out.xargo.overridden.insert(m_out.xargo.overridden.begin(), Overridden{shown(true), origin});
        m_out.xargo.value = false;
        m_out.xargo.origins = m_out.buildStd.origins;
    }

    void findZig()
    {
        m_out.zig = chosenOr(false, candidates(&CrossSection::zig, "ZIG", loose));
        m_out.zigVersion = chosen(candidates(&CrossSection::zigVersion, "ZIG_VERSION", notEmpty()));
        m_out.zigImage = chosen(candidates(&CrossSection::zigImage, "ZIG_IMAGE", imageOf()));
        if (m_out.zigImage.value)
            m_out.zigImage.value->reference = fullReference(m_out.zigImage.value->reference, "zig", m_config.dialect);
        else if (m_out.zig.value)
            m_out.zigImage.value = Image{ownImage("zig", m_config.dialect), {}};
    }

    void findPreBuild()
    {
        const auto lines = [this](const std::string &text, const std::string &name) {
            PreBuild value{PreBuild::Form::Commands, split(text, '\n')};
            if (value.lines.size() == 1)
                value.form = PreBuild::Form::Text;
            checkPreBuild(value, Origin::environment(name), m_out.findings);
            return std::optional(value);
        };
        auto setting = chosen(candidates(&CrossSection::preBuild, "PRE_BUILD", lines));
        m_out.preBuild.origins = std::move(setting.origins);
        m_out.preBuild.overridden = std::move(setting.overridden);
        if (setting.value)
            m_out.preBuild.value = actionOf(*setting.value, m_out.preBuild.origins[0]);
    }

    // A single string is a script where it is a file. The release takes each one of a file for a script, and the main
    // branch none of a variable.
    PreBuildAction actionOf(const PreBuild &value, const Origin &origin)
    {
        if (value.form == PreBuild::Form::Commands)
            return {PreBuildAction::Kind::Commands, value.lines};
        const auto &text = value.lines.front();
        const bool release = m_config.dialect == Dialect::Release;
        const bool ofFile = origin.kind == Origin::Kind::File;
        const bool isFile = !text.contains('\n') && m_request.isFile && m_request.isFile(text);
        if (release && ofFile && !isFile && m_request.isFile)
            tell(Severity::Error, "no-script",
                 std::format("{} takes {} for the path of a script, which is not there", dialectWords(Dialect::Release),
                             shown(text)),
                 origin, std::format("write commands as a list: {}", shown(split(text, '\n'))));
        const bool script = release ? ofFile || isFile : ofFile && isFile;
        if (script)
            return {PreBuildAction::Kind::Script, value.lines};
        return {PreBuildAction::Kind::Commands, value.lines};
    }

    // The tables are put together; of two for the same name, the target's wins.
    void findBuildArgs()
    {
        auto &setting = m_out.buildArgs;
        for (const bool ofTarget : {true, false}) {
            for (const auto &file : m_config.files) {
                const auto *section = ofTarget ? file.section(m_out.target.value) : &file.build;
                if (!section)
                    continue;
                for (const auto &[name, written] : section->buildArgs) {
                    const auto origin = Origin::file(written.place);
                    if (setting.value.try_emplace(name, written.value).second)
                        setting.origins.push_back(origin);
                    else
                        setting.overridden.push_back({text::tomlKey(name) + " = " + shown(written.value), origin});
                }
            }
        }
    }

    // The lists for all targets and for the target are put together; those of variables take the place of those of
    // files. But cross looks at the target's variable only where there is one for all targets.
    void findPassthrough()
    {
        using List = std::vector<VariableEntry>;
        const auto words = [this](const std::string &text, const std::string &name) {
            return wordsOf(text, name, "passthrough");
        };
        Candidates<List> ofBuild, ofTarget, buildFiles, targetFiles;
        const auto targetName = targetVariable(m_out.target.value, "ENV_PASSTHROUGH");
        const auto buildName = buildVariable("ENV_PASSTHROUGH");
        fromVariable(buildName, words, ofBuild);
        fromVariable(targetName, words, ofTarget);
        fromFiles(&CrossSection::passthrough, false, buildFiles);
        fromFiles(&CrossSection::passthrough, true, targetFiles);
        const auto add = [this](const Candidates<List> &list, bool counts) {
            for (std::size_t i = 0; i < list.size(); ++i) {
                if (!counts || i > 0) {
                    m_out.passthrough.overridden.push_back({shown(list[i].value), list[i].origin});
                    continue;
                }
                m_out.passthrough.origins.push_back(list[i].origin);
                m_out.passthrough.value.insert(m_out.passthrough.value.end(), list[i].value.begin(),
                                               list[i].value.end());
            }
        };
        const bool variables = !ofBuild.empty();
        add(ofBuild, true);
        add(ofTarget, variables);
        add(buildFiles, !variables);
        add(targetFiles, !variables);
        if (!variables && !ofTarget.empty())
            tell(Severity::Warning, "dropped-variable",
                 std::format("cross drops `{}`: it reads it only where `{}` is set", targetName, buildName),
                 Origin::environment(targetName),
                 std::format("set `{}` as well; the lists of files do not count then", buildName));
    }

    // An image's name, with the toolchains that a second variable may list.
    Parse<Image> imageOf()
    {
        return [this](const std::string &text, const std::string &name) {
            const auto origin = Origin::environment(name);
            Image image{text, {}};
            checkReference(text, origin, m_config.dialect, m_out.findings);
            const auto list = variable(name + "_TOOLCHAIN");
            if (!list || m_config.dialect == Dialect::Release)
                return std::optional(image);
            for (const auto &word : split(*list, ',')) {
                if (auto platform = parseImagePlatform(trim(word)))
                    image.toolchains.push_back(std::move(*platform));
                else
                    tell(Severity::Error, "invalid-platform", std::move(platform.error().message),
                         Origin::environment(name + "_TOOLCHAIN"), "list triples of hosts, with commas between");
            }
            return std::optional(image);
        };
    }

    void findImage()
    {
        const auto &target = m_out.target.value;
        m_out.image = chosen(ofTarget(&CrossSection::image, "IMAGE", imageOf()));
        if (m_out.image.value)
            m_out.image.value->reference = fullReference(m_out.image.value->reference, target, m_config.dialect);
        else if (hasImage(target, m_config.dialect))
            m_out.image.value = Image{ownImage(target, m_config.dialect), {}};
    }

    void findRunner()
    {
        m_out.runner =
            chosen(ofTarget(&CrossSection::runner, "RUNNER", [this](const std::string &text, const std::string &name) {
                checkRunner(text, Origin::environment(name), m_out.findings);
                return std::optional(text);
            }));
    }

    const CrossConfig &m_config;
    const ResolveRequest &m_request;
    CrossSettings m_out;
};

} // namespace

std::string shown(const PreBuildAction &value)
{
    return value.kind == PreBuildAction::Kind::Script ? shown(value.lines.front()) : shown(value.lines);
}

std::string shown(const std::map<std::string, std::string> &value)
{
    text::TomlMembers members;
    for (const auto &[name, text] : value)
        members.push_back({name, text});
    return text::tomlText(members);
}

std::string buildVariable(std::string_view key)
{
    return (key.starts_with("BUILD_") ? "CROSS_" : "CROSS_BUILD_") + std::string(key);
}

std::string targetVariable(std::string_view target, std::string_view key)
{
    return std::format("CROSS_TARGET_{}_{}", replaceAll(toUpper(target), "-", "_"), key);
}

Result<CrossSettings> resolve(const CrossConfig &config, const ResolveRequest &request)
{
    return Resolver(config, request).resolve();
}

} // namespace crossyard::container
