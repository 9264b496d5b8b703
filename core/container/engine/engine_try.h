// SPDX-License-Identifier: MIT OR Apache-2.0
// Trying one engine: what it is, a container run with it, and what it needs for that.
#pragma once

#include "container/engine/engine_probe.h"

namespace crossyard::container {

/// Where the files of the probe are kept, and variables are looked up; `request.engine` does not count.
ProbedEngine tryEngine(const fs::path &program, const ProbeRequest &request, const CancelToken &cancel);
/// Which engine a program is: by what it says, else by its name. Errors: Unsupported, none that we know; Cancelled.
Result<EngineKind> kindOfProgram(const fs::path &program, const CancelToken &cancel);

/// The image of the probe, on every engine.
inline constexpr std::string_view probeImage = "localhost/crossyard/probe:1";

} // namespace crossyard::container
