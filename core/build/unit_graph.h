// SPDX-License-Identifier: MIT OR Apache-2.0
// Units: one run of rustc, or of a build script, each. The graph is cargo's: the same packages, features, targets,
// profiles and edges as `cargo build --unit-graph` prints for the same request.
#pragma once

#include "build/build_script.h"
#include "cargo/config_tables.h"
#include "cargo/features.h"
#include "cargo/package_graph.h"
#include "cargo/profile.h"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace crossyard::build {

using UnitIndex = std::size_t;

enum class UnitMode {
    Build,     // rustc, down to code
    Check,     // rustc, metadata alone
    RunScript, // the package's build script is run
};

/// What of bitcode and object code a unit is compiled to, so that the programs above it can be linked with LTO.
enum class Lto {
    Run,              // it is linked with LTO; the profile says which
    Off,              // not even the compiler's own, between the parts of one crate
    OnlyBitcode,      // whoever takes it links with LTO
    OnlyObject,       // nobody does
    ObjectAndBitcode, // some do
};

struct UnitDependency {
    UnitIndex unit = 0;
    std::string externName;
    bool isPublic = false;
};

struct Unit {
    cargo::PackageIndex package = 0;
    cargo::BuildTarget target;
    cargo::Profile profile;
    /// Where its code runs. A build script is compiled for the host, but run for the side of its package.
    cargo::Side side = cargo::Side::Target;
    UnitMode mode = UnitMode::Build;
    std::vector<std::string> features; // sorted
    Lto lto = Lto::OnlyObject;
    /// What the configuration ([target.T.LINKS]) or a recording says in the place of this build script: it is neither
    /// compiled nor run.
    std::shared_ptr<const ScriptOutput> scriptOverride = {};
    /// Where that was recorded: the script's OUT_DIR, and a digest of what lies there.
    fs::path recordedOut = {};
    std::string recordedDigest = {};
    /// One of the library's own crates or what they need: compiled with unstable features on.
    bool isStd = false;
    int stage = 0; // an Xargo.toml's stage; a unit sees the sysroot of the stages before its own
    std::vector<UnitDependency> dependencies;

    bool isScriptCompile() const { return target.kind == cargo::TargetKind::CustomBuild && mode == UnitMode::Build; }
    bool isScriptRun() const { return mode == UnitMode::RunScript; }
    /// True where dependants can start when its metadata is there.
    bool isRlibOnly() const;
};

struct UnitGraph {
    std::shared_ptr<cargo::PackageGraph> packages;
    std::vector<Unit> units; // in cargo's order
    std::vector<UnitIndex> roots;
    cargo::PlatformFacts target;
    std::string targetWord; // as it is handed to rustc: a name, or a spec file's path
    /// False where no target was asked for: then everything is of the host's side, and what build scripts and programs
    /// have in common is compiled once.
    bool targetGiven = true;

    /// True where a root is of this package.
    bool isPrimary(cargo::PackageIndex package) const;
    const cargo::Package &package(const Unit &unit) const { return packages->at(unit.package); }
    /// "core 0.0.0", "std 0.0.0 (build script)", "std 0.0.0 (run build script)".
    std::string title(UnitIndex unit) const;
};

struct RootUnit {
    cargo::PackageIndex package = 0;
    int stage = 0;
    std::optional<std::size_t> bin = {}; // which of its programs; otherwise its library
};

struct UnitGraphRequest {
    std::shared_ptr<cargo::PackageGraph> packages;
    std::vector<RootUnit> roots;
    cargo::ResolvedFeatures features;
    cargo::FeatureRules platforms;
    std::string targetWord;
    cargo::ProfileSet profiles;
    bool check = false; // metadata alone for the target's libraries
    bool isStd = true;
    bool targetGiven = true;
    /// What the configuration says in the place of build scripts, by their packages' `links`.
    std::map<std::string, cargo::LinksOverride> targetOverrides = {};
    std::map<std::string, cargo::LinksOverride> hostOverrides = {};
    /// What was recorded of a package's script, by the side of its package; asked where the configuration says nothing.
    std::function<Result<std::optional<RecordedScript>>(const cargo::Package &, cargo::Side)> recorded = {};
};

/// Errors: NotFound (a package that is needed has no source; says who wants it), BadInput (a root without a library),
/// Unsupported (an artifact dependency).
Result<UnitGraph> makeUnitGraph(const UnitGraphRequest &request);

/// The graph in the form of `cargo build --unit-graph`, version 1, on one line.
std::string toCargoJson(const UnitGraph &graph);

} // namespace crossyard::build
