// SPDX-License-Identifier: MIT OR Apache-2.0
#include "container/config/cross_relations.h"

#include "base/strings.h"
#include "container/config/cross_checks.h"
#include "container/config/cross_keys.h"

#include <algorithm>
#include <array>
#include <format>

namespace crossyard::container {

namespace {

using Severity = Finding::Severity;

// What people set in place of the variable that cross reads.
struct WrongKey {
    std::string_view key; // behind CROSS_BUILD_ or CROSS_TARGET_T_
    bool ofBuild;         // for all targets
    std::string_view hint;
};
constexpr std::array wrongKeys{
    WrongKey{"DEFAULT_TARGET", true, "set `CROSS_BUILD_TARGET`"},
    WrongKey{"IMAGE", true, "an image is set for one target"},
    WrongKey{"RUNNER", true, "a runner is set for one target"},
    WrongKey{"PASSTHROUGH", true, "set `CROSS_BUILD_ENV_PASSTHROUGH`"},
    WrongKey{"VOLUMES", true, "set `CROSS_BUILD_ENV_VOLUMES`"},
    WrongKey{"DOCKERFILE_BUILD_ARGS", true, "write `build-args` in `[build.dockerfile]`"},
    WrongKey{"PASSTHROUGH", false, "put `ENV_` before `PASSTHROUGH`"},
    WrongKey{"VOLUMES", false, "put `ENV_` before `VOLUMES`"},
    WrongKey{"DOCKERFILE_BUILD_ARGS", false, "write `build-args` in the target's table `dockerfile`"},
};

// The keys of variables that only one dialect reads.
struct DialectKey {
    std::string_view key;
    Dialect reader;
    bool alsoOfBuild;
};
constexpr std::array dialectKeys{
    DialectKey{"XARGO", Dialect::Release, true},
    DialectKey{"ZIG", Dialect::Main, true},
    DialectKey{"ZIG_VERSION", Dialect::Main, true},
    DialectKey{"ZIG_IMAGE", Dialect::Main, true},
    DialectKey{"ZIG_IMAGE_TOOLCHAIN", Dialect::Main, true},
    DialectKey{"IMAGE_TOOLCHAIN", Dialect::Main, false},
};

// All keys of a target's variables: for names that differ from what cross reads.
constexpr std::array targetKeys{
    "BUILD_STD",          "XARGO",           "ZIG",         "ZIG_VERSION", "ZIG_IMAGE",       "PRE_BUILD", "DOCKERFILE",
    "DOCKERFILE_CONTEXT", "ENV_PASSTHROUGH", "ENV_VOLUMES", "IMAGE",       "IMAGE_TOOLCHAIN", "RUNNER"};

class Relations {
public:
    Relations(const CrossConfig &config, const ResolveRequest &request, CrossSettings &settings)
        : m_config(config), m_request(request), m_settings(settings), m_target(settings.target.value)
    {
    }

    void tellAll()
    {
        tellSpellings();
        tellImage();
        tellZig();
        tellUnused();
        tellVolumes();
        tellVariables();
        tellToolchains();
    }

private:
    void tell(Severity severity, const char *id, std::string message, Origin origin, std::string hint)
    {
        m_settings.findings.push_back({severity, id, std::move(message), std::move(origin), std::move(hint)});
    }

    bool isSet(const std::string &name) const
    {
        return m_request.environment && m_request.environment(name).has_value();
    }

    bool isTold(const Place &place) const
    {
        return std::ranges::any_of(m_config.findings, [&](const Finding &finding) {
            return finding.id == "misspelt-target" && finding.origin.place == place;
        });
    }

    void tellSpellings()
    {
        for (const auto &file : m_config.files) {
            for (const auto &[name, section] : file.targets) {
                if (name != m_target && sameButForDashes(name, m_target) && !isTold(section.place))
                    tell(Severity::Warning, "misspelt-target",
                         std::format("this is not the target {}, but nearly: it does not count", shown(m_target)),
                         Origin::file(section.place), std::format("did you mean `{}`?", targetHeader(m_target)));
            }
        }
    }

