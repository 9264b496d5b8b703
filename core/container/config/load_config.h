// SPDX-License-Identifier: MIT OR Apache-2.0
// Finding and reading the files that cross's configuration is in; and all of it for one target.
#pragma once

#include "container/config/cross_settings.h"
#include "container/config/engine_settings.h"

namespace crossyard::container {

struct LoadRequest {
    fs::path directory = {}; // in a package: where cross would be started
    EnvironmentLookup environment = {};
    std::optional<Dialect> dialect = {};        // nothing: the one that the project is written for
    std::vector<std::string> knownTargets = {}; // to find misspelt ones; may be empty
};

struct LoadedConfig {
    CrossConfig config;
    fs::path workspaceRoot;
    bool dialectIsGuessed = false;
    std::optional<Finding> guessedBecause = {}; // where it was not the default
};

/// Looks for the package from the directory upward and for its workspace, and reads what is there: Cross.toml or the
/// file of CROSS_CONFIG, and the Cargo.toml of each member. No file is no error. Errors: NotFound (no Cargo.toml), Io,
/// Parse, and those of reading the workspace.
Result<LoadedConfig> loadCrossConfig(const LoadRequest &request);

/// All that there is to show.
struct CrossReport {
    LoadedConfig loaded;
    CrossSettings settings;
    EngineSettings engine;
    std::vector<std::string> passed; // names of variables

    std::vector<Finding> findings() const; // of all of them, files first
};
/// `request.isFile` is set here. Errors: those of loading, Usage (no target is named).
Result<CrossReport> reportCross(const LoadRequest &load, ResolveRequest request,
                                const std::map<std::string, std::string> &environment);

} // namespace crossyard::container
