// SPDX-License-Identifier: MIT OR Apache-2.0
// The user's cargo with the right sysroots: what a cargo command becomes, after the sysroots that it needs were built.
#pragma once

#include "sysroot/sysroot_job.h"

namespace crossyard::sysroot {

struct CargoBuildRequest {
    std::vector<std::string> words; // of the cargo command, "+TOOLCHAIN" first where there is one
    fs::path directory;             // where the command is given
    std::map<std::string, std::string> environment;
    fs::path store;
    fs::path wrapper; // the crossyard program, to stand before rustc where a stable compiler meets a custom target
    /// Used where the words name no toolchain.
    std::optional<std::string> toolchain = {};
};

struct CargoBuild {
    process::Command command;            // cargo; run it in the request's directory
    std::vector<SysrootRecord> sysroots; // that it will use
    std::vector<FileLock> locks;         // keep them while it runs, or the sysroots may be removed
};

/// Understands the command, builds the sysroots that it needs, and gives the command that uses them; one that compiles
/// nothing is given as it is. Errors: NotFound (no cargo), Usage, those of planSysroot() and buildSysroot().
Result<CargoBuild> prepareCargo(const CargoBuildRequest &request, activity::Reporter &reporter,
                                const CancelToken &cancel);

} // namespace crossyard::sysroot
