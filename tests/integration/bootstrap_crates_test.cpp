// SPDX-License-Identifier: MIT OR Apache-2.0
// Where the crates of a bootstrap come from: registries as servers, directories and git repositories, patches; with a
// lock and without; and the options of it.
#include "base/digest.h"
#include "base/strings.h"
#include "crate_world.h"

#include <algorithm>
#include <format>
#include <nlohmann/json.hpp>

namespace crossyard {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using Words = std::vector<std::string>;

constexpr const char *mainProgram = "fn main() { println!(\"{}\", mid::text()); }\n";

class BootstrapCrates : public testing::Test {
protected:
    void SetUp() override
    {
        ASSERT_FALSE(test::realToolchain().rustc.empty());
        world.add({"leaf", "1.0.0", {}, "pub fn text() -> &'static str { \"old\" }\n"});
        world.add({"leaf", "1.1.0", {}, "pub fn text() -> &'static str { \"leaf\" }\n"});
        world.add({"winonly", "1.0.0", {}, "compile_error!(\"not here\");\n"});
        world.add({"extra", "2.0.0", {}, "pub fn text() -> &'static str { \"+extra\" }\n"});
        world.add({"mid",
                   "1.0.0",
                   {"leaf 1.0.0", "winonly 1", "extra 2 optional"},
                   "#[cfg(feature = \"extra\")] pub fn text() -> String { leaf::text().to_owned() + extra::text() }\n"
                   "#[cfg(not(feature = \"extra\"))] pub fn text() -> String { leaf::text().to_owned() }\n"});
    }

    void app(const std::string &more = "mid = \"1\"\n")
    {
        project.write("Cargo.toml", "[package]\nname = \"app\"\nversion = \"0.1.0\"\nedition = \"2021\"\n"
                                    "[dependencies]\n" +
                                        more);
        project.write("src/main.rs", mainProgram);
    }

    process::Finished bootstrap(Words words)
    {
        return test::bootstrapRun(std::move(words), store.path(), project.path(),
                                  {{"CARGO_HOME", toUtf8(home.path())}, {"http_proxy", ""}, {"no_proxy", "*"}});
    }
    process::Finished fromServer(Words words = {})
    {
        words.insert(words.end(), {"--crate-index", world.sparse()});
        return bootstrap(words);
    }

    std::string said()
    {
        const auto run = process::run({.program = project.path() / "target" / "release" / "app"});
        return run && run->ok() ? std::string(trim(run->output)) : "it did not run";
    }

    // What the real cargo says of the lock, with the same crates in a local registry.
    process::Finished cargoTakesIt()
    {
        const test::TempDir cargoHome;
        cargoHome.write("config.toml", std::format("[source.crates-io]\nreplace-with = \"there\"\n[source.there]\n"
                                                   "local-registry = \"{}\"\n",
                                                   toUtf8(world.registry())));
        const auto run = process::run({.program = test::realToolchain().cargo,
                                       .arguments = {"metadata", "--locked", "--offline", "--format-version", "1"},
                                       .directory = project.path(),
                                       .environment = {{"CARGO_HOME", toUtf8(cargoHome.path())},
                                                       {"RUSTC", toUtf8(test::realToolchain().rustc)}}});
        EXPECT_OK(run);
        return run ? *run : process::Finished{};
    }

