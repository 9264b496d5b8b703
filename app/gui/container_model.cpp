// SPDX-License-Identifier: MIT OR Apache-2.0
#include "container_model.h"

#include "base/files.h"
#include "base/strings.h"
#include "rust/doctor_packages.h"

#include <algorithm>

namespace crossyard::gui {

namespace {

// The plan follows what is chosen, and what happens to the files, after so many milliseconds.
constexpr int planDelay = 150;
// So many lines are searched for results of tests at once: a log may have a million.
constexpr std::size_t linesAtOnce = 20000;

} // namespace

ContainerModel::ContainerModel(JobModel *jobs, fs::path store, QObject *parent)
    : QObject(parent), m_jobs(jobs), m_store(std::move(store))
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(planDelay);
    connect(&m_timer, &QTimer::timeout, this, &ContainerModel::plan);
    connect(m_jobs, &JobModel::changed, this, &ContainerModel::followJob);
    // The walk shows how the job is.
    connect(this, &ContainerModel::started, this, &ContainerModel::changed);
}

void ContainerModel::setActive(bool active)
{
    if (active == m_active)
        return;
    m_active = active;
    Q_EMIT activeChanged();
    if (!m_active)
        return;
    followJob();
    // A page is in sight for a moment while its window is made: nothing is asked for that.
    if (m_stale || !looked())
        m_timer.start();
    Q_EMIT changed();
}

void ContainerModel::setKit(const fs::path &project, const sysroot::Kit &kit)
{
    if (project == m_asked.project && kit == m_asked.kit)
        return;
    if (project != m_asked.project) {
        m_asked = {.verb = m_asked.verb, .project = project};
        m_answer.reset();
        clear();
    }
    m_asked.kit = kit;
    followJob();
    planSoon();
}

sysroot::CargoJobRequest ContainerModel::around() const
{
    return {.store = m_store, .crossyard = m_program, .environment = wholeEnvironment()};
}

const container::Engine *ContainerModel::engine() const
{
    if (planned()) {
        const auto &chosen = m_answer->plan->container.engine;
        if (m_engines && std::ranges::any_of(*m_engines, [&](const auto &one) {
                return one.engine && one.engine->program == chosen.program;
            }))
            return &chosen;
    }
    if (!m_engines)
        return nullptr;
    const auto it = std::ranges::find_if(*m_engines, [](const auto &one) { return one.engine.has_value(); });
    return it == m_engines->end() ? nullptr : &*it->engine;
}

void ContainerModel::lookForEngines(bool anew)
{
    m_looking = true;
    Q_EMIT changed();
    struct Found {
        Result<std::vector<container::ProbedEngine>> engines;
        std::string install;
    };
    container::ProbeRequest request{.store = m_store, .anew = anew};
    m_engineQuestion.ask(
        this,
        [request, ask = m_questions.engines](const CancelToken &cancel) {
            const auto system = rust::findPackageSystem();
            return Found{ask(request, cancel), rust::installCommand(system, rust::packageOf(system, "podman"))};
        },
        [this](Found found) {
            m_looking = false;
            m_install = found.install;
            if (!found.engines) {
                Q_EMIT changed();
                return;
            }
            m_engines = std::move(*found.engines);
            m_stale = true;
            Q_EMIT changed();
            listImages();
            plan();
        });
}

void ContainerModel::listImages()
{
    if (!engine()) {
        m_imageQuestion.drop();
        m_imagesError.reset();
        m_images.show({});
        return;
    }
    m_imageQuestion.ask(
        this, [engine = *engine(), ask = m_questions.images](const CancelToken &cancel) { return ask(engine, cancel); },
        [this](Result<std::vector<container::StoredImage>> found) {
            m_imagesError = found ? std::nullopt : std::optional(found.error());
            m_images.show(found ? std::move(*found) : std::vector<container::StoredImage>());
            Q_EMIT changed();
        });
}

void ContainerModel::refresh()
{
    planSoon();
}

