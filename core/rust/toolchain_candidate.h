// SPDX-License-Identifier: MIT OR Apache-2.0
// Where toolchains may be, found without asking any of them, and the list that the user keeps.
#pragma once

#include "rust/toolchain.h"
#include "rust/toolchain_rustup.h"

namespace crossyard::rust {

/// A place where a compiler should be.
struct Candidate {
    std::string name;
    std::vector<std::string> aliases;
    Origin origin = Origin::Path;
    bool linked = false;
    std::string provider;
    fs::path directory;
    fs::path rustc;
};

struct Candidates {
    std::vector<Candidate> all; // one for each real compiler
    std::optional<Rustup> rustup;
    std::vector<Error> problems;
};
Candidates findCandidates();

/// A path that the user added.
struct AddedPath {
    std::string name;
    fs::path path;
    bool operator==(const AddedPath &) const = default;
};
Result<std::vector<AddedPath>> readAddedPaths();
Result<void> writeAddedPaths(const std::vector<AddedPath> &paths);
/// What an added path stands for; nothing where there is no compiler below it.
std::vector<Candidate> candidatesAt(const AddedPath &added);

/// A candidate for a compiler that is on no list.
Candidate candidateForProgram(const fs::path &rustc);
/// The one among them that is this compiler, by its real file.
const Candidate *findByProgram(const std::vector<Candidate> &candidates, const fs::path &rustc);

/// DIRECTORY/NAME with the ending that programs have here.
fs::path programIn(const fs::path &directory, std::string_view name);

/// Asks a candidate, or the cache. Never fails: what is wrong is in Toolchain::broken. With `retryFailures`, a failure
/// that is remembered is not believed but tried again.
Toolchain inspect(const Candidate &candidate, bool measure, bool retryFailures, const CancelToken &cancel);
/// The same from the cache alone.
std::optional<Toolchain> recallInspection(const Candidate &candidate, bool measure);

} // namespace crossyard::rust
