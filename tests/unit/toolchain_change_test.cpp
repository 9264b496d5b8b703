// SPDX-License-Identifier: MIT OR Apache-2.0
// Plans of changes to toolchains, from facts that the tests make up; and the names, manifests and lines they rest on.
#include "rust/toolchain_change_job.h"
#include "rust/toolchain_change_parts.h"
#include "support/support.h"

namespace crossyard::rust {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using Kind = ToolchainChange::Kind;
using What = ChangePart::What;

constexpr const char *host = "x86_64-unknown-linux-gnu";

// A release of the form that rustup's servers have, with what tests need.
constexpr const char *manifestText = R"toml(manifest-version = "2"
date = "2026-04-16"
[pkg.rust]
version = "1.95.0 (59807616e 2026-04-14)"
[pkg.rust.target.x86_64-unknown-linux-gnu]
available = true
components = [{ pkg = "rustc", target = "x86_64-unknown-linux-gnu" }, { pkg = "rust-std", target = "x86_64-unknown-linux-gnu" }]
extensions = [{ pkg = "rust-src", target = "*" }, { pkg = "clippy-preview", target = "x86_64-unknown-linux-gnu" },
    { pkg = "rust-std", target = "thumbv7m-none-eabi" }, { pkg = "miri-preview", target = "x86_64-unknown-linux-gnu" }]
[pkg.rust.target.aarch64-apple-darwin]
available = true
[pkg.rustc.target.x86_64-unknown-linux-gnu]
available = true
url = "https://releases.example/dist/rustc.tar.gz"
hash = "11"
xz_url = "https://releases.example/dist/rustc.tar.xz"
xz_hash = "12"
[pkg.rust-std.target.x86_64-unknown-linux-gnu]
available = true
url = "https://releases.example/dist/std.tar.gz"
[pkg.rust-std.target.thumbv7m-none-eabi]
available = true
url = "https://releases.example/dist/thumb.tar.gz"
[pkg.rust-src.target."*"]
available = true
url = "https://releases.example/dist/src.tar.gz"
[pkg.clippy-preview.target.x86_64-unknown-linux-gnu]
available = true
url = "https://releases.example/dist/clippy.tar.gz"
[pkg.miri-preview.target.x86_64-unknown-linux-gnu]
available = false
[renames.clippy]
to = "clippy-preview"
[renames.miri]
to = "miri-preview"
[profiles]
minimal = ["rustc", "rust-std"]
default = ["rustc", "rust-std", "clippy-preview"]
complete = ["rustc", "rust-std", "clippy-preview", "miri-preview"]
)toml";

std::shared_ptr<const DistManifest> manifest()
{
    auto parsed = parseDistManifest(manifestText, "manifest.toml", host);
    EXPECT_OK(parsed);
    return std::make_shared<const DistManifest>(parsed.value_or(DistManifest{}));
}

Toolchain stable()
{
    Toolchain toolchain;
    toolchain.name = std::string("stable-") + host;
    toolchain.origin = Origin::Rustup;
    toolchain.compiler.host = host;
    toolchain.compiler.release = "1.95.0";
    toolchain.components = {std::string("rust-std-") + host, std::string("rustc-") + host,
                            std::string("clippy-preview-") + host};
    toolchain.targets = {host};
    toolchain.size = 700'000'000;
    return toolchain;
}

Toolchain debian(const std::string &package = "rustc")
{
    Toolchain toolchain;
    toolchain.name = "debian";
    toolchain.origin = Origin::Distribution;
    toolchain.package = package;
    toolchain.compiler.host = host;
    return toolchain;
}

ChangeFacts factsWithRustup()
{
    ChangeFacts facts;
    facts.rustup = "/r/bin/rustup";
    facts.home = "/r/home";
    facts.host = host;
    Rustup settings;
    settings.home = facts.home;
    settings.defaultToolchain = stable().name;
    settings.toolchains = {{stable().name, "/r/home/toolchains/stable", false}};
    facts.settings = settings;
    facts.toolchains = {stable()};
    facts.installed = manifest();
    return facts;
}

