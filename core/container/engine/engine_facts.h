// SPDX-License-Identifier: MIT OR Apache-2.0
// What engines tell of themselves, read. Pure.
#pragma once

#include "container/engine/engine.h"

namespace crossyard::container {

/// Which engine it is, by what `--version` or `--help` prints; a program called docker may be podman.
std::optional<EngineKind> kindFromText(std::string_view text);

struct EngineFacts {
    std::string version;
    std::string architecture; // as Rust calls it
    std::string system;       // "linux", "windows"
    bool rootless = false;
    bool selinux = false;
    fs::path imageList = {}; // see Engine
    bool elsewhere = false;  // in a virtual machine, or behind a service: it may not see our files
};
/// Of `podman info --format json`, or of `docker info --format '{{json .}}'`, which nerdctl has too. Errors:
/// ToolFailed, it is not what such an engine prints, or says that there is no server, in its words.
Result<EngineFacts> factsFromInfo(EngineKind kind, std::string_view json);
/// The words that print it.
std::vector<std::string> infoWords(EngineKind kind);

} // namespace crossyard::container
