// SPDX-License-Identifier: MIT OR Apache-2.0
#include "bootstrap/crate_supply.h"

#include "base/strings.h"
#include "cargo/git_source.h"
#include "registry/git_sources.h"

#include <algorithm>
#include <format>
#include <fstream>

namespace crossyard::bootstrap {

namespace {

std::string keyOf(const cargo::LockedPackage &locked)
{
    return std::format("{} {} {}", locked.name, locked.version.toString(), locked.source);
}

registry::Sources::Wanted wantedOf(const cargo::LockedPackage &locked, const std::string &neededBy)
{
    return {locked.name, locked.version, locked.source, locked.checksum, neededBy};
}

} // namespace

CrateSupply::CrateSupply(const BootstrapInput &input)
    : m_config(input.config), m_crateDirs(input.crateDirs), m_patches(input.workspace.patches),
      m_urlsFile(input.request.urlsFile)
{
}

Result<std::shared_ptr<CrateSupply>> CrateSupply::open(const BootstrapInput &input, const fs::path &cache)
{
    const std::shared_ptr<CrateSupply> supply(new CrateSupply(input));
    const BootstrapRequest &request = input.request;
    CY_TRY(registry::Access access, registry::accessFor(supply->m_config, cache));
    access.offline = access.offline || request.offline || !request.useDownloads;
    supply->m_cache = request.crateCache.value_or(cache);
    supply->m_store = cache;
    supply->m_offline = access.offline;
    access.cratesIo = request.crateIndex.value_or("");
    access.crateFiles = request.crateCache.value_or(fs::path());
    access.fetched = [raw = supply.get()](const std::string &url) { raw->noteUrl(url); };
    supply->m_sources = std::make_unique<registry::Sources>(supply->m_config, std::move(access), request.vendorDirs);
    return supply;
}

void CrateSupply::noteUrl(const std::string &url)
{
    if (m_reporter)
        m_reporter->line(m_activity, url);
    if (m_urlsFile)
        std::ofstream(*m_urlsFile, std::ios::app) << url << '\n';
}

Result<const cargo::CrateDirectory *> CrateSupply::directory()
{
    if (!m_directory) {
        CY_TRY(m_directory, cargo::CrateDirectory::open(m_crateDirs, &m_sources->listings()));
    }
    return &*m_directory;
}

Result<std::vector<std::string>> CrateSupply::versionsInDirectories(const std::string &name)
{
    CY_TRY(const auto *all, directory());
    std::vector<std::string> versions;
    for (const auto *crate : all->versions(name))
        versions.push_back(crate->version.toString());
    return versions;
}

Result<std::optional<cargo::FoundCrate>> CrateSupply::find(const cargo::LockedPackage &locked)
{
    const std::string key = keyOf(locked);
    if (const auto it = m_found.find(key); it != m_found.end())
        return it->second;
    CY_TRY(auto found, look(locked));
    if (found)
        m_found.emplace(key, *found);
    return found;
}

Result<std::optional<cargo::FoundCrate>> CrateSupply::look(const cargo::LockedPackage &locked)
{
    if (locked.source.empty()) { // a directory's own, and reached by a patch
        for (const auto &patch : m_patches) {
            if (patch.dependency.path && patch.dependency.package == locked.name)
                return cargo::FoundCrate{.directory = *patch.dependency.path};
        }
        return std::nullopt;
    }
    CY_TRY(const auto *all, directory());
    if (const auto *crate = all->find(locked.name, locked.version)) {
        // A directory without a checksum (null, or a distribution's) is taken as it is, like cargo does.
        if (!crate->checksum.empty() && locked.checksum.size() == 64 && crate->checksum != locked.checksum)
            return fail(ErrorCode::BadInput,
                        std::format("{} {} in {} is not the one that the lock file names: its checksum is another",
                                    locked.name, locked.version.toString(), toUtf8(crate->directory)));
        return cargo::FoundCrate{.directory = crate->directory, .checksum = crate->checksum};
    }
    const auto wanted = wantedOf(locked, {});
    CY_TRY(const auto place, m_sources->here(wanted));
    if (place)
        return cargo::FoundCrate{
            .directory = *place, .checksum = locked.checksum, .repository = registry::checkoutAround(*place, m_store)};
    CY_TRY(const auto summary, m_sources->announced(wanted));
    if (!summary)
        return std::nullopt;
    return cargo::FoundCrate{.directory = {},
                             .checksum = locked.checksum,
                             .announced = std::make_shared<const cargo::Manifest>(manifestOf(*summary))};
}

Result<bool> CrateSupply::isRemote(const std::string &source)
{
    return m_sources->isRemote(source);
}

Result<void> CrateSupply::fetch(const std::vector<Wanted> &wanted, activity::Reporter &reporter, activity::Id parent,
                                const CancelToken &cancel)
{
    std::map<std::string, std::vector<registry::Sources::Wanted>> bySource;
    for (const auto &one : wanted) {
        bySource[one.locked->source].push_back(wantedOf(*one.locked, one.neededBy));
        m_found.erase(keyOf(*one.locked));
    }
    for (const auto &[source, crates] : bySource) {
        CY_TRY(const std::string address, m_sources->address(source));
        const auto activity =
            reporter.start(cargo::isGitSource(source) ? std::format("Fetching {}", address)
                                                      : std::format("Fetching {} crate{} from {}", crates.size(),
                                                                    crates.size() == 1 ? "" : "s", address),
                           parent);
        m_sources->watch([&](std::uint64_t done, std::uint64_t total) { reporter.progress(activity, done, total); },
                         cancel);
        m_reporter = &reporter;
        m_activity = activity;
        const auto came = m_sources->directories(crates);
        m_reporter = nullptr;
        m_sources->watch({}, cancel);
        reporter.finish(activity, activity::outcomeOf(came), came ? "" : came.error().message);
        CY_CHECK(came);
    }
    return {};
}

cargo::Manifest manifestOf(const cargo::PackageSummary &summary)
{
    cargo::Manifest manifest;
    manifest.file = fromUtf8(std::format("{}-{}", summary.name, summary.version.toString())) / "Cargo.toml";
    manifest.name = summary.name;
    manifest.version = summary.version;
    manifest.links = summary.links;
    manifest.features = summary.features;
    manifest.lib = cargo::BuildTarget{
        .kind = cargo::TargetKind::Lib, .name = summary.name, .source = {}, .crateTypes = {"lib"}, .edition = "2015"};
    for (const auto &one : summary.dependencies) {
        cargo::Dependency dependency;
        dependency.name = one.name;
        dependency.package = one.package;
        dependency.req = one.req;
        dependency.kind = one.kind;
        dependency.platform = one.platform;
        dependency.features = one.features;
        dependency.defaultFeatures = one.defaultFeatures;
        dependency.optional = one.optional;
        manifest.dependencies.push_back(std::move(dependency));
    }
    return manifest;
}

} // namespace crossyard::bootstrap
