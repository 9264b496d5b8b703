// SPDX-License-Identifier: MIT OR Apache-2.0
// What cross takes from variables alone, each in its forms; and what it passes on unasked.
#include "container/config/config_view.h"
#include "cross_world.h"

namespace crossyard::container {
namespace {

EngineSettings engine(const Variables &variables, Dialect dialect = Dialect::Main)
{
    return readEngineSettings(lookupIn(variables), dialect);
}

std::vector<SettingRow> changed(const EngineSettings &settings)
{
    auto list = rows(settings);
    std::erase_if(list, [](const SettingRow &row) { return row.origins.empty(); });
    return list;
}

TEST(EngineSettings, haveCrosssDefaults)
{
    for (const auto dialect : {Dialect::Release, Dialect::Main}) {
        const auto settings = engine({}, dialect);
        EXPECT_TRUE(changed(settings).empty());
        EXPECT_TRUE(settings.findings.empty());
        EXPECT_EQ(settings.engine.value, std::nullopt);
        EXPECT_EQ(settings.buildProgress.value, "auto");
        EXPECT_EQ(settings.buildkit.value, dialect == Dialect::Main);
        EXPECT_EQ(settings.userNamespace.value, "host");
        EXPECT_EQ(settings.rootless.value, std::nullopt);
        EXPECT_EQ(settings.noWarnings.value, std::nullopt);
        EXPECT_EQ(settings.colour.value, "auto");
        EXPECT_FALSE(settings.remote.value);
    }
}

// One variable, its text, and the row that it makes.
struct Case {
    const char *variable;
    const char *text;
    const char *key;
    const char *value;
    bool ofMain = false; // the release does not read it
};

const Case cases[] = {
    {"CROSS_CONTAINER_ENGINE", "podman", "engine", "\"podman\""},
    {"CROSS_CONTAINER_ENGINE", "/opt/my docker", "engine", "\"/opt/my docker\""},
    {"CROSS_CONTAINER_OPTS", "--env 'A=b c' -v /x", "run-options", "[\"--env\", \"A=b c\", \"-v\", \"/x\"]"},
    {"DOCKER_OPTS", "--cpus 2", "run-options", "[\"--cpus\", \"2\"]"},
    {"CROSS_CONTAINER_OPTS", "", "run-options", "[]"},
    {"CROSS_BUILD_OPTS", "--network=host", "build-options", "[\"--network=host\"]"},
    {"CROSS_BUILD_PROGRESS", "plain", "build-progress", "\"plain\"", true},
    {"CROSS_CONTAINER_ENGINE_NO_BUILDKIT", "1", "buildkit", "false", true},
    {"CROSS_CONTAINER_ENGINE_NO_BUILDKIT", "0", "buildkit", "true", true},
    {"CROSS_CONTAINER_UID", "1000", "uid", "\"1000\""},
    {"CROSS_CONTAINER_GID", "100", "gid", "\"100\""},
    {"CROSS_CONTAINER_USER_NAMESPACE", "none", "user-namespace", "none"},
    {"CROSS_CONTAINER_USER_NAMESPACE", "auto", "user-namespace", "\"host\""},
    {"CROSS_CONTAINER_USER_NAMESPACE", "keep-id", "user-namespace", "\"keep-id\""},
    {"CROSS_ROOTLESS_CONTAINER_ENGINE", "auto", "rootless", "none"},
    {"CROSS_ROOTLESS_CONTAINER_ENGINE", "1", "rootless", "true"},
    {"CROSS_ROOTLESS_CONTAINER_ENGINE", "false", "rootless", "false"},
    {"CROSS_CONTAINER_IN_CONTAINER", "true", "in-container", "true"},
    {"CROSS_DOCKER_IN_DOCKER", "1", "in-container", "true"},
    {"CROSS_REMOTE", "yes", "remote", "true"},
    {"CROSS_REMOTE", "", "remote", "false"},
    {"CROSS_REMOTE_COPY_REGISTRY", "1", "remote.copy-registry", "true"},
    {"CROSS_REMOTE_COPY_CACHE", "1", "remote.copy-cache", "true"},
    {"CROSS_REMOTE_COPY_FULL_TARGET_DIR", "1", "remote.copy-full-target-dir", "true", true},
    {"CROSS_REMOTE_SKIP_BUILD_ARTIFACTS", "1", "remote.skip-build-artifacts", "true"},
    {"CROSS_CUSTOM_TOOLCHAIN", "1", "custom-toolchain", "true"},
    {"CROSS_CUSTOM_TOOLCHAIN_COMPAT", "bisector-2022", "custom-toolchain-compat", "\"bisector-2022\"", true},
    {"CROSS_COMPATIBILITY_VERSION", "0.2.1", "compatibility-version", "\"0.2.1\""},
    {"CROSS_NO_WARNINGS", "0", "no-warnings", "false", true},
    {"CROSS_DEBUG", "1", "debug", "true"},
    {"CROSS_UNSTABLE_ENABLE_DOCTESTS", "true", "doctests", "true"},
    {"NIX_STORE", "/nix/store", "nix-store", "\"/nix/store\""},
    {"QEMU_STRACE", "1", "qemu-strace", "\"1\""},
    {"CARGO_TERM_VERBOSE", "true", "verbose", "true"},
    {"CARGO_TERM_QUIET", "false", "quiet", "false"},
    {"CARGO_TERM_COLOR", "never", "colour", "\"never\""},
};

TEST(EngineSettings, takeEachVariable)
{
    for (const auto &one : cases) {
        SCOPED_TRACE(std::format("{}={}", one.variable, one.text));
        const SettingRow expected{one.key, one.value, {}, {Origin::environment(one.variable)}, {}};
        for (const auto dialect : {Dialect::Release, Dialect::Main}) {
            const auto settings = engine({{one.variable, one.text}}, dialect);
            auto list = changed(settings);
            for (auto &row : list)
                row.parts.clear();
            if (one.ofMain && dialect == Dialect::Release) {
                EXPECT_TRUE(list.empty());
                EXPECT_EQ(shortOf(settings.findings), Strings{std::format("warning other-dialect {}", one.variable)});
            } else {
                EXPECT_EQ(list, std::vector<SettingRow>{expected});
                EXPECT_TRUE(settings.findings.empty());
            }
        }
    }
}

TEST(EngineSettings, differBetweenTheDialects)
{
    EXPECT_TRUE(engine({{"CROSS_CUSTOM_TOOLCHAIN", "0"}}, Dialect::Release).customToolchain.value);
    EXPECT_FALSE(engine({{"CROSS_CUSTOM_TOOLCHAIN", "0"}}).customToolchain.value);
    EXPECT_TRUE(engine({{"CROSS_DEBUG", "0"}}, Dialect::Release).debug.value);
    EXPECT_FALSE(engine({{"CROSS_DEBUG", "0"}}).debug.value);
    const Variables both{{"NIX_STORE", "/a"}, {"NIX_STORE_DIR", "/b"}};
    EXPECT_EQ(engine(both, Dialect::Release).nixStore.value, "/a");
    EXPECT_EQ(engine(both).nixStore.value, "/b");
    EXPECT_EQ(lostOf(engine(both).nixStore), Strings{"\"/a\" NIX_STORE"});
}

TEST(EngineSettings, preferTheNewerName)
{
    const auto options = engine({{"CROSS_CONTAINER_OPTS", "-a"}, {"DOCKER_OPTS", "-b"}});
    EXPECT_EQ(options.runOptions.value, Strings{"-a"});
    EXPECT_EQ(lostOf(options.runOptions), Strings{"\"-b\" DOCKER_OPTS"});
    EXPECT_EQ(shortOf(options.findings), Strings{"warning two-variables DOCKER_OPTS"});
    const auto nested = engine({{"CROSS_CONTAINER_IN_CONTAINER", "0"}, {"CROSS_DOCKER_IN_DOCKER", "1"}});
    EXPECT_FALSE(nested.inContainer.value);
    EXPECT_EQ(shortOf(nested.findings), Strings{"warning two-variables CROSS_DOCKER_IN_DOCKER"});
}

TEST(EngineSettings, tellWhatCrossRefuses)
{
    const std::pair<const char *, const char *> refused[] = {
        {"CROSS_CONTAINER_OPTS", "'a"}, {"CROSS_BUILD_OPTS", "a\\"}, {"CROSS_BUILD_PROGRESS", "fancy"},
        {"CARGO_TERM_COLOR", "blue"},   {"CARGO_TERM_VERBOSE", "1"}, {"CARGO_TERM_QUIET", "yes"},
    };
    for (const auto &[name, text] : refused) {
        const auto settings = engine({{name, text}});
        EXPECT_EQ(shortOf(settings.findings), Strings{std::format("error invalid-value {}", name)});
        EXPECT_TRUE(changed(settings).empty());
        EXPECT_FALSE(settings.findings[0].hint.empty());
    }
    for (const char *name :
         {"CROSS_CONTAINER_ENGINE", "CROSS_CONTAINER_UID", "CROSS_CONTAINER_GID", "CROSS_CONTAINER_USER_NAMESPACE"})
        EXPECT_EQ(shortOf(engine({{name, ""}}).findings), Strings{std::format("error empty-value {}", name)});
    EXPECT_EQ(shortOf(engine({{"CROSS_COMPATIBILITY_VERSION", "0.1"}}).findings),
              Strings{"warning invalid-value CROSS_COMPATIBILITY_VERSION"});
}

TEST(PassedUnasked, isWhatCrossAndCargoRead)
{
    Variables variables;
    for (const char *name : {"http_proxy",
                             "https_proxy",
                             "HTTPS_PROXY",
                             "HTTP_TIMEOUT",
                             "TERM",
                             "BROWSER",
                             "RUSTFLAGS",
                             "RUSTDOCFLAGS",
                             "QEMU_STRACE",
                             "CARGO_REGISTRY_TOKEN",
                             "CARGO_BUILD_JOBS",
                             "CARGO_HOME",
                             "CARGO_TARGET_DIR",
                             "CARGO_BUILD_TARGET_DIR",
                             "CARGO_BUILD_RUSTC",
                             "CARGO_BUILD_RUSTC_WRAPPER",
                             "CARGO_BUILD_RUSTC_WORKSPACE_WRAPPER",
                             "CARGO_BUILD_RUSTDOC",
                             "CROSS_REMOTE",
                             "CROSS_DEBUG",
                             "CROSS_RUNNER",
                             "CROSS_RUSTC_MAJOR_VERSION",
                             "CROSS_RUSTC_MINOR_VERSION",
                             "CROSS_RUSTC_PATCH_VERSION",
                             "NO_PROXY",
                             "HTTP_PROXY",
                             "PATH",
                             "HOME",
                             "RUST_LOG",
                             "cargo_x",
                             "XCARGO_A"})
        variables[name] = "x";
    const Strings both{"BROWSER",      "CARGO_BUILD_JOBS", "CARGO_REGISTRY_TOKEN", "CROSS_DEBUG", "HTTPS_PROXY",
                       "HTTP_TIMEOUT", "QEMU_STRACE",      "RUSTDOCFLAGS",         "RUSTFLAGS",   "TERM",
                       "http_proxy",   "https_proxy"};
    EXPECT_EQ(passedUnasked(variables, Dialect::Release), both);
    Strings main = both;
    main.insert(main.begin() + 4, "CROSS_REMOTE");
    EXPECT_EQ(passedUnasked(variables, Dialect::Main), main);
    EXPECT_TRUE(passedUnasked({}, Dialect::Main).empty());
}

} // namespace
} // namespace crossyard::container
