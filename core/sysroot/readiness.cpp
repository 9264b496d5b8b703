// SPDX-License-Identifier: MIT OR Apache-2.0
#include "sysroot/readiness.h"

#include "cargo/config_tables.h"

namespace crossyard::sysroot {

namespace {

// What cargo's configuration says of the target's linker and runner. Only told where the target is known, since cfg
// tables depend on it.
Result<rust::DoctorChoices> choicesFor(const fs::path &project, const rust::Compiler &compiler,
                                       const rust::TargetRef &target, const CancelToken &cancel)
{
    CY_TRY(const auto config, cargo::Config::load({.directory = project, .environment = wholeEnvironment()}));
    CY_TRY(const auto cfg, rust::targetCfg(compiler, target, {}, cancel));
    CY_TRY(const auto table, cargo::targetConfig(config, target.name, cargo::CfgSet::fromLines(cfg)));
    rust::DoctorChoices choices;
    const std::string from = "cargo's configuration (target." + target.name;
    if (table.linker)
        choices.linker = {*table.linker, from + ".linker)"};
    if (table.runner)
        choices.runner = {table.runner->program, from + ".runner)"};
    return choices;
}

} // namespace

Result<Readiness> lookAround(const ReadinessRequest &request, const CancelToken &cancel)
{
    const auto toolchain = rust::selectToolchain({.asked = request.toolchain, .project = request.project}, cancel);
    if (!toolchain && toolchain.error().code == ErrorCode::Cancelled)
        return fail(toolchain.error());
    Readiness readiness;
    readiness.target = request.target;
    if (readiness.target.empty() && toolchain)
        readiness.target = toolchain->compiler.host;
    Result<rust::TargetInfo> info = fail(ErrorCode::NotFound, "no toolchain");
    bool custom = false;
    rust::DoctorChoices choices;
    std::optional<Error> configProblem;
    if (toolchain) {
        readiness.toolchain = *toolchain;
        const auto target = rust::findTarget(toolchain->compiler, readiness.target, request.project);
        if (target) {
            readiness.target = target->name;
            custom = target->custom();
            info = rust::targetInfo(toolchain->compiler, *target, cancel);
            if (auto found = choicesFor(request.project, toolchain->compiler, *target, cancel))
                choices = std::move(*found);
            else if (info)
                configProblem = std::move(found).error();
        } else {
            info = std::unexpected(target.error());
        }
    }
    CY_TRY(const auto facts, rust::gatherFacts(toolchain, readiness.target, info, custom, choices, cancel));
    readiness.findings = rust::diagnose(facts);
    if (configProblem)
        readiness.findings.push_back(
            {"cargo-config",
             "cargo's configuration",
             rust::Finding::State::Broken,
             true,
             configProblem->message + (configProblem->place ? " (" + describe(*configProblem->place) + ")" : ""),
             {}});
    readiness.canBuild = rust::canBuild(readiness.findings);
    return readiness;
}

} // namespace crossyard::sysroot
