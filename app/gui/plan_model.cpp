// SPDX-License-Identifier: MIT OR Apache-2.0
#include "plan_model.h"

#include "base/strings.h"
#include "text.h"

#include <algorithm>

namespace crossyard::gui {

using sysroot::SysrootRecord;

PlanModel::PlanModel(QObject *parent)
    : ListModel(parent), m_list({{"name", [](const PlanRow &r) { return toQt(r.name); }},
                                 {"version", [](const PlanRow &r) { return toQt(r.version); }},
                                 {"features", [](const PlanRow &r) { return toQt(r.features); }},
                                 {"stage", [](const PlanRow &r) { return r.stage; }},
                                 {"stored", [](const PlanRow &r) { return r.stored; }},
                                 {"reason", [](const PlanRow &r) { return toQt(r.reason); }}})
{
}

void PlanModel::clear()
{
    m_known = m_ready = false;
    m_error = m_hint = m_key = m_path = m_source = m_config = m_flags = QString();
    m_notes.clear();
    replace(m_list, {});
    Q_EMIT changed();
}

void PlanModel::show(const Result<sysroot::SysrootPlan> &plan)
{
    if (!plan) {
        clear();
        m_error = messageOf(plan.error());
        m_hint = toQt(plan.error().hint);
        Q_EMIT changed();
        return;
    }
    const auto &input = *plan->input;
    m_known = true;
    m_ready = plan->ready;
    m_error = m_hint = QString();
    m_key = toQt(plan->key);
    m_path = pathText(plan->path);
    m_source = pathText(input.library.source.library);
    m_config = input.xargo ? pathText(input.xargo->file) : QString();
    m_flags = toQt(join(plan->settings->targetFlags, " "));
    m_notes = toQt(plan->notes);
    std::vector<PlanRow> rows;
    for (const auto &crate : plan->crates)
        rows.push_back(
            {crate.name, crate.version, join(crate.features, ", "), crate.reason, crate.stage, crate.stored});
    replace(m_list, std::move(rows));
    Q_EMIT changed();
}

int PlanModel::toCompile() const
{
    return static_cast<int>(std::ranges::count(rows(), false, &PlanRow::stored));
}

SysrootModel::SysrootModel(QObject *parent)
    : ListModel(parent), m_list({{"name", [](const SysrootRecord &r) { return toQt(r.name); }},
                                 {"target", [](const SysrootRecord &r) { return toQt(r.target); }},
                                 {"crates", [](const SysrootRecord &r) { return toQt(join(r.crates, ", ")); }},
                                 {"toolchain", [](const SysrootRecord &r) { return toQt(r.toolchain); }},
                                 {"profile", [](const SysrootRecord &r) { return toQt(r.profile); }},
                                 {"check", [](const SysrootRecord &r) { return r.check; }},
                                 {"size", [](const SysrootRecord &r) { return sizeText(r.size); }},
                                 {"lastUse", [](const SysrootRecord &r) { return agoText(r.lastUse); }},
                                 {"why", [](const SysrootRecord &r) { return toQt(r.why); }},
                                 {"path", [](const SysrootRecord &r) { return pathText(r.path); }}})
{
}

void SysrootModel::show(std::vector<SysrootRecord> records)
{
    replace(m_list, std::move(records));
    Q_EMIT changed();
}

QString SysrootModel::size() const
{
    return sizeText(sysroot::sizeOnDisk(rows()));
}

std::vector<sysroot::SysrootRecord> SysrootModel::beyond(double keep) const
{
    return sysroot::beyond(rows(), static_cast<std::uintmax_t>(std::max(keep, 0.0)));
}

QString SysrootModel::effectOfKeeping(double keep) const
{
    const auto gone = beyond(keep);
    if (gone.empty())
        return {};
    auto kept = rows();
    std::erase_if(kept, [&](const auto &record) { return std::ranges::contains(gone, record); });
    return tr("removes %1, frees %2")
        .arg(gone.size())
        .arg(sizeText(sysroot::sizeOnDisk(rows()) - sysroot::sizeOnDisk(kept)));
}

QVariantList SysrootModel::cleanUps() const
{
    QVariantList ways;
    for (const double keep : {2e9, 1e9, 5e8, 2e8, 0.0})
        ways << QVariantMap{{QStringLiteral("keep"), keep}, {QStringLiteral("effect"), effectOfKeeping(keep)}};
    return ways;
}

} // namespace crossyard::gui
