// SPDX-License-Identifier: MIT OR Apache-2.0
// The command that runs a user's cargo with a sysroot: what it consists of, and that the real cargo, rustc and rustdoc
// do with it what it is meant to do.
#include "cargo/invocation_command.h"
#include "config_oracle.h"

using namespace crossyard;
using namespace crossyard::cargo;
using crossyard::test::ConfigOracle;
using crossyard::test::ConfigProject;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

namespace {

const std::string host = "x86_64-unknown-linux-gnu";

/// The call with a sysroot "/s y/NAME" for each of its targets.
struct Composed {
    CargoCall call;
    std::vector<WantedTarget> targets;
    Result<CargoCommand> command;
};

Composed composed(const ConfigProject &project, const std::vector<std::string> &words, bool oneSysroot = false,
                  const std::string &hostName = host)
{
    auto call = understandCall(words, project.directory, project.environment);
    EXPECT_OK(call);
    auto targets = wantedTargets(*call, hostName);
    EXPECT_OK(targets);
    CommandRequest request;
    for (const auto &target : *targets)
        request.targets.push_back({.target = target, .sysroot = "/s y" / fs::path(oneSysroot ? "all" : target.name)});
    auto command = cargoCommand(*call, request);
    return {std::move(*call), std::move(*targets), std::move(command)};
}

CargoCommand made(const ConfigProject &project, const std::vector<std::string> &words, bool oneSysroot = false)
{
    auto result = composed(project, words, oneSysroot).command;
    EXPECT_OK(result);
    return result.value_or(CargoCommand{});
}

std::map<std::string, std::optional<std::string>> onlyThese(const std::map<std::string, std::string> &variables,
                                                            const CargoCommand &command)
{
    std::map<std::string, std::optional<std::string>> environment;
    for (const auto &[name, value] : wholeEnvironment())
        environment[name] = std::nullopt;
    for (const auto &[name, value] : variables)
        environment[name] = value;
    for (const auto &[name, value] : command.environment)
        environment[name] = value;
    return environment;
}

void makePackage(ConfigProject &project)
{
    project.file("outer/inner/Cargo.toml",
                 "[package]\nname = 'probe'\nversion = '0.0.0'\nedition = '2021'\n[workspace]\n");
    project.file("outer/inner/src/lib.rs", "#![no_std]\n");
    auto variables = wholeEnvironment();
    for (const char *name : {"RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS", "CARGO_BUILD_TARGET", "CARGO_TARGET_DIR"})
        variables.erase(name);
    variables["CARGO_HOME"] = toUtf8(project.dir.path() / "home");
    project.environment = std::move(variables);
}

} // namespace

TEST(CargoCommand, carriesTheUsersFlagsOverAndAddsTheSysroot)
{
    ConfigProject project;
    project.own("[build]\nrustflags = ['-Cb', 'a b']\nrustdocflags = ['--cfg=d']");
    const auto command = made(project, {"build", "--target", "t", "--release"});
    EXPECT_THAT(command.arguments, ElementsAre("build", "--target", "t", "--release"));
    EXPECT_EQ(command.environment.at("CARGO_ENCODED_RUSTFLAGS"), "-Cb\x1f"
                                                                 "a b\x1f--sysroot=/s y/t");
    EXPECT_EQ(command.environment.at("CARGO_ENCODED_RUSTDOCFLAGS"), "--cfg=d\x1f--sysroot=/s y/t");
    EXPECT_EQ(command.environment.size(), 2u);
}

TEST(CargoCommand, alwaysNamesTheTarget)
{
    ConfigProject project;
    EXPECT_THAT(made(project, {"run", "--bin", "x", "--", "--y"}).arguments,
                ElementsAre("run", "--target", host, "--bin", "x", "--", "--y"));
    EXPECT_THAT(made(project, {"--offline", "run", "x"}).arguments,
                ElementsAre("--offline", "run", "--target", host, "x"));
    project.own("build.target = 'specs/t.json'");
    EXPECT_THAT(made(project, {"test"}).arguments,
                ElementsAre("test", "--target", toUtf8(project.at("outer/inner/specs/t.json"))));
}

TEST(CargoCommand, leavesCommandsAloneThatCompileNothing)
{
    ConfigProject project;
    const auto command = made(project, {"clean", "--target", "t"});
    EXPECT_THAT(command.arguments, ElementsAre("clean", "--target", "t"));
    EXPECT_TRUE(command.environment.empty());
}