    void tellImage()
    {
        const bool main = m_settings.dialect == Dialect::Main;
        if (m_settings.image.value || m_settings.zig.value || (main && m_settings.dockerfile.value))
            return;
        const auto origin = m_settings.target.isDefault() ? Origin() : m_settings.target.origins[0];
        tell(Severity::Warning, "no-image",
             std::format("{} has no image for {}: it would build on the host, without a container",
                         dialectWords(m_settings.dialect), shown(m_target)),
             origin, std::format("write `image` in `{}`", targetHeader(m_target)));
    }

    void tellZig()
    {
        if (m_settings.zigVersion.value && !m_settings.zig.value)
            tell(Severity::Warning, "zig-off",
                 std::format("zig is off, but its version {} is appended to the target all the same, which cargo "
                             "does not understand",
                             shown(*m_settings.zigVersion.value)),
                 m_settings.zigVersion.origins[0], "switch zig on, or remove the version");
        if (m_settings.zig.value && !m_settings.image.isDefault())
            tell(Severity::Note, "unused-setting", "with zig this image is not used", m_settings.image.origins[0],
                 "zig's image is set with `zig.image`");
    }

    void tellUnused()
    {
        if (m_settings.dockerfile.value)
            return;
        if (!m_settings.dockerfileContext.isDefault())
            tell(Severity::Note, "unused-setting", "this context is not used: no Dockerfile is named",
                 m_settings.dockerfileContext.origins[0], "write `dockerfile.file`, or remove it");
        if (!m_settings.buildArgs.isDefault())
            tell(Severity::Note, "unused-setting", "these arguments are not used: no Dockerfile is named",
                 m_settings.buildArgs.origins[0], "write `dockerfile.file`, or remove them");
    }

    void tellVolumes()
    {
        for (const auto &entry : m_settings.volumes.value) {
            if (!entry.value() && m_request.environment && !isSet(entry.name()))
                tell(Severity::Note, "unset-volume",
                     std::format("`{}` is not set: cross passes over this volume", entry.name()), entry.origin,
                     std::format("set it to a path, or write \"{}=/path\"", entry.name()));
        }
    }

    void tellUnread(const std::string &name, std::string hint)
    {
        if (isSet(name))
            tell(Severity::Warning, "unread-variable", std::format("`{}` is set, but cross does not read it", name),
                 Origin::environment(name), std::move(hint));
    }

    void tellVariables()
    {
        for (const auto &[key, ofBuild, hint] : wrongKeys) {
            // A hint about one target names its variable.
            const bool ofOne = hint.ends_with("one target");
            tellUnread(ofBuild ? buildVariable(key) : targetVariable(m_target, key),
                       ofOne ? std::format("{}: `{}`", hint, targetVariable(m_target, key)) : std::string(hint));
        }
        for (const auto &[key, reader, alsoOfBuild] : dialectKeys) {
            if (reader == m_settings.dialect)
                continue;
            for (const auto &name : {targetVariable(m_target, key), buildVariable(key)}) {
                const bool read = name.starts_with("CROSS_TARGET_") || alsoOfBuild;
                if (read && isSet(name))
                    m_settings.findings.push_back(variableOfOther(name, m_settings.dialect));
            }
        }
        if (!m_target.contains('.'))
            return;
        for (const auto *key : targetKeys)
            tellUnread(replaceAll(targetVariable(m_target, key), ".", "_"),
                       std::format("the dot stays in the name that cross reads, and no shell can set that: write the "
                                   "setting below `{}`",
                                   targetHeader(m_target)));
    }

    // The toolchains of an image count only together with the image.
    void tellToolchains()
    {
        if (m_settings.dialect != Dialect::Main)
            return;
        for (const auto &image :
             {targetVariable(m_target, "IMAGE"), targetVariable(m_target, "ZIG_IMAGE"), buildVariable("ZIG_IMAGE")}) {
            if (!isSet(image))
                tellUnread(image + "_TOOLCHAIN", std::format("it counts together with `{}`", image));
        }
    }

    const CrossConfig &m_config;
    const ResolveRequest &m_request;
    CrossSettings &m_settings;
    const std::string &m_target;
};

} // namespace

void tellRelations(const CrossConfig &config, const ResolveRequest &request, CrossSettings &settings)
{
    Relations(config, request, settings).tellAll();
}

} // namespace crossyard::container
