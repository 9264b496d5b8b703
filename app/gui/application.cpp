// SPDX-License-Identifier: MIT OR Apache-2.0
#include "application.h"

#include "base/strings.h"
#include "process/runner.h"
#include "sysroot/cargo_build.h"
#include "sysroot/use_sysroot.h"
#include "text.h"

#include <QClipboard>
#include <QCoreApplication>
#include <QDesktopServices>
#include <QFileInfo>
#include <QFontDatabase>
#include <QGuiApplication>

#include <algorithm>
#include <format>
#include <nlohmann/json.hpp>

namespace crossyard::gui {

namespace {

Application *theInstance = nullptr;

constexpr int recentAtMost = 8;

// The key under which a project's kit is remembered.
QString kitKey(const QString &project)
{
    return QStringLiteral("kits/") + QString::fromLatin1(project.toUtf8().toBase64(QByteArray::Base64UrlEncoding));
}

fs::path programBeside(const QString &name)
{
    return toPath(QCoreApplication::applicationDirPath()) / toPath(name);
}

} // namespace

Application::Application(const fs::path &store, QObject *parent)
    : QObject(parent), m_toolchains(this), m_targets(this), m_readiness(this), m_plan(this), m_sysroots(this),
      m_xargo(this), m_specs(this), m_jobs(store, this), m_store(store)
{
    theInstance = this;
    m_targets.setFavourites(m_settings.value(QStringLiteral("favourites")).toStringList());
    connect(&m_targets, &TargetModel::favouritesChanged, this,
            [this] { m_settings.setValue(QStringLiteral("favourites"), m_targets.favourites()); });
    connect(&m_xargo, &XargoModel::saved, this, &Application::look);
    m_specs.setRecent(m_settings.value(QStringLiteral("recentSpecs")).toStringList());
    connect(&m_specs, &SpecModel::filesChanged, this,
            [this] { m_settings.setValue(QStringLiteral("recentSpecs"), m_specs.recent()); });
    connect(&m_specs, &SpecModel::saved, this, &Application::look);
    connect(&m_toolchains, &ToolchainModel::loadingChanged, this, &Application::toolchainsChanged);
    connect(&m_jobs, &JobModel::ended, this, [this](qint64 id, const QString &title, const QString &state) {
        m_built |= id == m_buildJob && state == QLatin1String("done");
        Q_EMIT jobEnded(title, state);
        listSysroots();
        look();
    });
    const auto last = m_settings.value(QStringLiteral("project")).toString();
    decideStep();
    refresh();
    if (!last.isEmpty())
        openProject(last);
}

Application::~Application()
{
    theInstance = nullptr;
}

Application *Application::instance()
{
    return theInstance;
}

Application *Application::create(QQmlEngine *, QJSEngine *)
{
    QJSEngine::setObjectOwnership(theInstance, QJSEngine::CppOwnership);
    return theInstance;
}

QString Application::projectName() const
{
    return m_projectName.isEmpty() ? QFileInfo(m_project).fileName() : m_projectName;
}

QStringList Application::recent() const
{
    return m_settings.value(QStringLiteral("recent")).toStringList();
}

QString Application::sample() const
{
    for (const auto &place : {programBeside(QStringLiteral("../share/crossyard/sample")), fs::path(CROSSYARD_SAMPLE)}) {
        std::error_code ignored;
        if (fs::is_regular_file(place / "Cargo.toml", ignored))
            return pathText(place);
    }
    return {};
}

QString Application::toolchainText() const
{
    if (!m_looked || !m_looked->toolchain)
        return toolchain();
    const auto &t = *m_looked->toolchain;
    return toQt(t.name.contains(t.compiler.release) ? t.name : t.name + " " + t.compiler.release);
}

QVariantList Application::toolchainChoices() const
{
    QVariantList choices{QVariantMap{{QStringLiteral("value"), QString()},
                                     {QStringLiteral("title"), tr("as the project says")},
                                     {QStringLiteral("detail"), tr("toolchain file, override, or default")}}};
    for (const auto &t : m_toolchains.rows())
        choices << QVariantMap{{QStringLiteral("value"), toQt(t.name)},
                               {QStringLiteral("usable"), t.works()},
                               {QStringLiteral("detail"),
                                t.works()
                                    ? toQt(t.compiler.release + (t.source ? "" : ", without the library's source"))
                                    : messageOf(*t.broken)}};
    return choices;
}

QVariantList Application::targetChoices() const
{
    QStringList names = m_settings.value(QStringLiteral("recentTargets")).toStringList();
    for (const auto &name : m_targets.favourites()) {
        if (!names.contains(name))
            names << name;
    }
    QVariantList choices;
    for (const auto &name : names)
        choices << QVariantMap{{QStringLiteral("value"), name}, {QStringLiteral("detail"), m_targets.summary(name)}};
    return choices;
}

QString Application::fixedFont() const
{
    return QFontDatabase::systemFont(QFontDatabase::FixedFont).family();
}

QString Application::themeChoice() const
{
    return m_settings.value(QStringLiteral("theme")).toString();
}

void Application::setThemeChoice(const QString &choice)
{
    m_settings.setValue(QStringLiteral("theme"), choice);
    Q_EMIT settingsChanged();
}

qreal Application::textScale() const
{
    return m_settings.value(QStringLiteral("textScale"), 1.0).toReal();
}

void Application::setTextScale(qreal scale)
{
    m_settings.setValue(QStringLiteral("textScale"), std::clamp(scale, 0.8, 2.0));
    Q_EMIT settingsChanged();
}

bool Application::stillness() const
{
    return qEnvironmentVariableIsSet("CROSSYARD_STILL");
}

QString Application::version() const
{
    return QCoreApplication::applicationVersion();
}

QString Application::stepAction() const
{
    return toQt(sysroot::actionName(m_step.action));
}

void Application::openUrl(const QUrl &url)
{
    if (url.isLocalFile())
        openProject(url.toLocalFile());
}

void Application::openProject(const QString &path)
{
    const QFileInfo given(path);
    m_project = given.isFile() ? given.absolutePath() : given.absoluteFilePath();
    m_projectName.clear();
    m_projectProblem.clear();
    m_projectRuns = false;
    m_built = false;
    m_settings.setValue(QStringLiteral("project"), m_project);
    auto list = recent();
    list.removeAll(m_project);
    list.prepend(m_project);
    m_settings.setValue(QStringLiteral("recent"), list.mid(0, recentAtMost));
    const auto stored = m_settings.value(kitKey(m_project)).toMap();
    m_kit = {};
    if (const auto name = stored.value(QStringLiteral("toolchain")).toString(); !name.isEmpty())
        m_kit.toolchain = toStd(name);
    m_kit.target = toStd(stored.value(QStringLiteral("target")).toString());
    if (const auto name = stored.value(QStringLiteral("profile")).toString(); !name.isEmpty())
        m_kit.profile = toStd(name);
    Q_EMIT projectChanged();
    Q_EMIT kitChanged();
    m_projectQuestion.ask(
        this, [path = toPath(m_project)](const CancelToken &) { return sysroot::readProject(path); },
        [this](sysroot::ProjectFacts facts) {
            m_projectName = toQt(facts.name);
            m_profiles = toQt(facts.profiles);
            m_projectRuns = facts.runs;
            m_projectProblem = facts.problem ? messageOf(*facts.problem) : QString();
            m_projectHint = facts.problem ? toQt(facts.problem->hint) : QString();
            if (m_kit.target.empty() && facts.target) {
                m_kit.target = *facts.target;
                Q_EMIT kitChanged();
            }
            Q_EMIT projectChanged();
            look();
        });
    m_xargo.open(toPath(m_project));
    m_specs.setProject(toPath(m_project));
    m_toolchains.refresh(toPath(m_project));
}

void Application::closeProject()
{
    m_project.clear();
    m_xargo.open({});
    m_specs.setProject({});
    m_settings.remove(QStringLiteral("project"));
    m_kit = {};
    Q_EMIT projectChanged();
    Q_EMIT kitChanged();
    look();
}

void Application::setToolchain(const QString &name)
{
    sysroot::Kit kit = m_kit;
    kit.toolchain = name.isEmpty() ? std::nullopt : std::optional(toStd(name));
    useKit(kit);
}

void Application::setTarget(const QString &target)
{
    auto names = m_settings.value(QStringLiteral("recentTargets")).toStringList();
    names.removeAll(target);
    names.prepend(target);
    m_settings.setValue(QStringLiteral("recentTargets"), names.mid(0, recentAtMost));
    sysroot::Kit kit = m_kit;
    kit.target = toStd(target);
    useKit(kit);
}

void Application::setProfile(const QString &profile)
{
    sysroot::Kit kit = m_kit;
    kit.profile = toStd(profile);
    useKit(kit);
}

void Application::useKit(const sysroot::Kit &kit)
{
    if (kit == m_kit)
        return;
    m_kit = kit;
    m_built = false;
    if (!m_project.isEmpty())
        m_settings.setValue(kitKey(m_project), QVariantMap{{QStringLiteral("toolchain"), toolchain()},
                                                           {QStringLiteral("target"), target()},
                                                           {QStringLiteral("profile"), profile()}});
    Q_EMIT kitChanged();
    look();
}

void Application::refresh()
{
    m_xargo.lookAtDisk();
    m_specs.lookAtDisk();
    m_specs.lookForFiles();
    m_toolchains.refresh(toPath(m_project));
    listSysroots();
    look();
}

void Application::look()
{
    m_looking = true;
    Q_EMIT readinessChanged();
    m_lookQuestion.ask(
        this,
        [kit = m_kit,
         project = m_project.isEmpty() ? fs::current_path() : toPath(m_project)](const CancelToken &cancel) {
            return sysroot::lookAround({.toolchain = kit.toolchain, .target = kit.target, .project = project}, cancel);
        },
        [this](Result<sysroot::Readiness> readiness) {
            m_looking = false;
            m_problem.clear();
            if (!readiness) {
                m_problem = messageOf(readiness.error());
            } else {
                const bool other = readiness->toolchain &&
                                   (!m_looked || !m_looked->toolchain ||
                                    m_looked->toolchain->compiler.identity != readiness->toolchain->compiler.identity);
                m_looked = std::move(*readiness);
                m_readiness.show(m_kit.target.empty() ? std::vector<rust::Finding>{} : m_looked->findings);
                if (other)
                    m_targets.load(m_looked->toolchain->compiler);
                if (m_looked->toolchain)
                    m_specs.setCompiler(m_looked->toolchain->compiler);
            }
            Q_EMIT readinessChanged();
            makePlan();
            decideStep();
        });
}

sysroot::SysrootRequest Application::sysrootRequest() const
{
    sysroot::SysrootRequest request;
    request.toolchain = *m_looked->toolchain;
    request.target = m_kit.target;
    request.project = m_project.isEmpty() ? fs::current_path() : toPath(m_project);
    std::error_code ignored;
    if (fs::is_regular_file(request.project / "Cargo.toml", ignored))
        request.manifestPath = request.project / "Cargo.toml";
    request.byName = true;
    return request;
}

void Application::makePlan()
{
    if (!m_looked || !m_looked->toolchain || m_kit.target.empty()) {
        m_planQuestion.drop();
        m_plan.clear();
        return;
    }
    m_planQuestion.ask(
        this,
        [request = sysrootRequest(), store = m_store](const CancelToken &cancel) -> Result<sysroot::SysrootPlan> {
            CY_TRY(auto plan, sysroot::planSysroot(request, store, cancel));
            sysroot::planUnits(plan, store);
            return plan;
        },
        [this](Result<sysroot::SysrootPlan> plan) {
            m_plan.show(plan);
            m_use.clear();
            m_configEdit.reset();
            if (plan) {
                m_xargo.setLibrary(plan->input->library.source, plan->input->info.hasStd.value_or(true));
                if (plan->ready)
                    planUse(*plan);
            }
            Q_EMIT planChanged();
            decideStep();
        });
}

void Application::planUse(const sysroot::SysrootPlan &plan)
{
    const auto &input = *plan.input;
    const sysroot::SysrootUse use{input.request.toolchain, input.target.name, input.target.specFile, plan.path};
    const auto commands = sysroot::buildCommands(use);
    m_use = {{QStringLiteral("command"), toQt(process::shown(commands.crossyard))},
             {QStringLiteral("cargo"), toQt(process::shown(commands.cargo))}};
    if (m_project.isEmpty())
        return;
    const auto config = sysroot::planConfig({.use = use,
                                             .project = toPath(m_project),
                                             .defaultTarget = true,
                                             .environment = wholeEnvironment(),
                                             .cfgs = &input.targetFacts.cfgs});
    if (!config) {
        m_use.insert(QStringLiteral("problem"), messageOf(config.error()));
        return;
    }
    const auto diff = config->edit.changes() ? sysroot::diffOf(config->edit) : std::string();
    m_use.insert(QStringLiteral("difference"), diff ? toQt(*diff) : messageOf(diff.error()));
    m_use.insert(QStringLiteral("remarks"), toQt(config->remarks));
    m_configEdit = config->edit;
}

void Application::writeConfig()
{
    if (!m_configEdit)
        return;
    const auto written = sysroot::apply(*m_configEdit);
    Q_EMIT told(written ? tr("Written; plain `cargo build` uses the sysroot now") : messageOf(written.error()));
    look();
}

void Application::listSysroots()
{
    m_sysrootsQuestion.ask(
        this, [store = m_store](const CancelToken &) { return sysroot::SysrootStore(store).list(); },
        [this](std::vector<sysroot::SysrootRecord> records) { m_sysroots.show(std::move(records)); });
}

void Application::decideStep()
{
    sysroot::StepFacts facts;
    facts.project = !m_project.isEmpty();
    facts.projectWorks = m_projectProblem.isEmpty();
    facts.target = !m_kit.target.empty();
    if (m_looked) {
        facts.canBuild = m_looked->canBuild;
        for (const auto &finding : m_looked->findings) {
            using State = rust::Finding::State;
            if (finding.required && (finding.state == State::Missing || finding.state == State::Broken) &&
                facts.firstMissing.empty())
                facts.firstMissing = finding.title + ": " + finding.how;
        }
        facts.needsSysroot =
            m_looked->toolchain && sysroot::needsOwnSysroot(*m_looked->toolchain, m_kit.target, toPath(m_project));
    }
    facts.sysrootReady = m_plan.ready();
    facts.built = m_built;
    facts.runs = m_projectRuns;
    m_step = sysroot::nextStep(facts);
    Q_EMIT stepChanged();
}

void Application::act(const QString &action)
{
    if (action == QLatin1String("build-sysroot"))
        startSysroot();
    else if (action == QLatin1String("build") || action == QLatin1String("run") || action == QLatin1String("test"))
        startCargo(action);
}

void Application::startSysroot()
{
    if (!m_looked || !m_looked->toolchain || m_kit.target.empty()) {
        Q_EMIT told(tr("Choose a target first"));
        return;
    }
    const auto request = sysrootRequest();
    job::JobRequest wanted;
    wanted.title = "Sysroot for " + m_kit.target;
    wanted.kind = "sysroot";
    wanted.subject =
        std::format("sysroot {} {} {}", m_kit.target, request.toolchain.compiler.identity, request.profile);
    wanted.project = toStd(m_project);
    wanted.again = nlohmann::json{{"action", "build-sysroot"},
                                  {"toolchain", toStd(toolchain())},
                                  {"target", m_kit.target},
                                  {"profile", m_kit.profile},
                                  {"project", toStd(m_project)}}
                       .dump();
    wanted.work = [request, store = m_store, project = toStd(m_project)](
                      activity::Reporter &reporter, const CancelToken &cancel) -> Result<std::string> {
        CY_TRY(auto plan, sysroot::planSysroot(request, store, cancel));
        CY_TRY(const auto built, sysroot::buildSysroot(plan, store, "the window, for " + project, reporter, cancel));
        return built.wasThere
                   ? std::string("it was there already")
                   : std::format("{} units compiled, {}", built.compiled, toStd(sizeText(built.record.size)));
    };
    const auto id = m_jobs.start(std::move(wanted));
    Q_EMIT jobStarted(id);
}

void Application::startCargo(const QString &verb)
{
    if (m_project.isEmpty() || m_kit.target.empty()) {
        Q_EMIT told(m_project.isEmpty() ? tr("Open a project first") : tr("Choose a target first"));
        return;
    }
    sysroot::CargoBuildRequest request;
    request.words = {toStd(verb), "--target", m_kit.target};
    if (m_kit.profile == "release")
        request.words.push_back("--release");
    else if (m_kit.profile != "dev")
        request.words.insert(request.words.end(), {"--profile", m_kit.profile});
    request.directory = toPath(m_project);
    request.environment = wholeEnvironment();
    request.environment["CARGO_TERM_COLOR"] = "always";
    request.store = m_store;
    request.wrapper = programBeside(QStringLiteral("crossyard"));
    request.toolchain = m_kit.toolchain;
    job::JobRequest wanted;
    wanted.title = std::format("cargo {} for {}", toStd(verb), m_kit.target);
    wanted.kind = toStd(verb);
    wanted.subject = std::format("cargo {} {} {} {}", toStd(verb), m_kit.target, m_kit.profile, toStd(m_project));
    wanted.project = toStd(m_project);
    wanted.again = nlohmann::json{{"action", toStd(verb)},
                                  {"toolchain", toStd(toolchain())},
                                  {"target", m_kit.target},
                                  {"profile", m_kit.profile},
                                  {"project", toStd(m_project)}}
                       .dump();
    wanted.work = [request, verb = toStd(verb)](activity::Reporter &reporter,
                                                const CancelToken &cancel) -> Result<std::string> {
        CY_TRY(auto build, sysroot::prepareCargo(request, reporter, cancel));
        build.command.environment["CARGO_TERM_COLOR"] = "always";
        build.command.environment["CARGO_TERM_PROGRESS_WHEN"] = "never";
        const auto id = reporter.start("cargo " + verb);
        reporter.command(id, process::shown(build.command));
        process::RunOptions options;
        options.cancel = cancel;
        options.onOutputLine =
            options.onErrorLine = [&](std::string_view line) { reporter.line(id, std::string(line)); };
        const auto finished = process::run(build.command, options);
        using Outcome = activity::Event::Outcome;
        reporter.finish(id, !finished
                                ? (finished.error().code == ErrorCode::Cancelled ? Outcome::Cancelled : Outcome::Failed)
                            : finished->ok() ? Outcome::Done
                                             : Outcome::Failed);
        if (!finished)
            return fail(finished.error());
        if (!finished->ok())
            return fail(ErrorCode::ToolFailed, std::format("cargo {} ended with status {}", verb, finished->exitCode));
        return std::string("it ended with status 0");
    };
    const auto id = m_jobs.start(std::move(wanted));
    if (verb == QLatin1String("build"))
        m_buildJob = id;
    Q_EMIT jobStarted(id);
}

void Application::runAgain(qint64 job)
{
    const auto text = m_jobs.again(job);
    const auto json = nlohmann::json::parse(text, nullptr, false);
    if (!json.is_object()) {
        Q_EMIT told(tr("This job cannot be run again from here"));
        return;
    }
    const auto value = [&](const char *name) { return json.value(name, std::string()); };
    if (value("project") != toStd(m_project))
        openProject(toQt(value("project")));
    sysroot::Kit kit = m_kit;
    kit.toolchain = value("toolchain").empty() ? std::nullopt : std::optional(value("toolchain"));
    kit.target = value("target");
    kit.profile = value("profile");
    useKit(kit);
    act(toQt(value("action")));
}

void Application::copy(const QString &text)
{
    QGuiApplication::clipboard()->setText(text);
    Q_EMIT told(tr("Copied"));
}

void Application::openFolder(const QString &path)
{
    QDesktopServices::openUrl(QUrl::fromLocalFile(path));
}

void Application::removeSysroot(const QString &name)
{
    for (const auto &record : m_sysroots.rows()) {
        if (toQt(record.name) != name)
            continue;
        m_removeQuestion.ask(
            this,
            [record, root = m_store](const CancelToken &cancel) -> Result<std::uintmax_t> {
                const sysroot::SysrootStore store(root);
                CY_CHECK(store.remove(record));
                CY_TRY(const auto lock, store.lockUnits(FileLock::Mode::Exclusive, cancel, [] {}));
                return store.sweepUnits();
            },
            [this](Result<std::uintmax_t> freed) {
                Q_EMIT told(freed ? tr("Freed %1").arg(*freed ? sizeText(*freed) : tr("nothing: others use it"))
                                  : messageOf(freed.error()));
                listSysroots();
                makePlan();
            });
    }
}

} // namespace crossyard::gui
