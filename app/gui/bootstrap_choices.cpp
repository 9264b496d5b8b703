// SPDX-License-Identifier: MIT OR Apache-2.0
// BootstrapModel: the choices and the answers, as QML has them.
#include "bootstrap_model.h"

#include "text.h"

#include "base/strings.h"

#include <algorithm>
#include <thread>

namespace crossyard::gui {

namespace {

// Takes a word out, or puts it at the end.
std::vector<std::string> toggled(std::vector<std::string> words, const std::string &word)
{
    if (std::erase(words, word) == 0)
        words.push_back(word);
    return words;
}

} // namespace

QVariantMap BootstrapModel::walk() const
{
    bootstrap::WalkFacts facts{.package = !request().package.empty(),
                               .choices = m_choices.has_value(),
                               .planning = m_planning,
                               .planned = m_answer.has_value(),
                               .problem = m_problem,
                               .upToDate = upToDate()};
    const auto info = std::ranges::find(m_jobs->rows(), m_job, &job::JobInfo::id);
    if (m_job != 0 && info != m_jobs->rows().end())
        facts.job = info->state;
    const auto states = bootstrap::walkOf(facts);
    QVariantMap walk;
    for (std::size_t i = 0; i < states.size(); ++i)
        walk.insert(toQt(bootstrap::stepName(static_cast<bootstrap::BootstrapStep>(i))), toQt(states[i]));
    return walk;
}

QVariantList BootstrapModel::vendorDirs() const
{
    QVariantList list;
    const auto add = [&](const fs::path &path, bool given) {
        list << QVariantMap{{QStringLiteral("path"), pathText(path)}, {QStringLiteral("given"), given}};
    };
    for (const auto &dir : request().vendorDirs)
        add(dir, true);
    if (m_answer) {
        for (const auto &dir : m_answer->plan->input->crateDirs) {
            if (!std::ranges::contains(request().vendorDirs, dir))
                add(dir, false);
        }
    }
    return list;
}

QStringList BootstrapModel::offeredDirs() const
{
    QStringList dirs;
    for (const auto &dir : m_choices ? m_choices->offeredDirs : std::vector<fs::path>()) {
        const bool used = std::ranges::contains(request().vendorDirs, dir) ||
                          (m_answer && std::ranges::contains(m_answer->plan->input->crateDirs, dir));
        if (!used)
            dirs << pathText(dir);
    }
    return dirs;
}

int BootstrapModel::lockedPackages() const
{
    return m_choices && m_choices->locked ? static_cast<int>(*m_choices->locked) : -1;
}

QStringList BootstrapModel::profiles() const
{
    auto names = m_choices ? toQt(m_choices->profiles) : QStringList{QStringLiteral("release"), QStringLiteral("dev")};
    if (!names.contains(profile()))
        names << profile();
    return names;
}

QVariantList BootstrapModel::features() const
{
    QVariantList list;
    for (const auto &feature : m_choices ? m_choices->features : std::vector<bootstrap::FeatureChoice>()) {
        const bool fixed = allFeatures() || (defaultFeatures() && feature.byDefault);
        list << QVariantMap{{QStringLiteral("name"), toQt(feature.name)},
                            {QStringLiteral("enables"), toQt(feature.enables).join(QStringLiteral(", "))},
                            {QStringLiteral("byDefault"), feature.byDefault},
                            {QStringLiteral("on"), fixed || std::ranges::contains(request().features, feature.name)},
                            {QStringLiteral("fixed"), fixed}};
    }
    return list;
}

QVariantList BootstrapModel::programs() const
{
    QVariantList list;
    for (const auto &program : m_choices ? m_choices->programs : std::vector<bootstrap::ProgramChoice>())
        list << QVariantMap{{QStringLiteral("name"), toQt(program.name)},
                            {QStringLiteral("needs"), toQt(program.requiredFeatures).join(QStringLiteral(", "))},
                            {QStringLiteral("on"), std::ranges::contains(request().bins, program.name)}};
    return list;
}

int BootstrapModel::processors() const
{
    return std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
}

QString BootstrapModel::targetDir() const
{
    return m_answer              ? pathText(m_answer->plan->input->targetDir)
           : request().targetDir ? pathText(*request().targetDir)
                                 : QString();
}

QVariantMap BootstrapModel::problem() const
{
    if (!m_error || !m_problem)
        return {};
    return {{QStringLiteral("text"), messageOf(*m_error)},
            {QStringLiteral("hint"), toQt(m_error->hint)},
            {QStringLiteral("step"), toQt(bootstrap::stepName(m_problem->step))},
            {QStringLiteral("mend"), toQt(m_problem->mend)},
            {QStringLiteral("file"), m_error->place ? pathText(m_error->place->file) : QString()}};
}

QVariantMap BootstrapModel::facts() const
{
    if (!m_answer)
        return {};
    const auto &counts = m_answer->counts;
    const auto &input = *m_answer->plan->input;
    const auto &toolchain = input.request.toolchain;
    return {{QStringLiteral("units"), static_cast<int>(counts.units)},
            {QStringLiteral("build"), static_cast<int>(counts.build)},
            {QStringLiteral("stored"), static_cast<int>(counts.stored)},
            {QStringLiteral("packages"), static_cast<int>(counts.packages)},
            {QStringLiteral("notNeeded"), static_cast<int>(counts.notNeeded)},
            {QStringLiteral("fetch"), static_cast<int>(counts.fetch)},
            {QStringLiteral("target"), toQt(input.targetSide.facts.name)},
            {QStringLiteral("host"), toQt(input.hostSide.facts.name)},
            {QStringLiteral("compiler"), toQt("rustc " + toolchain.compiler.release)},
            {QStringLiteral("toolchain"), toQt(toolchain.name)},
            {QStringLiteral("profile"), toQt(input.request.profile)}};
}

QVariantList BootstrapModel::natives() const
{
    QVariantList list;
    for (const auto &native : m_answer ? m_answer->plan->natives : std::vector<bootstrap::NativeFinding>())
        list << QVariantMap{{QStringLiteral("crate"), toQt(native.crate)},
                            {QStringLiteral("library"), toQt(native.library)},
                            {QStringLiteral("version"), toQt(native.version)},
                            {QStringLiteral("state"), toQt(native.state)},
                            {QStringLiteral("text"), toQt(native.text)},
                            {QStringLiteral("package"), toQt(native.package)},
                            {QStringLiteral("stops"), native.stops}};
    return list;
}

QVariantList BootstrapModel::files() const
{
    QVariantList list;
    for (const auto &file : m_answer ? m_answer->files : std::vector<bootstrap::MadeFile>())
        list << QVariantMap{{QStringLiteral("path"), pathText(file.path)},
                            {QStringLiteral("folder"), pathText(file.path.parent_path())},
                            {QStringLiteral("name"), pathText(file.path.filename())},
                            {QStringLiteral("program"), file.isProgram},
                            {QStringLiteral("there"), file.there},
                            {QStringLiteral("upToDate"), file.upToDate},
                            {QStringLiteral("size"), sizeText(file.size)}};
    return list;
}

QVariantList BootstrapModel::steps() const
{
    QVariantList list;
    for (const auto &step : m_answer ? m_answer->steps : std::vector<bootstrap::NextStep>())
        list << QVariantMap{{QStringLiteral("kind"), toQt(step.kind)},
                            {QStringLiteral("text"), toQt(step.text)},
                            {QStringLiteral("file"), toQt(step.file)}};
    return list;
}

void BootstrapModel::setFetches(bool on)
{
    set(request().offline, !on);
}

void BootstrapModel::setCrateIndex(const QString &index)
{
    const std::string text(trim(toStd(index)));
    set(request().crateIndex, text.empty() ? std::nullopt : std::optional(text));
}

void BootstrapModel::setToolchain(const QString &name)
{
    set(m_asked.toolchain, name.isEmpty() ? std::nullopt : std::optional(toStd(name)));
}

void BootstrapModel::setTarget(const QString &target)
{
    set(request().target, target.isEmpty() ? std::nullopt : std::optional(toStd(target)));
}

void BootstrapModel::setProfile(const QString &profile)
{
    set(request().profile, toStd(profile));
}

void BootstrapModel::setDefaultFeatures(bool on)
{
    set(request().defaultFeatures, on);
}

void BootstrapModel::setAllFeatures(bool on)
{
    set(request().allFeatures, on);
}

void BootstrapModel::setLibrary(bool on)
{
    set(request().lib, on);
}

void BootstrapModel::setThreads(int threads)
{
    set(request().jobs, std::clamp(threads, 0, 1024));
}

void BootstrapModel::addVendor(const QString &path)
{
    const auto dir = absolutePath(toPath(path));
    if (std::ranges::contains(request().vendorDirs, dir))
        return;
    auto dirs = request().vendorDirs;
    dirs.push_back(dir);
    set(request().vendorDirs, std::move(dirs));
}

void BootstrapModel::addVendorUrl(const QUrl &url)
{
    if (url.isLocalFile())
        addVendor(url.toLocalFile());
}

void BootstrapModel::removeVendor(const QString &path)
{
    auto dirs = request().vendorDirs;
    std::erase(dirs, toPath(path));
    set(request().vendorDirs, std::move(dirs));
}

void BootstrapModel::choosePatchDir(const QString &path)
{
    m_patches.close();
    set(request().patchDir, path.isEmpty() ? std::nullopt : std::optional(absolutePath(toPath(path))));
}

void BootstrapModel::choosePatchDirUrl(const QUrl &url)
{
    if (url.isLocalFile())
        choosePatchDir(url.toLocalFile());
}

void BootstrapModel::toggleFeature(const QString &name)
{
    set(request().features, toggled(request().features, toStd(name)));
}

void BootstrapModel::toggleProgram(const QString &name)
{
    set(request().bins, toggled(request().bins, toStd(name)));
}

void BootstrapModel::chooseEverything()
{
    request().lib = false;
    request().bins.clear();
    choose();
}

void BootstrapModel::chooseTargetDir(const QString &path)
{
    set(request().targetDir, path.isEmpty() ? std::nullopt : std::optional(absolutePath(toPath(path))));
}

void BootstrapModel::chooseTargetDirUrl(const QUrl &url)
{
    if (url.isLocalFile())
        chooseTargetDir(url.toLocalFile());
}

void BootstrapModel::chooseSpecUrl(const QUrl &url)
{
    if (url.isLocalFile())
        setTarget(url.toLocalFile());
}

} // namespace crossyard::gui
