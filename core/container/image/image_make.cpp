// SPDX-License-Identifier: MIT OR Apache-2.0
// Doing what an image's plan says, step by step, each under the lock of what it makes.
#include "container/image/image_plan.h"

#include "base/files.h"
#include "base/lock.h"
#include "base/staged_dir.h"
#include "base/strings.h"
#include "container/engine/told.h"
#include "container/image/build_leftovers.h"
#include "container/image/engine_image.h"
#include "container/image/image_labels.h"
#include "container/image/recipe_image.h"
#include "process/runner.h"

#include <algorithm>
#include <format>

namespace crossyard::container {

namespace {

class StepMaker {
public:
    StepMaker(const ImagePlan &plan, const ImageRequest &request, const Engine &engine, activity::Reporter &reporter,
              const CancelToken &cancel)
        : m_plan(plan), m_request(request), m_engine(engine), m_reporter(reporter), m_cancel(cancel)
    {
    }

    Result<void> make(const ImageStep &step)
    {
        m_id = m_reporter.start(step.title);
        m_stored = false;
        auto made = makeLocked(step);
        m_reporter.finish(m_id, made && m_stored ? activity::Event::Outcome::Stored : activity::outcomeOf(made),
                          made ? "" : made.error().message);
        return made;
    }

private:
    Result<void> makeLocked(const ImageStep &step)
    {
        CY_TRY(const FileLock lock, FileLock::acquire(lockOf(m_request.store, step.result), FileLock::Mode::Exclusive,
                                                      m_cancel, [&] { waiting(); }));
        switch (step.kind) {
        case ImageStep::Kind::Pull:
            return pull(step);
        case ImageStep::Kind::Recipe:
            return makeRecipe(step);
        case ImageStep::Kind::Build:
            return build(step);
        }
        return {};
    }

    void waiting()
    {
        m_waited = true;
        m_reporter.note(m_id, "waiting for another Crossyard that makes this image");
    }

    // Whether somebody else made it since the plan. One that is to be made anew is so where nobody was waited for.
    bool isMade(const std::optional<EngineImage> &image) const { return image && (!m_request.anew || m_waited); }

    Result<void> pull(const ImageStep &step)
    {
        CY_TRY(auto image, inspectImage(m_engine, step.result, m_cancel));
        m_stored = image.has_value();
        if (!image) {
            if (auto pulled = run(step); !pulled) {
                auto error = pulled.error();
                if (error.code == ErrorCode::ToolFailed)
                    error.hint =
                        "see that its name is right, that its registry can be reached, and that you may have it; "
                        "where Cross.toml names none, our recipe for the target is used";
                return fail(std::move(error));
            }
            CY_TRY(image, inspectImage(m_engine, step.result, m_cancel));
        }
        if (!image || image->architecture.empty() || image->architecture == m_engine.architecture)
            return {};
        return fail(
            Error{ErrorCode::BadInput, std::format("the image {} is for {}, and {} runs those for {}", step.result,
                                                   debianArchitecture(image->architecture), engineName(m_engine.kind),
                                                   debianArchitecture(m_engine.architecture))}
                .withHint("name one for this machine, or none: a recipe is for any machine"));
    }

    Result<void> makeRecipe(const ImageStep &step)
    {
        if (!m_plan.recipe)
            return fail(ErrorCode::BadInput, "the plan has no recipe for its step");
        CY_TRY(const auto image, inspectImage(m_engine, step.result, m_cancel));
        m_stored = isMade(image);
        if (m_stored)
            return {};
        CY_TRY(auto way, findWay(m_engine, m_request.environment, m_cancel));
        return makeRecipeImage({&*m_plan.recipe, &m_engine, std::move(way), m_request.store}, m_reporter, m_id,
                               m_cancel);
    }

    Result<void> build(const ImageStep &step)
    {
        std::optional<EngineImage> base;
        if (!step.from.empty()) {
            CY_TRY(base, inspectImage(m_engine, step.from, m_cancel));
        }
        CY_TRY(const auto image, inspectImage(m_engine, step.result, m_cancel));
        m_stored = isMade(image) && isMadeFrom(*image, base);
        if (m_stored)
            return {};
        auto command = step.commands.front();
        const auto context = std::prev(command.arguments.end());
        const auto label = std::format("{}={}", fromLabel, base ? base->id : std::string("none"));
        command.arguments.insert(command.arguments.insert(context, label), "--label");
        // A name that nobody else has, since podman names the container of a build after it.
        const bool named = base && m_engine.kind == EngineKind::Podman;
        const auto alias = named ? aliasFor(step) : step.from;
        if (named)
            CY_CHECK(runTold(engineCommand(m_engine, {"tag", step.from, alias}), m_reporter, m_id, m_cancel));
        auto built = buildUpon(alias, named, step, std::move(command));
        if (named)
            (void)process::run(engineCommand(m_engine, {"rmi", alias}));
        return built;
    }

    static std::string aliasFor(const ImageStep &step)
    {
        return "localhost/crossyard/building-" + step.result.substr(step.result.rfind('-') + 1);
    }

    Result<void> buildUpon(const std::string &alias, bool named, const ImageStep &step, process::Command command)
    {
        for (auto &argument : command.arguments) {
            if (argument == "CROSS_BASE_IMAGE=" + step.from)
                argument = "CROSS_BASE_IMAGE=" + alias;
        }
        CY_TRY(const StagedDir stage, StagedDir::create(m_request.store / "containers" / "images"));
        const auto context = stage.path() / "context", scratch = stage.path() / "scratch";
        CY_CHECK(createDirectories(context));
        CY_CHECK(createDirectories(scratch));
        for (const auto &[name, content] : step.files) {
            const auto text = name == "Dockerfile"
                                  ? replaceAll(content, "FROM " + step.from + "\n", "FROM " + alias + "\n")
                                  : content;
            CY_CHECK(writeFile(context / fromUtf8(name), text));
        }
        if (!step.files.empty())
            command.directory = context;
        const BuildLeftovers leftovers(m_engine, named ? alias : std::string(), scratch);
        leftovers.prepare(command);
        auto built = runTold(command, m_reporter, m_id, m_cancel);
        if (!built)
            leftovers.remove();
        return built;
    }

    Result<void> run(const ImageStep &step)
    {
        for (const auto &command : step.commands)
            CY_CHECK(runTold(command, m_reporter, m_id, m_cancel));
        return {};
    }

    const ImagePlan &m_plan;
    const ImageRequest &m_request;
    const Engine &m_engine;
    activity::Reporter &m_reporter;
    const CancelToken &m_cancel;
    activity::Id m_id = 0;
    bool m_waited = false;
    bool m_stored = false;
};

} // namespace

Result<std::string> makeImage(const ImagePlan &plan, const ImageRequest &request, const Engine &engine,
                              activity::Reporter &reporter, const CancelToken &cancel)
{
    if (plan.steps.empty() && plan.digest)
        return *plan.digest;
    StepMaker maker(plan, request, engine, reporter, cancel);
    for (const auto &step : plan.steps)
        CY_CHECK(maker.make(step));
    CY_TRY(const auto image, inspectImage(engine, plan.reference, cancel));
    if (!image)
        return fail(ErrorCode::ToolFailed,
                    std::format("{} does not have {} though it was made", engineName(engine.kind), plan.reference));
    return image->id;
}

} // namespace crossyard::container
