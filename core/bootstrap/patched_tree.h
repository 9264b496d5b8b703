// SPDX-License-Identifier: MIT OR Apache-2.0
// A crate's files as they are after patches, held in memory until all of them have been applied.
#pragma once

#include "base/digest.h"
#include "base/error.h"
#include "base/paths.h"
#include "cargo/crate_source.h"
#include "text/unified_patch.h"

#include <map>

namespace crossyard::bootstrap {

struct AppliedPatch {
    int hunks = 0;
    std::vector<std::string> files;
};

class PatchedTree {
public:
    explicit PatchedTree(fs::path directory) : m_directory(std::move(directory)) {}

    /// Applies one file of patches to what the former ones have left. Errors: those of text::parsePatch() and
    /// text::applyHunks(), with the crate's file in the message; NotFound, BadInput (a file that is not there, or is
    /// there and should not). What was applied of it by then makes the tree useless.
    Result<AppliedPatch> apply(std::string_view text, const fs::path &file, int strip);
    /// That it still is that crate. Errors: BadInput, Parse.
    Result<void> check(const cargo::VendoredCrate &crate) const;
    /// What the patches have changed, whatever files of patches it came from.
    void addTo(DigestBuilder &digest) const;
    /// Writes all files into a new directory; links become what they lead to. With a repository that the crate lies in,
    /// all of that is written, and its links stay. Gives the crate's directory there. Errors: Io.
    Result<fs::path> writeTo(const fs::path &directory, const fs::path &repository) const;

private:
    struct File {
        std::optional<std::string> content; // nothing: there is none
        bool executable = false;
    };
    Result<File *> fileAt(const std::string &path);
    Result<void> applyTo(const text::FilePatch &patch);

    fs::path m_directory;
    std::map<std::string, File> m_touched;
};

} // namespace crossyard::bootstrap
