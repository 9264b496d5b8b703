// SPDX-License-Identifier: MIT OR Apache-2.0
#include "container/toolchain/container_toolchain.h"

#include "base/files.h"
#include "container/toolchain/bundle.h"
#include "rust/doctor_packages.h"

#include <format>

namespace crossyard::container {

namespace {

// A toolchain of rustup's is made to run anywhere; all others are taken apart.
bool runsAnywhere(const rust::Toolchain &toolchain)
{
    return toolchain.origin == rust::Origin::Rustup && !toolchain.linked;
}

// Most files of a toolchain are its documents.
Mount::Travel withoutDocuments()
{
    return {.parts = {"bin", "lib", "libexec"}};
}

Error noCargo(const rust::Toolchain &toolchain)
{
    const auto system = rust::findPackageSystem();
    const auto command =
        toolchain.origin == rust::Origin::Rustup
            ? std::format("rustup component add cargo --toolchain {}", toolchain.name)
            : rust::installCommand(system, rust::rustPackage(system, toolchain.package, rust::RustPart::Cargo));
    return Error{ErrorCode::NotFound, std::format("toolchain {} has no cargo", toolchain.name)}.withHint(
        command.empty() ? "install cargo, or choose a toolchain that has it" : command);
}

Result<void> check(const BundleRequest &request)
{
    const auto &toolchain = *request.toolchain;
    if (toolchain.broken)
        return fail(*toolchain.broken);
    if (toolchain.compiler.host.find("-linux-gnu") == std::string::npos)
        return fail(Error{ErrorCode::Unsupported,
                          std::format("toolchain {} is for {}: it does not run in a container of Linux with glibc",
                                      toolchain.name, toolchain.compiler.host)}
                        .withHint("choose a toolchain whose host is *-linux-gnu: crossyard toolchains"));
    if (!toolchain.cargo)
        return fail(noCargo(toolchain));
    if (runsAnywhere(toolchain) && !request.libraries.empty())
        return fail(Error{ErrorCode::BadInput,
                          std::format("toolchain {} is rustup's: another's library does not fit it", toolchain.name)}
                        .withHint("rustup target add TARGET --toolchain " + toolchain.name));
    return {};
}

ContainerToolchain asItIs(const rust::Toolchain &toolchain)
{
    return {.directory = toolchain.directory,
            .mounts = {{.host = toolchain.directory, .why = "the toolchain", .travel = withoutDocuments()}},
            .notes = {std::format("{} is used as it is", toolchain.name)}};
}

ContainerToolchain describe(const BundlePlan &plan, const BundleRequest &request)
{
    const auto &toolchain = *request.toolchain;
    ContainerToolchain made{.directory = plan.directory, .bundled = true};
    made.mounts.push_back({.host = plan.directory, .why = "the toolchain", .travel = withoutDocuments()});
    made.mounts.insert(made.mounts.end(), plan.mounts.begin(), plan.mounts.end());
    for (const auto &[target, library] : request.libraries) {
        if (toolchain.hasTarget(target))
            continue; // its own fits it best
        const fs::path rustlib = fs::path("lib") / "rustlib" / fromUtf8(target);
        made.mounts.push_back({.host = library / rustlib,
                               .inside = toUtf8(plan.directory / rustlib),
                               .why = std::format("the standard library for {}", target)});
    }
    made.notes.push_back(std::format("rustc {} and cargo {} of {} are copied with the libraries that they need",
                                     toolchain.compiler.release, toolchain.cargoVersion, toolchain.name));
    if (!plan.loader.empty())
        made.notes.push_back(std::format("they run with this machine's glibc {}", plan.glibc));
    else if (!plan.glibc.empty())
        made.notes.push_back(std::format("they run with the image's glibc {}, which is newer than this machine's {}",
                                         request.imageGlibc, plan.glibc));
    return made;
}

// A mount point in what is mounted read-only has to be there before.
Result<void> makeMountPoints(const ContainerToolchain &toolchain)
{
    for (const auto &mount : toolchain.mounts) {
        if (const fs::path place = fromUtf8(mount.inside); isBelow(place, toolchain.directory))
            CY_CHECK(createDirectories(place));
    }
    return {};
}

} // namespace

Result<ContainerToolchain> planToolchain(const BundleRequest &request, const CancelToken &cancel)
{
    CY_CHECK(check(request));
    if (runsAnywhere(*request.toolchain))
        return asItIs(*request.toolchain);
    CY_TRY(const BundlePlan plan, planBundle(request, cancel));
    return describe(plan, request);
}

Result<ContainerToolchain> prepareToolchain(const BundleRequest &request, activity::Reporter &reporter,
                                            const CancelToken &cancel)
{
    CY_CHECK(check(request));
    if (runsAnywhere(*request.toolchain))
        return asItIs(*request.toolchain);
    CY_TRY(const BundlePlan plan, planBundle(request, cancel));
    CY_CHECK(makeBundle(plan, reporter, cancel));
    auto made = describe(plan, request);
    CY_CHECK(makeMountPoints(made));
    return made;
}

} // namespace crossyard::container
