// SPDX-License-Identifier: MIT OR Apache-2.0
// crossyard cargo [+TOOLCHAIN] ARGS: the sysroot first, where one is needed, then the user's cargo with it.
#include "base/strings.h"
#include "cargo/invocation_command.h"
#include "common.h"
#include "process/runner.h"
#include "rustc_wrapper.h"
#include "sysroot/sysroot_job.h"
#include "verb.h"

#include <QCoreApplication>

#include <algorithm>
#include <format>

namespace crossyard::cli {

namespace {

using cargo::CargoCall;
using cargo::TargetSysroot;
using cargo::WantedTarget;

// A sysroot that the cargo command will use, and the lock that keeps it.
struct Prepared {
    TargetSysroot use;
    FileLock lock;
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

// Without an Xargo.toml, what the toolchain has prebuilt serves.
bool needsOwnSysroot(const rust::Toolchain &toolchain, const WantedTarget &target, const fs::path &packageDir)
{
    return sysroot::findXargoManifest(packageDir).has_value() || target.isSpecFile() ||
           !toolchain.hasTarget(target.name);
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
    for (fs::path dir = call.config.directory();; dir = dir.parent_path()) {
        std::error_code ignored;
        if (fs::is_regular_file(dir / "Cargo.toml", ignored))
            return dir;
        if (dir == dir.parent_path())
            return call.config.directory();
    }
}

Result<Prepared> prepare(const CargoCall &call, const rust::Toolchain &toolchain, const WantedTarget &target,
                         activity::Reporter &reporter)
{
    Prepared prepared{.use = {.target = target}, .lock = {}};
    const fs::path store = storeDirectory();
    const fs::path package = packageDirectory(call);
    CY_TRY(const rust::TargetRef ref, rust::findTarget(toolchain.compiler, target.word, call.config.directory()));
    CY_TRY(const auto lines, rust::targetCfg(toolchain.compiler, ref, {}, terminalCancel()));
    prepared.use.cfgs = cargo::CfgSet::fromLines(lines);
    if (!needsOwnSysroot(toolchain, target, package))
        return prepared;
    prepared.custom = ref.custom();
    sysroot::SysrootRequest request;
    request.toolchain = toolchain;
    request.target = target.word;
    request.byName = true;
    request.project = call.config.directory();
    request.manifestPath = package / "Cargo.toml";
    std::error_code ignored;
    if (!fs::is_regular_file(*request.manifestPath, ignored))
        request.manifestPath.reset();
    request.configArguments = call.invocation.configArguments;
    CY_TRY(sysroot::SysrootPlan plan, sysroot::planSysroot(request, store, terminalCancel()));
    CY_TRY(const auto built,
           sysroot::buildSysroot(plan, store, "crossyard cargo in " + toUtf8(package), reporter, terminalCancel()));
    prepared.use.sysroot = built.record.path;
    if (prepared.custom) {
        // By name: rustc finds the spec in the sysroot, and cargo has no switch to ask for.
        prepared.use.target.word = prepared.use.target.name;
        prepared.use.rustflags = prepared.use.rustdocflags = {"-Zunstable-options"};
    }
    if (request.immediateAbort)
        prepared.use.rustflags.insert(prepared.use.rustflags.end(), {"-Zunstable-options", "-Cpanic=immediate-abort"});
    CY_TRY(prepared.lock,
           sysroot::SysrootStore(store).lock(built.record.path, FileLock::Mode::Shared, terminalCancel(),
                                             [] { say("waiting for another process that builds this sysroot"); }));
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

Result<int> runCall(const std::vector<std::string> &words)
{
    CY_TRY(CargoCall call, cargo::understandCall(words, fs::current_path(), wholeEnvironment()));
    CY_TRY(const rust::Toolchain toolchain,
           rust::selectToolchain({.asked = call.invocation.toolchain, .project = call.config.directory()},
                                 terminalCancel()));
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
    CY_TRY(const auto targets, cargo::wantedTargets(call, toolchain.compiler.host));
    if (!cargo::needsSysroot(call.invocation, targets) || buildsStdItself(call)) {
        command.arguments = call.invocation.cargoWords();
        return process::runInForeground(command);
    }
    activity::Reporter reporter(consoleSink(false, false));
    std::vector<Prepared> prepared;
    cargo::CommandRequest request;
    std::vector<std::string> custom;
    for (const auto &target : targets) {
        CY_TRY(Prepared one, prepare(call, toolchain, target, reporter));
        if (one.custom)
            custom.push_back(one.use.target.name);
        request.targets.push_back(one.use);
        prepared.push_back(std::move(one));
    }
    const bool plain =
        std::ranges::none_of(request.targets, [](const TargetSysroot &t) { return t.sysroot.has_value(); });
    if (plain) {
        command.arguments = call.invocation.cargoWords();
        return process::runInForeground(command);
    }
    for (const auto &spec : call.invocation.targets) {
        if (spec.ends_with(".json")) {
            const std::string name = toUtf8(fromUtf8(spec).stem());
            nameTarget(call.invocation.globalWords, spec, name);
            nameTarget(call.invocation.words, spec, name);
        }
    }
    CY_TRY(const auto made, cargo::cargoCommand(call, request));
    command.arguments = made.arguments;
    for (const auto &[name, value] : made.environment)
        command.environment[name] = value;
    if (!custom.empty() && !toolchain.compiler.allowsUnstable() && !environmentNotEmpty("RUSTC_BOOTSTRAP"))
        wrapCompiler(command, fromUtf8(QCoreApplication::applicationFilePath().toStdString()), custom);
    return process::runInForeground(command);
}

} // namespace

int runCargo(const QStringList &words)
{
    std::vector<std::string> list;
    for (const auto &word : words)
        list.push_back(toStd(word));
    const auto status = runCall(list);
    return status ? *status : report(status.error());
}

} // namespace crossyard::cli
