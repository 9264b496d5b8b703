// SPDX-License-Identifier: MIT OR Apache-2.0
// The settings of one target: of all that files and variables say, what counts, as cross decides it.
//
// For each key by itself, in this order: the target's variable (CROSS_TARGET_T_KEY), the target's table in a file, the
// variable for all targets (CROSS_BUILD_KEY), [build] in a file; of two files Cross.toml first. T is the triple in
// capitals with "_" for "-"; a dot stays. So a value for all targets never wins over one for the target.
#pragma once

#include "container/config/cross_config.h"

namespace crossyard::container {

struct ResolveRequest {
    EnvironmentLookup environment;
    std::optional<std::string> target = {}; // of --target
    std::string host = {};                  // the target where nothing names one; may be empty
    /// Whether a path from the workspace's root is a file: cross takes such a string of `pre-build` for a script.
    std::function<bool(const std::string &path)> isFile = {};
};

/// What becomes of `pre-build`.
struct PreBuildAction {
    enum class Kind {
        Script,   // a file, copied into the image and run with the target as its argument
        Commands, // lines of one shell script
    };
    Kind kind = Kind::Commands;
    std::vector<std::string> lines; // exactly one path of a Script
    bool operator==(const PreBuildAction &) const = default;
};
std::string shown(const PreBuildAction &value);
std::string shown(const std::map<std::string, std::string> &value);

struct CrossSettings {
    Dialect dialect = Dialect::Release;
    Setting<std::string> target;
    Setting<BuildStd> buildStd;
    Setting<bool> xargo; // of the release; never with build-std
    // Of the main branch.
    Setting<bool> zig;
    Setting<std::optional<std::string>> zigVersion; // "2.17": appended to the target
    Setting<std::optional<Image>> zigImage;         // takes the place of `image` with zig
    Setting<std::optional<PreBuildAction>> preBuild;
    Setting<std::optional<std::string>> dockerfile;
    Setting<std::optional<std::string>> dockerfileContext;
    Setting<std::map<std::string, std::string>> buildArgs;
    Setting<std::vector<VariableEntry>> passthrough;
    Setting<std::vector<VariableEntry>> volumes;
    Setting<std::optional<Image>> image; // whole names; nothing where cross has none for the target
    Setting<std::optional<std::string>> runner;
    std::vector<Finding> findings; // those of variables, and of values that do not fit together
};

/// "CROSS_TARGET_AARCH64_UNKNOWN_LINUX_GNU_KEY".
std::string targetVariable(std::string_view target, std::string_view key);
/// "CROSS_BUILD_KEY"; of a key that begins with BUILD_, "CROSS_KEY".
std::string buildVariable(std::string_view key);

/// Errors: Usage, no target is named anywhere.
Result<CrossSettings> resolve(const CrossConfig &config, const ResolveRequest &request);

} // namespace crossyard::container
