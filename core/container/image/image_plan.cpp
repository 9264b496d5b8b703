// SPDX-License-Identifier: MIT OR Apache-2.0
#include "container/image/image_plan.h"

#include "base/digest.h"
#include "base/files.h"
#include "base/strings.h"
#include "container/image/engine_image.h"
#include "container/image/image_dockerfile.h"
#include "container/image/image_labels.h"
#include "container/image/recipe_image.h"
#include "container/image/seen_images.h"

#include <algorithm>
#include <format>

namespace crossyard::container {

namespace {

using Strings = std::vector<std::string>;

constexpr std::string_view registryOfCross = "ghcr.io/cross-rs/";

// Whether it names cross's image for the target, whatever its tag or suffix.
bool isCrosss(std::string_view reference, const std::string &target)
{
    if (!reference.starts_with(registryOfCross))
        return false;
    reference.remove_prefix(registryOfCross.size());
    const auto name = reference.substr(0, reference.find_first_of(":@"));
    return name == target || name.starts_with(target + "-");
}

// The targets with a recipe that are most like it, three at most.
Strings nearestTargets(const std::string &target)
{
    const auto targets = targetsWithRecipes();
    Strings nearest;
    const auto add = [&](const std::string &other) {
        if (nearest.size() < 3 && !std::ranges::contains(nearest, other))
            nearest.push_back(other);
    };
    if (const auto like = closest(target, targets, 4))
        add(*like);
    const auto processor = target.substr(0, target.find('-') + 1);
    for (const auto &other : targets) {
        if (processor.size() > 1 && other.starts_with(processor))
            add(other);
    }
    if (const auto like = closest(target, targets, target.size()); like && nearest.empty())
        add(*like);
    return nearest;
}

void append(Strings &to, const Strings &more)
{
    to.insert(to.end(), more.begin(), more.end());
}

class Planner {
public:
    Planner(const ImageRequest &request, const Engine &engine, const CancelToken &cancel)
        : m_request(request), m_settings(*request.settings), m_engine(engine), m_cancel(cancel)
    {
    }

    Result<ImagePlan> plan()
    {
        CY_CHECK(checkRelease());
        CY_CHECK(readDockerfile());
        if (!m_dockerfile || usesBaseImage(m_dockerfile->text))
            CY_CHECK(takeBase());
        if (m_dockerfile)
            CY_CHECK(addDockerfile());
        if (m_settings.preBuild.value)
            CY_CHECK(addPreBuild());
        m_plan.reference = m_reference;
        if (m_there && m_plan.steps.empty()) {
            m_plan.digest = m_there->id;
            m_plan.path = m_there->path;
        }
        return std::move(m_plan);
    }

private:
    struct Dockerfile {
        fs::path file;
        fs::path context;
        std::string text;
    };

    const std::string &target() const { return m_settings.target.value; }
    // As cargo names variables after it: of a file, without directory and ending.
    std::string targetName() const
    {
        const auto path = fromUtf8(target());
        return path.extension() == ".json" ? toUtf8(path.stem()) : target();
    }

    Result<void> checkRelease() const
    {
        if (std::ranges::contains(debianReleases(), m_request.release, &DebianRelease::name))
            return {};
        return fail(
            Error{ErrorCode::BadInput, std::format("no image is made of a release called {}", m_request.release)}
                .withHint("there are " + namesOfReleases()));
    }

    void tell(Finding::Severity severity, std::string id, std::string message, const std::vector<Origin> &origins,
              std::string hint)
    {
        m_plan.findings.push_back({severity, std::move(id), std::move(message),
                                   origins.empty() ? Origin{} : origins.front(), std::move(hint)});
    }

    // What a later step stands on: it is there, or will be.
    void standOn(std::string reference, std::optional<EngineImage> there)
    {
        m_reference = std::move(reference);
        m_there = std::move(there);
    }

    void addStep(ImageStep step)
    {
        m_reference = step.result;
        m_there.reset();
        m_plan.steps.push_back(std::move(step));
    }

    // The image that the user or cross names, and ours in its place.

