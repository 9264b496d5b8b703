// SPDX-License-Identifier: MIT OR Apache-2.0
// The digest of a library crate's sources must cover every file that the compiler reads for it: what it does not cover
// can change without the crate being built anew. Asked of the compiler itself, with --emit=dep-info.
//
// CROSSYARD_TEST_RUSTC and CROSSYARD_TEST_LIBRARY name another compiler and its source than the system's.
#include "base/strings.h"
#include "build/source_digest.h"
#include "rust/compiler.h"
#include "support/rust.h"
#include "sysroot/library.h"

#include <algorithm>
#include <set>

namespace crossyard {

namespace {

struct Found {
    rust::Compiler compiler;
    sysroot::Library library;
};

Result<Found> findLibrary()
{
    const auto rustc = environmentNotEmpty("CROSSYARD_TEST_RUSTC");
    const auto library = environmentNotEmpty("CROSSYARD_TEST_LIBRARY");
    Found found;
    CY_TRY(found.compiler, rust::probeCompiler(rustc ? fromUtf8(*rustc) : test::realToolchain().rustc));
    CY_TRY(const auto source, rust::openSource(library ? fromUtf8(*library) : test::realToolchain().library));
    CY_TRY(found.library, sysroot::openLibrary(source));
    return found;
}

// The files that rustc reads for a crate. That it finds no other crates here does no harm: it has read all by then.
std::set<fs::path> filesRead(const Found &found, const fs::path &package, const fs::path &out)
{
    const auto manifest = cargo::readManifest(package / "Cargo.toml");
    EXPECT_OK(manifest);
    process::Command command = found.compiler.command({}, true);
    command.directory = package;
    command.arguments = {"--crate-name",
                         manifest->lib->crateName(),
                         "--edition=" + manifest->lib->edition,
                         toUtf8(manifest->lib->source),
                         "--crate-type=lib",
                         "--cap-lints=allow",
                         "-Zforce-unstable-if-unmarked",
                         "--emit=dep-info",
                         "-o",
                         toUtf8(out)};
    for (const auto &[feature, list] : manifest->features) {
        if (feature == "backtrace" || feature == "compiler-builtins")
            command.arguments.insert(command.arguments.end(), {"--cfg", "feature=\"" + feature + "\""});
    }
    EXPECT_OK(process::run(command, {}));
    const auto text = readFile(out);
    EXPECT_OK(text);
    std::set<fs::path> files;
    for (const auto &line : split(*text, '\n')) {
        // A line "FILE:" for each; the one with more behind the colon is the rule itself.
        if (line.ends_with(':') && !line.starts_with('#'))
            files.insert(resolvePath(package, fromUtf8(replaceAll(line.substr(0, line.size() - 1), "\\ ", " ")))
                             .lexically_normal());
    }
    return files;
}

class SourceDigestTest : public testing::Test {
protected:
    void SetUp() override
    {
        auto found = findLibrary();
        ASSERT_OK(found);
        m_found = std::move(*found);
    }

    void expectCovered(const std::string &crate, std::size_t atLeast)
    {
        const auto package = m_found.library.find(crate);
        if (!package)
            GTEST_SKIP() << "this library takes " << crate << " from the registry";
        const build::PackageSources sources(m_found.library.source.library, {*package});
        build::SourceDigests digests(m_temp.path() / "digests");
        const auto directories = sources.directoriesOf(*package, digests);
        ASSERT_OK(directories);
        const auto files = filesRead(m_found, *package, m_temp.path() / "crate.d");
        EXPECT_GE(files.size(), atLeast);
        for (const auto &file : files) {
            const bool covered = std::ranges::any_of(*directories, [&](const fs::path &directory) {
                return file.native().starts_with(directory.native() + fs::path::preferred_separator);
            });
            EXPECT_TRUE(covered) << crate << " is compiled from " << toUtf8(file);
        }
    }

    test::TempDir m_temp;
    Found m_found;
};

} // namespace

TEST_F(SourceDigestTest, CoversAllThatCoreIsCompiledFrom)
{
    expectCovered("core", 200);
}

TEST_F(SourceDigestTest, CoversAllThatAllocIsCompiledFrom)
{
    expectCovered("alloc", 40);
}

TEST_F(SourceDigestTest, CoversAllThatStdIsCompiledFrom)
{
    expectCovered("std", 150);
}

TEST_F(SourceDigestTest, CoversAllThatStdDetectIsCompiledFrom)
{
    expectCovered("std_detect", 5);
}

TEST_F(SourceDigestTest, CoversAllThatCompilerBuiltinsIsCompiledFrom)
{
    expectCovered("compiler_builtins", 20);
}

TEST_F(SourceDigestTest, DoesNotDependOnWhatElseIsBuilt)
{
    const auto &library = m_found.library;
    const auto core = library.find("core");
    ASSERT_TRUE(core);
    build::SourceDigests digests(m_temp.path() / "digests");
    std::vector<fs::path> all{*core};
    for (const char *name : {"alloc", "std", "std_detect", "test", "compiler_builtins"}) {
        if (const auto package = library.find(name))
            all.push_back(*package);
    }
    const auto alone = build::PackageSources(library.source.library, {*core}).digestOf(*core, digests);
    const auto amongOthers = build::PackageSources(library.source.library, all).digestOf(*core, digests);
    ASSERT_OK(alone);
    ASSERT_OK(amongOthers);
    EXPECT_EQ(*alone, *amongOthers);
}

TEST_F(SourceDigestTest, IsAnotherOneWhenAFileBesideThePackageChanges)
{
    m_temp.write("library/core/Cargo.toml", "[package]\nname = \"core\"\n");
    m_temp.write("library/core/src/lib.rs", "#[path = \"../../shared/src/mod.rs\"]\nmod shared;\n");
    m_temp.write("library/shared/src/mod.rs", "// one\n");
    m_temp.write("library/other/src/mod.rs", "// one\n");
    const fs::path library = m_temp.path() / "library";
    const auto digest = [&] {
        build::SourceDigests digests(m_temp.path() / "digests");
        return *build::PackageSources(library, {library / "core"}).digestOf(library / "core", digests);
    };
    const auto first = digest();
    EXPECT_EQ(digest(), first); // remembered
    m_temp.write("library/other/src/mod.rs", "// another one\n");
    EXPECT_EQ(digest(), first);
    m_temp.write("library/shared/src/mod.rs", "// another one\n");
    EXPECT_NE(digest(), first);
}

} // namespace crossyard
