// SPDX-License-Identifier: MIT OR Apache-2.0
// What ContainerModel knows, as QML takes it.
#include "container_model.h"

#include "base/strings.h"

#include <algorithm>

namespace crossyard::gui {

using container::Finding;

namespace {

QString kindOf(Finding::Severity severity)
{
    switch (severity) {
    case Finding::Severity::Error:
        return QStringLiteral("failed");
    case Finding::Severity::Warning:
        return QStringLiteral("warning");
    case Finding::Severity::Note:
        return QStringLiteral("optional");
    }
    return {};
}

void putPlace(QVariantMap &map, const Place &place)
{
    map.insert(QStringLiteral("file"), pathText(place.file));
    map.insert(QStringLiteral("line"), place.line);
    map.insert(QStringLiteral("column"), place.column);
}

QString sentence(const std::string &words)
{
    QString text = toQt(words);
    if (!text.isEmpty())
        text[0] = text[0].toUpper();
    return text;
}

QStringList sentences(const std::vector<std::string> &list)
{
    QStringList texts;
    for (const auto &words : list)
        texts << sentence(words);
    return texts;
}

QVariantMap mapOf(const Finding &finding)
{
    QVariantMap map{{QStringLiteral("kind"), kindOf(finding.severity)},
                    {QStringLiteral("text"), sentence(finding.message)},
                    {QStringLiteral("hint"), toQt(finding.hint)},
                    {QStringLiteral("place"), finding.origin.kind == container::Origin::Kind::Default
                                                  ? QString()
                                                  : toQt(describe(finding.origin))}};
    putPlace(map, finding.origin.place);
    return map;
}

QString stateOf(const std::vector<Finding> &findings)
{
    if (container::hasErrors(findings))
        return QStringLiteral("failed");
    return std::ranges::contains(findings, Finding::Severity::Warning, &Finding::severity) ? QStringLiteral("warning")
                                                                                           : QString();
}

} // namespace

QVariantMap ContainerModel::walk() const
{
    const QString done = QStringLiteral("done");
    const QString queued = QStringLiteral("queued");
    const QString failed = QStringLiteral("failed");
    const QString running = QStringLiteral("running");
    const QString step = stepOfProblem();
    const QString state = m_answer ? stateOf(m_answer->findings) : QString();
    const bool made = planned() && m_answer->plan->image.steps.empty();
    const auto job = jobFacts().value(QStringLiteral("state")).toString();
    QString plan = planning() ? running : planned() && !m_answer->error ? done : queued;
    if (!planning() && step == QLatin1String("plan"))
        plan = failed;
    return {{QStringLiteral("engine"), m_looking     ? running
                                       : !looked()   ? queued
                                       : anyEngine() ? done
                                                     : failed},
            {QStringLiteral("image"), !state.isEmpty() ? state
                                      : made           ? done
                                                       : queued},
            {QStringLiteral("touch"), !planned()                                ? queued
                                      : protection() == QLatin1String("legacy") ? QStringLiteral("warning")
                                                                                : done},
            {QStringLiteral("plan"), plan},
            {QStringLiteral("result"), job.isEmpty() ? queued : job},
            {QStringLiteral("writes"), m_writes.count() > 0 ? QStringLiteral("warning") : queued},
            {QStringLiteral("images"), !m_imagesError ? m_images.count() > 0 ? done : queued : failed}};
}

QVariantList ContainerModel::engines() const
{
    QVariantList list;
    for (const auto &one : m_engines.value_or(std::vector<container::ProbedEngine>())) {
        QVariantMap map{{QStringLiteral("kind"), toQt(container::engineName(one.kind))},
                        {QStringLiteral("program"), pathText(one.program)},
                        {QStringLiteral("works"), one.engine.has_value()},
                        {QStringLiteral("used"), engine() && one.engine && engine()->program == one.program},
                        {QStringLiteral("steps"), sentences(one.steps)}};
        if (one.engine) {
            QStringList facts{toQt(one.engine->architecture),
                              one.engine->rootless ? tr("without root's rights") : tr("with root's rights")};
            if (one.engine->remote)
                facts << tr("on another machine");
            map.insert(QStringLiteral("version"), toQt(one.engine->version));
            map.insert(QStringLiteral("facts"), facts.join(QStringLiteral("  ·  ")));
            map.insert(QStringLiteral("remedies"), sentences(one.engine->remedies));
        } else {
            map.insert(QStringLiteral("problem"), messageOf(one.engine.error()));
            map.insert(QStringLiteral("hint"), toQt(one.engine.error().hint));
        }
        list << map;
    }
    return list;
}

QString ContainerModel::stepOfProblem() const
{
    if (looked() && !anyEngine())
        return QStringLiteral("engine");
    if (!m_answer)
        return {};
    if (m_answer->configErrors)
        return QStringLiteral("image");
    return m_answer->error ? QStringLiteral("plan") : QString();
}

QVariantMap ContainerModel::problem() const
{
    const QString step = stepOfProblem();
    if (step.isEmpty() || planning())
        return {};
    QVariantMap map{{QStringLiteral("step"), step}};
    if (m_answer && m_answer->error) {
        map.insert(QStringLiteral("text"), messageOf(*m_answer->error));
        map.insert(QStringLiteral("hint"), toQt(m_answer->error->hint));
        putPlace(map, m_answer->error->place.value_or(Place{}));
    } else if (step == QLatin1String("engine")) {
        map.insert(QStringLiteral("text"), tr("There is no plan without a container engine that works."));
    }
    return map;
}

QVariantMap ContainerModel::image() const
{
    if (!m_answer)
        return {};
    QVariantMap map{{QStringLiteral("named"), toQt(m_answer->image.value_or(""))},
                    {QStringLiteral("origins"), toQt(join(m_answer->imageOrigins, ", "))}};
    if (!planned())
        return map;
    const auto &image = m_answer->plan->image;
    map.insert(QStringLiteral("reference"), toQt(image.reference));
    map.insert(QStringLiteral("digest"), toQt(image.digest.value_or("")));
    map.insert(QStringLiteral("there"), image.steps.empty());
    map.insert(QStringLiteral("recipe"), image.recipe.has_value());
    QStringList todo;
    for (const auto &step : image.steps)
        todo << toQt(step.title);
    map.insert(QStringLiteral("todo"), todo);
    if (image.recipe) {
        map.insert(QStringLiteral("release"), toQt(image.recipe->release));
        map.insert(QStringLiteral("target"), toQt(image.recipe->target));
        const auto &known = container::debianReleases();
        const auto it = std::ranges::find(known, image.recipe->release, &container::DebianRelease::name);
        map.insert(QStringLiteral("glibc"),
                   it == known.end() || image.recipe->debianArchitecture.empty() ? QString() : toQt(it->glibc));
    }
    const auto &library = m_answer->plan->library;
    map.insert(QStringLiteral("library"), toQt(container::stdName(library.kind)));
    map.insert(QStringLiteral("libraryWhy"), toQt(library.why));
    return map;
}

QVariantMap ContainerModel::config() const
{
    if (!m_answer || !m_answer->dialect)
        return {};
    QStringList files;
    for (const auto &file : m_answer->files)
        files << pathText(file.lexically_relative(m_answer->root));
    files.removeDuplicates();
    return {{QStringLiteral("dialect"), toQt(container::dialectWords(*m_answer->dialect))},
            {QStringLiteral("files"), files.join(QStringLiteral(", "))}};
}

QVariantList ContainerModel::findings() const
{
    QVariantList list;
    for (const auto &finding : m_answer ? m_answer->findings : std::vector<Finding>())
        list << mapOf(finding);
    return list;
}

QVariantList ContainerModel::releases() const
{
    QVariantList list;
    for (const auto &release : container::debianReleases())
        list << QVariantMap{{QStringLiteral("name"), toQt(release.name)},
                            {QStringLiteral("glibc"), toQt(release.glibc)}};
    return list;
}

QString ContainerModel::protection() const
{
    const auto named = m_answer ? m_answer->named : std::nullopt;
    return toQt(container::protectionName(m_asked.protection.value_or(named.value_or(container::Protection::Strict))));
}

QString ContainerModel::protectionFrom() const
{
    if (m_asked.protection)
        return QStringLiteral("chosen");
    return m_answer && m_answer->named ? QStringLiteral("manifest") : QStringLiteral("default");
}

QVariantList ContainerModel::touches() const
{
    QVariantList list;
    for (const auto &mount : planned() ? m_answer->plan->container.mounts : std::vector<container::Mount>()) {
        const QString host = pathText(mount.host);
        const QString inside = toQt(mount.path());
        list << QVariantMap{{QStringLiteral("path"), inside},
                            {QStringLiteral("outside"), host == inside ? QString() : host},
                            {QStringLiteral("mode"), toQt(container::modeName(mount.mode))},
                            {QStringLiteral("why"), toQt(mount.why)}};
    }
    return list;
}

QVariantMap ContainerModel::bounds() const
{
    if (!planned())
        return {};
    const auto &container = m_answer->plan->container;
    const auto &limits = container.limits;
    return {{QStringLiteral("network"), container.network},
            {QStringLiteral("user"), toQt(container.user)},
            {QStringLiteral("rootless"), container.engine.rootless},
            {QStringLiteral("writableRoot"), container.writableRoot},
            {QStringLiteral("memory"), limits.memory ? sizeText(*limits.memory) : QString()},
            {QStringLiteral("processes"), limits.processes ? QString::number(*limits.processes) : QString()},
            {QStringLiteral("processors"), limits.processors ? QString::number(*limits.processors) : QString()},
            {QStringLiteral("options"), toQt(join(container.extraOptions, " "))}};
}

} // namespace crossyard::gui
