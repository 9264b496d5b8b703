// SPDX-License-Identifier: MIT OR Apache-2.0
// What is wrong with an Xargo.toml is told at its place, with what to do; and nothing is written to the store then.
#include "integration/sysroot_world.h"

namespace crossyard::test {

namespace {

struct Wrong {
    const char *name;
    const char *text;
    const char *place;
    std::vector<const char *> words;
    const char *target = thumbv6m;
};

void PrintTo(const Wrong &wrong, std::ostream *out)
{
    *out << wrong.name;
}

class WrongXargo : public testing::TestWithParam<Wrong> {};

TEST_P(WrongXargo, isToldAtItsPlace)
{
    const Project project;
    const TempDir store;
    project.write("Xargo.toml", GetParam().text);
    project.write("a/Cargo.toml", "[package]\nname = \"twin\"\nversion = \"0.1.0\"\n");
    project.write("a/src/lib.rs", "#![no_std]\n");
    project.write("b/Cargo.toml", "[package]\nname = \"twin-b\"\nversion = \"0.1.0\"\n[lib]\nname = \"twin\"\n");
    project.write("b/src/lib.rs", "#![no_std]\n");
    for (const char *verb : {"plan", "build"}) {
        const auto finished = project.sysroot(verb, {"--target", GetParam().target}, store.path());
        EXPECT_STATUS(finished, 1);
        EXPECT_TRUE(finished.errors.contains(std::string("Xargo.toml:") + GetParam().place)) << finished.errors;
        for (const char *word : GetParam().words)
            EXPECT_TRUE(finished.errors.contains(word)) << word << " is not in:\n" << finished.errors;
    }
    EXPECT_TRUE(publishedIn(store.path()).empty());
    EXPECT_EQ(stagesIn(store.path()), 0);
}

INSTANTIATE_TEST_SUITE_P(
    Files, WrongXargo,
    testing::Values(
        Wrong{"misspeltTable", "[dependencys]\ncore = {}\n", "1:2", {"unknown key `dependencys`", "`dependencies`"}},
        Wrong{"misspeltKey",
              "[dependencies.core]\nfeature = [\"x\"]\n",
              "2:1",
              {"unknown key `feature`", "write `features`"}},
        Wrong{"oldFeature",
              "[dependencies.std]\nfeatures = [\n  \"backtrace\",\n  \"panic_unwind\",\n]\n",
              "4:3",
              {"no feature `panic_unwind`", "`panic-unwind`"},
              hostTriple},
        Wrong{"immediateAbort",
              "[dependencies.core]\nfeatures = [\"panic_immediate_abort\"]\n",
              "2:13",
              {"panic_immediate_abort", "--panic immediate-abort"}},
        Wrong{"memOfCore",
              "[dependencies.core]\nfeatures = [\"compiler-builtins-mem\"]\n",
              "2:13",
              {"no feature `compiler-builtins-mem`", "[dependencies.compiler_builtins]"},
              "armv7-unknown-linux-gnueabihf"},
        Wrong{"crateThatMoved", "[dependencies]\n\ncollections = {}\n", "3:1", {"collections", "name `alloc` instead"}},
        Wrong{"gitCrate",
              "[dependencies.core]\n[dependencies.far]\ngit = \"https://example.org/far\"\nstage = 1\n",
              "2:15",
              {"https://example.org/far", "path"}},
        Wrong{"crateThatIsNowhere",
              "[dependencies]\nno-such-crate-here = \"1\"\n",
              "2:1",
              {"`no-such-crate-here`", "--vendor"}},
        Wrong{"misspeltCrate", "[dependencies]\naloc = {}\n", "2:1", {"`aloc`", "did you mean `alloc`?"}},
        Wrong{"unusedPatch",
              "[dependencies.core]\n[patch.crates-io]\ntwin = { path = \"a\" }\n",
              "3:1",
              {"the patch for `twin` matches nothing"}},
        Wrong{"gitPatch",
              "[dependencies.core]\n[patch.crates-io]\ncfg-if = { git = \"https://example.org/x\" }\n",
              "3:1",
              {"git repository", "path"}},
        Wrong{"twoCratesOfOneName",
              "[dependencies.twin]\npath = \"a\"\nstage = 1\n[dependencies.twin-b]\npath = \"b\"\nstage = 2\n",
              "4:15",
              {"two crates of the name `twin`", "stage 1", "stage 2"}},
        Wrong{"pathThatLeadsNowhere",
              "[dependencies.gone]\npath = \"nowhere\"\n",
              "2:8",
              {"no Cargo.toml", "relative to the directory of Xargo.toml"}},
        Wrong{"pathToAnotherCrate", "[dependencies.other]\npath = \"a\"\n", "2:8", {"`twin`, not `other`"}},
        Wrong{"noToml", "[dependencies]\ncore = {\n", "2:", {"TOML"}},
        Wrong{"namedTwice",
              "[dependencies]\ncore = {}\n[target.thumbv6m-none-eabi.dependencies]\ncore = {}\n",
              "4:1",
              {"named twice", "keep one"}},
        Wrong{"stageOfWrongType", "[dependencies.core]\nstage = \"0\"\n", "2:9", {"whole number"}},
        Wrong{"negativeStage", "[dependencies.core]\nstage = -1\n", "2:9", {"whole number"}},
        Wrong{"featuresOfWrongType", "[dependencies.core]\nfeatures = \"mem\"\n", "2:12", {"features"}},
        Wrong{"versionThatDoesNotMatch",
              "[dependencies.compiler_builtins]\nversion = \"=0.1.3\"\n",
              "2:11",
              {"`=0.1.3`", "leave `version` out"}},
        Wrong{"cfgThatDoesNotParse", "[target.'cfg(any('.dependencies]\ncore = {}\n", "1:9", {"cfg("}},
        Wrong{"targetThatIsNoTable", "[target]\nthumbv6m-none-eabi = 1\n", "2:22", {"table"}}),
    [](const auto &info) { return info.param.name; });

TEST(XargoRemarks, tellWhatHasNoEffectAndGoOn)
{
    const Project project;
    const TempDir store;
    project.write("Xargo.toml", "[dependencies]\ncore = {}\n\n[profile.release]\nlto = true\n");
    const auto finished = project.sysroot("plan", {"--target", thumbv6m}, store.path());
    EXPECT_STATUS(finished, 0);
    EXPECT_TRUE(finished.output.contains("Xargo.toml:4:2: `profile` has no effect in Xargo.toml")) << finished.output;
}

TEST(SysrootWords, thatAreWrongGiveStatusTwo)
{
    const Project project;
    const TempDir store;
    const auto wrong = [&](const std::string &verb, const Words &words) {
        const auto finished = project.sysroot(verb, words, store.path());
        EXPECT_EQ(finished.exitCode, 2) << finished.errors;
        EXPECT_TRUE(finished.errors.starts_with("error: ")) << finished.errors;
    };
    wrong("plan", {});
    wrong("build", {"--target", thumbv6m, "--no-such-option"});
    wrong("build", {"--target", thumbv6m, "--std-features", "x"});
    wrong("build", {"--target", thumbv6m, "--crates", "core", "--xargo", "Xargo.toml"});
    wrong("build", {"--target", thumbv6m, "--panic", "unwind"});
    wrong("build", {"--target", thumbv6m, "--jobs", "0"});
    wrong("build", {"--target", thumbv6m, "--project", "nowhere"});
    wrong("nonsense", {});
    const auto unknown = project.sysroot("build", {"--target", "thumbv6m-none-eaby"}, store.path());
    EXPECT_STATUS(unknown, 1);
    EXPECT_TRUE(unknown.errors.contains("thumbv6m-none-eabi")) << unknown.errors;
    EXPECT_TRUE(publishedIn(store.path()).empty());
}

TEST(SysrootErrors, areObjectsWhereJsonIsAskedFor)
{
    const Project project;
    const TempDir store;
    project.write("Xargo.toml", "[dependencies.core]\nfeature = []\n");
    for (const char *verb : {"plan", "build"}) {
        const auto finished = project.sysroot(verb, {"--target", thumbv6m, "--json"}, store.path());
        EXPECT_STATUS(finished, 1);
        const auto json = Json::parse(finished.output, nullptr, false);
        ASSERT_TRUE(json.is_object()) << finished.output;
        EXPECT_EQ(json["event"], "error");
        EXPECT_EQ(json["place"]["line"], 2);
        EXPECT_EQ(json["place"]["column"], 1);
        EXPECT_EQ(json["hint"], "write `features`");
    }
}

} // namespace

} // namespace crossyard::test
