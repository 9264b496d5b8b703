// SPDX-License-Identifier: MIT OR Apache-2.0
#include "stage_model.h"

#include "base/strings.h"
#include "text.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace crossyard::gui {

using sysroot::BroughtCrate;
using sysroot::CrateOrigin;
using sysroot::StageCrate;
using sysroot::XargoDocument;

namespace {

QString kindOf(CrateOrigin origin)
{
    switch (origin) {
    case CrateOrigin::Path:
        return QStringLiteral("path");
    case CrateOrigin::Registry:
        return QStringLiteral("registry");
    case CrateOrigin::Git:
        return QStringLiteral("git");
    case CrateOrigin::Library:
        break;
    }
    return QStringLiteral("library");
}

QVariantMap mapOf(const sysroot::StageBox &box)
{
    return {{QStringLiteral("x"), box.x},
            {QStringLiteral("y"), box.y},
            {QStringLiteral("width"), box.width},
            {QStringLiteral("height"), box.height}};
}

// The library's crates are 0.0.0, which says nothing.
QString versionOf(const std::string &version)
{
    return version == "0.0.0" ? QString() : toQt(version);
}

// What there is of these, with dots between.
QString dotted(QStringList parts)
{
    parts.removeAll(QString());
    return parts.join(QStringLiteral("  ·  "));
}

// A name that is told apart from one of another section.
QString keyOf(const StageCrate &crate)
{
    return toQt(crate.name + ' ' + crate.target.value_or("") +
                (crate.entry.empty() && !crate.patch.empty() ? "!" : ""));
}

} // namespace

StageModel::StageModel(XargoModel *xargo, QObject *parent) : QObject(parent), m_xargo(xargo)
{
    connect(xargo, &XargoModel::changed, this, &StageModel::remake);
    m_layout = sysroot::layoutStages(m_picture, m_measures);
}

bool StageModel::usable() const
{
    return m_xargo->editable() && (!m_picture.byDefault || (m_plan && !m_plan->graph->defaults.empty()));
}

void StageModel::setPlan(std::shared_ptr<const sysroot::SysrootPlan> plan)
{
    m_plan = std::move(plan);
    remake();
}

void StageModel::setMeasures(double width, double letter, double small, double line)
{
    m_measures = {width, letter, small, line};
    m_layout = sysroot::layoutStages(m_picture, m_measures);
    Q_EMIT changed();
}

void StageModel::remake()
{
    const auto document = m_xargo->document();
    if (document) { // else what was right last stays in sight
        const auto &lock = m_plan ? m_plan->input->lock : std::optional<cargo::Lockfile>();
        auto picture =
            sysroot::stagePicture(*document, m_plan ? m_plan->graph.get() : nullptr, lock ? &*lock : nullptr);
        if (picture)
            m_picture = std::move(*picture);
    }
    m_layout = sysroot::layoutStages(m_picture, m_measures);
    m_selected = m_selectedBrought = -1;
    for (std::size_t i = 0; i < m_picture.crates.size(); ++i) {
        if (keyOf(m_picture.crates[i]) == m_selectedName)
            m_selected = static_cast<int>(i);
    }
    for (std::size_t i = 0; m_selected < 0 && i < m_picture.brought.size(); ++i) {
        if (toQt(m_picture.brought[i].name) == m_selectedName)
            m_selectedBrought = static_cast<int>(i);
    }
    Q_EMIT changed();
    Q_EMIT nodeChanged();
}

QVariantList StageModel::bands() const
{
    QVariantList list;
    for (const auto &band : m_layout.bands) {
        auto map = mapOf(band.box);
        map.insert(QStringLiteral("stage"), band.stage);
        map.insert(QStringLiteral("empty"), band.empty);
        list << map;
    }
    return list;
}

QVariantList StageModel::crates() const
{
    QVariantList list;
    for (std::size_t i = 0; i < m_picture.crates.size(); ++i) {
        const auto &crate = m_picture.crates[i];
        auto map = mapOf(m_layout.crates[i]);
        map.insert(QStringLiteral("name"), toQt(crate.name));
        auto words = crate.features;
        if (!crate.defaultFeatures)
            words.insert(words.begin(), toStd(tr("no default")));
        map.insert(QStringLiteral("detail"), crate.replaces.empty()
                                                 ? dotted({versionOf(crate.version), toQt(join(words, ", "))})
                                                 : tr("replaces %1").arg(toQt(crate.replaces)));
        map.insert(QStringLiteral("kind"), kindOf(crate.origin));
        map.insert(QStringLiteral("faint"), !crate.planned || crate.byDefault());
        map.insert(QStringLiteral("patched"), !crate.patch.empty());
        map.insert(QStringLiteral("brings"), static_cast<int>(crate.brings.size()));
        map.insert(QStringLiteral("movable"), crate.patch.empty() || !crate.entry.empty());
        list << map;
    }
    return list;
}

