// SPDX-License-Identifier: MIT OR Apache-2.0
#include "bootstrap_model.h"

#include "text.h"

#include "base/strings.h"
#include "bootstrap/package_source.h"
#include "bootstrap/script_export.h"

#include <QDir>

#include <algorithm>

namespace crossyard::gui {

namespace {

// The plan follows the choices after so many milliseconds.
constexpr int planDelay = 150;
// What is fetched is looked at so often.
constexpr int listenInterval = 100;
constexpr int recentAtMost = 6;

} // namespace

BootstrapModel::BootstrapModel(JobModel *jobs, fs::path store, QObject *parent)
    : QObject(parent), m_jobs(jobs), m_store(std::move(store))
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(planDelay);
    connect(&m_timer, &QTimer::timeout, this, &BootstrapModel::plan);
    m_listenTimer.setInterval(listenInterval);
    connect(&m_listenTimer, &QTimer::timeout, this, [this] {
        if (auto words = m_ear->words(); words != m_heard) {
            m_heard = std::move(words);
            Q_EMIT fetchingChanged();
        }
    });
    connect(m_jobs, &JobModel::changed, this, [this] {
        if (m_job != 0)
            Q_EMIT jobChanged();
    });
    connect(&m_patches, &BootstrapPatches::saved, this, &BootstrapModel::refresh);
    // The walk shows how the job is.
    connect(this, &BootstrapModel::started, this, &BootstrapModel::changed);
}

void BootstrapModel::setActive(bool active)
{
    if (active == m_active)
        return;
    m_active = active;
    Q_EMIT activeChanged();
    if (m_active && m_stale)
        readPackage();
}

void BootstrapModel::setRecent(const QStringList &recent)
{
    m_recent = recent;
    Q_EMIT recentChanged();
}

void BootstrapModel::open(const QString &path)
{
    fs::path package = absolutePath(toPath(path));
    if (package.filename() == "Cargo.toml")
        package = package.parent_path();
    take(package, std::nullopt);
}

void BootstrapModel::obtain(const QString &source)
{
    const std::string text(trim(toStd(source)));
    if (text.empty())
        return;
    m_obtaining.clear();
    hush(); // what is fetched for a plan is told no more
    m_obtaining = toQt(text);
    m_error.reset();
    m_problem.reset();
    Q_EMIT changed();
    m_sourceQuestion.ask(
        this,
        [text, home = toPath(QDir::homePath()), store = m_store, ear = listen()](const CancelToken &cancel) {
            activity::Reporter reporter(ear);
            return bootstrap::obtainPackage(text, home, store, cancel, &reporter);
        },
        [this](Result<bootstrap::ObtainedPackage> package) {
            m_obtaining.clear();
            hush();
            if (package) {
                take(package->directory, package->targetDir);
                return;
            }
            m_error = package.error();
            m_problem = bootstrap::PlanProblem{bootstrap::BootstrapStep::Source, ""};
            Q_EMIT changed();
        });
}

void BootstrapModel::obtainUrl(const QUrl &url)
{
    if (url.isLocalFile())
        obtain(url.toLocalFile());
}

void BootstrapModel::take(const fs::path &package, const std::optional<fs::path> &targetDir)
{
    if (package != request().package) {
        m_asked = {.toolchain = m_asked.toolchain};
        request().package = package;
        request().targetDir = targetDir;
        request().offline = true; // nothing comes from the network before that is asked for
        m_job = 0;
        m_choices.reset();
        clearPlan();
    }
    m_recent.removeAll(pathText(package));
    m_recent.prepend(pathText(package));
    m_recent = m_recent.mid(0, recentAtMost);
    Q_EMIT recentChanged();
    Q_EMIT chosen();
    Q_EMIT jobChanged();
    refresh();
}

void BootstrapModel::openUrl(const QUrl &url)
{
    if (url.isLocalFile())
        open(url.toLocalFile());
}

void BootstrapModel::close()
{
    m_timer.stop();
    m_sourceQuestion.drop();
    m_packageQuestion.drop();
    m_planQuestion.drop();
    m_obtaining.clear();
    m_asked = {};
    m_choices.reset();
    m_job = 0;
    m_planning = m_stopped = false;
    hush();
    lookAtRecordings();
    clearPlan();
    Q_EMIT chosen();
    Q_EMIT jobChanged();
    Q_EMIT changed();
}

void BootstrapModel::openAgain(std::string_view text)
{
    auto asked = bootstrap::askedFrom(text);
    if (!asked)
        return;
    const bool same = asked->request.package == request().package;
    m_asked = std::move(*asked);
    if (!same) {
        m_job = 0;
        m_choices.reset();
        clearPlan();
    }
    Q_EMIT chosen();
    Q_EMIT jobChanged();
    refresh();
}

std::string BootstrapModel::remembered() const
{
    return request().package.empty() ? std::string() : bootstrap::toJson(m_asked);
}

void BootstrapModel::refresh()
{
    m_stale = true;
    if (m_active)
        readPackage();
    else
        Q_EMIT changed();
}

