// SPDX-License-Identifier: MIT OR Apache-2.0
#include "application.h"

#include "base/strings.h"
#include "notifier.h"
#include "process/editor.h"
#include "sysroot/use_sysroot.h"
#include "text.h"

#include <QClipboard>
#include <QCoreApplication>
#include <QDesktopServices>
#include <QFileInfo>
#include <QGuiApplication>
#include <QProcess>

#include <algorithm>

namespace crossyard::gui {

namespace {

Application *theInstance = nullptr;

constexpr int recentAtMost = 8;
// The plan follows the edits of Xargo.toml after so many milliseconds.
constexpr int planDelay = 200;

// The key under which something of a project is remembered.
QString projectKey(const char *what, const QString &project)
{
    return QLatin1String(what) + QLatin1Char('/') +
           QString::fromLatin1(project.toUtf8().toBase64(QByteArray::Base64UrlEncoding));
}

fs::path programBeside(const QString &name)
{
    return toPath(QCoreApplication::applicationDirPath()) / toPath(name);
}

} // namespace

Application::Application(const fs::path &store, QObject *parent)
    : QObject(parent), m_toolchains(this), m_targets(this), m_readiness(this), m_plan(this), m_sysroots(this),
      m_xargo(this), m_graph(this), m_specs(this), m_jobs(store, this), m_changes(&m_jobs, this),
      m_bootstrap(&m_jobs, store, this), m_containers(&m_jobs, store, this), m_store(store), m_outside(store)
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
    connect(&m_features, &FeatureModel::written, this, [this] {
        m_filesChanged = true;
        readProject();
    });
    m_planTimer.setSingleShot(true);
    m_planTimer.setInterval(planDelay);
    connect(&m_xargo, &XargoModel::changed, &m_planTimer, qOverload<>(&QTimer::start));
    connect(&m_planTimer, &QTimer::timeout, this, [this] {
        if (!m_looking) // else it is made when that is known
            makePlan();
    });
    connect(&m_use, &UseModel::written, this, [this](const QString &text) {
        Q_EMIT told(text);
        look();
    });
    connect(&m_toolchains, &ToolchainModel::loadingChanged, this, &Application::toolchainsChanged);
    connect(&m_jobs, &JobModel::ended, this, &Application::jobHasEnded);
    connect(&m_changes, &ToolchainChanges::started, this, &Application::jobStarted);
    connect(&m_changes, &ToolchainChanges::ended, this, &Application::refresh);
    connect(&m_outside, &Outside::projectChanged, this, [this] {
        m_xargo.lookAtDisk();
        m_specs.lookAtDisk();
        m_filesChanged = true;
        readProject();
    });
    connect(&m_outside, &Outside::sysrootsChanged, this, [this] {
        listSysroots();
        m_planTimer.start();
    });
    connect(&m_outside, &Outside::toolchainsChanged, this, [this] {
        if (m_changes.isRunning())
            return; // what is half done is not shown; its end brings a refresh
        m_toolchains.refresh(toPath(m_project));
        look();
    });
    followBootstrap();
    followContainers();
    const auto last = m_settings.value(QStringLiteral("project")).toString();
    decideStep();
    refresh();
    if (!last.isEmpty())
        openProject(last);
}

void Application::followBootstrap()
{
    m_bootstrap.setRecent(m_settings.value(QStringLiteral("recentPackages")).toStringList());
    m_bootstrap.openAgain(toStd(m_settings.value(QStringLiteral("bootstrap")).toString()));
    connect(&m_bootstrap, &BootstrapModel::chosen, this,
            [this] { m_settings.setValue(QStringLiteral("bootstrap"), toQt(m_bootstrap.remembered())); });
    connect(&m_bootstrap, &BootstrapModel::recentChanged, this,
            [this] { m_settings.setValue(QStringLiteral("recentPackages"), m_bootstrap.recent()); });
    connect(&m_bootstrap, &BootstrapModel::started, this, &Application::jobStarted);
    connect(&m_bootstrap, &BootstrapModel::told, this, &Application::told);
}

