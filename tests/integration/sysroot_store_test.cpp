// SPDX-License-Identifier: MIT OR Apache-2.0
// What is stored is used again as long as it is what it should be: damage and changed sources are noticed, what nobody
// needs can be removed. Metadata alone is compiled here.
#include "base/strings.h"
#include "integration/sysroot_world.h"

#include <format>
#include <fstream>

namespace crossyard::test {

namespace {

class StoreTest : public testing::Test {
protected:
    process::Finished check(const Words &more = {}, const std::string &crates = "core,alloc")
    {
        Words words{"--target", thumbv6m, "--crates", crates};
        words.insert(words.end(), more.begin(), more.end());
        auto finished = project.sysroot("check", words, store.path());
        EXPECT_STATUS(finished, 0);
        return finished;
    }

    // The metadata of a crate in the sysroot.
    fs::path metadata(const fs::path &sysroot, const std::string &crate)
    {
        for (const auto &entry : fs::directory_iterator(sysroot / "lib" / "rustlib" / thumbv6m / "lib")) {
            if (entry.path().filename().string().starts_with("lib" + crate + "-"))
                return entry.path();
        }
        ADD_FAILURE() << "no " << crate << " in " << sysroot;
        return {};
    }

    std::string content(const fs::path &file)
    {
        const auto bytes = readFile(file);
        EXPECT_OK(bytes);
        return bytes.value_or("");
    }

