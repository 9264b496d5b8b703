// SPDX-License-Identifier: MIT OR Apache-2.0
#include "build/source_digest.h"
#include "build/unit_key.h"
#include "build/unit_store.h"
#include "support/support.h"

#include <chrono>

namespace crossyard::build {
namespace {

std::string digest(const fs::path &memory, const fs::path &tree)
{
    SourceDigests digests(memory);
    const auto result = digests.ofTree(tree);
    EXPECT_OK(result);
    return result.value_or(TreeDigest{}).digest;
}

TEST(SourceDigests, goByContentAndNotByTime)
{
    const test::TempDir dir;
    const auto file = dir.write("src/a.rs", "one");
    dir.write("src/b/c.rs", "two");
    const auto before = digest(dir.path() / "memory", dir.path() / "src");
    fs::last_write_time(file, fs::last_write_time(file) + std::chrono::hours(1));
    EXPECT_EQ(digest(dir.path() / "memory", dir.path() / "src"), before);
    dir.write("src/a.rs", "One");
    const auto changed = digest(dir.path() / "memory", dir.path() / "src");
    EXPECT_NE(changed, before);
    dir.write("src/a.rs", "one");
    EXPECT_EQ(digest(dir.path() / "memory", dir.path() / "src"), before);
    dir.write("src/new.rs", "");
    EXPECT_NE(digest(dir.path() / "memory", dir.path() / "src"), before);
}

TEST(SourceDigests, passOverBuildOutputAndHiddenFiles)
{
    const test::TempDir dir;
    dir.write("p/Cargo.toml", "");
    dir.write("p/src/lib.rs", "");
    const auto before = digest(dir.path() / "memory", dir.path() / "p");
    dir.write("p/target/release/x", "");
    dir.write("p/.git/HEAD", "");
    EXPECT_EQ(digest(dir.path() / "memory", dir.path() / "p"), before);
    dir.write("p/src/target/x.rs", "");
    EXPECT_NE(digest(dir.path() / "memory", dir.path() / "p"), before);
}

TEST(SourceDigests, knowWhatSourcesAskFor)
{
    const test::TempDir dir;
    dir.write("p/src/lib.rs", "const A: &str = env!(\"ONE\"); const B: Option<&str> = option_env! ( \"TWO\" );\n"
                              "// env!(NAME) env! \"X\" env!(\"\") env!(\"broken\n");
    dir.write("p/tests/t.rs", "env!(\"THREE\"); env!(\"CARGO_MANIFEST_DIR\");");
    for (int i = 0; i < 2; ++i) { // read, then remembered
        SourceDigests digests(dir.path() / "memory");
        const auto tree = digests.ofTree(dir.path() / "p");
        ASSERT_OK(tree);
        EXPECT_EQ(tree->variables, (std::vector<std::string>{"ONE", "TWO"}));
        EXPECT_FALSE(tree->asksForPlace);
    }
    dir.write("p/src/place.rs", "include!(concat!(env!(\"CARGO_MANIFEST_DIR\"), \"/x.rs\"));");
    SourceDigests digests(dir.path() / "memory");
    EXPECT_TRUE(digests.ofTree(dir.path() / "p")->asksForPlace);
}

TEST(PackageSources, countWhatTheLibrarysPackagesShare)
{
    const test::TempDir dir;
    for (const char *name : {"core", "alloc", "compiler-builtins/compiler-builtins"})
        dir.write(fs::path("library") / name / "Cargo.toml", "");
    dir.write("library/stdarch/x.rs", "");
    dir.write("library/core/src/lib.rs", "#[path = \"../../stdarch/x.rs\"] mod arch;\n");
    dir.write("library/compiler-builtins/libm/sin.rs", "");
    const fs::path library = dir.path() / "library";
    const std::vector<fs::path> packages{library / "core", library / "alloc",
                                         library / "compiler-builtins" / "compiler-builtins"};
    const auto digests = [&] {
        SourceDigests source(dir.path() / "memory");
        const PackageSources sources(library, packages);
        std::vector<std::string> all;
        for (const auto &package : packages)
            all.push_back(sources.digestOf(package, source).value_or(""));
        return all;
    };
    const auto before = digests();
    dir.write("library/alloc/src/lib.rs", "changed");
    const auto alloc = digests();
    EXPECT_EQ(alloc[0], before[0]);
    EXPECT_NE(alloc[1], before[1]);
    EXPECT_EQ(alloc[2], before[2]);
    dir.write("library/compiler-builtins/libm/sin.rs", "changed");
    const auto libm = digests();
    EXPECT_EQ(libm[0], alloc[0]);
    EXPECT_NE(libm[2], alloc[2]);
    dir.write("library/stdarch/x.rs", "changed");
    const auto shared = digests();
    EXPECT_NE(shared[0], libm[0]);
    EXPECT_EQ(shared[1], libm[1]);
}

TEST(UnitKey, saysWhyAUnitMustBeBuilt)
{
    const std::string a(64, 'a');
    const std::string b(64, 'b');
    const std::vector<KeyField> last{{"features", "mem"}, {"source", a}, {"flags", "-O"}, {"linker", "cc"}};
    EXPECT_EQ(reasonToBuild(last, {}), "not built before");
    EXPECT_EQ(reasonToBuild({{"features", ""}, {"source", a}, {"flags", "-O"}, {"linker", "cc"}}, last),
              "features changed from [mem] to []");
    EXPECT_EQ(reasonToBuild({{"features", "mem"}, {"source", b}, {"flags", "-O"}, {"linker", "cc"}}, last),
              "source changed");
    EXPECT_EQ(reasonToBuild({{"features", "mem"}, {"source", a}, {"flags", "-O"}, {"stage", "1"}}, last),
              "stage is new; linker is gone");
    EXPECT_EQ(reasonToBuild(last, last), "its stored result is gone or damaged");
}

class UnitStoreTest : public testing::Test {
protected:
    StoredUnit publish()
    {
        auto stage = StagedDir::create(dir.path() / "build");
        EXPECT_OK(stage);
        EXPECT_OK(writeFile(stage->path() / "libx.rlib", "code"));
        StoredUnit unit;
        unit.title = "x 1.0.0";
        unit.fields = {{"features", "a"}};
        auto stored = store.publish(key, std::move(unit), std::move(*stage));
        EXPECT_OK(stored);
        return stored.value_or(StoredUnit{});
    }
    test::TempDir dir;
    UnitStore store{dir.path()};
    std::string key = std::string(64, 'c');
};

TEST_F(UnitStoreTest, givesBackWhatWasPublished)
{
    EXPECT_FALSE(store.find(key));
    publish();
    const auto found = store.find(key);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->title, "x 1.0.0");
    EXPECT_EQ(found->fields, (std::vector<KeyField>{{"features", "a"}}));
    ASSERT_EQ(found->files.size(), 1U);
    EXPECT_EQ(store.keys(), std::vector<std::string>{key});
    ASSERT_OK(store.remove(key));
    EXPECT_FALSE(store.find(key));
}

TEST_F(UnitStoreTest, takesADamagedUnitForMissing)
{
    const auto unit = publish();
    const fs::path file = unit.directory / "libx.rlib";
    const auto time = fs::last_write_time(file);
    fs::last_write_time(file, time + std::chrono::hours(1));
    EXPECT_TRUE(store.find(key)) << "another time, but the same bytes";
    ASSERT_OK(writeFile(file, "c0de"));
    EXPECT_FALSE(store.find(key)) << "other bytes of the same size";
    publish();
    EXPECT_TRUE(store.find(key));
    fs::remove(file);
    EXPECT_FALSE(store.find(key)) << "a missing file";
    publish();
    ASSERT_OK(writeFile(unit.directory / "unit.json", "{\"title\": 1"));
    EXPECT_FALSE(store.find(key)) << "a torn record";
}

TEST_F(UnitStoreTest, remembersWhatAScriptDeclared)
{
    EXPECT_FALSE(store.declared(key));
    ASSERT_OK(store.declare(key, {{"CC"}, {dir.path() / "x"}}));
    const auto declared = store.declared(key);
    ASSERT_TRUE(declared);
    EXPECT_EQ(declared->variables, std::vector<std::string>{"CC"});
    EXPECT_EQ(declared->files, std::vector<fs::path>{dir.path() / "x"});
}

} // namespace
} // namespace crossyard::build
