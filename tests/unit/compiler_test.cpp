// SPDX-License-Identifier: MIT OR Apache-2.0
// Compilers: what they say about themselves, the cache of it, and what is told of files that are none. And their
// source.
#include "rust/compiler_program.h"
#include "unit/toolchain_world.h"

#include <thread>

namespace crossyard::rust {
namespace {

using test::TempDir;
using testing::HasSubstr;

using Probing = ToolchainWorld;

TEST(VerboseVersion, IsReadWithItsChannelAndWithoutWhatIsUnknown)
{
    const auto stable = parseVerboseVersion(stableVersion);
    ASSERT_OK(stable);
    EXPECT_EQ(stable->release, "1.80.0");
    EXPECT_EQ(stable->channel, "stable");
    EXPECT_EQ(stable->commitDate, "2024-07-21");
    EXPECT_EQ(stable->host, "x86_64-unknown-linux-gnu");
    EXPECT_EQ(stable->llvmVersion, "18.1.7");
    EXPECT_EQ(stable->verboseVersion, stableVersion);

    const auto debian = parseVerboseVersion("rustc 1.63.0\nbinary: rustc\ncommit-hash: unknown\ncommit-date: unknown\n"
                                            "host: x86_64-unknown-linux-gnu\nrelease: 1.63.0\nLLVM version: 14.0.6\n");
    ASSERT_OK(debian);
    EXPECT_EQ(debian->commitHash, "");
    EXPECT_EQ(debian->channel, "stable");

    for (const auto &[release, channel] :
         {std::pair{"1.97.0-nightly", "nightly"}, {"1.98.0-beta.3", "beta"}, {"1.99.0-dev", "dev"}}) {
        const auto other = parseVerboseVersion(std::format("host: a-b-c\nrelease: {}\r\n", release));
        ASSERT_OK(other);
        EXPECT_EQ(other->channel, channel);
    }
}

TEST(VerboseVersion, RefusesWhatAnotherProgramSays)
{
    const auto compiler = parseVerboseVersion("gcc (Debian) 14.2.0\n");
    ASSERT_FALSE(compiler);
    EXPECT_EQ(compiler.error().code, ErrorCode::Parse);
    EXPECT_THAT(compiler.error().message, HasSubstr("gcc (Debian) 14.2.0"));
}

TEST(CompilerCommand, SetsBootstrapOnlyWhereItIsAskedForAndDropsCargosFlags)
{
    Compiler compiler;
    compiler.rustc = "/r/rustc";
    EXPECT_EQ(compiler.command({"-V"}).environment.at("RUSTC_BOOTSTRAP"), std::nullopt);
    EXPECT_EQ(compiler.command({"-V"}, true).environment.at("RUSTC_BOOTSTRAP"), "1");
    EXPECT_EQ(compiler.command({}).environment.at("RUSTFLAGS"), std::nullopt);
    EXPECT_EQ(compiler.command({}).environment.at("CARGO_ENCODED_RUSTFLAGS"), std::nullopt);
}

TEST_F(Probing, ASecondProbeStartsNoProcess)
{
    const auto root = makeToolchain(dir.path() / "my töolchain");
    const auto first = probeCompiler(root / "bin" / "rustc");
    ASSERT_OK(first);
    EXPECT_EQ(first->sysroot, root);
    const auto before = calls();
    EXPECT_GE(before, 1U);
    const auto second = probeCompiler(root / "bin" / "rustc");
    ASSERT_OK(second);
    EXPECT_EQ(*first, *second);
    EXPECT_EQ(calls(), before);
}

TEST_F(Probing, ACompilerThatWasReplacedIsProbedAnew)
{
    const auto root = makeToolchain(dir.path() / "t");
    const auto first = probeCompiler(root / "bin" / "rustc");
    ASSERT_OK(first);
    makeToolchain(root, "1.81.0");
    const auto second = probeCompiler(root / "bin" / "rustc");
    ASSERT_OK(second);
    EXPECT_EQ(second->release, "1.81.0");
    EXPECT_NE(first->identity, second->identity);
}

TEST_F(Probing, AChangedDriverLibraryChangesTheIdentityAlthoughTheVersionIsTheSame)
{
    const auto root = makeToolchain(dir.path() / "t");
    ASSERT_OK(writeFile(root / "lib" / "librustc_driver-12ab.so", "one"));
    const auto first = probeCompiler(root / "bin" / "rustc");
    ASSERT_OK(first);
    ASSERT_OK(writeFile(root / "lib" / "librustc_driver-12ab.so", "another"));
    const auto second = probeCompiler(root / "bin" / "rustc");
    ASSERT_OK(second);
    EXPECT_EQ(first->verboseVersion, second->verboseVersion);
    EXPECT_NE(first->identity, second->identity);
}

TEST_F(Probing, ADamagedOrUnwritableCacheIsNoError)
{
    const auto root = makeToolchain(dir.path() / "t");
    ASSERT_OK(probeCompiler(root / "bin" / "rustc"));
    for (const auto &entry : fs::directory_iterator(dir.path() / "store" / "probe"))
        ASSERT_OK(writeFile(entry.path(), "{\"form\": 1, \"key"));
    EXPECT_OK(probeCompiler(root / "bin" / "rustc"));

    dir.write("file", "not a directory");
    set("CROSSYARD_HOME", toUtf8(dir.path() / "file" / "store"));
    EXPECT_OK(probeCompiler(root / "bin" / "rustc"));
}

TEST_F(Probing, ProbesOfOneCompilerAtOnceAllAnswerTheSame)
{
    const auto root = makeToolchain(dir.path() / "t");
    std::vector<Result<Compiler>> answers(8, fail(ErrorCode::Io, "not asked"));
    {
        std::vector<std::jthread> threads;
        for (auto &answer : answers)
            threads.emplace_back([&] { answer = probeCompiler(root / "bin" / "rustc"); });
    }
    for (const auto &answer : answers) {
        ASSERT_OK(answer);
        EXPECT_EQ(*answer, *answers.front());
    }
}

TEST_F(Probing, WhatCannotBeACompilerIsToldWithItsReason)
{
    const auto reason = [](const fs::path &rustc) {
        const auto compiler = probeCompiler(rustc);
        EXPECT_FALSE(compiler);
        return compiler ? Error{} : compiler.error();
    };
    EXPECT_THAT(reason(dir.path() / "nothing").message, HasSubstr("there is no program"));
    EXPECT_EQ(reason(dir.path() / "nothing").code, ErrorCode::NotFound);

    fs::create_symlink("/nowhere/rustc", dir.path() / "dangling");
    EXPECT_THAT(reason(dir.path() / "dangling").message,
                HasSubstr("is a link to /nowhere/rustc, which does not exist"));

    const auto text = dir.write("text", "just words\n");
    EXPECT_THAT(reason(text).message, HasSubstr("is not executable"));
    makeExecutable(text);
    EXPECT_THAT(reason(text).message, HasSubstr("is no program"));

    const auto failing = script(dir.path() / "failing", "echo 'libLLVM.so: cannot open' >&2; exit 3\n");
    EXPECT_EQ(reason(failing).code, ErrorCode::ToolFailed);
    EXPECT_THAT(reason(failing).message, HasSubstr("libLLVM.so: cannot open"));
    EXPECT_NE(reason(failing).hint, "");

    const auto another = script(dir.path() / "another", "echo hello\n");
    EXPECT_THAT(reason(another).message, HasSubstr("hello"));

    const auto lost = script(dir.path() / "lost", std::format("[ $1 = -vV ] && printf '{}' || echo /no/sysroot\n",
                                                              replaceAll(std::string(stableVersion), "\n", "\\n")));
    EXPECT_THAT(reason(lost).message, HasSubstr("its sysroot is `/no/sysroot`, which is no directory"));

    const auto orphan = dir.write("orphan", "#!/no/such/interpreter\n");
    makeExecutable(orphan);
    EXPECT_THAT(reason(orphan).message, HasSubstr("needs /no/such/interpreter"));
}

// An ELF header of 64 bits, little endian, of this machine number.
std::string elfHeader(unsigned char machine, std::size_t size = 64)
{
    std::string header = "\x7f"
                         "ELF\x02\x01\x01";
    header.resize(size);
    header[16] = 2;
    header[18] = static_cast<char>(machine);
    return header;
}

TEST_F(Probing, AProgramForAnotherMachineSaysForWhich)
{
    const bool arm = programKind(elfHeader(183)).machine == programKind(*readFile("/proc/self/exe")).machine;
    const auto file = dir.write("rustc", elfHeader(arm ? 62 : 183));
    makeExecutable(file);
    const auto compiler = probeCompiler(file);
    ASSERT_FALSE(compiler);
    EXPECT_EQ(compiler.error().code, ErrorCode::Unsupported);
    EXPECT_THAT(compiler.error().message, HasSubstr(arm ? "for x86-64 machines" : "for AArch64 machines"));
}

TEST(ProgramKind, IsToldByTheFirstBytes)
{
    using Format = ProgramKind::Format;
    EXPECT_EQ(programKind(elfHeader(243)).machine, "RISC-V");
    EXPECT_EQ(programKind("#!/usr/bin/env python3\nx").interpreter, "/usr/bin/env");
    EXPECT_EQ(programKind("MZ\x90").format, Format::Windows);
    EXPECT_EQ(programKind("").format, Format::Unknown);
    EXPECT_EQ(programKind(elfHeader(62, 20)).format, Format::Elf); // cut short: nothing is read behind its end
    const auto self = programKind(*readFile("/proc/self/exe"));
    EXPECT_EQ(self.format, Format::Elf);
    EXPECT_THAT(self.interpreter, HasSubstr("ld"));
}

TEST(Source, IsOpenedFromALibraryItsParentOrASysroot)
{
    const TempDir dir;
    const fs::path rust = dir.path() / "lib/rustlib/src/rust";
    dir.write("lib/rustlib/src/rust/library/core/Cargo.toml", "");
    dir.write("lib/rustlib/src/rust/library/core/src/lib.rs", "");
    for (const auto &path : {dir.path(), rust, rust / "library", rust / "library" / ""}) {
        const auto source = openSource(path);
        ASSERT_OK(source);
        EXPECT_EQ(source->library, rust / "library");
        EXPECT_EQ(source->lockFile, std::nullopt);
        EXPECT_EQ(source->vendor, std::nullopt);
    }
    // The compiler's own tree: lock, manifest and vendored crates stand beside library/.
    dir.write("lib/rustlib/src/rust/Cargo.lock", "");
    dir.write("lib/rustlib/src/rust/Cargo.toml", "");
    dir.write("lib/rustlib/src/rust/vendor/cfg-if/Cargo.toml", "");
    auto source = openSource(rust);
    ASSERT_OK(source);
    EXPECT_EQ(source->lockFile, rust / "Cargo.lock");
    EXPECT_EQ(source->workspaceManifest, rust / "Cargo.toml");
    EXPECT_EQ(source->vendor, rust / "vendor");
    // Since 1.82 they are the library's own.
    dir.write("lib/rustlib/src/rust/library/Cargo.lock", "");
    dir.write("lib/rustlib/src/rust/library/Cargo.toml", "");
    dir.write("lib/rustlib/src/rust/library/vendor/cfg-if/Cargo.toml", "");
    source = openSource(rust);
    ASSERT_OK(source);
    EXPECT_EQ(source->lockFile, rust / "library" / "Cargo.lock");
    EXPECT_EQ(source->workspaceManifest, rust / "library" / "Cargo.toml");
    EXPECT_EQ(source->vendor, rust / "library" / "vendor");
}

TEST(Source, WhatIsNotOneIsToldApart)
{
    const TempDir dir;
    EXPECT_EQ(openSource(dir.path() / "nothing").error().code, ErrorCode::NotFound);
    EXPECT_THAT(openSource(dir.path()).error().hint, HasSubstr("lib/rustlib/src/rust/library/core/Cargo.toml"));
    dir.write("old/src/libstd/Cargo.toml", "");
    EXPECT_EQ(openSource(dir.path() / "old").error().code, ErrorCode::Unsupported);
    fs::create_directories(dir.path() / "chain/lib/rustlib/src");
    fs::create_symlink("../../../../gone", dir.path() / "chain/lib/rustlib/src/rust");
    EXPECT_THAT(openSource(dir.path() / "chain").error().message,
                HasSubstr("is a link to something that does not exist"));
}

} // namespace
} // namespace crossyard::rust