void Application::followContainers()
{
    m_containers.setProgram(programBeside(QStringLiteral("crossyard")));
    connect(this, &Application::kitChanged, this, [this] {
        const auto project = toPath(m_project);
        const bool other = project != m_containers.project();
        m_containers.setKit(project, m_kit);
        if (other && !m_project.isEmpty())
            m_containers.setChoices(m_settings.value(projectKey("containers", m_project)).toMap());
    });
    connect(&m_containers, &ContainerModel::chosen, this, [this] {
        if (!m_project.isEmpty())
            m_settings.setValue(projectKey("containers", m_project), m_containers.choices());
    });
    connect(&m_containers, &ContainerModel::started, this, &Application::jobStarted);
    connect(&m_containers, &ContainerModel::told, this, &Application::told);
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

QVariantMap Application::interrupted() const
{
    const auto seen = m_settings.value(QStringLiteral("interruptedSeen")).toLongLong();
    for (const auto &info : m_jobs.rows()) {
        if (info.state == job::JobState::Interrupted && info.id > seen)
            return {{QStringLiteral("id"), QVariant::fromValue<qint64>(info.id)},
                    {QStringLiteral("title"), toQt(info.title)}};
    }
    return {};
}

void Application::dismissInterrupted()
{
    m_settings.setValue(QStringLiteral("interruptedSeen"), interrupted().value(QStringLiteral("id")));
    Q_EMIT interruptedChanged();
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
    m_stages.setPlan(nullptr);
    m_projectName.clear();
    m_projectProblem.clear();
    m_projectRuns = false;
    m_built = false;
    m_looking = true; // until look() below has found out
    m_settings.setValue(QStringLiteral("project"), m_project);
    auto list = recent();
    list.removeAll(m_project);
    list.prepend(m_project);
    m_settings.setValue(QStringLiteral("recent"), list.mid(0, recentAtMost));
    const auto stored = m_settings.value(projectKey("kits", m_project)).toMap();
    m_kit = {};
    if (const auto name = stored.value(QStringLiteral("toolchain")).toString(); !name.isEmpty())
        m_kit.toolchain = toStd(name);
    m_kit.target = toStd(stored.value(QStringLiteral("target")).toString());
    if (const auto name = stored.value(QStringLiteral("profile")).toString(); !name.isEmpty())
        m_kit.profile = toStd(name);
    Q_EMIT projectChanged();
    Q_EMIT kitChanged();
    m_graph.await();
    readProject();
    m_outside.setProject(toPath(m_project));
    m_xargo.open(toPath(m_project));
    m_changes.setProject(toPath(m_project));
    m_specs.setProject(toPath(m_project));
    m_toolchains.refresh(toPath(m_project));
}

void Application::readProject()
{
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
}

void Application::closeProject()
{
    m_projectQuestion.drop();
    m_project.clear();
    m_stages.setPlan(nullptr);
    m_outside.setProject({});
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
        m_settings.setValue(projectKey("kits", m_project), QVariantMap{{QStringLiteral("toolchain"), toolchain()},
                                                           {QStringLiteral("target"), target()},
                                                           {QStringLiteral("profile"), profile()}});
    Q_EMIT kitChanged();
    look();
}

void Application::refresh()
{
    m_xargo.lookAtDisk();
    m_changes.setProject(toPath(m_project));
    m_changes.refresh();
    m_specs.lookAtDisk();
    m_specs.lookForFiles();
    m_filesChanged = true; // also in crates that nobody watches
    m_toolchains.refresh(toPath(m_project));
    m_bootstrap.refresh();
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
                if (other) {
                    m_targets.load(m_looked->toolchain->compiler);
                    if (m_looked->toolchain->source)
                        m_xargo.setLibrary(*m_looked->toolchain->source, true);
                }
                if (m_looked->toolchain)
                    m_specs.setCompiler(m_looked->toolchain->compiler);
            }
            Q_EMIT readinessChanged();
            m_containers.refresh();
            showGraph();
            makePlan();
            decideStep();
            if (const auto wanted = std::exchange(m_wanted, {}); !wanted.isEmpty())
                act(wanted);
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
    if (m_xargo.dirty()) {
        request.xargoManifest = toPath(m_xargo.file());
        request.xargoText = toStd(m_xargo.text());
    }
    return request;
}

void Application::showGraph()
{
    std::optional<ProjectSource> source;
    if (!m_project.isEmpty())
        source = {.path = toPath(m_project),
                  .compiler =
                      m_looked && m_looked->toolchain ? std::optional(m_looked->toolchain->compiler) : std::nullopt,
                  .target = m_kit.target,
                  .toolchain = m_kit.toolchain.value_or("")};
    m_graph.setProject(source, std::exchange(m_filesChanged, false));
}

void Application::makePlan()
{
    if (!m_looked || !m_looked->toolchain || m_kit.target.empty()) {
        m_planQuestion.drop();
        m_plan.clear();
        m_graph.setPlan(nullptr);
        m_stages.setPlan(nullptr);
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
            if (plan)
                m_xargo.setLibrary(plan->input->library.source, plan->input->info.hasStd.value_or(true));
            if (plan && plan->ready && !m_xargo.dirty())
                m_use.show(*plan, toPath(m_project), m_store);
            else
                m_use.clear();
            const auto made = plan ? std::make_shared<const sysroot::SysrootPlan>(std::move(*plan)) : nullptr;
            m_graph.setPlan(made);
            if (made) // else the picture stays, with what is wrong beside it
                m_stages.setPlan(made);
            Q_EMIT planChanged();
            decideStep();
        });
}

