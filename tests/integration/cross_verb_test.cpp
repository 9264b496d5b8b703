// SPDX-License-Identifier: MIT OR Apache-2.0
// `crossyard cross config`, by the program itself.
#include "base/strings.h"
#include "support/support.h"

#include <nlohmann/json.hpp>

namespace crossyard::test {
namespace {

using Json = nlohmann::json;

class CrossVerb : public testing::Test {
protected:
    CrossVerb()
    {
        dir.write("project/Cargo.toml", "[package]\nname = 'p'\nversion = '1.0.0'\n");
        dir.write("project/src/lib.rs", "");
    }

    // What this machine's variables say of cross does not count.
    process::Finished run(std::vector<std::string> words,
                          std::map<std::string, std::optional<std::string>> changes = {})
    {
        for (const auto &[name, value] : wholeEnvironment()) {
            if (name.starts_with("CROSS_") || name.starts_with("CARGO_") || name == "DOCKER_OPTS")
                changes.emplace(name, std::nullopt);
        }
        words.insert(words.begin(), "cross");
        return crossyardRun(words, dir.path() / "store", dir.path() / "project", changes);
    }

    const TempDir dir;
};

TEST_F(CrossVerb, printsEachSettingWithItsOrigin)
{
    dir.write("project/Cross.toml", "[build]\nbuild-std = false\n\n[target.aarch64-unknown-linux-gnu]\n"
                                    "image = 'mine:1'\npre_build = []\n");
    const auto finished = run({"config", "--target", "aarch64-unknown-linux-gnu"},
                              {{"CROSS_TARGET_AARCH64_UNKNOWN_LINUX_GNU_BUILD_STD", "1"}});
    EXPECT_EQ(finished.exitCode, 0) << finished.errors;
    const auto &text = finished.output;
    for (const char *line :
         {"As cross 0.2.5 takes it", "\n  target                        \"aarch64-unknown-linux-gnu\"\n",
          "from --target\n", "\n  image                         \"mine:1\"\n", "from Cross.toml:5:1\n",
          "\n  build-std                     true\n",
          "from the variable CROSS_TARGET_AARCH64_UNKNOWN_LINUX_GNU_BUILD_STD\n", "over false (Cross.toml:2:1)\n",
          "\n  runner                        none  (default)\n", "\nEngine:\n", "\nwarning: unknown key `target.",
          "  hint: write `pre-build`\n"})
        EXPECT_TRUE(text.contains(line)) << line << "\n--- is not in\n" << text;
}

TEST_F(CrossVerb, printsJson)
{
    dir.write("project/Cross.toml", "[build]\ndefault-target = 'x86_64-unknown-linux-musl'\nzig = '2.17'\n");
    const auto finished = run({"config", "--json"});
    EXPECT_EQ(finished.exitCode, 0) << finished.errors;
    const auto json = Json::parse(finished.output, nullptr, false);
    ASSERT_TRUE(json.is_object()) << finished.output;
    EXPECT_EQ(json["target"], "x86_64-unknown-linux-musl");
    EXPECT_EQ(json["dialect"], "main");
    EXPECT_EQ(json["settings"]["zig.version"]["value"], "2.17");
    const auto release = Json::parse(run({"config", "--json", "--dialect", "0.2.5"}).output, nullptr, false);
    ASSERT_TRUE(release.is_object());
    EXPECT_FALSE(release["settings"].contains("zig.version"));
    EXPECT_EQ(release["findings"][0]["id"], "other-dialect");
}

TEST_F(CrossVerb, failsWhereSomethingCannotBeUsed)
{
    dir.write("project/Cross.toml", "[build]\nbuild-std = 'yes'\n");
    const auto wrong = run({"config", "--target", "x86_64-unknown-linux-gnu"});
    EXPECT_EQ(wrong.exitCode, 1);
    EXPECT_TRUE(wrong.output.contains("error: `build.build-std` must be")) << wrong.output;
    const auto file = dir.write("project/Cross.toml", "[build]\nbuild-std = \n");
    const auto broken = run({"config", "--target", "x86_64-unknown-linux-gnu", "--json"});
    EXPECT_EQ(broken.exitCode, 1);
    const auto json = Json::parse(broken.output, nullptr, false);
    ASSERT_TRUE(json.is_object()) << broken.output;
    EXPECT_EQ(json["code"], "parse");
    EXPECT_EQ(json["place"]["file"], toUtf8(file));
    EXPECT_EQ(json["place"]["line"], 2);
}

TEST_F(CrossVerb, knowsItsWords)
{
    EXPECT_EQ(run({}).exitCode, 2);
    EXPECT_EQ(run({"config", "arm"}).exitCode, 2);
    EXPECT_EQ(run({"config", "--dialect", "0.3"}).exitCode, 2);
    EXPECT_EQ(run({"config", "--target", ""}).exitCode, 2);
    for (const char *word : {"--help", "-h", "help"}) {
        const auto help = run({word});
        EXPECT_EQ(help.exitCode, 0);
        EXPECT_TRUE(help.output.contains(" config ")) << help.output;
        EXPECT_TRUE(help.output.contains("--protection <strict|guarded|legacy>")) << help.output;
    }
    EXPECT_EQ(run({"config", "--help"}).exitCode, 0);
    const auto nowhere = run({"config", "--project", toUtf8(dir.path() / "store")});
    EXPECT_EQ(nowhere.exitCode, 1);
    EXPECT_TRUE(nowhere.errors.contains("there is no Cargo.toml in")) << nowhere.errors;
}

} // namespace
} // namespace crossyard::test
