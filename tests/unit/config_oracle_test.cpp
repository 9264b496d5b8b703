// SPDX-License-Identifier: MIT OR Apache-2.0
// Holds our reading of configurations against what the real cargo does with them: one call of cargo a situation.
#include "cargo/config_tables.h"
#include "cargo/rustflags.h"
#include "config_oracle.h"

using namespace crossyard;
using namespace crossyard::cargo;
using crossyard::test::ConfigOracle;
using crossyard::test::ConfigProject;
using testing::ElementsAre;
using testing::IsEmpty;

namespace {

struct Situation {
    std::string name;
    std::vector<std::pair<std::string, std::string>> files = {};
    std::map<std::string, std::string> variables = {};
    std::vector<std::string> arguments = {}; // --config
    std::vector<std::string> targets = {};   // --target
};

const std::string own = "outer/inner/.cargo/config.toml";
const std::string outer = "outer/.cargo/config.toml";
const std::string home = "home/config.toml";
const std::string thumb = "thumbv7m-none-eabi";
const std::string thumbMain = "thumbv8m.main-none-eabi";

std::vector<Situation> situations()
{
    return {
        {.name = "nothing"},
        {.name = "build.rustflags as an array",
         .files = {{own, "build.rustflags = ['--cfg', 'a', '--cfg=b=\"c d\"']"}}},
        {.name = "build.rustflags as a string", .files = {{own, "build.rustflags = ' --cfg  a '"}}},
        {.name = "target beats build",
         .files = {{own, "build.rustflags = ['--cfg=b']\n[target.thumbv7m-none-eabi]\nrustflags = '--cfg=t'"}},
         .targets = {thumb}},
        {.name = "another target's flags do not count",
         .files = {{own, "build.rustflags = ['--cfg=b']\n[target.thumbv6m-none-eabi]\nrustflags = '--cfg=t'"}},
         .targets = {thumb}},
        {.name = "target joined with every cfg table that fits",
         .files = {{own,
                    "[target.'cfg(target_os = \"none\")']\nrustflags = ['--cfg=z']\n"
                    "[target.'cfg(all())']\nrustflags = '--cfg=y'\n[target.'cfg(unix)']\nrustflags = ['--cfg=x']\n"
                    "[target.thumbv7m-none-eabi]\nrustflags = ['--cfg=w']\n[target.'cfg(broken']\nrustflags = 'v'\n"}},
         .targets = {thumb}},
        {.name = "a cfg table alone beats build",
         .files = {{own, "build.rustflags = ['--cfg=b']"},
                   {outer, "[target.'cfg(any(unix, windows))']\nrustflags = ['--cfg=c']"}}},
        {.name = "an empty target list leaves build to count",
         .files = {{own, "build.rustflags = ['--cfg=b']\ntarget.thumbv7m-none-eabi.rustflags = []"}},
         .targets = {thumb}},
        {.name = "RUSTFLAGS beats everything",
         .files = {{own, "[target.'cfg(all())']\nrustflags = ['--cfg=c']"}},
         .variables = {{"RUSTFLAGS", " --cfg  a\t --cfg=b "}},
         .targets = {thumb}},
        {.name = "an empty RUSTFLAGS beats everything as well",
         .files = {{own, "build.rustflags = ['--cfg=b']"}},
         .variables = {{"RUSTFLAGS", ""}}},
        {.name = "encoded flags keep their spaces",
         .variables = {{"CARGO_ENCODED_RUSTFLAGS", "--cfg\x1f"
                                                   "a=\"b c\"\x1f-Cmetadata="},
                       {"RUSTFLAGS", "--cfg=r"}}},
        {.name = "empty encoded flags beat RUSTFLAGS",
         .variables = {{"CARGO_ENCODED_RUSTFLAGS", ""}, {"RUSTFLAGS", "--cfg=r"}}},
        {.name = "CARGO_BUILD_RUSTFLAGS is joined to the array",
         .files = {{own, "build.rustflags = ['--cfg=b']"}},
         .variables = {{"CARGO_BUILD_RUSTFLAGS", "--cfg=e --cfg=f"}}},
        {.name = "CARGO_TARGET_NAME_RUSTFLAGS is joined to a string",
         .files = {{own, "target.thumbv7m-none-eabi.rustflags = '--cfg=t'"}},
         .variables = {{"CARGO_TARGET_THUMBV7M_NONE_EABI_RUSTFLAGS", "--cfg=e"}},
         .targets = {thumb}},
        {.name = "three levels, the environment and an argument",
         .files = {{own, "build.rustflags = ['--cfg=own']"},
                   {outer, "build.rustflags = ['--cfg=outer']"},
                   {home, "build.rustflags = ['--cfg=home']"}},
         .variables = {{"CARGO_BUILD_RUSTFLAGS", "--cfg=env"}},
         .arguments = {"build.rustflags=['--cfg=one']", "build.rustflags=['--cfg=two']"}},
        {.name = "strings of several levels: the deepest",
         .files = {{own, "build.rustflags = '--cfg=own'"}, {outer, "build.rustflags = '--cfg=outer'"}}},
        {.name = "an array above a string cannot be",
         .files = {{own, "build.rustflags = '--cfg=own'"}, {outer, "build.rustflags = []"}}},
        {.name = "a wrong type", .files = {{own, "build.rustflags = 1"}}},
        {.name = "a wrong type in a list", .files = {{own, "build.rustflags = ['--cfg=a', 1]"}}},
        {.name = "a wrong type for another target", .files = {{own, "target.x.rustflags = 1"}}},
        {.name = "a wrong linker in a table that does not fit",
         .files = {{own, "[target.'cfg(windows)']\nlinker = ['a']"}}},
        {.name = "an empty runner", .files = {{own, "[target.'cfg(windows)']\nrunner = []"}}},
        {.name = "a target that is no table", .files = {{own, "target.x = 'y'"}}},
        {.name = "a fraction anywhere", .files = {{home, "some.thing = [1.5]"}}},
        {.name = "two names of one file",
         .files = {{own, "build.rustflags = ['--cfg=toml']"},
                   {"outer/inner/.cargo/config", "build.rustflags = ['--cfg=bare']"}}},
        {.name = "a file as an argument",
         .files = {{own, "build.rustflags = ['--cfg=own']\nbuild.target-dir = 'a'"},
                   {"outer/inner/x/y/extra.toml", "build.rustflags = ['--cfg=extra']\nbuild.target-dir = 'b'"}},
         .arguments = {"x/y/extra.toml"}},
        {.name = "an argument that is no key", .arguments = {"nothing.toml"}},
        {.name = "an argument with a table", .arguments = {"build={jobs=1}"}},
        {.name = "the target of a file above",
         .files = {{outer,
                    "build.target = 'thumbv7m-none-eabi'\n[target.thumbv7m-none-eabi]\nlinker = 'tools/my ld'"}}},
        {.name = "CARGO_BUILD_TARGET",
         .files = {{own, "build.target = 'x'"}},
         .variables = {{"CARGO_BUILD_TARGET", thumb}}},
        {.name = "an empty CARGO_BUILD_TARGET", .variables = {{"CARGO_BUILD_TARGET", ""}}},
        {.name = "--target beats the file",
         .files = {{own, "build.target = ['thumbv6m-none-eabi', 'x']"}},
         .targets = {thumb}},
        {.name = "an array of one target and a variable",
         .files = {{own, "build.target = ['thumbv7m-none-eabi']"}},
         .variables = {{"CARGO_BUILD_TARGET", thumb}}},
        {.name = "a name with a dot, without quotes",
         .files = {{own, "[target.thumbv8m.main-none-eabi]\nrustflags = ['--cfg=t']\nlinker = 'ld'"}},
         .targets = {thumbMain}},
        {.name = "a name with a dot, in quotes",
         .files = {{own, "[target.'thumbv8m.main-none-eabi']\nrustflags = ['--cfg=t']\nlinker = 'ld'"}},
         .targets = {thumbMain}},
        {.name = "a name with a dot, as variables",
         .variables = {{"CARGO_TARGET_THUMBV8M_MAIN_NONE_EABI_RUSTFLAGS", "--cfg=t"},
                       {"CARGO_TARGET_THUMBV8M.MAIN_NONE_EABI_LINKER", "dotted"}},
         .targets = {thumbMain}},
        {.name = "the linker of a cfg table",
         .files = {{own, "[target.'cfg(target_arch = \"arm\")']\nlinker = './ld'"}},
         .targets = {thumb}},
        {.name = "two linkers that fit",
         .files = {{own, "[target.'cfg(target_arch = \"arm\")']\nlinker = 'a'\n[target.'cfg(all())']\nlinker = 'b'"}},
         .targets = {thumb}},
        {.name = "a linker as a variable",
         .files = {{own, "[target.'cfg(all())']\nlinker = 'a'"}},
         .variables = {{"CARGO_TARGET_THUMBV7M_NONE_EABI_LINKER", "sub/ld"}},
         .targets = {thumb}},
        {.name = "includes",
         .files = {{own,
                    "include = ['a.toml', {path = 'none.toml', optional = true}]\nbuild.rustflags = ['--cfg=own']"},
                   {"outer/inner/.cargo/a.toml", "build.rustflags = ['--cfg=a']\nbuild.target-dir = 'from-a'"}}},
        {.name = "an include that is not there", .files = {{own, "include = ['none.toml']"}}},
        {.name = "CARGO_TARGET_DIR beats the key",
         .files = {{own, "build.target-dir = 'a'"}},
         .variables = {{"CARGO_TARGET_DIR", "b"}, {"CARGO_BUILD_TARGET_DIR", "c"}}},
        {.name = "flags that select their own table",
         .files = {{own,
                    "[target.thumbv7m-none-eabi]\nrustflags = ['--cfg=chosen']\n[target.'cfg(chosen)']\nrustflags = "
                    "['--cfg=other']"}},
         .targets = {thumb}},
        {.name = "flags that unselect their own table",
         .files = {{own, "build.rustflags = ['--cfg=b']\n[target.'cfg(not(odd))']\nrustflags = ['--cfg=odd']"}},
         .targets = {thumb}},
        {.name = "a wrong type in [env]", .files = {{own, "env.A = 1"}}},
        {.name = "jobs that are none", .files = {{own, "build.jobs = 0"}}},
        {.name = "jobs by default", .files = {{own, "build.jobs = 'default'"}}},
        {.name = "jobs in words", .files = {{own, "build.jobs = 'many'"}}},
        {.name = "an empty target directory", .files = {{own, "build.target-dir = ''"}}},
        {.name = "variables for every process",
         .files = {{outer, "[env]\nCYTEST_A = 'a'\nCYTEST_B = {value = 'b', relative = true}\n"
                           "CYTEST_C = {value = 'c', force = true}\nCYTEST_D = 'd'"}},
         .variables = {{"CYTEST_C", "mine"}, {"CYTEST_D", "mine"}}},
    };
}

/// What we say that cargo will do.
struct Expectation {
    std::vector<std::string> flags;
    std::vector<std::string> targets;
    std::string linker;
    fs::path targetDir;
    std::map<std::string, std::string> variables;
};

Result<Expectation> expected(const ConfigProject &project, const Situation &situation, ConfigOracle &oracle)
{
    CY_TRY(const Config config, project.load());
    CY_TRY(const BuildConfig build, buildConfig(config));
    Expectation expectation;
    expectation.targets = situation.targets.empty() ? build.targets : situation.targets;
    const std::string word = expectation.targets.empty() ? "" : expectation.targets.front();
    const std::string name = word.empty() ? oracle.host() : word;
    CY_TRY(const TargetFlags flags, resolveFlags(config, name, [&](const auto &rustflags) -> Result<CfgSet> {
               return oracle.cfgs(word, rustflags);
           }));
    expectation.flags = flags.rustflags.flags;
    const CfgSet &cfgs = flags.cfgs;
    CY_TRY(const TargetConfig target, targetConfig(config, name, cfgs));
    expectation.linker = toUtf8(target.linker.value_or(""));
    expectation.targetDir = build.targetDir.value_or(config.directory() / "target");
    CY_TRY(expectation.variables, environmentTable(config));
    return expectation;
}

void arrange(ConfigProject &project, const Situation &situation)
{
    project.file("outer/inner/Cargo.toml",
                 "[package]\nname = 'probe'\nversion = '0.0.0'\nedition = '2021'\n[workspace]\n");
    project.file("outer/inner/src/lib.rs", "#![no_std]\n");
    for (const auto &[name, text] : situation.files)
        project.file(name, text);
    project.environment = wholeEnvironment();
    for (const char *name : {"RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS", "CARGO_BUILD_TARGET", "CARGO_TARGET_DIR"})
        project.environment.erase(name);
    project.set("CARGO_HOME", toUtf8(project.dir.path() / "home"));
    for (const auto &[name, value] : situation.variables)
        project.set(name, value);
    project.arguments = situation.arguments;
}

std::vector<test::RustcCall> asked(ConfigOracle &oracle, const fs::path &cargo, const ConfigProject &project,
                                   std::vector<std::string> words)
{
    words.emplace_back("--offline");
    for (const auto &argument : project.arguments)
        words.insert(words.end(), {"--config", argument});
    std::map<std::string, std::optional<std::string>> environment;
    for (const auto &[name, value] : wholeEnvironment())
        environment[name] = std::nullopt;
    for (const auto &[name, value] : project.environment)
        environment[name] = value;
    return oracle.calls(cargo, words, project.directory, environment);
}

} // namespace

