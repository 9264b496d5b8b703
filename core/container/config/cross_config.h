// SPDX-License-Identifier: MIT OR Apache-2.0
// Cross.toml, and cross's tables in Cargo.toml: what each setting says, with its place, and what is wrong.
//
// A file that cross would read is read whole, for all its targets. What cross refuses or passes over is a finding, and
// the rest counts: one wrong value does not hide the others. Keys that only the other dialect takes are passed over, as
// the chosen one does; forms of values that only the other one takes are read, and told.
#pragma once

#include "base/paths.h"
#include "container/config/cross_values.h"

#include <map>

namespace crossyard::container {

/// A value as a file says it; the place is that of its key.
template <class T> struct Written {
    T value;
    Place place;
    bool operator==(const Written &) const = default;
};
template <class T> using MaybeWritten = std::optional<Written<T>>;

/// [build] or [target.X].
struct CrossSection {
    MaybeWritten<BuildStd> buildStd = {};
    MaybeWritten<bool> xargo = {};
    MaybeWritten<bool> zig = {}; // zig.enable; a version alone enables it, too
    MaybeWritten<std::string> zigVersion = {};
    MaybeWritten<Image> zigImage = {};
    MaybeWritten<std::string> defaultTarget = {}; // [build] only
    MaybeWritten<PreBuild> preBuild = {};
    MaybeWritten<std::string> dockerfile = {}; // relative to the workspace's root
    MaybeWritten<std::string> dockerfileContext = {};
    std::map<std::string, Written<std::string>> buildArgs = {};
    MaybeWritten<std::vector<VariableEntry>> passthrough = {};
    MaybeWritten<std::vector<VariableEntry>> volumes = {};
    MaybeWritten<Image> image = {};        // [target.X] only
    MaybeWritten<std::string> runner = {}; // [target.X] only
    Place place = {};                      // of the table's own key
};

/// The settings of one file.
struct CrossFile {
    fs::path file;
    std::string table = {}; // "" for Cross.toml; "workspace.metadata.cross" or "package.metadata.cross"
    CrossSection build = {};
    std::map<std::string, CrossSection> targets = {};

    const CrossSection *section(const std::string &target) const; // null where there is none
};

struct ConfigText {
    fs::path file; // absolute
    std::string text;
};

struct CrossInputs {
    std::optional<ConfigText> crossToml = {};         // or the file that CROSS_CONFIG names
    std::optional<ConfigText> workspaceManifest = {}; // the root Cargo.toml
    std::vector<ConfigText> memberManifests = {};     // those of the other members
    std::vector<std::string> knownTargets = {};       // to find misspelt ones; may be empty
};

struct CrossConfig {
    Dialect dialect = Dialect::Release;
    std::vector<CrossFile> files = {};  // the one that wins first
    std::vector<Finding> findings = {}; // by file and place
    std::vector<std::string> knownTargets = {};
};

/// Errors: Parse, a file that is no TOML, with its place.
Result<CrossConfig> readCrossConfig(const CrossInputs &inputs, Dialect dialect);

/// The dialect that a project is written for: the main branch, where something that only that one takes outweighs what
/// only the release takes; the release otherwise.
struct DialectGuess {
    Dialect dialect = Dialect::Release;
    std::optional<Finding> because = {}; // what the release would say of it
};
/// Errors: Parse.
Result<DialectGuess> guessDialect(const CrossInputs &inputs);

} // namespace crossyard::container
