// SPDX-License-Identifier: MIT OR Apache-2.0
// Finding the container engines of a machine, by doing the real thing: a container is run with each.
//
// Its image is made on the spot from one file of a few bytes, a program that ends at once, so that nothing is pulled.
// Where that fails for a reason that is known (limits that cannot be raised, a runtime that does not know the kernel's
// cgroups, no network to be had), it is tried again with the option that mends it, one after the other. What was
// needed is remembered in the store for that program, version and kernel, and asked for anew when it fails later.
#pragma once

#include "base/cancel.h"
#include "base/environment.h"
#include "container/engine/engine.h"

namespace crossyard::container {

struct ProbeRequest {
    fs::path store;                                   // what was found out before is there
    EnvironmentLookup environment = ownEnvironment(); // but PATH, which is always the process's own
    std::optional<std::string> engine = {}; // a name or a path, as CROSS_CONTAINER_ENGINE says it; nothing: any
    std::optional<std::string> url = {};    // of a remote engine; else CONTAINER_HOST, DOCKER_HOST
    bool anew = false;                      // what is remembered does not count
};

/// One that is installed: it works, or why not.
struct ProbedEngine {
    EngineKind kind = EngineKind::Podman;
    fs::path program;
    Result<Engine> engine = fail(ErrorCode::NotFound, "");
    std::vector<std::string> steps = {}; // what was tried, one sentence each
};

/// The one to use: the asked one, else the first that works of podman, docker, nerdctl, one without root's rights
/// first. Errors: NotFound (none is installed, or the asked one is not), ToolFailed (why none works, each with its
/// mend), Cancelled.
/// What works is remembered; then it costs reading one small file.
Result<Engine> chooseEngine(const ProbeRequest &request, const CancelToken &cancel = {});

/// Whether a container could not be run for a reason that trying the engine anew may mend: ask chooseEngine() again,
/// with `anew`.
bool isMendedByProbe(const Error &error);

/// All that are installed, for a list. Errors: Cancelled.
Result<std::vector<ProbedEngine>> listEngines(const ProbeRequest &request, const CancelToken &cancel = {});

} // namespace crossyard::container
