// SPDX-License-Identifier: MIT OR Apache-2.0
// Patches that a user has for crates. A crate is copied, whole, into the store and patched there; where one of its
// patches does not fit, there is no copy. The user's directories stay as they are.
//
//   DIR/NAME-VERSION/, or else DIR/NAME/   *.patch in the order of their names, or those that `series` names
//   patched/DIGEST/NAME-VERSION/           a patched copy in the store, for a crate of a git repository of all that;
//   the
//                                          digest is that of the sources and of what changed
//   patched/DIGEST/tree                    the digest of what was written, by which damage is seen
#pragma once

#include "base/error.h"
#include "base/paths.h"
#include "build/source_digest.h"
#include "cargo/crate_source.h"

#include <map>
#include <set>

namespace crossyard::bootstrap {

/// One file of patches, and what became of it.
struct PlannedPatch {
    std::string crate; // "name 1.2.3"
    fs::path file;
    int line = 0; // of the file, where the problem is; 0: not known
    int hunks = 0;
    std::vector<std::string> files = {}; // that it changes, relative to the crate
    std::string problem = {};            // why it does not apply; empty: it does
};

/// Not thread-safe.
class CratePatches {
public:
    /// Without a directory there are no patches. Errors: NotFound, Io.
    static Result<CratePatches> open(const std::optional<fs::path> &directory, const fs::path &store);

    /// Where the crate's sources lie: its own directory where it has no patches, or where they do not fit; then
    /// planned() says why. Errors: Io.
    Result<fs::path> directoryFor(const cargo::VendoredCrate &crate);
    bool has(const std::string &name, const cargo::Version &version) const;
    bool any() const { return !m_directories.empty(); }

    /// All patches of the crates that were asked for, in order.
    std::vector<PlannedPatch> planned() const;
    /// The directories of patches that no crate has asked for.
    std::vector<std::string> unused() const;

private:
    struct Patched {
        fs::path directory;
        std::vector<PlannedPatch> patches;
    };
    std::optional<std::string> directoryNameFor(const std::string &name, const cargo::Version &version) const;
    Result<Patched> work(const cargo::VendoredCrate &crate, const fs::path &patches) const;

    fs::path m_root;
    fs::path m_store;
    std::vector<std::string> m_directories; // names below the root
    std::set<std::string> m_used;
    std::map<fs::path, Patched> m_patched; // by the crate's own directory
};

/// The first patch that does not apply, as the error that stops a bootstrap.
std::optional<Error> firstProblem(const std::vector<PlannedPatch> &patches);

} // namespace crossyard::bootstrap
