// SPDX-License-Identifier: MIT OR Apache-2.0
// Plans as scripts and as jobs of a CI: their texts, that a shell reads in them what the plan says, and what is
// refused.
#include "container/export/cross_export.h"

#include "base/files.h"
#include "base/strings.h"
#include "container/export/export_parts.h"
#include "container/export/export_yaml.h"
#include "cross_world.h"
#include "process/runner.h"

#include <format>

namespace crossyard::container {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

using Words = std::vector<std::string>;

const std::string host = "x86_64-unknown-linux-gnu";

rust::Toolchain debians()
{
    rust::Toolchain toolchain;
    toolchain.name = "debian";
    toolchain.origin = rust::Origin::Distribution;
    toolchain.directory = "/usr";
    toolchain.compiler.rustc = "/usr/bin/rustc";
    toolchain.compiler.release = "1.96.0";
    toolchain.compiler.channel = "stable";
    toolchain.compiler.host = host;
    toolchain.cargo = "/usr/bin/cargo";
    return toolchain;
}

struct World {
    fs::path root = fromUtf8("/home/é v/the project");
    fs::path cargoHome = fromUtf8("/home/é v/.cargo");
    std::string crossToml = {};
    Variables environment = {};
    Words words = {"build", "--target", arm64, "--release"};
    Engine engine = {.kind = EngineKind::Podman,
                     .program = "/usr/bin/podman",
                     .version = "4.3.1",
                     .architecture = "x86_64",
                     .globalOptions = {"--runtime", "runc"},
                     .runOptions = {"--ulimit", "nofile=1024:1024"},
                     .buildOptions = {"--ulimit", "nofile=1024:1024"},
                     .init = false,
                     .network = "host",
                     .remedies = {"limits are set low: the engine cannot raise them here"}};
};

// What planCross() would give, without a machine to ask.
CrossPlan planOf(const World &world)
{
    CrossPlan plan;
    auto &request = plan.request;
    request.environment = world.environment;
    request.environment["CARGO_HOME"] = toUtf8(world.cargoHome);
    request.store = "/store";
    request.complete = true;
    plan.call.config = *cargo::Config::load({.directory = "/", .environment = request.environment});
    plan.call.invocation = *cargo::parseInvocation(world.words);
    plan.report.settings = settingsOf(read(world.crossToml), world.environment, arm64,
                                      [](const std::string &path) { return path.ends_with(".sh"); });
    plan.report.settings.image.value.reset(); // no engine is asked for cross's own
    plan.report.loaded.workspaceRoot = world.root;
    plan.report.passed = passedUnasked(world.environment, Dialect::Main);
    plan.toolchain = debians();
    plan.target.name = arm64;
    plan.places = {.root = world.root, .directory = world.root, .target = world.root / "target"};
    plan.config.text = "net.offline = true\n";
    plan.engine = world.engine;
    const auto image = planImage(imageRequest(plan), plan.engine);
    EXPECT_OK(image);
    plan.image = image.value_or(ImagePlan());
    plan.standardLibrary.kind = StdChoice::Kind::Package;
    plan.tools = {.directory = "/store/containers/toolchains/1",
                  .mounts = {{.host = "/store/containers/toolchains/1", .why = "the toolchain"}},
                  .bundled = true};
    plan.words = world.words;
    plan.fetch = process::Command{.program = "/usr/bin/cargo",
                                  .arguments = {"fetch", "--manifest-path", toUtf8(world.root / "Cargo.toml"),
                                                "--target", arm64, "--target", host}};
    plan.runner = "qemu-aarch64-static";
    return plan;
}

std::string textOf(const CrossPlan &plan, ExportForm form)
{
    const auto text = exported(plan, form);
    EXPECT_OK(text);
    return text.value_or("");
}

Error errorOf(const CrossPlan &plan, ExportForm form = ExportForm::Script)
{
    const auto text = exported(plan, form);
    EXPECT_FALSE(text.has_value());
    return text ? Error{} : text.error();
}

constexpr std::pair<ExportForm, const char *> forms[] = {
    {ExportForm::Script, "script.sh"}, {ExportForm::Github, "github.yml"}, {ExportForm::Gitlab, "gitlab.yml"}};

// All that a plan can bring along: pre-build, variables of the user's, secrets, a limit.
World richWorld()
{
    return {.crossToml = R"([build]
pre-build = ['set -e', 'apt-get install zlib1g-dev:$CROSS_DEB_ARCH', "echo '${{ it }}'"]
[build.env]
passthrough = ['WORD=one $two', 'MY_TOKEN', 'MISSING']
)",
            .environment = {{"MY_TOKEN", "hush"}, {"CARGO_TERM_COLOR", "never"}, {"RUSTFLAGS", "-Cx"}}};
}

