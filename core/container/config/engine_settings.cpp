// SPDX-License-Identifier: MIT OR Apache-2.0
#include "container/config/engine_settings.h"

#include "base/strings.h"
#include "container/config/cross_checks.h"
#include "process/command.h"

#include <algorithm>
#include <format>

namespace crossyard::container {

namespace {

using Severity = Finding::Severity;

class Reader {
public:
    Reader(const EnvironmentLookup &environment, Dialect dialect) : m_environment(environment), m_dialect(dialect) {}

    EngineSettings read()
    {
        readEngine();
        readUsers();
        readRemote();
        readToolchain();
        readTalk();
        return std::move(m_out);
    }

private:
    std::optional<std::string> get(const std::string &name) const
    {
        return m_environment ? m_environment(name) : std::nullopt;
    }

    void tell(Severity severity, const char *id, std::string message, const std::string &name, std::string hint)
    {
        m_out.findings.push_back({severity, id, std::move(message), Origin::environment(name), std::move(hint)});
    }

    // A variable of the main branch: told, and not read, where the release is meant.
    std::optional<std::string> getOfMain(const std::string &name)
    {
        auto text = get(name);
        if (!text || m_dialect == Dialect::Main)
            return text;
        m_out.findings.push_back(variableOfOther(name, m_dialect));
        return std::nullopt;
    }

    // Sets it from a variable; where it has a value already, that one goes on to win.
    template <class T> static void take(Setting<T> &setting, T value, const std::string &name)
    {
        setting.value = std::move(value);
        setting.origins = {Origin::environment(name)};
    }

    void flag(Setting<bool> &setting, const std::string &name)
    {
        if (const auto text = get(name))
            take(setting, looseBoolean(*text), name);
    }

    void flagOfMain(Setting<bool> &setting, const std::string &name)
    {
        if (const auto text = getOfMain(name))
            take(setting, looseBoolean(*text), name);
    }

    void text(Setting<std::optional<std::string>> &setting, const std::string &name)
    {
        if (auto value = get(name))
            take(setting, std::move(value), name);
    }

    // A text that the engine would be started with: nothing is no name.
    void notEmpty(Setting<std::optional<std::string>> &setting, const std::string &name)
    {
        text(setting, name);
        if (setting.value && setting.value->empty())
            m_out.findings.push_back(emptyVariable(name));
    }

    void oneOf(Setting<std::string> &setting, const std::optional<std::string> &text, const std::string &name,
               const std::vector<std::string> &words)
    {
        setting.value = words.front();
        if (!text)
            return;
        if (std::ranges::contains(words, *text)) {
            take(setting, *text, name);
            return;
        }
        tell(Severity::Error, "invalid-value", std::format("`{}` is {}: cross refuses that", name, shown(*text)), name,
             "it is one of " + join(words, ", "));
    }

    void options(Setting<std::vector<std::string>> &setting, const std::string &name)
    {
        const auto text = get(name);
        if (!text)
            return;
        auto words = process::shellWords(*text);
        if (words)
            take(setting, std::move(*words), name);
        else
            tell(Severity::Error, "invalid-value",
                 std::format("the options in `{}` cannot be split: {}", name, words.error().message), name,
                 "quote them as for a shell");
    }

    // Two names for one thing; where both are set, the newer counts.
    void tellBoth(const std::string &newer, const std::string &older, std::vector<Overridden> &overridden)
    {
        const auto old = get(older);
        if (!old || !get(newer))
            return;
        overridden.push_back({shown(*old), Origin::environment(older)});
        tell(Severity::Warning, "two-variables",
             std::format("`{}` and `{}` are both set: the first counts", newer, older), older,
             std::format("unset `{}`, the old name", older));
    }

    void readEngine()
    {
        notEmpty(m_out.engine, "CROSS_CONTAINER_ENGINE");
        const bool renamed = get("CROSS_CONTAINER_OPTS").has_value();
        options(m_out.runOptions, renamed ? "CROSS_CONTAINER_OPTS" : "DOCKER_OPTS");
        tellBoth("CROSS_CONTAINER_OPTS", "DOCKER_OPTS", m_out.runOptions.overridden);
        options(m_out.buildOptions, "CROSS_BUILD_OPTS");
        oneOf(m_out.buildProgress, getOfMain("CROSS_BUILD_PROGRESS"), "CROSS_BUILD_PROGRESS", {"auto", "plain", "tty"});
        const std::string noBuildkit = "CROSS_CONTAINER_ENGINE_NO_BUILDKIT";
        // The release calls the engine's plain `build`.
        m_out.buildkit.value = m_dialect == Dialect::Main;
        if (const auto value = getOfMain(noBuildkit))
            take(m_out.buildkit, !looseBoolean(*value), noBuildkit);
        flag(m_out.inContainer,
             get("CROSS_CONTAINER_IN_CONTAINER") ? "CROSS_CONTAINER_IN_CONTAINER" : "CROSS_DOCKER_IN_DOCKER");
        tellBoth("CROSS_CONTAINER_IN_CONTAINER", "CROSS_DOCKER_IN_DOCKER", m_out.inContainer.overridden);
    }

