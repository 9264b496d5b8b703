// SPDX-License-Identifier: MIT OR Apache-2.0
// What there is for a target on this machine, and getting it.
#include "base/files.h"
#include "container/toolchain/std_choice.h"
#include "container/toolchain/std_package.h"
#include "rust/dist_manifest.h"
#include "rust/toolchain_change_job.h"
#include "sysroot/xargo_manifest.h"

#include <format>

namespace crossyard::container {

namespace {

using Kind = StdChoice::Kind;

std::string needsOf(const StdRequest &request)
{
    if (request.target.custom())
        return std::format("{} is a custom target, which nobody builds a library for", request.target.name);
    if (request.project.empty())
        return {};
    const auto xargo = sysroot::findXargoManifest(request.project);
    return xargo ? std::format("{} says what is in the library", toUtf8(*xargo)) : std::string();
}

StdOffer fromToolchain(const StdRequest &request)
{
    const auto &toolchain = *request.toolchain;
    StdOffer offer{{.kind = Kind::Toolchain, .ready = true, .why = std::format("it came with {}", toolchain.name)}};
    if (!toolchain.hasTarget(request.target.name))
        offer.problem = Error{ErrorCode::NotFound, std::format("none came with {}", toolchain.name)};
    return offer;
}

// Nothing where it cannot come in a package, for the reason that is given then.
Result<StdPackage> packageFor(const StdRequest &request, const CancelToken &cancel)
{
    const auto &toolchain = *request.toolchain;
    const auto system = rust::findPackageSystem();
    if (system.manager != rust::PackageManager::Apt || toolchain.origin != rust::Origin::Distribution ||
        toolchain.package.empty())
        return fail(ErrorCode::NotFound, std::format("{} did not come in Debian's packages", toolchain.name));
    if (request.target.custom() || !stdPackageFor(system, toolchain, "", request.target.name, request.store))
        return fail(ErrorCode::NotFound, "Debian has no package with it");
    CY_TRY(const std::string version, installedVersion(toolchain.package, cancel));
    return *stdPackageFor(system, toolchain, version, request.target.name, request.store);
}

StdOffer fromPackage(const StdRequest &request, const CancelToken &cancel)
{
    StdOffer offer{{.kind = Kind::Package}};
    const auto package = packageFor(request, cancel);
    if (!package) {
        offer.problem = package.error();
        return offer;
    }
    const std::string what = std::format("{} {}", package->word(), package->version);
    offer.choice.package = package->word();
    offer.choice.directory = package->directory;
    offer.choice.ready = isFetched(*package);
    offer.choice.why = std::format("{} is built by the same compiler{}", what,
                                   offer.choice.ready ? ", and is here" : "; it will be fetched");
    if (offer.choice.ready)
        return offer;
    if (isKnownMissing(*package))
        offer.problem = Error{ErrorCode::NotFound, std::format("apt had no {} when it was asked last", what)}.withHint(
            "remove " + toUtf8(missingMark(*package)) + " to ask again");
    else if (request.offline)
        offer.problem =
            Error{ErrorCode::NotFound, std::format("{} is not fetched yet, and the network is off", what)}.withHint(
                "allow the network once");
    return offer;
}

// Why rustup cannot add it.
std::optional<Error> rustupProblem(const StdRequest &request)
{
    const auto &toolchain = *request.toolchain;
    if (toolchain.origin != rust::Origin::Rustup || toolchain.linked)
        return Error{ErrorCode::NotFound, std::format("{} is not rustup's", toolchain.name)};
    const fs::path file = toolchain.directory / "lib" / "rustlib" / "multirust-channel-manifest.toml";
    const auto text = readFile(file);
    const auto manifest = text ? rust::parseDistManifest(*text, file, toolchain.compiler.host)
                               : Result<rust::DistManifest>(fail(text.error()));
    if (!manifest)
        return manifest.error();
    const auto *library = manifest->library(request.target.name);
    if (!library || !library->available())
        return Error{ErrorCode::NotFound, std::format("the release of {} has none for it", toolchain.name)};
    if (!rust::findRustup())
        return Error{ErrorCode::NotFound, "rustup is not installed"}.withHint("install it from https://rustup.rs");
    if (request.offline)
        return Error{ErrorCode::NotFound, "rustup would have to download it, and the network is off"}.withHint(
            std::format("rustup target add {} --toolchain {}", request.target.name, toolchain.name));
    return std::nullopt;
}

StdOffer fromRustup(const StdRequest &request)
{
    return {.choice = {.kind = Kind::Rustup,
                       .why = std::format("rustup adds it: rustup target add {} --toolchain {}", request.target.name,
                                          request.toolchain->name)},
            .problem = rustupProblem(request)};
}

std::optional<Error> sourceProblem(const rust::Toolchain &toolchain)
{
    if (toolchain.source)
        return std::nullopt;
    const auto system = rust::findPackageSystem();
    const auto command =
        toolchain.origin == rust::Origin::Rustup
            ? "rustup component add rust-src --toolchain " + toolchain.name
            : rust::installCommand(system, rust::rustPackage(system, toolchain.package, rust::RustPart::Source));
    return Error{ErrorCode::NotFound, std::format("{} has no source to build it from", toolchain.name)}.withHint(
        command.empty() ? "install the standard library's source" : command);
}

StdOffer fromSource(const StdRequest &request, Kind kind)
{
    const auto &toolchain = *request.toolchain;
    StdOffer offer{{.kind = kind}, sourceProblem(toolchain)};
    if (offer.problem)
        return offer;
    offer.choice.ready = toolchain.source->vendor.has_value();
    offer.choice.why = kind == Kind::Sysroot
                           ? std::format("it is built from {}", toUtf8(toolchain.source->library))
                           : std::format("cargo builds it from {}", toUtf8(toolchain.source->library));
    if (kind == Kind::BuildStd && !toolchain.source->lockFile)
        offer.problem = Error{ErrorCode::NotFound, std::format("{} has no Cargo.lock, which build-std needs",
                                                               toUtf8(toolchain.source->library))}
                            .withHint("choose a library of our own in its place, or another toolchain");
    return offer;
}

} // namespace

Result<StdChoice> chooseStd(const StdRequest &request, const CancelToken &cancel)
{
    StdFacts facts{.target = request.target.name,
                   .buildStd = request.buildStd,
                   .projectNeeds = needsOf(request),
                   .asked = request.asked};
    facts.offers = {fromToolchain(request), fromPackage(request, cancel), fromRustup(request),
                    fromSource(request, Kind::Sysroot), fromSource(request, Kind::BuildStd)};
    CY_CHECK(cancel.check());
    return chooseFrom(facts);
}

Result<void> fetchStd(const StdChoice &choice, const StdRequest &request, activity::Reporter &reporter,
                      const CancelToken &cancel)
{
    if (choice.kind == Kind::Package) {
        CY_TRY(const StdPackage package, packageFor(request, cancel));
        return fetchStdPackage(package, reporter, cancel);
    }
    if (choice.kind != Kind::Rustup)
        return {};
    const rust::ToolchainChange change{.kind = rust::ToolchainChange::Kind::Modify,
                                       .toolchain = request.toolchain->name,
                                       .targets = {request.target.name}};
    rust::DistServer server;
    CY_TRY(const auto plan, rust::makeChangePlan(change, request.project, false, server, cancel));
    CY_CHECK(rust::changeToolchain(plan, reporter, cancel));
    return {};
}

} // namespace crossyard::container
