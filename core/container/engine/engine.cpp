// SPDX-License-Identifier: MIT OR Apache-2.0
#include "container/engine/engine.h"

namespace crossyard::container {

std::string_view engineName(EngineKind kind)
{
    switch (kind) {
    case EngineKind::Podman:
        return "podman";
    case EngineKind::Docker:
        return "docker";
    case EngineKind::Nerdctl:
        return "nerdctl";
    }
    return "";
}

process::Command engineCommand(const Engine &engine, std::vector<std::string> words)
{
    words.insert(words.begin(), engine.globalOptions.begin(), engine.globalOptions.end());
    return {.program = engine.program, .arguments = std::move(words)};
}

std::string rustArchitecture(std::string_view name)
{
    if (name == "amd64" || name == "x86-64")
        return "x86_64";
    if (name == "arm64")
        return "aarch64";
    return std::string(name);
}

} // namespace crossyard::container
