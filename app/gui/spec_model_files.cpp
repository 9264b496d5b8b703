// SPDX-License-Identifier: MIT OR Apache-2.0
// The files of specs: which there are, opening and saving them, what is kept aside.
#include "spec_model.h"

#include "rust/target_spec_new.h"

#include <algorithm>

namespace crossyard::gui {

namespace {

constexpr int recentAtMost = 8;

} // namespace

QStringList SpecModel::unsaved() const
{
    QStringList names;
    for (const auto &[path, file] : m_aside)
        names << pathText(path.filename());
    if (dirty())
        names << pathText(m_file.file().filename());
    return names;
}

QVariantList SpecModel::files() const
{
    std::vector<fs::path> all = m_found;
    for (const auto &[path, file] : m_aside)
        all.push_back(path);
    if (isOpen())
        all.push_back(m_file.file());
    std::ranges::sort(all);
    const auto repeated = std::ranges::unique(all);
    all.erase(repeated.begin(), repeated.end());
    QVariantList list;
    for (const auto &path : all) {
        const bool changed = m_aside.contains(path) || (path == m_file.file() && dirty());
        const auto folder = path.parent_path().lexically_relative(m_project);
        const QString where = m_project.empty() || folder.empty() || *folder.begin() == ".."
                                  ? pathText(path.parent_path())
                                  : pathText(folder == "." ? m_project.filename() : m_project.filename() / folder);
        list << QVariantMap{{QStringLiteral("value"), pathText(path)},
                            {QStringLiteral("title"), pathText(path.filename())},
                            {QStringLiteral("detail"), changed ? tr("not saved, in %1").arg(where) : where},
                            {QStringLiteral("unsaved"), changed}};
    }
    return list;
}

void SpecModel::setRecent(const QStringList &files)
{
    m_recent = files.mid(0, recentAtMost);
    Q_EMIT filesChanged();
}

void SpecModel::setProject(const fs::path &project)
{
    m_project = project;
    lookForFiles();
}

void SpecModel::lookForFiles()
{
    m_filesQuestion.ask(
        this,
        [project = m_project](const CancelToken &) {
            return project.empty() ? std::vector<fs::path>{} : rust::findSpecs(project);
        },
        [this](std::vector<fs::path> found) {
            m_found = std::move(found);
            Q_EMIT filesChanged();
        });
}

void SpecModel::openFile(const QString &path)
{
    const auto file = toPath(path).lexically_normal();
    if (file == m_file.file())
        return;
    if (const auto kept = m_aside.find(file); kept != m_aside.end()) {
        auto edited = std::move(kept->second);
        m_aside.erase(kept);
        begin(std::move(edited));
        lookAtDisk();
        return;
    }
    auto edited = sysroot::EditedFile::open(file);
    if (edited && !edited->exists())
        edited = fail(ErrorCode::NotFound, "there is no file " + toUtf8(file));
    if (!edited) {
        refuse(edited.error());
        return;
    }
    begin(std::move(*edited));
}

void SpecModel::closeFile()
{
    begin({});
}

void SpecModel::begin(sysroot::EditedFile file)
{
    if (dirty())
        m_aside.insert_or_assign(m_file.file(), std::move(m_file));
    m_file = std::move(file);
    m_document.reset();
    m_answer.reset();
    m_askQuestion.drop();
    m_asking = false;
    m_base.clear();
    m_baseSpec.reset();
    m_problem.clear();
    m_hint.clear();
    m_problems.show({}, {});
    if (m_file.exists()) {
        m_recent.removeAll(this->file());
        m_recent.prepend(this->file());
        m_recent = m_recent.mid(0, recentAtMost);
    }
    show();
    guessBase();
    Q_EMIT filesChanged();
}

void SpecModel::create(const QString &base, const QString &name, const QString &folder)
{
    const auto file = rust::newSpecFile(toPath(folder), toStd(name));
    if (!file || !m_compiler) {
        refuse(file ? Error{ErrorCode::NotFound, "there is no compiler yet to make a spec with"} : file.error());
        return;
    }
    m_creating = true;
    m_problem.clear();
    Q_EMIT changed();
    m_createQuestion.ask(
        this,
        [compiler = *m_compiler, base = toStd(base),
         file = *file](const CancelToken &cancel) -> Result<sysroot::EditedFile> {
            CY_TRY(const auto target, rust::findTarget(compiler, base, file.parent_path()));
            CY_TRY(auto text, rust::newSpec(compiler, target, toUtf8(file.stem()), cancel));
            return sysroot::EditedFile::create(file, std::move(text));
        },
        [this, base](Result<sysroot::EditedFile> edited) {
            m_creating = false;
            if (!edited) {
                refuse(edited.error());
                return;
            }
            begin(std::move(*edited));
            setBase(base);
            Q_EMIT created(this->file());
        });
}

bool SpecModel::save()
{
    if (const auto written = m_file.save(); !written) {
        refuse(written.error());
        return false;
    }
    m_problem.clear();
    m_hint.clear();
    m_recent.removeAll(file());
    m_recent.prepend(file());
    Q_EMIT changed();
    Q_EMIT saved(file());
    lookForFiles();
    return true;
}

void SpecModel::lookAtDisk()
{
    if (!isOpen() || m_file.lookAtDisk() == sysroot::EditedFile::Disk::Same)
        return;
    m_problem.clear();
    m_hint.clear();
    show();
}

} // namespace crossyard::gui