void ContainerModel::planSoon()
{
    m_stale = true;
    if (m_active)
        m_timer.start();
    Q_EMIT changed();
}

bool ContainerModel::planning() const
{
    return ready() && m_active && (m_asking || m_timer.isActive() || !looked()) &&
           !(m_answer && m_answer->asked.job == m_asked && m_answer->asked.engine == anyEngine());
}

void ContainerModel::plan()
{
    m_timer.stop();
    if (!m_active)
        return; // done when the page is in sight
    if (!looked()) {
        if (!m_looking)
            lookForEngines(false); // which brings the plan
        return;
    }
    m_stale = false;
    if (!ready()) {
        m_planQuestion.drop();
        m_asking = false;
        m_answer.reset();
        clear();
        Q_EMIT changed();
        return;
    }
    m_asking = true;
    Q_EMIT changed();
    m_planQuestion.ask(
        this, [asked = asked(), ask = m_questions.plan](const CancelToken &cancel) { return ask(asked, cancel); },
        [this](Result<ContainerAnswer> answer) {
            m_asking = false;
            if (answer)
                show(std::move(*answer));
            Q_EMIT changed();
        });
}

void ContainerModel::show(ContainerAnswer answer)
{
    m_answer = std::move(answer);
    m_writes.show(m_answer->writes);
}

void ContainerModel::clear()
{
    m_writes.show({});
}

void ContainerModel::setRelease(const QString &release)
{
    const auto chosenOne = release.isEmpty() ? std::nullopt : std::optional(toStd(release));
    if (chosenOne == m_asked.release)
        return;
    m_asked.release = chosenOne;
    Q_EMIT chosen();
    planSoon();
}

void ContainerModel::setProtection(const QString &name)
{
    std::optional<container::Protection> wanted;
    if (!name.isEmpty()) {
        const auto parsed = container::parseProtection(toStd(name));
        if (!parsed)
            return;
        wanted = *parsed;
    }
    if (wanted == m_asked.protection)
        return;
    m_asked.protection = wanted;
    Q_EMIT chosen();
    planSoon();
}

QVariantMap ContainerModel::choices() const
{
    QVariantMap map;
    if (m_asked.protection)
        map.insert(QStringLiteral("protection"), toQt(container::protectionName(*m_asked.protection)));
    if (m_asked.release)
        map.insert(QStringLiteral("release"), release());
    return map;
}

void ContainerModel::setChoices(const QVariantMap &choices)
{
    const auto protection = container::parseProtection(toStd(choices.value(QStringLiteral("protection")).toString()));
    m_asked.protection = protection ? std::optional(*protection) : std::nullopt;
    const auto release = toStd(choices.value(QStringLiteral("release")).toString());
    m_asked.release = release.empty() ? std::nullopt : std::optional(release);
    planSoon();
}

bool ContainerModel::canStart() const
{
    return planned() && !m_answer->error && !planning() && !jobRuns();
}

void ContainerModel::begin(job::JobRequest request)
{
    const auto id = m_jobs->start(std::move(request));
    followJob();
    Q_EMIT started(id);
}

void ContainerModel::start(const QString &verb)
{
    if (!canStart())
        return;
    auto job = m_asked;
    job.debug = verb == QLatin1String("debug");
    job.verb = job.debug ? "run" : toStd(verb);
    begin(container::crossJob(job, around()));
}

bool ContainerModel::runAgain(std::string_view text)
{
    const auto job = container::crossJobFrom(text);
    if (job)
        begin(container::crossJob(*job, around()));
    return job.has_value();
}

void ContainerModel::makeAnew(const QString &target, const QString &release)
{
    begin(container::imageJob(toStd(target), toStd(release), m_asked, around()));
}

void ContainerModel::cancel()
{
    if (jobRuns())
        m_jobs->cancel(m_job);
}

