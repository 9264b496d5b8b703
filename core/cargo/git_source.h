// SPDX-License-Identifier: MIT OR Apache-2.0
// The text that names a package's git repository: "git+URL?branch=NAME#COMMIT". Within Crossyard it has the form of
// lock files of version 4, where the name is encoded as in a web form ("feature%2Fx"); those before have it as it is.
#pragma once

#include <string>
#include <string_view>

namespace crossyard::cargo {

struct GitSource {
    std::string url;
    std::string reference; // "branch=NAME", "tag=NAME", "rev=ID", as manifests say it; empty: the default branch
    std::string commit;    // empty: not fixed yet
    bool operator==(const GitSource &) const = default;
};

/// The parts of such a text; "git+" may be missing.
GitSource parseGitSource(std::string_view source);
/// The same for an address that a person wrote: names may stand as they are, also with a plus, or with %XX.
GitSource parseGitAddress(std::string_view address);

/// The source of a git package without its commit. What an address may not hold (spaces, letters beyond ASCII) is
/// encoded in it, as cargo does.
std::string gitSource(const std::string &url, const std::string &reference);

/// Whether a source is a git repository's.
bool isGitSource(std::string_view source);
/// A source as the dependencies in a lock say it: the commit of a git repository stands with the package alone.
std::string withoutCommit(const std::string &source);

/// A source as a lock file of that version has it, from ours and to ours. What is no git source stays as it is.
std::string sourceInLock(const std::string &source, int lockVersion);
std::string sourceFromLock(const std::string &source, int lockVersion);

} // namespace crossyard::cargo