TEST(ConfigOracle, cargoUsesTheFlagsTargetLinkerAndDirectoriesThatWeFind)
{
    ConfigOracle oracle;
    if (!oracle.available())
        GTEST_SKIP() << "no cargo or no rustc on PATH";
    int held = 0;
    // Where there are several cargos they take turns: what is held against one another is the rules, not each cargo's
    // every rule, and a cargo takes its time. CROSSYARD_EVERY_CARGO=1 asks every one everything.
    const auto cargos = ConfigOracle::cargos();
    const bool everyone = environmentNotEmpty("CROSSYARD_EVERY_CARGO").has_value();
    const auto table = situations();
    for (std::size_t turn = 0; turn < cargos.size(); ++turn) {
        const fs::path &cargo = cargos[turn];
        for (std::size_t i = everyone ? 0 : turn; i < table.size(); i += everyone ? 1 : cargos.size()) {
            const Situation &situation = table[i];
            SCOPED_TRACE(std::format("{}: {}", toUtf8(cargo), situation.name));
            ConfigProject project;
            arrange(project, situation);
            std::vector<std::string> arguments{"check", "--lib"};
            for (const auto &target : situation.targets)
                arguments.insert(arguments.end(), {"--target", target});
            const auto calls = asked(oracle, cargo, project, arguments);
            SCOPED_TRACE(oracle.said);
            const auto ours = expected(project, situation, oracle);
            ++held;
            if (calls.empty()) {
                EXPECT_FALSE(ours.has_value());
                continue;
            }
            ASSERT_OK(ours);
            ASSERT_EQ(calls.size(), 1u);
            EXPECT_EQ(calls[0].flags, ours->flags);
            EXPECT_EQ(calls[0].target, ours->targets.empty() ? "" : ours->targets.front());
            EXPECT_EQ(calls[0].linker, ours->linker);
            const auto profile = ours->targetDir / (ours->targets.empty() ? "" : ours->targets.front()) / "debug";
            EXPECT_TRUE(calls[0].outDir.starts_with(toUtf8(profile.lexically_normal())))
                << calls[0].outDir << ", not in " << profile;
            for (const auto &[name, value] : ours->variables)
                EXPECT_EQ(calls[0].variables.at(name), value);
        }
    }
    std::cout << held << " situations held against cargo\n";
}

