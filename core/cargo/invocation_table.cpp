// SPDX-License-Identifier: MIT OR Apache-2.0
#include "cargo/invocation_table.h"

#include <algorithm>
#include <utility>

namespace crossyard::cargo {

namespace {

using Kind = CargoInvocation::Kind;

struct Row {
    std::string_view name;
    Kind kind = Kind::Builtin;
    SysrootUse sysroot = SysrootUse::Never;
    bool checkOnly = false;
    bool isDoc = false;
    bool isTest = false;
    bool runsProgram = false;
    bool plainWordEndsOptions = false;
};

constexpr std::pair<std::string_view, std::string_view> shortNames[] = {
    {"b", "build"}, {"c", "check"}, {"d", "doc"}, {"r", "run"}, {"t", "test"}, {"rm", "remove"},
};

// The commands of cargo that compile, and externals that need more than the rule for externals.
constexpr Row compiling[] = {
    {.name = "bench", .sysroot = SysrootUse::Always, .isTest = true, .runsProgram = true},
    {.name = "build", .sysroot = SysrootUse::Always},
    {.name = "check", .sysroot = SysrootUse::Always, .checkOnly = true},
    // Documentation of a crate needs the metadata of those below it.
    {.name = "doc", .sysroot = SysrootUse::Always, .checkOnly = true, .isDoc = true},
    {.name = "fix", .sysroot = SysrootUse::Always, .checkOnly = true},
    {.name = "install", .sysroot = SysrootUse::IfTargetGiven},
    {.name = "package", .sysroot = SysrootUse::Always},
    {.name = "publish", .sysroot = SysrootUse::Always},
    {.name = "run", .sysroot = SysrootUse::Always, .runsProgram = true, .plainWordEndsOptions = true},
    {.name = "rustc", .sysroot = SysrootUse::Always, .plainWordEndsOptions = true},
    {.name = "rustdoc", .sysroot = SysrootUse::Always, .checkOnly = true, .isDoc = true, .plainWordEndsOptions = true},
    {.name = "test", .sysroot = SysrootUse::Always, .isTest = true, .runsProgram = true},
    {.name = "clippy", .kind = Kind::External, .sysroot = SysrootUse::Always, .checkOnly = true},
    {.name = "nextest", .kind = Kind::External, .sysroot = SysrootUse::Always, .isTest = true, .runsProgram = true},
    // They build a sysroot of their own.
    {.name = "careful", .kind = Kind::External},
    {.name = "miri", .kind = Kind::External},
};

constexpr std::string_view otherBuiltins[] = {
    "add",
    "clean",
    "config",
    "fetch",
    "generate-lockfile",
    "git-checkout",
    "help",
    "info",
    "init",
    "login",
    "locate-project",
    "logout",
    "metadata",
    "new",
    "owner",
    "pkgid",
    "remove",
    "report",
    "read-manifest",
    "search",
    "tree",
    "uninstall",
    "update",
    "vendor",
    "version",
    "verify-project",
    "yank",
};

// Externals that read and write files, or talk to a registry, and compile nothing for a target.
constexpr std::string_view otherExternals[] = {
    "about",   "audit",   "cache",    "deny",        "edit", "fmt",     "generate", "install-update",
    "license", "machete", "outdated", "set-version", "sort", "upgrade", "vet",
};

constexpr std::string_view valueOptions[] = {
    "artifact-dir",
    "bench",
    "bin",
    "branch",
    "color",
    "config",
    "crate-type",
    "example",
    "exclude",
    "explain",
    "features",
    "git",
    "index",
    "jobs",
    "lockfile-path",
    "manifest-path",
    "message-format",
    "out-dir",
    "package",
    "path",
    "profile",
    "registry",
    "rev",
    "root",
    "tag",
    "target",
    "target-dir",
    "test",
    "token",
};

} // namespace

SubcommandFacts subcommandFacts(const std::string &word)
{
    SubcommandFacts facts{.name = word};
    for (const auto &[shortName, name] : shortNames) {
        if (word == shortName)
            facts.name = name;
    }
    if (const auto *row = std::ranges::find(compiling, facts.name, &Row::name); row != std::end(compiling)) {
        facts.kind = row->kind;
        facts.sysroot = row->sysroot;
        facts.checkOnly = row->checkOnly;
        facts.isDoc = row->isDoc;
        facts.isTest = row->isTest;
        facts.runsProgram = row->runsProgram;
        facts.plainWordEndsOptions = row->plainWordEndsOptions;
        return facts;
    }
    if (std::ranges::contains(otherBuiltins, facts.name)) {
        facts.kind = Kind::Builtin;
        return facts;
    }
    // What has a directory in it, or is Rust source by its name, is a file to be compiled and run.
    const fs::path path = fromUtf8(word);
    if (path.has_parent_path() || path.extension() == ".rs") {
        facts.kind = Kind::Script;
        facts.sysroot = SysrootUse::Always;
        facts.runsProgram = true;
        return facts;
    }
    facts.sysroot = std::ranges::contains(otherExternals, word) ? SysrootUse::Never : SysrootUse::IfTargetGiven;
    return facts;
}

bool hasShortName(std::string_view subcommand)
{
    return std::ranges::contains(shortNames, subcommand, &std::pair<std::string_view, std::string_view>::second);
}

bool longOptionTakesValue(std::string_view subcommand, std::string_view name)
{
    if (subcommand == "install" && (name == "version" || name == "vers"))
        return true;
    if (subcommand == "rustc" && name == "print")
        return true;
    return std::ranges::contains(valueOptions, name);
}

ShortOption shortOption(std::string_view subcommand, char letter)
{
    switch (letter) {
    case 'h':
        return {"help"};
    case 'r':
        return {"release"};
    case 'Z':
        return {"unstable-features", true};
    case 'p':
        return {"package", true};
    case 'F':
        return {"features", true};
    case 'j':
        return {"jobs", true};
    case 'C':
        return {subcommand.empty() ? "directory" : "", subcommand.empty()};
    case 'V':
        return {subcommand.empty() ? "version" : ""};
    case 'l':
        return {subcommand == "package" ? "list" : ""};
    default:
        return {};
    }
}

bool optionMeansNoCompiling(std::string_view subcommand, std::string_view name)
{
    if (name == "unit-graph" || name == "build-plan")
        return true;
    if (subcommand == "rustc")
        return name == "print";
    if (subcommand == "package" || subcommand == "publish")
        return name == "list" || name == "no-verify";
    return subcommand == "install" && name == "list";
}

} // namespace crossyard::cargo
