// SPDX-License-Identifier: MIT OR Apache-2.0
// Toolchains: finding, listing, choosing and adding them. The real ones of this machine are used where they are there.
#include "unit/toolchain_world.h"

#include <nlohmann/json.hpp>

namespace crossyard::rust {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

using Toolchains = ToolchainWorld;

TEST_F(Toolchains, ListsRustupsWithTheirPartsAndTheDefault)
{
    const auto stable = makeToolchain(rustupDir("stable-x86_64-unknown-linux-gnu"));
    makeToolchain(rustupDir("nightly-x86_64-unknown-linux-gnu"), "1.97.0-nightly");
    makeToolchain(dir.path() / "my build", "1.99.0-dev");
    fs::create_directory_symlink(dir.path() / "my build", rustupDir("mine"));
    fs::create_directory_symlink("/nowhere", rustupDir("gone"));
    fs::create_directories(rustupDir("empty"));
    settings("version = \"12\"\ndefault_toolchain = \"stable-x86_64-unknown-linux-gnu\"\n[overrides]\n");
    dir.write(stable / "lib/rustlib/components", "rustc-x86_64-unknown-linux-gnu\ncargo-x86_64-unknown-linux-gnu\n");
    dir.write(stable / "lib/rustlib/thumbv7m-none-eabi/lib/libcore-77.rlib", "!");
    dir.write(stable / "lib/rustlib/src/rust/library/core/Cargo.toml", "");
    dir.write(stable / "lib/rustlib/src/rust/library/core/src/lib.rs", "");
    proxy();

    const auto list = listToolchains(dir.path());
    ASSERT_OK(list);
    const auto *one = find(*list, "stable-x86_64-unknown-linux-gnu");
    ASSERT_TRUE(one);
    EXPECT_TRUE(one->works());
    EXPECT_TRUE(one->isDefault);
    EXPECT_EQ(one->origin, Origin::Rustup);
    EXPECT_EQ(one->compiler.release, "1.80.0");
    EXPECT_EQ(one->cargoVersion, "1.80.0");
    EXPECT_THAT(one->components, ElementsAre("cargo-x86_64-unknown-linux-gnu", "rustc-x86_64-unknown-linux-gnu"));
    EXPECT_THAT(one->targets, ElementsAre("thumbv7m-none-eabi", "x86_64-unknown-linux-gnu"));
    ASSERT_TRUE(one->source);
    EXPECT_EQ(one->source->vendor, std::nullopt);
    EXPECT_EQ(one->size, treeSize(stable));

    EXPECT_FALSE(find(*list, "nightly-x86_64-unknown-linux-gnu")->isDefault);
    EXPECT_TRUE(find(*list, "mine")->linked);
    EXPECT_TRUE(find(*list, "mine")->works());
    ASSERT_TRUE(find(*list, "gone")->broken);
    EXPECT_THAT(find(*list, "gone")->broken->message, HasSubstr("is a link to /nowhere, which does not exist"));
    EXPECT_THAT(find(*list, "gone")->broken->hint, HasSubstr("rustup toolchain uninstall gone"));
    EXPECT_THAT(find(*list, "empty")->broken->hint, HasSubstr("rustup toolchain install empty"));
    EXPECT_THAT(list->problems, testing::IsEmpty());
}

TEST_F(Toolchains, TheSecondListingStartsNoProcessAlsoForBrokenOnes)
{
    const auto stable = makeToolchain(rustupDir("stable-x86_64-unknown-linux-gnu"));
    script(rustupDir("bad") / "bin" / "rustc", std::format("echo bad >> {}; exit 1\n", process::quoted(toUtf8(log()))));
    proxy();
    const auto first = listToolchains(dir.path());
    ASSERT_OK(first);
    EXPECT_FALSE(find(*first, "bad")->works());
    const auto before = calls();
    const auto second = listToolchains(dir.path());
    ASSERT_OK(second);
    EXPECT_EQ(calls(), before);
    EXPECT_EQ(first->toolchains, second->toolchains);

    // Something that is added to a toolchain is seen.
    dir.write(stable / "lib/rustlib/wasm32-unknown-unknown/lib/libstd-9.rlib", "!");
    const auto third = listToolchains(dir.path());
    ASSERT_OK(third);
    EXPECT_TRUE(find(*third, "stable-x86_64-unknown-linux-gnu")->hasTarget("wasm32-unknown-unknown"));
    EXPECT_GT(*find(*third, "stable-x86_64-unknown-linux-gnu")->size,
              *find(*first, "stable-x86_64-unknown-linux-gnu")->size);

    // Whoever wants to use a broken one is not sent away with an old answer.
    makeToolchain(rustupDir("bad"));
    EXPECT_OK(selectToolchain({.asked = "bad", .project = dir.path()}));
}

TEST_F(Toolchains, ProxiesAreSeenThroughAndNeverRun)
{
    const auto stable = makeToolchain(rustupDir("stable-x86_64-unknown-linux-gnu"));
    settings("default_toolchain = \"stable\"\n");
    proxy();
    const auto compiler = probeCompiler(bin() / "rustc");
    ASSERT_OK(compiler);
    EXPECT_EQ(compiler->rustc, stable / "bin" / "rustc");
    EXPECT_THAT(*readFile(log()), testing::Not(HasSubstr("proxy")));

    settings("version = \"12\"\n");
    EXPECT_EQ(probeCompiler(bin() / "rustc").error().hint, "rustup default stable");
}

TEST_F(Toolchains, OldProxiesAreHardLinks)
{
    proxy();
    fs::create_hard_link(bin() / "rustup", bin() / "cargo");
    EXPECT_TRUE(isRustupProxy(bin() / "cargo"));
    EXPECT_TRUE(isRustupProxy(bin() / "rustc"));
    EXPECT_FALSE(isRustupProxy(bin() / "rustup"));
    const auto real = makeToolchain(dir.path() / "t") / "bin" / "rustc";
    EXPECT_FALSE(isRustupProxy(real));
}

TEST_F(Toolchains, ChoosesAsRustupDoes)
{
    const auto stable = makeToolchain(rustupDir("stable-x86_64-unknown-linux-gnu"));
    const auto nightly = makeToolchain(rustupDir("nightly-x86_64-unknown-linux-gnu"), "1.97.0-nightly");
    const auto dated = makeToolchain(rustupDir("nightly-2024-01-01-x86_64-unknown-linux-gnu"), "1.77.0-nightly");
    const auto outside = makeToolchain(dir.path() / "out side", "1.70.0");
    proxy();
    const fs::path project = dir.path() / "my prôject" / "deep" / "er";
    fs::create_directories(project);
    const auto chosen = [&] {
        const auto toolchain = selectToolchain({.project = project});
        EXPECT_OK(toolchain);
        return toolchain ? std::pair(toolchain->name, toolchain->overrideReason)
                         : std::pair<std::string, std::string>();
    };
    settings("default_toolchain = \"stable-x86_64-unknown-linux-gnu\"\n");
    EXPECT_EQ(chosen(), std::pair(toUtf8(stable.filename()), std::string()));

    // A toolchain file above, then an override nearer, then a file nearer still.
    dir.write("my prôject/rust-toolchain", "nightly-2024-01-01\n");
    EXPECT_EQ(chosen().first, toUtf8(dated.filename()));
    EXPECT_THAT(chosen().second, testing::EndsWith("rust-toolchain"));
    settings(std::format("default_toolchain = \"stable\"\n[overrides]\n\"{}\" = \"nightly-x86_64-unknown-linux-gnu\"\n",
                         toUtf8(fs::canonical(dir.path() / "my prôject/deep"))));
    EXPECT_EQ(chosen().first, toUtf8(nightly.filename()));
    EXPECT_THAT(chosen().second, HasSubstr("rustup override"));
    dir.write("my prôject/deep/er/rust-toolchain.toml", "[toolchain]\npath = \"../../../out side\"\n");
    EXPECT_EQ(chosen().first, toUtf8(outside / "bin" / "rustc"));
    // Of two files in one directory the one without ending counts, TOML or not.
    dir.write("my prôject/deep/er/rust-toolchain", "[toolchain]\nchannel = \"nightly\"\n");
    EXPECT_EQ(chosen().first, toUtf8(nightly.filename()));
    // The environment beats them all, and RUSTC beats that.
    set("RUSTUP_TOOLCHAIN", "stable");
    EXPECT_EQ(chosen(), std::pair(toUtf8(stable.filename()), std::string("RUSTUP_TOOLCHAIN is set")));
    set("RUSTC", toUtf8(outside / "bin" / "rustc"));
    EXPECT_EQ(chosen(), std::pair(toUtf8(outside / "bin" / "rustc"), std::string("RUSTC is set")));

    const auto list = listToolchains(project);
    ASSERT_OK(list);
    EXPECT_TRUE(find(*list, "stable-x86_64-unknown-linux-gnu")->isDefault);
}

TEST_F(Toolchains, AChannelThatIsNotInstalledIsAnErrorWithItsPlaceAndCommand)
{
    makeToolchain(rustupDir("stable-x86_64-unknown-linux-gnu"));
    proxy();
    settings("default_toolchain = \"stable\"\n");
    const auto file = dir.write("p/rust-toolchain.toml", "[toolchain]\nchannel = \"1.79.0\"\n");
    const auto toolchain = selectToolchain({.project = dir.path() / "p"});
    ASSERT_FALSE(toolchain);
    EXPECT_EQ(toolchain.error().code, ErrorCode::NotFound);
    EXPECT_EQ(toolchain.error().hint, "rustup toolchain install 1.79.0");
    ASSERT_TRUE(toolchain.error().place);
    EXPECT_EQ(toolchain.error().place->file, file);
    EXPECT_EQ(toolchain.error().place->line, 2);
    const auto list = listToolchains(dir.path() / "p");
    ASSERT_OK(list);
    EXPECT_EQ(list->problems.size(), 1U);

    for (const auto *text : {"[toolchain]\nchannel = \"a\"\npath = \"b\"\n", "", "[toolchain]\nchannel = 3\n",
                             "[toolchain\n", "[other]\n"}) {
        dir.write("p/rust-toolchain.toml", text);
        EXPECT_FALSE(selectToolchain({.project = dir.path() / "p"})) << text;
    }
}

TEST_F(Toolchains, ToolchainFilesAreNotHeededWhereThereIsNoRustup)
{
    makeToolchain(bin().parent_path());
    dir.write("p/rust-toolchain.toml", "[toolchain]\nchannel = \"1.79.0\"\n");
    const auto toolchain = selectToolchain({.project = dir.path() / "p"});
    ASSERT_OK(toolchain);
    EXPECT_EQ(toolchain->compiler.release, "1.80.0");
    EXPECT_TRUE(toolchain->isDefault);
}

TEST_F(Toolchains, AreSelectedByNameVersionOrPath)
{
    const auto stable = makeToolchain(rustupDir("stable-x86_64-unknown-linux-gnu"));
    const auto nightly = makeToolchain(rustupDir("nightly-x86_64-unknown-linux-gnu"), "1.97.0-nightly");
    settings("default_toolchain = \"stable\"\n");
    proxy();
    const auto selected = [&](const std::string &word) {
        const auto toolchain = selectToolchain({.asked = word, .project = dir.path()});
        EXPECT_OK(toolchain);
        return toolchain ? toolchain->name : "";
    };
    EXPECT_EQ(selected("stable"), toUtf8(stable.filename()));
    EXPECT_EQ(selected("+nightly"), toUtf8(nightly.filename()));
    EXPECT_EQ(selected("nightly-x86_64-unknown-linux-gnu"), toUtf8(nightly.filename()));
    EXPECT_EQ(selected("1.97"), toUtf8(nightly.filename()));
    EXPECT_EQ(selected("1.80.0"), toUtf8(stable.filename()));
    EXPECT_EQ(selected(toUtf8(nightly)), toUtf8(nightly.filename()));
    EXPECT_EQ(selected(toUtf8(nightly / "bin" / "rustc")), toUtf8(nightly.filename()));
    EXPECT_EQ(selected(toUtf8(bin() / "rustc")), toUtf8(stable.filename()));

    const auto unknown = selectToolchain({.asked = "nigthly", .project = dir.path()});
    ASSERT_FALSE(unknown);
    EXPECT_THAT(unknown.error().hint, HasSubstr("did you mean nightly?"));
    EXPECT_THAT(unknown.error().hint, HasSubstr("stable"));
    const auto absent = selectToolchain({.asked = "1.42", .project = dir.path()});
    ASSERT_FALSE(absent);
    EXPECT_THAT(absent.error().hint, HasSubstr("rustup toolchain install 1.42"));
    EXPECT_FALSE(selectToolchain({.asked = "1.8", .project = dir.path()})) << "1.8 is not 1.80";
    EXPECT_FALSE(selectToolchain({.asked = toUtf8(dir.path()), .project = dir.path()}));
}

TEST_F(Toolchains, TwoNamesOfOneCompilerAreOneEntry)
{
    const auto real = makeToolchain(dir.path() / "src" / "rust" / "build" / "x86_64-unknown-linux-gnu" / "stage1");
    fs::create_directories(rustupDir("x").parent_path());
    fs::create_directory_symlink(real, rustupDir("dev"));
    fs::create_directory_symlink(real, rustupDir("work"));
    ASSERT_OK(addToolchain(dir.path() / "src" / "rust", {}));
    fs::create_symlink(real / "bin" / "rustc", bin() / "rustc");
    const auto list = listToolchains(dir.path());
    ASSERT_OK(list);
    const auto *dev = find(*list, "dev");
    ASSERT_TRUE(dev);
    EXPECT_THAT(dev->aliases, ElementsAre("work", "rust-stage1"));
    EXPECT_EQ(std::ranges::count(list->toolchains, Origin::LocalBuild, &Toolchain::origin), 0);
    const auto byAlias = selectToolchain({.asked = "rust-stage1", .project = dir.path()});
    ASSERT_OK(byAlias);
    EXPECT_EQ(byAlias->name, "dev");
}

TEST_F(Toolchains, AddedOnesAreKeptAndForgotten)
{
    const fs::path checkout = dir.path() / "my rust";
    makeToolchain(checkout / "build" / "x86_64-unknown-linux-gnu" / "stage1", "1.99.0-dev");
    makeToolchain(checkout / "build" / "x86_64-unknown-linux-gnu" / "stage2", "1.99.0-dev");
    fs::create_directory_symlink("x86_64-unknown-linux-gnu", checkout / "build" / "host");
    dir.write(checkout / "library/core/Cargo.toml", "");
    dir.write(checkout / "library/core/src/lib.rs", "");
    const auto built = addToolchain(checkout, {});
    ASSERT_OK(built);
    ASSERT_EQ(built->size(), 2U);
    EXPECT_EQ(built->front().name, "my rust-stage1");
    EXPECT_EQ(built->front().origin, Origin::LocalBuild);
    ASSERT_TRUE(built->front().source);
    EXPECT_EQ(built->front().source->library, checkout / "library");

    const auto single = makeToolchain(dir.path() / "süß");
    ASSERT_OK(addToolchain(single / "bin" / "rustc", "sweet"));
    EXPECT_OK(selectToolchain({.asked = "sweet", .project = dir.path()}));
    EXPECT_EQ(addToolchain(single / "bin" / "rustc", "again").error().code, ErrorCode::BadInput);
    EXPECT_EQ(addToolchain(makeToolchain(dir.path() / "third"), "sweet").error().code, ErrorCode::BadInput);
    EXPECT_EQ(addToolchain(dir.path() / "third", "a/b").error().code, ErrorCode::BadInput);
    EXPECT_EQ(addToolchain(dir.path() / "nothing", {}).error().code, ErrorCode::NotFound);
    EXPECT_EQ(addToolchain(dir.path() / "bin dir", {}).error().code, ErrorCode::NotFound);
    const auto bad = script(dir.path() / "bad" / "bin" / "rustc", "exit 1\n");
    EXPECT_EQ(addToolchain(dir.path() / "bad", {}).error().code, ErrorCode::ToolFailed);

    // One that vanished is shown, with the way to forget it.
    fs::remove_all(single);
    const auto list = listToolchains(dir.path());
    ASSERT_OK(list);
    ASSERT_TRUE(find(*list, "sweet"));
    EXPECT_THAT(find(*list, "sweet")->broken->hint, HasSubstr("crossyard toolchains remove sweet"));

    EXPECT_THAT(removeToolchain("sweat").error().hint, HasSubstr("sweet"));
    EXPECT_OK(removeToolchain("sweet"));
    EXPECT_OK(removeToolchain("my rust-stage2"));
    EXPECT_EQ(removeToolchain("my rust").error().code, ErrorCode::NotFound);
    EXPECT_THAT(*readAddedPaths(), testing::IsEmpty());
    EXPECT_TRUE(fs::exists(checkout / "build"));
}

TEST_F(Toolchains, AListOfAddedOnesThatCannotBeReadIsAProblemAndNotTheEnd)
{
    makeToolchain(bin().parent_path());
    dir.write("store/config/toolchains.json", "{\"toolchains\": [}");
    const auto list = listToolchains(dir.path());
    ASSERT_OK(list);
    ASSERT_EQ(list->problems.size(), 1U);
    EXPECT_EQ(list->problems.front().place->line, 1);
    EXPECT_FALSE(list->toolchains.empty());
    EXPECT_FALSE(addToolchain(bin(), {})) << "a list that cannot be read is not overwritten";
}

TEST_F(Toolchains, SettingsThatCannotBeReadAreToldWithTheirPlace)
{
    makeToolchain(rustupDir("stable-x86_64-unknown-linux-gnu"));
    settings("default_toolchain = \n");
    const auto list = listToolchains(dir.path());
    ASSERT_OK(list);
    ASSERT_EQ(list->problems.size(), 1U);
    EXPECT_EQ(list->problems.front().code, ErrorCode::Parse);
    EXPECT_TRUE(find(*list, "stable-x86_64-unknown-linux-gnu")->works());
    EXPECT_OK(selectToolchain({.asked = "stable", .project = dir.path()}));
}

TEST_F(Toolchains, JsonHasEveryFactOfARealToolchain)
{
    if (!isExecutable("/usr/bin/rustc") || isRustupProxy("/usr/bin/rustc"))
        GTEST_SKIP() << "no rustc of the system's";
    const auto toolchain = selectToolchain({.asked = "/usr/bin/rustc", .project = dir.path()});
    ASSERT_OK(toolchain);
    EXPECT_EQ(toolchain->origin, Origin::Distribution);
    const auto json = toJson(*toolchain);
    for (const char *key : {"name", "origin", "version", "channel", "host", "sysroot", "rustc", "identity", "targets"})
        EXPECT_FALSE(json.at(key).is_null()) << key;
    EXPECT_TRUE(toolchain->hasTarget(toolchain->compiler.host));
}

} // namespace
} // namespace crossyard::rust
