// SPDX-License-Identifier: MIT OR Apache-2.0
// The doctor: what building for a target needs, what of it is there, how that was found out, and the one command that
// mends what is missing. Facts are gathered first; what they mean is decided by a pure function.
#pragma once

#include "rust/doctor_packages.h"
#include "rust/doctor_tools.h"
#include "rust/toolchain.h"

#include <optional>
#include <string>
#include <vector>

namespace crossyard::rust {

struct DanglingLink {
    fs::path link;
    fs::path to; // as the link says it
    bool operator==(const DanglingLink &) const = default;
};

/// Where a program was looked for, and what was found.
struct ProgramLookup {
    std::string name;
    std::optional<fs::path> found = {};
    std::vector<DanglingLink> dangling = {}; // links of that name that lead nowhere
    std::vector<std::string> places = {};    // "PATH", and directories
    bool operator==(const ProgramLookup &) const = default;
};

/// A program that the user chose, and by what: "CC_thumbv7m_none_eabi", "target.T.linker in /p/.cargo/config.toml".
struct ChosenProgram {
    std::string from;
    ProgramLookup lookup;
    bool operator==(const ChosenProgram &) const = default;
};

struct EngineFacts {
    ProgramLookup program;
    bool answers = false;
    std::string said = {}; // its version, or why it does not answer
    bool operator==(const EngineFacts &) const = default;
};

struct DoctorFacts {
    PackageSystem system = {};
    std::string target; // as it was asked for
    std::optional<Toolchain> toolchain = {};
    std::optional<Error> toolchainError = {}; // why there is none
    bool noToolchains = false;                // there is not even one that could be chosen
    std::optional<TargetInfo> info = {};
    std::optional<Error> targetError = {}; // why there is none
    bool custom = false;                   // the target is a spec file
    bool rustupHasTarget = false;          // rustup can install a prebuilt std for it
    bool builtinsAtHand = true;            // compiler_builtins is in the source, vendored, or in the system's registry
    ProgramLookup cargoOnPath = {};
    TargetTools tools = {};
    std::optional<ChosenProgram> linker = {}, compiler = {}, runner = {}; // what the user chose
    std::vector<ProgramLookup> linkers = {}, compilers = {}, runners = {};
    std::optional<ProgramLookup> hostLinker = {}; // where build scripts need another linker than the target does
    std::vector<EngineFacts> engines = {};
};

struct Finding {
    enum class State {
        Present, // there, and it works
        Missing, // not there
        Broken,  // there, but it does not work
        Warning, // there, with a limit that some builds meet
    };
    std::string id;    // "toolchain", "std", "linker", ...
    std::string title; // "linker rust-lld"
    State state = State::Present;
    bool required = true; // without it nothing can be built for the target
    std::string how;      // what was found, and how that was found out
    std::string mend;     // the command that mends it; empty where no single command does
    bool operator==(const Finding &) const = default;
};

std::string_view stateName(Finding::State state); // "present", "missing", "broken", "warning"

/// What the facts mean, in the order in which a build would meet them.
std::vector<Finding> diagnose(const DoctorFacts &facts);
/// True when nothing that is required is missing or broken.
bool canBuild(const std::vector<Finding> &findings);

/// What the user's configuration says, for those who can read it.
struct DoctorChoices {
    struct Program {
        fs::path program; // a path, or a name to look up on PATH
        std::string from;
    };
    std::optional<Program> linker = {};
    std::optional<Program> runner = {};
};

/// Looks at this machine: PATH, the toolchain's directories, CC_* variables, and whether container engines answer.
/// `info` and `targetError` say what is known of the target. Errors: Cancelled.
Result<DoctorFacts> gatherFacts(const Result<Toolchain> &toolchain, std::string_view target,
                                const Result<TargetInfo> &info, bool custom, const DoctorChoices &choices,
                                const CancelToken &cancel = {});

} // namespace crossyard::rust