ChangeFacts factsOfDebian(const std::string &package = "rustc")
{
    ChangeFacts facts;
    facts.system = {.manager = PackageManager::Apt, .os = {}, .root = true};
    facts.system.os.id = "debian";
    facts.system.os.prettyName = "Debian 13";
    facts.toolchains = {debian(package)};
    facts.architectures = {"amd64"};
    return facts;
}

std::vector<std::string> shown(const ChangePlan &plan)
{
    std::vector<std::string> lines;
    for (const auto &command : plan.commands)
        lines.push_back(process::shown(command));
    return lines;
}

std::vector<std::string> names(const ChangePlan &plan)
{
    std::vector<std::string> all;
    for (const auto &part : plan.parts)
        all.push_back(part.name);
    return all;
}

TEST(ToolchainName, KnowsTheFormsThatRustupKnows)
{
    const auto parts = [](std::string_view text) {
        const auto name = parseToolchainName(text);
        EXPECT_OK(name);
        return name ? std::vector<std::string>{name->channel, name->date, name->host} : std::vector<std::string>{};
    };
    EXPECT_THAT(parts("stable"), ElementsAre("stable", "", ""));
    EXPECT_THAT(parts("+nightly"), ElementsAre("nightly", "", ""));
    EXPECT_THAT(parts("nightly-2026-01-31"), ElementsAre("nightly", "2026-01-31", ""));
    EXPECT_THAT(parts("1.85"), ElementsAre("1.85", "", ""));
    EXPECT_THAT(parts("1.85.0-x86_64-unknown-linux-musl"), ElementsAre("1.85.0", "", "x86_64-unknown-linux-musl"));
    EXPECT_THAT(parts("1.86.0-beta.2"), ElementsAre("1.86.0-beta.2", "", ""));
    EXPECT_THAT(parts("beta-2026-01-31-aarch64-apple-darwin"),
                ElementsAre("beta", "2026-01-31", "aarch64-apple-darwin"));
}

TEST(ToolchainName, SaysWhatWasProbablyMeant)
{
    EXPECT_THAT(parseToolchainName("nigthly").error().hint, HasSubstr("did you mean `nightly`?"));
    for (const char *wrong : {"", "-", "stable-", "1", "1.x", "nightly-2026-1-31", "stable-gnu", "--help", "a b",
                              "stable-x86_64-unknown-linux-gnu/../..", "../evil", "nightly-"}) {
        const auto name = parseToolchainName(wrong);
        ASSERT_FALSE(name) << wrong;
        EXPECT_EQ(name.error().code, ErrorCode::BadInput);
        EXPECT_FALSE(name.error().hint.empty()) << wrong;
    }
}

TEST(DistManifest, FindsComponentsByEveryNameOfTheirs)
{
    const auto release = manifest();
    EXPECT_EQ(release->version, "1.95.0 (59807616e 2026-04-14)");
    for (const auto &word : {std::string("clippy"), std::string("clippy-preview"), std::string("clippy-") + host,
                             std::string("clippy-preview-") + host}) {
        const auto *found = release->find(word);
        ASSERT_TRUE(found) << word;
        EXPECT_EQ(found->name(), std::string("clippy-") + host);
        EXPECT_EQ(found->storedName(), std::string("clippy-preview-") + host);
    }
    EXPECT_EQ(release->find("rust-src")->name(), "rust-src");
    EXPECT_EQ(release->find("rustc")->url, "https://releases.example/dist/rustc.tar.xz"); // the smaller archive
    EXPECT_EQ(release->find("rustc")->hash, "12");
    EXPECT_FALSE(release->find("miri")->available());
    EXPECT_THAT(release->targets(), ElementsAre("thumbv7m-none-eabi", host));
    EXPECT_EQ(release->profile("minimal").size(), 2U);
    EXPECT_EQ(release->profile("complete").size(), 4U);
}