    const Setting<std::optional<Image>> &imageSetting() const
    {
        return m_settings.zig.value && m_settings.zigImage.value ? m_settings.zigImage : m_settings.image;
    }

    Result<void> takeBase()
    {
        const auto &setting = imageSetting();
        if (!setting.value)
            return takeRecipe();
        const auto &image = *setting.value;
        CY_TRY(const auto platform, platformOf(setting));
        CY_TRY(auto there, seenImage(m_engine, image.reference, m_request.store, m_cancel));
        if (there) {
            CY_CHECK(checkArchitecture(*there, setting));
            if (m_request.complete)
                addPull(image.reference, platform);
            else
                standOn(image.reference, std::move(there));
            return {};
        }
        const auto recipe = findRecipe();
        if (recipe && isCrosss(image.reference, targetName())) {
            tellOfReplacement(setting, *recipe);
            return takeRecipe();
        }
        addPull(image.reference, platform);
        return {};
    }

    void addPull(const std::string &reference, const std::string &platform)
    {
        Strings words{"pull"};
        if (!platform.empty())
            append(words, {"--platform", platform});
        words.push_back(reference);
        addStep({.kind = ImageStep::Kind::Pull,
                 .title = "Fetching the image " + reference,
                 .result = reference,
                 .commands = {engineCommand(m_engine, std::move(words))}});
    }

    // Of the platforms that it is said to be for, the engine's own; none are said: empty.
    Result<std::string> platformOf(const Setting<std::optional<Image>> &setting) const
    {
        const auto &platforms = setting.value->toolchains;
        if (platforms.empty())
            return std::string();
        Strings names;
        for (const auto &platform : platforms) {
            if (platform.os == "linux" && rustArchitecture(platform.architecture) == m_engine.architecture)
                return platform.platform();
            names.push_back(platform.platform());
        }
        return fail(otherProcessor(setting, join(names, ", ")));
    }

    Error otherProcessor(const Setting<std::optional<Image>> &setting, const std::string &what) const
    {
        return Error{ErrorCode::BadInput,
                     std::format("the image {} is for {}, and {} runs those for {}", setting.value->reference, what,
                                 engineName(m_engine.kind), debianArchitecture(m_engine.architecture))}
            .withHint(std::format("name one for {}, or none: a recipe is for any machine",
                                  debianArchitecture(m_engine.architecture)));
    }

    Result<void> checkArchitecture(const EngineImage &image, const Setting<std::optional<Image>> &setting) const
    {
        if (image.architecture.empty() || image.architecture == m_engine.architecture)
            return {};
        return fail(otherProcessor(setting, debianArchitecture(image.architecture)));
    }

    void tellOfReplacement(const Setting<std::optional<Image>> &setting, const ImageRecipe &recipe)
    {
        const auto &reference = setting.value->reference;
        const auto release = std::ranges::find(debianReleases(), recipe.release, &DebianRelease::name);
        tell(Finding::Severity::Note, "image-replaced",
             std::format("cross's image {} is not here: our own takes its place, Debian {} with glibc {}", reference,
                         release->name, release->glibc),
             setting.origins,
             std::format("where cross's is meant, fetch it: {}",
                         process::shown(engineCommand(m_engine, {"pull", reference}))));
    }

    // Recipes.

    std::optional<ImageRecipe> findRecipe() const
    {
        return recipeFor(targetName(), m_request.llvmTarget, m_engine.architecture, m_request.release);
    }

    Error noRecipe() const
    {
        if (const auto first = firstReleaseFor(targetName(), m_request.llvmTarget, m_engine.architecture))
            return Error{ErrorCode::NotFound,
                         std::format("Debian {} has no cross compiler for {}", m_request.release, target())}
                .withHint(std::format("{} is the first release that has one", *first));
        return Error{ErrorCode::NotFound, std::format("no image is known for the target {}", target())}.withHint(
            std::format("name one as `image` in [target.{}] of Cross.toml; there are recipes for {} and others",
                        target(), join(nearestTargets(target()), ", ")));
    }