TEST(CargoCommand, leavesTheWordsAloneWhereTheCompilersOwnSysrootDoes)
{
    ConfigProject project;
    auto call = understandCall({"build"}, project.directory, project.environment);
    ASSERT_OK(call);
    const auto command = cargoCommand(*call, {{{.target = wantedTargets(*call, host)->front()}}, {}});
    ASSERT_OK(command);
    EXPECT_THAT(command->arguments, ElementsAre("build"));
    EXPECT_TRUE(command->environment.empty());
}

TEST(CargoCommand, externalCommandsGetVariablesInPlaceOfWords)
{
    ConfigProject project;
    auto call = understandCall({"nextest", "run"}, project.directory, project.environment);
    ASSERT_OK(call);
    const auto targets = *wantedTargets(*call, host);
    const auto command = cargoCommand(*call, {{{.target = targets[0], .sysroot = "/s"}}, {"json-target-spec"}});
    ASSERT_OK(command);
    EXPECT_THAT(command->arguments, ElementsAre("nextest", "run"));
    EXPECT_EQ(command->environment.at("CARGO_BUILD_TARGET"), host);
    EXPECT_EQ(command->environment.at("CARGO_UNSTABLE_JSON_TARGET_SPEC"), "true");
    EXPECT_THAT(made(project, {"clippy", "--", "-Dwarnings"}).arguments,
                ElementsAre("clippy", "--target", host, "--", "-Dwarnings"));
}

TEST(CargoCommand, aSysrootOfTheUsersOwnIsNotOverridden)
{
    ConfigProject project;
    project.set("RUSTFLAGS", "--sysroot /mine");
    const auto command = composed(project, {"build", "--target", "t"}).command;
    ASSERT_FALSE(command.has_value());
    EXPECT_THAT(command.error().message, HasSubstr("the rustflags for t name a sysroot themselves (in RUSTFLAGS)"));
}

TEST(CargoCommand, severalTargetsWithOneSysrootShareTheVariables)
{
    ConfigProject project;
    const auto command = made(project, {"build", "--target", "t", "--target", "u"}, true);
    EXPECT_EQ(command.environment.at("CARGO_ENCODED_RUSTFLAGS"), "--sysroot=/s y/all");
    EXPECT_THAT(command.arguments, Not(Contains("--config")));
}

TEST(CargoCommand, severalTargetsWithDifferentFlagsGetAConfigurationEach)
{
    ConfigProject project;
    project.own("build.rustflags = ['-b']\n[target.t]\nrustflags = ['-t']");
    const auto command = made(project, {"build", "--target", "t", "--target", "u.v"});
    EXPECT_THAT(command.arguments,
                ElementsAre("build", "--config", "target.t.rustflags=[\"--sysroot=/s y/t\"]", "--config",
                            "target.u.v.rustflags=[\"-b\",\"--sysroot=/s y/u.v\"]", "--config",
                            "target.t.rustdocflags=[\"--sysroot=/s y/t\"]", "--config",
                            "target.u.v.rustdocflags=[\"--sysroot=/s y/u.v\"]", "--target", "t", "--target", "u.v"));
    EXPECT_TRUE(command.environment.empty());
}

TEST(CargoCommand, severalTargetsTakeFlagsForAllOutOfTheEnvironment)
{
    ConfigProject project;
    project.set("RUSTFLAGS", "-e").own("build.rustflags = ['-b']");
    const auto command = made(project, {"build", "--target", "t", "--target", "u"});
    EXPECT_THAT(command.arguments, Contains("target.t.rustflags=[\"-e\",\"--sysroot=/s y/t\"]"));
    EXPECT_EQ(command.environment.at("RUSTFLAGS"), std::nullopt);
    EXPECT_EQ(command.environment.at("CARGO_ENCODED_RUSTFLAGS"), std::nullopt);
    // Cargo would join the table to ours, though RUSTFLAGS was meant to replace it.
    project.own("[target.t]\nrustflags = ['-t']");
    const auto refused = composed(project, {"build", "--target", "t", "--target", "u"}).command;
    ASSERT_FALSE(refused.has_value());
    EXPECT_EQ(refused.error().code, ErrorCode::Unsupported);
    EXPECT_THAT(refused.error().hint, HasSubstr("one target at a time"));
}

TEST(CargoCommand, aStringInAFileIsAddedToByItsVariable)
{
    ConfigProject project;
    project.own("[target.t]\nrustflags = '-t'").set("CARGO_TARGET_T_RUSTFLAGS", "-v");
    auto call = understandCall({"build", "--target", "t", "--target", "u"}, project.directory, project.environment);
    ASSERT_OK(call);
    const auto targets = *wantedTargets(*call, host);
    const auto command =
        cargoCommand(*call, {{{.target = targets[0], .sysroot = "/s/t"}, {.target = targets[1], .sysroot = "/s/u"}}});
    ASSERT_OK(command);
    EXPECT_EQ(command->environment.at("CARGO_TARGET_T_RUSTFLAGS"), "-v --sysroot=/s/t");
    const auto spaced = composed(project, {"build", "--target", "t", "--target", "u"}).command;
    ASSERT_FALSE(spaced.has_value());
    EXPECT_THAT(spaced.error().hint, HasSubstr("write target.t.rustflags as an array"));
}

