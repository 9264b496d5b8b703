// SPDX-License-Identifier: MIT OR Apache-2.0
#include "bootstrap/crate_choice.h"

#include "base/strings.h"
#include "bootstrap/bootstrap_graph.h"
#include "bootstrap/crate_supply.h"
#include "cargo/git_source.h"

#include <algorithm>
#include <format>
#include <set>

namespace crossyard::bootstrap {

namespace {

// Features speak of dependencies that are no more: such words say nothing then.
void forget(cargo::PackageSummary &package, const std::string &name)
{
    const auto same = [&](const auto &one) { return one.name == name; };
    if (std::ranges::any_of(package.dependencies, same))
        return;
    package.features.erase(name);
    for (auto &[feature, values] : package.features) {
        std::erase_if(values, [&](const std::string &value) {
            return value == name || value == "dep:" + name || value.starts_with(name + "/") ||
                   value.starts_with(name + "?/");
        });
    }
}

// Everything, or what this target needs alone: without development dependencies, and without those of other platforms.
void adjust(cargo::PackageSummary &package, const BootstrapInput &input, bool forTargetAlone)
{
    const auto &request = input.request;
    std::vector<std::string> before;
    for (const auto &one : package.dependencies) {
        if (one.optional)
            before.push_back(one.name);
    }
    std::erase_if(package.dependencies, [&](const cargo::SummaryDependency &one) {
        if (std::ranges::contains(request.blacklist, one.package))
            return true;
        if (!forTargetAlone)
            return false;
        const auto fits = [&](const Side &side) {
            return !one.platform || cargo::matches(*one.platform, side.facts.name, side.facts.cfgs);
        };
        // What is off may not be there at all.
        if (one.optional && one.source.starts_with(cargo::pathSource)) {
            std::error_code ignored;
            const auto directory = one.source.substr(std::string_view(cargo::pathSource).size());
            if (!fs::exists(fromUtf8(directory) / "Cargo.toml", ignored))
                return true;
        }
        return one.kind == cargo::DependencyKind::Development || (!fits(input.targetSide) && !fits(input.hostSide));
    });
    for (const auto &name : before)
        forget(package, name);
    for (auto &one : package.dependencies)
        one.optional = one.optional && !std::ranges::contains(request.includeOptional, one.name);
}

// What a patched manifest says counts, where the crate is here; of one that is not, only what its index says is known.
void takePatches(cargo::PackageSummary &package, const BootstrapInput &input)
{
    if (package.source.starts_with(cargo::pathSource) || !input.patches->has(package.name, package.version))
        return;
    cargo::LockedPackage locked;
    locked.name = package.name;
    locked.version = package.version;
    locked.source = package.source;
    locked.checksum = package.checksum;
    const auto found = input.supply->find(locked);
    if (!found || !*found || (*found)->directory.empty())
        return;
    const auto directory = input.patches->directoryFor(
        {package.name, package.version, (*found)->directory, (*found)->checksum, (*found)->repository});
    if (!directory || *directory == (*found)->directory)
        return;
    const auto manifest = cargo::readManifest(*directory / "Cargo.toml");
    if (!manifest)
        return; // told where the crate is read, if it is chosen
    auto patched =
        cargo::summaryOf(*manifest, package.source, [&](cargo::Dependency dependency) -> Result<std::string> {
            // A path stays in the repository; that of a published package leads nowhere.
            if (dependency.path && cargo::isGitSource(package.source))
                return package.source.substr(0, package.source.find('#'));
            dependency.path.reset();
            return input.supply->sources().sourceOf(dependency);
        });
    if (!patched)
        return;
    patched->checksum = package.checksum;
    patched->yanked = package.yanked;
    package = std::move(*patched);
}

Result<registry::ProjectResolution> resolve(const BootstrapInput &input, bool forTargetAlone, const CancelToken &cancel)
{
    registry::ProjectRequest request{
        .workspace = input.workspace, .former = input.lock, .rustVersion = input.request.toolchain.compiler.release};
    if (forTargetAlone || !input.request.blacklist.empty() || !input.request.includeOptional.empty() ||
        input.patches->any())
        request.adjust = [&input, forTargetAlone](auto &package) {
            takePatches(package, input);
            adjust(package, input, forTargetAlone);
        };
    return registry::resolveProject(request, input.supply->sources(), cancel);
}

bool isAboutChoice(const Error &error)
{
    return error.code == ErrorCode::BadInput || error.code == ErrorCode::NotFound;
}

// The lock that cargo would make; where that cannot be, one for this target.
Result<void> completeLock(BootstrapInput &input, CrateChoice &choice, const CancelToken &cancel)
{
    auto resolution = resolve(input, false, cancel);
    if (!resolution && isAboutChoice(resolution.error())) {
        auto forTarget = resolve(input, true, cancel);
        if (!forTarget) {
            Error error = forTarget.error();
            if (error.hint.empty() && input.supply->offline())
                error.hint = "offline, only what was fetched before is known: fetch once with a network (--download)";
            return fail(std::move(error));
        }
        choice.lockLacks = resolution.error().message;
        choice.remarks.push_back(std::format("the crates were chosen for {} alone; for all platforms and tests, as "
                                             "cargo does it, there is no choice: {}",
                                             input.targetSide.facts.name, resolution.error().message));
        resolution = std::move(forTarget);
    }
    CY_CHECK(resolution);
    if (!input.request.blacklist.empty() || !input.request.includeOptional.empty())
        choice.lockLacks = "crates that are left out or included change what the manifests say";
    if (input.patches->any())
        choice.lockLacks = "patches change what the manifests say";
    choice.lockText = resolution->lockText();
    CY_TRY(input.lock, cargo::parseLockfile(*choice.lockText, input.workspace.root / "Cargo.lock"));
    return {};
}

// A lock that cargo would write in the same way is left as it is, in whichever version it is.
Result<void> renewLock(BootstrapInput &input, CrateChoice &choice, const CancelToken &cancel)
{
    auto before = input.lock;
    CY_CHECK(completeLock(input, choice, cancel));
    const auto same = [](const cargo::LockedPackage &a, const cargo::LockedPackage &b) {
        return a.name == b.name && a.version == b.version && a.source == b.source;
    };
    if (before && std::ranges::is_permutation(before->packages, input.lock->packages, same)) {
        choice.lockText.reset();
        input.lock = std::move(before);
    }
    return {};
}

Error unlockedError(const CrateNeeds::Unlocked &one, const BootstrapInput &input)
{
    const bool locked = input.request.locked;
    return Error{ErrorCode::BadInput,
                 std::format("package `{}` {} is needed by `{}`, but Cargo.lock has none that fits", one.package,
                             one.requirement, one.neededBy)}
        .withPlace(one.place)
        .withHint(locked ? "the lock is older than the manifests: make it anew, or leave --locked out"
                         : "the lock is older than the manifests: make it anew");
}

Error notChosen(Error error, const CrateNeeds::Unlocked &one)
{
    error.message = std::format("package `{}` {} is needed by `{}`, but Cargo.lock has none that fits, and another "
                                "cannot be chosen: {}",
                                one.package, one.requirement, one.neededBy, error.message);
    return std::move(error).withPlace(one.place);
}

Result<void> checkFetchable(const BootstrapInput &input, const CrateNeeds &needs)
{
    CrateSupply &supply = *input.supply;
    for (const auto &crate : needs.missing()) {
        const auto &locked = input.lock->packages[crate.locked];
        CY_TRY(const bool remote, supply.isRemote(locked.source));
        if (remote && !supply.offline())
            continue;
        std::vector<std::string> places;
        for (const auto &dir : supply.directories())
            places.push_back(toUtf8(dir));
        CY_TRY(const std::string address, supply.sources().address(locked.source));
        if (remote)
            places.push_back(toUtf8(supply.cache()));
        else if (places.empty())
            places.push_back(address);
        CY_TRY(const auto others, supply.versionsInDirectories(locked.name));
        return fail(Error{ErrorCode::NotFound,
                          std::format("package `{}` {} is needed by `{}`, but it is not in {}{}{}", locked.name,
                                      locked.version.toString(), crate.neededBy, join(places, ", "),
                                      others.empty() ? "" : " (other versions are: " + join(others, ", ") + ")",
                                      remote ? std::format(", and nothing is fetched from {} offline", address) : "")}
                        .withPlace(crate.place)
                        .withHint(remote
                                      ? "fetch once with a network (--download), or give a directory that has it with "
                                        "--vendor DIR"
                                      : "give a directory that has it (made by `cargo vendor`, or a distribution's "
                                        "registry) with --vendor DIR"));
    }
    return {};
}

Result<std::vector<PlannedCrate>> planned(const BootstrapInput &input, const CrateNeeds &needs)
{
    std::map<std::size_t, const CrateNeeds::Crate *> needed;
    bool allKnown = true;
    for (const auto &crate : needs.crates) {
        needed[crate.locked] = &crate;
        allKnown = allKnown && crate.known;
    }
    std::vector<PlannedCrate> all;
    for (std::size_t i = 0; i < input.lock->packages.size(); ++i) {
        const auto &locked = input.lock->packages[i];
        if (locked.source.empty())
            continue;
        PlannedCrate crate{locked.name, locked.version.toString(), locked.source, "not needed", {}, {}};
        const auto it = needed.find(i);
        if (it == needed.end() && std::ranges::contains(input.request.blacklist, locked.name)) {
            crate.state = "blacklisted";
        } else if (it == needed.end()) {
            if (!allKnown)
                continue;
        } else {
            const CrateNeeds::Crate &found = *it->second;
            const bool git = cargo::isGitSource(locked.source);
            crate.neededBy = found.neededBy;
            CY_TRY(const auto own, input.supply->find(locked));
            if (!own || own->directory.empty()) {
                crate.state = git ? "clone" : "download";
                CY_TRY(crate.where, input.supply->sources().address(locked.source));
            } else {
                const bool given = std::ranges::contains(input.crateDirs, own->directory.parent_path());
                crate.state = given ? "directory" : "cached";
                crate.where = toUtf8(own->directory);
            }
        }
        all.push_back(std::move(crate));
    }
    return all;
}

Result<CrateChoice> choose(BootstrapInput &input, const CancelToken &cancel)
{
    CrateChoice choice;
    if (!input.lock) {
        choice.remarks.push_back("there is no Cargo.lock: the versions were chosen anew");
        CY_CHECK(completeLock(input, choice, cancel));
    } else if (input.request.writeLock) {
        CY_CHECK(renewLock(input, choice, cancel));
    }
    CY_TRY(choice.needs, crateNeeds(input));
    if (!choice.needs.unlocked.empty()) {
        const CrateNeeds::Unlocked first = choice.needs.unlocked.front();
        if (input.request.locked || choice.lockText)
            return fail(unlockedError(first, input));
        if (auto completed = completeLock(input, choice, cancel); !completed)
            return fail(notChosen(completed.error(), first));
        choice.remarks.push_back(std::format(
            "Cargo.lock has nothing for a dependency on `{}` {} of `{}`: it was completed for this bootstrap",
            first.package, first.requirement, first.neededBy));
        CY_TRY(choice.needs, crateNeeds(input));
        if (!choice.needs.unlocked.empty())
            return fail(unlockedError(choice.needs.unlocked.front(), input));
    }
    CY_CHECK(checkFetchable(input, choice.needs));
    CY_TRY(choice.crates, planned(input, choice.needs));
    return choice;
}

} // namespace

std::vector<CrateNeeds::Crate> CrateNeeds::missing() const
{
    std::vector<Crate> all;
    std::ranges::copy_if(crates, std::back_inserter(all), [](const Crate &crate) { return crate.directory.empty(); });
    return all;
}

Result<CrateChoice> chooseCrates(BootstrapInput &input, const CancelToken &cancel, activity::Reporter *reporter)
{
    CY_TRY(input.supply, CrateSupply::open(input, storeDirectory() / "crates"));
    input.supply->sources().watch({}, cancel, reporter);
    auto choice = choose(input, cancel);
    input.supply->sources().watch({}, {}); // who listens now may be gone when it is asked again
    return choice;
}

Result<void> lookAgain(const BootstrapInput &input, CrateChoice &choice)
{
    CY_TRY(choice.needs, crateNeeds(input));
    if (!choice.needs.unlocked.empty())
        return fail(unlockedError(choice.needs.unlocked.front(), input));
    CY_CHECK(checkFetchable(input, choice.needs));
    CY_TRY(choice.crates, planned(input, choice.needs));
    return {};
}

} // namespace crossyard::bootstrap
