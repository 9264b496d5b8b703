// SPDX-License-Identifier: MIT OR Apache-2.0
// The packages of a build and which package each dependency means. Packages are read when something needs them: a tree
// of sources may lack all that its target does not use.
#pragma once

#include "cargo/crate_source.h"
#include "cargo/lockfile.h"
#include "cargo/workspace.h"

#include <functional>
#include <map>
#include <memory>
#include <set>

namespace crossyard::cargo {

using PackageIndex = std::size_t;

/// The directory that stands for a crate's own: a copy that was patched, or the same.
using PatchedDirectory = std::function<Result<fs::path>(const VendoredCrate &)>;
/// Where a package that the lock names lies; or, where it is not here, what an index says of it.
struct FoundCrate {
    fs::path directory;
    std::string checksum = {}; // of the .crate, where it is known
    fs::path repository = {};  // see VendoredCrate
    /// With dependencies and features, but without targets. Set where `directory` is empty.
    std::shared_ptr<const Manifest> announced = {};
};
/// Nothing where nobody has it.
using FindCrate = std::function<Result<std::optional<FoundCrate>>(const LockedPackage &)>;

struct Package {
    Manifest manifest;
    bool fromRegistry = false;
    bool isMember = false;
    std::string checksum; // of the .crate, where it is known
    /// Where a package that is not a directory's own comes from, as the lock file says it: "registry+URL",
    /// "git+URL#ID". Empty: crates.io.
    std::string source = {};
    /// Its files are not here; the manifest is what an index says, without targets.
    bool announced = false;

    /// The package's id in the form of cargo's unit graph: "path+file:///dir#name@1.0.0".
    std::string id() const;
};

class PackageGraph {
public:
    struct Sources {
        std::vector<Patch> patches; // [patch.crates-io]
        std::optional<Lockfile> lock;
        std::vector<fs::path> crateDirs;               // directories of vendored crates, first wins
        std::shared_ptr<const ManifestFile> workspace; // for inheritance of packages below its directory
        /// Asked for each crate before its manifest is read.
        PatchedDirectory patched = {};
        /// Asked in the place of `crateDirs` for what the lock names; nothing else is taken then.
        FindCrate findCrate = {};
        /// Packages that nobody depends on, whatever the manifests say.
        std::set<std::string> leftOut = {};
    };

    explicit PackageGraph(Sources sources);

    /// The package in a directory. Errors: Io, Parse, BadInput.
    Result<PackageIndex> addPath(const fs::path &directory, bool isMember);

    /// The package as if its Cargo.toml said this; to be called before anything is resolved.
    void replaceManifest(PackageIndex package, Manifest manifest)
    {
        m_packages[package]->manifest = std::move(manifest);
    }

    /// The package that a dependency means; nothing where no source has it. Errors: Io, Parse, BadInput; Unsupported
    /// for git dependencies that the lock does not name.
    Result<std::optional<PackageIndex>> resolve(PackageIndex of, const Dependency &dependency);
    /// The same, but a package that is missing is an error that says who wanted it and where it was looked for.
    Result<PackageIndex> require(PackageIndex of, const Dependency &dependency);

    /// What the lock says for a dependency, as an index into its packages; nothing where it has nothing that fits.
    std::optional<std::size_t> locked(PackageIndex of, const Dependency &dependency) const;

    const Package &at(PackageIndex index) const { return *m_packages[index]; }
    std::size_t size() const { return m_packages.size(); }
    const std::vector<Patch> &patches() const { return m_sources.patches; }
    /// Patches that no dependency took.
    std::vector<const Patch *> unusedPatches() const;

private:
    Result<std::optional<PackageIndex>> fromPatch(const Dependency &dependency);
    Result<std::optional<PackageIndex>> fromCrates(const Package &of, const Dependency &dependency);
    Result<std::optional<PackageIndex>> fromLock(const LockedPackage &locked);
    PackageIndex add(Package package);
    void noteUse(const LockedPackage &locked, const Dependency &dependency);
    Result<PackageIndex> addCrate(const VendoredCrate &crate, const std::string &source);
    const LockedPackage *lockedFor(const Package &of, const Dependency &dependency) const;
    Result<const CrateDirectory *> crates();

    Sources m_sources;
    std::vector<std::unique_ptr<Package>> m_packages;
    std::map<fs::path, PackageIndex> m_byDirectory;
    std::map<std::pair<PackageIndex, const Dependency *>, std::optional<PackageIndex>> m_resolved;
    std::map<const LockedPackage *, PackageIndex> m_announced;
    std::optional<CrateDirectory> m_crates;
    std::vector<bool> m_patchUsed;
};

} // namespace crossyard::cargo
