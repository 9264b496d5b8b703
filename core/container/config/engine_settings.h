// SPDX-License-Identifier: MIT OR Apache-2.0
// What cross takes from variables alone: the engine, its options, users, remote engines, toolchains; and the variables
// that it passes into the container by itself.
#pragma once

#include "base/paths.h"
#include "container/config/cross_values.h"

#include <map>

namespace crossyard::container {

struct EngineSettings {
    Setting<std::optional<std::string>> engine;        // a name or a path; nothing: docker, else podman
    Setting<std::vector<std::string>> runOptions;      // appended to `run`
    Setting<std::vector<std::string>> buildOptions;    // appended to the build of an image
    Setting<std::string> buildProgress;                // "auto", "plain" or "tty"
    Setting<bool> buildkit;                            // the engine has buildx
    Setting<std::optional<std::string>> userId;        // nothing: the user's
    Setting<std::optional<std::string>> groupId;       // nothing: the user's
    Setting<std::optional<std::string>> userNamespace; // nothing: none is asked for
    Setting<std::optional<bool>> rootless;             // nothing: found out from the engine
    Setting<bool> inContainer;                         // cross itself runs in one
    Setting<bool> remote;                              // volumes and copies in place of mounts
    Setting<bool> remoteCopyRegistry;
    Setting<bool> remoteCopyCache;
    Setting<bool> remoteCopyFullTargetDir;
    Setting<bool> remoteSkipBuildArtifacts;
    Setting<bool> customToolchain; // nothing is installed with rustup
    Setting<std::optional<std::string>> customToolchainCompat;
    Setting<std::optional<std::string>> compatibilityVersion;
    Setting<std::optional<bool>> noWarnings; // warnings end it before the build; nothing: where CI is found
    Setting<bool> debug;
    Setting<bool> doctests;
    Setting<std::optional<std::string>> nixStore;
    Setting<std::optional<std::string>> qemuStrace;
    Setting<bool> verbose;
    Setting<bool> quiet;
    Setting<std::string> colour; // "auto", "always" or "never"
    std::vector<Finding> findings;

    bool operator==(const EngineSettings &) const = default;
};

EngineSettings readEngineSettings(const EnvironmentLookup &environment, Dialect dialect);

/// The names of an environment's variables that cross passes into the container unasked, sorted.
std::vector<std::string> passedUnasked(const std::map<std::string, std::string> &environment, Dialect dialect);

} // namespace crossyard::container
