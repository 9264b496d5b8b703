// SPDX-License-Identifier: MIT OR Apache-2.0
#include "sysroot/sysroot_plan.h"

#include "base/digest.h"
#include "base/files.h"
#include "base/strings.h"
#include "build/unit_runner.h"
#include "cargo/config_tables.h"
#include "sysroot/sysroot_store.h"

#include <algorithm>
#include <format>
#include <nlohmann/json.hpp>
#include <set>
#include <thread>

namespace crossyard::sysroot {

namespace {

// Operating systems that std's own build script knows; for others every user of std needs a feature (notes 4.6).
bool stdKnows(const rust::TargetInfo &info, const Library &library)
{
    const auto script = readFile(library.source.library / "std" / "build.rs");
    if (!script || info.os == "none" || info.os == "unknown")
        return info.os == "unknown" && (info.arch.starts_with("wasm") || info.env == "sgx");
    return script->find("\"" + info.os + "\"") != std::string::npos;
}

std::vector<std::string> customTargetFlags(const SysrootInput &input)
{
    // Newer compilers want this for a target of one's own; older ones take it as well.
    return input.target.custom() ? std::vector<std::string>{"-Zunstable-options"} : std::vector<std::string>{};
}

Result<build::BuildSettings> makeSettings(const SysrootInput &input)
{
    build::BuildSettings settings;
    settings.compiler = input.request.toolchain.compiler;
    settings.target = input.target;
    if (input.targetByName)
        settings.specDirectory = input.target.specFile->parent_path();
    settings.targetFacts = input.targetFacts;
    settings.hostFacts = input.hostFacts;
    settings.targetFlags = customTargetFlags(input);
    settings.targetFlags.insert(settings.targetFlags.end(), input.userFlags.begin(), input.userFlags.end());
    if (input.request.immediateAbort && input.library.immediateAbortIsStrategy)
        settings.targetFlags.insert(settings.targetFlags.end(), {"-Zunstable-options", "-Cpanic=immediate-abort"});
    if (input.info.arch.starts_with("riscv") && input.info.hasStd.value_or(false))
        settings.targetFlags.push_back("-Cforce-unwind-tables=yes");
    // As many objects as there are intrinsics, so that none of them clashes with libgcc's.
    settings.crateFlags["compiler_builtins"] = {"-Ccodegen-units=10000"};
    // It must end the program whatever the rest was compiled for.
    if (!input.request.immediateAbort)
        settings.crateFlags["panic_abort"] = {"-Cpanic=abort"};
    CY_TRY(const auto host, cargo::targetConfig(input.config, settings.compiler.host, input.hostFacts.cfgs));
    if (host.linker)
        settings.hostLinker = toUtf8(*host.linker);
    CY_TRY(const auto environment, cargo::environmentTable(input.config));
    for (const auto &[name, value] : environment)
        settings.environment.emplace_back(name, value);
    CY_TRY(const auto wrappers, cargo::compilerWrappers(input.config));
    settings.wrapper = wrappers.every;
    settings.cargoProgram = input.request.toolchain.cargo;
    settings.bootstrap = !settings.compiler.allowsUnstable();
    settings.jobs = input.request.jobs > 0 ? input.request.jobs
                                           : std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
    return settings;
}

bool isCrateFile(const fs::path &file)
{
    // The import libraries of the library's own crates, where it is a DLL as well: they belong to that one.
    const auto name = toUtf8(file.filename());
    if (name.ends_with(".dll.a") || name.ends_with(".dll.lib"))
        return true;
    const auto extension = file.extension();
    return extension == ".rlib" || extension == ".rmeta" || extension == ".so" || extension == ".dylib" ||
           extension == ".dll" || extension == ".d" || extension == ".json";
}

// The C runtime's objects and archives in the compiler's own directory for the target. Links that lead nowhere are
// passed over: some distributions ship such.
std::vector<RuntimeFile> findRuntime(const SysrootInput &input)
{
    std::vector<RuntimeFile> files;
    const fs::path lib =
        input.request.toolchain.compiler.sysroot / "lib" / "rustlib" / fromUtf8(input.target.name) / "lib";
    for (const char *sub : {"", "self-contained"}) {
        std::error_code error;
        for (fs::directory_iterator it(lib / sub, error), end; !error && it != end; it.increment(error)) {
            std::error_code ignored;
            if (!it->is_regular_file(ignored) || isCrateFile(it->path()))
                continue;
            const auto name = toUtf8(it->path().filename());
            files.push_back({it->path(), *sub ? "self-contained/" + name : name});
        }
    }
    std::ranges::sort(files, {}, &RuntimeFile::name);
    return files;
}

std::vector<PlannedCrate> plannedCrates(const SysrootPlan &plan, const build::UnitStore &store)
{
    std::vector<PlannedCrate> crates;
    const auto &graph = plan.graph->units;
    for (build::UnitIndex i = 0; i < graph.units.size(); ++i) {
        const auto &unit = graph.units[i];
        if (unit.side != cargo::Side::Target || unit.isScriptRun())
            continue;
        const auto &manifest = graph.package(unit).manifest;
        PlannedCrate crate{manifest.name, manifest.version.toString(),          unit.features,
                           unit.stage,    plan.execution.stored[i].has_value(), {}};
        if (!crate.stored)
            crate.reason = build::reasonToBuild(plan.execution.keys[i].fields,
                                                store.lastFields(build::kindOf(graph, *plan.settings, unit)));
        crates.push_back(std::move(crate));
    }
    std::ranges::stable_sort(crates, {}, &PlannedCrate::stage);
    return crates;
}

std::vector<std::string> makeNotes(const SysrootPlan &plan)
{
    const SysrootInput &input = *plan.input;
    std::vector<std::string> notes = input.remarks;
    notes.insert(notes.end(), plan.graph->remarks.begin(), plan.graph->remarks.end());
    const auto has = [&](std::string_view crate) { return std::ranges::contains(plan.graph->rootCrates, crate); };
    if (plan.settings->bootstrap)
        notes.push_back(std::format("{} is a {} compiler: the library's crates, and they alone, are compiled with "
                                    "RUSTC_BOOTSTRAP=1",
                                    input.request.toolchain.name, input.request.toolchain.compiler.channel));
    if (has("std") && !stdKnows(input.info, input.library))
        notes.push_back(std::format("std does not know the operating system `{}`: every crate that uses it needs "
                                    "#![feature(restricted_std)]",
                                    input.info.os));
    if (!plan.graph->hasMem && input.info.os == "none")
        notes.push_back(
            std::format("no memcpy, memmove, memset and memcmp: compiler_builtins brings them only for names "
                        "with `-none` in them, or with {}",
                        input.request.crates ? "--std-features compiler-builtins-mem"
                                             : "[dependencies.compiler_builtins] features = [\"mem\"]"));
    if (input.request.immediateAbort && !input.library.immediateAbortIsStrategy)
        notes.push_back("this compiler has no panic strategy immediate-abort");
    return notes;
}

// Looks at the sources that the same request led to last time, while the manifests are still being read: looking at
// some thousand files is most of what there is to do when nothing is to be built.
class Foresight {
public:
    Foresight(const SysrootInput &input, const fs::path &store, std::shared_ptr<build::SourceDigests> digests)
        : m_digests(std::move(digests))
    {
        DigestBuilder digest;
        digest.add("library", toUtf8(input.library.source.library)).add("target", input.target.name);
        digest.add("crates", input.request.crates.value_or(std::vector<std::string>{}));
        digest.add("config", input.xargo ? toUtf8(input.xargo->file) : "");
        m_memory = store / "digests" / ("seen-" + digest.hex());
        if (const auto text = readFile(m_memory))
            m_seen = *text;
        m_thread = std::jthread([this](const std::stop_token &stop) {
            for (const auto &line : split(m_seen, '\n')) {
                if (!stop.stop_requested() && !line.empty())
                    (void)m_digests->ofTree(fromUtf8(line));
            }
        });
    }
    /// All has been looked at. Only a memory: where it cannot be written, the next time takes longer.
    void learn()
    {
        m_thread = {};
        std::string seen;
        for (const auto &directory : m_digests->asked())
            seen += toUtf8(directory) + "\n";
        if (seen != m_seen)
            (void)writeFile(m_memory, seen);
    }

private:
    std::shared_ptr<build::SourceDigests> m_digests;
    fs::path m_memory;
    std::string m_seen;
    std::jthread m_thread;
};

} // namespace

std::string sysrootKey(const SysrootInput &input, const build::UnitGraph &graph,
                       const std::vector<build::UnitKey> &keys, const std::vector<RuntimeFile> &runtime,
                       const std::vector<StartupObject> &startup)
{
    std::vector<std::string> crates;
    for (build::UnitIndex i = 0; i < graph.units.size(); ++i) {
        if (graph.units[i].side == cargo::Side::Target && !graph.units[i].isScriptRun())
            crates.push_back(keys[i].digest);
    }
    std::ranges::sort(crates);
    DigestBuilder digest;
    digest.add("target", input.target.name).add("spec", input.target.specBytes).add("crates", crates);
    digest.add("form", input.target.custom() && !input.targetByName ? "file" : "name");
    for (const auto &file : runtime) {
        const auto stamp = stampOf(file.source);
        digest.add(file.name, stamp ? std::format("{} {}", stamp->size, stamp->mtimeNs) : "");
    }
    for (const auto &object : startup)
        digest.add(object.name, object.key.digest);
    return digest.hex();
}

Result<SysrootPlan> planSysroot(SysrootRequest request, const fs::path &store, const CancelToken &cancel)
{
    SysrootPlan plan;
    CY_TRY(SysrootInput input, readInput(std::move(request), cancel));
    if (input.request.immediateAbort && !input.library.immediateAbortIsStrategy)
        return fail(
            Error{ErrorCode::Unsupported, "this standard library knows no panic strategy immediate-abort"}.withHint(
                "ask for its feature: --std-features panic_immediate_abort, or the same in Xargo.toml"));
    plan.digests = std::make_shared<build::SourceDigests>(store / "digests");
    Foresight foresight(input, store, plan.digests);
    CY_TRY(SysrootGraph graph, makeSysrootGraph(input));
    plan.graph = std::make_shared<const SysrootGraph>(std::move(graph));
    CY_TRY(build::BuildSettings settings, makeSettings(input));
    plan.runtime = findRuntime(input);
    std::vector<std::string> present;
    for (const auto &file : plan.runtime)
        present.push_back(toUtf8(fromUtf8(file.name).filename()));
    CY_TRY(plan.startup, findStartupObjects(input, settings, present));
    plan.input = std::make_shared<const SysrootInput>(std::move(input));
    plan.settings = std::make_shared<const build::BuildSettings>(std::move(settings));
    const build::UnitStore units(store);
    plan.keyMaker = std::make_shared<build::KeyMaker>(
        plan.graph->units, *plan.settings, plan.input->library.source.library, *plan.digests,
        [units](const std::string &staticKey) { return units.declared(staticKey); });
    CY_TRY(plan.execution.keys, plan.keyMaker->all());
    foresight.learn();
    plan.key = sysrootKey(*plan.input, plan.graph->units, plan.execution.keys, plan.runtime, plan.startup);
    const SysrootStore sysroots(store);
    plan.path = sysroots.pathOf(plan.input->target.name, plan.key);
    plan.ready = sysroots.intact(plan.path);
    return plan;
}

void planUnits(SysrootPlan &plan, const fs::path &store)
{
    const build::UnitStore units(store);
    plan.execution = build::planExecution(plan.graph->units, std::move(plan.execution.keys), units);
    plan.crates = plannedCrates(plan, units);
    for (auto &object : plan.startup)
        object.stored = units.find(object.key.digest);
    plan.notes = makeNotes(plan);
}

std::string toText(const SysrootPlan &plan)
{
    const SysrootInput &input = *plan.input;
    const auto &compiler = input.request.toolchain.compiler;
    std::string text;
    const auto row = [&](std::string_view name, std::string_view value) {
        text += std::format("{:<11}{}\n", name, value);
    };
    row("target", input.target.custom() ? std::format("{} ({})", input.target.name, toUtf8(*input.target.specFile))
                                        : input.target.name);
    row("toolchain",
        std::format("{} ({}, {})", input.request.toolchain.name, compiler.release, toUtf8(compiler.rustc)));
    row("source", toUtf8(input.library.source.library));
    if (input.xargo)
        row("config", toUtf8(input.xargo->file));
    else
        row("config", input.request.crates ? "--crates" : "none: the crates follow from the target");
    row("profile", input.request.profile + (input.request.immediateAbort ? ", panic immediate-abort" : "") +
                       (input.request.check ? ", metadata only" : ""));
    row("flags", join(plan.settings->targetFlags, " "));
    if (plan.settings->wrapper)
        row("wrapper", toUtf8(*plan.settings->wrapper));
    row("key", plan.key);
    row("path", toUtf8(plan.path) + (plan.ready ? "" : " (not built yet)"));
    std::size_t width = 0;
    for (const auto &crate : plan.crates)
        width = std::max(width, crate.name.size() + crate.version.size() + 1);
    int stage = -1;
    for (const auto &crate : plan.crates) {
        if (crate.stage != stage) {
            stage = crate.stage;
            text += stage == 0 ? "\nlibrary\n" : std::format("\nstage {}\n", stage - 1);
        }
        text += std::format(
            "  {:<9}{:<{}}  {}{}\n", crate.stored ? "stored" : "compile", crate.name + " " + crate.version, width,
            crate.features.empty() ? "" : "[" + join(crate.features, ", ") + "] ", crate.stored ? "" : crate.reason);
    }
    for (const auto &object : plan.startup)
        text += std::format("  {:<9}{}\n", object.stored ? "stored" : "compile", object.name);
    for (const auto &file : plan.runtime)
        text += std::format("  {:<9}{}\n", "link", file.name);
    if (!plan.notes.empty())
        text += "\n";
    for (const auto &note : plan.notes)
        text += "note: " + note + "\n";
    text.pop_back();
    return text;
}

std::string toJson(const SysrootPlan &plan)
{
    using Json = nlohmann::ordered_json;
    const SysrootInput &input = *plan.input;
    Json crates = Json::array();
    for (const auto &crate : plan.crates)
        crates.push_back({{"name", crate.name},
                          {"version", crate.version},
                          {"features", crate.features},
                          {"stage", crate.stage},
                          {"state", crate.stored ? "stored" : "compile"},
                          {"reason", crate.reason}});
    Json objects = Json::array();
    for (const auto &object : plan.startup)
        objects.push_back({{"name", object.name}, {"state", object.stored ? "stored" : "compile"}});
    for (const auto &file : plan.runtime)
        objects.push_back({{"name", file.name}, {"state", "link"}});
    Json json{{"target", input.target.name},
              {"spec", input.target.custom() ? Json(toUtf8(*input.target.specFile)) : Json(nullptr)},
              {"toolchain", input.request.toolchain.name},
              {"rustc", toUtf8(input.request.toolchain.compiler.rustc)},
              {"source", toUtf8(input.library.source.library)},
              {"config", input.xargo ? Json(toUtf8(input.xargo->file)) : Json(nullptr)},
              {"profile", input.request.profile},
              {"panic", input.request.immediateAbort ? "immediate-abort" : "unwind, abort"},
              {"kind", input.request.check ? "check" : "build"},
              {"bootstrap", plan.settings->bootstrap},
              {"flags", plan.settings->targetFlags},
              {"wrapper", plan.settings->wrapper ? Json(toUtf8(*plan.settings->wrapper)) : Json(nullptr)},
              {"crateFlags", plan.settings->crateFlags},
              {"key", plan.key},
              {"path", toUtf8(plan.path)},
              {"ready", plan.ready},
              {"crates", crates},
              {"objects", objects},
              {"notes", plan.notes}};
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

} // namespace crossyard::sysroot