// --- Texts

TEST(CrossExport, GivesTheFileOfEachForm)
{
    const auto plan = planOf({});
    for (const auto &[form, name] : forms)
        test::expectGolden(textOf(plan, form), std::format("container/export-{}", name));
}

TEST(CrossExport, NamesNothingOfThisMachine)
{
    const auto plan = planOf(richWorld());
    for (const auto &[form, name] : forms) {
        const auto text = textOf(plan, form);
        for (const char *own : {"/home/", "/store", "/usr/bin/podman", "hush", "-Cx", "org.crossyard.owner"})
            EXPECT_THAT(text, Not(HasSubstr(own))) << name;
        EXPECT_THAT(text, HasSubstr("MY_TOKEN")) << name;
        EXPECT_THAT(text, HasSubstr("1.96.0-x86_64-unknown-linux-gnu")) << name;
    }
}

TEST(CrossExport, LeavesOptionsThatMendThisMachineOutOfACi)
{
    const auto plan = planOf({});
    EXPECT_THAT(textOf(plan, ExportForm::Script), HasSubstr("--runtime runc"));
    EXPECT_THAT(textOf(plan, ExportForm::Script), HasSubstr("nofile=1024:1024"));
    for (const auto form : {ExportForm::Github, ExportForm::Gitlab}) {
        EXPECT_THAT(textOf(plan, form), Not(HasSubstr("runc")));
        EXPECT_THAT(textOf(plan, form), Not(HasSubstr("nofile")));
    }
}

TEST(CrossExport, SpeaksDockersWords)
{
    World world;
    world.engine = {.kind = EngineKind::Docker, .program = "/usr/bin/docker", .architecture = "aarch64"};
    const auto plan = planOf(world);
    for (const auto &[form, engine] : {std::pair(ExportForm::Script, "engine"), {ExportForm::Github, "docker"}}) {
        const auto text = textOf(plan, form);
        EXPECT_THAT(text, HasSubstr("export DOCKER_BUILDKIT=1\n"));
        EXPECT_THAT(text, HasSubstr(std::format("case $({} info --format '{{{{.SecurityOptions}}}}') in", engine)));
        EXPECT_THAT(text, HasSubstr("--init"));
        EXPECT_THAT(text, Not(HasSubstr("podman")));
    }
    EXPECT_THAT(textOf(plan, ExportForm::Github), HasSubstr("runs-on: ubuntu-24.04-arm\n"));
    // What this machine lacks, the other has.
    world.engine.buildkit = false;
    EXPECT_THAT(textOf(planOf(world), ExportForm::Script), HasSubstr("export DOCKER_BUILDKIT=0\n"));
    EXPECT_THAT(textOf(planOf(world), ExportForm::Github), HasSubstr("export DOCKER_BUILDKIT=1\n"));
}

TEST(CrossExport, RefusesMachinesThatGithubDoesNotHave)
{
    World world;
    world.engine.architecture = "riscv64";
    EXPECT_EQ(errorOf(planOf(world), ExportForm::Github).code, ErrorCode::Unsupported);
    world.engine = {.kind = EngineKind::Nerdctl, .program = "/usr/bin/nerdctl", .architecture = "x86_64"};
    EXPECT_EQ(errorOf(planOf(world), ExportForm::Github).code, ErrorCode::Unsupported);
    EXPECT_OK(exported(planOf(world), ExportForm::Script));
}

TEST(CrossExport, FindsTheWorkspaceInItsRepository)
{
    const test::TempDir dir;
    dir.write(".git/HEAD", "");
    World world;
    world.root = dir.path() / "code" / "rust";
    const auto plan = planOf(world);
    EXPECT_THAT(textOf(plan, ExportForm::Github), HasSubstr("PROJECT: \"${{ github.workspace }}/code/rust\""));
    EXPECT_THAT(textOf(plan, ExportForm::Github), HasSubstr("hashFiles('code/rust/Cargo.lock')"));
    EXPECT_THAT(textOf(plan, ExportForm::Gitlab), HasSubstr("PROJECT: \"$CI_PROJECT_DIR/code/rust\""));
    EXPECT_THAT(textOf(plan, ExportForm::Gitlab), HasSubstr("- \"code/rust/target/aarch64-unknown-linux-gnu\""));
    EXPECT_THAT(textOf(plan, ExportForm::Script), Not(HasSubstr("code/rust")));
}