    test::CrateWorld world;
    test::TempDir project;
    test::TempDir store;
    test::TempDir home;
};

// A crate that is only for Windows.
class ForWindows : public BootstrapCrates {
protected:
    void SetUp() override
    {
        BootstrapCrates::SetUp();
        world.add({"deep",
                   "1.0.0",
                   {"leaf 1.1", "winonly 1 windows", "extra 2 optional"},
                   "pub fn text() -> &'static str { leaf::text() }\n"});
        app("mid = { package = \"deep\", version = \"1\" }\n");
    }
};

TEST_F(ForWindows, areChosenFetchedAndBuiltWithoutALock)
{
    const auto built = fromServer({"--write-lock"});
    ASSERT_EQ(built.exitCode, 0) << built.errors;
    EXPECT_EQ(said(), "leaf");
    EXPECT_THAT(world.fetched(), ElementsAre("deep-1.0.0", "leaf-1.1.0"));
    EXPECT_THAT(built.errors, HasSubstr("Cargo.lock was written"));
    const auto cargo = cargoTakesIt();
    EXPECT_EQ(cargo.exitCode, 0) << cargo.errors;
    EXPECT_THAT(cargo.output, HasSubstr("winonly"));
    const auto again = fromServer({"--write-lock", "--dry-run"});
    EXPECT_EQ(again.exitCode, 0) << again.errors;
    EXPECT_EQ(bootstrap({"--offline", "--locked"}).exitCode, 0);
    EXPECT_EQ(world.fetched().size(), 2U) << "they are kept";
}

TEST_F(ForWindows, areNamedBeforeTheyAreFetched)
{
    const auto plan = fromServer({"--dry-run", "--json"});
    ASSERT_EQ(plan.exitCode, 0) << plan.errors;
    EXPECT_TRUE(world.fetched().empty());
    const auto json = nlohmann::json::parse(plan.output);
    EXPECT_FALSE(json["complete"]);
    std::map<std::string, std::string> states;
    for (const auto &crate : json["crates"])
        states[crate["name"]] = crate["state"];
    EXPECT_EQ(states, (std::map<std::string, std::string>{
                          {"deep", "download"}, {"leaf", "download"}, {"winonly", "not needed"}}));
    const auto text = fromServer({"--dry-run"});
    EXPECT_THAT(text.output, HasSubstr("fetch  leaf 1.1.0 from sparse+"));
    EXPECT_THAT(text.output, HasSubstr("the units, which are not known before these 2 crates are here"));
    EXPECT_EQ(fromServer({"--unit-graph"}).exitCode, 1);
    EXPECT_FALSE(fs::exists(project.path() / "Cargo.lock"));
}

TEST_F(ForWindows, ofALockAreFetchedInTurnsWhereTheIndexSaysNothing)
{
    ASSERT_EQ(fromServer({"--write-lock", "--dry-run"}).exitCode, 0);
    ASSERT_EQ(fromServer({"--write-lock", "--download"}).exitCode, 0);
    fs::remove_all(store.path() / "crates");
    world.withEntries = false;
    const auto before = world.fetched().size();
    const auto built = fromServer({"--locked", "--verbose"});
    ASSERT_EQ(built.exitCode, 0) << built.errors;
    EXPECT_EQ(world.fetched().size(), before + 2);
    EXPECT_THAT(world.fetched(), Not(testing::Contains("winonly-1.0.0")));
    EXPECT_EQ(said(), "leaf");
}

TEST_F(BootstrapCrates, comeFromDirectoriesRepositoriesAndArchives)
{
    app();
    world.add({"winonly", "1.0.1"});
    for (const auto &index :
         {toUtf8(world.registry()), toUtf8(world.gitIndex()), "file://" + toUtf8(world.gitIndex())}) {
        fs::remove_all(store.path() / "crates");
        const auto built = bootstrap({"--crate-index", index, "--download"});
        EXPECT_EQ(built.exitCode, 0) << index << '\n' << built.errors;
        EXPECT_THAT(built.errors, HasSubstr("3 crates are here"));
    }
    const auto none = bootstrap({"--crate-index", toUtf8(home.path())});
    EXPECT_EQ(none.exitCode, 1);
    EXPECT_THAT(none.errors, HasSubstr("holds no index of crates"));
    // A cache of .crate files is enough where the lock names them.
    ASSERT_EQ(bootstrap({"--crate-index", toUtf8(world.registry()), "--write-lock", "--dry-run"}).exitCode, 0);
    ASSERT_EQ(bootstrap({"--crate-index", toUtf8(world.registry()), "--write-lock", "--download"}).exitCode, 0);
    fs::remove_all(store.path() / "crates");
    const auto cached = bootstrap({"--crate-cache", toUtf8(world.registry()), "--offline"});
    EXPECT_EQ(cached.exitCode, 0) << cached.errors;
    EXPECT_EQ(said(), "leaf");
}

TEST_F(BootstrapCrates, areTakenFromTheDirectoryAndTheRestFromTheIndex)
{
    app();
    world.add({"winonly", "1.0.1"});
    project.write("vendor/leaf/Cargo.toml", "[package]\nname = \"leaf\"\nversion = \"1.1.0\"\n");
    project.write("vendor/leaf/.cargo-checksum.json", "{\"files\":{},\"package\":null}");
    project.write("vendor/leaf/src/lib.rs", "pub fn text() -> &'static str { \"vendored\" }\n");
    const auto alone = bootstrap({"--vendor", "vendor"});
    EXPECT_EQ(alone.exitCode, 1);
    EXPECT_THAT(alone.errors, HasSubstr("no version of `mid` fits `1`, which is asked for by app 0.1.0"));
    const auto both = fromServer({"--vendor", "vendor"});
    ASSERT_EQ(both.exitCode, 0) << both.errors;
    EXPECT_EQ(said(), "vendored");
    EXPECT_THAT(world.fetched(), ElementsAre("mid-1.0.0", "winonly-1.0.1"));
}

TEST_F(BootstrapCrates, areRefusedWhereTheyAreNotWhatIsListedWithThem)
{
    project.write("Cargo.toml", "[package]\nname = \"app\"\nversion = \"0.1.0\"\nedition = \"2021\"\n"
                                "[dependencies]\nleaf = \"1\"\n");
    project.write("src/main.rs", "fn main() { println!(\"{}\", leaf::text()); }\n");
    home.write("config.toml", std::format("[source.crates-io]\nreplace-with = \"there\"\n[source.there]\n"
                                          "directory = \"{}\"\n",
                                          toUtf8(project.path() / "vendor")));
    const std::map<std::string, std::string> files{
        {"Cargo.toml", "[package]\nname = \"leaf\"\nversion = \"1.1.0\"\n"},
        {"src/lib.rs", "pub fn text() -> &'static str { \"vendored\" }\n"},
        {"src/not here.rs", "// there is a module of this name for another platform\n"}};
    std::string listed;
    for (const auto &[name, content] : files)
        listed += std::format("{}\"{}\":\"{}\"", listed.empty() ? "" : ",", name, sha256(content));
    const auto vendored = [&] {
        for (const auto &[name, content] : files)
            project.write("vendor/leaf/" + name, content);
        project.write("vendor/leaf/.cargo-checksum.json", std::format("{{\"files\":{{{}}},\"package\":null}}", listed));
    };
    // What is wrong with it, by cargo and by us.
    const auto refused = [&] {
        fs::remove_all(project.path() / "cargos");
        const auto cargo = process::run(
            {.program = test::realToolchain().cargo,
             .arguments = {"build", "--offline", "--target-dir", "cargos"},
             .directory = project.path(),
             .environment = {{"CARGO_HOME", toUtf8(home.path())}, {"RUSTC", toUtf8(test::realToolchain().rustc)}}});
        EXPECT_OK(cargo);
        const auto run = bootstrap({});
        EXPECT_EQ(run.exitCode == 0, cargo && cargo->ok()) << run.errors << cargo->errors;
        return run.exitCode == 0 ? "" : run.errors;
    };
    vendored();
    EXPECT_EQ(refused(), "");
    EXPECT_EQ(said(), "vendored");
    project.write("vendor/leaf/src/lib.rs", "pub fn text() -> &'static str { \"edited\" }\n");
    EXPECT_THAT(refused(), AllOf(HasSubstr(toUtf8(project.path() / "vendor/leaf/src/lib.rs")),
                                 HasSubstr(sha256(files.at("src/lib.rs"))), HasSubstr("--patchdir")));
    vendored();
    fs::remove(project.path() / "vendor/leaf/src/not here.rs");
    EXPECT_THAT(refused(), AllOf(HasSubstr("src/not here.rs"), HasSubstr("it is not there")));
    vendored();
    project.write("vendor/leaf/src/more.rs", "// this one is not listed\n");
    EXPECT_EQ(refused(), "");
    project.write("vendor/leaf/.cargo-checksum.json", "{\"files\":{\"src/lib.rs\": 7");
    EXPECT_THAT(refused(), HasSubstr(".cargo-checksum.json"));
    // A patch is no edit in place.
    vendored();
    project.write("patches/leaf-1.1.0/say.patch", "--- a/src/lib.rs\n+++ b/src/lib.rs\n@@ -1 +1 @@\n"
                                              "-pub fn text() -> &'static str { \"vendored\" }\n"
                                              "+pub fn text() -> &'static str { \"patched\" }\n");
    const auto patched = bootstrap({"--patchdir", "patches"});
    EXPECT_EQ(patched.exitCode, 0) << patched.errors;
    EXPECT_EQ(said(), "patched");
}

TEST_F(BootstrapCrates, canBeLeftOutOrPutIn)
{
    app();
    const auto built =
        fromServer({"--blacklist", "winonly other", "--include-optional", "extra", "--verbose", "--urls-file", "urls"});
    ASSERT_EQ(built.exitCode, 0) << built.errors;
    EXPECT_EQ(said(), "leaf+extra");
    EXPECT_THAT(world.fetched(), ElementsAre("extra-2.0.0", "leaf-1.1.0", "mid-1.0.0"));
    const auto urls = readFile(project.path() / "urls");
    ASSERT_OK(urls);
    EXPECT_EQ(std::ranges::count(*urls, '\n'), 3);
    EXPECT_THAT(*urls, HasSubstr("/crates/le/af/leaf-1.1.0\n"));
    const auto lock = fromServer({"--blacklist", "winonly", "--write-lock"});
    EXPECT_EQ(lock.exitCode, 2);
}

TEST_F(BootstrapCrates, failToBeChosenWithAllWhoAsked)
{
    world.add({"picky", "1.0.0", {"leaf 1.7"}});
    world.add({"above", "1.0.0", {"picky 1"}});
    app("above = \"1\"\n");
    const auto run = fromServer();
    EXPECT_EQ(run.exitCode, 1);
    EXPECT_THAT(run.errors, HasSubstr("no version of `leaf` fits `^1.7`"));
    EXPECT_THAT(run.errors, HasSubstr("picky 1.0.0 <- above 1.0.0 <- app 0.1.0"));
    EXPECT_THAT(run.errors, HasSubstr("none of its 2 versions fits"));
    const auto locked = fromServer({"--locked"});
    EXPECT_EQ(locked.exitCode, 1);
    EXPECT_THAT(locked.errors, HasSubstr("--locked asks for it"));
}

TEST_F(BootstrapCrates, ofALockThatIsOutOfDateAreCompletedOnlyWhereThatIsAllowed)
{
    world.add({"winonly", "1.0.1"});
    app("leaf = \"=1.0.0\"\n");
    project.write("src/main.rs", "fn main() { println!(\"{}\", leaf::text()); }\n");
    ASSERT_EQ(fromServer({"--write-lock", "--download"}).exitCode, 0);
    app("leaf = \"1\"\nmid = \"1\"\n");
    const auto before = readFile(project.path() / "Cargo.lock").value();
    const auto locked = fromServer({"--locked"});
    EXPECT_EQ(locked.exitCode, 1);
    EXPECT_THAT(locked.errors, HasSubstr("package `mid` 1 is needed by `app`, but Cargo.lock has none that fits"));
    const auto built = fromServer();
    ASSERT_EQ(built.exitCode, 0) << built.errors;
    EXPECT_EQ(said(), "old") << "what the lock names stays";
    EXPECT_EQ(readFile(project.path() / "Cargo.lock").value(), before);
    ASSERT_EQ(fromServer({"--write-lock"}).exitCode, 0);
    const auto cargo = cargoTakesIt();
    EXPECT_EQ(cargo.exitCode, 0) << cargo.errors;
}

TEST_F(BootstrapCrates, ofAnotherPlatformNeedNotBeThereWithoutALock)
{
    world.add({"deep", "1.0.0", {"leaf 1", "nowhere 1 windows"}, "pub use leaf::text;\n"});
    app("mid = { package = \"deep\", version = \"1\" }\n");
    const auto built = fromServer();
    ASSERT_EQ(built.exitCode, 0) << built.errors;
    EXPECT_THAT(built.errors, HasSubstr("alone; for all platforms"));
    EXPECT_EQ(said(), "leaf");
    const auto lock = fromServer({"--write-lock"});
    EXPECT_EQ(lock.exitCode, 1);
    EXPECT_THAT(lock.errors, HasSubstr("no version of `nowhere` fits"));
}

TEST_F(BootstrapCrates, areReplacedByPatchesOfTheManifestAndTheConfiguration)
{
    world.add({"winonly", "1.0.1"});
    project.write("mine/Cargo.toml", "[package]\nname = \"leaf\"\nversion = \"1.2.0\"\n");
    project.write("mine/src/lib.rs", "pub fn text() -> &'static str { \"mine\" }\n");
    app("mid = \"1\"\n[patch.crates-io]\nleaf = { path = \"mine\" }\n");
    const auto ofManifest = fromServer();
    ASSERT_EQ(ofManifest.exitCode, 0) << ofManifest.errors;
    EXPECT_EQ(said(), "mine");
    EXPECT_THAT(ofManifest.errors, Not(HasSubstr("used by nothing")));
    app();
    project.write("other/Cargo.toml", "[package]\nname = \"leaf\"\nversion = \"1.3.0\"\n");
    project.write("other/src/lib.rs", "pub fn text() -> &'static str { \"configured\" }\n");
    project.write(".cargo/config.toml", "[patch.crates-io]\nleaf = { path = \"other\" }\n");
    const auto ofConfig = fromServer();
    ASSERT_EQ(ofConfig.exitCode, 0) << ofConfig.errors;
    EXPECT_EQ(said(), "configured");
}

} // namespace
} // namespace crossyard
