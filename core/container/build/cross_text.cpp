// SPDX-License-Identifier: MIT OR Apache-2.0
// A plan in words.
#include "container/build/cross_plan.h"

#include "base/strings.h"

#include <format>

namespace crossyard::container {

namespace {

std::string imageLine(const ImagePlan &image)
{
    if (image.steps.empty())
        return std::format("{} (is there)", image.reference);
    return image.reference;
}

std::string portText(int port)
{
    return port == 0 ? "a free port of 127.0.0.1" : std::format("127.0.0.1:{}", port);
}

std::string protectionLine(const CrossPlan &plan)
{
    switch (plan.protection) {
    case Protection::Strict:
        return "strict: the build writes to the target directory and nowhere else";
    case Protection::Guarded:
        return "guarded: what the build writes to the project is caught in " + toUtf8(*plan.places.writes);
    case Protection::Legacy:
        return "legacy: the build may write to the whole project, as under cross";
    }
    return {};
}

} // namespace

std::string toText(const CrossPlan &plan)
{
    std::string text = std::format("cargo {}\n", join(plan.words, " "));
    const auto line = [&](std::string_view title, std::string_view value) {
        text += std::format("  {:<12} {}\n", title, value);
    };
    const auto more = [&](std::string_view value) { line("", value); };
    line("target", plan.report.settings.target.value);
    line("toolchain", std::format("{} ({})", plan.toolchain.name, plan.toolchain.compiler.release));
    line("engine", std::format("{} {}{}", engineName(plan.engine.kind), plan.engine.version,
                               plan.engine.rootless ? ", rootless" : ""));
    for (const auto &remedy : plan.engine.remedies)
        more(remedy);
    line("image", imageLine(plan.image));
    for (const auto &step : plan.image.steps)
        more("to do: " + step.title);
    line("library", std::format("{}: {}", stdName(plan.standardLibrary.kind), plan.standardLibrary.why));
    for (const auto &note : plan.tools.notes)
        more(note);
    line("protection", protectionLine(plan));
    if (plan.runner)
        line("runner", *plan.runner);
    if (plan.debug)
        line("debugger", std::format("{}, to {}", portText(plan.debug->port), join(plan.debug->emulator, " ")));
    line("crates", plan.fetch ? "to be fetched first: " + process::shown(*plan.fetch) : "were fetched");
    for (const auto &left : plan.config.leftOut)
        more("left out of cargo's configuration: " + left);
    line("programs", toUtf8(plan.places.target / plan.target.name));
    const auto container = containerPlan(plan, foreseen(plan));
    const auto command = shownCommand(container);
    text += "\nWhat the build may touch:\n" + toText(container) + "\n\n" + command.value_or(std::string()) + "\n";
    for (const auto &finding : plan.findings)
        text += "\n" + describe(finding);
    for (const auto &finding : plan.image.findings)
        text += "\n" + describe(finding);
    return text;
}

} // namespace crossyard::container