TEST(CrossExport, LetsNoTextOfTheUsersBecomeAnExpressionOfGithubs)
{
    const auto text = textOf(planOf(richWorld()), ExportForm::Github);
    EXPECT_THAT(text, HasSubstr("echo '\\''${{ '${{' }} it }}'\\''"));
}

TEST(CrossExport, TakesTheSpecificationOfATargetThatTheProjectHas)
{
    auto plan = planOf({});
    plan.target = {.name = "acme", .specFile = plan.places.root / "acme.json", .specBytes = "{}"};
    plan.words = {"build", "-Zbuild-std", "--target", plan.target.argument()};
    plan.standardLibrary.kind = StdChoice::Kind::BuildStd;
    const auto text = textOf(plan, ExportForm::Script);
    EXPECT_THAT(text, HasSubstr("build -Zbuild-std --target \"$PROJECT/acme.json\""));
    EXPECT_THAT(text, HasSubstr("rustup component add --toolchain \"$TOOLCHAIN\" rust-src"));
    EXPECT_THAT(text, Not(HasSubstr("rustup target add")));
}

TEST(CrossExport, FetchesFromWhereTheConfigurationOfThisMachineSays)
{
    auto plan = planOf({});
    plan.config.text = "registries.mine.index = \"sparse+https://mine.example/\"\nnet.offline = true\n";
    EXPECT_THAT(textOf(plan, ExportForm::Script),
                HasSubstr("--config \"$FILES/cargo/config.toml\" --config net.offline=false fetch"));
    for (const auto &[form, name] : forms)
        EXPECT_THAT(textOf(plan, form), HasSubstr("registries.mine.index")) << name;
}

TEST(CrossExport, FetchesAnImageOfTheUsersAndAsksForItsPath)
{
    auto plan = planOf({});
    plan.image = {.reference = "acme/cross:1",
                  .steps = {{.kind = ImageStep::Kind::Pull,
                             .title = "Fetching the image acme/cross:1",
                             .result = "acme/cross:1",
                             .commands = {{.program = "/usr/bin/podman",
                                           .arguments = {"--runtime", "runc", "pull", "acme/cross:1"}}}}}};
    const auto text = textOf(plan, ExportForm::Script);
    EXPECT_THAT(text, HasSubstr("engine pull acme/cross:1"));
    EXPECT_THAT(text, HasSubstr("\"PATH=$SYSROOT/bin:$IMAGE_PATH\""));
    EXPECT_EQ(errorOf(plan, ExportForm::Gitlab).code, ErrorCode::Unsupported);
    plan.image.steps.front().result = "localhost/mine:1";
    EXPECT_EQ(errorOf(plan).code, ErrorCode::Unsupported);
}

// --- What a shell reads

struct Ran {
    process::Finished finished;
    std::vector<Words> engine; // each call's words
    Words cargo;               // of the fetch
};

// Runs the script in a project with an engine and a toolchain that write down what they are told.
Ran runScript(const test::TempDir &dir, std::string text, const std::string &images,
              const std::string &name = "a 'project' ü")
{
    const auto program = [&](const fs::path &path, const std::string &script) {
        fs::permissions(dir.write(path, "#!/bin/sh\n" + script), fs::perms::owner_all);
        return toUtf8(dir.path() / path);
    };
    const std::string told = "for word; do printf '%s\\036' \"$word\"; done >>\"$LOG\"; printf '\\035' >>\"$LOG\"\n";
    const auto engine = program("engine", told +
                                              "case \" $* \" in\n"
                                              "*' image inspect --format {{.Id}} '*) echo 0123456789abcdef ;;\n"
                                              "*' image inspect '*) exit " +
                                              images +
                                              " ;;\n"
                                              "*' info '*) echo false ;;\n"
                                              "*' run '*) mkdir -p \"$MADE\" && echo new >\"$MADE/hello\" ;;\n"
                                              "esac\n");
    program("rust/bin/cargo", "for word; do printf '%s\\036' \"$word\"; done >\"$LOG.cargo\"\n");
    dir.write(fromUtf8(name) / "Cargo.toml", "[package]\n");
    const auto script = dir.write("build.sh", text);
    const auto project = dir.path() / fromUtf8(name);
    Ran ran;
    auto finished =
        process::run({.program = "sh",
                      .arguments = {toUtf8(script)},
                      .directory = project,
                      .environment = {{"ENGINE", engine},
                                      {"SYSROOT", toUtf8(dir.path() / "rust")},
                                      {"CARGO_HOME", toUtf8(dir.path() / "cargo home")},
                                      {"PROJECT", std::nullopt},
                                      {"TARGET_DIR", std::nullopt},
                                      {"MADE", toUtf8(project / "target/container/0123456789ab" / arm64 / "release")},
                                      {"LOG", toUtf8(dir.path() / "log")}}});
    EXPECT_OK(finished);
    ran.finished = finished.value_or(process::Finished());
    for (const auto &call : split(readFile(dir.path() / "log").value_or(""), '\035')) {
        if (!call.empty())
            ran.engine.push_back(split(call.substr(0, call.size() - 1), '\036'));
    }
    ran.cargo = split(readFile(dir.path() / "log.cargo").value_or(""), '\036');
    return ran;
}