QVariantList StageModel::brought() const
{
    QVariantList list;
    for (std::size_t i = 0; i < m_picture.brought.size(); ++i) {
        auto map = mapOf(m_layout.brought[i]);
        map.insert(QStringLiteral("name"), toQt(m_picture.brought[i].name));
        list << map;
    }
    return list;
}

QStringList StageModel::offered() const
{
    QStringList names;
    for (const auto &name : m_xargo->offered()) {
        if (!std::ranges::contains(m_picture.crates, toStd(name), &StageCrate::name))
            names << name;
    }
    return names;
}

int StageModel::crateAt(double x, double y) const
{
    const auto crate = m_layout.crateAt(x, y);
    return crate ? static_cast<int>(*crate) : -1;
}

int StageModel::stageAt(double y) const
{
    return m_layout.stageAt(y).value_or(-1);
}

void StageModel::choose(int crate, int brought)
{
    m_selected = crate;
    m_selectedBrought = brought;
    m_selectedName = shown()       ? keyOf(*shown())
                     : brought < 0 ? QString()
                                   : toQt(m_picture.brought[static_cast<std::size_t>(brought)].name);
    Q_EMIT nodeChanged();
}

void StageModel::select(int crate)
{
    choose(crate < static_cast<int>(m_picture.crates.size()) ? crate : -1, -1);
}

void StageModel::selectAt(double x, double y)
{
    const auto brought = m_layout.broughtAt(x, y);
    choose(crateAt(x, y), brought ? static_cast<int>(*brought) : -1);
}

void StageModel::selectNamed(const QString &name)
{
    const auto it = std::ranges::find(m_picture.crates, toStd(name), &StageCrate::name);
    const auto small = std::ranges::find(m_picture.brought, toStd(name), &BroughtCrate::name);
    if (it != m_picture.crates.end())
        choose(static_cast<int>(it - m_picture.crates.begin()), -1);
    else if (small != m_picture.brought.end())
        choose(-1, static_cast<int>(small - m_picture.brought.begin()));
}

void StageModel::walk(int dx, int dy)
{
    if (m_picture.crates.empty())
        return;
    select(m_selected < 0
               ? 0
               : static_cast<int>(sysroot::crateBeside(m_layout, static_cast<std::size_t>(m_selected), dx, dy)));
}

const StageCrate *StageModel::shown() const
{
    return m_selected >= 0 ? &m_picture.crates[static_cast<std::size_t>(m_selected)] : nullptr;
}

void StageModel::editCrate(const StageCrate &crate, const Edit &edit)
{
    const auto path = crate.entry.empty() ? text::TomlPath{"dependencies", crate.name} : crate.entry;
    const auto defaults = m_plan ? m_plan->graph->defaults : std::vector<sysroot::DefaultCrate>{};
    m_xargo->edit([&](const XargoDocument &document) {
        return sysroot::withDefaults(document, defaults).and_then([&](const XargoDocument &named) {
            return edit(named, path);
        });
    });
}

void StageModel::move(int crate, int stage)
{
    if (!usable() || crate < 0 || stage < 0 || crate >= static_cast<int>(m_picture.crates.size()))
        return;
    const auto moved = m_picture.crates[static_cast<std::size_t>(crate)];
    select(crate);
    if (moved.stage != stage && (moved.patch.empty() || !moved.entry.empty()))
        editCrate(moved, [&](const XargoDocument &document, const text::TomlPath &path) {
            return document.setStage(path, stage);
        });
}

void StageModel::moveBy(int stages)
{
    if (shown())
        move(m_selected, shown()->stage + stages);
}

void StageModel::addCrate(const QString &name)
{
    m_selectedName = name + QLatin1Char(' ');
    editCrate({.name = toStd(name)},
              [&](const XargoDocument &document, const text::TomlPath &) { return document.addCrate(toStd(name)); });
}

void StageModel::addFolder(const QUrl &folder)
{
    const auto crate = m_xargo->crateIn(folder);
    if (!crate)
        return;
    m_selectedName = toQt(crate->first) + QLatin1Char(' ');
    editCrate({.name = crate->first}, [&](const XargoDocument &document, const text::TomlPath &path) {
        return document.addCrate(crate->first).and_then([&](const XargoDocument &added) {
            return added.setPath(path, crate->second);
        });
    });
}