void Application::linkToolchain()
{
    if (m_use.linkPlan())
        Q_EMIT jobStarted(m_jobs.start(sysroot::linkJob(*m_use.linkPlan())));
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
    if (m_looking) {
        m_wanted = action;
        return;
    }
    start({.action = toStd(action), .kit = m_kit, .project = toPath(m_project)});
}

void Application::start(const sysroot::KitJob &asked)
{
    const bool cargo = sysroot::isCargoAction(asked.action);
    if (!cargo && asked.action != "build-sysroot")
        return;
    if (cargo && asked.project.empty()) {
        Q_EMIT told(tr("Open a project first"));
        return;
    }
    if (asked.kit.target.empty()) {
        Q_EMIT told(tr("Choose a target first"));
        return;
    }
    if (m_xargo.dirty()) {
        if (!m_xargo.save())
            return; // the page says why
        Q_EMIT told(tr("Saved Xargo.toml"));
    }
    if (!cargo && (!m_looked || !m_looked->toolchain)) {
        Q_EMIT told(tr("There is no toolchain to build it with"));
        return;
    }
    const auto id =
        m_jobs.start(cargo ? sysroot::cargoJob(asked, {.store = m_store,
                                                       .crossyard = programBeside(QStringLiteral("crossyard")),
                                                       .environment = wholeEnvironment()})
                           : sysroot::sysrootJob(asked, sysrootRequest(), m_store));
    if (asked.action == "build" || asked.action == "build-anew")
        m_buildJob = id;
    Q_EMIT jobStarted(id);
}

void Application::jobHasEnded(qint64 id, const QString &title, const QString &state)
{
    m_built |= id == m_buildJob && state == QLatin1String("done");
    if (m_preferences.notifications())
        notify(m_window, title, stateWord(state));
    Q_EMIT jobEnded(title, state);
    if (m_inBackground && m_jobs.active() == 0) {
        Q_EMIT endedInBackground();
        return;
    }
    m_bootstrap.jobHasEnded(id);
    m_containers.jobHasEnded();
    listSysroots();
    look();
}

void Application::goOnInBackground(QWindow *window)
{
    m_inBackground = true;
    window->hide();
}

void Application::runAgain(qint64 job)
{
    const auto text = m_jobs.again(job);
    const auto asked = sysroot::kitJobFrom(text);
    if (!asked) {
        Q_EMIT told(tr("This job cannot be run again from here"));
        return;
    }
    if (job == interrupted().value(QStringLiteral("id")).toLongLong())
        dismissInterrupted();
    if (asked->action == "change-toolchain") {
        m_changes.openAgain(text);
        Q_EMIT showPage(QStringLiteral("toolchains"));
        return;
    }
    if (asked->action == "bootstrap") {
        m_bootstrap.openAgain(text);
        Q_EMIT showPage(QStringLiteral("bootstrap"));
        return;
    }
    if (asked->action == "cross") {
        if (!m_containers.runAgain(text))
            Q_EMIT told(tr("This job cannot be run again from here"));
        return;
    }
    if (asked->project != toPath(m_project))
        asked->project.empty() ? closeProject() : openProject(pathText(asked->project));
    useKit(asked->kit);
    act(toQt(asked->action));
}

void Application::openInEditor(const QString &file, int line, int column)
{
    const auto place = resolvePath(m_project.isEmpty() ? fs::current_path() : toPath(m_project), toPath(file));
    std::error_code ignored;
    if (!fs::exists(place, ignored)) {
        Q_EMIT told(tr("There is no file %1").arg(pathText(place)));
        return;
    }
    const auto pattern = m_preferences.editor();
    if (pattern.isEmpty()) {
        QDesktopServices::openUrl(QUrl::fromLocalFile(pathText(place)));
        return;
    }
    const auto command = process::editorCommand(toStd(pattern), {place, std::max(line, 1), std::max(column, 1)});
    QStringList words;
    if (command)
        words = toQt(command->arguments);
    if (!command)
        Q_EMIT told(messageOf(command.error()));
    else if (!QProcess::startDetached(pathText(command->program), words))
        Q_EMIT told(tr("%1 did not start").arg(pathText(command->program)));
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
    std::vector<sysroot::SysrootRecord> gone;
    for (const auto &record : m_sysroots.rows()) {
        if (toQt(record.name) == name)
            gone.push_back(record);
    }
    remove(std::move(gone));
}

void Application::cleanUp(double keep)
{
    remove(m_sysroots.beyond(keep));
}

void Application::remove(std::vector<sysroot::SysrootRecord> records)
{
    m_removeQuestion.ask(
        this,
        [records = std::move(records), root = m_store](const CancelToken &cancel) -> Result<std::uintmax_t> {
            const sysroot::SysrootStore store(root);
            for (const auto &record : records)
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

} // namespace crossyard::gui
