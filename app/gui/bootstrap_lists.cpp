// SPDX-License-Identifier: MIT OR Apache-2.0
#include "bootstrap_lists.h"

#include "base/strings.h"
#include "text.h"

#include <algorithm>

namespace crossyard::gui {

using bootstrap::ShownPackage;

void SearchedList::search(const QString &words)
{
    m_words = toStd(words);
    refill();
    Q_EMIT changed();
}

bool SearchedList::has(const std::string &text) const
{
    return hasWords(text, m_words);
}

BootstrapUnits::BootstrapUnits(QObject *parent)
    : SearchedList(parent), m_list({{"title", [](const BootstrapUnitRow &r) { return toQt(r.title); }},
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
    refill();
    Q_EMIT changed();
}

void BootstrapUnits::refill()
{
    replace(m_list, found(m_all, [](const auto &row) { return row.title + " " + row.features; }));
}

BootstrapPackages::BootstrapPackages(QObject *parent)
    : SearchedList(parent), m_list({{"name", [](const ShownPackage &r) { return toQt(r.name); }},
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
    refill();
    Q_EMIT changed();
}

void BootstrapPackages::refill()
{
    replace(m_list, found(m_all, [](const auto &row) { return row.name + " " + row.version; }));
}

} // namespace crossyard::gui
