// SPDX-License-Identifier: MIT OR Apache-2.0
// The crates of one bootstrap: where each one lies, what is known of those that are not here yet, and fetching these.
#pragma once

#include "activity/activity.h"
#include "bootstrap/bootstrap_request.h"
#include "cargo/package_graph.h"
#include "registry/sources.h"

namespace crossyard::bootstrap {

class CrateSupply {
public:
    /// `cache` is a directory of ours, made when needed. Errors: those of the configuration.
    static Result<std::shared_ptr<CrateSupply>> open(const BootstrapInput &input, const fs::path &cache);

    /// Where a package of the lock lies, or what an index says of it; see cargo::FindCrate. What was found stays.
    Result<std::optional<cargo::FoundCrate>> find(const cargo::LockedPackage &locked);
    /// True where the source is on a server, or a repository: what is missing could be fetched.
    Result<bool> isRemote(const std::string &source);

    struct Wanted {
        const cargo::LockedPackage *locked = nullptr;
        std::string neededBy;
    };
    /// Fetches them, with an activity a source; what came whole stays. Errors: NotFound, BadInput (a checksum), Io,
    /// Cancelled.
    Result<void> fetch(const std::vector<Wanted> &wanted, activity::Reporter &reporter, activity::Id parent,
                       const CancelToken &cancel);

    registry::Sources &sources() { return *m_sources; }
    bool offline() const { return m_offline; }
    const fs::path &cache() const { return m_cache; }
    const std::vector<fs::path> &directories() const { return m_crateDirs; }
    /// The versions of a name that the directories have, highest first.
    Result<std::vector<std::string>> versionsInDirectories(const std::string &name);

private:
    explicit CrateSupply(const BootstrapInput &input);
    Result<const cargo::CrateDirectory *> directory();
    Result<std::optional<cargo::FoundCrate>> look(const cargo::LockedPackage &locked);
    void noteUrl(const std::string &url);

    cargo::Config m_config; // the sources refer to it
    std::vector<fs::path> m_crateDirs;
    std::vector<cargo::Patch> m_patches;
    std::optional<fs::path> m_urlsFile;
    fs::path m_cache; // where fetched archives are
    fs::path m_store; // our own cache
    bool m_offline = false;
    std::optional<cargo::CrateDirectory> m_directory;
    std::unique_ptr<registry::Sources> m_sources;
    std::map<std::string, cargo::FoundCrate> m_found; // by name, version and source
    activity::Reporter *m_reporter = nullptr;         // while something is fetched
    activity::Id m_activity = 0;
};

/// A manifest with what an index says of a package: no targets, but as if there were a library.
cargo::Manifest manifestOf(const cargo::PackageSummary &summary);

} // namespace crossyard::bootstrap
