// SPDX-License-Identifier: MIT OR Apache-2.0
#include "target_model.h"

#include "rust/chip.h"
#include "text.h"

#include <QCoreApplication>

#include <algorithm>

namespace crossyard::gui {

using rust::Fact;

namespace {

// Headings of the facets, in words.
QString facetTitle(Fact fact)
{
    switch (fact) {
    case Fact::Arch:
        return QCoreApplication::translate("Facet", "Architecture");
    case Fact::Os:
        return QCoreApplication::translate("Facet", "System");
    case Fact::Abi:
        return QCoreApplication::translate("Facet", "ABI");
    case Fact::PointerWidth:
        return QCoreApplication::translate("Facet", "Pointer width");
    case Fact::Endian:
        return QCoreApplication::translate("Facet", "Endianness");
    case Fact::Float:
        return QCoreApplication::translate("Facet", "Float");
    case Fact::Atomics:
        return QCoreApplication::translate("Facet", "Atomics");
    case Fact::Panic:
        return QCoreApplication::translate("Facet", "Panic");
    case Fact::Tier:
        return QCoreApplication::translate("Facet", "Tier");
    case Fact::Std:
        return QCoreApplication::translate("Facet", "Standard library");
    default:
        return toQt(rust::factName(fact));
    }
}

QString valueTitle(Fact fact, const std::string &value)
{
    if (value.empty())
        return QCoreApplication::translate("Facet", "not said");
    if (fact == Fact::Std)
        return value == "true" ? QCoreApplication::translate("Facet", "std")
                               : QCoreApplication::translate("Facet", "no std");
    if (fact == Fact::PointerWidth || (fact == Fact::Atomics && value != "0"))
        return QCoreApplication::translate("Facet", "%1 bit").arg(toQt(value));
    if (fact == Fact::Atomics)
        return QCoreApplication::translate("Facet", "none");
    return toQt(value);
}

std::optional<Fact> factOf(const QString &name)
{
    for (std::size_t i = 0; i < rust::factCount; ++i) {
        if (toQt(rust::factName(static_cast<Fact>(i))) == name)
            return static_cast<Fact>(i);
    }
    return std::nullopt;
}

QVariantList valuesOf(const rust::Facet &facet)
{
    QVariantList values;
    for (const auto &value : facet.values)
        values << QVariantMap{{QStringLiteral("value"), toQt(value.value)},
                              {QStringLiteral("title"), valueTitle(facet.fact, value.value)},
                              {QStringLiteral("count"), static_cast<int>(value.count)},
                              {QStringLiteral("chosen"), value.chosen}};
    return values;
}

QString stdText(const rust::TargetFacts &facts)
{
    if (facts.prebuilt)
        return QCoreApplication::translate("Target", "installed");
    const auto &value = facts[Fact::Std];
    return value == "true"    ? QCoreApplication::translate("Target", "std")
           : value == "false" ? QCoreApplication::translate("Target", "no std")
                              : QString();
}

} // namespace

FacetModel::FacetModel(QObject *parent)
    : ListModel(parent),
      m_list(
          {{"fact", [](const rust::Facet &f) { return toQt(rust::factName(f.fact)); }},
           {"title", [](const rust::Facet &f) { return facetTitle(f.fact); }},
           {"values", [](const rust::Facet &f) { return valuesOf(f); }},
           {"chosen", [](const rust::Facet &f) { return std::ranges::any_of(f.values, &rust::FacetValue::chosen); }}})
{
}

ChipModel::ChipModel(QObject *parent)
    : ListModel(parent), m_list({{"name", [](const rust::Chip &c) { return toQt(c.name); }},
                                 {"kind", [](const rust::Chip &c) { return toQt(rust::kindName(c.kind)); }},
                                 {"coreName", [](const rust::Chip &c) { return toQt(c.core); }},
                                 {"target", [](const rust::Chip &c) { return toQt(c.target); }},
                                 {"why", [](const rust::Chip &c) { return toQt(c.why); }},
                                 {"notes", [](const rust::Chip &c) { return toQt(c.notes); }}})
{
}

TargetModel::TargetModel(QObject *parent)
    : ListModel(parent),
      m_list({{"name", [](const TargetRow &r) { return toQt((*r.facts)[Fact::Name]); }},
              {"tier",
               [](const TargetRow &r) {
                   const auto &tier = (*r.facts)[Fact::Tier];
                   return tier.empty() ? QString() : QCoreApplication::translate("Target", "tier %1").arg(toQt(tier));
               }},
              {"std", [](const TargetRow &r) { return stdText(*r.facts); }},
              {"prebuilt", [](const TargetRow &r) { return r.facts->prebuilt; }},
              {"description", [](const TargetRow &r) { return toQt((*r.facts)[Fact::Description]); }},
              {"favourite", [](const TargetRow &r) { return r.favourite; }}}),
      m_facets(this), m_chips(this)
{
}

QStringList TargetModel::names() const
{
    QStringList names;
    for (const auto &facts : m_all)
        names << toQt(facts[Fact::Name]);
    return names;
}

QString TargetModel::words() const
{
    return toQt(m_query.words);
}

void TargetModel::setWords(const QString &words)
{
    if (words == this->words())
        return;
    m_query.words = toStd(words);
    update();
    Q_EMIT queryChanged();
}

void TargetModel::setOnlyFavourites(bool only)
{
    if (only == m_onlyFavourites)
        return;
    m_onlyFavourites = only;
    update();
    Q_EMIT queryChanged();
}

void TargetModel::load(const rust::Compiler &compiler)
{
    m_loading = true;
    Q_EMIT loadingChanged();
    m_question.ask(
        this, [compiler](const CancelToken &cancel) { return rust::allTargetFacts(compiler, cancel); },
        [this](Result<std::vector<rust::TargetFacts>> all) {
            m_loading = false;
            m_error = all ? QString() : messageOf(all.error());
            if (all)
                setAll(std::move(*all));
            Q_EMIT loadingChanged();
        });
}

void TargetModel::setAll(std::vector<rust::TargetFacts> all)
{
    beginResetModel();
    m_list.rows.clear(); // they point into what goes
    m_all = std::move(all);
    endResetModel();
    update();
}

void TargetModel::toggle(const QString &fact, const QString &value)
{
    const auto which = factOf(fact);
    if (!which)
        return;
    auto &values = m_query.chosen[*which];
    if (!values.insert(toStd(value)).second)
        values.erase(toStd(value));
    if (values.empty())
        m_query.chosen.erase(*which);
    update();
    Q_EMIT queryChanged();
}

void TargetModel::clear()
{
    m_query = {};
    m_onlyFavourites = false;
    update();
    Q_EMIT queryChanged();
}

void TargetModel::toggleFavourite(const QString &name)
{
    if (!m_favourites.removeOne(name))
        m_favourites << name;
    update();
    Q_EMIT favouritesChanged();
}

void TargetModel::setFavourites(const QStringList &names)
{
    m_favourites = names;
    update();
}

const rust::TargetFacts *TargetModel::find(const QString &name) const
{
    const auto it = std::ranges::find(m_all, toStd(name), [](const auto &f) { return f[Fact::Name]; });
    return it == m_all.end() ? nullptr : &*it;
}

QVariantList TargetModel::facts(const QString &name) const
{
    QVariantList list;
    const auto *target = find(name);
    for (std::size_t i = 0; target && i < rust::factCount; ++i) {
        const auto fact = static_cast<Fact>(i);
        if (fact == Fact::Name || fact == Fact::Description || (*target)[fact].empty())
            continue;
        list << QVariantMap{{QStringLiteral("name"), toQt(rust::factName(fact))},
                            {QStringLiteral("meaning"), toQt(rust::factMeaning(fact))},
                            {QStringLiteral("value"), toQt((*target)[fact])}};
    }
    return list;
}

QString TargetModel::summary(const QString &name) const
{
    const auto *target = find(name);
    return target ? toQt((*target)[Fact::Description]) : QString();
}

QStringList TargetModel::chipsFor(const QString &name, int atMost) const
{
    QStringList names;
    for (const auto &chip : rust::knownChips()) {
        // Families stand for their chips.
        if (chip.target == toStd(name) && chip.kind != rust::Chip::Kind::Chip && names.size() < atMost)
            names << toQt(chip.name);
    }
    return names;
}

bool TargetModel::prebuilt(const QString &name) const
{
    const auto *target = find(name);
    return target && target->prebuilt;
}

int TargetModel::rowOf(const QString &name) const
{
    const auto it = std::ranges::find(rows(), toStd(name), [](const TargetRow &r) { return (*r.facts)[Fact::Name]; });
    return it == rows().end() ? -1 : static_cast<int>(it - rows().begin());
}

void TargetModel::update()
{
    auto answer = rust::answerQuery(m_all, rust::knownChips(), m_query);
    std::vector<TargetRow> rows;
    rows.reserve(answer.rows.size());
    for (const auto index : answer.rows) {
        const bool favourite = m_favourites.contains(toQt(m_all[index][Fact::Name]));
        if (favourite || !m_onlyFavourites)
            rows.push_back({index, &m_all[index], favourite});
    }
    replace(m_list, std::move(rows));
    m_facets.show(std::move(answer.facets));
    m_chips.show(std::move(answer.chips));
    Q_EMIT shownChanged();
}

} // namespace crossyard::gui
