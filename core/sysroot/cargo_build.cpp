// SPDX-License-Identifier: MIT OR Apache-2.0
#include "sysroot/cargo_build.h"

#include "base/strings.h"
#include "cargo/custom_target_wrapper.h"
#include "cargo/invocation_command.h"
#include "sysroot/kit.h"

#include <algorithm>
#include <format>

namespace crossyard::sysroot {

namespace {

using cargo::CargoCall;
using cargo::TargetSysroot;
using cargo::WantedTarget;

// A sysroot that the cargo command will use, and the lock that keeps it.
struct Prepared {
    TargetSysroot use;
    FileLock lock;
    std::optional<SysrootRecord> record;
    bool custom = false;
};

bool buildsStdItself(const CargoCall &call)
{
    const auto names = [](const std::string &flag) { return flag.starts_with("build-std"); };
    if (std::ranges::any_of(call.invocation.unstable, names))
        return true;
    const auto configured = call.config.value({"unstable", "build-std"});
    return configured && configured->has_value();
}

// A spec file becomes the target's name in the words that go to cargo.
void nameTarget(std::vector<std::string> &words, const std::string &spec, const std::string &name)
{
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (words[i] == "--target=" + spec)
            words[i] = "--target=" + name;
        else if (words[i] == "--target" && i + 1 < words.size() && words[i + 1] == spec)
            words[i + 1] = name;
    }
}

fs::path packageDirectory(const CargoCall &call)
{
    if (call.invocation.manifestPath)
        return resolvePath(call.config.directory(), *call.invocation.manifestPath).parent_path();
    const auto manifest = findUpward(call.config.directory(), "Cargo.toml");
    return manifest ? manifest->parent_path() : call.config.directory();
}

Result<Prepared> prepare(const CargoCall &call, const rust::Toolchain &toolchain, const WantedTarget &target,
                         const fs::path &store, activity::Reporter &reporter, const CancelToken &cancel)
{
    Prepared prepared{.use = {.target = target}, .lock = {}, .record = {}};
    const fs::path package = packageDirectory(call);
    CY_TRY(const rust::TargetRef ref, rust::findTarget(toolchain.compiler, target.word, call.config.directory()));
    CY_TRY(const auto lines, rust::targetCfg(toolchain.compiler, ref, {}, cancel));
    prepared.use.cfgs = cargo::CfgSet::fromLines(lines);
    if (!needsOwnSysroot(toolchain, target.isSpecFile() ? target.word : target.name, package))
        return prepared;
    prepared.custom = ref.custom();
    SysrootRequest request;
    request.toolchain = toolchain;
    request.target = target.word;
    request.byName = true;
    request.project = call.config.directory();
    request.manifestPath = package / "Cargo.toml";
    std::error_code ignored;
    if (!fs::is_regular_file(*request.manifestPath, ignored))
        request.manifestPath.reset();
    request.configArguments = call.invocation.configArguments;
    CY_TRY(SysrootPlan plan, planSysroot(request, store, cancel));
    CY_TRY(auto built, buildSysroot(plan, store, "crossyard cargo in " + toUtf8(package), reporter, cancel));
    prepared.use.sysroot = built.record.path;
    if (prepared.custom) {
        // By name: rustc finds the spec in the sysroot, and cargo has no switch to ask for.
        prepared.use.target.word = prepared.use.target.name;
        prepared.use.rustflags = prepared.use.rustdocflags = {"-Zunstable-options"};
    }
    if (request.immediateAbort)
        prepared.use.rustflags.insert(prepared.use.rustflags.end(), {"-Zunstable-options", "-Cpanic=immediate-abort"});
    CY_TRY(prepared.lock, SysrootStore(store).lock(built.record.path, FileLock::Mode::Shared, cancel, [&] {
        reporter.note(0, "waiting for another process that builds this sysroot");
    }));
    prepared.record = std::move(built.record);
    return prepared;
}

// The compiler that was chosen is the one that cargo uses, whatever PATH and rustup say.
void useToolchain(process::Command &command, const rust::Toolchain &toolchain)
{
    command.environment["RUSTC"] = toUtf8(toolchain.compiler.rustc);
    const fs::path rustdoc = toolchain.compiler.rustc.parent_path() / "rustdoc";
    if (isExecutable(rustdoc))
        command.environment["RUSTDOC"] = toUtf8(rustdoc);
    if (toolchain.origin == rust::Origin::Rustup)
        command.environment["RUSTUP_TOOLCHAIN"] = toolchain.name;
}

// The cargo that belongs to the toolchain, or the one on PATH.
Result<process::Command> cargoOf(const rust::Toolchain &toolchain)
{
    process::Command command;
    if (toolchain.cargo)
        command.program = *toolchain.cargo;
    else if (const auto cargo = findProgram("cargo"))
        command.program = *cargo;
    else
        return fail(Error{ErrorCode::NotFound,
                          std::format("toolchain {} has no cargo, and there is none on PATH", toolchain.name)}
                        .withHint("install cargo; `crossyard sysroot build` works without it"));
    useToolchain(command, toolchain);
    return command;
}

} // namespace

Result<CargoBuild> prepareCargo(const CargoBuildRequest &request, activity::Reporter &reporter,
                                const CancelToken &cancel)
{
    CY_TRY(CargoCall call, cargo::understandCall(request.words, request.directory, request.environment));
    const auto asked = call.invocation.toolchain ? call.invocation.toolchain : request.toolchain;
    CY_TRY(const rust::Toolchain toolchain,
           rust::selectToolchain({.asked = asked, .project = call.config.directory()}, cancel));
    CargoBuild build;
    CY_TRY(build.command, cargoOf(toolchain));
    build.command.directory = request.directory;
    build.command.arguments = call.invocation.cargoWords();
    CY_TRY(const auto targets, cargo::wantedTargets(call, toolchain.compiler.host));
    if (!cargo::needsSysroot(call.invocation, targets) || buildsStdItself(call))
        return build;
    cargo::CommandRequest wanted;
    std::vector<std::string> custom;
    for (const auto &target : targets) {
        CY_TRY(Prepared one, prepare(call, toolchain, target, request.store, reporter, cancel));
        if (one.custom)
            custom.push_back(one.use.target.name);
        wanted.targets.push_back(std::move(one.use));
        build.locks.push_back(std::move(one.lock));
        if (one.record)
            build.sysroots.push_back(std::move(*one.record));
    }
    if (build.sysroots.empty())
        return build;
    for (const auto &spec : call.invocation.targets) {
        if (spec.ends_with(".json")) {
            const std::string name = toUtf8(fromUtf8(spec).stem());
            nameTarget(call.invocation.globalWords, spec, name);
            nameTarget(call.invocation.words, spec, name);
        }
    }
    CY_TRY(const auto made, cargo::cargoCommand(call, wanted));
    build.command.arguments = made.arguments;
    for (const auto &[name, value] : made.environment)
        build.command.environment[name] = value;
    if (!custom.empty() && !toolchain.compiler.allowsUnstable() && !environmentNotEmpty("RUSTC_BOOTSTRAP"))
        cargo::wrapCompiler(build.command, request.wrapper, custom);
    return build;
}

} // namespace crossyard::sysroot
