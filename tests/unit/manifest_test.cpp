// SPDX-License-Identifier: MIT OR Apache-2.0
#include "cargo/manifest.h"
#include "cargo/workspace.h"
#include "support/support.h"

#include <algorithm>
#include <set>

namespace crossyard::cargo {
namespace {

class ManifestTest : public testing::Test {
protected:
    Manifest read(std::string_view content)
    {
        dir.write("src/lib.rs", "");
        const auto manifest = readManifest(dir.write("Cargo.toml", content));
        EXPECT_OK(manifest);
        return manifest.value_or(Manifest{});
    }
    Error refused(std::string_view content)
    {
        dir.write("src/lib.rs", "");
        const auto manifest = readManifest(dir.write("Cargo.toml", content));
        EXPECT_FALSE(manifest);
        return manifest ? Error{} : manifest.error();
    }
    test::TempDir dir;
};

const Dependency &find(const Manifest &manifest, std::string_view name)
{
    const auto it = std::ranges::find(manifest.dependencies, name, &Dependency::name);
    EXPECT_NE(it, manifest.dependencies.end()) << name;
    return *it;
}

TEST_F(ManifestTest, readsDependenciesInEveryForm)
{
    const auto manifest = read(R"(
[package]
name = "my-lib"
version = "1.2.3-rc.1"
edition = "2021"
links = "z"

[dependencies]
a = "1.0"
b = { path = "../b", features = ["x"], default-features = false, optional = true, public = true }
c = { package = "real-c", version = "2" }

[build-dependencies]
d = { git = "https://example.org/d" }

[dev_dependencies]
e = "*"

[target.'cfg(unix)'.dependencies.f]
version = "0.3"

[target.thumbv7m-none-eabi.build_dependencies]
g = "1"
)");
    EXPECT_EQ(manifest.name, "my-lib");
    EXPECT_EQ(manifest.externName(), "my_lib");
    EXPECT_EQ(manifest.version.toString(), "1.2.3-rc.1");
    EXPECT_EQ(manifest.links, "z");
    EXPECT_EQ(manifest.dependencies.size(), 7U);
    const auto &b = find(manifest, "b");
    EXPECT_EQ(b.path, absolutePath(dir.path() / ".." / "b"));
    EXPECT_TRUE(b.optional && b.isPublic && !b.defaultFeatures);
    EXPECT_EQ(b.features, std::vector<std::string>{"x"});
    EXPECT_EQ(find(manifest, "c").package, "real-c");
    EXPECT_TRUE(find(manifest, "c").renamed());
    EXPECT_EQ(find(manifest, "d").kind, DependencyKind::Build);
    EXPECT_EQ(find(manifest, "d").git, "https://example.org/d");
    EXPECT_EQ(find(manifest, "e").kind, DependencyKind::Development);
    EXPECT_TRUE(find(manifest, "f").platform->isCfg());
    EXPECT_EQ(find(manifest, "g").platform->toString(), "thumbv7m-none-eabi");
}

TEST_F(ManifestTest, givesOptionalDependenciesAFeatureUnlessItIsHidden)
{
    const auto manifest = read(R"(
[package]
name = "p"
version = "0.1.0"
[dependencies]
plain = { version = "1", optional = true }
hidden = { version = "1", optional = true }
[features]
use-hidden = ["dep:hidden", "plain?/std"]
)");
    EXPECT_EQ(manifest.features.at("plain"), std::vector<std::string>{"dep:plain"});
    EXPECT_FALSE(manifest.features.contains("hidden"));
}

TEST_F(ManifestTest, findsTargetsWhereCargoFindsThem)
{
    dir.write("src/main.rs", "");
    dir.write("src/bin/tool.rs", "");
    dir.write("src/bin/multi/main.rs", "");
    dir.write("build.rs", "");
    const auto manifest = read("[package]\nname = \"p-q\"\nversion = \"0.1.0\"\nedition = \"2018\"\n"
                               "[[bin]]\nname = \"named\"\npath = \"src/named.rs\"\nrequired-features = [\"f\"]\n");
    ASSERT_TRUE(manifest.lib);
    EXPECT_EQ(manifest.lib->name, "p_q");
    EXPECT_EQ(manifest.lib->crateTypes, std::vector<std::string>{"lib"});
    std::vector<std::string> bins;
    for (const auto &bin : manifest.bins)
        bins.push_back(bin.name);
    EXPECT_EQ(bins, (std::vector<std::string>{"named", "p-q", "multi", "tool"}));
    EXPECT_EQ(manifest.bins[0].requiredFeatures, std::vector<std::string>{"f"});
    ASSERT_TRUE(manifest.build);
    EXPECT_EQ(manifest.build->name, "build-script-build");
}

TEST_F(ManifestTest, knowsProcMacrosAndBuildFalse)
{
    dir.write("build.rs", "");
    const auto manifest =
        read("[package]\nname = \"m\"\nversion = \"0.1.0\"\nbuild = false\n[lib]\nproc-macro = true\nname = \"mac\"\n");
    EXPECT_EQ(manifest.lib->kind, TargetKind::ProcMacro);
    EXPECT_EQ(manifest.lib->name, "mac");
    EXPECT_FALSE(manifest.build);
}

TEST_F(ManifestTest, inheritsFromItsWorkspace)
{
    dir.write("Cargo.toml", R"(
[workspace]
members = ["crates/*"]
resolver = "2"
[workspace.package]
version = "3.1.4"
edition = "2021"
authors = ["A", "B"]
[workspace.dependencies]
shared = { path = "shared", features = ["one"], default-features = false }
[workspace.lints.rust]
unsafe_code = "forbid"
)");
    dir.write("crates/one/src/lib.rs", "");
    const auto file = dir.write("crates/one/Cargo.toml", R"(
[package]
name = "one"
version.workspace = true
edition.workspace = true
authors.workspace = true
[dependencies]
shared = { workspace = true, features = ["two"], optional = true }
[lints]
workspace = true
)");
    const auto manifest = readManifest(file);
    ASSERT_OK(manifest);
    EXPECT_EQ(manifest->version.toString(), "3.1.4");
    EXPECT_EQ(manifest->edition, "2021");
    EXPECT_EQ(manifest->text.authors, "A:B");
    const auto &shared = find(*manifest, "shared");
    EXPECT_EQ(shared.path, dir.path() / "shared");
    EXPECT_EQ(shared.features, (std::vector<std::string>{"one", "two"}));
    EXPECT_TRUE(shared.optional);
    EXPECT_FALSE(shared.defaultFeatures);
    ASSERT_EQ(manifest->lints.size(), 1U);
    EXPECT_EQ(manifest->lints[0].level, "forbid");

    const auto root = findWorkspaceRoot(file);
    ASSERT_OK(root);
    EXPECT_EQ(*root, dir.path() / "Cargo.toml");
    const auto workspace = readWorkspace(*root);
    ASSERT_OK(workspace);
    EXPECT_EQ(workspace->resolver, 2);
    EXPECT_EQ(workspace->members, std::vector<fs::path>{file});

    // A path dependency is a member, also where its path is inherited.
    const auto other = dir.write("shared/Cargo.toml", "[package]\nname = \"shared\"\nversion = \"1.0.0\"\n");
    const auto again = readWorkspace(*root);
    ASSERT_OK(again);
    EXPECT_EQ(std::set(again->members.begin(), again->members.end()), (std::set{file, other}));
}

TEST_F(ManifestTest, pointsAtWhatIsWrong)
{
    const auto version = refused("[package]\nname = \"p\"\n[dependencies]\na = \"one\"\n");
    EXPECT_EQ(version.place->line, 4);
    const auto type = refused("[package]\nname = \"p\"\n[dependencies]\na = { version = 1 }\n");
    EXPECT_EQ(type.place->line, 4);
    EXPECT_NE(type.message.find("must be a string"), std::string::npos);
    const auto cfg = refused("[package]\nname = \"p\"\n[target.'cfg(unix'.dependencies]\na = \"1\"\n");
    EXPECT_EQ(cfg.place->line, 3);
    const auto name = refused("[package]\nversion = \"1.0.0\"\n");
    EXPECT_NE(name.message.find("name"), std::string::npos);
    const auto none = refused("[workspace]\n");
    EXPECT_NE(none.message.find("[package]"), std::string::npos);
    const auto orphan = refused("[package]\nname = \"p\"\nversion.workspace = true\n");
    EXPECT_NE(orphan.message.find("workspace"), std::string::npos);
}

} // namespace
} // namespace crossyard::cargo
