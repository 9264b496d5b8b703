// SPDX-License-Identifier: MIT OR Apache-2.0
#include "support/support.h"
#include "sysroot/sysroot_request.h"
#include "sysroot/xargo_manifest.h"

namespace crossyard::sysroot {
namespace {

const cargo::PlatformFacts thumb{"thumbv7m-none-eabi",
                                 cargo::CfgSet::fromLines({"target_arch=\"arm\"", "target_os=\"none\""})};

Result<XargoManifest> parse(std::string_view content)
{
    return parseXargoManifest(content, "/p/Xargo.toml", thumb);
}

Error refused(std::string_view content)
{
    const auto manifest = parse(content);
    EXPECT_FALSE(manifest) << content;
    return manifest ? Error{} : manifest.error();
}

TEST(XargoManifest, takesTheCratesOfItsTarget)
{
    const auto manifest = parse(R"(
[dependencies.core]
[dependencies.alloc]
features = ["compiler-builtins-mem"]
default-features = false

[dependencies.mine]
path = "../mine"
stage = 2

[target.thumbv7m-none-eabi.dependencies.panic_abort]
stage = 1

[target.'cfg(target_os = "none")'.dependencies]
compiler_builtins = { version = "*", features = ["mem"] }

[target.x86_64-unknown-linux-gnu.dependencies.std]
)");
    ASSERT_OK(manifest);
    std::vector<std::pair<std::string, int>> crates;
    for (const auto &crate : manifest->crates)
        crates.emplace_back(crate.dependency.name, crate.stage);
    EXPECT_EQ(crates, (std::vector<std::pair<std::string, int>>{
                          {"core", 0}, {"alloc", 0}, {"compiler_builtins", 0}, {"panic_abort", 1}, {"mine", 2}}));
    EXPECT_EQ(manifest->crates[4].dependency.path, fs::path("/mine"));
    EXPECT_FALSE(manifest->crates[1].dependency.defaultFeatures);
    EXPECT_TRUE(manifest->crates[2].hasVersion);
    EXPECT_TRUE(manifest->remarks.empty());
}

TEST(XargoManifest, tellsWhatHasNoEffect)
{
    const auto manifest = parse("[profile.release]\nlto = true\n[build]\ntarget = \"x\"\n"
                                "[target.thumbv7m-none-eabi]\nrustflags = []\n");
    ASSERT_OK(manifest);
    ASSERT_EQ(manifest->remarks.size(), 3U);
    EXPECT_EQ(manifest->remarks[0].place.line, 3);
    EXPECT_NE(manifest->remarks[1].text.find("Cargo.toml"), std::string::npos);
    EXPECT_NE(manifest->remarks[2].text.find(".cargo/config.toml"), std::string::npos);
}

TEST(XargoManifest, buildsNothingOnAGuess)
{
    struct Case {
        const char *content;
        int line;
        const char *says;
    };
    const Case cases[] = {
        {"[dependancies.core]\n", 1, "dependencies"},
        {"[dependencies.core]\nfeature = [\"a\"]\n", 2, "features"},
        {"[dependencies.core]\nstages = 1\n", 2, "stage"},
        {"[target.thumbv7m-none-eabi.dependency.core]\n", 1, "dependencies"},
        {"[dependencies.core]\nstage = \"1\"\n", 2, "whole number"},
        {"[dependencies.core]\nstage = -1\n", 2, "whole number"},
        {"[dependencies]\ncore = 1\n", 2, "a version or a table"},
        {"dependencies = []\n", 1, "a table"},
        {"[dependencies.core]\n[target.thumbv7m-none-eabi.dependencies.core]\n", 2, "named twice"},
        {"[dependencies.core]\nfeatures = \"a\"\n", 2, "array of strings"},
        {"[target.'cfg(unix'.dependencies.core]\n", 1, ""},
        {"[dependencies\n", 1, "not valid TOML"},
        {"std = {default-features=false} }\n", 1, "not valid TOML"},
    };
    for (const auto &one : cases) {
        const auto error = refused(one.content);
        ASSERT_TRUE(error.place) << one.content;
        EXPECT_EQ(error.place->line, one.line) << one.content;
        EXPECT_GT(error.place->column, 0) << one.content;
        EXPECT_NE(describe(error).find(one.says), std::string::npos) << describe(error);
    }
}

TEST(XargoManifest, isSearchedUpward)
{
    const test::TempDir dir;
    const auto file = dir.write("Xargo.toml", "");
    dir.write("a/b/x", "");
    EXPECT_EQ(findXargoManifest(dir.path() / "a" / "b"), file);
}

TEST(SysrootFlags, leaveOutWhatOnlyConcernsLinking)
{
    EXPECT_EQ(withoutLinkFlags({"-C", "link-arg=-Tlink.x", "-Ctarget-cpu=native", "-Clink-args=-s -x", "-C",
                                "opt-level=s", "--codegen=linker=ld", "-L", "/x", "-lfoo", "--sysroot=/s", "--sysroot",
                                "/t", "--cfg", "a", "-Cpanic=abort"}),
              (std::vector<std::string>{"-Ctarget-cpu=native", "-C", "opt-level=s", "--cfg", "a"}));
}

} // namespace
} // namespace crossyard::sysroot
