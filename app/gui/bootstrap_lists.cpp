// SPDX-License-Identifier: MIT OR Apache-2.0
#include "bootstrap_lists.h"

#include "base/strings.h"
#include "text.h"

#include <algorithm>

namespace crossyard::gui {

namespace {

using bootstrap::ShownPackage;

std::string searched(const BootstrapUnitRow &row)
{
    return row.title + " " + row.features;
}

std::string searched(const ShownPackage &row)
{
    return row.name + " " + row.version;
}

template <class Row> std::vector<Row> withWords(const std::vector<Row> &rows, const std::string &words)
{
    std::vector<Row> found;
    std::ranges::copy_if(rows, std::back_inserter(found),
                         [&](const Row &row) { return bootstrap::hasWords(searched(row), words); });
    return found;
}

} // namespace

BootstrapUnits::BootstrapUnits(QObject *parent)
    : ListModel(parent), m_list({{"title", [](const BootstrapUnitRow &r) { return toQt(r.title); }},
                                 {"features", [](const BootstrapUnitRow &r) { return toQt(r.features); }},
                                 {"state", [](const BootstrapUnitRow &r) { return toQt(r.state); }},
                                 {"reason", [](const BootstrapUnitRow &r) { return toQt(r.reason); }},
                                 {"host", [](const BootstrapUnitRow &r) { return r.host; }},
                                 {"unit", [](const BootstrapUnitRow &r) { return r.unit; }}})
{
}

void BootstrapUnits::show(std::vector<BootstrapUnitRow> rows)
{
    m_all = std::move(rows);
    replace(m_list, withWords(m_all, m_words));
    Q_EMIT changed();
}

void BootstrapUnits::search(const QString &words)
{
    m_words = toStd(words);
    replace(m_list, withWords(m_all, m_words));
    Q_EMIT changed();
}

BootstrapPackages::BootstrapPackages(QObject *parent)
    : ListModel(parent), m_list({{"name", [](const ShownPackage &r) { return toQt(r.name); }},
                                 {"version", [](const ShownPackage &r) { return toQt(r.version); }},
                                 {"origin", [](const ShownPackage &r) { return toQt(r.origin); }},
                                 {"directory", [](const ShownPackage &r) { return pathText(r.directory); }},
                                 {"state", [](const ShownPackage &r) { return toQt(r.state); }},
                                 {"units", [](const ShownPackage &r) { return static_cast<int>(r.units); }},
                                 {"neededBy", [](const ShownPackage &r) { return toQt(join(r.neededBy, ", ")); }}})
{
}

void BootstrapPackages::show(std::vector<ShownPackage> rows)
{
    m_all = std::move(rows);
    replace(m_list, withWords(m_all, m_words));
    Q_EMIT changed();
}

void BootstrapPackages::search(const QString &words)
{
    m_words = toStd(words);
    replace(m_list, withWords(m_all, m_words));
    Q_EMIT changed();
}

} // namespace crossyard::gui
