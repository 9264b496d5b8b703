// SPDX-License-Identifier: MIT OR Apache-2.0
// What a program loads, as its loader says it.
#include "container/toolchain/loaded_libraries.h"

#include "container/toolchain/remembered_libraries.h"
#include "support/support.h"

#include <algorithm>

namespace crossyard::container {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST(LoaderList, HasTheLibrariesWithoutTheLoaderAndTheKernels)
{
    const auto libraries = parseLoaderList("\tlinux-vdso.so.1 (0x00007ff9ff031000)\n"
                                           "\tlibz.so.1 => /lib/x86_64-linux-gnu/libz.so.1 (0x00007f7c84e70000)\n"
                                           "\tlibé.so => /opt/my libs (new)/libé.so (0x00007f7c84e70001)\n"
                                           "\tlibc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f7c843bd000)\n"
                                           "\t/lib64/ld-linux-x86-64.so.2 (0x00007f7c86cd3000)\n"
                                           "\t/lib/ld64.so.1 => /lib64/ld64.so.1 (0x00007f7c86cd4000)\n",
                                           "/usr/bin/cargo");
    ASSERT_OK(libraries);
    EXPECT_THAT(*libraries, ElementsAre(LoadedLibrary{"libz.so.1", "/lib/x86_64-linux-gnu/libz.so.1"},
                                        LoadedLibrary{"libé.so", fromUtf8("/opt/my libs (new)/libé.so")},
                                        LoadedLibrary{"libc.so.6", "/lib/x86_64-linux-gnu/libc.so.6"}));
}

TEST(LoaderList, NamesEveryLibraryThatIsMissing)
{
    const auto libraries = parseLoaderList("\tlibLLVM.so.22.1 => not found\n\tlibc.so.6 => /lib/libc.so.6 (0x1)\n"
                                           "\tlibz.so.1 => not found\n",
                                           "/usr/bin/rustc");
    ASSERT_FALSE(libraries);
    EXPECT_EQ(libraries.error().code, ErrorCode::NotFound);
    EXPECT_THAT(libraries.error().message, HasSubstr("/usr/bin/rustc needs libLLVM.so.22.1, libz.so.1,"));
}

TEST(LoadedLibraries, AreRememberedUntilTheProgramChanges)
{
    const test::TempDir dir, store;
    const auto program = dir.path() / "program";
    fs::copy_file(fs::canonical("/proc/self/exe"), program);
    const auto asked = rememberedLibrariesOf(program, store.path());
    ASSERT_OK(asked);
    EXPECT_EQ(*asked, *librariesOf(program));
    EXPECT_EQ(*rememberedLibrariesOf(program, store.path()), *asked);
    // Another program of that name, which is a script.
    dir.write("program", "#!/bin/sh\n");
    const auto script = rememberedLibrariesOf(program, store.path());
    ASSERT_OK(script);
    EXPECT_FALSE(script->elf);
    // What is damaged, or names what is gone, is not taken.
    fs::remove(program);
    fs::copy_file(fs::canonical("/proc/self/exe"), program);
    ASSERT_OK(rememberedLibrariesOf(program, store.path()));
    for (const auto &note : fs::recursive_directory_iterator(store.path())) {
        if (note.is_regular_file())
            EXPECT_OK(writeFile(note.path(), "{\"state\": 1"));
    }
    EXPECT_EQ(*rememberedLibrariesOf(program, store.path()), *asked);
}

TEST(LoadedLibraries, OfAScriptAreNone)
{
    const test::TempDir dir;
    const auto loaded = librariesOf(dir.write("rustc", "#!/bin/sh\nexec /usr/bin/rustc \"$@\"\n"));
    ASSERT_OK(loaded);
    EXPECT_EQ(*loaded, LoadedLibraries{});
}

TEST(LoadedLibraries, OfThisTestAreThoseThatTheLoaderFinds)
{
    if (!fs::exists("/proc/self/exe"))
        GTEST_SKIP() << "this system does not tell programs where they are";
    const auto loaded = librariesOf(fs::canonical("/proc/self/exe"));
    ASSERT_OK(loaded);
    EXPECT_TRUE(loaded->elf);
    EXPECT_TRUE(fs::exists(loaded->loader));
    const auto libc = std::ranges::find(loaded->libraries, "libc.so.6", &LoadedLibrary::name);
    if (libc == loaded->libraries.end())
        GTEST_SKIP() << "this system's libc is not glibc";
    const auto version = glibcVersion(loaded->loader, libc->path);
    ASSERT_OK(version);
    EXPECT_FALSE(isOlderGlibc(*version, "2.17"));
}

TEST(Glibc, IsEveryLibraryThatFitsOnlyTheOthers)
{
    for (const char *name : {"ld-linux-x86-64.so.2", "ld-linux-aarch64.so.1", "ld64.so.2", "libc.so.6", "libm.so.6",
                             "libpthread.so.0", "libdl.so.2", "librt.so.1", "libresolv.so.2", "libnss_files.so.2"})
        EXPECT_TRUE(isOfGlibc(name)) << name;
    // The compiler's; libraries whose names begin the same way; what only linking needs; other packages' name services.
    for (const char *name : {"libgcc_s.so.1", "libstdc++.so.6", "libcrypt.so.1", "libmd.so.0", "libcom_err.so.2",
                             "libc.a", "libc++.so.1", "libm-2.31.a", "libanl.so", "libnss_systemd.so.2"})
        EXPECT_FALSE(isOfGlibc(name)) << name;
}

TEST(Glibc, SaysItsVersion)
{
    EXPECT_EQ(parseGlibcVersion("GNU C Library (Debian GLIBC 2.41-12+deb13u4) stable release version 2.41.\n"
                                "Copyright (C) 2025 Free Software Foundation, Inc.\n"),
              "2.41");
    EXPECT_EQ(parseGlibcVersion("GNU C Library (GNU libc) development release version 2.38.9000.\n"), "2.38.9000");
    EXPECT_FALSE(parseGlibcVersion("musl libc (x86_64)\nVersion 1.2.5\n"));
    EXPECT_FALSE(parseGlibcVersion("release version "));
}

TEST(Glibc, VersionsAreComparedByTheirNumbers)
{
    EXPECT_TRUE(isOlderGlibc("2.9", "2.36"));
    EXPECT_TRUE(isOlderGlibc("2.36", "2.36.9000"));
    EXPECT_FALSE(isOlderGlibc("2.41", "2.36"));
    EXPECT_FALSE(isOlderGlibc("2.36", "2.36"));
}

} // namespace
} // namespace crossyard::container
