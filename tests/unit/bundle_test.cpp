// SPDX-License-Identifier: MIT OR Apache-2.0
// What a bundle is made of: how lib/rustlib comes into it, and how programs find their libraries there.
#include "container/toolchain/bundle.h"
#include "support/support.h"

#include <format>

namespace crossyard::container {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

constexpr const char *host = "x86_64-unknown-linux-gnu";

class Rustlib : public testing::Test {
protected:
    fs::path usr() const { return fs::canonical(dir.path()) / "usr"; }
    fs::path rustlib() const { return usr() / "lib" / "rustlib"; }
    void link(const fs::path &to, const fs::path &place) const
    {
        fs::create_directories((usr() / place).parent_path());
        fs::create_symlink(to, usr() / place);
    }
    void file(const fs::path &place) const { dir.write("usr" / place, "bytes"); }
    // "HOST -> PLACE", HOST below usr
    std::vector<std::string> mounts() const
    {
        std::vector<std::string> list;
        const auto plan = planRustlib(rustlib());
        EXPECT_OK(plan);
        for (const auto &mount : plan ? plan->mounts : std::vector<Mount>{}) {
            EXPECT_EQ(mount.mode, Mount::Mode::ReadOnly);
            list.push_back(std::format("{} -> {}", toUtf8(mount.host.lexically_relative(usr())), mount.inside));
        }
        return list;
    }
    // "PLACE = FILE", FILE below usr
    std::vector<std::string> files(BundleKind kind) const
    {
        std::vector<std::string> list;
        const auto plan = planRustlib(rustlib());
        EXPECT_OK(plan);
        for (const auto &file : plan ? plan->files : std::vector<BundleFile>{}) {
            if (file.kind == kind)
                list.push_back(std::format("{} = {}", file.place, toUtf8(file.source.lexically_relative(usr()))));
        }
        return list;
    }
    test::TempDir dir;
};

TEST_F(Rustlib, OfDebianHasItsSourceAndToolsElsewhere)
{
    file(fs::path("lib/rustlib/etc/rust_types.py"));
    file(fs::path("lib/rustlib") / host / "lib/libcore-1.rlib");
    file("src/rustc-1.96.0/library/core/src/lib.rs");
    link("../../../src/rustc-1.96.0", "lib/rustlib/src/rust");
    file("lib/llvm-22/bin/lld");
    link("../lib/llvm-22/bin/lld", "bin/rust-lld");
    link("../../../../../bin/rust-lld", fs::path("lib/rustlib") / host / "bin/gcc-ld/ld");
    file(fs::path("lib/rustlib") / host / "bin/wasm-component-ld");

    EXPECT_THAT(mounts(),
                ElementsAre("lib/rustlib/etc -> lib/rustlib/etc", "src/rustc-1.96.0 -> lib/rustlib/src/rust",
                            "lib/rustlib/x86_64-unknown-linux-gnu/lib -> lib/rustlib/x86_64-unknown-linux-gnu/lib"));
    EXPECT_THAT(
        files(BundleKind::Program),
        ElementsAre("lib/rustlib/x86_64-unknown-linux-gnu/bin/gcc-ld/ld = lib/llvm-22/bin/lld",
                    "lib/rustlib/x86_64-unknown-linux-gnu/bin/wasm-component-ld = lib/rustlib/x86_64-unknown-linux-gnu/"
                    "bin/wasm-component-ld"));
}

TEST_F(Rustlib, OfFedoraLinksToItsSharedLibraries)
{
    file("lib64/libstd-1.so");
    file(fs::path("lib/rustlib") / host / "lib/libcore-1.rlib");
    link("../../../../lib64/libstd-1.so", fs::path("lib/rustlib") / host / "lib/libstd-1.so");

    EXPECT_THAT(mounts(), ElementsAre("lib/rustlib/x86_64-unknown-linux-gnu -> lib/rustlib/x86_64-unknown-linux-gnu"));
    // The mounted link is relative: in the container it leads into the bundle.
    EXPECT_THAT(files(BundleKind::Library), ElementsAre("lib64/libstd-1.so = lib64/libstd-1.so"));
}

TEST_F(Rustlib, LinksByAnAbsolutePathLeadToTheSamePlaceInTheContainer)
{
    file(fs::path("lib/rustlib") / host / "lib/libcore-1.rlib");
    file("share/libunwind.a");
    link(usr() / "share" / "libunwind.a", fs::path("lib/rustlib") / host / "lib/self-contained/libunwind.a");

    EXPECT_THAT(mounts(), ElementsAre(HasSubstr("lib/rustlib/x86_64-unknown-linux-gnu -> "),
                                      std::format("share/libunwind.a -> {}", toUtf8(usr() / "share" / "libunwind.a"))));
}

TEST_F(Rustlib, OfOthersIsMountedTargetForTarget)
{
    file(fs::path("lib/rustlib") / host / "lib/libcore-1.rlib");
    file("lib/rustlib/wasm32-unknown-unknown/lib/libcore-2.rlib");
    file("lib/rustlib/src/rust/library/core/src/lib.rs");
    file("lib/rustlib/components");
    link("nowhere", "lib/rustlib/thumbv7m-none-eabi"); // of a package that was removed
    link("libcore-1.rlib", fs::path("lib/rustlib") / host / "lib/again.rlib");

    EXPECT_THAT(mounts(), UnorderedElementsAre("lib/rustlib/src -> lib/rustlib/src",
                                               "lib/rustlib/wasm32-unknown-unknown -> "
                                               "lib/rustlib/wasm32-unknown-unknown",
                                               HasSubstr("-> lib/rustlib/x86_64-unknown-linux-gnu")));
    EXPECT_THAT(files(BundleKind::Copy), ElementsAre("lib/rustlib/components = lib/rustlib/components"));
    EXPECT_THAT(files(BundleKind::Library), IsEmpty());
}

TEST_F(Rustlib, ThatIsNotThereIsAnError)
{
    const auto plan = planRustlib(rustlib());
    ASSERT_FALSE(plan);
    EXPECT_EQ(plan.error().code, ErrorCode::Io);
}

TEST(BundlePatches, ProgramsBeginWithTheBundlesLoaderAtItsFinalPlaceAndSearchTheBundleFirst)
{
    const BundlePlan plan{.key = "k", .directory = "/s/k", .loader = "libexec/host/ld-linux-x86-64.so.2"};
    EXPECT_THAT(patchWords({"bin/rustc", "/usr/bin/rustc", BundleKind::Program}, plan),
                ElementsAre("--set-interpreter", "/s/k/libexec/host/ld-linux-x86-64.so.2", "--force-rpath",
                            "--set-rpath", "$ORIGIN/../lib:$ORIGIN/../libexec/host"));
    EXPECT_THAT(patchWords({"lib/rustlib/T/bin/gcc-ld/ld", "/usr/bin/lld", BundleKind::Program}, plan).back(),
                "$ORIGIN/../../../..:$ORIGIN/../../../../../libexec/host");
}

TEST(BundlePatches, WithTheImagesLibcTheLoaderStays)
{
    EXPECT_THAT(patchWords({"bin/rustc", "/usr/bin/rustc", BundleKind::Program}, {.key = "k", .directory = "/s/k"}),
                ElementsAre("--force-rpath", "--set-rpath", "$ORIGIN/../lib:$ORIGIN/../libexec/host"));
}

TEST(BundlePatches, LibrariesLoseTheirOwnSearchPathAndCopiesStayAsTheyAre)
{
    const BundlePlan plan{.key = "k", .directory = "/s/k"};
    EXPECT_THAT(patchWords({"lib/librustc_driver-1.so", "/d.so", BundleKind::Library}, plan),
                ElementsAre("--remove-rpath"));
    EXPECT_THAT(patchWords({"libexec/host/libc.so.6", "/c.so", BundleKind::Copy}, plan), IsEmpty());
    EXPECT_THAT(patchWords({"bin/cargo-fmt", "rustfmt", BundleKind::Link}, plan), IsEmpty());
}

rust::Toolchain toolchain(rust::Origin origin)
{
    rust::Toolchain one;
    one.name = origin == rust::Origin::Rustup ? "stable-x86_64-unknown-linux-gnu" : "debian";
    one.origin = origin;
    one.directory = "/home/me/.rustup/toolchains/stable";
    one.compiler.host = host;
    one.compiler.rustc = one.directory / "bin" / "rustc";
    one.cargo = one.directory / "bin" / "cargo";
    return one;
}

TEST(ContainerToolchains, OfRustupAreMountedAsTheyAre)
{
    const auto rustups = toolchain(rust::Origin::Rustup);
    const auto planned = planToolchain({.toolchain = &rustups, .store = "/s"});
    ASSERT_OK(planned);
    EXPECT_FALSE(planned->bundled);
    EXPECT_EQ(planned->directory, rustups.directory);
    ASSERT_EQ(planned->mounts.size(), 1U);
    EXPECT_EQ(planned->mounts[0].host, rustups.directory);
    EXPECT_EQ(planned->mounts[0].inside, "");
    EXPECT_EQ(planned->mounts[0].mode, Mount::Mode::ReadOnly);
}

TEST(ContainerToolchains, OfRustupTakeNobodyElsesLibrary)
{
    const auto rustups = toolchain(rust::Origin::Rustup);
    const auto planned =
        planToolchain({.toolchain = &rustups, .store = "/s", .libraries = {{"aarch64-unknown-linux-gnu", "/l"}}});
    ASSERT_FALSE(planned);
    EXPECT_EQ(planned.error().code, ErrorCode::BadInput);
}

TEST(ContainerToolchains, NeedCargo)
{
    auto rustups = toolchain(rust::Origin::Rustup);
    rustups.cargo.reset();
    const auto planned = planToolchain({.toolchain = &rustups, .store = "/s"});
    ASSERT_FALSE(planned);
    EXPECT_EQ(planned.error().code, ErrorCode::NotFound);
    EXPECT_EQ(planned.error().hint, "rustup component add cargo --toolchain stable-x86_64-unknown-linux-gnu");
}

TEST(ContainerToolchains, OfOtherSystemsDoNotRunInAContainer)
{
    for (const char *other : {"aarch64-apple-darwin", "x86_64-pc-windows-msvc", "x86_64-unknown-linux-musl"}) {
        auto foreign = toolchain(rust::Origin::Rustup);
        foreign.compiler.host = other;
        const auto planned = planToolchain({.toolchain = &foreign, .store = "/s"});
        ASSERT_FALSE(planned) << other;
        EXPECT_EQ(planned.error().code, ErrorCode::Unsupported);
        EXPECT_THAT(planned.error().message, HasSubstr(other));
    }
}

TEST(ContainerToolchains, OfScriptsCannotBeTakenApart)
{
    const test::TempDir dir;
    auto wrapped = toolchain(rust::Origin::Added);
    wrapped.compiler.rustc = dir.write("bin/rustc", "#!/bin/sh\n");
    wrapped.cargo = dir.write("bin/cargo", "#!/bin/sh\n");
    const auto planned = planToolchain({.toolchain = &wrapped, .store = dir.path() / "store"});
    ASSERT_FALSE(planned);
    EXPECT_EQ(planned.error().code, ErrorCode::Unsupported);
    EXPECT_FALSE(fs::exists(dir.path() / "store"));
}

} // namespace
} // namespace crossyard::container
