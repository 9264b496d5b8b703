// SPDX-License-Identifier: MIT OR Apache-2.0
// What an Xargo.toml asks for is what the sysroot is made of: planned for every form, built for those where only the
// result shows that it was right.
#include "integration/sysroot_world.h"

#include <format>
#include <set>

namespace crossyard::test {

namespace {

class XargoPlan : public testing::Test {
protected:
    // Crates with their features, as the plan has them.
    std::map<std::string, std::set<std::string>> plan(std::string_view xargo, const std::string &target)
    {
        project.write("Xargo.toml", xargo);
        return planned(target);
    }

    std::map<std::string, std::set<std::string>> planned(const std::string &target)
    {
        const auto finished = project.sysroot("plan", {"--json", "--target", target});
        EXPECT_STATUS(finished, 0);
        std::map<std::string, std::set<std::string>> crates;
        const auto json = Json::parse(finished.output, nullptr, false);
        for (const auto &crate : json.value("crates", Json::array()))
            crates[crate["name"]] = crate["features"].get<std::set<std::string>>();
        notes = json.value("notes", std::vector<std::string>());
        return crates;
    }

    std::set<std::string> names(const std::map<std::string, std::set<std::string>> &crates)
    {
        std::set<std::string> out;
        for (const auto &[name, features] : crates)
            out.insert(name);
        return out;
    }