TEST(ConfigOracle, buildScriptsGetTheFlagsOnlyWhereNoTargetWasAskedFor)
{
    ConfigOracle oracle;
    if (!oracle.available())
        GTEST_SKIP() << "no cargo or no rustc on PATH";
    const auto check = [&](const Situation &situation, bool targetGiven) {
        ConfigProject project;
        arrange(project, situation);
        project.file("outer/inner/build.rs", "fn main() {}\n");
        std::vector<std::string> arguments{"check", "--lib"};
        for (const auto &target : situation.targets)
            arguments.insert(arguments.end(), {"--target", target});
        const auto calls = asked(oracle, *findProgram("cargo"), project, arguments);
        const auto script = std::ranges::find(calls, "build_script_build", &test::RustcCall::crate);
        ASSERT_NE(script, calls.end()) << oracle.said;
        const auto ours = hostRustflags(project.loaded(), oracle.host(), oracle.cfgs("", {}), targetGiven);
        ASSERT_OK(ours);
        EXPECT_EQ(script->flags, *ours) << situation.name;
    };
    check({.name = "no target", .files = {{own, "build.rustflags = ['--cfg=b']"}}}, false);
    check({.name = "the host named", .files = {{own, "build.rustflags = ['--cfg=b']"}}, .targets = {oracle.host()}},
          true);
    check({.name = "a target in the file",
           .files = {{own, "build.rustflags = ['--cfg=b']\nbuild.target = '" + thumb + "'"}}},
          true);
}