// What there is to choose from comes before the plan, and also where there can be none.
void BootstrapModel::readPackage()
{
    if (request().package.empty())
        return;
    m_stale = false;
    m_timer.stop();
    beginPlanning();
    m_packageQuestion.ask(
        this, [package = request().package](const CancelToken &) { return bootstrap::readPackageChoices(package); },
        [this](Result<bootstrap::PackageChoices> choices) {
            if (choices) {
                m_choices = std::move(*choices);
                plan();
                return;
            }
            m_choices.reset();
            clearPlan();
            m_planning = false;
            m_error = choices.error();
            m_problem = bootstrap::PlanProblem{bootstrap::BootstrapStep::Source, ""};
            Q_EMIT changed();
        });
}

// The choices are others.
void BootstrapModel::choose()
{
    Q_EMIT chosen();
    if (request().package.empty() || !m_active || !m_choices) {
        refresh();
        return;
    }
    m_timer.start();
    beginPlanning();
}

void BootstrapModel::beginPlanning()
{
    m_planning = true;
    m_stopped = false;
    m_planQuestion.drop();
    hush();
    Q_EMIT changed();
}

void BootstrapModel::plan()
{
    beginPlanning();
    lookAtRecordings();
    m_planQuestion.ask(
        this,
        [asked = m_asked, store = m_store, ear = listen()](const CancelToken &cancel) {
            activity::Reporter reporter(ear);
            return answerFor(asked, store, cancel, reporter);
        },
        [this](Result<BootstrapAnswer> answer) { show(std::move(answer)); });
}

std::shared_ptr<activity::Sink> BootstrapModel::listen()
{
    if (m_ear)
        return nullptr; // a package is brought here, which is what is told
    m_ear = std::make_shared<activity::LatestWordsSink>();
    m_listenTimer.start();
    return m_ear;
}

void BootstrapModel::hush()
{
    if (!m_obtaining.isEmpty())
        return;
    m_listenTimer.stop();
    m_ear.reset();
    if (m_heard == activity::LatestWords())
        return;
    m_heard = {};
    Q_EMIT fetchingChanged();
}

void BootstrapModel::stop()
{
    if (!m_obtaining.isEmpty()) {
        m_sourceQuestion.drop();
        m_obtaining.clear();
    } else if (m_planning) {
        m_timer.stop();
        m_packageQuestion.drop();
        m_planQuestion.drop();
        m_planning = false;
        m_stopped = true;
        clearPlan();
    }
    hush();
    Q_EMIT changed();
}

void BootstrapModel::show(Result<BootstrapAnswer> answer)
{
    m_planning = false;
    hush();
    if (!answer) {
        clearPlan();
        m_error = answer.error();
        m_problem = bootstrap::problemOf(*m_error, request());
        Q_EMIT changed();
        return;
    }
    m_answer = std::move(*answer);
    m_error = bootstrap::obstacleOf(*m_answer->plan);
    m_problem = m_error ? std::optional(bootstrap::problemOf(*m_error, request())) : std::nullopt;
    m_patches.show(m_answer->plan->patches);
    m_units.show(m_answer->units);
    m_packages.show(m_answer->packages);
    m_picture.showPlan(m_answer->graph);
    Q_EMIT changed();
}

void BootstrapModel::clearPlan()
{
    m_answer.reset();
    m_error.reset();
    m_problem.reset();
    m_units.show({});
    m_packages.show({});
    m_patches.show({});
    m_picture.showPlan({});
}

void BootstrapModel::start()
{
    startJob(false);
}

void BootstrapModel::verify()
{
    startJob(true);
}

void BootstrapModel::startJob(bool verify)
{
    if (!canStart() || jobRuns())
        return;
    auto asked = m_answer->asked;
    asked.verify = verify;
    m_job = m_jobs->start(bootstrap::bootstrapJob(asked, *m_answer->plan, m_store));
    Q_EMIT jobChanged();
    Q_EMIT started(m_job);
}

void BootstrapModel::writeRecipe(const QUrl &file)
{
    if (!m_answer || !file.isLocalFile())
        return;
    m_recipeQuestion.ask(
        this,
        [plan = m_answer->plan, path = toPath(file.toLocalFile())](const CancelToken &) {
            return bootstrap::writeRecipe(*plan, path);
        },
        [this, name = file.fileName()](Result<void> written) {
            Q_EMIT told(written ? tr("%1 was written").arg(name) : messageOf(written.error()));
        });
}

void BootstrapModel::cancel()
{
    if (jobRuns())
        m_jobs->cancel(m_job);
}

bool BootstrapModel::jobRuns() const
{
    return jobFacts().value(QStringLiteral("active")).toBool();
}

void BootstrapModel::jobHasEnded(qint64 id)
{
    Q_EMIT jobChanged();
    if (id == m_job || m_answer) // others may have put something into the store
        refresh();
}

void BootstrapModel::search(const QString &words)
{
    m_units.search(words);
    m_packages.search(words);
}

} // namespace crossyard::gui