    Result<void> takeRecipe()
    {
        auto recipe = findRecipe();
        if (!recipe)
            return fail(noRecipe());
        const auto reference = imageReference(*recipe, m_engine.architecture);
        m_plan.recipe = std::move(recipe);
        if (m_request.complete) {
            addRecipe(reference, {}, false);
            return {};
        }
        CY_TRY(auto there, seenImage(m_engine, reference, m_request.store, m_cancel));
        if (there && !m_request.anew) {
            standOn(reference, std::move(there));
            return {};
        }
        CY_TRY(auto way, findWay(m_engine, m_request.environment, m_cancel));
        CY_TRY(const auto common,
               inspectImage(m_engine, commonReference(*m_plan.recipe, m_engine.architecture), m_cancel));
        addRecipe(reference, std::move(way), common.has_value());
        return {};
    }

    void addRecipe(const std::string &reference, RecipeWay way, bool commonIsThere)
    {
        const RecipeImage image{&*m_plan.recipe, &m_engine, std::move(way), m_request.store};
        addStep({.kind = ImageStep::Kind::Recipe,
                 .title = std::format("Making the image for {} of Debian {}", target(), m_request.release),
                 .result = reference,
                 .commands = recipeCommands(image, commonIsThere)});
    }

    // The user's dockerfile.

    Result<void> readDockerfile()
    {
        if (!m_settings.dockerfile.value)
            return {};
        Dockerfile dockerfile{.file = resolvePath(m_request.workspaceRoot, fromUtf8(*m_settings.dockerfile.value)),
                              .context = m_request.workspaceRoot,
                              .text = {}};
        if (m_settings.dockerfileContext.value)
            dockerfile.context = resolvePath(m_request.workspaceRoot, fromUtf8(*m_settings.dockerfileContext.value));
        std::error_code error;
        const auto missing = [&](const fs::path &path, std::string_view what, const std::vector<Origin> &origins) {
            Error problem{ErrorCode::NotFound, std::format("the {} {} is not there", what, toUtf8(path))};
            if (!origins.empty() && origins.front().kind == Origin::Kind::File)
                problem.place = origins.front().place;
            return fail(std::move(problem).withHint("paths are taken from the workspace's root"));
        };
        if (!fs::is_regular_file(dockerfile.file, error))
            return missing(dockerfile.file, "dockerfile", m_settings.dockerfile.origins);
        if (!fs::is_directory(dockerfile.context, error))
            return missing(dockerfile.context, "dockerfile's context", m_settings.dockerfileContext.origins);
        CY_TRY(dockerfile.text, readFile(dockerfile.file));
        m_dockerfile = std::move(dockerfile);
        return {};
    }

    Result<void> addDockerfile()
    {
        const auto base = m_reference;
        CY_TRY(const std::string context,
               contextDigest(m_dockerfile->text, m_dockerfile->context, m_request.targetDirectory));
        DigestBuilder digest;
        digest.add("dockerfile", m_dockerfile->text).add("context", context);
        Strings words;
        // The user's own come before cross's, which win where the names are the same.
        for (const auto &[name, value] : m_settings.buildArgs.value)
            append(words, {"--build-arg", std::format("{}={}", name, value)});
        append(words, debianArgument());
        if (!base.empty())
            append(words, {"--build-arg", "CROSS_BASE_IMAGE=" + base});
        append(words, {"--file", toUtf8(m_dockerfile->file)});
        ImageStep step{.kind = ImageStep::Kind::Build,
                       .title = "Building the image of " + toUtf8(m_dockerfile->file.filename()),
                       .from = base};
        return addBuild("dockerfile", std::move(step), std::move(words), toUtf8(m_dockerfile->context), digest);
    }

    Strings debianArgument() const
    {
        const auto architecture = debianArchitectureFor(target());
        return architecture ? Strings{"--build-arg", "CROSS_DEB_ARCH=" + *architecture} : Strings();
    }

    // `pre-build` upon whatever there is.