    void readUsers()
    {
        notEmpty(m_out.userId, "CROSS_CONTAINER_UID");
        notEmpty(m_out.groupId, "CROSS_CONTAINER_GID");
        const std::string space = "CROSS_CONTAINER_USER_NAMESPACE";
        m_out.userNamespace.value = "host";
        if (const auto value = get(space)) {
            take(m_out.userNamespace,
                 *value == "none" ? std::nullopt : std::optional(*value == "auto" ? "host" : *value), space);
            if (value->empty())
                m_out.findings.push_back(emptyVariable(space, "unset it, or set it to none"));
        }
        const std::string rootless = "CROSS_ROOTLESS_CONTAINER_ENGINE";
        if (const auto value = get(rootless))
            take(m_out.rootless, *value == "auto" ? std::nullopt : std::optional(looseBoolean(*value)), rootless);
    }

    void readRemote()
    {
        flag(m_out.remote, "CROSS_REMOTE");
        flag(m_out.remoteCopyRegistry, "CROSS_REMOTE_COPY_REGISTRY");
        flag(m_out.remoteCopyCache, "CROSS_REMOTE_COPY_CACHE");
        flagOfMain(m_out.remoteCopyFullTargetDir, "CROSS_REMOTE_COPY_FULL_TARGET_DIR");
        flag(m_out.remoteSkipBuildArtifacts, "CROSS_REMOTE_SKIP_BUILD_ARTIFACTS");
    }

    void readToolchain()
    {
        // The release looks only whether these are set.
        const bool release = m_dialect == Dialect::Release;
        if (const auto value = get("CROSS_CUSTOM_TOOLCHAIN"))
            take(m_out.customToolchain, release || looseBoolean(*value), "CROSS_CUSTOM_TOOLCHAIN");
        if (const auto value = getOfMain("CROSS_CUSTOM_TOOLCHAIN_COMPAT"))
            take(m_out.customToolchainCompat, value, "CROSS_CUSTOM_TOOLCHAIN_COMPAT");
        const std::string version = "CROSS_COMPATIBILITY_VERSION";
        text(m_out.compatibilityVersion, version);
        if (m_out.compatibilityVersion.value.value_or("0.2.1") != "0.2.1")
            tell(Severity::Warning, "invalid-value",
                 std::format("`{}` is {}, which has no effect", version, shown(*m_out.compatibilityVersion.value)),
                 version, "0.2.1 is the only one that has");
        const auto newer = m_dialect == Dialect::Main ? get("NIX_STORE_DIR") : std::nullopt;
        text(m_out.nixStore, newer ? "NIX_STORE_DIR" : "NIX_STORE");
        if (const auto older = newer ? get("NIX_STORE") : std::nullopt)
            m_out.nixStore.overridden.push_back({shown(*older), Origin::environment("NIX_STORE")});
    }

    void readTalk()
    {
        if (const auto value = getOfMain("CROSS_NO_WARNINGS"))
            take(m_out.noWarnings, std::optional(looseBoolean(*value)), "CROSS_NO_WARNINGS");
        if (const auto value = get("CROSS_DEBUG"))
            take(m_out.debug, m_dialect == Dialect::Release || looseBoolean(*value), "CROSS_DEBUG");
        flag(m_out.doctests, "CROSS_UNSTABLE_ENABLE_DOCTESTS");
        text(m_out.qemuStrace, "QEMU_STRACE");
        strict(m_out.verbose, "CARGO_TERM_VERBOSE");
        strict(m_out.quiet, "CARGO_TERM_QUIET");
        oneOf(m_out.colour, get("CARGO_TERM_COLOR"), "CARGO_TERM_COLOR", {"auto", "always", "never"});
    }

    // cargo's own variables take nothing but the two words.
    void strict(Setting<bool> &setting, const std::string &name)
    {
        const auto value = get(name);
        if (!value)
            return;
        if (*value == "true" || *value == "false")
            take(setting, *value == "true", name);
        else
            tell(Severity::Error, "invalid-value", std::format("`{}` is {}: cross refuses that", name, shown(*value)),
                 name, "it is true or false");
    }

    const EnvironmentLookup &m_environment;
    Dialect m_dialect;
    EngineSettings m_out;
};

} // namespace

EngineSettings readEngineSettings(const EnvironmentLookup &environment, Dialect dialect)
{
    return Reader(environment, dialect).read();
}

std::vector<std::string> passedUnasked(const std::map<std::string, std::string> &environment, Dialect dialect)
{
    static const std::vector<std::string> named{"http_proxy", "https_proxy", "HTTPS_PROXY",  "HTTP_TIMEOUT", "TERM",
                                                "BROWSER",    "RUSTFLAGS",   "RUSTDOCFLAGS", "QEMU_STRACE"};
    static const std::vector<std::string> never{"CARGO_HOME",
                                                "CARGO_TARGET_DIR",
                                                "CARGO_BUILD_TARGET_DIR",
                                                "CARGO_BUILD_RUSTC",
                                                "CARGO_BUILD_RUSTC_WRAPPER",
                                                "CARGO_BUILD_RUSTC_WORKSPACE_WRAPPER",
                                                "CARGO_BUILD_RUSTDOC",
                                                "CROSS_RUNNER",
                                                "CROSS_RUSTC_MAJOR_VERSION",
                                                "CROSS_RUSTC_MINOR_VERSION",
                                                "CROSS_RUSTC_PATCH_VERSION"};
    std::vector<std::string> names;
    for (const auto &[name, value] : environment) {
        // Of its own variables the release passes one.
        const bool own = dialect == Dialect::Main ? name.starts_with("CROSS_") : name == "CROSS_DEBUG";
        const bool wanted = own || name.starts_with("CARGO_") || std::ranges::contains(named, name);
        if (wanted && !std::ranges::contains(never, name))
            names.push_back(name);
    }
    return names;
}

} // namespace crossyard::container
