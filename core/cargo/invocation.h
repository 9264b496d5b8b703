// SPDX-License-Identifier: MIT OR Apache-2.0
// Understanding the words of a cargo command without running it: which subcommand, which targets, which configuration,
// and whether it compiles anything that needs a sysroot.
#pragma once

#include "cargo/config.h"

#include <functional>

namespace crossyard::cargo {

/// When a command needs a sysroot.
///
/// - Never: everything that does not compile (add, clean, config, fetch, fmt, generate-lockfile, help, info, init,
///   locate-project, login, logout, metadata, new, owner, package --list, package and publish --no-verify, pkgid,
///   read-manifest, remove, report, rustc --print, search, tree, uninstall, update, vendor, verify-project, version,
///   yank); every command with --help or --unit-graph; cargo without a command, --version, --list, --explain; `miri`
///   and `careful`, which make sysroots of their own; and external commands known to look at files only (audit, deny,
///   outdated ...).
/// - IfTargetGiven: install (without --target it compiles for the host with what the toolchain has, and does not
///   look at build.target), and external commands that are not known: those that compile take --target.
/// - Always: bench, build, check, clippy, doc, fix, nextest, package, publish, run, rustc, rustdoc, test, and
///   single-file packages.
enum class SysrootUse { Never, IfTargetGiven, Always };

struct CargoInvocation {
    enum class Kind {
        None,     // no subcommand
        Builtin,  // cargo's own
        External, // the program cargo-NAME; what stands before NAME does not reach it
        Script,   // a single-file package; what stands after it are its own arguments
    };

    std::optional<std::string> toolchain = {}; // of `+TOOLCHAIN`
    Kind kind = Kind::None;
    std::string subcommand = {}; // after aliases, in full: build, not b

    // The words in order, aliases expanded: globalWords, subcommand, words, "--" where `separated`, trailing.
    std::vector<std::string> globalWords = {};
    std::vector<std::string> words = {};
    bool separated = false;
    std::vector<std::string> trailing = {}; // for the program, the tests, rustc or rustdoc

    std::vector<std::string> targets = {}; // as written, in order
    std::optional<fs::path> manifestPath = {};
    std::optional<fs::path> chdir = {};       // -C
    std::optional<fs::path> targetDir = {};   // --target-dir
    std::optional<fs::path> installPath = {}; // install --path: where cargo reads the configuration from
    std::optional<std::string> profile = {};
    bool release = false;
    std::vector<std::string> configArguments = {};
    std::vector<std::string> unstable = {}; // the values of -Z
    bool offline = false;
    bool locked = false;
    bool frozen = false;
    bool help = false;

    SysrootUse sysroot = SysrootUse::Never;
    /// Nothing is linked for the target: a sysroot of metadata is enough.
    bool checkOnly = false;
    bool isDoc = false;
    bool isTest = false; // test, bench, nextest: doctests go through rustdoc
    bool runsProgram = false;

    /// All words for cargo, without the toolchain.
    std::vector<std::string> cargoWords() const;
};

/// Gives what an alias stands for, if there is one of that name.
using AliasLookup = std::function<Result<std::optional<std::vector<std::string>>>(const std::string &)>;

/// Parses the words after `cargo`. Own commands win over aliases, aliases over cargo's short names (b, c, d, r, t, rm).
/// Errors: Usage (an option without its value), BadInput (an alias that comes back to itself).
Result<CargoInvocation> parseInvocation(const std::vector<std::string> &words, const AliasLookup &alias = {});

/// An invocation together with the configuration that cargo will see.
struct CargoCall {
    CargoInvocation invocation;
    Config config;
};
/// Parses the words, with the aliases and the configuration of the directory that cargo will work in. Aliases come from
/// files and variables only, as in cargo: `--config` does not define any.
Result<CargoCall> understandCall(const std::vector<std::string> &words, const fs::path &directory,
                                 const std::map<std::string, std::string> &environment);

/// A target that a command compiles for.
struct WantedTarget {
    enum class From { Words, Config, Host };
    std::string word; // for --target: a triple, or the absolute path of a spec file
    std::string name; // the triple, or the file's stem
    From from = From::Words;
    bool isSpecFile() const { return word.ends_with(".json"); }
    bool operator==(const WantedTarget &) const = default;
};
/// The targets of a command: those of its words, else those of build.target, else the host. `host-tuple` is the host.
/// Each once, in order. Errors: Usage, BadInput.
Result<std::vector<WantedTarget>> wantedTargets(const CargoCall &call, const std::string &host);

/// Whether a sysroot is needed first.
bool needsSysroot(const CargoInvocation &invocation, const std::vector<WantedTarget> &targets);

} // namespace crossyard::cargo
