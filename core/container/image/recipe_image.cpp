// SPDX-License-Identifier: MIT OR Apache-2.0
#include "container/image/recipe_image.h"

#include "base/files.h"
#include "base/lock.h"
#include "base/staged_dir.h"
#include "base/strings.h"
#include "container/engine/running.h"
#include "container/engine/told.h"
#include "container/image/debian_packages.h"
#include "container/image/engine_image.h"
#include "container/image/image_dockerfile.h"
#include "process/runner.h"
#include "rust/doctor_packages.h"

#include <QString>
#include <QSysInfo>

#include <format>

namespace crossyard::container {

namespace {

using Strings = std::vector<std::string>;

constexpr std::string_view insideDirectory = "/crossyard"; // of the container that installs; gone when it ends

// What `apt-get update` in a pre-build leaves is a layer of the image: compressed, and without caches, it is a fifth.
constexpr std::string_view smallApt = "99crossyard";
constexpr std::string_view smallAptText = "Acquire::GzipIndexes \"true\";\n"
                                          "Acquire::Languages \"none\";\n"
                                          "Dir::Cache::pkgcache \"\";\n"
                                          "Dir::Cache::srcpkgcache \"\";\n";
const char *const installRecommends = "APT::Install-Recommends \"false\"";

void append(Strings &to, const Strings &more)
{
    to.insert(to.end(), more.begin(), more.end());
}

// Whether newuidmap may give this user a range of numbers: what mmdebstrap's mode "unshare" stands on.
bool canUnshare()
{
    const auto user = environmentNotEmpty("USER");
    const auto ranges = readFile("/etc/subuid");
    if (!user || !ranges || !findProgram("newuidmap") || !findProgram("newgidmap"))
        return false;
    for (const auto line : linesWithEnds(*ranges)) {
        if (line.starts_with(*user + ":"))
            return true;
    }
    return false;
}

PackageWorld worldOf(const RecipeImage &image)
{
    return packageWorld(image.store, image.recipe->release, debianArchitecture(image.engine->architecture),
                        image.way.sources);
}

// The commands. `stage` is a directory below the world's, relative: mmdebstrap's hooks are words for a shell.
process::Command mmdebstrapCommand(const RecipeImage &image, const fs::path &stage)
{
    const auto world = worldOf(image);
    const auto below = toUtf8(stage);
    Strings words{"--verbose",
                  "--mode=" + image.way.mode,
                  "--variant=apt",
                  "--format=tar",
                  "--architectures=" + world.architecture,
                  "--include=" + join(image.recipe->common, ","),
                  "--skip=update,check/signed-by"};
    words.push_back("--setup-hook=sync-in lists /var/lib/apt/lists");
    words.push_back("--setup-hook=mkdir -p \"$1\"/var/cache/apt/archives");
    words.push_back(std::format("--setup-hook=sync-in {}/debs /var/cache/apt/archives", below));
    words.push_back(std::format("--aptopt={}", installRecommends));
    words.push_back(std::format("--customize-hook=copy-in {}/{} /etc/apt/apt.conf.d", below, smallApt));
    // With that, mmdebstrap's own cleaning passes over them.
    words.push_back("--customize-hook=rm -f \"$1\"/var/cache/apt/pkgcache.bin \"$1\"/var/cache/apt/srcpkgcache.bin");
    // Nothing is lost that cannot be made again: a sync after each file takes longer than all else.
    words.push_back("--dpkgopt=force-unsafe-io");
    for (const auto &pattern : neverUnpacked())
        words.push_back("--dpkgopt=path-exclude=" + pattern);
    words.push_back(image.recipe->release);
    words.push_back(below + "/common.tar");
    append(words, sourceLines(world.sources, world.release));
    process::Command command{.program = *image.way.mmdebstrap, .arguments = std::move(words)};
    command.directory = world.directory;
    command.environment["LC_ALL"] = "C.UTF-8";
    // What a killed one leaves is in the stage then, and goes with it. Without root's rights it works under numbers
    // that are not let into a user's own directories.
    if (image.way.mode == "root")
        command.environment["TMPDIR"] = toUtf8(world.directory / stage);
    return command;
}

process::Command importCommand(const RecipeImage &image, const fs::path &tar)
{
    const auto &architecture = image.engine->architecture;
    Strings words{"import"};
    append(words, {"--change", changeWord(*image.engine, "ENV", "DEBIAN_FRONTEND", "noninteractive")});
    for (const auto &[name, value] : commonLabelsOf(*image.recipe, architecture))
        append(words, {"--change", changeWord(*image.engine, "LABEL", name, value)});
    append(words, {"--change", "CMD [\"/bin/bash\"]", toUtf8(tar), commonReference(*image.recipe, architecture)});
    return engineCommand(*image.engine, std::move(words));
}

std::string containerName(const RecipeImage &image)
{
    const auto reference = image.reference();
    return std::format("crossyard-image-{}-{}", imageName(image.recipe->target),
                       reference.substr(reference.rfind('-') + 1));
}

process::Command createCommand(const RecipeImage &image)
{
    Strings words{"create", "--name", containerName(image), "--pull=never", "--network=none"};
    append(words, image.engine->runOptions);
    append(words, {commonReference(*image.recipe, image.engine->architecture), "sh",
                   std::format("{}/install", insideDirectory)});
    return engineCommand(*image.engine, std::move(words));
}

process::Command copyCommand(const RecipeImage &image, const fs::path &directory)
{
    return engineCommand(*image.engine,
                         {"cp", toUtf8(directory), std::format("{}:{}", containerName(image), insideDirectory)});
}

process::Command startCommand(const RecipeImage &image)
{
    return engineCommand(*image.engine, {"start", "--attach", containerName(image)});
}

process::Command commitCommand(const RecipeImage &image)
{
    Strings words{"commit"};
    const auto change = [&](std::string_view instruction, const std::map<std::string, std::string> &map) {
        for (const auto &[name, value] : map)
            append(words, {"--change", changeWord(*image.engine, instruction, name, value)});
    };
    change("ENV", image.recipe->variables);
    change("LABEL", labelsOf(*image.recipe, image.engine->architecture));
    append(words, {"--change", "CMD [\"/bin/bash\"]", containerName(image), image.reference()});
    return engineCommand(*image.engine, std::move(words));
}

process::Command removeCommand(const RecipeImage &image)
{
    return engineCommand(*image.engine, {"rm", "--force", "--volumes", containerName(image)});
}

process::Command statusCommand(const RecipeImage &image)
{
    Strings words{"run", "--rm", "--pull=never", "--network=none"};
    append(words, image.engine->runOptions);
    append(words, {commonReference(*image.recipe, image.engine->architecture), "cat", "/var/lib/dpkg/status"});
    return engineCommand(*image.engine, std::move(words));
}

process::Command dockerfileCommand(const RecipeImage &image)
{
    Strings words{"--tag", image.reference()};
    for (const auto &[name, value] : labelsOf(*image.recipe, image.engine->architecture))
        append(words, {"--label", std::format("{}={}", name, value)});
    append(words, {"--file", "Dockerfile", "."});
    return buildCommand(*image.engine, std::move(words));
}

// What the container runs: all that it needs is beside it.
std::string installScript(const ImageRecipe &recipe)
{
    std::string dpkg = "dpkg --force-unsafe-io";
    for (const auto &pattern : recipe.excluded)
        dpkg += " --path-exclude=" + process::quoted(pattern);
    for (const auto &pattern : recipe.included)
        dpkg += " --path-include=" + process::quoted(pattern);
    std::string script = "set -e\n";
    if (!recipe.packages.empty())
        script += std::format("{} --install {}/debs/*.deb\n", dpkg, insideDirectory);
    if (!recipe.files.empty())
        script += std::format("cp -R {}/files/. /\n", insideDirectory);
    script += "rm -f /var/log/dpkg.log /var/log/alternatives.log /var/lib/dpkg/*-old /var/cache/debconf/*-old\n";
    return script + std::format("rm -rf {}\n", insideDirectory);
}

class Maker {
public:
    Maker(const RecipeImage &image, activity::Reporter &reporter, activity::Id id, const CancelToken &cancel)
        : m_image(image), m_reporter(reporter), m_id(id), m_cancel(cancel)
    {
    }