    const TempDir store;
    const Project project;
};

TEST_F(StoreTest, isMendedWhateverIsDamaged)
{
    const fs::path sysroot = builtPath(check());
    const fs::path alloc = metadata(sysroot, "alloc");
    const std::string good = content(alloc);
    const auto mends = [&](const char *what, bool compiles) {
        SCOPED_TRACE(what);
        const auto mended = check();
        EXPECT_EQ(builtPath(mended), sysroot);
        EXPECT_FALSE(mended.errors.contains("Nothing to do")) << mended.errors;
        EXPECT_EQ(mended.errors.contains("] alloc"), compiles) << mended.errors;
        EXPECT_FALSE(mended.errors.contains("] core")) << mended.errors;
        EXPECT_EQ(content(alloc).size(), good.size());
        EXPECT_TRUE(check().errors.contains("Nothing to do"));
        EXPECT_EQ(stagesIn(store.path()), 0);
    };
    fs::resize_file(alloc, 100);
    mends("a file is shorter", true);
    fs::remove(alloc);
    mends("a file is gone from the sysroot", false);
    {
        std::fstream file(alloc, std::ios::in | std::ios::out | std::ios::binary);
        file.seekp(static_cast<std::streamoff>(good.size() / 2));
        file << "damage";
    }
    mends("other bytes of the same number", true);
    ASSERT_OK(writeFile(sysroot / "crossyard.json", "{\"key\": "));
    mends("the record is no JSON", false);
    ASSERT_OK(writeFile(sysroot / "crossyard.json", "{\"key\": 3}"));
    mends("the record has wrong types", false);
    for (const auto &entry : fs::recursive_directory_iterator(store.path() / "units")) {
        if (entry.path().filename() == "unit.json" && content(entry.path()).contains("\"alloc "))
            ASSERT_OK(writeFile(entry.path(), "[1, \"x\"]"));
    }
    fs::remove(alloc);
    mends("a unit's record is not one", true);
    fs::remove_all(sysroot);
    mends("the sysroot is gone", false);
    fs::remove_all(store.path() / "units");
    EXPECT_TRUE(check().errors.contains("Nothing to do")) << "a sysroot needs its units no more";
}

TEST_F(StoreTest, noticesWhatWasEditedInTheSourceAndNoMore)
{
    const fs::path library = project.path() / "src of 'mine' é" / "library";
    fs::create_directories(library);
    for (const auto &entry : fs::directory_iterator(realToolchain().library)) {
        const auto name = entry.path().filename();
        if (name == "vendor")
            fs::create_symlink(entry.path(), library / name);
        else
            fs::copy(entry.path(), library / name, fs::copy_options::recursive);
    }
    const Words source{"--verbose", "--rust-src", toUtf8(library)};
    check(source);
    const fs::path alloc = library / "alloc" / "src" / "lib.rs";
    fs::last_write_time(alloc, fs::file_time_type::clock::now());
    EXPECT_TRUE(check(source).errors.contains("Nothing to do"));

    ASSERT_OK(writeFile(alloc, content(alloc) + "\n// A word more.\n"));
    const auto edited = check(source);
    EXPECT_TRUE(edited.errors.contains("] alloc")) << edited.errors;
    EXPECT_FALSE(edited.errors.contains("] core")) << edited.errors;
    EXPECT_TRUE(edited.errors.contains("source")) << edited.errors;

    const fs::path core = library / "core" / "src" / "lib.rs";
    ASSERT_OK(writeFile(core, content(core) + "\n// A word more.\n"));
    const auto all = check(source);
    for (const char *crate : {"] core", "] alloc", "] compiler_builtins"})
        EXPECT_TRUE(all.errors.contains(crate)) << all.errors;
}

TEST_F(StoreTest, keepsTheMetadataKindApart)
{
    const auto checked = check({}, "core");
    const auto path = project.sysroot("path", {"--target", thumbv6m, "--crates", "core"}, store.path());
    EXPECT_STATUS(path, 1);
    EXPECT_TRUE(path.errors.contains("is not built")) << path.errors;
    EXPECT_TRUE(path.errors.contains("sysroot build")) << path.errors;
    const auto plan = project.sysroot("plan", {"--target", thumbv6m, "--crates", "core", "--json"}, store.path());
    const auto json = Json::parse(plan.output);
    EXPECT_FALSE(json["ready"]);
    EXPECT_NE(json["path"], toUtf8(builtPath(checked)));
    for (const auto &crate : json["crates"])
        EXPECT_EQ(crate["state"], "compile") << crate;
    const auto dry =
        project.sysroot("check", {"--target", thumbv6m, "--crates", "core", "--dry-run", "--json"}, store.path());
    EXPECT_TRUE(Json::parse(dry.output)["ready"]) << dry.output;
}

TEST_F(StoreTest, listsAndRemovesSysroots)
{
    const auto empty = crossyardRun({"sysroot", "list", "--json"}, store.path());
    EXPECT_EQ(Json::parse(empty.output), Json::array());
    const auto dry = project.sysroot("check", {"--target", thumbv6m, "--crates", "core", "--dry-run"}, store.path());
    EXPECT_STATUS(dry, 0);
    EXPECT_TRUE(publishedIn(store.path()).empty());

    const fs::path core = builtPath(check({}, "core"));
    const fs::path both = builtPath(check());
    const auto listed = Json::parse(crossyardRun({"sysroot", "list", "--json"}, store.path()).output);
    ASSERT_EQ(listed.size(), 2);
    for (const auto &one : listed) {
        EXPECT_EQ(one["kind"], "check");
        EXPECT_EQ(one["target"], thumbv6m);
        EXPECT_GT(one["size"], 1000000);
        EXPECT_GT(one["lastUse"], 1700000000);
        EXPECT_TRUE(one["why"].get<std::string>().contains(toUtf8(project.path()))) << one;
    }
    const auto text = crossyardRun({"sysroot", "list"}, store.path());
    EXPECT_TRUE(text.output.contains("metadata only")) << text.output;
    EXPECT_TRUE(text.output.contains("just now")) << text.output;

    // Looking at one makes it the last used.
    check({}, "core");
    const auto ofCore = std::ranges::find_if(
        listed, [&](const Json &one) { return one["path"].get<std::string>() == toUtf8(core); });
    ASSERT_NE(ofCore, listed.end());
    const auto keep = std::to_string((*ofCore)["size"].get<std::uintmax_t>());
    const auto pruneDry = crossyardRun({"sysroot", "prune", "--keep", keep, "--dry-run"}, store.path());
    EXPECT_STATUS(pruneDry, 0);
    EXPECT_TRUE(pruneDry.output.contains("would remove " + toUtf8(both.filename()))) << pruneDry.output;
    EXPECT_FALSE(pruneDry.output.contains(toUtf8(core.filename()))) << pruneDry.output;
    EXPECT_TRUE(fs::exists(both));

    EXPECT_STATUS(crossyardRun({"sysroot", "remove", "--dry-run", toUtf8(both.filename())}, store.path()), 0);
    EXPECT_TRUE(fs::exists(both));
    EXPECT_STATUS(crossyardRun({"sysroot", "remove", "no-such-sysroot"}, store.path()), 1);
    EXPECT_STATUS(crossyardRun({"sysroot", "remove"}, store.path()), 2);
    EXPECT_STATUS(crossyardRun({"sysroot", "remove", toUtf8(both.filename())}, store.path()), 0);
    EXPECT_FALSE(fs::exists(both));
    // What the other one is made of is there still.
    EXPECT_TRUE(check({}, "core").errors.contains("Nothing to do"));
    fs::remove_all(core);
    EXPECT_FALSE(check({}, "core").errors.contains("] core"));

    EXPECT_STATUS(crossyardRun({"sysroot", "prune"}, store.path()), 2);
    EXPECT_STATUS(crossyardRun({"sysroot", "prune", "--keep", "much"}, store.path()), 2);
    const auto pruned = crossyardRun({"sysroot", "prune", "--keep", "0"}, store.path());
    EXPECT_STATUS(pruned, 0);
    EXPECT_TRUE(pruned.errors.contains("freed ")) << pruned.errors;
    EXPECT_FALSE(pruned.errors.contains("freed 0")) << pruned.errors;
    EXPECT_EQ(Json::parse(crossyardRun({"sysroot", "list", "--json"}, store.path()).output), Json::array());
    EXPECT_EQ(stagesIn(store.path()), 0);
    for (const auto &entry : fs::recursive_directory_iterator(store.path() / "units"))
        EXPECT_NE(entry.path().filename(), "unit.json");
}

TEST_F(StoreTest, tellsItsEventsAsJson)
{
    const auto finished = project.sysroot("check", {"--target", thumbv6m, "--crates", "core", "--json"}, store.path());
    EXPECT_STATUS(finished, 0);
    Json last;
    for (const auto &line : split(trim(finished.output), '\n')) {
        last = Json::parse(line, nullptr, false);
        ASSERT_TRUE(last.is_object()) << line;
        EXPECT_TRUE(last.contains("event")) << line;
    }
    EXPECT_EQ(last["event"], "result");
    EXPECT_EQ(last["sysroot"]["kind"], "check");
    EXPECT_GT(last["sysroot"]["compiled"], 0);
}

} // namespace

} // namespace crossyard::test