TEST(ConfigOracle, cargoFindsSpecFilesWhereWeDo)
{
    ConfigOracle oracle;
    if (!oracle.available())
        GTEST_SKIP() << "no cargo or no rustc on PATH";
    const auto spec =
        process::outputOf({.program = oracle.rustc(),
                           .arguments = {"--print=target-spec-json", "--target", thumb, "-Zunstable-options"},
                           .environment = {{"RUSTC_BOOTSTRAP", "1"}}});
    ASSERT_OK(spec);
    Situation situation{.name = "a spec file"};
    situation.files = {{outer, "build.target = 'specs/board.json'\nunstable.json-target-spec = true\n"
                               "target.board.rustflags = ['--cfg=t']\n"},
                       {"outer/specs/board.json", replaceAll(*spec, "\"is-builtin\": true", "\"is-builtin\": false")}};
    situation.variables = {{"RUSTC_BOOTSTRAP", "1"}};
    ConfigProject project;
    arrange(project, situation);
    const auto calls = asked(oracle, *findProgram("cargo"), project, {"check", "--lib"});
    ASSERT_EQ(calls.size(), 1u) << oracle.said;
    const auto build = buildConfig(project.loaded());
    ASSERT_OK(build);
    EXPECT_THAT(build->targets, ElementsAre(calls[0].target));
    const auto flags = rustflagsFor(project.loaded(), "board", {});
    ASSERT_OK(flags);
    EXPECT_THAT(*flags, ElementsAre("--cfg=t"));
    EXPECT_THAT(calls[0].flags, testing::IsSupersetOf(*flags));
}
