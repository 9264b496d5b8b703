// SPDX-License-Identifier: MIT OR Apache-2.0
// What a project is built with (toolchain, target, profile), and the next sensible thing to do with it.
#pragma once

#include "sysroot/readiness.h"

namespace crossyard::sysroot {

struct Kit {
    std::optional<std::string> toolchain = {}; // as a user names it; nothing: the project's own choice
    std::string target = {};                   // a triple or a spec file; empty: not chosen
    std::string profile = "release";
    bool operator==(const Kit &) const = default;
};

/// What a folder says of itself.
struct ProjectFacts {
    fs::path directory;
    std::string name;                  // of its package, or of the folder
    std::vector<std::string> profiles; // dev, release, and those that its manifest defines
    std::optional<std::string> target; // build.target of cargo's configuration
    bool runs = false;                 // it has a program that cargo can run
    std::optional<Error> problem;      // why it cannot be built as a project: no Cargo.toml, one that does not parse
};

/// Reads the folder's Cargo.toml and configuration. What is wrong is in `problem`.
ProjectFacts readProject(const fs::path &directory);

enum class Action { None, OpenProject, ChooseTarget, Mend, BuildSysroot, Build, Run };
std::string_view actionName(Action action); // "open-project", "choose-target", "mend", "build-sysroot", "build", "run"

struct Step {
    Action action = Action::None;
    std::string reason = {}; // why this, in a sentence
    bool operator==(const Step &) const = default;
};

/// What is known when the step is decided.
struct StepFacts {
    bool project = false;
    bool projectWorks = false;
    bool target = false;
    std::optional<bool> canBuild = {}; // not yet known: nothing
    std::string firstMissing = {};     // the title of the first finding that keeps us from building
    bool needsSysroot = false;
    bool sysrootReady = false;
    bool built = false; // the project, with this kit, and nothing has changed that we know of
    bool runs = false;
};
Step nextStep(const StepFacts &facts);

/// True where a project needs a sysroot of ours for the target: an Xargo.toml, a spec file, or no compiled library.
bool needsOwnSysroot(const rust::Toolchain &toolchain, std::string_view target, const fs::path &packageDir);

} // namespace crossyard::sysroot
