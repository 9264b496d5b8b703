// SPDX-License-Identifier: MIT OR Apache-2.0
// Where a target's standard library comes from, and which package of Debian's has it.
#include "container/toolchain/std_choice.h"
#include "container/toolchain/std_package.h"
#include "support/support.h"

#include <chrono>
#include <format>

namespace crossyard::container {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using Kind = StdChoice::Kind;

const std::string arm64 = "aarch64-unknown-linux-gnu";

Error missing(std::string why, std::string mend = {})
{
    return {.code = ErrorCode::NotFound, .message = std::move(why), .hint = std::move(mend)};
}

// Every kind can be had.
StdFacts allThere()
{
    StdFacts facts{.target = arm64};
    for (const Kind kind : {Kind::Toolchain, Kind::Package, Kind::Rustup, Kind::Sysroot, Kind::BuildStd})
        facts.offers.push_back({{.kind = kind, .why = std::format("by {}", stdName(kind))}});
    return facts;
}

StdOffer &offer(StdFacts &facts, Kind kind)
{
    return *std::ranges::find_if(facts.offers, [&](const StdOffer &one) { return one.choice.kind == kind; });
}

TEST(StdChoices, TakeTheFirstThatCanBeHad)
{
    auto facts = allThere();
    EXPECT_EQ(chooseFrom(facts)->kind, Kind::Toolchain);
    EXPECT_EQ(chooseFrom(facts)->why, "by toolchain");
    for (const auto &[gone, next] : {std::pair{Kind::Toolchain, Kind::Package}, std::pair{Kind::Package, Kind::Rustup},
                                     std::pair{Kind::Rustup, Kind::Sysroot}}) {
        offer(facts, gone).problem = missing("it is gone");
        EXPECT_EQ(chooseFrom(facts)->kind, next);
    }
}

TEST(StdChoices, AreTheConfigurationsFirst)
{
    auto facts = allThere();
    facts.buildStd = true;
    facts.projectNeeds = "/p/Xargo.toml says what is in the library";
    EXPECT_EQ(chooseFrom(facts)->kind, Kind::BuildStd);
    EXPECT_EQ(chooseFrom(facts)->why, "the configuration asks for build-std: by build-std");
}

TEST(StdChoices, AreTheProjectsOwnBeforeAnythingPrebuilt)
{
    auto facts = allThere();
    facts.projectNeeds = "/p/Xargo.toml says what is in the library";
    EXPECT_EQ(chooseFrom(facts)->kind, Kind::Sysroot);
    offer(facts, Kind::Sysroot).problem = missing("debian has no source to build it from", "apt-get install rust-src");
    // Never another one in silence.
    const auto choice = chooseFrom(facts);
    ASSERT_FALSE(choice);
    EXPECT_EQ(choice.error().code, ErrorCode::NotFound);
    EXPECT_EQ(choice.error().message,
              "/p/Xargo.toml says what is in the library: debian has no source to build it from");
    EXPECT_EQ(choice.error().hint, "apt-get install rust-src");
}

TEST(StdChoices, AreWhatIsAskedForOrAnError)
{
    for (const Kind kind : {Kind::Toolchain, Kind::Package, Kind::Rustup, Kind::Sysroot, Kind::BuildStd}) {
        auto facts = allThere();
        facts.asked = kind;
        facts.buildStd = true; // what is asked for goes before it
        ASSERT_OK(chooseFrom(facts));
        EXPECT_EQ(chooseFrom(facts)->kind, kind);
        offer(facts, kind).problem = missing("it is gone", "bring it back");
        const auto choice = chooseFrom(facts);
        ASSERT_FALSE(choice);
        EXPECT_EQ(choice.error().code, ErrorCode::BadInput);
        EXPECT_EQ(choice.error().message, std::format("`{}` is asked for: it is gone", stdName(kind)));
        EXPECT_EQ(choice.error().hint, "bring it back");
    }
}

TEST(StdChoices, SayEveryReasonWhereThereIsNone)
{
    auto facts = allThere();
    offer(facts, Kind::Toolchain).problem = missing("none came with debian");
    offer(facts, Kind::Package).problem = missing("Debian has no package with it");
    offer(facts, Kind::Rustup).problem = missing("debian is not rustup's");
    offer(facts, Kind::Sysroot).problem = missing("debian has no source", "apt-get install rust-web-src");
    const auto choice = chooseFrom(facts);
    ASSERT_FALSE(choice);
    EXPECT_EQ(choice.error().code, ErrorCode::NotFound);
    EXPECT_EQ(choice.error().message,
              "no standard library for aarch64-unknown-linux-gnu can be had: none came with debian; Debian has no "
              "package with it; debian is not rustup's; debian has no source");
    EXPECT_EQ(choice.error().hint, "apt-get install rust-web-src");
}

TEST(StdNames, AreReadAsTheyAreWritten)
{
    for (const Kind kind : {Kind::Toolchain, Kind::Package, Kind::Rustup, Kind::Sysroot, Kind::BuildStd})
        EXPECT_EQ(parseStdName(stdName(kind)), kind);
    const auto wrong = parseStdName("xargo");
    ASSERT_FALSE(wrong);
    EXPECT_EQ(wrong.error().code, ErrorCode::Usage);
    EXPECT_EQ(wrong.error().hint, "one of toolchain, package, rustup, sysroot, build-std");
}

rust::PackageSystem debian()
{
    return {.manager = rust::PackageManager::Apt, .os = {"debian", {}, {}, {}}};
}

rust::Toolchain packaged(std::string package, const fs::path &sysroot = "/usr")
{
    rust::Toolchain toolchain;
    toolchain.name = "debian";
    toolchain.origin = rust::Origin::Distribution;
    toolchain.package = std::move(package);
    toolchain.compiler.sysroot = sysroot;
    return toolchain;
}

TEST(StdPackages, AreThoseOfTheCompilersFamily)
{
    const auto web = stdPackageFor(debian(), packaged("rustc-web"), "1.96.0+dfsg1-1~deb12u2", arm64, "/s");
    ASSERT_TRUE(web);
    EXPECT_EQ(web->word(), "libstd-rust-web-dev:arm64");
    EXPECT_EQ(web->version, "1.96.0+dfsg1-1~deb12u2");
    EXPECT_EQ(web->prefix, "usr");
    EXPECT_EQ(web->directory, "/s/containers/std/libstd-rust-web-dev_1.96.0+dfsg1-1~deb12u2_arm64");
    EXPECT_EQ(stdPackageFor(debian(), packaged("rustc"), "1.85.0", arm64, "/s")->word(), "libstd-rust-dev:arm64");
    const auto ubuntus = stdPackageFor(debian(), packaged("rustc-1.80", "/usr/lib/rust-1.80"), "1.80.1", arm64, "/s");
    EXPECT_EQ(ubuntus->word(), "libstd-rust-1.80-dev:arm64");
    EXPECT_EQ(ubuntus->prefix, "usr/lib/rust-1.80");
}

TEST(StdPackages, HaveNoColonInTheirDirectory) // it would end a word of an engine's --volume
{
    const auto package = stdPackageFor(debian(), packaged("rustc"), "1:1.85.0-1", arm64, "/s");
    EXPECT_THAT(toUtf8(package->directory), AllOf(HasSubstr("_1%3a1.85.0-1_"), Not(HasSubstr(":"))));
}

TEST(StdPackages, AreThereForTheTargetsThatAreHostsOfDebians)
{
    const std::pair<const char *, const char *> known[] = {{"armv7-unknown-linux-gnueabihf", "armhf"},
                                                           {"armv5te-unknown-linux-gnueabi", "armel"},
                                                           {"i686-unknown-linux-gnu", "i386"},
                                                           {"powerpc64le-unknown-linux-gnu", "ppc64el"},
                                                           {"riscv64gc-unknown-linux-gnu", "riscv64"},
                                                           {"s390x-unknown-linux-gnu", "s390x"},
                                                           {"mips64el-unknown-linux-gnuabi64", "mips64el"},
                                                           {"x86_64-unknown-linux-gnu", "amd64"}};
    for (const auto &[target, architecture] : known)
        EXPECT_EQ(debianArchitecture(target), architecture);
    // Debian's armhf is ARMv7, and its armel ARMv5: another triple has another library.
    for (const char *target : {"arm-unknown-linux-gnueabihf", "arm-unknown-linux-gnueabi", "thumbv7m-none-eabi",
                               "aarch64-unknown-linux-musl", "x86_64-unknown-freebsd"})
        EXPECT_FALSE(stdPackageFor(debian(), packaged("rustc"), "1.85.0", target, "/s")) << target;
}

TEST(StdPackages, ForWindowsAreOfThisMachinesArchitecture)
{
    const auto one = stdPackageFor(debian(), packaged("rustc"), "1.85.0", "x86_64-pc-windows-gnu", "/s");
    const auto other = stdPackageFor(debian(), packaged("rustc"), "1.85.0", "i686-pc-windows-gnu", "/s");
    ASSERT_TRUE(one && other);
    EXPECT_EQ(one->word(), "libstd-rust-dev-windows");
    EXPECT_NE(one->directory, other->directory);
}

TEST(StdPackages, AreDebiansOnly)
{
    const rust::PackageSystem fedora{.manager = rust::PackageManager::Dnf, .os = {"fedora", {}, {}, {}}};
    EXPECT_FALSE(stdPackageFor(fedora, packaged("rust"), "1.96.0", arm64, "/s"));
}

TEST(StdPackages, ThatAptDidNotHaveAreBelievedMissingForADay)
{
    const test::TempDir store;
    const auto package = *stdPackageFor(debian(), packaged("rustc"), "1.85.0", arm64, store.path());
    EXPECT_FALSE(isKnownMissing(package));
    fs::create_directories(missingMark(package).parent_path());
    ASSERT_OK(writeFile(missingMark(package), ""));
    EXPECT_TRUE(isKnownMissing(package));
    fs::last_write_time(missingMark(package), fs::file_time_type::clock::now() - std::chrono::hours(25));
    EXPECT_FALSE(isKnownMissing(package));
}

constexpr const char *madison =
    " libstd-rust-web-dev | 1.96.0+dfsg1-1~deb13u1+b1 | http://mirror.example/debian trixie/main arm64 Packages\n"
    " libstd-rust-web-dev | 1.96.0+dfsg1-1~deb12u2 | http://mirror.example/debian bookworm/main arm64 Packages\n"
    " libstd-rust-web-dev | 1.96.0+dfsg1-1~deb12u2 | http://other.example/debian bookworm/main arm64 Packages\n"
    " libstd-rust-web-dev | 1.85.0+dfsg3-1~deb12u3 | http://mirror.example/debian bookworm/main arm64 Packages\n";

TEST(StdVersions, AreTheCompilersOwn)
{
    EXPECT_EQ(matchingVersion(madison, "1.96.0+dfsg1-1~deb12u2"), "1.96.0+dfsg1-1~deb12u2");
    EXPECT_EQ(matchingVersion(madison, "1.85.0+dfsg3-1~deb12u2"), std::nullopt);
    EXPECT_EQ(matchingVersion("", "1.85.0"), std::nullopt);
    EXPECT_THAT(offeredVersions(madison),
                ElementsAre("1.96.0+dfsg1-1~deb13u1+b1", "1.96.0+dfsg1-1~deb12u2", "1.85.0+dfsg3-1~deb12u3"));
}

TEST(StdVersions, MayBeRebuiltFromTheSameSource)
{
    EXPECT_EQ(matchingVersion(madison, "1.96.0+dfsg1-1~deb13u1"), "1.96.0+dfsg1-1~deb13u1+b1");
    EXPECT_EQ(matchingVersion(madison, "1.96.0+dfsg1-1~deb13u1+b3"), "1.96.0+dfsg1-1~deb13u1+b1");
    EXPECT_EQ(matchingVersion(madison, "1.96.0+dfsg1-1~deb12u2+b1"), "1.96.0+dfsg1-1~deb12u2");
    EXPECT_EQ(matchingVersion(" a | 1.0+beta | x\n", "1.0"), std::nullopt);
}

TEST(AptSettings, KeepAllStateInTheDirectoryAndLookAtOneArchitecture)
{
    const auto text = aptSettings("arm64");
    for (const char *line :
         {"APT::Architecture \"arm64\";", "APT::Architectures { \"arm64\"; };", "Dir::State \"./state\";",
          "Dir::State::status \"./status\";", "Dir::Cache \"./cache\";", "#clear APT::Update::Post-Invoke;"})
        EXPECT_THAT(text, HasSubstr(line));
    EXPECT_THAT(text, Not(HasSubstr("Dir::Etc"))); // the machine's sources, keys and proxies count
}

// A toolchain of rustup's with a manifest that has std for arm64.
class ChosenStd : public testing::Test {
protected:
    void SetUp() override
    {
        toolchain.name = "stable-x86_64-unknown-linux-gnu";
        toolchain.origin = rust::Origin::Rustup;
        toolchain.directory = dir.path() / "stable";
        toolchain.compiler.host = "x86_64-unknown-linux-gnu";
        toolchain.targets = {"x86_64-unknown-linux-gnu"};
        dir.write("project/Cargo.toml", "[package]\nname = \"p\"\n");
    }
    StdRequest request(const std::string &target) const
    {
        return {.toolchain = &toolchain,
                .target = {target, {}, {}},
                .store = dir.path() / "store",
                .project = dir.path() / "project"};
    }
    void addSource()
    {
        toolchain.source = rust::RustSource{.library = "/l", .lockFile = "/l/Cargo.lock", .vendor = "/l/vendor"};
    }
    test::TempDir dir;
    rust::Toolchain toolchain;
};

TEST_F(ChosenStd, IsTheToolchainsWhereItHasIt)
{
    const auto choice = chooseStd(request("x86_64-unknown-linux-gnu"));
    ASSERT_OK(choice);
    EXPECT_EQ(choice->kind, Kind::Toolchain);
    EXPECT_TRUE(choice->ready);
    EXPECT_EQ(choice->why, "it came with stable-x86_64-unknown-linux-gnu");
}

TEST_F(ChosenStd, IsBuiltWhereTheProjectHasAnXargoManifest)
{
    dir.write("project/Xargo.toml", "[dependencies]\ncore = {}\n");
    const auto without = chooseStd(request("x86_64-unknown-linux-gnu"));
    ASSERT_FALSE(without);
    EXPECT_EQ(without.error().hint, "rustup component add rust-src --toolchain stable-x86_64-unknown-linux-gnu");
    addSource();
    const auto choice = chooseStd(request("x86_64-unknown-linux-gnu"));
    ASSERT_OK(choice);
    EXPECT_EQ(choice->kind, Kind::Sysroot);
    EXPECT_TRUE(choice->ready);
    EXPECT_THAT(choice->why, HasSubstr("Xargo.toml says what is in the library: it is built from /l"));
}

TEST_F(ChosenStd, IsBuiltForACustomTarget)
{
    addSource();
    auto custom = request("my-board");
    custom.target.specFile = dir.path() / "my-board.json";
    const auto choice = chooseStd(custom);
    ASSERT_OK(choice);
    EXPECT_EQ(choice->kind, Kind::Sysroot);
    custom.buildStd = true;
    EXPECT_EQ(chooseStd(custom)->kind, Kind::BuildStd);
}

TEST_F(ChosenStd, IsNotDebiansForAToolchainOfRustups)
{
    auto asked = request(arm64);
    asked.asked = Kind::Package;
    const auto choice = chooseStd(asked);
    ASSERT_FALSE(choice);
    EXPECT_EQ(choice.error().code, ErrorCode::BadInput);
    EXPECT_THAT(choice.error().message, HasSubstr("did not come in Debian's packages"));
}

TEST_F(ChosenStd, NeedsALockFileForBuildStd)
{
    addSource();
    toolchain.source->lockFile.reset();
    auto wanted = request(arm64);
    wanted.buildStd = true;
    const auto choice = chooseStd(wanted);
    ASSERT_FALSE(choice);
    EXPECT_THAT(choice.error().message, HasSubstr("/l has no Cargo.lock"));
}

TEST_F(ChosenStd, SaysAllReasonsWhereThereIsNone)
{
    const auto choice = chooseStd(request(arm64));
    ASSERT_FALSE(choice);
    EXPECT_EQ(choice.error().code, ErrorCode::NotFound);
    EXPECT_THAT(choice.error().message,
                AllOf(HasSubstr("none came with stable"), HasSubstr("Debian's packages"),
                      HasSubstr("multirust-channel-manifest.toml"), HasSubstr("has no source to build it from")));
    EXPECT_THAT(choice.error().hint, HasSubstr("rustup component add rust-src"));
    EXPECT_FALSE(fs::exists(dir.path() / "store")); // choosing writes nothing
}

} // namespace
} // namespace crossyard::container