void StageModel::addPatch(const QUrl &folder)
{
    const auto crate = m_xargo->crateIn(folder);
    if (!crate)
        return;
    std::optional<std::string> wanted;
    if (m_selectedBrought >= 0)
        wanted = m_picture.brought[static_cast<std::size_t>(m_selectedBrought)].name;
    m_xargo->edit([&](const XargoDocument &document) {
        return sysroot::withPatch(document, wanted, crate->first, crate->second);
    });
    if (!wanted || *wanted == crate->first)
        m_selectedName = toQt(crate->first) + QStringLiteral(" !");
    remake();
}

void StageModel::dropPatch()
{
    if (shown() && !shown()->patch.empty())
        m_xargo->edit([patch = shown()->patch](const XargoDocument &document) { return document.removePatch(patch); });
}

void StageModel::removeCrate()
{
    if (!shown() || !usable())
        return;
    const auto crate = *shown();
    if (crate.entry.empty() && !crate.patch.empty()) {
        dropPatch();
        return;
    }
    editCrate(crate,
              [](const XargoDocument &document, const text::TomlPath &path) { return document.removeCrate(path); });
}

void StageModel::toggleFeature(const QString &feature)
{
    if (shown() && usable())
        editCrate(StageCrate(*shown()), [&](const XargoDocument &document, const text::TomlPath &path) {
            return document.toggleFeature(path, toStd(feature));
        });
}

void StageModel::toggleDefaultFeatures()
{
    if (!shown() || !usable())
        return;
    editCrate(StageCrate(*shown()),
              [on = !shown()->defaultFeatures](const XargoDocument &document, const text::TomlPath &path) {
                  return document.setDefaultFeatures(path, on);
              });
}

std::vector<sysroot::FeatureOffer> StageModel::featuresOf(const StageCrate &crate) const
{
    if (m_plan) {
        if (const auto *manifest = sysroot::manifestIn(*m_plan->graph, crate.package))
            return sysroot::featureOffers(*manifest);
    }
    const auto &offers = m_xargo->offers();
    const auto offer = std::ranges::find(offers, crate.package, &sysroot::CrateOffer::name);
    return offer == offers.end() ? std::vector<sysroot::FeatureOffer>{} : offer->features;
}

QStringList StageModel::notesOn(const StageCrate &crate) const
{
    QStringList notes;
    if (crate.origin == CrateOrigin::Library && crate.stage > 0 && crate.planned)
        notes << tr("A crate of the library is there before all others, whatever its stage.");
    for (const auto &edge : m_picture.edges) {
        if (!edge.late)
            continue;
        const auto &from = m_picture.crates[edge.from];
        const auto &to = m_picture.crates[edge.to];
        if (&to == &crate)
            notes << tr("%1 of stage %2 needs it: it is built for that one, before its own stage.")
                         .arg(toQt(from.name))
                         .arg(from.stage);
        else if (&from == &crate)
            notes << tr("It needs %1 of stage %2, which is built for it, before its own stage.")
                         .arg(toQt(to.name))
                         .arg(to.stage);
    }
    if (crate.byDefault())
        notes << tr("It is there by default. The first edit names all of these crates in Xargo.toml.");
    else if (!crate.planned && m_plan)
        notes << (crate.target ? tr("For %1 alone, not for this target.").arg(toQt(*crate.target))
                               : tr("The plan does not have it."));
    return notes;
}

