// SPDX-License-Identifier: MIT OR Apache-2.0
// Build scripts: the environment that they get and the protocol that they speak (cargo reference, "Build scripts";
// bootstrap notes 3.9).
#pragma once

#include "base/error.h"
#include "base/paths.h"
#include "cargo/config_tables.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace crossyard::build {

struct LinkArgument {
    std::string scope; // "all", "bins", "bin=NAME", "cdylib", "tests", "benches", "examples"
    std::string argument;
    bool operator==(const LinkArgument &) const = default;
};

/// What a build script said.
struct ScriptOutput {
    std::vector<std::string> linkSearch; // "native=/dir": what follows -L
    std::vector<std::string> linkLibs;   // "static=z": what follows -l
    std::vector<LinkArgument> linkArguments;
    std::vector<std::string> cfgs;
    std::vector<std::string> checkCfgs;
    std::vector<std::pair<std::string, std::string>> environment; // rustc-env
    std::vector<std::pair<std::string, std::string>> metadata;    // for dependants of a package with `links`
    std::vector<std::string> rerunIfChanged;
    std::vector<std::string> rerunIfEnvChanged;
    std::vector<std::string> warnings;
    std::vector<std::string> errors; // cargo::error: the build fails, whatever the exit status
    bool operator==(const ScriptOutput &) const = default;
};

/// What a script said elsewhere, in the place of running it.
struct RecordedScript {
    ScriptOutput output;
    fs::path out;       // its OUT_DIR; it may be missing
    std::string digest; // of what lies there
};

/// Parses standard output. Lines that are no directive are passed over. Errors: BadInput for a directive that cargo
/// refuses (unknown `cargo::` key, a value without `=`, another flag than -l and -L, RUSTC_BOOTSTRAP in rustc-env).
/// `package` is named in errors.
Result<ScriptOutput> parseScriptOutput(std::string_view text, std::string_view package);

/// What a configuration's [target.T.LINKS] says, as the script would have said it.
ScriptOutput scriptOutputOf(const cargo::LinksOverride &given);

/// As lines that parseScriptOutput() understands; without what a script watches.
std::string toText(const ScriptOutput &output);
std::string toJson(const ScriptOutput &output);
Result<ScriptOutput> scriptOutputFromJson(std::string_view text);

} // namespace crossyard::build