TEST(DistManifest, IsRefusedWithTheReason)
{
    EXPECT_EQ(parseDistManifest("date = ", "m.toml", host).error().code, ErrorCode::Parse);
    EXPECT_THAT(parseDistManifest("<html>", "m.toml", host).error().message, testing::Not(IsEmpty()));
    EXPECT_THAT(parseDistManifest("manifest-version = \"1\"", "m.toml", host).error().message,
                HasSubstr("m.toml is no manifest of a Rust release"));
    const auto other = parseDistManifest(manifestText, "m.toml", "x86_64-unknown-linux-gn");
    ASSERT_FALSE(other);
    EXPECT_THAT(other.error().hint, HasSubstr(host));
}

TEST(DistServer, AsksTheServerThatRustupAsks)
{
    const DistServer server("file:///mirror");
    EXPECT_EQ(server.manifestUrl({"nightly", "2026-01-31", ""}),
              "file:///mirror/dist/2026-01-31/channel-rust-nightly.toml");
    EXPECT_EQ(server.manifestUrl({"1.85", "", host}), "file:///mirror/dist/channel-rust-1.85.toml");
    EXPECT_EQ(server.placed("https://releases.example/dist/x"), "file:///mirror/dist/x");
    EXPECT_EQ(DistServer::serverIn("x\nurl = \"https://releases.example/dist/2026-01-31/cargo.tar.gz\"\n"),
              "https://releases.example");
    EXPECT_EQ(DistServer::serverIn("url = \"https://releases.example/other\"\nurl = \"/dist/\""), "");
}

TEST(ToolchainPlan, InstallsAProfileWithMore)
{
    auto facts = factsWithRustup();
    facts.offered = manifest();
    const auto plan = planChange({.kind = Kind::Install,
                                  .toolchain = "nightly",
                                  .profile = "minimal",
                                  .components = {"rust-src"},
                                  .targets = {"thumbv7m-none-eabi"}},
                                 facts);
    ASSERT_OK(plan);
    EXPECT_THAT(shown(*plan), ElementsAre("/r/bin/rustup toolchain install nightly --no-self-update --profile minimal "
                                          "--component rust-src --target thumbv7m-none-eabi"));
    EXPECT_THAT(names(*plan), ElementsAre("rust-src", "rust-std-thumbv7m-none-eabi", std::string("rust-std-") + host,
                                          std::string("rustc-") + host));
    EXPECT_TRUE(plan->kept.empty());
    EXPECT_EQ(plan->rights, Rights::User);
}

TEST(ToolchainPlan, RefusesWhatCannotBeInstalled)
{
    auto facts = factsWithRustup();
    facts.offered = manifest();
    const auto error = [&](const ToolchainChange &change) {
        const auto plan = planChange(change, facts);
        EXPECT_FALSE(plan);
        return plan ? Error{} : plan.error();
    };
    EXPECT_THAT(error({.kind = Kind::Install, .toolchain = "stable"}).hint, HasSubstr("toolchain update stable"));
    EXPECT_THAT(error({.kind = Kind::Install, .toolchain = "beta", .profile = "big"}).hint, HasSubstr("complete"));
    EXPECT_THAT(error({.kind = Kind::Install, .toolchain = "beta", .components = {"rust-srcs"}}).hint,
                HasSubstr("did you mean `rust-src`?"));
    EXPECT_THAT(error({.kind = Kind::Install, .toolchain = "beta", .components = {"thumbv7m-none-eabi"}}).message,
                HasSubstr("is a target, not a component"));
    EXPECT_THAT(error({.kind = Kind::Install, .toolchain = "beta", .components = {"miri"}}).message,
                HasSubstr("missing in Rust 1.95.0"));
    EXPECT_THAT(error({.kind = Kind::Install, .toolchain = "beta", .targets = {"thumbv7m-none-eab"}}).hint,
                HasSubstr("did you mean `thumbv7m-none-eabi`?"));
    EXPECT_THAT(error({.kind = Kind::Install, .toolchain = "beta", .targets = {"msp430-none-elf"}}).hint,
                HasSubstr("crossyard sysroot build --target msp430-none-elf"));
    facts.homeWritable = false;
    EXPECT_THAT(error({.kind = Kind::Install, .toolchain = "beta"}).message, HasSubstr("cannot be written to"));
    facts.rustup.reset();
    EXPECT_THAT(error({.kind = Kind::Install, .toolchain = "beta"}).message, HasSubstr("rustup is not installed"));
    EXPECT_THAT(error({.kind = Kind::Install, .toolchain = "bta"}).hint, HasSubstr("did you mean `beta`?"));
}

