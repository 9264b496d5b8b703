// SPDX-License-Identifier: MIT OR Apache-2.0
// The Container page: what it shows of engines, plan, image, writes and tests, and what its buttons do. Engines are
// given as values, so that it does not matter which are installed; files, jobs and writes are real.
#include "container_model.h"
#include "window.h"

#include "support/rust.h"
#include "support/support.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QGuiApplication>
#include <QSettings>
#include <QSignalSpy>
#include <QTest>

#include <atomic>
#include <format>
#include <gmock/gmock.h>

namespace crossyard {
namespace {

using container::CaughtWrite;
using container::Mount;
using container::Protection;
using gui::ContainerAnswer;
using gui::ContainerAsked;
using gui::pathText;
using gui::toQt;
using test::until;
using Tester = QAbstractItemModelTester;

constexpr const char *triple = "aarch64-unknown-linux-gnu";

const container::Engine podman{.kind = container::EngineKind::Podman,
                               .program = "/opt/podman",
                               .version = "4.3.1",
                               .architecture = "x86_64",
                               .runOptions = {"--ulimit", "nofile=1024:1024"},
                               .remedies = {"Limits cannot be raised here; each container gets those that there are."}};

Error notInstalled()
{
    return Error{ErrorCode::ToolFailed, "podman could not start a container: no cgroups"}.withHint(
        "start the session anew");
}

// What would be answered of a project with a plan.
ContainerAnswer answerFor(const ContainerAsked &asked)
{
    ContainerAnswer answer{.asked = asked};
    answer.root = asked.job.project;
    answer.dialect = container::Dialect::Release;
    if (!asked.engine)
        return answer;
    gui::ShownContainer shown;
    shown.container = {
        .engine = podman,
        .image = "sha256:0123",
        .name = "n",
        .purpose = "build",
        .mounts = {{.host = asked.job.project, .why = "the project"},
                   {.host = asked.job.project / "target", .mode = Mount::Mode::ReadWrite, .why = "made"}},
        .user = "1000:1000"};
    if (asked.job.protection == Protection::Legacy)
        shown.container.mounts.front().mode = Mount::Mode::ReadWrite;
    shown.image.reference = "localhost/crossyard/" + asked.job.kit.target + ":bookworm-0123";
    container::ImageRecipe recipe;
    recipe.target = asked.job.kit.target;
    recipe.release = asked.job.release.value_or("bookworm");
    recipe.debianArchitecture = "arm64";
    shown.image.recipe = recipe;
    shown.image.steps = {{.title = "Making the image for " + asked.job.kit.target, .result = shown.image.reference}};
    shown.text = "cargo build --target " + asked.job.kit.target + "\n";
    shown.command = "/opt/podman run --rm sha256:0123";
    shown.debuggable = asked.job.kit.target == triple;
    answer.plan = std::move(shown);
    if (auto writes = container::caughtWrites(container::writesOf(asked.around.store, answer.root), answer.root))
        answer.writes = std::move(*writes);
    return answer;
}

class Page {
public:
    Page()
    {
        dir.write("Cargo.toml", "[package]\nname = 'shelf'\nversion = '1.0.0'\nedition = '2021'\n");
        dir.write("src/lib.rs", "");
        window.app().closeProject();
        questions.engines = [this](const container::ProbeRequest &request, const CancelToken &) {
            anew = request.anew;
            return Result<std::vector<container::ProbedEngine>>(engines);
        };
        questions.plan = [this](const ContainerAsked &asked, const CancelToken &) {
            ++plans;
            return Result<ContainerAnswer>(answer(asked));
        };
        questions.images = [this](const container::Engine &, const CancelToken &) {
            return Result<std::vector<container::StoredImage>>(images);
        };
        questions.removeImage = [this](const container::StoredImage &image, const container::Engine &,
                                       const CancelToken &) {
            std::erase(images, image);
            return Result<void>();
        };
    }
    // The page in sight, with the questions as they are by then.
    void open()
    {
        model().setQuestions(questions);
        window.press(Qt::Key_7, Qt::ControlModifier);
    }
    void openProject()
    {
        window.app().openProject(pathText(dir.path()));
        window.app().setTarget(QString::fromLatin1(triple));
    }
    bool planned()
    {
        return until(30, [this] { return model().planned() && !model().planning(); });
    }
    gui::ContainerModel &model() { return *window.app().containers(); }
    std::string walk(const char *step) { return model().walk().value(QLatin1String(step)).toString().toStdString(); }
    std::string shown(const char *name)
    {
        const auto *item = window.find(QLatin1String(name));
        return item ? item->property("text").toString().toStdString() : "(not there)";
    }
    bool isShown(const char *name)
    {
        return until(30, [&] { return window.find(QLatin1String(name)) != nullptr; });
    }
    fs::path writes() { return container::writesOf(gui::toPath(window.app().store()), dir.path()); }
    void catchWrite(const fs::path &path, const std::string &text)
    {
        const fs::path file = writes() / "upper" / path;
        fs::create_directories(file.parent_path());
        EXPECT_OK(writeFile(file, text));
        model().refresh();
    }

