// SPDX-License-Identifier: MIT OR Apache-2.0
#include "toolchain_changes.h"

#include "base/strings.h"
#include "job_model.h"
#include "rust/toolchain_candidate.h"
#include "rust/toolchain_change_job.h"
#include "text.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace crossyard::gui {

namespace {

using rust::ChangePart;
using rust::ToolchainChange;
using Kind = ToolchainChange::Kind;

constexpr int thinkMs = 250; // between a choice and its plan, so that typing does not ask the server at each key

Kind kindOf(const QString &name)
{
    return name == QLatin1String("install")  ? Kind::Install
           : name == QLatin1String("update") ? Kind::Update
           : name == QLatin1String("remove") ? Kind::Remove
                                             : Kind::Modify;
}

const char *nameOf(Kind kind)
{
    switch (kind) {
    case Kind::Install:
        return "install";
    case Kind::Update:
        return "update";
    case Kind::Remove:
        return "remove";
    case Kind::Modify:
        return "modify";
    }
    return "modify";
}

// Core's remarks as sentences of their own; those that begin with a name stay as they are.
QStringList sentences(const std::vector<std::string> &remarks)
{
    QStringList list;
    for (const auto &remark : remarks) {
        QString text = toQt(remark);
        const auto word = text.section(QLatin1Char(' '), 0, 0);
        if (std::ranges::all_of(word, [](QChar c) { return c.isLower(); }) && !word.isEmpty())
            text[0] = text[0].toUpper();
        list << text;
    }
    return list;
}

std::string againText(const ToolchainChange &change)
{
    return nlohmann::json{{"action", "change-toolchain"}, {"kind", nameOf(change.kind)}, {"name", change.toolchain}}
        .dump();
}

} // namespace

OfferModel::OfferModel(QObject *parent)
    : ListModel(parent), m_list({
                             {"name", [](const OfferRow &r) { return toQt(r.offer.name); }},
                             {"target", [](const OfferRow &r) { return r.offer.target; }},
                             {"installed", [](const OfferRow &r) { return r.offer.installed; }},
                             {"optional", [](const OfferRow &r) { return r.offer.optional; }},
                             {"wanted", [](const OfferRow &r) { return r.wanted; }},
                         })
{
}

std::vector<std::string> OfferModel::names(bool targets, bool added) const
{
    std::vector<std::string> names;
    for (const auto &row : m_all) {
        if (row.offer.target == targets && row.wanted == added && row.offer.installed != added)
            names.push_back(row.offer.name);
    }
    return names;
}

void OfferModel::show(const std::vector<rust::ChangeOffer> &offers, bool keep)
{
    std::vector<OfferRow> rows;
    for (const auto &offer : offers) {
        const auto before = std::ranges::find_if(m_all, [&](const OfferRow &row) {
            return row.offer.name == offer.name && row.offer.target == offer.target;
        });
        rows.push_back({offer, keep && before != m_all.end() ? before->wanted : offer.installed});
    }
    std::ranges::stable_sort(rows, {}, [](const OfferRow &row) { return row.offer.target; });
    m_all = std::move(rows);
    narrow();
}

void OfferModel::toggle(int row)
{
    if (row < 0 || row >= rowCount())
        return;
    const auto chosenOne = m_list.rows[static_cast<std::size_t>(row)];
    const auto it = std::ranges::find(m_all, chosenOne);
    if (it == m_all.end() || (!it->offer.optional && it->offer.installed))
        return;
    it->wanted = !it->wanted;
    narrow();
    Q_EMIT chosen();
}

void OfferModel::filter(const QString &words)
{
    m_words = words;
    narrow();
}

void OfferModel::narrow()
{
    const auto words = m_words.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    std::vector<OfferRow> rows;
    for (const auto &row : m_all) {
        const auto name = toQt(row.offer.name);
        if (std::ranges::all_of(words, [&](const QString &word) { return name.contains(word, Qt::CaseInsensitive); }))
            rows.push_back(row);
    }
    replace(m_list, std::move(rows));
    Q_EMIT changed();
}

ToolchainChanges::ToolchainChanges(JobModel *jobs, QObject *parent) : QObject(parent), m_jobs(jobs), m_offers(this)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(thinkMs);
    connect(&m_soon, &QTimer::timeout, this, &ToolchainChanges::makePlan);
    connect(&m_offers, &OfferModel::chosen, this, &ToolchainChanges::planSoon);
    connect(m_jobs, &JobModel::ended, this, [this](qint64 id) {
        if (std::erase(m_running, id) > 0)
            Q_EMIT ended();
    });
}