TEST(ToolchainPlan, OnlyAddsAndRemovesWhatIsNotAsWanted)
{
    const auto facts = factsWithRustup();
    const auto plan = planChange({.kind = Kind::Modify,
                                  .toolchain = "stable",
                                  .components = {"rust-src", "clippy"},
                                  .targets = {"thumbv7m-none-eabi"},
                                  .removedComponents = {"clippy"}},
                                 facts);
    ASSERT_OK(plan);
    EXPECT_THAT(shown(*plan),
                ElementsAre("/r/bin/rustup component remove --toolchain stable-x86_64-unknown-linux-gnu "
                            "clippy-x86_64-unknown-linux-gnu",
                            "/r/bin/rustup component add --toolchain stable-x86_64-unknown-linux-gnu rust-src",
                            "/r/bin/rustup target add --toolchain stable-x86_64-unknown-linux-gnu thumbv7m-none-eabi"));
    EXPECT_THAT(plan->kept, ElementsAre(stable().name));
    EXPECT_THAT(plan->notes, ElementsAre("clippy-x86_64-unknown-linux-gnu is installed already"));

    const auto refused = [&](const ToolchainChange &change) { return planChange(change, facts).error().code; };
    EXPECT_EQ(refused({.kind = Kind::Modify, .toolchain = "stable", .removedComponents = {"rustc"}}),
              ErrorCode::Unsupported);
    EXPECT_EQ(refused({.kind = Kind::Modify, .toolchain = "stable", .removedTargets = {host}}), ErrorCode::Unsupported);
    EXPECT_EQ(refused({.kind = Kind::Modify, .toolchain = "stable", .removedTargets = {"thumbv7m-none-eabi"}}),
              ErrorCode::NotFound);
    EXPECT_EQ(refused({.kind = Kind::Modify, .toolchain = "stabel", .components = {"rust-src"}}), ErrorCode::NotFound);
}

TEST(ToolchainPlan, SaysWhatAnUpdateBrings)
{
    auto facts = factsWithRustup();
    facts.offered = manifest();
    const ToolchainChange change{.kind = Kind::Update, .toolchain = "stable"};
    const auto newest = planChange(change, facts);
    ASSERT_OK(newest);
    EXPECT_TRUE(newest->nothingToDo());
    EXPECT_THAT(newest->notes, ElementsAre(HasSubstr("is the newest already")));

    auto later = *facts.offered;
    later.version = "1.96.0 (abc 2026-06-01)";
    std::erase_if(later.components, [](const DistComponent &one) { return one.package == "clippy"; });
    facts.offered = std::make_shared<const DistManifest>(later);
    const auto plan = planChange(change, facts);
    ASSERT_OK(plan);
    EXPECT_THAT(shown(*plan), ElementsAre("/r/bin/rustup update --no-self-update stable-x86_64-unknown-linux-gnu"));
    EXPECT_EQ(plan->parts.size(), 2U);
    EXPECT_THAT(plan->warnings, ElementsAre(HasSubstr("clippy-preview-x86_64-unknown-linux-gnu` is missing")));

    facts.offered.reset();
    facts.offerProblem = Error{ErrorCode::Io, "the server is away"};
    const auto blind = planChange(change, facts);
    ASSERT_OK(blind);
    EXPECT_FALSE(blind->partsKnown);
    EXPECT_THAT(blind->notes, Contains("what it takes is not known: the server is away"));
}

