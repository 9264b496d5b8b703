// SPDX-License-Identifier: MIT OR Apache-2.0
// What a container is given of a project and its user: directories, cargo's configuration, variables; and what becomes
// of what it wrote.
#include "container/build/cargo_home.h"
#include "container/build/container_variables.h"
#include "container/build/project_packages.h"
#include "container/build/protection.h"
#include "cross_world.h"

#include <sys/stat.h>

namespace crossyard::container {
namespace {

using test::TempDir;
using testing::ElementsAre;
using testing::IsEmpty;

cargo::Config configIn(const fs::path &directory, std::map<std::string, std::string> environment = {})
{
    environment.emplace("CARGO_HOME", toUtf8(directory / "home"));
    auto config = cargo::Config::load({.directory = directory, .environment = environment});
    EXPECT_OK(config);
    return std::move(*config);
}

TEST(ContainerConfig, takesSourcesFromAboveTheProjectAndLeavesTheMachineOut)
{
    const TempDir dir;
    dir.write(".cargo/config.toml", "[source.crates-io]\nreplace-with = 'there'\n[source.there]\ndirectory = 'crates'\n"
                                    "[build]\nrustc-wrapper = 'sccache'\n[profile.release]\nlto = true\n");
    dir.write("home/config.toml", "[registries.mine]\nindex = 'sparse+https://mine.example/'\ntoken = 'hush'\n"
                                  "[target.aarch64-unknown-linux-gnu]\nlinker = 'mold'\n");
    dir.write("project/.cargo/config.toml", "[source.other]\ndirectory = 'vendor'\n");
    const fs::path project = dir.path() / "project";
    const auto made = containerConfig(configIn(project, {{"CARGO_HOME", toUtf8(dir.path() / "home")}}), project);
    ASSERT_OK(made);
    EXPECT_THAT(made->directories, ElementsAre(dir.path() / "crates"));
    EXPECT_TRUE(made->text.contains("source.crates-io.replace-with = \"there\"\n")) << made->text;
    EXPECT_TRUE(made->text.contains(toUtf8(dir.path() / "crates"))) << made->text;
    EXPECT_TRUE(made->text.contains("registries.mine.index = \"sparse+https://mine.example/\"\n")) << made->text;
    EXPECT_TRUE(made->text.contains("profile.release.lto = true\n")) << made->text;
    EXPECT_TRUE(made->text.ends_with("net.offline = true\n")) << made->text;
    EXPECT_FALSE(made->text.contains("hush")) << made->text;
    EXPECT_FALSE(made->text.contains("vendor")) << "the project's own file is seen there: " << made->text;
    ASSERT_EQ(made->leftOut.size(), 2U);
    EXPECT_TRUE(made->leftOut[0].starts_with("build.rustc-wrapper (")) << made->leftOut[0];
    EXPECT_TRUE(made->leftOut[1].starts_with("target.aarch64-unknown-linux-gnu.linker (")) << made->leftOut[1];
    EXPECT_FALSE(made->text.contains("mold")) << made->text;
}

TEST(ProjectPackages, areTheWorkspaceAndWhatItsPathsLeadTo)
{
    const TempDir dir;
    const auto package = [&](const std::string &name, const std::string &more) {
        dir.write(name + "/Cargo.toml", std::format("[package]\nname = '{}'\nversion = '1.0.0'\n{}",
                                                    fs::path(name).filename().string(), more));
        dir.write(name + "/src/lib.rs", "");
    };
    package(
        "project",
        "[dependencies]\nnear = { path = '../near' }\n[build-dependencies]\nmember = { path = '../shared/member' }\n");
    package("near", "[dev-dependencies]\nfar = { path = '../far' }\n");
    package("far", "[dependencies]\nnear = { path = '../near' }\n");
    dir.write("shared/Cargo.toml", "[workspace]\nmembers = ['member']\n");
    package("shared/member", "");
    const fs::path project = dir.path() / "project";
    const auto found = findPackages(project, configIn(project), std::nullopt);
    ASSERT_OK(found);
    EXPECT_THAT(found->outside, ElementsAre(dir.path() / "far", dir.path() / "near", dir.path() / "shared"));
    EXPECT_FALSE(found->hasLock);
}

TEST(ProjectPackages, neverTakeTheHomeDirectory)
{
    const TempDir dir;
    dir.write("Cargo.toml", "[workspace]\nmembers = ['near']\n");
    dir.write("near/Cargo.toml", "[package]\nname = 'near'\nversion = '1.0.0'\n");
    dir.write("near/src/lib.rs", "");
    dir.write("project/Cargo.toml",
              "[package]\nname = 'p'\nversion = '1.0.0'\n[workspace]\n[dependencies]\nnear = { path = '../near' }\n");
    dir.write("project/src/lib.rs", "");
    const fs::path project = dir.path() / "project";
    const auto found = findPackages(project, configIn(project), dir.path());
    ASSERT_OK(found);
    EXPECT_THAT(found->outside, ElementsAre(dir.path() / "near")) << "its workspace is the home directory";
    const auto whole = findPackages(dir.path(), configIn(dir.path()), dir.path());
    ASSERT_FALSE(whole);
    EXPECT_TRUE(whole.error().message.contains("the home directory")) << whole.error().message;
    EXPECT_FALSE(checkMountable(dir.path().root_path(), std::nullopt));
    EXPECT_FALSE(checkMountable(dir.path() / ".ssh" / "x", dir.path()));
    EXPECT_OK(checkMountable(dir.path() / "project", dir.path()));
}

TEST(PassedVariables, leaveSecretsOutUnlessTheyAreNamed)
{
    CrossReport report;
    report.settings = settingsOf("[build.env]\npassthrough = ['MINE_TOKEN', 'WORD=1', 'MISSING']\n");
    const std::map<std::string, std::string> environment{
        {"CARGO_REGISTRY_TOKEN", "a"}, {"CARGO_TERM_COLOR", "never"}, {"MINE_TOKEN", "b"}, {"OTHER", "c"}};
    report.passed = passedUnasked(environment, Dialect::Main);
    const auto passed = passedVariables(report, environment);
    EXPECT_THAT(passed.withheld, ElementsAre("CARGO_REGISTRY_TOKEN"));
    ASSERT_EQ(passed.variables.size(), 3U);
    EXPECT_EQ(passed.variables[0].name, "CARGO_TERM_COLOR");
    EXPECT_EQ(passed.variables[1].name, "MINE_TOKEN");
    EXPECT_TRUE(passed.variables[1].secret);
    EXPECT_EQ(passed.variables[2].name, "WORD");
    EXPECT_EQ(passed.variables[2].value, "1");
    EXPECT_FALSE(passed.variables[2].secret);
}

TEST(Protection, isReadFromTheManifest)
{
    const TempDir dir;
    const auto manifest = dir.write(
        "Cargo.toml", "[package]\nname = 'p'\n[package.metadata.crossyard]\ncontainer.protection = 'guarded'\n");
    EXPECT_EQ(writtenProtection(manifest), Protection::Guarded);
    dir.write("Cargo.toml", "[package]\nname = 'p'\n");
    EXPECT_EQ(writtenProtection(manifest), std::nullopt);
    dir.write("Cargo.toml", "[workspace.metadata.crossyard.container]\nprotection = 'loose'\n");
    const auto wrong = writtenProtection(manifest);
    ASSERT_FALSE(wrong);
    ASSERT_TRUE(wrong.error().place);
    EXPECT_EQ(wrong.error().place->line, 2);
    EXPECT_TRUE(wrong.error().hint.contains("guarded"));
}

class Writes : public testing::Test {
protected:
    Writes()
    {
        dir.write("project/kept.txt", "old");
        dir.write("project/gone.txt", "old");
        dir.write("writes/upper/new/deep.txt", "made");
        dir.write("writes/upper/kept.txt", "changed");
        fs::create_directories(dir.path() / "writes/work");
    }
    std::vector<CaughtWrite> caught() const
    {
        const auto found = caughtWrites(dir.path() / "writes", dir.path() / "project");
        EXPECT_OK(found);
        return found.value_or(std::vector<CaughtWrite>());
    }
    std::string contentOf(const fs::path &name) const
    {
        return readFile(dir.path() / "project" / name).value_or("(none)");
    }

