// SPDX-License-Identifier: MIT OR Apache-2.0
// What is started for a kit, as jobs: its sysroot, and cargo in the project.
#pragma once

#include "job/job.h"
#include "sysroot/cargo_build.h"
#include "sysroot/kit.h"
#include "sysroot/sysroot_job.h"
#include "sysroot/use_sysroot.h"

namespace crossyard::sysroot {

/// Enough to ask for the same job once more, also after a restart.
struct KitJob {
    std::string action; // "build-sysroot", "build", "run", "test", "build-anew"
    Kit kit = {};
    fs::path project = {};
    bool operator==(const KitJob &) const = default;
};
std::string toJson(const KitJob &job);
std::optional<KitJob> kitJobFrom(std::string_view json);

/// The words of a cargo command for a kit: "build", "--target", "thumbv7m-none-eabi", "--release".
std::vector<std::string> cargoWords(const std::string &command, const Kit &kit);

/// The actions of cargoJob(): "build", "run", "test", and "build-anew" (clean, then build).
bool isCargoAction(std::string_view action);

/// A sentence on what came out.
std::string outcomeOf(const BuiltSysroot &built);

/// What the job of a sysroot is called and kept as, without its work.
job::JobRequest aboutSysroot(const SysrootRequest &request);

/// The sysroot of the request.
job::JobRequest sysrootJob(const KitJob &asked, const SysrootRequest &request, const fs::path &store);

struct CargoJobRequest {
    fs::path store;
    fs::path crossyard; // the program, see CargoBuildRequest::wrapper
    std::map<std::string, std::string> environment;
};
/// The user's cargo in the project, after the sysroots that it needs. Colours as on a terminal, no progress bar.
job::JobRequest cargoJob(const KitJob &asked, const CargoJobRequest &request);

/// Makes the toolchain of the plan and lets rustup know it.
job::JobRequest linkJob(const LinkedToolchainPlan &plan);

} // namespace crossyard::sysroot