TEST(ToolchainPlan, WarnsBeforeWhatIsUsedGoes)
{
    auto facts = factsWithRustup();
    facts.toolchains[0].overrideReason = "/p/rust-toolchain.toml";
    const auto plan = planChange({.kind = Kind::Remove, .toolchain = "stable"}, facts);
    ASSERT_OK(plan);
    EXPECT_EQ(plan->freed, 700'000'000U);
    EXPECT_THAT(plan->warnings, ElementsAre(HasSubstr("default"), HasSubstr("/p/rust-toolchain.toml")));

    facts.toolchains[0].linked = true;
    const auto link = planChange({.kind = Kind::Remove, .toolchain = "stable"}, facts);
    ASSERT_OK(link);
    EXPECT_EQ(link->title, "Unlink toolchain " + stable().name);
    EXPECT_TRUE(link->kept.empty());
    for (const auto kind : {Kind::Update, Kind::Modify})
        EXPECT_EQ(planChange({.kind = kind, .toolchain = "stable"}, facts).error().code, ErrorCode::Unsupported);
}

TEST(ToolchainPlan, OnlyForgetsWhatTheUserAdded)
{
    ChangeFacts facts;
    Toolchain own;
    own.name = "mine";
    own.origin = Origin::Added;
    own.directory = "/opt/rust";
    facts.toolchains = {own};
    const auto plan = planChange({.kind = Kind::Remove, .toolchain = "mine"}, facts);
    ASSERT_OK(plan);
    EXPECT_EQ(plan->forget, "mine");
    EXPECT_TRUE(plan->commands.empty());
    EXPECT_EQ(planChange({.kind = Kind::Update, .toolchain = "mine"}, facts).error().code, ErrorCode::Unsupported);
    facts.toolchains[0].origin = Origin::Path;
    EXPECT_EQ(planChange({.kind = Kind::Remove, .toolchain = "mine"}, facts).error().code, ErrorCode::Unsupported);
}

TEST(ToolchainPlan, TakesDebiansPackages)
{
    const auto run = [](const ChangeFacts &facts, const ToolchainChange &change) {
        const auto plan = planChange(change, facts);
        EXPECT_OK(plan);
        return plan ? shown(*plan) : std::vector<std::string>{};
    };
    const std::string apt = "env DEBIAN_FRONTEND=noninteractive apt-get ";
    const ToolchainChange source{.kind = Kind::Modify, .toolchain = "debian", .components = {"rust-src", "clippy"}};
    EXPECT_THAT(run(factsOfDebian(), source), ElementsAre(apt + "install -y rust-src rust-clippy"));
    EXPECT_THAT(run(factsOfDebian("rustc-web"), source), ElementsAre(apt + "install -y rust-web-src rust-web-clippy"));
    EXPECT_THAT(
        run(factsOfDebian(), {.kind = Kind::Modify, .toolchain = "debian", .targets = {"wasm32-unknown-unknown"}}),
        ElementsAre(apt + "install -y libstd-rust-dev-wasm32"));
    const ToolchainChange arm{.kind = Kind::Modify, .toolchain = "debian", .targets = {"aarch64-unknown-linux-gnu"}};
    EXPECT_THAT(run(factsOfDebian(), arm),
                ElementsAre("dpkg --add-architecture arm64", apt + "update", apt + "install -y libstd-rust-dev:arm64"));
    auto facts = factsOfDebian();
    facts.architectures.emplace_back("arm64");
    EXPECT_THAT(run(facts, arm), ElementsAre(apt + "install -y libstd-rust-dev:arm64"));
    const auto bare =
        planChange({.kind = Kind::Modify, .toolchain = "debian", .targets = {"thumbv7m-none-eabi"}}, facts);
    ASSERT_FALSE(bare);
    EXPECT_THAT(bare.error().hint, HasSubstr("crossyard sysroot build"));
    facts.installedPackages = {"rustc", "cargo", "libstd-rust-dev:amd64"};
    EXPECT_THAT(run(facts, {.kind = Kind::Remove, .toolchain = "debian"}),
                ElementsAre(apt + "remove -y rustc cargo libstd-rust-dev"));
    EXPECT_FALSE(planChange({.kind = Kind::Install, .toolchain = "debian"}, facts)); // it is there
    facts.toolchains.clear();
    EXPECT_THAT(run(facts, {.kind = Kind::Install, .toolchain = "debian"}),
                ElementsAre(apt + "install -y rustc cargo rust-src"));
}