    const Project project;
    std::vector<std::string> notes;
};

using Set = std::set<std::string>;

TEST_F(XargoPlan, withoutAFileFollowsFromTheTarget)
{
    EXPECT_EQ(names(planned(thumbv6m)), (Set{"alloc", "compiler_builtins", "core"}));
    const auto host = planned(hostTriple);
    for (const char *name : {"std", "core", "alloc", "panic_abort", "panic_unwind", "test", "proc_macro"})
        EXPECT_TRUE(host.contains(name)) << name;
    ASSERT_TRUE(host.contains("std"));
    EXPECT_TRUE(host.at("std").contains("panic-unwind"));
    EXPECT_TRUE(host.at("std").contains("backtrace"));
}

TEST_F(XargoPlan, takesCoreAlone)
{
    EXPECT_EQ(names(plan("[dependencies]\ncore = {}\n", thumbv6m)), (Set{"compiler_builtins", "core"}));
    EXPECT_EQ(names(plan("[dependencies.core]\n", thumbv6m)), (Set{"compiler_builtins", "core"}));
    EXPECT_EQ(names(plan("[dependencies]\ncore = \"*\"\n", thumbv6m)), (Set{"compiler_builtins", "core"}));
}

TEST_F(XargoPlan, takesAllocWithWhatItNeeds)
{
    EXPECT_EQ(names(plan("[dependencies]\nalloc = {}\n", thumbv6m)), (Set{"alloc", "compiler_builtins", "core"}));
}

TEST_F(XargoPlan, givesMemToCompilerBuiltins)
{
    const auto with = plan("[dependencies.core]\nstage = 0\n[dependencies.compiler_builtins]\nfeatures = [\"mem\"]\n"
                           "stage = 1\n",
                           "armv7-unknown-linux-gnueabihf");
    EXPECT_TRUE(with.at("compiler_builtins").contains("mem"));
    const auto without = plan("[dependencies.core]\n", "armv7-unknown-linux-gnueabihf");
    EXPECT_FALSE(without.at("compiler_builtins").contains("mem"));
}

TEST_F(XargoPlan, givesFeaturesToStd)
{
    const auto crates = plan(
        "[dependencies.std]\ndefault-features = false\nfeatures = [\"panic-unwind\", \"backtrace\"]\n", hostTriple);
    EXPECT_TRUE(crates.at("std").contains("panic-unwind"));
    EXPECT_TRUE(crates.at("std").contains("backtrace"));
    EXPECT_TRUE(crates.contains("gimli"));
    const auto bare = plan("[dependencies.std]\ndefault-features = false\n", hostTriple);
    EXPECT_FALSE(bare.at("std").contains("backtrace"));
    EXPECT_FALSE(bare.contains("gimli"));
}

TEST_F(XargoPlan, readsTheTablesOfItsTargetAndOfCfgs)
{
    const char *text = "[dependencies]\ncore = {}\n"
                       "[target.thumbv7em-none-eabihf.dependencies]\nalloc = {}\n"
                       "[target.'cfg(target_arch = \"riscv32\")'.dependencies.alloc]\n";
    EXPECT_FALSE(plan(text, thumbv6m).contains("alloc"));
    EXPECT_TRUE(plan(text, "thumbv7em-none-eabihf").contains("alloc"));
    EXPECT_TRUE(plan(text, "riscv32imac-unknown-none-elf").contains("alloc"));
}

TEST_F(XargoPlan, saysWhenTheFileNamesNoCrateForTheTarget)
{
    const auto crates = plan("[target.riscv32imac-unknown-none-elf.dependencies]\ncore = {}\n", thumbv6m);
    EXPECT_TRUE(crates.contains("alloc"));
    EXPECT_THAT(notes, testing::Contains(testing::HasSubstr("names no crate for thumbv6m-none-eabi")));
}

TEST_F(XargoPlan, takesAVendoredCrateByItsVersion)
{
    const auto crates = plan("[dependencies]\ncore = {}\nmemchr = { version = \"2\", default-features = false, "
                             "stage = 1 }\n",
                             thumbv6m);
    EXPECT_EQ(names(crates), (Set{"compiler_builtins", "core", "memchr"}));
}

TEST(XargoBuild, givesEachStageTheCratesOfThoseBefore)
{
    const Project project;
    project.makeBare();
    project.write("Xargo.toml", "[dependencies.alloc]\nstage = 0\n"
                                "[dependencies.lower]\npath = \"crates/lower\"\nstage = 1\n"
                                "[dependencies.upper]\npath = \"crates/upper\"\nstage = 2\n"
                                "[dependencies.cfg-if]\nversion = \"1\"\nstage = 3\n"
                                "[patch.crates-io]\ncfg-if = { path = \"crates/cfg-if\" }\n");
    // Neither names what it uses in its manifest.
    project.write("crates/lower/Cargo.toml", "[package]\nname = \"lower\"\nversion = \"0.1.0\"\n");
    project.write("crates/lower/src/lib.rs", "#![no_std]\nextern crate alloc;\n"
                                             "pub fn words() -> alloc::vec::Vec<u8> { alloc::vec![1, 2, 3] }\n");
    project.write("crates/upper/Cargo.toml",
                  "[package]\nname = \"upper\"\nversion = \"0.1.0\"\nbuild = \"build.rs\"\n");
    project.write("crates/upper/src/lib.rs",
                  "#![no_std]\nextern crate lower;\npub fn count() -> usize { lower::words().len() }\n");
    // A script of the user's must not find the switch that opens a stable compiler.
    project.write("crates/upper/build.rs", "fn main() { assert!(std::env::var_os(\"RUSTC_BOOTSTRAP\").is_none()); "
                                           "println!(\"cargo:rerun-if-env-changed=CY_TEST_COLOUR\"); }\n");
    project.write("crates/cfg-if/Cargo.toml", "[package]\nname = \"cfg-if\"\nversion = \"1.0.99\"\n");
    project.write("crates/cfg-if/src/lib.rs", "#![no_std]\npub const PATCHED: usize = 99;\n");
    EXPECT_STATUS(project.sysroot("build", {"--target", thumbv6m}), 0);
    // Crates of a sysroot that carry no mark of stability are private to it, as with xargo: a program says that it
    // wants them all the same, and that the compiler may allow it.
    auto source = readFile(project.path() / "src" / "lib.rs");
    ASSERT_OK(source);
    project.write("src/lib.rs", "#![feature(rustc_private)]\n" + *source +
                                    "extern crate upper;\nextern crate cfg_if;\n#[no_mangle] pub extern \"C\" fn "
                                    "both() -> usize { upper::count() + cfg_if::PATCHED }\n");
    const auto used = project.cargo({"build", "--target", thumbv6m}, sharedStore(), {{"RUSTC_BOOTSTRAP", "1"}});
    EXPECT_STATUS(used, 0);
    EXPECT_FALSE(used.errors.contains("Building sysroot")) << used.errors;

    // The script said which variable it looks at: another value builds what depends on it, and no more.
    const auto coloured = project.sysroot("build", {"--target", thumbv6m}, sharedStore(), {{"CY_TEST_COLOUR", "red"}});
    EXPECT_STATUS(coloured, 0);
    EXPECT_TRUE(coloured.errors.contains("] upper 0.1.0")) << coloured.errors;
    EXPECT_FALSE(coloured.errors.contains("] lower")) << coloured.errors;
    EXPECT_FALSE(coloured.errors.contains("] core")) << coloured.errors;
    const auto same = project.sysroot("build", {"--target", thumbv6m}, sharedStore(), {{"CY_TEST_COLOUR", "red"}});
    EXPECT_TRUE(same.errors.contains("Nothing to do")) << same.errors;
}

} // namespace

} // namespace crossyard::test
