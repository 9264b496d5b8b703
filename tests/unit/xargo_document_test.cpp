// SPDX-License-Identifier: MIT OR Apache-2.0
#include "sysroot/xargo_document.h"

#include "base/strings.h"
#include "support/rust.h"
#include "sysroot/xargo_manifest.h"

#include <algorithm>
#include <iostream>

namespace crossyard::sysroot {
namespace {

using text::TomlPath;

const TomlPath core{"dependencies", "core"};

XargoDocument document(std::string_view content)
{
    auto parsed = XargoDocument::parse(std::string(content), "/p/Xargo.toml");
    EXPECT_OK(parsed);
    return parsed.value_or(XargoDocument());
}

std::string bytesOf(const Result<XargoDocument> &result)
{
    return result ? result->bytes() : describe(result.error());
}

TEST(XargoDocument, listsTheCratesOfAllSectionsInTheirOrder)
{
    const auto given = document(R"(# Why these
[dependencies.core]
features = ["a"]
stage = 1
[target.'cfg(unix)'.dependencies]
std = { default-features = false, public = true }
[dependencies]
alloc = "1.0"
mine.path = "../mine"
mine.package = "real"
[target.thumbv7m-none-eabi.dependencies.panic_abort]
git = "https://example.com/p"
)");
    const auto entries = given.entries();
    ASSERT_OK(entries);
    ASSERT_EQ(entries->size(), 5U);
    std::vector<std::string> names;
    for (const auto &entry : *entries)
        names.push_back(entry.section + " " + entry.name);
    EXPECT_EQ(names, (std::vector<std::string>{"dependencies core", "target.'cfg(unix)'.dependencies std",
                                               "dependencies alloc", "dependencies mine",
                                               "target.thumbv7m-none-eabi.dependencies panic_abort"}));
    EXPECT_EQ((*entries)[0].features, std::vector<std::string>{"a"});
    EXPECT_EQ((*entries)[0].stage, 1);
    EXPECT_EQ((*entries)[0].place, (Place{"/p/Xargo.toml", 2, 15}));
    EXPECT_EQ((*entries)[1].target, "cfg(unix)");
    EXPECT_FALSE((*entries)[1].defaultFeatures);
    EXPECT_EQ((*entries)[1].otherKeys, std::vector<std::string>{"public"});
    EXPECT_EQ((*entries)[2].version, "1.0");
    EXPECT_EQ((*entries)[2].stage, std::nullopt);
    EXPECT_EQ((*entries)[3].cratePath, "../mine");
    EXPECT_EQ((*entries)[3].package, "real");
    EXPECT_EQ((*entries)[3].path, (TomlPath{"dependencies", "mine"}));
    EXPECT_EQ((*entries)[4].git, "https://example.com/p");
}

TEST(XargoDocument, beginsWithNothing)
{
    auto made = XargoDocument().addCrate("core");
    ASSERT_OK(made);
    EXPECT_EQ(made->bytes(), "[dependencies]\ncore = {}\n");
    made = made->addCrate("alloc");
    ASSERT_OK(made);
    made = made->setFeatures({"dependencies", "alloc"}, {"compiler-builtins-mem"});
    ASSERT_OK(made);
    made = made->addCrate("std", "cfg(target_os = \"linux\")");
    ASSERT_OK(made);
    made = made->addPatch("crates-io", "libc", "../libc");
    EXPECT_EQ(bytesOf(made), "[dependencies]\ncore = {}\nalloc = { features = [\"compiler-builtins-mem\"] }\n\n"
                             "[target.'cfg(target_os = \"linux\")'.dependencies]\nstd = {}\n\n"
                             "[patch.crates-io]\nlibc = { path = \"../libc\" }\n");
}

TEST(XargoDocument, addsACrateInTheFormThatTheOthersHave)
{
    EXPECT_EQ(bytesOf(document("[dependencies.core]\nstage = 1 # c\n\n# t\n[target.x]\n").addCrate("alloc")),
              "[dependencies.core]\nstage = 1 # c\n\n[dependencies.alloc]\n\n# t\n[target.x]\n");
    EXPECT_EQ(bytesOf(document("[dependencies]\n[dependencies.core]\n").addCrate("alloc")),
              "[dependencies]\n[dependencies.core]\n\n[dependencies.alloc]\n");
    EXPECT_EQ(bytesOf(document("[dependencies]\n# which\n  core = {} # c\n").addCrate("alloc")),
              "[dependencies]\n# which\n  core = {} # c\n  alloc = {}\n");
    EXPECT_EQ(bytesOf(document("dependencies.core = {}\n").addCrate("alloc")),
              "dependencies.core = {}\ndependencies.alloc = {}\n");
    EXPECT_EQ(bytesOf(document("[patch.crates-io.a]\npath = 'a'\n").addPatch("crates-io", "b", "../b")),
              "[patch.crates-io.a]\npath = 'a'\n\n[patch.crates-io.b]\npath = \"../b\"\n");
}

TEST(XargoDocument, changesFeaturesInEveryForm)
{
    const std::pair<const char *, const char *> cases[] = {
        {"[dependencies]\ncore = {} # c\n", "[dependencies]\ncore = { features = [\"f\"] } # c\n"},
        {"[dependencies]\ncore = \"1.0\"\n", "[dependencies]\ncore = { version = \"1.0\", features = [\"f\"] }\n"},
        {"[dependencies]\ncore = { stage = 1 }\n", "[dependencies]\ncore = { stage = 1, features = [\"f\"] }\n"},
        {"[dependencies.core]\nfeatures = [\n  'a', # why\n]\n",
         "[dependencies.core]\nfeatures = [\n  'a', # why\n  \"f\",\n]\n"},
        {"[dependencies.core]", "[dependencies.core]\nfeatures = [\"f\"]"},
        {"[dependencies]\ncore.stage = 1\n", "[dependencies]\ncore.stage = 1\ncore.features = [\"f\"]\n"},
    };
    for (const auto &[before, after] : cases) {
        const auto on = document(before).toggleFeature(core, "f");
        EXPECT_EQ(bytesOf(on), after);
        ASSERT_OK(on);
        const auto off = on->toggleFeature(core, "f");
        ASSERT_OK(off);
        const auto entries = off->entries();
        ASSERT_OK(entries);
        EXPECT_FALSE(std::ranges::contains((*entries)[0].features, "f"));
        EXPECT_EQ((*entries)[0].stage, (*document(before).entries())[0].stage);
    }
    EXPECT_EQ(bytesOf(document("[dependencies.core]\nfeatures = ['a', 'b', 'c'] # x\nq = 1\n")
                          .setFeatures(core, {"a", "c", "d"})),
              "[dependencies.core]\nfeatures = ['a', 'c', \"d\"] # x\nq = 1\n");
    EXPECT_EQ(bytesOf(document("[dependencies.core]\nfeatures = ['a', 'b'] # x\nq = 1\n").setFeatures(core, {})),
              "[dependencies.core]\nq = 1\n");
    EXPECT_EQ(bytesOf(document("[dependencies.core]\nfeatures = ['a', 'b']\n").setFeatures(core, {"b", "a"})),
              "[dependencies.core]\nfeatures = [\"b\", \"a\"]\n");
}

TEST(XargoDocument, keepsACrateWhoseOnlyKeyGoes)
{
    EXPECT_EQ(bytesOf(document("[dependencies]\ncore.stage = 1 # c\n").setStage(core, 0)),
              "[dependencies]\ncore = {}\n");
    EXPECT_EQ(bytesOf(document("[dependencies.core]\nstage = 1 # c\n").setStage(core, 0)), "[dependencies.core]\n");
}

TEST(XargoDocument, setsStagesPathsAndDefaultFeatures)
{
    auto given = document("[dependencies]\ncore = { path = 'x', unknown = [1] }\n");
    EXPECT_EQ(bytesOf(given.setStage(core, 2)), "[dependencies]\ncore = { path = 'x', unknown = [1], stage = 2 }\n");
    EXPECT_EQ(bytesOf(given.setPath(core, "../ü")), "[dependencies]\ncore = { path = \"../ü\", unknown = [1] }\n");
    EXPECT_EQ(bytesOf(given.setPath(core, std::nullopt)), "[dependencies]\ncore = { unknown = [1] }\n");
    EXPECT_EQ(bytesOf(given.setDefaultFeatures(core, false)),
              "[dependencies]\ncore = { path = 'x', unknown = [1], default-features = false }\n");
    EXPECT_EQ(bytesOf(given.setStage(core, 0)), given.bytes());
    given = document("[dependencies.core]\ndefault_features = true # d\n");
    EXPECT_EQ(bytesOf(given.setDefaultFeatures(core, false)), "[dependencies.core]\ndefault_features = false # d\n");
    EXPECT_EQ(bytesOf(given.setDefaultFeatures(core, true)), "[dependencies.core]\n");
}

TEST(XargoDocument, removesCratesAndPatches)
{
    const auto given = document("# a\n[dependencies.core] # c\nstage = 1\n\n[dependencies.alloc]\n\n"
                                "[patch.crates-io]\nlibc = { path = 'l' }\nx = { git = 'g' } # x\n");
    EXPECT_EQ(bytesOf(given.removeCrate(core)), "# a\n\n[dependencies.alloc]\n\n[patch.crates-io]\n"
                                                "libc = { path = 'l' }\nx = { git = 'g' } # x\n");
    const auto patches = given.patches();
    ASSERT_OK(patches);
    ASSERT_EQ(patches->size(), 2U);
    EXPECT_EQ((*patches)[0].source, "crates-io");
    EXPECT_EQ((*patches)[0].cratePath, "l");
    EXPECT_EQ((*patches)[1].git, "g");
    EXPECT_EQ(bytesOf(given.removePatch((*patches)[1].path)),
              "# a\n[dependencies.core] # c\nstage = 1\n\n[dependencies.alloc]\n\n"
              "[patch.crates-io]\nlibc = { path = 'l' }\n");
}

TEST(XargoDocument, refusesWithThePlace)
{
    const auto given = document("[dependencies]\ncore = {}\n");
    const auto twice = given.addCrate("core");
    ASSERT_FALSE(twice);
    EXPECT_EQ(twice.error().place, (Place{"/p/Xargo.toml", 2, 1}));
    EXPECT_FALSE(given.addCrate("no name"));
    EXPECT_FALSE(given.addCrate(""));
    EXPECT_FALSE(given.addCrate("std", "cfg(unix"));
    EXPECT_FALSE(given.setStage(core, -1));
    EXPECT_FALSE(given.setStage({"dependencies", "none"}, 1));
    EXPECT_FALSE(given.removeCrate({"dependencies", "none"}));
    for (const char *wrong : {"[dependencies]\n\ncore = 1\n", "[dependencies]\n\ncore = { stage = 'x' }\n",
                              "[dependencies]\n\ncore = { features = 'x' }\n", "\n\ntarget.x = 1\n",
                              "\n\ndependencies = []\n", "[dependencies]\n\ncore = { path = 1 }\n"}) {
        const auto entries = document(wrong).entries();
        ASSERT_FALSE(entries) << wrong;
        ASSERT_TRUE(entries.error().place);
        EXPECT_EQ(entries.error().place->line, 3) << wrong;
    }
}

TEST(XargoDocument, isWhatTheReaderReads)
{
    auto made = XargoDocument().addCrate("alloc");
    ASSERT_OK(made);
    made = made->setStage({"dependencies", "alloc"}, 1);
    ASSERT_OK(made);
    made = made->addPatch("https://example.com/r", "libc", "l");
    ASSERT_OK(made);
    const auto manifest = parseXargoManifest(made->bytes(), "/p/Xargo.toml", {"x", {}});
    ASSERT_OK(manifest);
    ASSERT_EQ(manifest->crates.size(), 1U);
    EXPECT_EQ(manifest->crates[0].stage, 1);
    EXPECT_EQ(manifest->patches.size(), 1U);
}

// Every edit of every crate of the real files; the corpus is not part of the project.
TEST(XargoDocument, editsRealFiles)
{
    const auto named = environmentNotEmpty("CROSSYARD_CORPUS");
    const fs::path corpus =
        named ? fromUtf8(*named) : fs::path(CROSSYARD_SOURCE_DIR).parent_path() / "shared" / "corpus";
    int files = 0;
    int edits = 0;
    std::error_code error;
    for (fs::directory_iterator it(corpus / "xargo", error), end; !error && it != end; it.increment(error)) {
        SCOPED_TRACE(toUtf8(it->path()));
        const auto content = readFile(it->path());
        ASSERT_OK(content);
        const auto given = XargoDocument::parse(*content, it->path());
        const auto entries = given ? given->entries() : fail(given.error());
        if (!entries) {
            EXPECT_TRUE(entries.error().place);
            continue;
        }
        ++files;
        EXPECT_OK(given->addCrate("new"));
        EXPECT_OK(given->addCrate("new", "thumbv7m-none-eabi"));
        EXPECT_OK(given->addPatch("crates-io", "new", "../new"));
        for (const auto &entry : *entries) {
            SCOPED_TRACE(text::shownPath(entry.path));
            EXPECT_OK(given->setStage(entry.path, 7));
            EXPECT_OK(given->setStage(entry.path, 0));
            EXPECT_OK(given->setPath(entry.path, "x"));
            EXPECT_OK(given->setDefaultFeatures(entry.path, !entry.defaultFeatures));
            EXPECT_OK(given->setFeatures(entry.path, {}));
            const auto removed = given->removeCrate(entry.path);
            ASSERT_OK(removed);
            EXPECT_EQ(removed->entries().value_or(std::vector<XargoEntry>{}).size() + 1, entries->size());
            const auto toggled = given->toggleFeature(entry.path, "new");
            ASSERT_OK(toggled);
            const auto back = toggled->toggleFeature(entry.path, "new");
            ASSERT_OK(back);
            if (!entry.features.empty()) {
                EXPECT_EQ(back->bytes(), given->bytes());
            }
            edits += 8;
        }
    }
    std::cout << files << " files of the corpus, " << edits << " edits\n";
}

TEST(CrateOffers, comeFromTheRealSource)
{
    const auto source = rust::openSource(test::realToolchain().library);
    ASSERT_OK(source);
    const auto library = openLibrary(*source);
    ASSERT_OK(library);
    const auto found = offers(*library, false);
    ASSERT_OK(found);
    std::vector<std::string> names;
    for (const auto &offer : *found) {
        names.push_back(offer.name);
        EXPECT_TRUE(fs::exists(offer.path / "Cargo.toml")) << offer.name;
        EXPECT_EQ(offer.isDefault, offer.name == "core");
    }
    for (const char *name : {"alloc", "compiler_builtins", "core", "panic_abort", "proc_macro", "std", "test"})
        EXPECT_TRUE(std::ranges::contains(names, name)) << name;
    for (const char *name : {"coretests", "sysroot", "rustc-std-workspace-core"})
        EXPECT_FALSE(std::ranges::contains(names, name)) << name;
    const auto std = std::ranges::find(*found, "std", &CrateOffer::name);
    const auto panics = std::ranges::find(std->features, "panic-unwind", &FeatureOffer::name);
    ASSERT_NE(panics, std->features.end());
    EXPECT_TRUE(std::ranges::contains(panics->pulls, "panic_unwind"));
    EXPECT_FALSE(std::ranges::contains(std->features, "default", &FeatureOffer::name));
}

} // namespace
} // namespace crossyard::sysroot
