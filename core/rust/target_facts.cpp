// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rust/target_facts.h"

#include "base/strings.h"
#include "rust/cache.h"
#include "rust/target_ask.h"
#include "text/json.h"

#include <algorithm>
#include <atomic>
#include <format>
#include <nlohmann/json.hpp>
#include <thread>

namespace crossyard::rust {

using nlohmann::ordered_json;

namespace {

std::string textOf(const ordered_json &value)
{
    std::string text;
    if (value.is_string())
        text = value.get<std::string>();
    else if (value.is_array())
        for (const auto &item : value)
            text += (text.empty() ? "" : ",") + textOf(item);
    else if (!value.is_null())
        text = value.dump();
    std::ranges::replace_if(
        text, [](char c) { return c == '\t' || c == '\n' || c == '\r'; }, ' ');
    return text;
}

std::string at(const ordered_json &spec, const char *key, std::string fallback = {})
{
    const auto found = spec.find(key);
    return found == spec.end() || found->is_null() ? std::move(fallback) : textOf(*found);
}

bool hasFeature(std::string_view features, std::string_view wanted)
{
    return ("," + std::string(features) + ",").contains("," + std::string(wanted) + ",");
}

// How floats are passed. Specs say it in one of half a dozen ways, depending on the architecture and on the age of the
// compiler; the ABI's own name comes first because features only say what the chip could do.
std::string floatAbi(const ordered_json &spec, const TargetFacts &facts)
{
    if (const auto said = at(spec, "llvm-floatabi"); !said.empty())
        return said;
    const auto &arch = facts[Fact::Arch];
    const auto &features = facts[Fact::Features];
    const auto &abi = facts[Fact::LlvmAbi];
    if (facts[Fact::RustcAbi].ends_with("softfloat") || facts[Fact::Abi] == "softfloat" ||
        hasFeature(features, "+soft-float"))
        return "soft";
    if (arch == "avr" || arch == "msp430" || arch == "bpf")
        return "soft";
    if (arch == "arm")
        return facts[Fact::Abi].ends_with("hf") || facts[Fact::LlvmTarget].ends_with("hf") ? "hard" : "soft";
    if (arch.starts_with("riscv") || arch.starts_with("loongarch")) {
        if (!abi.empty())
            return abi.ends_with("f") || abi.ends_with("d") ? "hard" : "soft";
        return hasFeature(features, "+d") || hasFeature(features, "+f") ? "hard" : "soft";
    }
    if (arch == "csky")
        return facts[Fact::Abi].ends_with("hf") ? "hard" : "soft";
    if (arch == "xtensa") // the ESP32-S2 is the one that has no FPU
        return facts[Fact::Cpu] == "esp32s2" ? "soft" : "hard";
    return "hard";
}

constexpr std::string_view header = "crossyard facts 1";

std::string tableOf(const std::vector<TargetFacts> &all)
{
    std::string text(header);
    for (const auto &facts : all) {
        text += '\n';
        for (std::size_t i = 0; i < factCount; ++i)
            text += (i ? "\t" : "") + facts.values[i];
    }
    return text;
}

std::optional<std::vector<TargetFacts>> readTable(std::string_view text)
{
    if (!text.starts_with(header))
        return std::nullopt;
    std::vector<TargetFacts> all;
    for (auto newline = text.find('\n'); newline != std::string_view::npos;) {
        const auto end = text.find('\n', newline + 1);
        auto line = text.substr(newline + 1, end == std::string_view::npos ? end : end - newline - 1);
        auto &facts = all.emplace_back();
        for (std::size_t i = 0; i < factCount; ++i) {
            const auto tab = line.find('\t');
            if ((tab == std::string_view::npos) != (i + 1 == factCount))
                return std::nullopt;
            facts.values[i] = line.substr(0, tab);
            line.remove_prefix(tab == std::string_view::npos ? line.size() : tab + 1);
        }
        newline = end;
    }
    return all;
}

// Compilers without all-target-specs-json are asked target by target, a few at once: half a minute of a fast machine
// for the first listing, nothing for the second.
Result<std::vector<TargetFacts>> askOneByOne(const Compiler &compiler, const CancelToken &cancel)
{
    CY_TRY(const auto names, builtinTargets(compiler, cancel));
    std::vector<TargetFacts> all(names.size());
    std::atomic<std::size_t> next = 0;
    std::vector<std::jthread> workers;
    for (unsigned i = 0; i < std::clamp(std::thread::hardware_concurrency(), 1U, 8U); ++i)
        workers.emplace_back([&] {
            for (std::size_t n; (n = next++) < names.size() && !cancel.cancelled();) {
                all[n][Fact::Name] = names[n];
                const auto text = targetSpecJson(compiler, {names[n], std::nullopt, {}}, cancel);
                if (!text)
                    continue; // listed by its name alone
                if (const auto spec = text::parseJson(*text, fromUtf8(names[n])))
                    all[n] = factsOfSpec(names[n], *spec);
            }
        });
    workers.clear();
    CY_CHECK(cancel.check());
    return all;
}

Result<std::vector<TargetFacts>> askForAll(const Compiler &compiler, const CancelToken &cancel)
{
    CY_TRY(const auto finished, askCompiler(compiler, {"--print", "all-target-specs-json"}, cancel));
    if (!finished.ok())
        return askOneByOne(compiler, cancel);
    CY_TRY(const auto specs, text::parseJson(finished.output, "all-target-specs-json"));
    std::vector<TargetFacts> all;
    for (const auto &[name, spec] : specs.items())
        all.push_back(factsOfSpec(name, spec));
    std::ranges::sort(all, {}, [](const TargetFacts &facts) { return facts[Fact::Name]; });
    return all;
}

} // namespace

TargetFacts factsOfSpec(std::string_view name, const ordered_json &spec)
{
    TargetFacts facts;
    facts[Fact::Name] = name;
    if (!spec.is_object())
        return facts;
    facts[Fact::Arch] = at(spec, "arch");
    facts[Fact::Os] = at(spec, "os", "none");
    facts[Fact::Env] = at(spec, "env");
    facts[Fact::Abi] = at(spec, "abi");
    facts[Fact::Vendor] = at(spec, "vendor", "unknown");
    facts[Fact::Family] = at(spec, "target-family");
    facts[Fact::PointerWidth] = at(spec, "target-pointer-width");
    facts[Fact::Endian] = at(spec, "target-endian", "little");
    facts[Fact::Atomics] = at(spec, "max-atomic-width", facts[Fact::PointerWidth]);
    facts[Fact::Cas] = at(spec, "atomic-cas", "true");
    facts[Fact::Panic] = at(spec, "panic-strategy", "unwind");
    facts[Fact::Linker] = at(spec, "linker");
    facts[Fact::LinkerFlavor] = at(spec, "linker-flavor");
    facts[Fact::Cpu] = at(spec, "cpu", "generic");
    facts[Fact::Features] = at(spec, "features");
    facts[Fact::LlvmTarget] = at(spec, "llvm-target");
    facts[Fact::DataLayout] = at(spec, "data-layout");
    facts[Fact::Executables] = at(spec, "executables", "true");
    facts[Fact::DynamicLinking] = at(spec, "dynamic-linking", "false");
    facts[Fact::ThreadLocal] = at(spec, "has-thread-local", "false");
    facts[Fact::RelocationModel] = at(spec, "relocation-model", "pic");
    facts[Fact::CodeModel] = at(spec, "code-model");
    facts[Fact::IntWidth] = at(spec, "target-c-int-width", "32");
    facts[Fact::LlvmAbi] = at(spec, "llvm-abiname");
    facts[Fact::RustcAbi] = at(spec, "rustc-abi");
    if (const auto metadata = spec.find("metadata"); metadata != spec.end() && metadata->is_object()) {
        facts[Fact::Tier] = at(*metadata, "tier");
        facts[Fact::HostTools] = at(*metadata, "host_tools");
        facts[Fact::Std] = at(*metadata, "std");
        facts[Fact::Description] = at(*metadata, "description");
    }
    facts[Fact::Float] = floatAbi(spec, facts);
    return facts;
}

std::set<std::string> targetsWithPrebuiltStd(const fs::path &sysroot)
{
    std::set<std::string> found;
    std::error_code ignored;
    for (fs::directory_iterator target(sysroot / "lib" / "rustlib", ignored), end; target != end;
         target.increment(ignored)) {
        for (fs::directory_iterator file(target->path() / "lib", ignored), none; file != none; file.increment(ignored))
            if (const auto name = toUtf8(file->path().filename());
                name.starts_with("libcore-") && name.ends_with(".rlib")) {
                found.insert(toUtf8(target->path().filename()));
                break;
            }
        ignored.clear();
    }
    return found;
}

Result<std::vector<TargetFacts>> allTargetFacts(const Compiler &compiler, const CancelToken &cancel)
{
    std::optional<std::vector<TargetFacts>> all;
    if (const auto known = recall("target-facts", compiler.identity); known && known->is_string())
        all = readTable(known->get_ref<const std::string &>());
    if (!all) {
        CY_TRY(all, askForAll(compiler, cancel));
        remember("target-facts", compiler.identity, {}, tableOf(*all));
    }
    const auto prebuilt = targetsWithPrebuiltStd(compiler.sysroot);
    for (auto &facts : *all)
        facts.prebuilt = prebuilt.contains(facts[Fact::Name]);
    return std::move(*all);
}

Result<TargetFacts> targetFacts(const Compiler &compiler, const TargetRef &target, const CancelToken &cancel)
{
    CY_TRY(const auto text, targetSpecJson(compiler, target, cancel));
    CY_TRY(const auto spec, text::parseJson(text, fromUtf8(target.name + ".json")));
    auto facts = factsOfSpec(target.name, spec);
    facts.prebuilt = !target.custom() && targetsWithPrebuiltStd(compiler.sysroot).contains(target.name);
    return facts;
}

} // namespace crossyard::rust
