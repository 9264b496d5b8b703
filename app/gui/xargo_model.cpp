// SPDX-License-Identifier: MIT OR Apache-2.0
#include "xargo_model.h"

#include "base/strings.h"
#include "sysroot/kit.h"
#include "text.h"

#include <algorithm>

namespace crossyard::gui {

using sysroot::XargoDocument;

namespace {

QString sourceOf(const sysroot::XargoEntry &entry)
{
    if (entry.cratePath)
        return toQt("path " + *entry.cratePath);
    if (entry.git)
        return toQt("git " + *entry.git);
    return entry.version ? toQt(*entry.version) : QString();
}

} // namespace

XargoModel::XargoModel(QObject *parent)
    : ListModel(parent), m_list({{"name", [](const XargoRow &r) { return r.name; }},
                                 {"section", [](const XargoRow &r) { return r.section; }},
                                 {"source", [](const XargoRow &r) { return r.source; }},
                                 {"features", [](const XargoRow &r) { return r.features; }},
                                 {"stage", [](const XargoRow &r) { return r.stage; }},
                                 {"defaultFeatures", [](const XargoRow &r) { return r.defaultFeatures; }}})
{
}

QString XargoModel::file() const
{
    return pathText(m_file.file());
}

QString XargoModel::text() const
{
    return toQt(m_file.plainText());
}

QString XargoModel::difference() const
{
    const auto diff = m_file.difference();
    return diff ? toQt(*diff) : messageOf(diff.error());
}

QStringList XargoModel::offered() const
{
    QStringList names;
    for (const auto &offer : m_offers) {
        const bool there = std::ranges::any_of(rows(), [&](const XargoRow &r) { return r.name == toQt(offer.name); });
        if (!there)
            names << toQt(offer.name);
    }
    return names;
}

void XargoModel::open(const fs::path &project)
{
    auto file = project.empty() ? sysroot::EditedFile() : sysroot::EditedFile::open(project / "Xargo.toml");
    m_file = file ? std::move(*file) : sysroot::EditedFile();
    m_problem = file ? QString() : messageOf(file.error());
    show();
}

void XargoModel::lookAtDisk()
{
    if (m_file.lookAtDisk() == sysroot::EditedFile::Disk::Same)
        return;
    m_problem.clear();
    show();
}

void XargoModel::setLibrary(const rust::RustSource &source, bool withStd)
{
    if (source.library == m_offersOf)
        return;
    m_offersOf = source.library;
    m_offerQuestion.ask(
        this,
        [source, withStd](const CancelToken &) -> Result<std::vector<sysroot::CrateOffer>> {
            CY_TRY(const auto library, sysroot::openLibrary(source));
            return sysroot::offers(library, withStd);
        },
        [this](Result<std::vector<sysroot::CrateOffer>> offers) {
            m_offers = offers ? std::move(*offers) : std::vector<sysroot::CrateOffer>{};
            Q_EMIT changed();
            Q_EMIT currentChanged();
        });
}

void XargoModel::take(const Result<XargoDocument> &document)
{
    if (!document) {
        m_problem = messageOf(document.error());
        Q_EMIT changed();
        return;
    }
    m_problem.clear();
    m_file.take(document->bytes());
    show();
}

void XargoModel::show()
{
    m_textProblems.clear();
    auto parsed = XargoDocument::parse(m_file.text(), m_file.file());
    if (!parsed)
        m_problem = messageOf(parsed.error());
    m_document = parsed ? std::move(*parsed) : XargoDocument();
    std::vector<XargoRow> rows;
    const auto entries = m_document.entries();
    if (!entries)
        m_problem = messageOf(entries.error());
    for (const auto &entry : entries.value_or(std::vector<sysroot::XargoEntry>{}))
        rows.push_back({entry.path, toQt(entry.name), toQt(entry.section), sourceOf(entry), toQt(entry.features),
                        entry.stage.value_or(0), entry.defaultFeatures});
    replace(m_list, std::move(rows));
    m_current = std::clamp(m_current, 0, std::max(0, rowCount() - 1));
    Q_EMIT changed();
    Q_EMIT currentChanged();
}

Result<XargoDocument> XargoModel::document() const
{
    return XargoDocument::parse(m_file.text(), m_file.file());
}

// From the text: where that is no TOML, an edit must not put something else in its place.
void XargoModel::edit(const std::function<Result<XargoDocument>(const XargoDocument &)> &edit)
{
    take(document().and_then(edit));
}

void XargoModel::addCrate(const QString &name)
{
    edit([&](const XargoDocument &document) { return document.addCrate(toStd(name)); });
}

void XargoModel::removeCrate(int row)
{
    if (row >= 0 && row < rowCount())
        take(m_document.removeCrate(rows()[static_cast<std::size_t>(row)].path));
}

void XargoModel::toggleFeature(int row, const QString &feature)
{
    if (row >= 0 && row < rowCount())
        take(m_document.toggleFeature(rows()[static_cast<std::size_t>(row)].path, toStd(feature)));
}

void XargoModel::toggleDefaultFeatures(int row)
{
    if (row < 0 || row >= rowCount())
        return;
    const auto &entry = rows()[static_cast<std::size_t>(row)];
    take(m_document.setDefaultFeatures(entry.path, !entry.defaultFeatures));
}

std::optional<std::pair<std::string, std::string>> XargoModel::crateIn(const QUrl &folder)
{
    const auto directory = toPath(folder.toLocalFile());
    const auto facts = sysroot::readProject(directory);
    if (facts.problem) {
        m_problem = messageOf(*facts.problem);
        Q_EMIT changed();
        return std::nullopt;
    }
    // Paths in the file are relative to it, and the same on every system.
    const auto relative = directory.lexically_relative(m_file.file().parent_path());
    const auto shown = relative.empty() ? directory : relative;
    return std::pair(facts.name, shown.generic_string());
}

void XargoModel::addFolder(const QUrl &folder)
{
    const auto crate = crateIn(folder);
    if (!crate)
        return;
    auto added = m_document.addCrate(crate->first);
    if (added) {
        const auto entries = added->entries();
        for (const auto &entry : entries.value_or(std::vector<sysroot::XargoEntry>{})) {
            if (entry.name == crate->first) {
                added = added->setPath(entry.path, crate->second);
                break;
            }
        }
    }
    take(added);
}

QVariantList XargoModel::patches() const
{
    QVariantList list;
    const auto patches = m_document.patches();
    for (const auto &patch : patches.value_or(std::vector<sysroot::XargoPatchEntry>{})) {
        list << QVariantMap{{QStringLiteral("name"), toQt(patch.name)},
                            {QStringLiteral("source"), toQt(patch.source)},
                            {QStringLiteral("instead"), toQt(patch.cratePath ? *patch.cratePath
                                                             : patch.git     ? *patch.git
                                                                             : patch.version.value_or(""))}};
    }
    return list;
}

void XargoModel::addPatch(const QUrl &folder)
{
    if (const auto crate = crateIn(folder))
        take(m_document.addPatch("crates-io", crate->first, crate->second));
}

void XargoModel::removePatch(int index)
{
    const auto patches = m_document.patches();
    if (patches && index >= 0 && index < static_cast<int>(patches->size()))
        take(m_document.removePatch((*patches)[static_cast<std::size_t>(index)].path));
}

void XargoModel::setStage(int row, int stage)
{
    if (row >= 0 && row < rowCount())
        take(m_document.setStage(rows()[static_cast<std::size_t>(row)].path, stage));
}

QString XargoModel::setText(const QString &text)
{
    auto bytes = sysroot::withLineEndsOf(toStd(text), m_file.text());
    auto parsed = XargoDocument::parse(std::move(bytes), m_file.file());
    if (!parsed) {
        m_textProblems = {problemMap(parsed.error(), text)};
        Q_EMIT changed();
        return messageOf(parsed.error());
    }
    take(parsed);
    return {};
}

void XargoModel::undo()
{
    // A text that was refused is no step: first it goes.
    if (m_textProblems.isEmpty())
        m_file.undo();
    show();
}

void XargoModel::redo()
{
    m_file.redo();
    show();
}

void XargoModel::revert()
{
    m_file.revert();
    m_problem.clear();
    show();
}

bool XargoModel::save()
{
    if (const auto written = m_file.save(); !written) {
        m_problem = messageOf(written.error());
        Q_EMIT changed();
        return false;
    }
    m_problem.clear();
    Q_EMIT changed();
    Q_EMIT saved();
    return true;
}

void XargoModel::setCurrent(int row)
{
    row = std::clamp(row, 0, std::max(0, rowCount() - 1));
    if (row == m_current)
        return;
    m_current = row;
    Q_EMIT currentChanged();
}

QVariantList XargoModel::features() const
{
    QVariantList list;
    if (!shown())
        return list;
    const auto &entry = *shown();
    const auto offer = std::ranges::find(m_offers, toStd(entry.name), &sysroot::CrateOffer::name);
    QStringList known;
    if (offer != m_offers.end()) {
        for (const auto &feature : offer->features) {
            known << toQt(feature.name);
            list << QVariantMap{{QStringLiteral("name"), toQt(feature.name)},
                                {QStringLiteral("pulls"), toQt(join(feature.pulls, ", "))},
                                {QStringLiteral("byDefault"), feature.byDefault},
                                {QStringLiteral("chosen"), entry.features.contains(toQt(feature.name))}};
        }
    }
    // What the file names and the source does not have is shown as well: it can be taken out.
    for (const auto &name : entry.features) {
        if (!known.contains(name))
            list << QVariantMap{{QStringLiteral("name"), name},
                                {QStringLiteral("pulls"), tr("not in this source")},
                                {QStringLiteral("byDefault"), false},
                                {QStringLiteral("chosen"), true}};
    }
    return list;
}

} // namespace crossyard::gui