    const TempDir dir;
};

TEST_F(Writes, areListed)
{
    using enum CaughtWrite::Kind;
    EXPECT_THAT(caught(), ElementsAre(CaughtWrite{Changed, "kept.txt", 7}, CaughtWrite{Added, "new/deep.txt", 4}));
    EXPECT_THAT(caughtWrites(dir.path() / "nothing", dir.path() / "project").value(), IsEmpty());
}

TEST_F(Writes, areTakenOver)
{
    EXPECT_OK(applyWrites(dir.path() / "writes", dir.path() / "project"));
    EXPECT_EQ(contentOf("kept.txt"), "changed");
    EXPECT_EQ(contentOf("new/deep.txt"), "made");
    EXPECT_EQ(contentOf("gone.txt"), "old");
    EXPECT_THAT(caught(), IsEmpty());
}

TEST_F(Writes, areThrownAway)
{
    EXPECT_OK(discardWrites(dir.path() / "writes"));
    EXPECT_EQ(contentOf("kept.txt"), "old");
    EXPECT_EQ(contentOf("new/deep.txt"), "(none)");
    EXPECT_THAT(caught(), IsEmpty());
}

TEST_F(Writes, mayBeRemovals)
{
    const fs::path whiteout = dir.path() / "writes/upper/gone.txt";
    if (::mknod(whiteout.c_str(), S_IFCHR | 0600, 0) != 0)
        GTEST_SKIP() << "only root makes such a device";
    EXPECT_EQ(caught().front(), (CaughtWrite{CaughtWrite::Kind::Removed, "gone.txt", 0}));
    EXPECT_OK(applyWrites(dir.path() / "writes", dir.path() / "project"));
    EXPECT_EQ(contentOf("gone.txt"), "(none)");
}

} // namespace
} // namespace crossyard::container
