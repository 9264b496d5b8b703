// SPDX-License-Identifier: MIT OR Apache-2.0
// `crossyard cargo` is cargo, with a sysroot where one is needed.
#include "base/strings.h"
#include "integration/sysroot_world.h"

#include <format>

namespace crossyard::test {

namespace {

class CargoVerb : public testing::Test {
protected:
    CargoVerb() { project.makeBare(); }

    bool built(const std::string &target, const fs::path &directory = "target") const
    {
        return fs::exists(project.path() / directory / target / "debug" / "libbare.a");
    }

    const Project project;
};

TEST_F(CargoVerb, makesNoSysrootWhereCargoCompilesNothing)
{
    const TempDir store;
    const Words target{"--target", thumbv6m};
    EXPECT_STATUS(project.cargo({"generate-lockfile"}, store.path()), 0);
    EXPECT_STATUS(project.cargo({"--version"}, store.path()), 0);
    EXPECT_STATUS(project.cargo({"--help"}, store.path()), 0);
    EXPECT_STATUS(project.cargo({"build", "--help"}, store.path()), 0);
    EXPECT_STATUS(project.cargo({"fetch", "--target", thumbv6m}, store.path()), 0);
    EXPECT_STATUS(project.cargo({"metadata", "--format-version", "1"}, store.path()), 0);
    EXPECT_STATUS(project.cargo({"tree", "--target", thumbv6m}, store.path()), 0);
    EXPECT_STATUS(project.cargo({"clean", "--target", thumbv6m}, store.path()), 0);
    EXPECT_STATUS(project.cargo({"locate-project"}, store.path()), 0);
    EXPECT_FALSE(fs::exists(store.path() / "units"));
    EXPECT_FALSE(fs::exists(store.path() / "sysroots"));
}

TEST_F(CargoVerb, leavesTheHostsOwnLibraryWhereNoXargoTomlAsksForMore)
{
    const TempDir store;
    project.write("Cargo.toml", "[package]\nname = \"hi\"\nversion = \"0.1.0\"\n");
    project.write("src/lib.rs", "");
    project.write("src/main.rs", "fn main() { println!(\"hi\"); std::process::exit(3) }\n");
    const auto finished = project.cargo({"run", "-q", "--target", hostTriple}, store.path());
    EXPECT_STATUS(finished, 3);
    EXPECT_EQ(finished.output, "hi\n");
    EXPECT_FALSE(fs::exists(store.path() / "units"));
}

TEST_F(CargoVerb, givesCargosExitStatus)
{
    project.write("src/lib.rs", "#![no_std]\nfn broken( {}\n");
    const auto finished = project.cargo({"build", "--target", thumbv6m});
    EXPECT_STATUS(finished, 101);
    EXPECT_TRUE(finished.errors.contains("src/lib.rs:2")) << finished.errors;
    EXPECT_STATUS(project.cargo({"build", "--target", thumbv6m, "--no-such-option"}), 1);
}

TEST_F(CargoVerb, understandsEveryWayToNameATarget)
{
    EXPECT_STATUS(project.cargo({"build", std::string("--target=") + thumbv6m}), 0);
    EXPECT_TRUE(built(thumbv6m));
    fs::remove_all(project.path() / "target");

    EXPECT_STATUS(project.cargo({"build"}, sharedStore(), {{"CARGO_BUILD_TARGET", thumbv6m}}), 0);
    EXPECT_TRUE(built(thumbv6m));
    fs::remove_all(project.path() / "target");

    EXPECT_STATUS(project.cargo({"--config", std::format("build.target='{}'", thumbv6m), "build"}), 0);
    EXPECT_TRUE(built(thumbv6m));
    fs::remove_all(project.path() / "target");

    project.write(".cargo/config.toml", std::format("[build]\ntarget = \"{}\"\n", thumbv6m));
    EXPECT_STATUS(project.cargo({"b"}), 0);
    EXPECT_TRUE(built(thumbv6m));
    EXPECT_STATUS(project.cargo({"rustc", "--lib", "--crate-type", "rlib", "--", "-Cdebuginfo=0"}), 0);
}

TEST_F(CargoVerb, buildsForSeveralTargetsAtOnce)
{
    EXPECT_STATUS(project.cargo({"build", "--target", thumbv6m, "--target", "riscv32imac-unknown-none-elf"}), 0);
    EXPECT_TRUE(built(thumbv6m));
    EXPECT_TRUE(built("riscv32imac-unknown-none-elf"));
}

TEST_F(CargoVerb, findsAManifestElsewhere)
{
    const TempDir elsewhere;
    const auto finished = crossyardRun({"cargo", "+" + toUtf8(realToolchain().rustc), "build", "--target", thumbv6m,
                                        "--manifest-path=" + toUtf8(project.path() / "Cargo.toml")},
                                       sharedStore(), elsewhere.path(), {{"CARGO_NET_OFFLINE", "true"}});
    EXPECT_STATUS(finished, 0);
    EXPECT_TRUE(built(thumbv6m));
}

TEST_F(CargoVerb, keepsTheUsersFlags)
{
    project.write("src/flag.rs", "");
    auto source = readFile(project.path() / "src" / "lib.rs");
    ASSERT_OK(source);
    project.write("src/lib.rs", *source + "#[cfg(not(mine))]\ncompile_error!(\"the flag is lost\");\n");
    EXPECT_STATUS(project.cargo({"build", "--target", thumbv6m}), 101);
    project.write(".cargo/config.toml",
                  std::format("[target.{}]\nrustflags = [\"--cfg\", \"mine\", \"-Clink-arg=-none\"]\n", thumbv6m));
    EXPECT_STATUS(project.cargo({"check", "--target", thumbv6m, "--config", "profile.release.opt-level=0"}), 0);
}

TEST_F(CargoVerb, keepsTheBootstrapSwitchFromBuildScripts)
{
    project.write("build.rs",
                  "fn main() { assert!(std::env::var_os(\"RUSTC_BOOTSTRAP\").is_none(), \"it is set\"); }\n");
    EXPECT_STATUS(project.cargo({"build", "--target", thumbv6m}), 0);
}

TEST_F(CargoVerb, saysWhichToolchainsThereAre)
{
    const auto finished = crossyardRun({"cargo", "+no-such-toolchain", "build"}, sharedStore(), project.path());
    EXPECT_STATUS(finished, 1);
    EXPECT_TRUE(finished.errors.contains("no-such-toolchain")) << finished.errors;
    EXPECT_TRUE(finished.errors.contains("hint: ")) << finished.errors;
}

TEST_F(CargoVerb, tellsThePlaceInAnXargoTomlBeforeCargoRuns)
{
    const TempDir store;
    project.write("Xargo.toml", "[dependencies]\n# nothing here\nstdd = {}\n");
    const auto finished = project.cargo({"build", "--target", thumbv6m}, store.path());
    EXPECT_STATUS(finished, 1);
    EXPECT_TRUE(finished.errors.contains("Xargo.toml:3:1")) << finished.errors;
    EXPECT_FALSE(finished.errors.contains("Compiling")) << finished.errors;
    EXPECT_TRUE(publishedIn(store.path()).empty());
}

TEST(CargoAbsent, leavesTheSysrootToUsAlone)
{
    // A toolchain of which only the compiler is there.
    const TempDir world;
    const fs::path bin = world.path() / "bare" / "bin";
    fs::create_directories(bin);
    const fs::path real = realToolchain().rustc;
    world.write("bare/bin/rustc", std::format("#!/bin/sh\nexec \"{}\" \"$@\"\n", toUtf8(real)));
    fs::permissions(bin / "rustc", fs::perms::owner_all);
    const Project project;
    project.makeBare();
    // PATH keeps what a linker needs, but no cargo.
    fs::create_directories(world.path() / "path");
    for (const char *tool : {"cc", "gcc", "ld", "sh", "as", "ar"}) {
        if (fs::exists(fs::path("/usr/bin") / tool))
            fs::create_symlink(fs::path("/usr/bin") / tool, world.path() / "path" / tool);
    }
    const Environment environment{{"PATH", toUtf8(world.path() / "path")},
                                  {"HOME", toUtf8(world.path())},
                                  {"RUSTUP_HOME", toUtf8(world.path() / "none")},
                                  {"CARGO_HOME", toUtf8(world.path() / "none")},
                                  {"CARGO", std::nullopt}};
    const auto built = crossyardRun({"sysroot", "check", "--crates", "core", "--target", thumbv6m, "--toolchain",
                                     toUtf8(bin / "rustc"), "--rust-src", toUtf8(realToolchain().library)},
                                    world.path() / "store", project.path(), environment);
    EXPECT_STATUS(built, 0);
    const auto cargo = crossyardRun({"cargo", "+" + toUtf8(bin / "rustc"), "build", "--target", thumbv6m},
                                    world.path() / "store", project.path(), environment);
    EXPECT_STATUS(cargo, 1);
    EXPECT_TRUE(cargo.errors.contains("has no cargo")) << cargo.errors;
    EXPECT_TRUE(cargo.errors.contains("hint: install cargo")) << cargo.errors;
}

} // namespace

} // namespace crossyard::test
