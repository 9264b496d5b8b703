// SPDX-License-Identifier: MIT OR Apache-2.0
#include "cargo/package_graph.h"

#include "base/strings.h"
#include "cargo/git_source.h"

#include <QUrl>

#include <algorithm>
#include <format>

namespace crossyard::cargo {

namespace {

std::string fileUrl(const fs::path &path)
{
    return QUrl::fromLocalFile(QString::fromStdString(toUtf8(path))).toString(QUrl::FullyEncoded).toStdString();
}

// A published package's paths were those of its author's tree: they say nothing about where a distribution or `cargo
// vendor` has put it (cargo reference, "Multiple locations").
bool leadsToPath(const Package &of, const Dependency &dependency)
{
    return dependency.path && !of.fromRegistry;
}

// A path within a git repository stays in it.
bool fromGit(const Package &of, const Dependency &dependency)
{
    return dependency.git || (dependency.path && of.fromRegistry && isGitSource(of.source));
}

} // namespace

std::string Package::id() const
{
    const std::string version = manifest.version.toString();
    if (fromRegistry) {
        const std::string whole = source.empty() ? "registry+https://github.com/rust-lang/crates.io-index" : source;
        const std::string url = whole.substr(0, whole.find('#'));
        // The name is left out where the address ends in it.
        const std::string_view path = std::string_view(url).substr(0, url.find('?'));
        const bool named = path.substr(path.rfind('/') + 1) == manifest.name;
        return named ? std::format("{}#{}", url, version) : std::format("{}#{}@{}", url, manifest.name, version);
    }
    const std::string url = fileUrl(manifest.directory());
    if (toUtf8(manifest.directory().filename()) == manifest.name)
        return std::format("path+{}#{}", url, version);
    return std::format("path+{}#{}@{}", url, manifest.name, version);
}

PackageGraph::PackageGraph(Sources sources) : m_sources(std::move(sources)), m_patchUsed(m_sources.patches.size()) {}

Result<PackageIndex> PackageGraph::addPath(const fs::path &directory, bool isMember)
{
    const fs::path dir = absolutePath(directory);
    if (const auto it = m_byDirectory.find(dir); it != m_byDirectory.end()) {
        m_packages[it->second]->isMember |= isMember;
        return it->second;
    }
    const bool inherits = m_sources.workspace && isBelow(dir, m_sources.workspace->file.parent_path());
    CY_TRY(Manifest manifest, readManifest(dir / "Cargo.toml", inherits ? m_sources.workspace : nullptr));
    m_byDirectory[dir] = add({std::move(manifest), false, isMember, {}, {}});
    return m_byDirectory[dir];
}

PackageIndex PackageGraph::add(Package package)
{
    std::erase_if(package.manifest.dependencies,
                  [&](const auto &dependency) { return m_sources.leftOut.contains(dependency.package); });
    m_packages.push_back(std::make_unique<Package>(std::move(package)));
    return m_packages.size() - 1;
}

Result<PackageIndex> PackageGraph::addCrate(const VendoredCrate &crate, const std::string &source)
{
    if (const auto it = m_byDirectory.find(crate.directory); it != m_byDirectory.end())
        return it->second;
    fs::path directory = crate.directory;
    if (m_sources.patched) {
        CY_TRY(directory, m_sources.patched(crate));
    }
    CY_TRY(Manifest manifest, readManifest(directory / "Cargo.toml"));
    m_byDirectory[crate.directory] = add({std::move(manifest), true, false, crate.checksum, source});
    return m_byDirectory[crate.directory];
}

Result<std::optional<PackageIndex>> PackageGraph::fromLock(const LockedPackage &locked)
{
    if (const auto it = m_announced.find(&locked); it != m_announced.end())
        return it->second;
    CY_TRY(const auto found, m_sources.findCrate(locked));
    if (!found)
        return std::nullopt;
    if (found->announced) {
        m_announced[&locked] = add({.manifest = *found->announced,
                                    .fromRegistry = true,
                                    .checksum = locked.checksum,
                                    .source = locked.source,
                                    .announced = true});
        return m_announced[&locked];
    }
    // What has no source in the lock is a directory's own, such as a patch.
    if (locked.source.empty())
        return addPath(found->directory, false);
    return addCrate({locked.name, locked.version, found->directory, found->checksum, found->repository}, locked.source);
}

void PackageGraph::noteUse(const LockedPackage &locked, const Dependency &dependency)
{
    for (std::size_t i = 0; i < m_sources.patches.size(); ++i) {
        const Dependency &patch = m_sources.patches[i].dependency;
        if (patch.package != dependency.package || !patch.req.matches(locked.version))
            continue;
        // A patch by a version of a registry is not told from the package itself; it is in all the same.
        const bool same =
            patch.path ? locked.source.empty() : !patch.git || locked.source.starts_with(gitSource(*patch.git, ""));
        m_patchUsed[i] = m_patchUsed[i] || same;
    }
}

Result<const CrateDirectory *> PackageGraph::crates()
{
    if (!m_crates) {
        CY_TRY(m_crates, CrateDirectory::open(m_sources.crateDirs));
    }
    return &*m_crates;
}

Result<std::optional<PackageIndex>> PackageGraph::fromPatch(const Dependency &dependency)
{
    for (std::size_t i = 0; i < m_sources.patches.size(); ++i) {
        const Patch &patch = m_sources.patches[i];
        if (patch.source != "crates-io" || patch.dependency.package != dependency.package || !patch.dependency.path)
            continue;
        CY_TRY(const PackageIndex index, addPath(*patch.dependency.path, false));
        if (at(index).manifest.name != dependency.package)
            return fail(Error{ErrorCode::BadInput, std::format("the patch for `{}` leads to package `{}`",
                                                               dependency.package, at(index).manifest.name)}
                            .withPlace(patch.dependency.place));
        if (!dependency.req.matches(at(index).manifest.version))
            continue;
        m_patchUsed[i] = true;
        return index;
    }
    return std::nullopt;
}

// Where the lock has two packages of one name and version, the source tells which one is meant.
const LockedPackage *PackageGraph::lockedFor(const Package &of, const Dependency &dependency) const
{
    if (!m_sources.lock)
        return nullptr;
    const LockedPackage *own = nullptr;
    for (const auto &entry : m_sources.lock->packages) {
        if (entry.name != of.manifest.name || entry.version != of.manifest.version)
            continue;
        const bool exact = of.fromRegistry ? entry.source == of.source : entry.source.empty();
        if (!own || exact)
            own = &entry;
    }
    const LockedPackage *found = nullptr;
    for (const std::size_t index : own ? own->dependencies : std::vector<std::size_t>{}) {
        const LockedPackage &candidate = m_sources.lock->packages[index];
        if (candidate.name != dependency.package || !dependency.req.matches(candidate.version))
            continue;
        const bool exact = isGitSource(candidate.source) == fromGit(of, dependency);
        if (!found || exact)
            found = &candidate;
    }
    return found;
}

Result<std::optional<PackageIndex>> PackageGraph::fromCrates(const Package &of, const Dependency &dependency)
{
    const LockedPackage *locked = lockedFor(of, dependency);
    if (m_sources.findCrate) {
        if (!locked)
            return std::nullopt;
        noteUse(*locked, dependency);
        return fromLock(*locked);
    }
    if (m_sources.crateDirs.empty())
        return std::nullopt;
    CY_TRY(const CrateDirectory *all, crates());
    if (locked) {
        const auto *crate = all->find(locked->name, locked->version);
        if (!crate)
            return std::nullopt;
        // A directory without a checksum (null, or a distribution's) is taken as it is, like cargo does.
        if (!crate->checksum.empty() && !locked->checksum.empty() && crate->checksum != locked->checksum)
            return fail(Error{ErrorCode::BadInput,
                              std::format("{} {} in {} is not the one that the lock file names: its "
                                          "checksum is another",
                                          locked->name, locked->version.toString(), toUtf8(crate->directory))});
        CY_TRY(const PackageIndex index, addCrate(*crate, locked->source));
        return index;
    }
    // Without a lock: what was chosen already, then the highest that fits.
    const VendoredCrate *best = nullptr;
    for (const auto *crate : all->versions(dependency.package)) {
        if (!dependency.req.matches(crate->version))
            continue;
        if (m_byDirectory.contains(crate->directory)) {
            best = crate;
            break;
        }
        if (!best)
            best = crate;
    }
    if (!best)
        return std::nullopt;
    CY_TRY(const PackageIndex index, addCrate(*best, {}));
    return index;
}

Result<std::optional<PackageIndex>> PackageGraph::resolve(PackageIndex of, const Dependency &dependency)
{
    const auto key = std::pair(of, &dependency);
    if (const auto it = m_resolved.find(key); it != m_resolved.end())
        return it->second;
    std::optional<PackageIndex> found;
    if (leadsToPath(at(of), dependency)) {
        CY_TRY(const PackageIndex index, addPath(*dependency.path, false));
        if (at(index).manifest.name != dependency.package)
            return fail(
                Error{ErrorCode::BadInput, std::format("{} holds package `{}`, not `{}`", toUtf8(*dependency.path),
                                                       at(index).manifest.name, dependency.package)}
                    .withPlace(dependency.place));
        found = index;
    } else if (dependency.git && !m_sources.findCrate && !lockedFor(at(of), dependency)) {
        return fail(Error{ErrorCode::Unsupported,
                          std::format("`{}` comes from a git repository ({})", dependency.name, *dependency.git)}
                        .withPlace(dependency.place)
                        .withHint("clone it and use `path`; git sources cannot be fetched yet"));
    } else {
        if (!fromGit(at(of), dependency)) {
            CY_TRY(found, fromPatch(dependency));
        }
        if (!found && (!dependency.registry || lockedFor(at(of), dependency))) {
            CY_TRY(found, fromCrates(at(of), dependency));
        }
    }
    m_resolved[key] = found;
    return found;
}

Result<PackageIndex> PackageGraph::require(PackageIndex of, const Dependency &dependency)
{
    CY_TRY(const auto found, resolve(of, dependency));
    if (found)
        return *found;
    std::vector<std::string> places;
    for (const auto &dir : m_sources.crateDirs)
        places.push_back(toUtf8(dir));
    const LockedPackage *locked = lockedFor(at(of), dependency);
    const std::string wanted = locked ? locked->version.toString() : dependency.req.text();
    std::vector<std::string> others;
    if (!places.empty()) {
        CY_TRY(const CrateDirectory *all, crates());
        for (const auto *crate : all->versions(dependency.package))
            others.push_back(crate->version.toString());
    }
    return fail(Error{
        ErrorCode::NotFound,
        std::format("package `{}` {} is needed by `{}`, but {}{}", dependency.package, wanted, at(of).manifest.name,
                    places.empty() ? "there is no directory of crates' sources" : "it is not in " + join(places, ", "),
                    others.empty() ? "" : " (other versions are: " + join(others, ", ") + ")")}
                    .withPlace(dependency.place)
                    .withHint(
                        "give a directory that has it (made by `cargo vendor`, or a distribution's registry) with "
                        "--vendor DIR"));
}

std::optional<std::size_t> PackageGraph::locked(PackageIndex of, const Dependency &dependency) const
{
    const LockedPackage *found = lockedFor(at(of), dependency);
    return found ? std::optional(static_cast<std::size_t>(found - m_sources.lock->packages.data())) : std::nullopt;
}

std::vector<const Patch *> PackageGraph::unusedPatches() const
{
    std::vector<const Patch *> unused;
    for (std::size_t i = 0; i < m_patchUsed.size(); ++i) {
        if (!m_patchUsed[i])
            unused.push_back(&m_sources.patches[i]);
    }
    return unused;
}

} // namespace crossyard::cargo
