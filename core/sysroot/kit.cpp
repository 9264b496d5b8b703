// SPDX-License-Identifier: MIT OR Apache-2.0
#include "sysroot/kit.h"

#include "cargo/config_tables.h"
#include "cargo/manifest.h"
#include "sysroot/xargo_manifest.h"

#include <format>

namespace crossyard::sysroot {

namespace {

std::vector<std::string> profilesIn(const cargo::ManifestFile &file)
{
    std::vector<std::string> names{"dev", "release"};
    if (const auto *profiles = file.table["profile"].as_table()) {
        for (const auto &[key, value] : *profiles) {
            const std::string name(key.str());
            if (name != "dev" && name != "release" && name != "test" && name != "bench")
                names.push_back(name);
        }
    }
    return names;
}

bool hasProgram(const cargo::Manifest &manifest)
{
    return !manifest.bins.empty();
}

} // namespace

ProjectFacts readProject(const fs::path &directory)
{
    ProjectFacts facts;
    facts.directory = directory;
    facts.name = toUtf8(directory.filename());
    facts.profiles = {"dev", "release"};
    std::error_code ignored;
    const fs::path manifest = directory / "Cargo.toml";
    if (!fs::is_directory(directory, ignored)) {
        facts.problem = Error{ErrorCode::NotFound, std::format("there is no folder {}", toUtf8(directory))};
        return facts;
    }
    if (!fs::is_regular_file(manifest, ignored)) {
        facts.problem =
            Error{ErrorCode::NotFound, std::format("there is no Cargo.toml in {}", toUtf8(directory))}.withHint(
                "open the folder of a Rust package, or make one there: cargo init");
        return facts;
    }
    const auto config = cargo::Config::load({.directory = directory, .environment = wholeEnvironment()});
    if (config) {
        if (const auto build = cargo::buildConfig(*config); build && !build->targets.empty())
            facts.target = build->targets.front();
    } else {
        facts.problem = config.error();
    }
    const auto file = cargo::readManifestFile(manifest);
    if (!file) {
        facts.problem = file.error();
        return facts;
    }
    facts.profiles = profilesIn(**file);
    if (!(*file)->isPackage()) {
        facts.runs = true; // a workspace: cargo says itself which program is meant
        return facts;
    }
    const auto package = cargo::readManifest(manifest);
    if (!package) {
        facts.problem = package.error();
        return facts;
    }
    facts.name = package->name;
    facts.runs = hasProgram(*package);
    return facts;
}

std::string_view actionName(Action action)
{
    switch (action) {
    case Action::OpenProject:
        return "open-project";
    case Action::ChooseTarget:
        return "choose-target";
    case Action::Mend:
        return "mend";
    case Action::BuildSysroot:
        return "build-sysroot";
    case Action::Build:
        return "build";
    case Action::Run:
        return "run";
    case Action::None:
        break;
    }
    return "none";
}

Step nextStep(const StepFacts &facts)
{
    if (!facts.project)
        return {Action::OpenProject, "no project is open"};
    if (!facts.target)
        return {Action::ChooseTarget, "no target is chosen"};
    if (!facts.canBuild)
        return {Action::None, "looking at what is installed"};
    if (!*facts.canBuild)
        return {Action::Mend, facts.firstMissing};
    if (facts.needsSysroot && !facts.sysrootReady)
        return {Action::BuildSysroot, "there is no compiled library for this target yet"};
    if (!facts.projectWorks)
        return {Action::None, "the project's files cannot be read"};
    if (facts.built && facts.runs)
        return {Action::Run, "it is built"};
    return {Action::Build, facts.needsSysroot ? "the sysroot is ready" : "the toolchain has a compiled library for it"};
}

bool needsOwnSysroot(const rust::Toolchain &toolchain, std::string_view target, const fs::path &packageDir)
{
    return findXargoManifest(packageDir).has_value() || target.ends_with(".json") || !toolchain.hasTarget(target);
}

} // namespace crossyard::sysroot