    test::TempDir dir;
    std::vector<container::ProbedEngine> engines{{.kind = container::EngineKind::Podman,
                                                  .program = "/opt/podman",
                                                  .engine = podman,
                                                  .steps = {"It was tried."}}};
    std::function<ContainerAnswer(const ContainerAsked &)> answer = answerFor;
    std::vector<container::StoredImage> images;
    gui::ContainerQuestions questions;
    std::atomic<int> plans = 0;
    std::atomic<bool> anew = false;
    // Not the page of an earlier test: its engines would be asked for.
    bool first = (QSettings().remove(QStringLiteral("window")), true);
    test::Window window; // the last: its questions are gone before what they look at
};

TEST(HungText, GoesOnBelowTheColumnThatItsWordsBeginIn)
{
    const auto hung = [](const char *text, int columns) {
        return gui::hungText(QString::fromLatin1(text), columns).toStdString();
    };
    EXPECT_EQ(hung("  image   one two three four five", 26), "  image   one two three\n          four five");
    EXPECT_EQ(hung("      one two three four five six", 26), "      one two three four\n      five six");
    EXPECT_EQ(hung("podman run --rm  image-and-more", 26), "podman run --rm \nimage-and-more");
    EXPECT_EQ(hung("a   /a/path/that/is/longer/than/this", 26), "a   /a/path/that/is/longer\n    /than/this");
    EXPECT_EQ(hung("short\n\nlines  stay", 26), "short\n\nlines  stay");
    EXPECT_EQ(hung("  image   no room at all", 12), "  image   no room at all");
    EXPECT_EQ(hung("", 26), "");
}

TEST(ContainerPage, SaysWhatIsMissingBeforeThereCanBeAPlan)
{
    Page page;
    page.engines.clear();
    page.open();
    ASSERT_TRUE(page.isShown("noEngine"));
    EXPECT_EQ(page.walk("engine"), "failed");
    if (!page.model().installCommand().isEmpty()) {
        EXPECT_TRUE(page.shown("installEngine").contains("podman")) << page.shown("installEngine");
    }
    page.window.click(QStringLiteral("step-touch"));
    ASSERT_TRUE(page.isShown("containerEmpty"));
    EXPECT_EQ(page.window.find(QStringLiteral("containerEmpty"))->property("title").toString(),
              QStringLiteral("No project is open"));
    EXPECT_EQ(page.shown("containerNext"), "Open a project first.");

    // With a project there is no plan still, and the way leads to the engine.
    page.openProject();
    ASSERT_TRUE(page.isShown("containerProblemStep"));
    EXPECT_FALSE(page.model().canStart());
    EXPECT_FALSE(page.window.find(QStringLiteral("containerBuild"))->isEnabled());
    page.window.click(QStringLiteral("containerProblemStep"));
    ASSERT_TRUE(page.isShown("noEngine"));

    // One that was installed since is found when it is looked for again, and the plan follows.
    page.engines = {{.kind = container::EngineKind::Podman, .program = "/opt/podman", .engine = podman}};
    page.model().checkEngines();
    ASSERT_TRUE(page.planned());
    EXPECT_TRUE(page.anew) << "what was remembered must not count";
    EXPECT_EQ(page.walk("engine"), "done");
    EXPECT_TRUE(page.model().canStart());
}

TEST(ContainerPage, ShowsEachEngineWithWhatItNeedsOrWhyItDoesNotWork)
{
    Page page;
    page.engines.push_back({.kind = container::EngineKind::Docker,
                            .program = "/usr/bin/docker",
                            .engine = fail(notInstalled()),
                            .steps = {"one", "two"}});
    page.open();
    page.window.click(QStringLiteral("step-engine"));
    ASSERT_TRUE(page.isShown("engine-podman"));
    ASSERT_TRUE(page.isShown("engine-docker"));
    const auto list = page.model().engines();
    ASSERT_EQ(list.size(), 2);
    EXPECT_TRUE(list[0].toMap().value(QStringLiteral("used")).toBool());
    EXPECT_EQ(list[0].toMap().value(QStringLiteral("remedies")).toStringList().size(), 1);
    EXPECT_FALSE(list[1].toMap().value(QStringLiteral("works")).toBool());
    EXPECT_EQ(list[1].toMap().value(QStringLiteral("hint")).toString(), QStringLiteral("start the session anew"));
    EXPECT_EQ(page.walk("engine"), "done");
}

TEST(ContainerPage, FollowsProjectTargetAndProtection)
{
    Page page;
    page.open();
    page.openProject();
    ASSERT_TRUE(page.planned());
    ASSERT_TRUE(page.isShown("touch-1"));
    EXPECT_EQ(page.model().touches().size(), 2);
    EXPECT_EQ(page.model().protectionFrom(), QStringLiteral("default"));
    EXPECT_EQ(page.walk("touch"), "done");
    EXPECT_EQ(page.shown("bound-network"), "none");
    EXPECT_TRUE(page.shown("bound-user").starts_with("1000:1000")) << page.shown("bound-user");

    page.window.app().setTarget(QStringLiteral("riscv64gc-unknown-linux-gnu"));
    ASSERT_TRUE(until(30, [&] { return page.model().planText().contains(QStringLiteral("riscv64gc")); }));

    EXPECT_FALSE(page.window.find(QStringLiteral("legacyNotice")));
    page.window.click(QStringLiteral("protection-legacy"));
    ASSERT_TRUE(until(30, [&] { return page.planned() && page.walk("touch") == "warning"; }));
    EXPECT_TRUE(page.isShown("legacyNotice"));
    EXPECT_EQ(page.model().touches().front().toMap().value(QStringLiteral("mode")).toString(),
              QStringLiteral("read-write"));

    // It stays with the project, and is in no file of it.
    const auto manifest = *readFile(page.dir.path() / "Cargo.toml");
    const test::TempDir other;
    other.write("Cargo.toml", "[package]\nname = 'other'\nversion = '1.0.0'\n");
    page.window.app().openProject(pathText(other.path()));
    EXPECT_EQ(page.model().protection(), QStringLiteral("strict"));
    page.window.app().openProject(pathText(page.dir.path()));
    EXPECT_EQ(page.model().protection(), QStringLiteral("legacy"));
    EXPECT_EQ(*readFile(page.dir.path() / "Cargo.toml"), manifest);
    ASSERT_TRUE(page.isShown("protectionReset"));
    page.window.click(QStringLiteral("protectionReset"));
    EXPECT_EQ(page.model().protectionFrom(), QStringLiteral("default"));
    page.window.app().closeProject();
    EXPECT_FALSE(page.model().planned()) << "nothing of a project that is closed";
}

TEST(ContainerPage, TakesTheProtectionOfTheManifestWhereNoneIsChosen)
{
    Page page;
    page.answer = [](const ContainerAsked &asked) {
        auto answer = answerFor(asked);
        answer.named = Protection::Guarded;
        return answer;
    };
    page.open();
    page.openProject();
    ASSERT_TRUE(page.planned());
    EXPECT_EQ(page.model().protection(), QStringLiteral("guarded"));
    EXPECT_EQ(page.model().protectionFrom(), QStringLiteral("manifest"));
    EXPECT_FALSE(page.window.find(QStringLiteral("protectionReset")));
}

TEST(ContainerPage, AsksNothingWhileItIsNotInSight)
{
    Page page;
    page.model().setQuestions(page.questions);
    page.openProject();
    QTest::qWait(600);
    EXPECT_EQ(page.plans, 0);
    page.open();
    ASSERT_TRUE(page.planned());
    page.window.press(Qt::Key_1, Qt::ControlModifier);
    const int before = page.plans;
    page.window.app().setTarget(QStringLiteral("riscv64gc-unknown-linux-gnu"));
    QTest::qWait(600);
    EXPECT_EQ(page.plans, before);
    page.open();
    ASSERT_TRUE(until(30, [&] { return page.model().planText().contains(QStringLiteral("riscv64gc")); }));
}

TEST(ContainerPage, KeepsWhatItShowsWhileTheSameIsAskedOnceMore)
{
    Page page;
    page.open();
    page.openProject();
    ASSERT_TRUE(page.planned());
    ASSERT_TRUE(until(30, [&] { return !page.window.app().looking(); }));
    QTest::qWait(400); // what opening has set going
    QSignalSpy spy(&page.model(), &gui::ContainerModel::changed);
    bool flickers = false;
    QObject::connect(&page.model(), &gui::ContainerModel::changed,
                     [&] { flickers |= page.model().planning() || !page.model().planned(); });
    const int before = page.plans;
    page.model().refresh();
    ASSERT_TRUE(until(30, [&] { return page.plans > before; }));
    QTest::qWait(100);
    EXPECT_GT(spy.count(), 0);
    EXPECT_FALSE(flickers);
}

TEST(ContainerPage, ShowsTheImageAndTheFindingsWithTheirPlaces)
{
    Page page;
    page.answer = [](const ContainerAsked &asked) {
        auto answer = answerFor(asked);
        answer.files = {asked.job.project / "Cross.toml"};
        answer.findings = {{.severity = container::Finding::Severity::Warning,
                            .id = "unknown-key",
                            .message = "unknown key `runer`",
                            .origin = container::Origin::file({asked.job.project / "Cross.toml", 3, 1}),
                            .hint = "write `runner`"}};
        return answer;
    };
    page.open();
    page.openProject();
    ASSERT_TRUE(page.planned());
    page.window.click(QStringLiteral("step-image"));
    ASSERT_TRUE(page.isShown("finding-0"));
    EXPECT_EQ(page.walk("image"), "warning");
    EXPECT_TRUE(page.shown("imageReference").contains(triple));
    EXPECT_EQ(page.shown("imageState"), "it is made with the first build");
    const auto finding = page.model().findings().front().toMap();
    EXPECT_EQ(finding.value(QStringLiteral("text")).toString(), QStringLiteral("Unknown key `runer`"));
    EXPECT_EQ(finding.value(QStringLiteral("line")).toInt(), 3);
    EXPECT_EQ(page.model().config().value(QStringLiteral("files")).toString(), QStringLiteral("Cross.toml"));

    // Another release is another image, with another floor for glibc.
    ASSERT_FALSE(page.model().releases().isEmpty());
    const auto first = page.model().releases().front().toMap();
    page.model().setRelease(first.value(QStringLiteral("name")).toString());
    const auto floor = first.value(QStringLiteral("glibc")).toString().toStdString();
    ASSERT_TRUE(until(30, [&] { return page.shown("imageFloor").contains(floor); })) << page.shown("imageFloor");
    page.model().setRelease({});
}

TEST(ContainerPage, LeadsFromAnErrorOfTheConfigurationToIt)
{
    Page page;
    page.answer = [](const ContainerAsked &asked) {
        auto answer = answerFor(asked);
        answer.plan.reset();
        answer.error =
            Error{ErrorCode::BadInput, "`image` is no string"}.withPlace({asked.job.project / "Cross.toml", 2, 1});
        answer.findings = {{.severity = container::Finding::Severity::Error,
                            .id = "wrong-type",
                            .message = "`image` is no string",
                            .origin = {},
                            .hint = {}}};
        answer.configErrors = true;
        return answer;
    };
    page.open();
    page.openProject();
    ASSERT_TRUE(page.isShown("containerProblemStep"));
    EXPECT_TRUE(page.shown("containerProblem").contains("Cross.toml:2:1")) << page.shown("containerProblem");
    EXPECT_EQ(page.walk("image"), "failed");
    EXPECT_EQ(page.walk("plan"), "queued");
    page.window.click(QStringLiteral("containerProblemStep"));
    EXPECT_TRUE(page.isShown("finding-0"));
}

TEST(ContainerPage, ShowsThePlanAndCopiesItsCommand)
{
    Page page;
    page.open();
    page.openProject();
    ASSERT_TRUE(page.planned());
    page.window.click(QStringLiteral("step-plan"));
    ASSERT_TRUE(page.isShown("containerPlanText"));
    EXPECT_TRUE(page.shown("containerPlanText").contains(triple));
    QString told;
    QObject::connect(&page.window.app(), &gui::Application::told, [&](const QString &text) { told = text; });
    page.window.click(QStringLiteral("containerCommand"));
    EXPECT_EQ(told, QStringLiteral("Copied"));
}

TEST(ContainerPage, WritesThePlanForMachinesWithoutCrossyard)
{
    Page page;
    page.questions.exported = [](const ContainerAsked &asked, container::ExportForm form,
                                 const CancelToken &) -> Result<std::string> {
        if (form == container::ExportForm::Gitlab)
            return fail(Error{ErrorCode::Unsupported, "the build cannot be exported"}.withHint("push the image"));
        return "script for " + asked.job.kit.target;
    };
    page.open();
    page.openProject();
    ASSERT_TRUE(page.planned());
    page.window.click(QStringLiteral("step-plan"));
    ASSERT_TRUE(page.isShown("containerExport"));
    QString told;
    QObject::connect(&page.window.app(), &gui::Application::told, [&](const QString &text) { told = text; });
    const auto file = page.dir.path() / "build.sh";
    page.model().exportTo(QStringLiteral("script"), QUrl::fromLocalFile(pathText(file)));
    EXPECT_TRUE(until(30, [&] { return told == QStringLiteral("build.sh was written"); })) << told.toStdString();
    EXPECT_EQ(readFile(file).value_or(""), std::string("script for ") + triple);
    page.model().exportTo(QStringLiteral("gitlab"), QUrl::fromLocalFile(pathText(page.dir.path() / "ci.yml")));
    EXPECT_TRUE(until(30, [&] { return told == QStringLiteral("The build cannot be exported: push the image"); }))
        << told.toStdString();
    EXPECT_FALSE(fs::exists(page.dir.path() / "ci.yml"));
}

TEST(ContainerPage, TakesCaughtWritesOverOrThrowsThemAwayAfterTheyWereSeen)
{
    Page page;
    page.open();
    page.openProject();
    ASSERT_TRUE(page.planned());
    const Tester tester(page.model().writes(), Tester::FailureReportingMode::Fatal);
    page.window.click(QStringLiteral("step-writes"));
    EXPECT_TRUE(page.isShown("noWrites"));
    page.catchWrite("src/lib.rs", "// other\n");
    page.catchWrite("src/new.rs", "// new\n");
    ASSERT_TRUE(page.isShown("writeList"));
    ASSERT_TRUE(until(30, [&] { return page.model().writes()->count() == 2; }));
    EXPECT_EQ(page.model().writes()->added(), 1);
    EXPECT_EQ(page.model().writes()->altered(), 1);
    EXPECT_EQ(page.walk("writes"), "warning");
    EXPECT_EQ(*readFile(page.dir.path() / "src/lib.rs"), "");

    page.window.click(QStringLiteral("takeOver"));
    ASSERT_TRUE(page.isShown("noWrites"));
    EXPECT_EQ(*readFile(page.dir.path() / "src/lib.rs"), "// other\n");
    EXPECT_EQ(*readFile(page.dir.path() / "src/new.rs"), "// new\n");

    // Throwing away is asked for twice, since nothing brings it back.
    page.catchWrite("src/lib.rs", "// lost\n");
    ASSERT_TRUE(page.isShown("throwAway"));
    page.window.click(QStringLiteral("throwAway"));
    ASSERT_TRUE(page.isShown("keepWrites"));
    page.window.click(QStringLiteral("keepWrites"));
    EXPECT_TRUE(fs::exists(page.writes() / "upper" / "src/lib.rs"));
    page.window.click(QStringLiteral("throwAway"));
    ASSERT_TRUE(page.isShown("throwAwayNow"));
    page.window.click(QStringLiteral("throwAwayNow"));
    ASSERT_TRUE(page.isShown("noWrites"));
    EXPECT_FALSE(fs::exists(page.writes()));
    EXPECT_EQ(*readFile(page.dir.path() / "src/lib.rs"), "// other\n");
}

TEST(ContainerPage, ListsOurImagesAndRemovesThem)
{
    Page page;
    page.images = {{.id = "sha256:aa",
                    .reference = "localhost/crossyard/a:bookworm-1",
                    .target = triple,
                    .release = "bookworm",
                    .created = 1,
                    .size = 512'000'000},
                   {.id = "sha256:bb",
                    .reference = "localhost/crossyard/common:bookworm-2",
                    .target = {},
                    .release = "bookworm",
                    .created = 1,
                    .size = 300'000'000}};
    const Tester tester(page.model().images(), Tester::FailureReportingMode::Fatal);
    page.open();
    page.window.click(QStringLiteral("step-images"));
    ASSERT_TRUE(page.isShown("removeImage-1"));
    EXPECT_EQ(page.model().images()->count(), 2);
    ASSERT_TRUE(page.window.find(QStringLiteral("makeAnew-0")));
    EXPECT_TRUE(page.window.find(QStringLiteral("makeAnew-0"))->isEnabled());
    EXPECT_FALSE(page.window.find(QStringLiteral("makeAnew-1"))->isEnabled()) << "a common layer comes with its images";
    page.window.click(QStringLiteral("removeImage-0"));
    ASSERT_TRUE(until(30, [&] { return page.model().images()->count() == 1; }));
    EXPECT_EQ(page.model().images()->rows().front().id, "sha256:bb");
}

TEST(ContainerPage, FollowsTheJobOfTheProjectAndListsItsTests)
{
    Page page;
    page.open();
    page.openProject();
    ASSERT_TRUE(page.planned());
    auto &tests = *page.model().tests();
    const Tester tester(&tests, Tester::FailureReportingMode::Fatal);
    page.window.click(QStringLiteral("step-result"));
    job::JobRequest request{.title = "cargo test in a container", .kind = "cross", .subject = {}, .work = {}};
    request.project = toUtf8(page.dir.path());
    request.again =
        container::toJson(container::CrossJob{.verb = "test", .kit = {.target = triple}, .project = page.dir.path()});
    const auto end = std::make_shared<std::atomic<bool>>(false);
    request.work = [end](activity::Reporter &reporter, const CancelToken &) -> Result<std::string> {
        const auto id = reporter.start("cargo test");
        for (const char *line : {"running 3 tests", "test a ... ok", "test b ... FAILED", "test c ... ignored"})
            reporter.line(id, line);
        while (!*end)
            QThread::msleep(5);
        for (const char *line : {"---- b stdout ----", "thread 'b' panicked at src/lib.rs:1:1:", "wrong", "failures:"})
            reporter.line(id, line);
        return fail(ErrorCode::ToolFailed, "cargo test ended with status 101");
    };
    page.window.app().jobs()->start(std::move(request));
    ASSERT_TRUE(until(30, [&] { return tests.count() == 3; }));
    EXPECT_EQ(page.walk("result"), "running");
    EXPECT_FALSE(page.model().canStart()) << "one at a time";
    EXPECT_TRUE(page.isShown("containerCancel"));
    *end = true;
    ASSERT_TRUE(until(30, [&] { return page.walk("result") == "failed"; }));
    ASSERT_TRUE(until(30, [&] { return !tests.rows()[1].note.empty(); }));
    EXPECT_EQ(page.shown("testCounts"), "3 tests");
    EXPECT_EQ(tests.rows()[1].place, (Place{"src/lib.rs", 1, 1}));
    page.window.click(QStringLiteral("onlyFailed"));
    EXPECT_EQ(tests.count(), 1);
    EXPECT_EQ(tests.failed(), 1);

    // It is the project's: another one has none, and it is there again with this one.
    page.window.app().closeProject();
    EXPECT_EQ(page.model().job(), 0);
    EXPECT_EQ(tests.count(), 0);
    page.openProject();
    ASSERT_TRUE(until(30, [&] { return page.model().job() != 0 && tests.failed() == 1; }));
}

TEST(ContainerPage, SaysHowADebuggerComesToTheProgramThatWaits)
{
    Page page;
    page.open();
    page.openProject();
    ASSERT_TRUE(page.planned());
    ASSERT_TRUE(page.isShown("containerDebug"));
    page.window.app().setTarget(QStringLiteral("x86_64-unknown-linux-gnu"));
    ASSERT_TRUE(until(30, [&] { return page.planned() && !page.window.find(QStringLiteral("containerDebug")); }))
        << "nobody makes its programs wait";
    page.window.app().setTarget(QString::fromLatin1(triple));
    ASSERT_TRUE(page.isShown("containerDebug"));

    page.window.click(QStringLiteral("step-result"));
    job::JobRequest request{.title = "cargo run in a container", .kind = "cross", .subject = {}, .work = {}};
    request.project = toUtf8(page.dir.path());
    request.again = container::toJson(
        container::CrossJob{.verb = "run", .kit = {.target = triple}, .project = page.dir.path(), .debug = true});
    const auto end = std::make_shared<std::atomic<bool>>(false);
    const std::string command = container::debuggerCommand(4321, "/p/small");
    request.work = [end, command](activity::Reporter &reporter, const CancelToken &) -> Result<std::string> {
        const auto id = reporter.start("cargo run");
        reporter.note(0, std::string(container::waitingForDebugger) + command);
        reporter.line(id, std::string(container::waitingForDebugger) + "what a program says itself");
        while (!*end)
            QThread::msleep(5);
        return "done";
    };
    page.window.app().jobs()->start(std::move(request));
    ASSERT_TRUE(page.isShown("debuggerCommand"));
    EXPECT_EQ(page.shown("debuggerCommand"), command);
    page.window.click(QStringLiteral("debuggerCopy"));
    EXPECT_EQ(QGuiApplication::clipboard()->text().toStdString(), command);
    EXPECT_EQ(page.walk("result"), "running") << "it waits for no other process";
    *end = true;
    ASSERT_TRUE(until(30, [&] { return !page.window.find(QStringLiteral("debuggerCommand")); }));
}

TEST(ContainerPage, StartsADebuggedRunAsAJob)
{
    Page page;
    page.open();
    page.openProject();
    page.window.app().setToolchain(QStringLiteral("/no/such/rustc"));
    ASSERT_TRUE(page.planned());
    page.window.click(QStringLiteral("containerDebug"));
    ASSERT_TRUE(until(30, [&] { return page.model().job() != 0; }));
    EXPECT_EQ(page.model().verb(), QStringLiteral("run"));
    const auto asked = container::crossJobFrom(page.window.app().jobs()->again(page.model().job()));
    ASSERT_TRUE(asked);
    EXPECT_TRUE(asked->debug);
    ASSERT_TRUE(until(30, [&] { return page.walk("result") == "failed"; }));
}

TEST(ContainerPage, StartsAJobThatTellsWhyItCannotRun)
{
    Page page;
    page.open();
    page.openProject();
    page.window.app().setToolchain(QStringLiteral("/no/such/rustc"));
    ASSERT_TRUE(page.planned());
    page.window.click(QStringLiteral("containerTest"));
    ASSERT_TRUE(until(30, [&] { return page.model().job() != 0; }));
    EXPECT_EQ(page.model().verb(), QStringLiteral("test"));
    ASSERT_TRUE(until(30, [&] { return page.walk("result") == "failed"; }));
    ASSERT_TRUE(page.isShown("containerFailure"));
    EXPECT_TRUE(page.shown("containerFailure").contains("/no/such/rustc")) << page.shown("containerFailure");

    // The same is asked for again from the list of jobs.
    const auto first = page.model().job();
    page.window.app().runAgain(first);
    ASSERT_TRUE(until(30, [&] { return page.model().job() > first; }));
    EXPECT_EQ(page.model().verb(), QStringLiteral("test"));
    ASSERT_TRUE(until(30, [&] { return page.walk("result") == "failed"; }));
}

} // namespace
} // namespace crossyard
