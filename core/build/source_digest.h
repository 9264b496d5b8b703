// SPDX-License-Identifier: MIT OR Apache-2.0
// Digests of source trees by content. The list of files with size and mtime is taken each time; the bytes are read only
// when that list is new, and the answer is remembered.
#pragma once

#include "base/error.h"
#include "base/paths.h"

#include <map>
#include <string>
#include <vector>

namespace crossyard::build {

class SourceDigests {
public:
    /// `memory`: the directory that keeps what was worked out before; it may be missing or unwritable.
    explicit SourceDigests(fs::path memory) : m_memory(std::move(memory)) {}

    /// SHA-256 over names and contents of all files below the directory, but what `skip` names (absolute paths),
    /// "target" beside a Cargo.toml, and names that begin with a dot. Errors: Io.
    Result<std::string> ofTree(const fs::path &directory, const std::vector<fs::path> &skip = {});

private:
    fs::path m_memory;
    std::map<std::pair<fs::path, std::vector<fs::path>>, std::string> m_known;
};

/// Which directories the sources of one package are read from.
class PackageSources {
public:
    /// `library`: the standard library's directory, or empty. Its packages include files of directories beside them
    /// that are no packages of the build (stdarch, portable-simd, backtrace): these count for each. `packageDirs`:
    /// every directory that is a package of the build.
    PackageSources(fs::path library, const std::vector<fs::path> &packageDirs);

    /// Digest of a package's own directory and of what it shares. Errors: Io.
    Result<std::string> digestOf(const fs::path &packageDir, SourceDigests &digests) const;

private:
    fs::path m_library;
    std::vector<fs::path> m_packageDirs;
    std::vector<fs::path> m_shared;
};

} // namespace crossyard::build
