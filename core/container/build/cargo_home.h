// SPDX-License-Identifier: MIT OR Apache-2.0
// What cargo in a container is told instead of the user's own configuration.
//
// The project's files are seen there; those above it and the one in CARGO_HOME are not, and neither are credentials.
// What of those decides where crates come from, and how they are compiled, is written into a configuration made for the
// container. What names programs and flags of this machine (linkers, wrappers, runners) is left out, since they are not
// in the image.
#pragma once

#include "cargo/config.h"

namespace crossyard::container {

struct ContainerConfig {
    std::string text;                  // of config.toml
    std::vector<fs::path> directories; // that it names, to be seen in the container; absolute
    std::vector<std::string> leftOut;  // "build.rustc-wrapper (/home/u/.cargo/config.toml:3:1)"
    bool operator==(const ContainerConfig &) const = default;
};

/// Of what was defined outside of `project`: [source], [registries] without tokens, [patch], [profile], [net] offline.
/// Paths in it are absolute. Errors: BadInput.
Result<ContainerConfig> containerConfig(const cargo::Config &config, const fs::path &project);

} // namespace crossyard::container
