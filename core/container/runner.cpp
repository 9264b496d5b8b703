// SPDX-License-Identifier: MIT OR Apache-2.0
#include "container/runner.h"

#include "base/strings.h"

#include <algorithm>
#include <array>
#include <format>

namespace crossyard::container {

namespace {

std::string namesOf(const ImageRecipe &recipe)
{
    std::vector<std::string> names;
    for (const auto &[name, words] : recipe.runners)
        names.push_back(name);
    return join(names, ", ");
}

// What the recipe has that could wait, as a mend.
std::string takeEmulator(const ImageRecipe &recipe)
{
    for (const auto &[name, words] : recipe.runners) {
        if (debugPortOf(words, usualDebugPort))
            return std::format("--runner {} takes the emulator of the image, which can wait", name);
    }
    return "";
}

std::unexpected<Error> cannotWait(std::string why, std::string hint)
{
    return fail(Error{ErrorCode::Unsupported, std::move(why)}.withHint(std::move(hint)));
}

// Without a recipe, or beside what it names.
Result<RunnerChoice> ofOthers(const RunnerRequest &request, RunnerChoice choice, std::string why)
{
    if (!request.debugPort)
        return choice;
    const auto mend = request.recipe ? takeEmulator(*request.recipe) : std::string();
    return cannotWait(std::move(why), mend.empty() ? "only emulators in images that Crossyard makes are told to wait; "
                                                     "without `image` and `dockerfile` it takes its own"
                                                   : mend);
}

Error nativeCannotWait(const ImageRecipe &recipe)
{
    const auto mend = takeEmulator(recipe);
    return Error{ErrorCode::Unsupported,
                 std::format("programs for {} run on this machine's own processor, where nobody makes them wait for a "
                             "debugger",
                             recipe.target)}
        .withHint(mend.empty() ? "build it, and debug the program on this machine: `gdb PROGRAM`" : mend);
}

Result<RunnerChoice> ofRecipe(const RunnerRequest &request)
{
    const auto &recipe = *request.recipe;
    const std::string name = request.asked.empty() ? recipe.runner : request.asked;
    const auto it = recipe.runners.find(name);
    if (it == recipe.runners.end()) {
        const std::string why =
            name.empty() ? std::format("nothing in the image runs programs for {}", recipe.target)
                         : std::format("the image for {} cannot run programs with `{}`", recipe.target, name);
        const std::string mend =
            recipe.runners.empty() ? std::string() : "take one of those that it has: " + namesOf(recipe);
        if (request.debugPort)
            return cannotWait(why, mend);
        return RunnerChoice{.findings = {{Finding::Severity::Warning, "no-runner", why, {}, mend}}};
    }
    RunnerChoice choice;
    if (!it->second.empty()) // programs of the image's own processor need nobody
        choice.runner = join(it->second, " ");
    if (!request.debugPort)
        return choice;
    choice.debug = debugPortOf(it->second, *request.debugPort);
    if (!choice.debug)
        return fail(nativeCannotWait(recipe));
    choice.runner = debugRunnerInside;
    return choice;
}

} // namespace

Result<RunnerChoice> chooseRunner(const RunnerRequest &request)
{
    static constexpr std::array names{"native", "qemu-user", "qemu-system"};
    if (!request.asked.empty() && !std::ranges::contains(names, request.asked))
        return ofOthers(
            request, {.runner = request.asked},
            std::format("the runner `{}` is yours: Crossyard cannot make it wait for a debugger", request.asked));
    if (!request.recipe) // an image of cross's looks at CROSS_RUNNER itself
        return ofOthers(request, {}, "the image is not one of Crossyard's: what runs programs in it is not known");
    // A board that the project's own configuration starts is right as it is there.
    if (request.asked.empty() && request.ownOfProject)
        return ofOthers(request, {},
                        std::format("the project's cargo configuration has a runner for {}, which Crossyard cannot "
                                    "make wait for a debugger",
                                    request.target));
    return ofRecipe(request);
}

} // namespace crossyard::container