void ContainerModel::exportTo(const QString &form, const QUrl &file)
{
    const auto wanted = container::parseExportForm(toStd(form));
    if (!planned() || !wanted || !file.isLocalFile())
        return;
    m_exportQuestion.ask(
        this,
        [asked = asked(), form = *wanted, path = toPath(file.toLocalFile()),
         ask = m_questions.exported](const CancelToken &cancel) -> Result<void> {
            CY_TRY(const std::string text, ask(asked, form, cancel));
            return writeFile(path, text);
        },
        [this, name = file.fileName()](Result<void> written) {
            if (written)
                Q_EMIT told(tr("%1 was written").arg(name));
            else // what is refused can be mended
                Q_EMIT told(QStringLiteral("%1: %2").arg(messageOf(written.error()), toQt(written.error().hint)));
        });
}

// The newest job of this project in a container, whoever started it.
void ContainerModel::followJob()
{
    const auto project = toUtf8(m_asked.project);
    const auto it = std::ranges::find_if(
        m_jobs->rows(), [&](const auto &info) { return info.kind == "cross" && info.project == project; });
    const qint64 newest = project.empty() || it == m_jobs->rows().end() ? 0 : it->id;
    if (newest != m_job) {
        m_job = newest;
        const auto asked = container::crossJobFrom(m_job == 0 ? std::string() : m_jobs->again(m_job));
        m_verb = asked ? toQt(asked->verb) : QString();
        m_debugs = asked && asked->debug;
        m_debugger.clear();
        m_read = 0;
        m_tests.clear();
    } else if (m_job == 0) {
        return;
    }
    if (m_active)
        readLog();
    Q_EMIT jobChanged();
}

void ContainerModel::readLog()
{
    const bool tests = m_verb == QLatin1String("test");
    if (!tests && !m_debugs)
        return;
    const auto log = m_jobs->queue().log(m_job);
    const auto end = std::min(log->count(), m_read + linesAtOnce);
    if (end <= m_read)
        return;
    std::vector<std::string> lines;
    for (; m_read < end; ++m_read) {
        lines.push_back(log->line(m_read));
        // What we say is nobody's; a program may say the same.
        const auto text = trim(lines.back());
        if (m_debugs && log->activityOf(m_read) == 0 && text.starts_with(container::waitingForDebugger))
            m_debugger = toQt(text.substr(container::waitingForDebugger.size()));
    }
    if (tests)
        m_tests.take(lines);
}

void ContainerModel::jobHasEnded()
{
    if (looked())
        listImages();
    Q_EMIT changed();
}

void ContainerModel::takeOver()
{
    settleWrites(true);
}

void ContainerModel::discard()
{
    settleWrites(false);
}

void ContainerModel::settleWrites(bool take)
{
    // A container that runs has its layer open.
    if (!m_answer || m_answer->root.empty() || m_writes.count() == 0 || jobRuns())
        return;
    m_writesQuestion.ask(
        this,
        [take, root = m_answer->root, writes = container::writesOf(m_store, m_answer->root)](const CancelToken &) {
            return take ? container::applyWrites(writes, root) : container::discardWrites(writes);
        },
        [this, take, count = m_writes.count()](Result<void> settled) {
            if (!settled)
                Q_EMIT told(messageOf(settled.error()));
            else if (take)
                Q_EMIT told(count == 1 ? tr("1 file was taken over") : tr("%1 files were taken over").arg(count));
            else
                Q_EMIT told(count == 1 ? tr("1 file was thrown away") : tr("%1 files were thrown away").arg(count));
            refresh();
        });
}

void ContainerModel::removeImage(const QString &id)
{
    const auto it = std::ranges::find(m_images.rows(), toStd(id), &container::StoredImage::id);
    if (it == m_images.rows().end() || !engine())
        return;
    m_removeQuestion.ask(
        this,
        [image = *it, engine = *engine(), remove = m_questions.removeImage](const CancelToken &cancel) {
            return remove(image, engine, cancel);
        },
        [this](Result<void> removed) {
            if (!removed)
                Q_EMIT told(messageOf(removed.error()));
            listImages();
            refresh(); // it may have been the one to be used
        });
}

} // namespace crossyard::gui
