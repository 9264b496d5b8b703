// SPDX-License-Identifier: MIT OR Apache-2.0
// Packages in git repositories: fetched into our cache, one checkout a commit.
//
//     git/db/NAME-DIGEST/                 a bare repository an address
//     git/checkouts/NAME-DIGEST/COMMIT/   its files, with those of submodules
#pragma once

#include "cargo/git_source.h"
#include "registry/index.h"

namespace crossyard::registry {

/// "branch=NAME", "tag=NAME", "rev=ID"; empty: the default branch.
remote::GitReference parseGitReference(std::string_view text);
using cargo::GitSource;

/// True where the files of a source's commit are here. One without a commit is looked for anew each time.
bool isCheckedOut(const GitSource &source, const Access &access);

struct GitCheckout {
    std::string commit;
    fs::path directory;
};

/// The files of a source's commit; of its reference's commit where it has none. A commit that was checked out before
/// needs no network. Errors: NotFound, Io, Cancelled.
Result<GitCheckout> gitCheckout(const GitSource &source, const Access &access);

/// The checkout that a directory lies in; empty where it lies in none of this cache. Pure.
fs::path checkoutAround(const fs::path &directory, const fs::path &cache);

/// The packages in a checkout, by name: every Cargo.toml below it, but not those of packages of the same name further
/// down. Errors: Io.
Result<std::map<std::string, fs::path>> packagesBelow(const fs::path &directory);

} // namespace crossyard::registry
