// SPDX-License-Identifier: MIT OR Apache-2.0
// Finding a project's configuration on the disk; its JSON; and the files that people have written.
#include "container/config/config_view.h"
#include "cross_world.h"

#include <iostream>
#include <nlohmann/json.hpp>

namespace crossyard::container {
namespace {

using test::TempDir;

LoadedConfig load(const fs::path &directory, const Variables &variables = {},
                  std::optional<Dialect> dialect = Dialect::Main)
{
    auto loaded = loadCrossConfig({directory, lookupIn(variables), dialect, someTargets});
    EXPECT_OK(loaded);
    return loaded ? std::move(*loaded) : LoadedConfig{};
}

const char *const package = "[package]\nname = 'p'\nversion = '1.0.0'\n";

TEST(LoadCross, findsTheWorkspaceFromWithin)
{
    const TempDir dir;
    dir.write("Cargo.toml", "[workspace]\nmembers = ['a', 'b']\n");
    dir.write("a/Cargo.toml", "[package]\nname = 'a'\nversion = '1.0.0'\n");
    dir.write("a/src/lib.rs", "");
    dir.write("b/Cargo.toml", "[package]\nname = 'b'\nversion = '1.0.0'\n[package.metadata.cross.build]\nzig = true\n");
    dir.write("b/src/lib.rs", "");
    dir.write("Cross.toml", "[build]\nbuild-std = true\n");
    dir.write("a/Cross.toml", "[build]\nbuild-std = false\n"); // not at the root: cross does not look here
    const auto loaded = load(dir.path() / "a" / "src");
    EXPECT_EQ(toUtf8(loaded.workspaceRoot), toUtf8(dir.path()));
    EXPECT_FALSE(loaded.dialectIsGuessed);
    ASSERT_EQ(loaded.config.files.size(), 2U);
    EXPECT_EQ(toUtf8(loaded.config.files[0].file), toUtf8(dir.path() / "Cross.toml"));
    EXPECT_EQ(toUtf8(loaded.config.files[1].file), toUtf8(dir.path() / "b" / "Cargo.toml"));
    EXPECT_TRUE(loaded.config.findings.empty());
}

TEST(LoadCross, guessesTheDialect)
{
    const TempDir dir;
    dir.write("Cargo.toml", package);
    dir.write("src/lib.rs", "");
    const auto none = load(dir.path(), {}, std::nullopt);
    EXPECT_TRUE(none.dialectIsGuessed);
    EXPECT_EQ(none.config.dialect, Dialect::Release);
    EXPECT_TRUE(none.config.files.empty());
    dir.write("Cross.toml", "[build]\nzig = true\n");
    const auto main = load(dir.path(), {}, std::nullopt);
    EXPECT_EQ(main.config.dialect, Dialect::Main);
    ASSERT_TRUE(main.guessedBecause);
    EXPECT_EQ(shortOrigin(main.guessedBecause->origin), "Cross.toml:2:1");
}

TEST(LoadCross, takesTheFileThatTheVariableNames)
{
    const TempDir dir;
    dir.write("Cargo.toml", package);
    dir.write("src/lib.rs", "");
    dir.write("Cross.toml", "[build]\nbuild-std = true\n");
    const auto other = dir.write("ci/Mine é.toml", "[build]\nbuild-std = false\n");
    for (const auto &name : {std::string("ci/Mine é.toml"), toUtf8(other)}) {
        const auto loaded = load(dir.path(), {{"CROSS_CONFIG", name}});
        ASSERT_EQ(loaded.config.files.size(), 1U);
        EXPECT_EQ(toUtf8(loaded.config.files[0].file), toUtf8(other));
    }
    for (const char *name : {"none.toml", ""}) {
        const auto loaded = load(dir.path(), {{"CROSS_CONFIG", name}});
        EXPECT_TRUE(loaded.config.files.empty());
        EXPECT_EQ(shortOf(loaded.config.findings), Strings{"warning missing-config CROSS_CONFIG"});
    }
}

TEST(LoadCross, tellsOfALowerCaseName)
{
    const TempDir dir;
    dir.write("Cargo.toml", package);
    dir.write("src/lib.rs", "");
    const auto file = dir.write("cross.toml", "[build]\n");
    std::error_code ignored;
    if (fs::exists(dir.path() / "Cross.toml", ignored))
        GTEST_SKIP() << "to this file system it is the same name";
    const auto loaded = load(dir.path());
    EXPECT_TRUE(loaded.config.files.empty());
    ASSERT_EQ(loaded.config.findings.size(), 1U);
    EXPECT_EQ(loaded.config.findings[0].id, "lower-case-name");
    EXPECT_EQ(toUtf8(loaded.config.findings[0].origin.place.file), toUtf8(file));
    dir.write("Cross.toml", "[build]\n");
    EXPECT_TRUE(load(dir.path()).config.findings.empty());
}

TEST(LoadCross, refusesWhatItCannotRead)
{
    const TempDir dir;
    const auto nothing = loadCrossConfig({dir.path(), lookupIn({}), {}, {}});
    ASSERT_FALSE(nothing);
    EXPECT_EQ(nothing.error().code, ErrorCode::NotFound);
    EXPECT_FALSE(nothing.error().hint.empty());
    dir.write("Cargo.toml", package);
    dir.write("src/lib.rs", "");
    const auto file = dir.write("Cross.toml", "[build\n");
    const auto broken = loadCrossConfig({dir.path(), lookupIn({}), {}, {}});
    ASSERT_FALSE(broken);
    EXPECT_EQ(broken.error().code, ErrorCode::Parse);
    ASSERT_TRUE(broken.error().place);
    EXPECT_EQ(toUtf8(broken.error().place->file), toUtf8(file));
    fs::remove(file);
    fs::create_directory(file);
    const auto directory = loadCrossConfig({dir.path(), lookupIn({}), {}, {}});
    ASSERT_FALSE(directory);
    EXPECT_EQ(directory.error().code, ErrorCode::Io);
}

TEST(CrossReport, tellsScriptsFromCommandsByTheDisk)
{
    const TempDir dir;
    dir.write("Cargo.toml", package);
    dir.write("src/lib.rs", "");
    dir.write("prepare it.sh", "");
    dir.write("Cross.toml", "[build]\npre-build = './prepare it.sh'\n"
                            "[target.x86_64-unknown-linux-gnu]\npre-build = './none.sh'\n");
    const auto kind = [&](const std::string &target) {
        const auto report =
            reportCross({dir.path(), lookupIn({}), Dialect::Main, someTargets}, {lookupIn({}), target}, {});
        EXPECT_OK(report);
        return report && report->settings.preBuild.value ? report->settings.preBuild.value->kind
                                                         : PreBuildAction::Kind::Commands;
    };
    EXPECT_EQ(kind(arm64), PreBuildAction::Kind::Script);
    EXPECT_EQ(kind("x86_64-unknown-linux-gnu"), PreBuildAction::Kind::Commands);
}

TEST(CrossReport, isJsonWithTheOriginOfEachSetting)
{
    const TempDir dir;
    dir.write("Cargo.toml", package);
    dir.write("src/lib.rs", "");
    dir.write("Cross.toml",
              "[build]\nbuild-std = ['core']\npre-buid = []\n[build.env]\npassthrough = ['A=1']\n"
              "[target.aarch64-unknown-linux-gnu]\nimage = { name = ':x', toolchain = ['linux/arm64'] }\n");
    const Variables variables{{"CROSS_BUILD_STD", "alloc"}, {"CROSS_REMOTE", "1"}, {"PATH", "/bin"}};
    const auto report =
        reportCross({dir.path(), lookupIn(variables), {}, someTargets}, {lookupIn(variables), arm64}, variables);
    ASSERT_OK(report);
    const auto json = nlohmann::json::parse(toJson(*report));
    EXPECT_EQ(json["target"], arm64);
    EXPECT_EQ(json["dialect"], "main");
    EXPECT_EQ(json["dialectIsGuessed"], true);
    EXPECT_EQ(json["files"].size(), 1U);
    const auto &settings = json["settings"];
    EXPECT_EQ(settings["image"]["value"]["name"], "ghcr.io/cross-rs/aarch64-unknown-linux-gnu:x");
    EXPECT_EQ(settings["image"]["value"]["toolchain"][0]["platform"], "linux/arm64");
    EXPECT_EQ(settings["image"]["origins"][0]["line"], 7);
    EXPECT_EQ(settings["build-std"]["value"], nlohmann::json::array({"alloc"}));
    EXPECT_EQ(settings["build-std"]["origins"][0],
              nlohmann::json::object({{"kind", "environment"}, {"name", "CROSS_BUILD_STD"}}));
    EXPECT_EQ(settings["build-std"]["overridden"][0]["value"], "[\"core\"]");
    EXPECT_EQ(settings["env.passthrough"]["value"][0]["text"], "A=1");
    EXPECT_EQ(settings["pre-build"]["value"], nullptr);
    EXPECT_TRUE(settings["pre-build"]["origins"].empty());
    EXPECT_EQ(json["engine"]["remote"]["value"], true);
    EXPECT_EQ(json["passed"], nlohmann::json::array({"CROSS_BUILD_STD", "CROSS_REMOTE"}));
    ASSERT_EQ(json["findings"].size(), 1U);
    EXPECT_EQ(json["findings"][0]["id"], "unknown-key");
    EXPECT_EQ(json["findings"][0]["origin"]["line"], 3);
    EXPECT_EQ(json["findings"][0]["hint"], "write `pre-build`");
}

// Each file of the corpus is read, and each of its targets resolved; what is found has its place and its mend.
TEST(CrossCorpus, isReadWhole)
{
    const auto files = test::corpusFiles("cross");
    if (files.empty())
        GTEST_SKIP() << "no corpus is here";
    std::size_t read = 0, targets = 0, findings = 0, refused = 0;
    std::map<std::string, int> kinds;
    for (const auto &file : files) {
        SCOPED_TRACE(toUtf8(file.filename()));
        const auto text = readFile(file);
        ASSERT_OK(text);
        CrossInputs inputs{.crossToml = ConfigText{file, *text}, .workspaceManifest = {}, .memberManifests = {}};
        inputs.knownTargets = targetsWithImages(Dialect::Release);
        const auto guess = guessDialect(inputs);
        if (!guess) {
            ++refused;
            ASSERT_TRUE(guess.error().place);
            EXPECT_GT(guess.error().place->line, 0);
            std::cout << toUtf8(file.filename()) << ": " << describe(guess.error()) << '\n';
            continue;
        }
        const auto config = readCrossConfig(inputs, guess->dialect);
        ASSERT_OK(config);
        ++read;
        auto all = config->findings;
        for (const auto &[name, section] : config->files.at(0).targets) {
            ++targets;
            const auto settings = settingsOf(*config, {}, name);
            EXPECT_EQ(settings.image.value.has_value(), section.image || hasImage(name, guess->dialect)) << name;
            all.insert(all.end(), settings.findings.begin(), settings.findings.end());
        }
        for (const auto &finding : all) {
            ++findings;
            ++kinds[finding.id];
            EXPECT_FALSE(finding.hint.empty()) << finding.message;
            const bool placed = finding.origin.kind != Origin::Kind::File ||
                                (finding.origin.place.file == file && finding.origin.place.line > 0);
            EXPECT_TRUE(placed) << finding.message;
        }
    }
    EXPECT_EQ(read + refused, files.size());
    std::cout << std::format("{} files: {} read, {} refused; {} targets; {} findings:", files.size(), read, refused,
                             targets, findings);
    for (const auto &[kind, count] : kinds)
        std::cout << std::format(" {} {}", count, kind);
    std::cout << '\n';
}

} // namespace
} // namespace crossyard::container
