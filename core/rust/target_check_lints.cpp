// SPDX-License-Identifier: MIT OR Apache-2.0
// ABI keys that an architecture wants, and what a target's name makes other programs conclude.
#include "rust/target_check_rules.h"

#include "base/strings.h"

#include <algorithm>
#include <format>
#include <set>

namespace crossyard::rust {

namespace {

// The systems that std's own build script takes for known (library/std/build.rs); on any other it compiles with
// restricted_std, and every crate that uses it must allow that feature.
constexpr std::string_view stdSystems[] = {
    "linux", "android", "netbsd",   "dragonfly", "openbsd", "freebsd", "solaris",    "illumos", "macos", "ios",
    "tvos",  "watchos", "visionos", "windows",   "fuchsia", "motor",   "hermit",     "trusty",  "l4re",  "redox",
    "haiku", "vxworks", "espidf",   "vita",      "aix",     "nto",     "xous",       "hurd",    "uefi",  "teeos",
    "zkvm",  "rtems",   "nuttx",    "cygwin",    "vexos",   "horizon", "emscripten", "wasi",
};

bool stdKnows(const SpecDocument &document)
{
    const auto os = document.stringAt("os", "none");
    const auto arch = document.stringAt("arch");
    return std::ranges::find(stdSystems, os) != std::end(stdSystems) || os.starts_with("solid") || arch == "wasm32" ||
           arch == "wasm64" || (document.stringAt("vendor") == "fortanix" && document.stringAt("env") == "sgx") ||
           (document.stringAt("vendor") == "nintendo" && document.stringAt("env") == "newlib");
}

// compiler_builtins' build script turns its memcpy and the like on by these parts of the target's name.
bool namedForMem(std::string_view name)
{
    return name.contains("-none") || name.contains("nvptx") || name.contains("uefi") || name.contains("xous") ||
           name.contains("wasm") || name.contains("sgx");
}

std::string firstPart(std::string_view name)
{
    return std::string(name.substr(0, name.find('-')));
}

} // namespace

std::vector<SpecChange> abiMend(const CheckContext &context, const SpecDocument &document)
{
    std::vector<SpecChange> mend;
    const auto set = [&](const char *key, const std::string &value) {
        if (!value.empty() && document.stringAt(key) != value &&
            (!context.schema().tells() || context.schema().allows(key)))
            mend.push_back(setKey({key}, value));
    };
    const auto arch = document.stringAt("arch");
    const auto abi = document.stringAt("abi");
    const auto llvm = document.stringAt("llvm-target");
    const bool softFeature = hasFeature(document, "+soft-float");
    const bool noSse = hasFeature(document, "-sse") || hasFeature(document, "-sse2") || hasFeature(document, "-x87");
    if (arch == "x86" || arch == "x86_64") {
        if (!softFeature && !noSse)
            return mend;
        set("rustc-abi", context.softFloatAbi());
        if (!softFeature) {
            auto features = featuresOf(document);
            features.emplace_back("+soft-float");
            set("features", join(features, ","));
        }
    } else if (arch == "aarch64") {
        if (hasFeature(document, "-neon") || hasFeature(document, "-fp-armv8") || abi == "softfloat") {
            // Compilers differ in whether `abi` says it alone; their own soft-float target shows how.
            const auto own = context.builtinValue("aarch64-unknown-none-softfloat", "rustc-abi");
            set("rustc-abi", own && own->is_string() ? own->get<std::string>() : std::string());
            set("abi", "softfloat");
        }
    } else if (arch == "arm") {
        const bool hard = document.stringAt("llvm-floatabi") == "hard" || abi.ends_with("hf") || llvm.ends_with("hf");
        set("llvm-floatabi", hard ? "hard" : "soft");
        set("abi", hard ? "eabihf" : "eabi");
    } else if (arch == "riscv32" || arch == "riscv64") {
        const std::string base = arch == "riscv32" ? "ilp32" : "lp64";
        if (hasFeature(document, "+e")) {
            set("llvm-abiname", base + "e");
            set("abi", arch == "riscv32" ? "ilp32e" : "");
        } else {
            set("llvm-abiname", base + (hasFeature(document, "+d") ? "d" : hasFeature(document, "+f") ? "f" : ""));
        }
    } else if (const auto *like = context.reference(document); like && (*like)[Fact::Arch] == arch) {
        // Elsewhere the nearest built-in target says how it is done.
        for (const char *key : {"llvm-abiname", "abi", "rustc-abi", "llvm-floatabi"})
            if (const auto value = context.builtinValue((*like)[Fact::Name], key); value && value->is_string())
                set(key, value->get<std::string>());
    }
    return mend;
}

std::vector<SpecFinding> lints(const CheckContext &context, const SpecDocument &document, std::string_view name)
{
    std::vector<SpecFinding> findings;
    const auto add = [&](SpecProblem::Severity severity, const char *key, std::string message, std::string hint) {
        SpecFinding finding;
        finding.severity = severity;
        finding.path = {key};
        finding.message = std::move(message);
        finding.hint = std::move(hint);
        findings.push_back(std::move(finding));
    };
    const auto arch = document.stringAt("arch");
    const auto os = document.stringAt("os", "none");
    if (arch.empty())
        return findings;

    std::set<std::string> prefixes;
    for (const auto &facts : context.builtins())
        if (facts[Fact::Arch] == arch)
            prefixes.insert(firstPart(facts[Fact::Name]));
    const auto first = firstPart(name);
    const auto llvmFirst = firstPart(document.stringAt("llvm-target"));
    if (!prefixes.empty() && !prefixes.contains(first) && first != llvmFirst)
        add(SpecProblem::Severity::Warning, "arch",
            std::format("the target's name `{}` does not begin with its architecture", name),
            std::format(
                "name the file {}-...: compiler_builtins and build scripts tell the instruction set by the first "
                "part of the name",
                llvmFirst.empty() ? *prefixes.begin() : llvmFirst));
    else if (arch == "arm" && first != llvmFirst && first.starts_with("thumb") != llvmFirst.starts_with("thumb") &&
             !llvmFirst.empty())
        add(SpecProblem::Severity::Warning, "llvm-target",
            std::format("the name says {}, the LLVM target says {}", first, llvmFirst),
            "compiler_builtins goes by the name, the code generator by the LLVM target");
    if (os == "none" && !namedForMem(name))
        add(SpecProblem::Severity::Warning, "os", std::format("the target's name `{}` has no `-none` in it", name),
            std::format("name it {}-none or the like, or build compiler_builtins with its `mem` feature: without "
                        "either there is no memcpy, memset, memmove and memcmp",
                        prefixes.contains(first) || llvmFirst.empty() ? first : llvmFirst));
    if (!stdKnows(document))
        add(SpecProblem::Severity::Note, "os", std::format("std has no support for os \"{}\"", os),
            "core and alloc are not affected; a crate that uses std needs #![feature(restricted_std)] and gets stubs");
    return findings;
}

} // namespace crossyard::rust
