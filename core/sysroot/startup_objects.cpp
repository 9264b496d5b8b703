// SPDX-License-Identifier: MIT OR Apache-2.0
#include "sysroot/startup_objects.h"

#include "base/digest.h"
#include "base/files.h"
#include "base/staged_dir.h"
#include "base/strings.h"
#include "process/runner.h"

#include <algorithm>
#include <chrono>
#include <format>

namespace crossyard::sysroot {

namespace {

Result<build::UnitKey> keyOf(const StartupObject &object, const build::BuildSettings &settings)
{
    CY_TRY(const std::string source, digestOfFile(object.source));
    const auto &target = settings.target;
    build::UnitKey key;
    key.fields = {{"recipe", std::to_string(build::recipeVersion)},
                  {"compiler", settings.compiler.identity},
                  {"object", object.name},
                  {"target", target.custom() ? target.name + " " + sha256(target.specBytes) : target.name},
                  {"source", source},
                  {"flags", join(settings.targetFlags, " ")}};
    DigestBuilder digest;
    for (const auto &field : key.fields)
        digest.add(field.name, field.value);
    key.digest = digest.hex();
    return key;
}

Result<build::StoredUnit> compile(const StartupObject &object, const build::BuildSettings &settings,
                                  build::UnitStore &store, activity::Reporter &reporter, activity::Id id,
                                  const CancelToken &cancel)
{
    CY_TRY(StagedDir stage, StagedDir::create(store.root() / "build"));
    const auto command = startupCommand(object, settings, stage.path() / fromUtf8(object.name));
    const auto start = std::chrono::steady_clock::now();
    std::string said;
    process::RunOptions options;
    options.cancel = cancel;
    options.onErrorLine = [&](std::string_view line) {
        reporter.line(id, std::string(line));
        said += std::string(line) + "\n";
    };
    CY_TRY(const auto finished, process::run(command, options));
    if (!finished.ok())
        return fail(Error{ErrorCode::ToolFailed, std::format("compiling the startup object {} failed: it ended with "
                                                             "status {}\n{}",
                                                             object.name, finished.exitCode, trim(said))}
                        .withContext("running " + process::shown(command)));
    build::StoredUnit stored;
    stored.title = object.name;
    stored.fields = object.key.fields;
    stored.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    return store.publish(object.key.digest, std::move(stored), std::move(stage));
}

} // namespace

Result<std::vector<StartupObject>> findStartupObjects(const SysrootInput &input, const build::BuildSettings &settings,
                                                      const std::vector<std::string> &present)
{
    std::vector<StartupObject> objects;
    if (input.request.check)
        return objects;
    for (const auto &name : input.info.linkObjects) {
        const fs::path source =
            input.library.source.library / "rtstartup" / fs::path(fromUtf8(name)).replace_extension(".rs");
        std::error_code ignored;
        if (!fs::is_regular_file(source, ignored) || std::ranges::contains(present, name))
            continue;
        StartupObject object{name, source, {}, {}};
        CY_TRY(object.key, keyOf(object, settings));
        objects.push_back(std::move(object));
    }
    return objects;
}

process::Command startupCommand(const StartupObject &object, const build::BuildSettings &settings,
                                const fs::path &outFile)
{
    auto command = settings.compiler.command({}, settings.bootstrap);
    command.directory = object.source.parent_path();
    command.arguments = {"--emit=obj",
                         "--target",
                         settings.specDirectory ? settings.target.name : settings.target.argument(),
                         "--cap-lints",
                         "allow",
                         "-o",
                         toUtf8(outFile),
                         toUtf8(object.source)};
    command.arguments.insert(command.arguments.end(), settings.targetFlags.begin(), settings.targetFlags.end());
    if (settings.specDirectory)
        command.environment["RUST_TARGET_PATH"] = toUtf8(*settings.specDirectory);
    return command;
}

Result<bool> buildStartupObject(StartupObject &object, const build::BuildSettings &settings, build::UnitStore &store,
                                activity::Reporter &reporter, activity::Id parent, const CancelToken &cancel)
{
    CY_TRY(const FileLock lock, store.lock(object.key.digest, cancel, [&] {
        reporter.note(parent, std::format("waiting for another process that builds {}", object.name));
    }));
    object.stored = store.find(object.key.digest);
    if (object.stored)
        return false;
    const auto id = reporter.start(object.name, parent);
    auto stored = compile(object, settings, store, reporter, id, cancel);
    reporter.finish(id, activity::outcomeOf(stored));
    CY_TRY(object.stored, std::move(stored));
    return true;
}

} // namespace crossyard::sysroot
