// SPDX-License-Identifier: MIT OR Apache-2.0
#include "container/build/runner.h"

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

// The emulator that the image has, with words of somebody else's.
bool isOfImage(const ImageRecipe &recipe, const std::vector<std::string> &words)
{
    return std::ranges::any_of(recipe.runners, [&](const auto &runner) {
        return !words.empty() && !runner.second.empty() && runner.second.front() == words.front();
    });
}

// Without a recipe, or beside what it names.
Result<RunnerChoice> ofOthers(const RunnerRequest &request, RunnerChoice choice, const std::vector<std::string> &words,
                              std::string why)
{
    if (!request.debugPort)
        return choice;
    if (!request.recipe)
        return cannotWait(std::move(why), "only emulators in images that Crossyard makes are told to wait; without "
                                          "`image` and `dockerfile` it takes its own");
    if (isOfImage(*request.recipe, words))
        choice.debug = debugPortOf(words, *request.debugPort);
    if (!choice.debug)
        return cannotWait(std::move(why), takeEmulator(*request.recipe));
    choice.runner = debugRunnerInside;
    return choice;
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
    const bool isCommand = !request.asked.empty() && !std::ranges::contains(names, request.asked);
    if (!request.recipe) // an image of cross's looks at CROSS_RUNNER itself
        return ofOthers(request, isCommand ? RunnerChoice{.runner = request.asked} : RunnerChoice{}, {},
                        "the image is not one of Crossyard's: what runs programs in it is not known");
    if (isCommand)
        return ofOthers(
            request, {.runner = request.asked}, splitWhitespace(request.asked),
            std::format("the runner `{}` is not told to wait for a debugger: it is no emulator of the image",
                        request.asked));
    // A board that the project's own configuration starts is right as it is there.
    if (request.asked.empty() && !request.project.empty())
        return ofOthers(request, {}, request.project,
                        std::format("the runner `{}` of the project's cargo configuration is not told to wait for a "
                                    "debugger: it is no emulator of the image",
                                    join(request.project, " ")));
    return ofRecipe(request);
}

} // namespace crossyard::container
