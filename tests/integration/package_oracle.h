// SPDX-License-Identifier: MIT OR Apache-2.0
// A published package as a project of its own, with a lock by cargo and the crates that this names.
#pragma once

#include "cargo/crate_source.h"
#include "support/rust.h"

#include <functional>

namespace crossyard::test {

/// A package, and the crates that it may need.
struct PackageSource {
    fs::path directory;
    const cargo::CrateDirectory *crates = nullptr;
};

class PackageProject {
public:
    /// Makes the project in `directory`, which is empty: the package's files as links, its manifest without development
    /// dependencies (distributions do not ship those), Cargo.lock by `cargo generate-lockfile`, links to the crates
    /// that the lock names in vendor/, and a configuration that puts them in the registry's place. `cargoHome` and
    /// `targetDir` are what cargo is told. Errors: Io, NotFound (the lock names what is not there), ToolFailed (with
    /// what cargo said).
    static Result<PackageProject> make(const PackageSource &source, const fs::path &directory,
                                       const fs::path &cargoHome, const fs::path &targetDir);

    const fs::path &directory() const { return m_directory; }
    /// Takes the crates out of these for which this does not hold; gives how many.
    std::size_t prune(const std::function<bool(const fs::path &)> &keeps) const;
    /// Runs cargo in it, offline.
    Result<process::Finished> cargo(std::vector<std::string> words, bool unstable) const;

private:
    Result<void> link(const PackageSource &source) const;
    Result<void> useCrates(const std::vector<fs::path> &directories) const;
    Result<void> useLockedCrates(const cargo::CrateDirectory &crates) const;
    fs::path vendor() const { return m_directory / "locked crates"; }

    fs::path m_directory;
    fs::path m_cargoHome;
    fs::path m_targetDir;
};

/// A Cargo.toml without its tables of development dependencies.
std::string withoutDevDependencies(std::string_view manifest);

} // namespace crossyard::test
