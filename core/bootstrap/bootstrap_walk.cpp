// SPDX-License-Identifier: MIT OR Apache-2.0
#include "bootstrap/bootstrap_walk.h"

#include <algorithm>

namespace crossyard::bootstrap {

namespace {

std::string_view stateOf(BootstrapStep step, const WalkFacts &facts)
{
    if (!facts.package)
        return "queued";
    if (facts.problem && facts.problem->step == step)
        return "failed";
    if (facts.planned || (step == BootstrapStep::Source && facts.choices))
        return "done";
    return facts.planning ? "running" : "queued";
}

std::string_view resultState(const WalkFacts &facts)
{
    if (facts.job && job::isActive(*facts.job))
        return "running";
    if (facts.upToDate)
        return "done";
    if (facts.job == job::JobState::Failed || facts.job == job::JobState::Interrupted)
        return "failed";
    return facts.job == job::JobState::Cancelled ? "cancelled" : "queued";
}

} // namespace

std::array<std::string_view, 5> walkOf(const WalkFacts &facts)
{
    return {stateOf(BootstrapStep::Source, facts), stateOf(BootstrapStep::Crates, facts),
            stateOf(BootstrapStep::Options, facts), stateOf(BootstrapStep::Plan, facts), resultState(facts)};
}

std::string_view stepName(BootstrapStep step)
{
    static constexpr std::array names{"source", "crates", "options", "plan", "result"};
    return names[static_cast<std::size_t>(step)];
}

PlanProblem problemOf(const Error &error, const BootstrapRequest &request)
{
    if (error.place && request.patchDir && isBelow(error.place->file, *request.patchDir))
        return {BootstrapStep::Crates, "edit-patch"};
    // A directory that was given, or a file in it.
    const auto isIn = [&](const std::optional<fs::path> &dir) {
        return dir && (error.message.contains(toUtf8(*dir)) || (error.place && isBelow(error.place->file, *dir)));
    };
    if (isIn(request.replayScripts) || isIn(request.recordScripts) || error.message.contains("the compiler's wrapper"))
        return {BootstrapStep::Options, ""};
    if (error.hint.contains("--no-native-check")) // what firstObstacle() says
        return {BootstrapStep::Plan, "ignore-native"};
    // What chooseCrates() and the indexes say offline.
    const bool fetchable = request.offline && error.hint.contains("with a network");
    const bool ofLock = error.message.contains("Cargo.lock");
    if (error.message.contains(" is needed by `")) // what PackageGraph::require() says
        return {BootstrapStep::Crates, ofLock && request.locked ? "unlock" : fetchable ? "fetch" : "add-crates"};
    if (ofLock && request.locked)
        return {BootstrapStep::Crates, "unlock"};
    // What was asked for and is not there stands in the message.
    const auto named = [&](const std::string &word) { return error.message.contains("`" + word + "`"); };
    if (std::ranges::any_of(request.bins, named) || std::ranges::any_of(request.features, named) ||
        named(request.profile) || (request.target && error.message.contains(*request.target)))
        return {BootstrapStep::Options, ""};
    if (fetchable)
        return {BootstrapStep::Crates, "fetch"};
    if (ofLock || isIn(request.crateCache) || error.message.contains("git repository"))
        return {BootstrapStep::Crates, ""};
    const auto manifest = request.package.filename() == "Cargo.toml" ? request.package : request.package / "Cargo.toml";
    return {error.place && error.place->file == manifest ? BootstrapStep::Source : BootstrapStep::Plan, ""};
}

} // namespace crossyard::bootstrap
