// SPDX-License-Identifier: MIT OR Apache-2.0
// The doctor's rules over tables of facts: which tools a target wants, which package brings them, what is told.
#include "rust/doctor.h"
#include "support/support.h"

#include <QByteArray>

#include <algorithm>
#include <format>

namespace crossyard::rust {
namespace {

using State = Finding::State;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

constexpr std::string_view host = "x86_64-unknown-linux-gnu";

TargetInfo thumb()
{
    return {.llvmTarget = "thumbv7m-none-eabi",
            .arch = "arm",
            .os = "none",
            .env = "",
            .vendor = "unknown",
            .panicStrategy = "abort",
            .hasStd = false,
            .linker = "rust-lld",
            .linkerFlavor = "gnu-lld"};
}

TargetInfo linuxInfo(std::string llvm, std::string arch, std::string env = "gnu")
{
    return {.llvmTarget = std::move(llvm),
            .arch = std::move(arch),
            .os = "linux",
            .env = std::move(env),
            .vendor = "unknown",
            .panicStrategy = "unwind",
            .hasStd = true,
            .linker = "",
            .linkerFlavor = "gnu-cc"};
}

TargetInfo windowsGnu()
{
    auto info = linuxInfo("x86_64-pc-windows-gnu", "x86_64");
    info.os = "windows";
    info.linker = "x86_64-w64-mingw32-gcc";
    return info;
}

TargetInfo wasm(std::string os)
{
    auto info = linuxInfo("wasm32-unknown-unknown", "wasm32", "");
    info.os = std::move(os);
    info.linker = "rust-lld";
    info.linkerFlavor = "wasm-lld";
    return info;
}

PackageSystem debian(std::string version = "13")
{
    return {.manager = PackageManager::Apt,
            .os = {.id = "debian", .idLike = {}, .prettyName = {}, .versionId = std::move(version)},
            .root = false};
}

Toolchain debianToolchain(bool vendored = true)
{
    Toolchain toolchain;
    toolchain.name = "debian";
    toolchain.origin = Origin::Distribution;
    toolchain.package = "rustc-web";
    toolchain.compiler.rustc = "/usr/bin/rustc";
    toolchain.compiler.release = "1.96.0";
    toolchain.compiler.host = host;
    toolchain.compiler.sysroot = "/usr";
    toolchain.cargo = "/usr/bin/cargo";
    toolchain.cargoVersion = "1.96.0";
    toolchain.targets = {std::string(host)};
    const fs::path library = "/usr/lib/rustlib/src/rust/library";
    toolchain.source = RustSource{.library = library,
                                  .lockFile = library / "Cargo.lock",
                                  .vendor = vendored ? std::optional(library / "vendor") : std::nullopt};
    return toolchain;
}

Toolchain rustupToolchain()
{
    Toolchain toolchain = debianToolchain();
    toolchain.name = "stable-x86_64-unknown-linux-gnu";
    toolchain.origin = Origin::Rustup;
    toolchain.package.clear();
    toolchain.source.reset();
    return toolchain;
}

ProgramLookup there(std::string name)
{
    return {.name = name, .found = fs::path("/usr/bin") / name, .dangling = {}, .places = {"PATH"}};
}

ProgramLookup notThere(std::string name)
{
    return {.name = std::move(name), .found = {}, .dangling = {}, .places = {"PATH"}};
}

// Facts of a Debian on which everything is installed.
DoctorFacts goodFacts(std::string target, const TargetInfo &info)
{
    DoctorFacts facts{.system = debian(), .target = std::move(target), .toolchain = debianToolchain(), .info = info};
    facts.tools = toolsFor(facts.target, info, host);
    for (const auto &name : facts.tools.linkers)
        facts.linkers.push_back(there(name));
    for (const auto &name : facts.tools.compilers)
        facts.compilers.push_back(there(name));
    for (const auto &name : facts.tools.runners)
        facts.runners.push_back(there(name));
    facts.hostLinker = there("cc");
    facts.engines = {{.program = there("podman"), .answers = true, .said = "5.4.2"}};
    return facts;
}

Finding finding(const DoctorFacts &facts, std::string_view id)
{
    const auto findings = diagnose(facts);
    const auto it = std::ranges::find(findings, id, &Finding::id);
    EXPECT_NE(it, findings.end()) << id;
    return it == findings.end() ? Finding{} : *it;
}

bool has(const DoctorFacts &facts, std::string_view id)
{
    return std::ranges::any_of(diagnose(facts), [&](const Finding &one) { return one.id == id; });
}

TEST(TargetTools, FollowTheTarget)
{
    const auto m3 = toolsFor("thumbv7m-none-eabi", thumb(), host);
    EXPECT_EQ(m3.ownLinker, "rust-lld");
    EXPECT_THAT(m3.linkers, ElementsAre("rust-lld"));
    EXPECT_THAT(m3.compilers, ElementsAre("arm-none-eabi-gcc"));
    EXPECT_THAT(m3.runners, ElementsAre("qemu-system-arm"));
    EXPECT_FALSE(m3.runsHere);

    const auto own = toolsFor(host, linuxInfo(std::string(host), "x86_64"), host);
    EXPECT_TRUE(own.runsHere && own.ownLinkerFits);
    EXPECT_THAT(own.linkers, ElementsAre("cc"));
    EXPECT_THAT(own.runners, testing::IsEmpty());

    const auto windows = toolsFor("x86_64-pc-windows-gnu", windowsGnu(), host);
    EXPECT_THAT(windows.linkers, ElementsAre("x86_64-w64-mingw32-gcc"));
    EXPECT_EQ(windows.runners.front(), "wine");

    EXPECT_THAT(toolsFor("wasm32-unknown-unknown", wasm("unknown"), host).runners, ElementsAre("node"));
    EXPECT_THAT(toolsFor("wasm32-wasip1", wasm("wasi"), host).runners, ElementsAre("wasmtime"));
}

TEST(TargetTools, CrossLinuxGoesByGnusPrefixAndQemusName)
{
    struct Case {
        const char *name;
        const char *llvm;
        const char *arch;
        const char *compiler;
        const char *runner;
    };
    for (const auto &one : {
             Case{"aarch64-unknown-linux-gnu", "aarch64-unknown-linux-gnu", "aarch64", "aarch64-linux-gnu-gcc",
                  "qemu-aarch64"},
             Case{"armv7-unknown-linux-gnueabihf", "armv7-unknown-linux-gnueabihf", "arm", "arm-linux-gnueabihf-gcc",
                  "qemu-arm"},
             Case{"riscv64gc-unknown-linux-gnu", "riscv64-unknown-linux-gnu", "riscv64", "riscv64-linux-gnu-gcc",
                  "qemu-riscv64"},
             Case{"powerpc64le-unknown-linux-gnu", "powerpc64le-unknown-linux-gnu", "powerpc64",
                  "powerpc64le-linux-gnu-gcc", "qemu-ppc64le"},
             Case{"mips64el-unknown-linux-gnuabi64", "mips64el-unknown-linux-gnuabi64", "mips64",
                  "mips64el-linux-gnuabi64-gcc", "qemu-mips64el"},
             Case{"s390x-unknown-linux-gnu", "s390x-unknown-linux-gnu", "s390x", "s390x-linux-gnu-gcc", "qemu-s390x"},
         }) {
        const auto tools = toolsFor(one.name, linuxInfo(one.llvm, one.arch), host);
        EXPECT_FALSE(tools.ownLinkerFits) << one.name;
        EXPECT_EQ(tools.linkers.front(), one.compiler);
        EXPECT_EQ(tools.compilers.front(), one.compiler);
        EXPECT_EQ(tools.runners.front(), one.runner);
    }
}

TEST(TargetTools, MuslOfThisMachineIsLinkedAndRunHere)
{
    const auto tools =
        toolsFor("x86_64-unknown-linux-musl", linuxInfo("x86_64-unknown-linux-musl", "x86_64", "musl"), host);
    EXPECT_TRUE(tools.runsHere);
    EXPECT_THAT(tools.linkers, ElementsAre("cc"));
    EXPECT_THAT(tools.compilers, ElementsAre("musl-gcc"));
}

TEST(Packages, HaveTheirNamesOnEverySystem)
{
    struct Case {
        PackageManager manager;
        const char *id;
        const char *version;
        const char *program;
        const char *package;
    };
    using enum PackageManager;
    for (const auto &one : {
             Case{Apt, "debian", "12", "arm-none-eabi-gcc", "gcc-arm-none-eabi"},
             Case{Apt, "debian", "12", "qemu-system-riscv32", "qemu-system-misc"},
             Case{Apt, "debian", "13", "qemu-system-riscv32", "qemu-system-riscv"},
             Case{Apt, "debian", "13", "qemu-system-aarch64", "qemu-system-arm"},
             Case{Apt, "debian", "13", "qemu-aarch64", "qemu-user"},
             Case{Apt, "debian", "13", "aarch64-linux-gnu-gcc", "gcc-aarch64-linux-gnu"},
             Case{Apt, "debian", "13", "x86_64-linux-gnu-gcc", "gcc-x86-64-linux-gnu"},
             Case{Apt, "debian", "13", "x86_64-w64-mingw32-gcc", "gcc-mingw-w64-x86-64"},
             Case{Dnf, "fedora", "42", "arm-none-eabi-gcc", "arm-none-eabi-gcc-cs"},
             Case{Dnf, "fedora", "42", "qemu-aarch64", "qemu-user"},
             Case{Pacman, "arch", "", "x86_64-w64-mingw32-gcc", "mingw-w64-gcc"},
             Case{Brew, "", "", "qemu-system-arm", "qemu"},
             Case{Brew, "", "", "qemu-aarch64", ""},
             Case{Winget, "", "", "wasmtime", "BytecodeAlliance.Wasmtime"},
             Case{None, "", "", "podman", ""},
             Case{Apt, "debian", "13", "no-such-program", ""},
         }) {
        PackageSystem system{.manager = one.manager};
        system.os.id = one.id;
        system.os.versionId = one.version;
        EXPECT_EQ(packageOf(system, one.program), one.package) << one.program;
    }
}

TEST(Packages, PartsOfRustFollowThePackageOfTheCompiler)
{
    EXPECT_EQ(rustPackage(debian(), "rustc", RustPart::Source), "rust-src");
    EXPECT_EQ(rustPackage(debian(), "rustc-web", RustPart::Source), "rust-web-src");
    EXPECT_EQ(rustPackage(debian(), "rustc-web", RustPart::Cargo), "cargo-web");
    EXPECT_EQ(rustPackage(debian(), "rustc-web", RustPart::Std), "libstd-rust-web-dev");
    EXPECT_EQ(rustPackage(debian(), "rustc-1.80", RustPart::Source), "rust-1.80-src");
    EXPECT_EQ(rustPackage({.manager = PackageManager::Dnf}, "rust", RustPart::Source), "rust-src");
    EXPECT_EQ(installCommand(debian(), "rust-src"), "sudo apt-get install rust-src");
    EXPECT_EQ(installCommand({.manager = PackageManager::Pacman, .root = true}, "rust-src"), "pacman -S rust-src");
    EXPECT_EQ(installCommand(debian(), ""), "");
    EXPECT_EQ(installCommand({}, "x"), "");
}

TEST(Packages, TheManagerFollowsTheFamily)
{
    const auto manager = [](std::string_view text) { return managerOf(parseOsRelease(text)); };
    EXPECT_EQ(manager("ID=debian\n"), PackageManager::Apt);
    EXPECT_EQ(manager("ID=linuxmint\nID_LIKE=\"ubuntu debian\"\n"), PackageManager::Apt);
    EXPECT_EQ(manager("ID=\"rocky\"\nID_LIKE=\"rhel centos fedora\"\n"), PackageManager::Dnf);
    EXPECT_EQ(manager("ID=manjaro\nID_LIKE='arch'\n"), PackageManager::Pacman);
    EXPECT_EQ(manager("ID=alpine\n"), PackageManager::Apk);
    EXPECT_EQ(manager("ID=\"opensuse-tumbleweed\"\nID_LIKE=\"opensuse suse\"\n"), PackageManager::Zypper);
    EXPECT_EQ(manager(""), PackageManager::None);
    EXPECT_EQ(parseOsRelease("# x\nPRETTY_NAME=\"A \\\"B\\\" C\"\n").prettyName, "A \"B\" C");
}

TEST(Doctor, IsContentWhereEverythingIsThere)
{
    for (const auto &facts :
         {goodFacts("thumbv7m-none-eabi", thumb()), goodFacts("x86_64-pc-windows-gnu", windowsGnu()),
          goodFacts(std::string(host), linuxInfo(std::string(host), "x86_64"))}) {
        const auto findings = diagnose(facts);
        EXPECT_TRUE(canBuild(findings)) << facts.target;
        for (const auto &one : findings) {
            EXPECT_EQ(one.state, State::Present) << one.title << ": " << one.how;
            EXPECT_EQ(one.mend, "") << one.title;
        }
    }
}

TEST(Doctor, WithoutAToolchainSaysThatAndNoMore)
{
    DoctorFacts facts = goodFacts("thumbv7m-none-eabi", thumb());
    facts.toolchain.reset();
    facts.toolchainError = Error{ErrorCode::NotFound, "there is none"}.withHint("rustup default stable");
    EXPECT_EQ(finding(facts, "toolchain").state, State::Missing);
    EXPECT_EQ(finding(facts, "toolchain").mend, "rustup default stable");
    EXPECT_FALSE(has(facts, "linker"));
    facts.toolchainError->hint = "install one"; // advice is not taken for a command
    EXPECT_EQ(finding(facts, "toolchain").mend, "");
    EXPECT_THAT(finding(facts, "toolchain").how, HasSubstr("install one"));
    facts.noToolchains = true;
    EXPECT_EQ(finding(facts, "toolchain").mend, "sudo apt-get install rustc cargo rust-src");
    EXPECT_FALSE(canBuild(diagnose(facts)));
}

TEST(Doctor, ATargetThatTheCompilerDoesNotKnowCannotBeBuiltFor)
{
    DoctorFacts facts = goodFacts("thumbv9-none", thumb());
    facts.info.reset();
    facts.targetError = Error{ErrorCode::NotFound, "there is no target thumbv9-none"};
    EXPECT_EQ(finding(facts, "target").state, State::Broken);
    EXPECT_FALSE(canBuild(diagnose(facts)));
}

TEST(Doctor, StdIsPrebuiltOrBuildableOrMissing)
{
    DoctorFacts facts = goodFacts("thumbv7m-none-eabi", thumb());
    EXPECT_THAT(finding(facts, "std").how, StartsWith("can be built from /usr/lib/rustlib/src/rust/library"));
    facts.toolchain->targets.emplace_back("thumbv7m-none-eabi");
    EXPECT_THAT(finding(facts, "std").how, StartsWith("prebuilt"));
    facts.custom = true; // a spec file of the same name has no prebuilt one
    EXPECT_THAT(finding(facts, "std").how, StartsWith("can be built"));

    facts = goodFacts("thumbv7m-none-eabi", thumb());
    facts.toolchain->source.reset();
    EXPECT_EQ(finding(facts, "std").state, State::Missing);
    EXPECT_EQ(finding(facts, "std").mend, "sudo apt-get install rust-web-src");
    EXPECT_FALSE(canBuild(diagnose(facts)));

    facts.toolchain = rustupToolchain();
    EXPECT_EQ(finding(facts, "std").mend, "rustup component add rust-src --toolchain stable-x86_64-unknown-linux-gnu");
    facts.rustupHasTarget = true;
    EXPECT_EQ(finding(facts, "std").mend,
              "rustup target add thumbv7m-none-eabi --toolchain stable-x86_64-unknown-linux-gnu");
}

TEST(Doctor, StdWantsItsCratesVendoredButCoreDoesNot)
{
    DoctorFacts facts = goodFacts("x86_64-pc-windows-gnu", windowsGnu());
    facts.toolchain = debianToolchain(false);
    EXPECT_EQ(finding(facts, "std").state, State::Missing);
    EXPECT_THAT(finding(facts, "std").mend, HasSubstr("cargo vendor"));
    facts = goodFacts("thumbv7m-none-eabi", thumb());
    facts.toolchain = debianToolchain(false);
    EXPECT_EQ(finding(facts, "std").state, State::Present);
    facts.builtinsAtHand = false; // before 1.91 core needed a crate of the registry as well
    EXPECT_EQ(finding(facts, "std").state, State::Missing);
    EXPECT_EQ(finding(facts, "std").mend, "sudo apt-get install librust-compiler-builtins-dev");
}

TEST(Doctor, BuildScriptsNeedTheHostsStdAndLinker)
{
    DoctorFacts facts = goodFacts("thumbv7m-none-eabi", thumb());
    EXPECT_FALSE(has(facts, "host-std"));
    facts.toolchain->targets.clear();
    EXPECT_EQ(finding(facts, "host-std").mend, "sudo apt-get install libstd-rust-web-dev");
    EXPECT_FALSE(canBuild(diagnose(facts)));
    facts = goodFacts("thumbv7m-none-eabi", thumb());
    facts.hostLinker = notThere("cc");
    EXPECT_EQ(finding(facts, "host-linker").mend, "sudo apt-get install gcc");
    EXPECT_FALSE(canBuild(diagnose(facts)));
}

TEST(Doctor, ALinkerThatIsADanglingLinkIsBrokenAndItsTargetNamesThePackage)
{
    DoctorFacts facts = goodFacts("thumbv7m-none-eabi", thumb());
    facts.linkers = {
        {.name = "rust-lld", .found = {}, .dangling = {{"/usr/bin/rust-lld", "lld-14"}}, .places = {"PATH"}}};
    const auto linker = finding(facts, "linker");
    EXPECT_EQ(linker.state, State::Broken);
    EXPECT_THAT(linker.how, HasSubstr("/usr/bin/rust-lld is a link to lld-14, which does not exist"));
    EXPECT_EQ(linker.mend, "sudo apt-get install lld-14");
    facts.linkers = {notThere("rust-lld")};
    EXPECT_EQ(finding(facts, "linker").state, State::Missing);
    EXPECT_EQ(finding(facts, "linker").mend, "sudo apt-get install rust-web-llvm");
}

TEST(Doctor, ACrossLinkerMustBeThereAndBeSet)
{
    DoctorFacts facts = goodFacts("aarch64-unknown-linux-gnu", linuxInfo("aarch64-unknown-linux-gnu", "aarch64"));
    auto linker = finding(facts, "linker");
    EXPECT_EQ(linker.state, State::Missing);
    EXPECT_EQ(linker.mend, "export CARGO_TARGET_AARCH64_UNKNOWN_LINUX_GNU_LINKER=aarch64-linux-gnu-gcc");
    EXPECT_FALSE(canBuild(diagnose(facts)));

    facts.linkers = {notThere("aarch64-linux-gnu-gcc")};
    EXPECT_EQ(finding(facts, "linker").mend, "sudo apt-get install gcc-aarch64-linux-gnu");

    facts.linker = ChosenProgram{"cargo's configuration", there("aarch64-linux-gnu-gcc")};
    EXPECT_EQ(finding(facts, "linker").state, State::Present);
    EXPECT_TRUE(canBuild(diagnose(facts)));
    facts.linker->lookup = notThere("aarch64-linux-gnu-gcc");
    EXPECT_EQ(finding(facts, "linker").state, State::Missing);
    EXPECT_EQ(finding(facts, "linker").mend, "sudo apt-get install gcc-aarch64-linux-gnu");
}

TEST(Doctor, WhatIsOnlyOfUseDoesNotStopABuild)
{
    DoctorFacts facts = goodFacts("thumbv7m-none-eabi", thumb());
    facts.compilers = {notThere("arm-none-eabi-gcc")};
    facts.runners = {notThere("qemu-system-arm")};
    facts.engines = {{.program = notThere("podman")}, {.program = there("docker"), .said = "is the daemon running?"}};
    EXPECT_EQ(finding(facts, "c-compiler").mend, "sudo apt-get install gcc-arm-none-eabi");
    EXPECT_EQ(finding(facts, "runner").mend, "sudo apt-get install qemu-system-arm");
    EXPECT_EQ(finding(facts, "container").state, State::Broken);
    EXPECT_THAT(finding(facts, "container").how, HasSubstr("is the daemon running?"));
    EXPECT_EQ(finding(facts, "container").mend, "sudo apt-get install podman");
    EXPECT_TRUE(canBuild(diagnose(facts)));
    facts.engines = {{.program = notThere("podman")}, {.program = notThere("docker")}};
    EXPECT_EQ(finding(facts, "container").state, State::Missing);
}

TEST(Doctor, ACargoFromPathStandsInForTheToolchainsOwn)
{
    DoctorFacts facts = goodFacts("thumbv7m-none-eabi", thumb());
    facts.toolchain->cargo.reset();
    facts.cargoOnPath = there("cargo");
    EXPECT_EQ(finding(facts, "cargo").state, State::Warning);
    EXPECT_TRUE(canBuild(diagnose(facts)));
    facts.cargoOnPath = notThere("cargo");
    EXPECT_EQ(finding(facts, "cargo").mend, "sudo apt-get install cargo-web");
    EXPECT_FALSE(canBuild(diagnose(facts)));
}

TEST(Doctor, GathersFromThisMachineWithoutFailing)
{
    const test::TempDir dir;
    qputenv("CROSSYARD_HOME", QByteArray::fromStdString(toUtf8(dir.path())));
    const auto toolchain = selectToolchain({.asked = "/usr/bin/rustc"});
    if (!toolchain)
        GTEST_SKIP() << "no rustc of the system's";
    const auto target = findTarget(toolchain->compiler, toolchain->compiler.host, fs::current_path());
    ASSERT_OK(target);
    const auto facts = gatherFacts(toolchain, target->name, targetInfo(toolchain->compiler, *target), false, {});
    ASSERT_OK(facts);
    EXPECT_TRUE(facts->tools.runsHere);
    const auto findings = diagnose(*facts);
    EXPECT_EQ(findings.front().state, State::Present);
}

} // namespace
} // namespace crossyard::rust
