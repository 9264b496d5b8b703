// SPDX-License-Identifier: MIT OR Apache-2.0
// The images that an engine has.
#pragma once

#include "base/cancel.h"
#include "container/engine/engine.h"

#include <cstdint>

namespace crossyard::container {

struct EngineImage {
    std::string id; // "sha256:..."
    std::vector<std::string> references;
    std::string architecture; // as Rust calls it: "x86_64", "aarch64"
    std::int64_t created = 0; // seconds since 1970
    std::uint64_t size = 0;   // bytes
    std::string path;         // PATH of its programs; empty: the engine's own choice
    std::map<std::string, std::string> labels;
    bool operator==(const EngineImage &) const = default;
};

/// From what `image inspect` says. Errors: Parse.
Result<std::vector<EngineImage>> parseImages(std::string_view json);

/// The other way of rustArchitecture(): as engines and Debian call it.
std::string debianArchitecture(std::string_view rusts);

/// The image of that reference or ID; nothing where the engine does not have it. Errors: ToolFailed, Cancelled.
Result<std::optional<EngineImage>> inspectImage(const Engine &engine, const std::string &reference,
                                                const CancelToken &cancel);
/// Those with that label. Errors: as above.
Result<std::vector<EngineImage>> imagesWithLabel(const Engine &engine, std::string_view label,
                                                 const CancelToken &cancel);

/// An instruction for `commit` and `import`: podman takes a value as it stands, the others in quotes.
std::string changeWord(const Engine &engine, std::string_view instruction, const std::string &name,
                       const std::string &value);

} // namespace crossyard::container
