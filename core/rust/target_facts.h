// SPDX-License-Identifier: MIT OR Apache-2.0
// The facts of targets in a form to list, filter and search: one short text per fact, reduced from the specs that the
// compiler prints. The reduced table is what is remembered on disk, so that listing every target starts no process and
// parses no spec.
#pragma once

#include "rust/target.h"

#include <array>
#include <nlohmann/json_fwd.hpp>
#include <set>

namespace crossyard::rust {

enum class Fact {
    Name,
    Arch,
    Os,
    Env,
    Abi,
    Vendor,
    Family,
    PointerWidth,
    Endian,
    Float,
    Atomics,
    Cas,
    Panic,
    Tier,
    HostTools,
    Std,
    Linker,
    LinkerFlavor,
    Cpu,
    Features,
    LlvmTarget,
    DataLayout,
    Executables,
    DynamicLinking,
    ThreadLocal,
    RelocationModel,
    CodeModel,
    IntWidth,
    LlvmAbi,
    RustcAbi,
    Description,
};
inline constexpr std::size_t factCount = static_cast<std::size_t>(Fact::Description) + 1;

/// "arch", "pointer-width": the word for a fact on the command line and in JSON.
std::string_view factName(Fact fact);
/// What a fact says, in a few words.
std::string_view factMeaning(Fact fact);
/// All of them, in the order of the enumeration, and "prebuilt" (is there a compiled std for it in the toolchain).
std::vector<std::string> factNames();

struct TargetFacts {
    std::array<std::string, factCount> values; // empty: the compiler does not say
    bool prebuilt = false;                     // the toolchain has a compiled std (or core) for it

    const std::string &operator[](Fact fact) const { return values[static_cast<std::size_t>(fact)]; }
    std::string &operator[](Fact fact) { return values[static_cast<std::size_t>(fact)]; }
    bool operator==(const TargetFacts &) const = default;
};

/// Reduces a spec as the compiler prints it. Keys that a spec leaves out have the compiler's defaults.
TargetFacts factsOfSpec(std::string_view name, const nlohmann::ordered_json &spec);
/// Every built-in target, in the compiler's order. Remembered. Errors: ToolFailed, Cancelled.
Result<std::vector<TargetFacts>> allTargetFacts(const Compiler &compiler, const CancelToken &cancel = {});
/// The facts of one target, built-in or custom.
Result<TargetFacts> targetFacts(const Compiler &compiler, const TargetRef &target, const CancelToken &cancel = {});
/// The targets with a compiled core in the sysroot's rustlib.
std::set<std::string> targetsWithPrebuiltStd(const fs::path &sysroot);

/// One `--where KEY=VALUE[,VALUE]` (or KEY!=VALUE): any of the values; `*` stands for any characters.
struct FactFilter {
    std::optional<Fact> fact; // none: prebuilt
    bool negated = false;
    std::vector<std::string> values;
    bool operator==(const FactFilter &) const = default;
};
/// Keys are understood as rustc, cargo and spec files write them too (target_os, max-atomic-width). Errors: Usage, with
/// the closest key.
Result<FactFilter> parseFactFilter(std::string_view text);
bool matches(const TargetFacts &facts, const FactFilter &filter);
/// True where every word stands somewhere in the name, description, arch, os, env, vendor, cpu or LLVM target.
bool matchesSearch(const TargetFacts &facts, std::string_view words);
/// For a filter that nothing passes: the values that exist for its key, the closest first.
std::vector<std::string> valuesNear(const std::vector<TargetFacts> &all, const FactFilter &filter);

/// {"name": ..., "pointer-width": 32, "std": false, "tier": null, ...}
nlohmann::ordered_json toJson(const TargetFacts &facts);

} // namespace crossyard::rust