TEST(CargoCommandOracle, theFlagsReachTheTargetAndNothingElse)
{
    ConfigOracle oracle;
    if (!oracle.available())
        GTEST_SKIP() << "no cargo or no rustc on PATH";
    for (const fs::path &cargo : ConfigOracle::cargos()) {
        // Flags in every place, one target, several, none at all; a build script that must get none of them.
        const auto held = [&](const std::vector<std::string> &words, std::string_view config,
                              const std::map<std::string, std::string> &variables,
                              const std::map<std::string, std::vector<std::string>> &expected) {
            SCOPED_TRACE(toUtf8(cargo) + " " + join(words, " "));
            ConfigProject project;
            makePackage(project);
            project.file("outer/inner/build.rs", "fn main() {}\n").own(config);
            for (const auto &[name, value] : variables)
                project.set(name, value);
            const auto result = composed(project, words, false, oracle.host());
            ASSERT_OK(result.command);
            auto calls = oracle.calls(cargo, result.command->arguments, project.directory,
                                      onlyThese(project.environment, *result.command));
            std::map<std::string, std::vector<std::string>> found;
            for (auto &call : calls) {
                if (call.crate == "build_script_build")
                    EXPECT_THAT(call.flags, IsEmpty());
                else
                    found[call.target] = call.flags;
            }
            EXPECT_EQ(found, expected) << oracle.said;
        };
        const std::string m3 = "thumbv7m-none-eabi", m0 = "thumbv6m-none-eabi", m33 = "thumbv8m.main-none-eabi";
        const std::string keepGoing = "--keep-going";
        held({"check", "--offline"}, "build.rustflags = '--cfg=b'", {},
             {{oracle.host(), {"--cfg=b", "--sysroot=/s y/" + oracle.host()}}});
        held({"check", "--offline"}, "build.target = '" + m3 + "'\n[target.'cfg(all())']\nrustflags = ['--cfg=all']",
             {}, {{m3, {"--cfg=all", "--sysroot=/s y/" + m3}}});
        held({"check", "--offline", "--target", m33}, "[target.thumbv8m.main-none-eabi]\nrustflags = ['--cfg', 'm']",
             {}, {{m33, {"--cfg", "m", "--sysroot=/s y/" + m33}}});
        held({"check", "--offline", keepGoing, "--target", m3, "--target=" + m33, "--target", m0},
             "[build]\nrustflags = ['--cfg=b']\n[target.thumbv8m.main-none-eabi]\nrustflags = ['--cfg=m']\n"
             "[target.thumbv6m-none-eabi]\nrustflags = []",
             {},
             {{m3, {"--cfg=b", "--sysroot=/s y/" + m3}},
              {m33, {"--cfg=m", "--sysroot=/s y/" + m33}},
              {m0, {"--cfg=b", "--sysroot=/s y/" + m0}}});
        held({"check", "--offline", keepGoing, "--target", m3, "--target=" + m0}, "build.rustflags = ['--cfg=b']",
             {{"RUSTFLAGS", "--cfg=e"}},
             {{m3, {"--cfg=e", "--sysroot=/s y/" + m3}}, {m0, {"--cfg=e", "--sysroot=/s y/" + m0}}});
    }
}

TEST(CargoCommandOracle, rustdocGetsItsOwnFlagsAndTheSysroot)
{
    ConfigOracle oracle;
    if (!oracle.available())
        GTEST_SKIP() << "no cargo or no rustc on PATH";
    ConfigProject project;
    makePackage(project);
    project.own("build.rustdocflags = ['--cfg=b']\n[target.'cfg(target_os = \"none\")']\nrustdocflags = '--cfg=n'");
    auto call =
        understandCall({"doc", "--offline", "--target", "thumbv7m-none-eabi"}, project.directory, project.environment);
    ASSERT_OK(call);
    const auto targets = *wantedTargets(*call, oracle.host());
    const auto command = cargoCommand(
        *call, {{{.target = targets[0], .cfgs = oracle.cfgs("thumbv7m-none-eabi", {}), .sysroot = "/s y"}}, {}});
    ASSERT_OK(command);
    const auto calls = oracle.calls(*findProgram("cargo"), command->arguments, project.directory,
                                    onlyThese(project.environment, *command));
    ASSERT_EQ(calls.size(), 1u) << oracle.said;
    EXPECT_THAT(calls[0].flags, testing::IsSupersetOf({"--cfg=n", "--sysroot=/s y"}));
    EXPECT_THAT(calls[0].flags, Not(Contains("--cfg=b")));
}