std::string machine()
{
    return std::string(trim(process::outputOf({.program = "uname", .arguments = {"-m"}}).value_or("x86_64")));
}

TEST(ExportedScript, TellsTheEngineWhatThePlanSays)
{
    const test::TempDir dir;
    auto world = richWorld();
    world.engine.architecture = machine();
    auto plan = planOf(world);
    plan.request.limits.memory = 1073741824;
    const auto ran = runScript(dir, textOf(plan, ExportForm::Script), "0");
    ASSERT_EQ(ran.finished.exitCode, 0) << ran.finished.errors;

    const auto project = toUtf8(dir.path()) + "/a 'project' ü";
    const auto out = project + "/target/container/0123456789ab";
    const auto &run = ran.engine.back();
    EXPECT_THAT(Words(run.begin(), run.begin() + 3), ElementsAre("--runtime", "runc", "run"));
    for (const auto &word :
         {std::format("type=bind,src={0},dst={0},readonly", project), std::format("type=bind,src={0},dst={0}", out),
          std::format("type=bind,src={0}/rust,dst={0}/rust,readonly", toUtf8(dir.path())),
          std::format("type=bind,src={}/cargo home/registry,dst=/crossyard/cargo/registry,readonly",
                      toUtf8(dir.path())),
          std::format("CARGO_TARGET_DIR={}", out), std::format("RUSTC={}/rust/bin/rustc", toUtf8(dir.path())),
          std::string("WORD=one $two"), std::string("MY_TOKEN"), std::string("MISSING"), std::string("RUSTFLAGS"),
          std::string("--network=none"), std::string("--read-only"), std::string("--cap-drop=ALL"),
          std::string("1073741824b"), std::string("--pull=never")})
        EXPECT_THAT(run, Contains(word));
    const Words last{"0123456789abcdef", toUtf8(dir.path()) + "/rust/bin/cargo", "build", "--target", arm64,
                     "--release"};
    EXPECT_EQ(Words(run.end() - 6, run.end()), last);
    EXPECT_THAT(ran.cargo, Contains(project + "/Cargo.toml"));
    // The programs are where cargo leaves them.
    EXPECT_EQ(readFile(fromUtf8(project) / "target" / arm64 / "release" / "hello").value_or(""), "new\n");
}

TEST(ExportedScript, MakesTheImagesThatAreNotThere)
{
    const test::TempDir dir;
    auto world = richWorld();
    world.engine.architecture = machine();
    const auto plan = planOf(world);
    const auto ran = runScript(dir, textOf(plan, ExportForm::Script), "1");
    ASSERT_EQ(ran.finished.exitCode, 0) << ran.finished.errors;
    std::vector<Words> builds;
    for (const auto &call : ran.engine) {
        if (call.size() > 2 && call[2] == "build")
            builds.push_back(call);
    }
    ASSERT_EQ(builds.size(), 2U);
    for (std::size_t i = 0; i < 2; ++i)
        EXPECT_EQ(builds[i], plan.image.steps[i].commands.front().arguments);
    // The last of them is pre-build's.
    EXPECT_EQ(readFile(dir.path() / fromUtf8("a 'project' ü/target/container/files/context/Dockerfile")).value_or(""),
              plan.image.steps[1].files.at("Dockerfile"));
}