    Result<void> addPreBuild()
    {
        const auto &action = *m_settings.preBuild.value;
        const auto base = m_reference;
        ImageStep step{.kind = ImageStep::Kind::Build, .title = "Running pre-build for " + target(), .from = base};
        step.files["Dockerfile"] = preBuildDockerfile(base, action);
        auto words = debianArgument();
        DigestBuilder digest;
        digest.add("dockerfile", step.files["Dockerfile"]);
        if (action.kind == PreBuildAction::Kind::Script) {
            CY_TRY(std::string script, readScript(action.lines.front()));
            digest.add("script", script);
            step.files[std::string(preBuildScript)] = std::move(script);
            append(words, {"--build-arg", "CROSS_SCRIPT=" + action.lines.front()});
            append(words, {"--build-arg", "CROSS_TARGET=" + target()});
        } else {
            append(words, {"--build-arg", "CROSS_CMD=" + join(action.lines, "\n")});
            tellOfUnseenFailures(action);
        }
        append(words, {"--file", "Dockerfile"});
        // One container then, whose name is known, and not one for each step.
        if (m_engine.kind == EngineKind::Podman)
            words.push_back("--layers=false");
        return addBuild("pre-build", std::move(step), std::move(words), ".", digest);
    }

    Result<std::string> readScript(const std::string &path) const
    {
        const auto file = resolvePath(m_request.workspaceRoot, fromUtf8(path));
        std::error_code error;
        if (fs::is_regular_file(file, error))
            return readFile(file);
        return fail(
            Error{ErrorCode::NotFound, std::format("the script {} of pre-build is not there", toUtf8(file))}.withHint(
                "paths are taken from the workspace's root; write commands as a list"));
    }

    void tellOfUnseenFailures(const PreBuildAction &action)
    {
        const auto lines = unseenFailures(action);
        if (lines.empty())
            return;
        tell(Finding::Severity::Warning, "unseen-failure",
             std::format("`pre-build` goes on where `{}` fails{}: its lines are one script, whose last command decides",
                         lines.front(),
                         lines.size() > 1 ? std::format(" (and {} more of its lines)", lines.size() - 1) : ""),
             m_settings.preBuild.origins, "write `set -e` as the first line");
    }

    // Both: the image is there if it was made from the same, upon the same.
    Result<void> addBuild(std::string_view kind, ImageStep step, Strings words, const std::string &context,
                          DigestBuilder &digest)
    {
        append(words, m_request.buildOptions);
        digest.add("base", step.from).add("words", words).add("architecture", m_engine.architecture);
        const auto key = std::format("{}-{}", kind, digest.hex().substr(0, 12));
        step.result = std::format("localhost/crossyard/{}:{}", imageName(targetName()), key);
        Strings options{"--tag", step.result};
        const auto release = m_plan.recipe ? m_plan.recipe->release : std::string();
        for (const auto &[name, value] :
             {std::pair{targetLabel, targetName()}, {releaseLabel, release}, {recipeLabel, key}})
            append(options, {"--label", std::format("{}={}", name, value)});
        append(options, words);
        options.push_back(context);
        step.commands = {buildCommand(m_engine, std::move(options))};
        CY_TRY(auto there, seenImage(m_engine, step.result, m_request.store, m_cancel));
        const bool baseIsThere = step.from.empty() || m_there;
        if (there && baseIsThere && !m_request.anew && !m_request.complete && isMadeFrom(*there, m_there))
            standOn(step.result, std::move(there));
        else
            addStep(std::move(step));
        return {};
    }

    const ImageRequest &m_request;
    const CrossSettings &m_settings;
    const Engine &m_engine;
    const CancelToken &m_cancel;
    ImagePlan m_plan;
    std::optional<Dockerfile> m_dockerfile;
    std::string m_reference;
    std::optional<EngineImage> m_there;
};

} // namespace

bool isMadeFrom(const EngineImage &image, const std::optional<EngineImage> &base)
{
    const auto it = image.labels.find(std::string(fromLabel));
    return it != image.labels.end() && it->second == (base ? base->id : std::string("none"));
}

Result<ImagePlan> planImage(const ImageRequest &request, const Engine &engine, const CancelToken &cancel)
{
    return Planner(request, engine, cancel).plan();
}

} // namespace crossyard::container
