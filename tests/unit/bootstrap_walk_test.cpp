// SPDX-License-Identifier: MIT OR Apache-2.0
// What the window asks of a bootstrap beside its plan: choices, where a problem is mended, the same once more, and what
// to do with the result.
#include "bootstrap/asked_command.h"
#include "bootstrap/bootstrap_walk.h"
#include "bootstrap/next_steps.h"
#include "bootstrap/package_choices.h"
#include "bootstrap/package_source.h"
#include "bootstrap/plan_effects.h"
#include "bootstrap/plan_view.h"
#include "bootstrap/script_replay.h"
#include "bootstrap/verify.h"
#include "support/support.h"
#include "text/toml.h"

namespace crossyard::bootstrap {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

std::vector<std::string> kindsOf(const std::vector<NextStep> &steps)
{
    std::vector<std::string> kinds;
    for (const auto &step : steps)
        kinds.push_back(step.kind);
    return kinds;
}

ResultFacts cargoFacts()
{
    return {.programs = {"/w/it's here/target/release/cargo"},
            .version = "0.66.0",
            .target = "x86_64-unknown-linux-gnu",
            .rustc = "/usr/bin/rustc",
            .compilerSysroot = "/usr",
            .toolchainsDir = "/store/toolchains"};
}

TEST(PackageChoices, AreThoseOfThePackage)
{
    const test::TempDir dir;
    dir.write("Cargo.toml", "[package]\nname = 'tool'\nversion = '1.2.3'\nedition = '2021'\n"
                            "[features]\ndefault = ['fast']\nfast = ['inner']\ninner = []\nslow = []\n"
                            "[[bin]]\nname = 'extra'\npath = 'src/extra.rs'\nrequired-features = ['slow']\n"
                            "[profile.tiny]\ninherits = 'release'\n[profile.release]\nlto = true\n");
    dir.write("Cargo.lock", "version = 4\n[[package]]\nname = 'tool'\nversion = '1.2.3'\n");
    dir.write("src/main.rs", "fn main() {}\n");
    dir.write("src/lib.rs", "");
    dir.write("src/extra.rs", "fn main() {}\n");
    dir.write("vendor/some/Cargo.toml", "");
    const auto choices = readPackageChoices(dir.path());
    ASSERT_OK(choices);
    EXPECT_EQ(choices->name, "tool");
    EXPECT_EQ(choices->version, "1.2.3");
    EXPECT_TRUE(choices->library);
    EXPECT_FALSE(choices->virtualWorkspace);
    ASSERT_EQ(choices->features.size(), 3U);
    EXPECT_EQ(choices->features[0], (FeatureChoice{"fast", {"inner"}, true}));
    EXPECT_EQ(choices->features[1], (FeatureChoice{"inner", {}, true}));
    EXPECT_EQ(choices->features[2], (FeatureChoice{"slow", {}, false}));
    std::vector<std::string> programs;
    for (const auto &program : choices->programs)
        programs.push_back(program.name + (program.requiredFeatures.empty() ? "" : "+"));
    EXPECT_THAT(programs, testing::UnorderedElementsAre("tool", "extra+"));
    EXPECT_THAT(choices->profiles, ElementsAre("release", "dev", "tiny"));
    EXPECT_EQ(choices->locked, std::optional<std::size_t>(1));
    ASSERT_FALSE(choices->offeredDirs.empty());
    EXPECT_EQ(choices->offeredDirs.front(), dir.path() / "vendor");
    // The file stands for its folder.
    EXPECT_OK(readPackageChoices(dir.path() / "Cargo.toml"));
}

TEST(PackageChoices, AreThoseOfAWorkspacesMembers)
{
    const test::TempDir dir;
    dir.write("Cargo.toml", "[workspace]\nmembers = ['a', 'b']\ndefault-members = ['b']\n");
    for (const std::string name : {"a", "b"}) {
        dir.write(name + "/Cargo.toml",
                  "[package]\nname = '" + name + "'\nversion = '1.0.0'\n[features]\nof-" + name + " = []\n");
        dir.write(name + "/src/main.rs", "fn main() {}\n");
    }
    const auto choices = readPackageChoices(dir.path());
    ASSERT_OK(choices);
    EXPECT_TRUE(choices->virtualWorkspace);
    ASSERT_EQ(choices->features.size(), 1U);
    EXPECT_EQ(choices->features[0].name, "of-b");
    EXPECT_EQ(choices->locked, std::nullopt);
    EXPECT_TRUE(choices->version.empty());
}

TEST(PackageChoices, SayWhatIsWrongWithAFolder)
{
    const test::TempDir dir;
    const auto none = readPackageChoices(dir.path());
    ASSERT_FALSE(none);
    EXPECT_THAT(none.error().message, HasSubstr("there is no Cargo.toml in"));
    const auto nowhere = readPackageChoices(dir.path() / "gone");
    ASSERT_FALSE(nowhere);
    EXPECT_THAT(nowhere.error().message, HasSubstr("there is no folder"));
    dir.write("Cargo.toml", "[package\n");
    const auto broken = readPackageChoices(dir.path());
    ASSERT_FALSE(broken);
    EXPECT_EQ(broken.error().code, ErrorCode::Parse);
}

TEST(PlanProblem, IsMendedWhereItsCauseIs)
{
    BootstrapRequest request;
    request.package = "/p";
    request.target = "riscv32-none";
    request.bins = {"prog"};
    request.features = {"serde"};
    const auto of = [&](ErrorCode code, const char *message) { return problemOf({code, message}, request); };
    const PlanProblem crates{BootstrapStep::Crates, "add-crates"};
    EXPECT_EQ(of(ErrorCode::NotFound, "package `serde` 1.0 is needed by `p`, but it is not in /v"), crates);
    BootstrapRequest offline = request;
    offline.offline = true;
    const PlanProblem fetch{BootstrapStep::Crates, "fetch"};
    const auto missing = Error{ErrorCode::NotFound, "package `serde` 1.0 is needed by `p`, but it is not in /v"};
    EXPECT_EQ(problemOf(missing, offline), crates);
    EXPECT_EQ(problemOf(Error(missing).withHint("fetch once with a network"), offline), fetch);
    EXPECT_EQ(problemOf(Error{ErrorCode::NotFound, "never fetched"}.withHint("fetch once with a network"), offline),
              fetch);
    const PlanProblem options{BootstrapStep::Options, ""};
    EXPECT_EQ(of(ErrorCode::BadInput, "package `p` has no feature `serde`"), options);
    EXPECT_EQ(of(ErrorCode::NotFound, "/p/Cargo.toml has no program `prog`"), options);
    EXPECT_EQ(of(ErrorCode::NotFound, "there is no target riscv32-none"), options);
    EXPECT_EQ(of(ErrorCode::NotFound, "there is no profile `release`"), options);
    EXPECT_EQ(of(ErrorCode::Io, "cannot read it"), (PlanProblem{BootstrapStep::Plan, ""}));
    Error error{ErrorCode::Parse, "no key"};
    error.place = Place{"/p/Cargo.toml", 3, 1};
    EXPECT_EQ(problemOf(error, request), (PlanProblem{BootstrapStep::Source, ""}));

    BootstrapRequest patched = request;
    patched.patchDir = "/patches";
    error.place->file = "/patches/libc/unix.patch";
    EXPECT_EQ(problemOf(error, patched), (PlanProblem{BootstrapStep::Crates, "edit-patch"}));

    BootstrapRequest replayed = request;
    replayed.replayScripts = "/recorded";
    error.place->file = "/recorded/ring-0.17.8/output";
    EXPECT_EQ(problemOf(error, replayed), options);
    EXPECT_EQ(problemOf(Error{ErrorCode::NotFound, "there is no directory /recorded"}, replayed), options);
    EXPECT_EQ(of(ErrorCode::NotFound, "the compiler's wrapper ccc cannot be run: there is no such program"), options);
    BootstrapRequest cached = request;
    cached.crateCache = "/archives";
    EXPECT_EQ(problemOf(Error{ErrorCode::Io, "cannot write /archives/a-1.0.0.crate.part"}, cached),
              (PlanProblem{BootstrapStep::Crates, ""}));
    NativeFinding library;
    library.text = "libz is not here";
    library.stops = true;
    EXPECT_EQ(problemOf(*firstObstacle({library}), request), (PlanProblem{BootstrapStep::Plan, "ignore-native"}));

    BootstrapRequest locked = request;
    locked.locked = true;
    const Error stale{ErrorCode::BadInput, "package `a` 2 is needed by `p`, but Cargo.lock has none that fits"};
    EXPECT_EQ(problemOf(stale, locked), (PlanProblem{BootstrapStep::Crates, "unlock"}));
    const Error none{ErrorCode::NotFound, "there is no /p/Cargo.lock, and --locked asks for it"};
    EXPECT_EQ(problemOf(none, locked), (PlanProblem{BootstrapStep::Crates, "unlock"}));
}

TEST(PackageSource, KnowsWhereTheResultGoesThatIsNotInAFolderOfTheUsers)
{
    EXPECT_EQ(resultPlaceFor("/d/hexyl-0.14.0.crate", "/home/me"), "/d/target");
    EXPECT_EQ(resultPlaceFor("d/x.tar.xz", "/home/me"), "/home/me/d/target");
    EXPECT_EQ(resultPlaceFor("https://host/people/fd.git?tag=v1", "/home/me"), "/home/me/fd/target");
    EXPECT_EQ(resultPlaceFor("git@host:fd/", "/home/me"), "/home/me/fd/target");
}

TEST(Verify, FailsWhereACheckFailed)
{
    using State = Check::State;
    const std::vector<Check> good{{"runs", State::Passed, "x 1"}, {"builds itself", State::NotVerified, "no lock"}};
    EXPECT_EQ(verdictOf(good).value_or(""), "runs: passed, builds itself: not verified");
    const auto bad = verdictOf({{"runs", State::Failed, "it says nothing"}});
    ASSERT_FALSE(bad);
    EXPECT_EQ(bad.error().message, "the check \"runs\" failed: it says nothing");
}

TEST(Walk, SaysHowFarEachStepIs)
{
    WalkFacts facts;
    EXPECT_THAT(walkOf(facts), ElementsAre("queued", "queued", "queued", "queued", "queued"));
    facts.package = facts.planning = true;
    EXPECT_THAT(walkOf(facts), ElementsAre("running", "running", "running", "running", "queued"));
    facts.choices = true;
    EXPECT_EQ(walkOf(facts)[0], "done");
    facts.planning = false;
    facts.problem = PlanProblem{BootstrapStep::Crates, "add-crates"};
    EXPECT_THAT(walkOf(facts), ElementsAre("done", "failed", "queued", "queued", "queued"));
    facts.problem.reset();
    facts.planned = true;
    EXPECT_THAT(walkOf(facts), ElementsAre("done", "done", "done", "done", "queued"));
    facts.job = job::JobState::Running;
    EXPECT_EQ(walkOf(facts)[4], "running");
    facts.job = job::JobState::Cancelled;
    EXPECT_EQ(walkOf(facts)[4], "cancelled");
    facts.job = job::JobState::Failed;
    EXPECT_EQ(walkOf(facts)[4], "failed");
    facts.upToDate = true;
    EXPECT_EQ(walkOf(facts)[4], "done");
}

TEST(AskedBootstrap, CanBeAskedForOnceMoreFromItsText)
{
    AskedBootstrap asked;
    asked.toolchain = "1.85";
    auto &request = asked.request;
    request.package = "/p/with space";
    request.vendorDirs = {"/v/1", "/v/2"};
    request.target = "t.json";
    request.bins = {"a", "b"};
    request.features = {"x"};
    request.defaultFeatures = false;
    request.locked = request.lib = request.allFeatures = request.keepGoing = true;
    request.profile = "dev";
    request.targetDir = "/out";
    request.patchDir = "/patches";
    request.jobs = 3;
    request.offline = asked.verify = true;
    request.crateIndex = "sparse+https://index/";
    request.blacklist = {"winapi"};
    request.includeOptional = {"rustls", "zstd"};
    request.crateCache = "/archives";
    request.replayScripts = "/said/here";
    request.recordScripts = "/said/there";
    request.wrapper = "";
    request.nativeCheck = false;
    const auto again = askedFrom(toJson(asked));
    ASSERT_TRUE(again);
    EXPECT_EQ(again->toolchain, "1.85");
    EXPECT_EQ(again->request.package, fs::path("/p/with space"));
    EXPECT_EQ(again->request.vendorDirs, asked.request.vendorDirs);
    EXPECT_EQ(again->request.bins, asked.request.bins);
    EXPECT_EQ(again->request.crateIndex, asked.request.crateIndex);
    EXPECT_EQ(again->request.blacklist, asked.request.blacklist);
    EXPECT_TRUE(again->request.offline && again->verify);
    EXPECT_EQ(again->request.patchDir, asked.request.patchDir);
    EXPECT_EQ(again->request.includeOptional, asked.request.includeOptional);
    EXPECT_EQ(again->request.crateCache, asked.request.crateCache);
    EXPECT_EQ(again->request.replayScripts, asked.request.replayScripts);
    EXPECT_EQ(again->request.recordScripts, asked.request.recordScripts);
    EXPECT_EQ(again->request.wrapper, ""); // none is another choice than the configuration's
    EXPECT_FALSE(again->request.nativeCheck);
    EXPECT_EQ(toJson(*again), toJson(asked)); // and all the rest

    const auto little = askedFrom(R"({"action": "bootstrap", "package": "/p", "jobs": "many", "bins": [1]})");
    ASSERT_TRUE(little);
    EXPECT_EQ(little->toolchain, std::nullopt);
    EXPECT_EQ(little->request.profile, "release");
    EXPECT_EQ(little->request.jobs, 0);
    EXPECT_TRUE(little->request.nativeCheck);
    EXPECT_EQ(little->request.wrapper, std::nullopt);
    for (const char *text : {"", "[]", "{}", R"({"action": "build"})", R"({"action": "bootstrap"})"})
        EXPECT_FALSE(askedFrom(text)) << text;
}

TEST(AskedCommand, NamesWhatIsChosenAndNothingElse)
{
    AskedBootstrap asked;
    asked.request.package = "/p/with space";
    EXPECT_EQ(process::shown(commandFor(asked)), "crossyard bootstrap '/p/with space'");
    auto &request = asked.request;
    request.vendorDirs = {"/v/1", "/v/2"};
    request.patchDir = "/patches";
    request.crateIndex = "sparse+https://index/";
    request.crateCache = "/archives";
    request.offline = request.locked = request.keepGoing = request.allFeatures = request.lib = asked.verify = true;
    request.blacklist = {"winapi", "b"};
    request.includeOptional = {"rustls"};
    request.bins = {"x", "y"};
    request.features = {"f", "g/h"};
    request.defaultFeatures = request.nativeCheck = false;
    request.target = "t.json";
    request.profile = "dev";
    request.targetDir = "/out";
    asked.toolchain = "1.85";
    request.jobs = 3;
    request.wrapper = "";
    request.replayScripts = "/replay";
    request.recordScripts = "/record";
    EXPECT_EQ(commandFor(asked).arguments, (std::vector<std::string>{"bootstrap",
                                                                     "/p/with space",
                                                                     "--vendor",
                                                                     "/v/1",
                                                                     "--vendor",
                                                                     "/v/2",
                                                                     "--patchdir",
                                                                     "/patches",
                                                                     "--crate-index",
                                                                     "sparse+https://index/",
                                                                     "--crate-cache",
                                                                     "/archives",
                                                                     "--offline",
                                                                     "--blacklist",
                                                                     "winapi b",
                                                                     "--include-optional",
                                                                     "rustls",
                                                                     "--locked",
                                                                     "--bin",
                                                                     "x",
                                                                     "--bin",
                                                                     "y",
                                                                     "--lib",
                                                                     "--features",
                                                                     "f,g/h",
                                                                     "--all-features",
                                                                     "--no-default-features",
                                                                     "--target",
                                                                     "t.json",
                                                                     "--profile",
                                                                     "dev",
                                                                     "--target-dir",
                                                                     "/out",
                                                                     "--toolchain",
                                                                     "1.85",
                                                                     "--jobs",
                                                                     "3",
                                                                     "--keep-going",
                                                                     "--wrapper",
                                                                     "",
                                                                     "--replay-scripts",
                                                                     "/replay",
                                                                     "--record-scripts",
                                                                     "/record",
                                                                     "--no-native-check",
                                                                     "--verify"}));
    request.locked = false;
    request.writeLock = true;
    EXPECT_THAT(commandFor(asked).arguments, testing::Contains("--write-lock"));
}

TEST(AskedBootstrap, UsesTheLockInOneOfThreeWays)
{
    BootstrapRequest request;
    EXPECT_EQ(lockUse(request), "completed");
    for (const char *use : {"locked", "written", "completed"}) {
        setLockUse(request, use);
        EXPECT_EQ(lockUse(request), use);
        AskedBootstrap asked;
        asked.request = request;
        asked.request.package = "/p";
        EXPECT_EQ(lockUse(askedFrom(toJson(asked))->request), use);
    }
    setLockUse(request, "no such word");
    EXPECT_EQ(lockUse(request), "completed");
}

TEST(AskedBootstrap, HasTheCompilerRunByWhomTheConfigurationSaysByNobodyOrBySomebody)
{
    BootstrapRequest request;
    EXPECT_EQ(wrapperUse(request), "configured");
    request.wrapper = "";
    EXPECT_EQ(wrapperUse(request), "none");
    request.wrapper = "sccache";
    EXPECT_EQ(wrapperUse(request), "given");
}

TEST(Recordings, AreListedWithWhatIsWrongWithThem)
{
    const test::TempDir dir;
    dir.write("ring-0.17.8/output", "cargo:rustc-link-lib=static=ring\n");
    dir.write("ring-0.17.8/out/a/b.h", "");
    dir.write("ring-0.17.8/out/c.h", "");
    dir.write("odd-1.0.0.host/output", "cargo::no-such-directive=1\n");
    dir.write("notes/readme", "no recording\n");
    dir.write("output", "a file of this name is none\n");
    const auto found = recordingsIn(dir.path());
    ASSERT_OK(found);
    ASSERT_EQ(found->size(), 2U);
    EXPECT_EQ((*found)[0].name, "odd-1.0.0.host");
    EXPECT_THAT((*found)[0].problem, HasSubstr("no-such-directive"));
    EXPECT_EQ((*found)[1], (Recording{"ring-0.17.8", 2, ""}));
    const auto none = recordingsIn(dir.path() / "gone");
    ASSERT_FALSE(none);
    EXPECT_EQ(none.error().code, ErrorCode::NotFound);
}

TEST(PlanEffects, AreSaidInSentences)
{
    EXPECT_EQ(sentenceFor({"wrapper", "/usr/bin/sccache"}), "the compiler is run by /usr/bin/sccache");
    EXPECT_EQ(sentenceFor({"lock", "/p/Cargo.lock", 1}), "/p/Cargo.lock is written, with 1 package");
    EXPECT_EQ(sentenceFor({"replay", "/r", 1}), "1 build script is not run: the words come from /r");
    EXPECT_EQ(sentenceFor({"record", "/r", 2}), "what 2 build scripts say is written to /r");
    for (const char *kind : {"member-wrapper", "lock-kept", "archives", "recorded", "record-none"})
        EXPECT_THAT(sentenceFor({kind, "/the/place", 3}), HasSubstr("/the/place")) << kind;
    EXPECT_THAT(sentenceFor({"keep-going"}), HasSubstr("after a failure"));
}

TEST(NextSteps, UseANewCargoInEveryWayThereIs)
{
    const auto steps = nextSteps(cargoFacts());
    ASSERT_THAT(kindsOf(steps), ElementsAre("try", "path", "rustup", "rust", "old-cargo"));
    // What is not fit for a shell as it is gets quotes.
    EXPECT_THAT(steps[0].text, HasSubstr(R"('/w/it'\''s here/target/release/cargo' --version)"));
    EXPECT_THAT(steps[1].text, HasSubstr(R"(export PATH='/w/it'\''s here/target/release':"$PATH")"));
    EXPECT_THAT(steps[2].text, HasSubstr("ln -sf /usr/bin/rustc /store/toolchains/cargo-0.66.0/bin/rustc"));
    EXPECT_THAT(steps[2].text, HasSubstr("rustup toolchain link cargo-0.66.0 /store/toolchains/cargo-0.66.0\n"));
    const auto table = text::parseToml(steps[3].text, "bootstrap.toml");
    ASSERT_OK(table);
    EXPECT_EQ((*table)["build"]["cargo"].value_or(std::string()), "/w/it's here/target/release/cargo");
    EXPECT_EQ((*table)["build"]["rustc"].value_or(std::string()), "/usr/bin/rustc");
    EXPECT_EQ(steps[3].file, "bootstrap.toml");
    EXPECT_THAT(steps[4].text, HasSubstr("--local-cargo="));
    EXPECT_THAT(steps[4].text, HasSubstr("--local-rust-root=/usr"));
}

TEST(NextSteps, ChooseTheCargoAmongSeveralPrograms)
{
    auto facts = cargoFacts();
    facts.programs = {"/t/credential", "/t/cargo"};
    EXPECT_THAT(nextSteps(facts).front().text, HasSubstr("/t/cargo"));
}

TEST(NextSteps, KnowWhatTheProgramIsAndWhereItRuns)
{
    auto facts = cargoFacts();
    facts.programs = {"/t/hexyl"};
    EXPECT_THAT(kindsOf(nextSteps(facts)), ElementsAre("try", "path"));
    facts.windows = true;
    facts.programs = {"C:/t/cargo.exe"};
    const auto windows = nextSteps(facts);
    EXPECT_THAT(kindsOf(windows), ElementsAre("try", "path", "rust"));
    EXPECT_THAT(windows[1].text, HasSubstr("%PATH%"));
    facts.runsHere = false;
    EXPECT_THAT(kindsOf(nextSteps(facts)), ElementsAre("copy"));
    facts.programs.clear();
    EXPECT_THAT(nextSteps(facts), testing::IsEmpty());
}

} // namespace
} // namespace crossyard::bootstrap