void ToolchainChanges::refresh()
{
    m_rustup = rust::findRustup().has_value();
    m_distribution =
        std::ranges::contains(rust::findCandidates().all, rust::Origin::Distribution, &rust::Candidate::origin);
    m_withoutRustup =
        m_rustup || m_distribution ? QString() : toQt(rust::commandWithoutRustup(rust::findPackageSystem()));
    Q_EMIT rustupChanged();
}

void ToolchainChanges::setChannel(const QString &channel)
{
    if (channel == m_channel)
        return;
    m_channel = channel;
    Q_EMIT choiceChanged();
    askForOffers();
    planSoon();
}

void ToolchainChanges::setVersion(const QString &version)
{
    if (version == m_version)
        return;
    m_version = version;
    Q_EMIT choiceChanged();
    planSoon();
}

void ToolchainChanges::setProfile(const QString &profile)
{
    if (profile == m_profile)
        return;
    m_profile = profile;
    Q_EMIT choiceChanged();
    planSoon();
}

void ToolchainChanges::install()
{
    open(QStringLiteral("install"), {});
}

void ToolchainChanges::update(const QString &toolchain)
{
    open(QStringLiteral("update"), toolchain);
}

void ToolchainChanges::updateAll()
{
    open(QStringLiteral("update"), {});
}

void ToolchainChanges::remove(const QString &toolchain)
{
    open(QStringLiteral("remove"), toolchain);
}

void ToolchainChanges::modify(const QString &toolchain)
{
    open(QStringLiteral("modify"), toolchain);
}

void ToolchainChanges::open(const QString &kind, const QString &toolchain)
{
    m_kind = kind;
    m_toolchain = toolchain;
    m_server = std::make_shared<rust::DistServer>();
    m_plan.reset();
    m_offerProblem.reset();
    m_offers.filter({});
    m_offers.show({}, false);
    Q_EMIT openedOrClosed();
    askForOffers();
    makePlan();
}

void ToolchainChanges::close()
{
    m_soon.stop();
    m_planQuestion.drop();
    m_offerQuestion.drop();
    m_kind.clear();
    m_plan.reset();
    m_planning = false;
    Q_EMIT openedOrClosed();
    Q_EMIT planChanged();
}

void ToolchainChanges::askForOffers()
{
    const auto kind = kindOf(m_kind);
    if (kind != Kind::Install && kind != Kind::Modify)
        return;
    m_offerQuestion.ask(
        this,
        [kind, name = change().toolchain, server = m_server,
         project = m_project](const CancelToken &cancel) -> Result<std::vector<rust::ChangeOffer>> {
            if (kind == Kind::Modify)
                return rust::offersFor(name, project, cancel);
            CY_TRY(const auto parsed, rust::parseToolchainName(name));
            return rust::offersOf(parsed, *server, cancel);
        },
        [this, kind](Result<std::vector<rust::ChangeOffer>> offers) {
            m_offerProblem = offers ? std::nullopt : std::optional(offers.error());
            m_offers.show(offers.value_or(std::vector<rust::ChangeOffer>{}), kind == Kind::Install);
            Q_EMIT planChanged();
        });
}

ToolchainChange ToolchainChanges::change() const
{
    ToolchainChange change;
    change.kind = kindOf(m_kind);
    change.toolchain = toStd(m_toolchain);
    if (change.kind == Kind::Install) {
        change.toolchain = toStd(m_channel == QLatin1String("other") ? m_version.trimmed() : m_channel);
        change.profile = toStd(m_profile);
    }
    if (change.kind == Kind::Install || change.kind == Kind::Modify) {
        change.components = m_offers.names(false, true);
        change.targets = m_offers.names(true, true);
    }
    if (change.kind == Kind::Modify) {
        change.removedComponents = m_offers.names(false, false);
        change.removedTargets = m_offers.names(true, false);
    }
    return change;
}

void ToolchainChanges::planSoon()
{
    if (m_kind.isEmpty())
        return;
    m_planQuestion.drop();
    m_planning = true;
    m_soon.start();
    Q_EMIT planChanged();
}

