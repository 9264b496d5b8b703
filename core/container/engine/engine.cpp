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

process::Command buildCommand(const Engine &engine, std::vector<std::string> words)
{
    words.insert(words.begin(), engine.buildOptions.begin(), engine.buildOptions.end());
    words.insert(words.begin(), "build");
    auto command = engineCommand(engine, std::move(words));
    if (engine.kind == EngineKind::Docker) {
        command.environment["DOCKER_BUILDKIT"] = engine.buildkit ? "1" : "0";
        // A builder of its own would see none of the engine's images; and an attestation makes a list of an image.
        command.environment["BUILDX_BUILDER"] = "default";
        command.environment["BUILDX_NO_DEFAULT_ATTESTATIONS"] = "1";
    }
    return command;
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