    Result<void> make()
    {
        if (!m_image.way.mmdebstrap)
            return makeByDockerfile();
        CY_CHECK(makeCommon());
        return makeTarget();
    }

private:
    Result<void> run(const process::Command &command) { return runTold(command, m_reporter, m_id, m_cancel); }

    Result<void> makeByDockerfile()
    {
        m_reporter.note(m_id, m_image.way.why);
        CY_TRY(const StagedDir stage, StagedDir::create(m_image.store / "containers" / "images"));
        CY_CHECK(writeFile(stage.path() / "Dockerfile", dockerfile(*m_image.recipe)));
        auto command = dockerfileCommand(m_image);
        command.directory = stage.path();
        return run(command);
    }

    Result<void> makeCommon()
    {
        const auto reference = commonReference(*m_image.recipe, m_image.engine->architecture);
        CY_TRY(const FileLock lock,
               FileLock::acquire(lockOf(m_image.store, reference), FileLock::Mode::Exclusive, m_cancel, [&] {
                   m_reporter.note(m_id, "waiting for another Crossyard that makes the common layer");
               }));
        CY_TRY(const auto there, inspectImage(*m_image.engine, reference, m_cancel));
        if (there)
            return {};
        const auto world = worldOf(m_image);
        Strings names{"?essential", "apt"};
        append(names, m_image.recipe->common);
        CY_TRY(const auto packages, fetchPackages(world, names, {}, m_reporter, m_id, m_cancel));
        sweepStages(world.directory);
        CY_TRY(const StagedDir stage, StagedDir::create(world.directory));
        CY_CHECK(link(packages, stage.path() / "debs"));
        CY_CHECK(writeFile(stage.path() / fromUtf8(smallApt), smallAptText));
        const auto relative = stage.path().lexically_relative(world.directory);
        CY_CHECK(run(mmdebstrapCommand(m_image, relative)));
        return run(importCommand(m_image, stage.path() / "common.tar"));
    }

