// SPDX-License-Identifier: MIT OR Apache-2.0
// All places that packages come from, behind cargo's source replacement ([source], [registries]): the choice of
// versions asks here, and a build gets the directory of a package here.
#pragma once

#include "cargo/config_tables.h"
#include "cargo/crate_source.h"
#include "cargo/resolver.h"
#include "cargo/workspace.h"
#include "registry/crate_cache.h"
#include "registry/index.h"

#include <map>

namespace crossyard::registry {

class Sources : public cargo::SummaryProvider {
public:
    class Place; // one source after replacement
    /// `config` is cargo's; what it says of [net] and [http] is in `access` already, see accessFor(). Directories of
    /// crates that stand for crates.io can be given besides; they win over the configuration.
    Sources(const cargo::Config &config, Access access, std::vector<fs::path> crateDirs = {});
    ~Sources() override;

    Result<std::vector<cargo::SummaryPtr>> versions(const std::string &name, const std::string &source) override;
    /// The source that a manifest's dependency means. Errors: NotFound (a registry that nobody defines).
    Result<std::string> sourceOf(const cargo::Dependency &dependency) const;
    /// A package in a directory, with `path+` before that as its source. Errors: those of reading it.
    Result<cargo::SummaryPtr> packageIn(const fs::path &directory) const;

    /// The directories of packages, in order; what is missing is downloaded, several at once, and unpacked. `source`
    /// and `checksum` are those of a lock. Errors: NotFound, BadInput (a checksum), Io, Cancelled.
    struct Wanted {
        std::string name;
        cargo::Version version;
        std::string source;
        std::string checksum;
        std::string neededBy = {}; // who asks for it, for messages
    };
    Result<std::vector<fs::path>> directories(const std::vector<Wanted> &wanted);
    /// The directory of a package that needs no fetching: it lies in one, was checked out before, or its archive is
    /// kept, which is unpacked then. Nothing where it would have to be fetched. Errors: BadInput (a checksum), Io.
    Result<std::optional<fs::path>> here(const Wanted &wanted);
    /// What the index of a registry says of a package; nothing where there is no index, or it does not know it.
    /// Offline, an index that was never fetched is none. Errors: Io.
    Result<cargo::SummaryPtr> announced(const Wanted &wanted);
    /// Where a source's packages come from after replacement, for people. Errors: those of the configuration.
    Result<std::string> address(const std::string &source);
    /// True where packages of the source that are not here could be fetched.
    Result<bool> isRemote(const std::string &source);
    /// The directories of crates that were listed; who lists some of them for himself takes them from here.
    cargo::CrateListings &listings() const { return *m_listings; }
    /// From now on: who is told of bytes that came, who may stop it, and who hears of repositories and indexes.
    void watch(remote::Progress progress, CancelToken cancel, activity::Reporter *reporter = nullptr);

private:
    Result<Place *> placeOf(const std::string &source);
    Result<std::unique_ptr<Place>> open(const std::string &source);
    Result<std::unique_ptr<Place>> openCratesIo();

    const cargo::Config &m_config;
    Access m_access;
    std::vector<fs::path> m_crateDirs;
    std::unique_ptr<cargo::CrateListings> m_listings = std::make_unique<cargo::CrateListings>();
    std::map<std::string, std::unique_ptr<Place>> m_places;
};

/// What cargo's configuration says of networks: [http] proxy, cainfo, timeout, user-agent; [net] offline, retry, and
/// the variables that stand for them. Errors: BadInput.
Result<Access> accessFor(const cargo::Config &config, fs::path cache);

/// A project's packages chosen anew, as `cargo generate-lockfile` does; with a former lock, as little is changed as
/// cargo changes when the lock is out of date. Errors: those of reading manifests, and of resolveVersions().
struct ProjectResolution {
    cargo::Resolution resolution;
    int lockVersion = 4;
    std::string lockText() const { return cargo::lockText(resolution, lockVersion); }
};
struct ProjectRequest {
    cargo::Workspace workspace; // with the patches that count
    std::optional<cargo::Lockfile> former = {};
    std::string rustVersion;
    /// May change what is known of each package before it is looked at.
    std::function<void(cargo::PackageSummary &)> adjust = {};
};
Result<ProjectResolution> resolveProject(const ProjectRequest &request, Sources &sources, const CancelToken &cancel);
Result<ProjectResolution> resolveProject(const fs::path &rootManifest, Sources &sources,
                                         const std::optional<cargo::Lockfile> &former, const std::string &rustVersion,
                                         const CancelToken &cancel);

} // namespace crossyard::registry
