// SPDX-License-Identifier: MIT OR Apache-2.0
#include "feature_model.h"

#include "base/strings.h"
#include "graph/feature_edit.h"
#include "process/command.h"
#include "text.h"

#include <algorithm>

namespace crossyard::gui {

namespace {

QStringList titlesOf(const graph::DependencyGraph &graph, const std::vector<graph::NodeId> &nodes)
{
    QStringList titles;
    for (const auto node : nodes)
        titles << toQt(graph.title(node));
    return titles;
}

// What a package is asked for, and what its features are, as the project stands.
Result<PackageFeatures> read(const ProjectSource &source, const GraphWhole &whole, const fs::path &manifest,
                             const CancelToken &cancel)
{
    CY_TRY(const auto opened, openSource(source, cancel));
    CY_TRY(const auto own, cargo::readManifest(manifest));
    PackageFeatures package;
    package.member = std::ranges::any_of(opened.project.members, [&](const cargo::PackageIndex member) {
        return opened.project.packages->at(member).manifest.file == manifest;
    });
    for (const auto &[name, values] : own.features)
        package.features.push_back({toQt(name), toQt(join(values, ", ")), graph::featureIsOn(whole.graph, own, name)});
    CY_TRY(const auto sites, graph::dependencySites(opened.project, manifest));
    for (const auto &site : sites)
        package.sites.push_back({toQt(site.title), toQt(site.entry.features), site.defaultFeatures});
    return package;
}

FeaturePreview shown(const graph::WhatIf &whatIf, const QString &feature, bool on)
{
    FeaturePreview preview;
    preview.feature = feature;
    preview.on = on;
    preview.come = titlesOf(whatIf.after, whatIf.come);
    preview.go = titlesOf(whatIf.before, whatIf.go);
    for (const auto &change : whatIf.features)
        preview.changes << toQt(graph::shownChange(change));
    preview.stays = whatIf.wasOn == whatIf.isOn;
    return preview;
}

Result<FeaturePreview> previewOfMember(const ProjectSource &source, const fs::path &manifest, const QString &feature,
                                       bool on, const CancelToken &cancel)
{
    CY_TRY(const auto opened, openSource(source, cancel));
    for (const auto member : opened.project.members) {
        const auto &own = opened.project.packages->at(member).manifest;
        if (own.file != manifest)
            continue;
        CY_TRY(const auto whatIf, graph::whatIf(opened.project, opened.request, member, toStd(feature), on));
        auto preview = shown(whatIf, feature, on);
        preview.command =
            toQt(process::shown({.program = "cargo", .arguments = graph::featureWords(own, toStd(feature), on)}));
        return preview;
    }
    return fail(ErrorCode::NotFound, "it is no member of the workspace any more");
}

Result<FeaturePreview> previewOfEdit(const ProjectSource &source, const graph::FeatureSwitch &asked,
                                     const CancelToken &cancel)
{
    CY_TRY(const auto opened, openSource(source, cancel));
    CY_TRY(const auto edit, graph::switchFeature(opened.project, opened.crateDirs, opened.request, asked));
    auto preview = shown(edit.whatIf, toQt(asked.feature), asked.on);
    preview.askers = toQt(edit.askers);
    preview.edit = {edit.manifest, edit.before, edit.after};
    CY_TRY(const auto difference, sysroot::diffOf(preview.edit));
    preview.difference = toQt(difference);
    return preview;
}

} // namespace

FeatureModel::FeatureModel(GraphModel *graph, QObject *parent) : QObject(parent), m_graph(graph)
{
    connect(graph, &GraphModel::nodeChanged, this, &FeatureModel::describe);
}

QString FeatureModel::pathTextOf(const fs::path &path)
{
    return pathText(path);
}

QString FeatureModel::kind() const
{
    return !m_package                  ? QString()
           : !m_package->sites.empty() ? QStringLiteral("dependency")
           : m_package->member         ? QStringLiteral("member")
                                       : QString();
}

QStringList FeatureModel::sites() const
{
    QStringList titles;
    for (const auto &site : m_package ? m_package->sites : std::vector<PackageFeatures::Site>{})
        titles << site.title;
    return titles;
}

void FeatureModel::setSite(int site)
{
    if (site == m_site || !m_package || site < 0 || site >= static_cast<int>(m_package->sites.size()))
        return;
    m_site = site;
    drop();
}

bool FeatureModel::isOn(const QString &feature) const
{
    if (!m_package->sites.empty()) {
        const auto &site = m_package->sites[static_cast<std::size_t>(m_site)];
        return feature == QLatin1String("default") ? site.defaultFeatures : site.asked.contains(feature);
    }
    const auto it = std::ranges::find(m_package->features, feature, &PackageFeatures::Feature::name);
    return it != m_package->features.end() && it->on;
}

QVariantList FeatureModel::features() const
{
    QVariantList list;
    for (const auto &feature : m_package ? m_package->features : std::vector<PackageFeatures::Feature>{}) {
        if (feature.name == QLatin1String("default"))
            continue;
        list << QVariantMap{{QStringLiteral("name"), feature.name},
                            {QStringLiteral("pulls"), feature.pulls},
                            {QStringLiteral("asked"), isOn(feature.name)},
                            {QStringLiteral("on"), feature.on}};
    }
    return list;
}

bool FeatureModel::hasDefault() const
{
    return m_package &&
           std::ranges::contains(m_package->features, QStringLiteral("default"), &PackageFeatures::Feature::name);
}

bool FeatureModel::defaultFeatures() const
{
    return m_package && isOn(QStringLiteral("default"));
}

QVariantMap FeatureModel::preview() const
{
    if (!m_preview)
        return {};
    return {{QStringLiteral("feature"), m_preview->feature},
            {QStringLiteral("on"), m_preview->on},
            {QStringLiteral("come"), m_preview->come},
            {QStringLiteral("go"), m_preview->go},
            {QStringLiteral("changes"), m_preview->changes},
            {QStringLiteral("askers"), m_preview->askers},
            {QStringLiteral("stays"), m_preview->stays},
            {QStringLiteral("nothing"),
             m_preview->come.isEmpty() && m_preview->go.isEmpty() && m_preview->changes.isEmpty()},
            {QStringLiteral("difference"), m_preview->difference},
            {QStringLiteral("command"), m_preview->command}};
}

void FeatureModel::tell(const Error &error)
{
    m_problem = messageOf(error);
    m_hint = toQt(error.hint);
}

// The same package, read again after a change, stays in sight while it is read.
void FeatureModel::describe()
{
    m_previewQuestion.drop();
    m_preview.reset();
    m_problem.clear();
    m_hint.clear();
    m_busy = false;
    const auto &whole = m_graph->whole();
    const auto manifest = toPath(m_graph->node().value(QStringLiteral("manifest")).toString());
    if (!whole || whole->units || whole->lockAlone || manifest.empty() || !m_graph->source()) {
        m_packageQuestion.drop();
        m_package.reset();
        m_manifest.clear();
        Q_EMIT changed();
        return;
    }
    if (manifest != m_manifest) {
        m_package.reset();
        m_site = 0;
        m_manifest = manifest;
    }
    Q_EMIT changed();
    m_packageQuestion.ask(
        this,
        [source = *m_graph->source(), whole, manifest](const CancelToken &cancel) {
            return read(source, *whole, manifest, cancel);
        },
        [this](Result<PackageFeatures> package) {
            // What cannot be read has nothing to be switched; the graph tells what is wrong with it.
            m_package = package ? std::optional(std::move(*package)) : std::nullopt;
            if (!m_package || m_site >= static_cast<int>(m_package->sites.size()))
                m_site = 0;
            Q_EMIT changed();
        });
}

void FeatureModel::ask(const QString &feature)
{
    if (!m_package || !m_graph->source())
        return;
    m_problem.clear();
    m_hint.clear();
    m_preview.reset();
    m_busy = true;
    Q_EMIT changed();
    const bool on = !isOn(feature);
    const graph::FeatureSwitch asked{m_manifest, static_cast<std::size_t>(m_site), toStd(feature), on};
    m_previewQuestion.ask(
        this,
        [source = *m_graph->source(), member = m_package->sites.empty(), asked](const CancelToken &cancel) {
            return member ? previewOfMember(source, asked.package, toQt(asked.feature), asked.on, cancel)
                          : previewOfEdit(source, asked, cancel);
        },
        [this](Result<FeaturePreview> preview) {
            m_busy = false;
            if (preview)
                m_preview = std::move(*preview);
            else
                tell(preview.error());
            Q_EMIT changed();
        });
}

void FeatureModel::drop()
{
    m_previewQuestion.drop();
    m_busy = false;
    m_preview.reset();
    m_problem.clear();
    m_hint.clear();
    Q_EMIT changed();
}

void FeatureModel::apply(const sysroot::FileEdit &edit, std::optional<sysroot::FileEdit> undo)
{
    drop();
    if (const auto done = sysroot::apply(edit); !done) {
        tell(done.error());
        Q_EMIT changed();
        return;
    }
    m_undo = std::move(undo);
    Q_EMIT changed();
    Q_EMIT written();
}

void FeatureModel::write()
{
    if (m_preview && m_preview->edit.changes())
        apply(sysroot::FileEdit(m_preview->edit), sysroot::reversed(m_preview->edit));
}

void FeatureModel::undo()
{
    if (m_undo)
        apply(sysroot::FileEdit(*m_undo), std::nullopt);
}

} // namespace crossyard::gui