void ToolchainChanges::makePlan()
{
    const auto wanted = change();
    const bool unnamed = wanted.kind == Kind::Install && wanted.toolchain.empty();
    const bool unchanged = wanted.kind == Kind::Modify && wanted.components.empty() && wanted.targets.empty() &&
                           wanted.removedComponents.empty() && wanted.removedTargets.empty();
    if (unnamed || unchanged) {
        m_planQuestion.drop();
        m_planning = false;
        m_plan.reset();
        Q_EMIT planChanged();
        return;
    }
    if (wanted.kind == Kind::Install && m_channel == QLatin1String("other"))
        askForOffers();
    m_planning = true;
    Q_EMIT planChanged();
    m_planQuestion.ask(
        this,
        [wanted, server = m_server, project = m_project](const CancelToken &cancel) {
            return rust::makeChangePlan(wanted, project, true, *server, cancel);
        },
        [this](Result<rust::ChangePlan> plan) {
            m_planning = false;
            m_plan = std::move(plan);
            Q_EMIT planChanged();
        });
}

bool ToolchainChanges::ready() const
{
    return !m_planning && m_plan && *m_plan && !(*m_plan)->nothingToDo() && (*m_plan)->rights != rust::Rights::Missing;
}

QString ToolchainChanges::problem() const
{
    if (m_plan && !*m_plan)
        return messageOf(m_plan->error());
    return m_offerProblem && !m_plan ? messageOf(*m_offerProblem) : QString();
}

QString ToolchainChanges::hint() const
{
    if (m_plan && !*m_plan)
        return toQt(m_plan->error().hint);
    return m_offerProblem && !m_plan ? toQt(m_offerProblem->hint) : QString();
}

QVariantMap ToolchainChanges::plan() const
{
    if (!m_plan || !*m_plan)
        return {};
    const auto &plan = **m_plan;
    QVariantList parts;
    for (const auto &part : plan.parts)
        parts << QVariantMap{{QStringLiteral("what"), toQt(rust::whatName(part.what))},
                             {QStringLiteral("name"), toQt(part.name)},
                             {QStringLiteral("size"), part.bytes ? toQt(shownSize(*part.bytes)) : QString()}};
    QStringList commands;
    for (const auto &command : plan.commands)
        commands << toQt(process::shown(command));
    const bool brings = !plan.partsKnown || std::ranges::any_of(plan.parts, [](const ChangePart &part) {
        return part.what != ChangePart::What::Removed;
    });
    return {{QStringLiteral("title"), toQt(plan.title)},
            {QStringLiteral("commands"), commands},
            {QStringLiteral("commandLine"), toQt(plan.commandLine())},
            {QStringLiteral("parts"), parts},
            {QStringLiteral("download"), plan.download            ? toQt(shownSize(*plan.download))
                                         : brings && !plan.forget ? tr("not known")
                                                                  : QString()},
            {QStringLiteral("freed"), plan.freed ? toQt(shownSize(*plan.freed)) : QString()},
            {QStringLiteral("warnings"), sentences(plan.warnings)},
            {QStringLiteral("notes"), sentences(plan.notes)},
            {QStringLiteral("nothing"), plan.nothingToDo()},
            {QStringLiteral("asks"), plan.rights == rust::Rights::Desktop},
            {QStringLiteral("sudo"), plan.rights == rust::Rights::Missing}};
}

void ToolchainChanges::start()
{
    if (!ready())
        return;
    job::JobRequest wanted;
    wanted.title = (*m_plan)->title;
    wanted.kind = "toolchain";
    wanted.subject = "toolchain: " + wanted.title;
    wanted.project = toUtf8(m_project);
    wanted.again = againText((*m_plan)->change);
    wanted.work = [plan = **m_plan](activity::Reporter &reporter, const CancelToken &cancel) {
        return rust::changeToolchain(plan, reporter, cancel);
    };
    const auto id = m_jobs->start(std::move(wanted));
    m_running.push_back(id);
    close();
    Q_EMIT started(id);
}

void ToolchainChanges::openAgain(const std::string &again)
{
    const auto json = nlohmann::json::parse(again, nullptr, false);
    if (!json.is_object())
        return;
    const auto kind = toQt(json.value("kind", std::string()));
    const auto name = toQt(json.value("name", std::string()));
    if (kindOf(kind) == Kind::Install) {
        const bool named =
            name == QLatin1String("stable") || name == QLatin1String("beta") || name == QLatin1String("nightly");
        m_channel = named ? name : QStringLiteral("other");
        m_version = named ? m_version : name;
        Q_EMIT choiceChanged();
    }
    open(kind, name);
}

} // namespace crossyard::gui
