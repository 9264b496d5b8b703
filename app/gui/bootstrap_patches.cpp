// SPDX-License-Identifier: MIT OR Apache-2.0
#include "bootstrap_patches.h"

#include "base/strings.h"
#include "text.h"

namespace crossyard::gui {

QVariantList BootstrapPatches::all() const
{
    QVariantList list;
    for (const auto &patch : m_patches)
        list << QVariantMap{{QStringLiteral("crate"), toQt(patch.crate)},
                            {QStringLiteral("file"), pathText(patch.file)},
                            {QStringLiteral("name"), pathText(patch.file.filename())},
                            {QStringLiteral("hunks"), patch.hunks},
                            {QStringLiteral("files"), toQt(join(patch.files, ", "))},
                            {QStringLiteral("line"), patch.line},
                            {QStringLiteral("problem"), toQt(patch.problem)}};
    return list;
}

QString BootstrapPatches::file() const
{
    return pathText(m_edited.file());
}

QVariantList BootstrapPatches::marks() const
{
    QVariantList marks;
    for (const auto &patch : m_patches) {
        if (patch.file == m_edited.file() && !patch.problem.empty() && patch.line > 0 && !dirty())
            marks << problemMap(Error{.message = patch.problem, .place = Place{patch.file, patch.line, 1}}, text());
    }
    return marks;
}

void BootstrapPatches::show(std::vector<bootstrap::PlannedPatch> patches)
{
    m_patches = std::move(patches);
    m_edited.lookAtDisk();
    Q_EMIT changed();
}

void BootstrapPatches::open(const QString &file)
{
    const auto path = toPath(file);
    if (path == m_edited.file())
        return;
    auto opened = sysroot::EditedFile::open(path);
    m_problem = opened ? QString() : messageOf(opened.error());
    if (opened)
        m_edited = std::move(*opened);
    Q_EMIT changed();
}

void BootstrapPatches::setText(const QString &text)
{
    m_edited.takePlain(toStd(text));
    Q_EMIT changed();
}

void BootstrapPatches::undo()
{
    m_edited.undo();
    Q_EMIT changed();
}

void BootstrapPatches::redo()
{
    m_edited.redo();
    Q_EMIT changed();
}

void BootstrapPatches::save()
{
    const auto done = m_edited.save();
    m_problem = done ? QString() : messageOf(done.error());
    Q_EMIT changed();
    if (done)
        Q_EMIT saved();
}

void BootstrapPatches::revert()
{
    m_edited.revert();
    Q_EMIT changed();
}

void BootstrapPatches::close()
{
    m_edited = {};
    m_problem.clear();
    Q_EMIT changed();
}

} // namespace crossyard::gui