TEST(CargoCommandOracle, aSpecFileOfTheConfigurationIsBuiltFor)
{
    ConfigOracle oracle;
    if (!oracle.available())
        GTEST_SKIP() << "no cargo or no rustc on PATH";
    const auto spec = process::outputOf(
        {.program = oracle.rustc(),
         .arguments = {"--print=target-spec-json", "--target", "thumbv7m-none-eabi", "-Zunstable-options"},
         .environment = {{"RUSTC_BOOTSTRAP", "1"}}});
    ASSERT_OK(spec);
    ConfigProject project;
    makePackage(project);
    project.file("outer/specs/b.rd.json", replaceAll(*spec, "\"is-builtin\": true", "\"is-builtin\": false"));
    project.outer("build.target = ['specs/b.rd.json', 'thumbv6m-none-eabi']\ntarget.b.rd.rustflags = ['--cfg=t']\n");
    project.set("RUSTC_BOOTSTRAP", "1");
    auto call = understandCall({"check", "--offline", "--keep-going"}, project.directory, project.environment);
    ASSERT_OK(call);
    const auto targets = *wantedTargets(*call, oracle.host());
    ASSERT_EQ(targets.size(), 2u);
    EXPECT_EQ(targets[0].name, "b.rd");
    CommandRequest request{{}, {"json-target-spec"}};
    for (const auto &target : targets)
        request.targets.push_back({.target = target, .sysroot = "/s y" / fs::path(target.name)});
    const auto command = cargoCommand(*call, request);
    ASSERT_OK(command);
    const auto calls = oracle.calls(*findProgram("cargo"), command->arguments, project.directory,
                                    onlyThese(project.environment, *command));
    std::map<std::string, std::vector<std::string>> found;
    for (const auto &one : calls)
        found[one.target] = one.flags;
    ASSERT_EQ(found.size(), 2u) << oracle.said;
    EXPECT_THAT(found[toUtf8(project.at("outer/specs/b.rd.json"))],
                testing::IsSupersetOf({"--cfg=t", "--sysroot=/s y/b.rd"}));
    EXPECT_THAT(found["thumbv6m-none-eabi"], ElementsAre("--sysroot=/s y/thumbv6m-none-eabi"));
}

TEST(CargoCommandOracle, aRealSysrootServesBuildsTestsAndDoctests)
{
    const auto rustc = findProgram("rustc");
    if (!rustc || !findProgram("cargo"))
        GTEST_SKIP() << "no cargo or no rustc on PATH";
    const auto sysroot = process::outputOf({.program = *rustc, .arguments = {"--print", "sysroot"}});
    ASSERT_OK(sysroot);
    const auto version = process::outputOf({.program = *rustc, .arguments = {"-vV"}});
    ASSERT_OK(version);
    std::string hostName;
    for (const auto &line : split(*version, '\n')) {
        if (line.starts_with("host: "))
            hostName = line.substr(6);
    }
    ConfigProject project;
    makePackage(project);
    project.file("outer/inner/build.rs", "fn main() { println!(\"cargo:rustc-cfg=scripted\"); }\n");
    project.file("outer/inner/src/lib.rs", "/// ```\n/// assert_eq!(probe::answer(), 42);\n/// ```\n"
                                           "pub fn answer() -> u32 { 42 }\n#[cfg(marked)] #[test] fn marked() {}\n");
    project.own("build.rustflags = ['--cfg=marked', '--check-cfg=cfg(marked)', '--check-cfg=cfg(scripted)']");
    // The compiler's own sysroot under another name, with all that a path can have in it.
    const fs::path link = project.dir.path() / "sys root \"é";
    fs::create_directory_symlink(fromUtf8(trim(*sysroot)), link);
    auto call = understandCall({"test", "--offline"}, project.directory, project.environment);
    ASSERT_OK(call);
    const auto targets = *wantedTargets(*call, hostName);
    const auto command = cargoCommand(*call, {{{.target = targets[0], .sysroot = link}}});
    ASSERT_OK(command);
    const auto finished = process::run({.program = "cargo",
                                        .arguments = command->arguments,
                                        .directory = project.directory,
                                        .environment = onlyThese(project.environment, *command)});
    ASSERT_OK(finished);
    EXPECT_EQ(finished->exitCode, 0) << finished->errors << finished->output;
    EXPECT_THAT(finished->output, HasSubstr("test marked ... ok"));
    EXPECT_THAT(finished->output, HasSubstr("test src/lib.rs - answer (line 1) ... ok"));
}