TEST(ExportedScript, EndsWithTheStatusOfWhatFailed)
{
    const test::TempDir dir;
    World world;
    world.engine.architecture = machine();
    auto text = textOf(planOf(world), ExportForm::Script);
    const auto ran = runScript(dir, replaceAll(std::move(text), "\"$@\"\n}", "\"$@\" && [ \"$1\" != run ]\n}"), "0");
    EXPECT_NE(ran.finished.exitCode, 0);
    EXPECT_FALSE(fs::exists(dir.path() / fromUtf8("a 'project' ü/target") / arm64));
}

TEST(ExportedScript, RefusesADirectoryThatTheEngineWouldSplit)
{
    const test::TempDir dir;
    World world;
    world.engine.architecture = machine();
    const auto ran = runScript(dir, textOf(planOf(world), ExportForm::Script), "0", "one, two");
    EXPECT_EQ(ran.finished.exitCode, 1);
    EXPECT_THAT(ran.finished.errors, HasSubstr("a comma"));
    EXPECT_TRUE(ran.engine.empty());
}

// --- Other tools' opinion

TEST(ExportedScript, SatisfiesShellcheck)
{
    if (!findProgram("shellcheck"))
        GTEST_SKIP() << "shellcheck is not installed";
    const test::TempDir dir;
    World dockers;
    dockers.engine = {.kind = EngineKind::Docker, .program = "/usr/bin/docker", .architecture = "x86_64"};
    for (const auto &world : {World{}, richWorld(), dockers}) {
        const auto script = dir.write("build.sh", textOf(planOf(world), ExportForm::Script));
        // SC2016: what looks like an expansion in the user's own words is meant as it stands.
        const auto checked = process::run({.program = "shellcheck", .arguments = {"--exclude=SC2016", toUtf8(script)}});
        ASSERT_OK(checked);
        EXPECT_EQ(checked->exitCode, 0) << checked->output;
    }
}

// Of a file for a CI, each piece of shell as a file of its own.
constexpr const char *pieces = R"(import sys, yaml, re
job = yaml.safe_load(open(sys.argv[1], encoding="utf-8"))
assert "build" in (job.get("jobs") or job)
job = job["jobs"]["build"] if "jobs" in job else job["build"]
texts = job.get("script") or [step["run"] for step in job["steps"] if "run" in step]
assert len(texts) > 3 and all(isinstance(text, str) for text in texts)
for number, text in enumerate(texts):
    open(f"{sys.argv[2]}/{number}.sh", "w", encoding="utf-8").write(text.replace("${{ '${{' }}", "${{"))
)";

TEST(ExportedJobs, AreYamlWhosePiecesAShellReads)
{
    const auto python = findProgram("python3");
    if (!python || process::run({.program = *python, .arguments = {"-c", "import yaml"}})->exitCode != 0)
        GTEST_SKIP() << "Python's yaml is not installed";
    for (const auto &world : {World{}, richWorld()}) {
        for (const auto form : {ExportForm::Github, ExportForm::Gitlab}) {
            const test::TempDir dir;
            const auto file = dir.write("ci.yml", textOf(planOf(world), form));
            const auto taken =
                process::run({.program = *python, .arguments = {"-c", pieces, toUtf8(file), toUtf8(dir.path())}});
            ASSERT_OK(taken);
            ASSERT_EQ(taken->exitCode, 0) << taken->errors;
            int count = 0;
            for (const auto &entry : fs::directory_iterator(dir.path())) {
                if (entry.path().extension() != ".sh")
                    continue;
                ++count;
                const auto read = process::run({.program = "sh", .arguments = {"-n", toUtf8(entry.path())}});
                ASSERT_OK(read);
                EXPECT_EQ(read->exitCode, 0) << read->errors << readFile(entry.path()).value_or("");
            }
            EXPECT_GE(count, 4);
        }
    }
}

// --- Toolchains

TEST(ExportedToolchain, IsCalledAsRustupKnowsIt)
{
    auto plan = planOf({});
    const auto name = [&] {
        const auto toolchain = exportedToolchain(plan);
        EXPECT_OK(toolchain);
        return toolchain ? toolchain->name : std::string();
    };
    auto &compiler = plan.toolchain.compiler;
    EXPECT_EQ(name(), "1.96.0-" + host);
    compiler.channel = "dev";
    compiler.release = "1.98.0-dev";
    compiler.commitDate = "2026-02-28";
    EXPECT_EQ(name(), "nightly-2026-03-01-" + host);
    compiler.channel = "beta";
    compiler.commitDate = "2026-12-31";
    EXPECT_EQ(name(), "beta-2027-01-01-" + host);
    plan.toolchain.origin = rust::Origin::Rustup;
    plan.toolchain.name = "stable-" + host;
    EXPECT_EQ(name(), "stable-" + host);
    plan.toolchain.linked = true; // somebody's own build under rustup's roof
    EXPECT_EQ(name(), "beta-2027-01-01-" + host);
    compiler.commitDate.clear();
    EXPECT_EQ(errorOf(plan).code, ErrorCode::Unsupported);
}

