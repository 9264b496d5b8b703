// SPDX-License-Identifier: MIT OR Apache-2.0
#include "container/toolchain/bundle.h"

#include "base/staged_dir.h"
#include "base/strings.h"
#include "process/runner.h"
#include "rust/doctor_packages.h"

#include <format>

namespace crossyard::container {

namespace {

Result<fs::path> findPatchelf()
{
    if (auto program = findProgram("patchelf"))
        return std::move(*program);
    const auto system = rust::findPackageSystem();
    const auto command = rust::installCommand(system, rust::packageOf(system, "patchelf"));
    return fail(Error{ErrorCode::NotFound,
                      "patchelf is not installed: without it a distribution's toolchain cannot run in a container"}
                    .withHint(command.empty() ? "install patchelf, or choose a toolchain of rustup's" : command));
}

Result<void> copy(const BundleFile &file, const fs::path &place)
{
    CY_CHECK(createDirectories(place.parent_path()));
    std::error_code error;
    if (file.kind == BundleKind::Link) {
        fs::create_symlink(file.source, place, error);
        return error ? Result<void>(fail(ioError("make the link", place, error))) : Result<void>();
    }
    fs::copy_file(file.source, place, error);
    if (error)
        return fail(ioError("copy " + toUtf8(file.source) + " to", place, error));
    fs::permissions(place, fs::perms::owner_write, fs::perm_options::add, error); // patchelf and removal need it
    return error ? Result<void>(fail(ioError("make writable", place, error))) : Result<void>();
}

// A library that names no search path inherits that of the program; one that names a path would not.
Result<bool> hasSearchPath(const fs::path &patchelf, const fs::path &file, const CancelToken &cancel)
{
    CY_TRY(const auto said,
           process::outputOf({.program = patchelf, .arguments = {"--print-rpath", toUtf8(file)}}, {.cancel = cancel}));
    return !trim(said).empty();
}

Result<void> patch(const fs::path &patchelf, const BundlePlan &plan, const BundleFile &file, const fs::path &place,
                   const CancelToken &cancel)
{
    auto words = patchWords(file, plan);
    if (words.empty())
        return {};
    if (file.kind == BundleKind::Library) {
        CY_TRY(const bool needed, hasSearchPath(patchelf, place, cancel));
        if (!needed)
            return {};
    }
    words.push_back(toUtf8(place));
    CY_CHECK(process::outputOf({.program = patchelf, .arguments = std::move(words)}, {.cancel = cancel}));
    return {};
}

Result<void> fill(const BundlePlan &plan, const fs::path &patchelf, const fs::path &directory,
                  activity::Reporter &reporter, activity::Id id, const CancelToken &cancel)
{
    std::uint64_t done = 0;
    for (const auto &file : plan.files) {
        CY_CHECK(cancel.check());
        const fs::path place = directory / fromUtf8(file.place);
        CY_CHECK(copy(file, place));
        CY_CHECK(patch(patchelf, plan, file, place, cancel));
        reporter.progress(id, ++done, plan.files.size());
    }
    return {};
}

} // namespace

Result<void> makeBundle(const BundlePlan &plan, activity::Reporter &reporter, const CancelToken &cancel)
{
    std::error_code ignored;
    if (fs::exists(plan.directory, ignored))
        return {};
    CY_TRY(const fs::path patchelf, findPatchelf());
    const fs::path parent = plan.directory.parent_path();
    CY_TRY(const FileLock lock,
           FileLock::acquire(parent / "locks" / plan.directory.filename(), FileLock::Mode::Exclusive, cancel, [&] {
               reporter.note(0, "waiting for another process that copies this "
                                "toolchain");
           }));
    if (fs::exists(plan.directory, ignored))
        return {};
    const auto id = reporter.start(std::format("Copying the toolchain for containers ({})", shownSize(plan.size)));
    const auto made = [&]() -> Result<void> {
        sweepStages(parent);
        CY_TRY(StagedDir stage, StagedDir::create(parent));
        CY_CHECK(fill(plan, patchelf, stage.path(), reporter, id, cancel));
        return stage.publishAs(plan.directory);
    }();
    reporter.finish(id, activity::outcomeOf(made), made ? "" : made.error().message);
    return made;
}

} // namespace crossyard::container