    Result<void> link(const std::vector<fs::path> &packages, const fs::path &directory)
    {
        CY_CHECK(createDirectories(directory));
        for (const auto &package : packages)
            CY_CHECK(linkOrCopy(package, directory / package.filename()));
        return {};
    }

    Result<void> makeTarget()
    {
        CY_TRY(const StagedDir stage, fillStage());
        const auto remove = [&] { (void)process::run(removeCommand(m_image)); };
        remove(); // of one that was killed
        const RunningContainer noted(m_image.store, *m_image.engine, containerName(m_image));
        auto done = install(stage.path());
        remove();
        return done;
    }

    Result<StagedDir> fillStage()
    {
        const auto world = worldOf(m_image);
        CY_TRY(const std::string status, process::outputOf(statusCommand(m_image), {.cancel = m_cancel}));
        sweepStages(world.directory);
        CY_TRY(StagedDir stage, StagedDir::create(world.directory));
        if (!m_image.recipe->packages.empty()) {
            CY_TRY(const auto packages,
                   fetchPackages(world, m_image.recipe->packages, status, m_reporter, m_id, m_cancel));
            CY_CHECK(link(packages, stage.path() / "debs"));
        }
        for (const auto &[path, content] : m_image.recipe->files) {
            const auto file = stage.path() / "files" / fromUtf8(path).relative_path();
            CY_CHECK(createDirectories(file.parent_path()));
            CY_CHECK(writeFile(file, content));
        }
        CY_CHECK(writeFile(stage.path() / "install", installScript(*m_image.recipe)));
        return stage;
    }

    Result<void> install(const fs::path &stage)
    {
        CY_CHECK(run(createCommand(m_image)));
        CY_CHECK(run(copyCommand(m_image, stage)));
        CY_CHECK(run(startCommand(m_image)));
        return run(commitCommand(m_image));
    }

    const RecipeImage &m_image;
    activity::Reporter &m_reporter;
    activity::Id m_id;
    const CancelToken &m_cancel;
};

} // namespace

std::string RecipeImage::reference() const
{
    return imageReference(*recipe, engine->architecture);
}

Result<RecipeWay> findWay(const Engine &engine, const EnvironmentLookup &environment, const CancelToken &cancel)
{
    RecipeWay way;
    const auto mmdebstrap = findProgram("mmdebstrap");
    const auto machine = QSysInfo::currentCpuArchitecture().toStdString();
    CY_TRY(const auto sources, findDebianSources(environment, cancel));
    const bool root = rust::findPackageSystem().root;
    if (!mmdebstrap)
        way.why = "the image is built from a dockerfile, with the engine's network: mmdebstrap is not installed";
    else if (!sources)
        way.why = "the image is built from a dockerfile, with the engine's network: apt knows no mirror of Debian's, "
                  "and CROSSYARD_DEBIAN_MIRROR names none";
    else if (engine.kind == EngineKind::Nerdctl || rustArchitecture(machine) != engine.architecture)
        way.why = "the image is built from a dockerfile: the engine takes none that is made here";
    else if (!root && !canUnshare())
        way.why = "the image is built from a dockerfile, with the engine's network: without root's rights mmdebstrap "
                  "needs newuidmap and a range in /etc/subuid";
    if (way.why.empty())
        way = {.mmdebstrap = mmdebstrap, .mode = root ? "root" : "unshare", .sources = *sources};
    return way;
}

std::vector<process::Command> recipeCommands(const RecipeImage &image, bool commonIsThere)
{
    if (!image.way.mmdebstrap)
        return {dockerfileCommand(image)};
    std::vector<process::Command> commands;
    const auto world = worldOf(image);
    if (!commonIsThere)
        commands = {mmdebstrapCommand(image, "STAGE"), importCommand(image, world.directory / "STAGE" / "common.tar")};
    for (auto &command : {createCommand(image), copyCommand(image, world.directory / "STAGE"), startCommand(image),
                          commitCommand(image), removeCommand(image)})
        commands.push_back(command);
    return commands;
}

Result<void> makeRecipeImage(const RecipeImage &image, activity::Reporter &reporter, activity::Id id,
                             const CancelToken &cancel)
{
    return Maker(image, reporter, id, cancel).make();
}

fs::path lockOf(const fs::path &store, const std::string &reference)
{
    return store / "containers" / "images" / fromUtf8(replaceAll(replaceAll(reference, "/", "_"), ":", "_") + ".lock");
}

} // namespace crossyard::container
