// SPDX-License-Identifier: MIT OR Apache-2.0
// The well-known failures in plain words: what a user of cross toolchains meets again and again, and what mends it.
#pragma once

#include "job/job_log.h"

namespace crossyard::job {

enum class Mend { None, BuildSysroot, InstallLinker, BuildAnew, FreeSpace };

std::string_view mendName(Mend mend); // "build-sysroot", "install-linker", ...; empty for None

struct Cause {
    std::string id;    // "E0463", "linker", ...
    std::string title; // what happened, a sentence
    std::string text;  // why, and what to do
    Mend mend = Mend::None;
    std::size_t line = 0; // of the log
    bool operator==(const Cause &) const = default;
};

/// What one line says of a known failure.
std::optional<Cause> causeIn(std::string_view line);
/// The first one in a log that explains a failure.
std::optional<Cause> explain(const JobLog &log);

} // namespace crossyard::job
