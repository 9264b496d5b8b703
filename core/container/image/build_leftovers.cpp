// SPDX-License-Identifier: MIT OR Apache-2.0
#include "container/image/build_leftovers.h"

#include "base/strings.h"
#include "process/runner.h"

#include <algorithm>

namespace crossyard::container {

namespace {

// Whether a process builds an image. One that cannot be asked for counts as one.
bool somebodyBuilds()
{
    const auto said = process::outputOf({.program = "ps", .arguments = {"-A", "-o", "args="}});
    if (!said)
        return true;
    return std::ranges::any_of(split(*said, '\n'), [](const std::string &line) {
        const auto words = splitWhitespace(line);
        const bool engines =
            !words.empty() && (words.front().ends_with("podman") || words.front().ends_with("buildah"));
        return engines && std::ranges::any_of(words, [](const std::string &word) {
                   return word == "build" || word == "bud" || word == "buildx";
               });
    });
}

} // namespace

BuildLeftovers::BuildLeftovers(const Engine &engine, std::string base, fs::path scratch)
    : m_engine(engine), m_scratch(std::move(scratch))
{
    if (!base.empty())
        m_prefix = base.substr(base.rfind('/') + 1) + "-working-container";
    m_before = list();
}

std::vector<std::string> BuildLeftovers::list() const
{
    std::vector<std::string> found;
    if (m_engine.kind != EngineKind::Podman)
        return found;
    const auto listed =
        process::outputOf(engineCommand(m_engine, {"ps", "--all", "--external", "--format", "{{.ID}} {{.Names}}"}));
    for (const auto &line : split(listed.value_or(""), '\n')) {
        if (line.contains("-working-container"))
            found.push_back(line);
    }
    return found;
}

void BuildLeftovers::prepare(process::Command &build) const
{
    if (m_engine.kind == EngineKind::Podman)
        build.environment["TMPDIR"] = toUtf8(m_scratch);
}

void BuildLeftovers::remove() const
{
    if (m_engine.kind != EngineKind::Podman)
        return;
    endSteps();
    removeContainers();
}

// A step is a container of the runtime's: the directory "buildahN" is of "buildah-buildahN".
void BuildLeftovers::endSteps() const
{
    std::error_code error;
    for (fs::directory_iterator it(m_scratch, error), end; !error && it != end; it.increment(error)) {
        const auto name = toUtf8(it->path().filename());
        if (!name.starts_with("buildah") || !fs::exists(it->path() / "config.json", error))
            continue;
        const auto runtime =
            process::outputOf(engineCommand(m_engine, {"info", "--format", "{{.Host.OCIRuntime.Path}}"}));
        if (runtime)
            (void)process::run(
                {.program = fromUtf8(trim(*runtime)), .arguments = {"delete", "--force", "buildah-" + name}});
    }
}

void BuildLeftovers::removeContainers() const
{
    const auto after = list();
    if (after.empty())
        return;
    const bool others = somebodyBuilds();
    for (const auto &line : after) {
        const auto words = splitWhitespace(line);
        const bool named = !m_prefix.empty() && words.size() > 1 && words[1].starts_with(m_prefix);
        const bool came = !std::ranges::contains(m_before, line);
        if (named || (came && !others))
            (void)process::run(engineCommand(m_engine, {"rm", "--force", words[0]}));
    }
}

} // namespace crossyard::container