TEST(ExportedToolchain, BringsTheLibraryOfAnotherTargetAlone)
{
    auto plan = planOf({});
    EXPECT_EQ(exportedToolchain(plan)->target, arm64);
    plan.target.name = host;
    EXPECT_EQ(exportedToolchain(plan)->target, std::nullopt);
}

// --- Refusals

TEST(CrossExport, RefusesWhatIsOnThisMachineAlone)
{
    const std::tuple<const char *, const char *, std::function<void(CrossPlan &)>> cases[] = {
        {"a library of our own", "Crossyard itself builds it",
         [](auto &p) { p.standardLibrary.kind = StdChoice::Kind::Sysroot; }},
        {"caught writes", "guarded", [](auto &p) { p.protection = Protection::Guarded; }},
        {"another machine's engine", "another machine", [](auto &p) { p.engine.remote = true; }},
        {"a specification elsewhere", "/elsewhere/t.json", [](auto &p) { p.target.specFile = "/elsewhere/t.json"; }},
        {"packages elsewhere", "/near", [](auto &p) { p.packages.outside = {"/near"}; }},
        {"crates elsewhere", "/vendor", [](auto &p) { p.config.directories = {"/vendor"}; }},
        {"a volume elsewhere", "/data",
         [](auto &p) { p.report.settings.volumes.value = {{.text = "DATA=/data", .origin = {}}}; }},
        {"a dockerfile elsewhere", "/elsewhere/Dockerfile",
         [](auto &p) {
             p.image.steps = {{.kind = ImageStep::Kind::Build,
                               .result = "localhost/i:1",
                               .commands = {{.program = "podman",
                                             .arguments = {"build", "--file", "/elsewhere/Dockerfile", "/p"}}}}};
         }},
    };
    for (const auto &[what, said, change] : cases) {
        auto plan = planOf({});
        change(plan);
        const auto error = errorOf(plan);
        EXPECT_EQ(error.code, ErrorCode::Unsupported) << what;
        EXPECT_THAT(error.message, HasSubstr(said)) << what;
        EXPECT_FALSE(error.hint.empty()) << what;
    }
}

TEST(CrossExport, WantsACompletePlan)
{
    auto plan = planOf({});
    plan.request.complete = false;
    EXPECT_EQ(errorOf(plan).code, ErrorCode::BadInput);
}

TEST(CrossExport, KnowsThreeForms)
{
    EXPECT_EQ(parseExportForm("gitlab"), ExportForm::Gitlab);
    EXPECT_EQ(parseExportForm("jenkins").error().code, ErrorCode::Usage);
}

// --- Words

TEST(ExportPlaces, TakesTheInnermostDirectoryOfWholeNames)
{
    ExportPlaces places;
    places.add("/p", "PROJECT");
    places.add("/p/target", "TARGET_DIR");
    EXPECT_EQ(places.portable("/p/target/x:/p:/p2:/q/p:-I=/p/i"),
              standIn("TARGET_DIR") + "/x:" + standIn("PROJECT") + ":/p2:/q/p:-I=" + standIn("PROJECT") + "/i");
}

TEST(ShellWord, KeepsEverythingButTheVariable)
{
    EXPECT_EQ(shellWord("a b"), "'a b'");
    EXPECT_EQ(shellWord("A=" + standIn("OUT") + "/$x `y` \"z\" \\"), "\"A=$OUT/\\$x \\`y\\` \\\"z\\\" \\\\\"");
    EXPECT_EQ(shellWord(standIn("OUT") + "s"), "\"${OUT}s\"");
}

TEST(HereDocument, EndsWhereNoLineOfItsOwnDoes)
{
    EXPECT_EQ(hereDocument("f", "END\nx"), "cat >f <<'END_'\nEND\nx\nEND_\n");
}

TEST(YamlQuoted, EscapesWhatWouldEndIt)
{
    EXPECT_EQ(yamlQuoted("a\"b\\c\n"), "\"a\\\"b\\\\c\\x0a\"");
    EXPECT_EQ(yamlBlock("a\n\n  b\n", 2), "|\n  a\n\n    b\n");
}

} // namespace
} // namespace crossyard::container
