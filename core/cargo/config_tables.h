// SPDX-License-Identifier: MIT OR Apache-2.0
// The tables of cargo's configuration that the engine works with, as plain values: [build], [target], [env], [source],
// [profile]. "cargo reference, Configuration".
#pragma once

#include "cargo/cfg.h"
#include "cargo/config.h"

namespace crossyard::cargo {

/// [build], with the environment variables that stand for its keys (RUSTC, CARGO_TARGET_DIR and their like).
struct BuildConfig {
    /// Triples and absolute paths of spec files, as `--target` takes them; "host-tuple" stays. Empty: the host.
    std::vector<std::string> targets = {};
    Definition targetsDefinition = {};
    std::optional<fs::path> targetDir = {}; // absolute
    /// Verbatim: it may hold `{workspace-root}` and other places that only cargo fills in.
    MaybeDefined<std::string> buildDir = {};
    std::optional<std::int64_t> jobs = {}; // negative: that many less than there are processors; never 0
    std::optional<fs::path> rustc = {};    // a path, or a name to be looked up on PATH
    std::optional<fs::path> rustdoc = {};
    std::optional<fs::path> rustcWrapper = {};
    std::optional<fs::path> rustcWorkspaceWrapper = {};
    std::optional<bool> incremental = {};
};
/// Errors: BadInput.
Result<BuildConfig> buildConfig(const Config &config);

/// The programs that are run in the compiler's place, with the compiler as their first argument.
struct CompilerWrappers {
    std::optional<fs::path> every;   // RUSTC_WRAPPER, build.rustc-wrapper
    std::optional<fs::path> members; // RUSTC_WORKSPACE_WRAPPER, build.rustc-workspace-wrapper: of the workspace alone
};
/// As paths that can be run. `given` beats the configuration; an empty one stands for none. Errors: BadInput, NotFound.
Result<CompilerWrappers> compilerWrappers(const Config &config, const std::optional<std::string> &given = {});

/// A program with its first arguments.
struct ProgramAndArguments {
    fs::path program; // a path, or a name to be looked up on PATH
    std::vector<std::string> arguments = {};
    bool operator==(const ProgramAndArguments &) const = default;
};

/// What stands in place of the build script of a package with a `links` key: what the script would have said.
struct LinksOverride {
    struct LinkArgument {
        std::string kind; // the instruction: rustc-link-arg, rustc-link-arg-bins, rustc-link-arg-cdylib ...
        std::string argument;
        bool operator==(const LinkArgument &) const = default;
    };
    std::vector<std::string> libraryPaths = {}; // for -L
    std::vector<std::string> libraries = {};    // for -l
    std::vector<LinkArgument> linkArguments = {};
    std::vector<std::string> cfgs = {};
    std::vector<std::string> checkCfgs = {};
    std::map<std::string, std::string> environment = {}; // rustc-env
    std::map<std::string, std::string> metadata = {};    // every other key: for DEP_LINKS_KEY
    bool operator==(const LinksOverride &) const = default;
};

/// What [target.NAME] and the [target.'cfg(...)'] tables say for one target. Its flags are in rustflags.h.
struct TargetConfig {
    std::optional<fs::path> linker = {};
    std::optional<ProgramAndArguments> runner = {};
    std::map<std::string, LinksOverride> linksOverrides = {}; // by the `links` name
};
/// `name` is the triple or the stem of the spec file. Errors: BadInput, also where two cfg tables fit and both set the
/// linker or the runner.
Result<TargetConfig> targetConfig(const Config &config, const std::string &name, const CfgSet &cfgs);

/// The keys of the [target.'cfg(...)'] tables that fit the cfgs, in cargo's order, which is the alphabet's.
/// An expression that does not parse fits nothing, as in cargo. Errors: BadInput.
Result<std::vector<std::string>> matchingCfgTables(const Config &config, const CfgSet &cfgs);

/// The variables that [env] sets for every process that cargo starts: those that are not in the environment yet, and
/// those that say `force`. Errors: BadInput.
Result<std::map<std::string, std::string>> environmentTable(const Config &config);

/// One [source.NAME].
struct SourceConfig {
    enum class Kind { CratesIo, Registry, LocalRegistry, Directory, Git };
    std::string name;
    Kind kind = Kind::CratesIo;
    std::string url = {};          // Registry, Git
    fs::path path = {};            // LocalRegistry, Directory: absolute
    std::string gitReference = {}; // "branch=NAME", "tag=NAME", "rev=ID"; empty: the default branch
    std::string replaceWith = {};  // empty: not replaced
    Definition definition = {};
};
/// All of them by name; crates-io is always there. Errors: BadInput.
Result<std::map<std::string, SourceConfig>> sourceTable(const Config &config);
/// Follows `replace-with` from a source to the one that is really used; a name under [registries] counts as well.
/// Errors: NotFound (a name that nobody defines), BadInput (a loop).
Result<SourceConfig> replacedSource(const Config &config, const std::map<std::string, SourceConfig> &sources,
                                    const std::string &name);

/// [profile.NAME] as a table, with the CARGO_PROFILE_NAME_* variables in it; nothing where neither says anything. Keys
/// and types are the manifest's. Errors: BadInput.
Result<std::optional<ConfigValue>> profileTable(const Config &config, const std::string &name);

/// [net] offline, CARGO_NET_OFFLINE.
Result<bool> offline(const Config &config);
/// What [alias] NAME stands for, word by word. Errors: BadInput (a wrong type, no word at all).
Result<std::optional<std::vector<std::string>>> aliasOf(const Config &config, const std::string &name);

} // namespace crossyard::cargo