QVariantMap StageModel::crateNode(const StageCrate &crate) const
{
    std::vector<std::string> active;
    if (m_plan) {
        for (const auto &planned : m_plan->crates) {
            if (planned.name == crate.package)
                active = planned.features;
        }
    }
    QVariantList features;
    std::vector<std::string> known;
    bool byDefault = false;
    const auto add = [&](const sysroot::FeatureOffer &offer, const QString &pulls) {
        byDefault |= offer.byDefault;
        features << QVariantMap{{QStringLiteral("name"), toQt(offer.name)},
                                {QStringLiteral("pulls"), pulls},
                                {QStringLiteral("byDefault"), offer.byDefault},
                                {QStringLiteral("chosen"), std::ranges::contains(crate.features, offer.name)},
                                {QStringLiteral("active"), std::ranges::contains(active, offer.name)}};
    };
    for (const auto &offer : featuresOf(crate)) {
        known.push_back(offer.name);
        add(offer, toQt(join(offer.pulls, ", ")));
    }
    for (const auto &name : crate.features) {
        if (!std::ranges::contains(known, name))
            add({name, {}, false}, tr("not in this source"));
    }
    const bool entry = crate.patch.empty() || !crate.entry.empty();
    const QString origin = crate.origin == CrateOrigin::Library ? tr("of the library") : toQt(crate.source);
    return {{QStringLiteral("name"), toQt(crate.name)},
            {QStringLiteral("detail"),
             dotted({versionOf(crate.version), origin, entry ? tr("stage %1").arg(crate.stage) : QString()})},
            {QStringLiteral("replaces"), toQt(crate.replaces)},
            {QStringLiteral("related"), toQt(crate.brings)},
            {QStringLiteral("relation"), tr("brings along")},
            {QStringLiteral("notes"), notesOn(crate)},
            {QStringLiteral("features"), entry ? features : QVariantList()},
            {QStringLiteral("hasDefault"), entry && (byDefault || !crate.defaultFeatures)},
            {QStringLiteral("defaultFeatures"), crate.defaultFeatures},
            {QStringLiteral("canMove"), entry},
            {QStringLiteral("canRemove"), entry},
            {QStringLiteral("canPatch"), false},
            {QStringLiteral("canDrop"), !crate.patch.empty()}};
}

QVariantMap StageModel::broughtNode(const BroughtCrate &crate) const
{
    QStringList notes;
    if (crate.by.empty())
        notes << tr("The library always has it.");
    return {{QStringLiteral("name"), toQt(crate.name)},
            {QStringLiteral("detail"), dotted({versionOf(crate.version), toQt(join(crate.features, ", "))})},
            {QStringLiteral("replaces"), QString()},
            {QStringLiteral("related"), toQt(crate.by)},
            {QStringLiteral("relation"), tr("brought along by")},
            {QStringLiteral("notes"), notes},
            {QStringLiteral("features"), QVariantList()},
            {QStringLiteral("hasDefault"), false},
            {QStringLiteral("defaultFeatures"), true},
            {QStringLiteral("canMove"), false},
            {QStringLiteral("canRemove"), false},
            {QStringLiteral("canPatch"), !crate.by.empty()},
            {QStringLiteral("canDrop"), false}};
}

QVariantMap StageModel::node() const
{
    return shown()                  ? crateNode(*shown())
           : m_selectedBrought >= 0 ? broughtNode(m_picture.brought[static_cast<std::size_t>(m_selectedBrought)])
                                    : QVariantMap();
}

StageEdges::StageEdges(QQuickItem *parent) : QQuickPaintedItem(parent)
{
    connect(this, &StageEdges::colorsChanged, this, [this] { update(); });
}

void StageEdges::setModel(StageModel *model)
{
    if (model == m_model)
        return;
    m_model = model;
    if (model) {
        connect(model, &StageModel::changed, this, [this] { update(); });
        connect(model, &StageModel::nodeChanged, this, [this] { update(); });
    }
    Q_EMIT modelChanged();
    update();
}

void StageEdges::paint(QPainter *painter)
{
    if (!m_model)
        return;
    painter->setRenderHint(QPainter::Antialiasing);
    const auto &edges = m_model->picture().edges;
    for (std::size_t i = 0; i < edges.size(); ++i) {
        const auto &curve = m_model->layout().edges[i];
        const auto point = [&](std::size_t p) { return QPointF(curve.points[p].first, curve.points[p].second); };
        const int selected = m_model->selected();
        const bool lit = selected >= 0 && (edges[i].from == static_cast<std::size_t>(selected) ||
                                           edges[i].to == static_cast<std::size_t>(selected));
        const QColor color = curve.late ? m_late : lit ? m_lit : m_color;
        QPainterPath path(point(0));
        path.cubicTo(point(1), point(2), point(3));
        painter->setPen(QPen(color, lit || curve.late ? 2 : 1.25));
        painter->setBrush(Qt::NoBrush);
        painter->drawPath(path);
        // The arrow points at what is needed.
        const QLineF end(point(3), point(2));
        QLineF side = QLineF(point(3), point(3) + QPointF(7, 0));
        QPolygonF head{point(3)};
        for (const double turn : {-24.0, 24.0}) {
            side.setAngle(end.angle() + turn);
            head << side.p2();
        }
        painter->setBrush(color);
        painter->setPen(Qt::NoPen);
        painter->drawPolygon(head);
    }
}

} // namespace crossyard::gui