TEST(ToolchainPlan, AsksForRootWhereItCan)
{
    auto facts = factsOfDebian();
    const ToolchainChange change{.kind = Kind::Modify, .toolchain = "debian", .components = {"rust-src"}};
    facts.system.root = false;
    auto plan = planChange(change, facts);
    ASSERT_OK(plan);
    EXPECT_EQ(plan->rights, Rights::Missing);
    EXPECT_EQ(plan->commandLine(), "sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y rust-src");
    facts.pkexec = true;
    plan = planChange(change, facts);
    ASSERT_OK(plan);
    EXPECT_EQ(plan->rights, Rights::Desktop);
    EXPECT_THAT(shown(*plan), ElementsAre("pkexec env DEBIAN_FRONTEND=noninteractive apt-get install -y rust-src"));
    EXPECT_EQ(plan->commandLine(), "sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y rust-src");
}

TEST(ToolchainPlan, ReadsWhatAptWouldDo)
{
    ChangePlan plan;
    parseAptSimulation(plan, "Reading package lists...\n"
                             "Inst rust-src (1.85.0+dfsg3-1 Debian:13.1/stable [all])\n"
                             "Inst rustc [1.84.0-1] (1.85.0+dfsg3-1 Debian:13.1/stable [amd64]) []\n"
                             "Remv old-rust [1.0-1]\n"
                             "Conf rust-src (1.85.0+dfsg3-1 Debian:13.1/stable [all])\n");
    ASSERT_EQ(plan.parts.size(), 3U);
    EXPECT_EQ(plan.parts[0].name, "rust-src 1.85.0+dfsg3-1");
    EXPECT_EQ(plan.parts[0].what, What::Added);
    EXPECT_EQ(plan.parts[1].name, "rustc 1.85.0+dfsg3-1");
    EXPECT_EQ(plan.parts[1].what, What::Updated);
    EXPECT_EQ(plan.parts[2].name, "old-rust 1.0-1");
    EXPECT_EQ(plan.parts[2].what, What::Removed);
    EXPECT_EQ(parseAptUris("'http://m/a.deb' a.deb 1000 SHA256:00\n'http://m/b.deb' b.deb 234 MD5Sum:00\n"), 1234U);
}

TEST(ToolchainJob, SaysWhyAProgramFailed)
{
    const auto reason = [](std::vector<std::string> lines) { return reasonOf(lines, "rustup", 1); };
    const auto damaged =
        reason({"info: downloading 3 components", "error: component download failed for cargo-x86_64-unknown-linux-gnu",
                "Caused by:", "    checksum failed for 'file:///x', expected: '5f', calculated: '3a'",
                "Stack backtrace:", "   0: anyhow::error"});
    EXPECT_THAT(damaged.message, HasSubstr("cargo-x86_64-unknown-linux-gnu: checksum failed for 'file:///x'"));
    EXPECT_THAT(damaged.hint, HasSubstr("damaged"));
    const auto away =
        reason({"error: could not download file from 'https://x' to '/y'",
                "Caused by:", "    0: error sending request for url (https://x)", "    1: dns error: no such host"});
    EXPECT_THAT(away.message, HasSubstr("to '/y': dns error: no such host"));
    EXPECT_THAT(away.hint, HasSubstr("network"));
    EXPECT_EQ(reason({"something odd"}).message, "rustup ended with status 1: something odd");
    EXPECT_THAT(reason({"E: Unable to locate package rust-srcs"}).hint, HasSubstr("apt-get update"));
}

} // namespace
} // namespace crossyard::rust
