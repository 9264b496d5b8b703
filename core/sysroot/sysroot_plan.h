// SPDX-License-Identifier: MIT OR Apache-2.0
// All that building a sysroot would do, as a value: its crates, flags and keys, what is in the store already and what
// would be compiled. Made from files that were read; nothing is run but the questions to the compiler, which are
// remembered.
#pragma once

#include "build/executor.h"
#include "sysroot/startup_objects.h"
#include "sysroot/sysroot_graph.h"

namespace crossyard::sysroot {

/// A file of the C runtime that the compiler's own sysroot has for the target, and that ours needs too.
struct RuntimeFile {
    fs::path source;
    std::string name; // relative to lib/rustlib/TARGET/lib
};

/// How a crate of the sysroot is to be had.
struct PlannedCrate {
    std::string name;
    std::string version;
    std::vector<std::string> features;
    int stage = 0;
    bool stored = false;
    std::string reason; // why it would be compiled
};

struct SysrootPlan {
    std::shared_ptr<const SysrootInput> input;
    std::shared_ptr<const SysrootGraph> graph;
    std::shared_ptr<const build::BuildSettings> settings;
    std::shared_ptr<build::SourceDigests> digests;
    std::shared_ptr<build::KeyMaker> keyMaker;
    build::ExecutionPlan execution;
    std::vector<RuntimeFile> runtime;
    std::vector<StartupObject> startup;
    std::string key;    // of the sysroot, as far as it is known before the build scripts have run
    fs::path path;      // where it is, or would be
    bool ready = false; // it is there
    std::vector<PlannedCrate> crates;
    std::vector<std::string> notes; // what a user should know: unstable features, restricted_std, missing memcpy, ...
};

/// Reads, resolves, and works out the keys: enough to know whether the sysroot is there. Errors: those of readInput()
/// and makeSysrootGraph(), Io.
Result<SysrootPlan> planSysroot(SysrootRequest request, const fs::path &store, const CancelToken &cancel = {});
/// Fills in what would be compiled and why: `execution`, `crates` and `notes`.
void planUnits(SysrootPlan &plan, const fs::path &store);

/// The sysroot's key from those of its crates.
std::string sysrootKey(const SysrootInput &input, const build::UnitGraph &graph,
                       const std::vector<build::UnitKey> &keys, const std::vector<RuntimeFile> &runtime,
                       const std::vector<StartupObject> &startup);

/// The plan in words, several lines; and as JSON, on one.
std::string toText(const SysrootPlan &plan);
std::string toJson(const SysrootPlan &plan);

} // namespace crossyard::sysroot
