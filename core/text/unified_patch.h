// SPDX-License-Identifier: MIT OR Apache-2.0
// Patches as diff, git and quilt write them, and what a file becomes by one. libgit2 reads only those that git has
// written (of 1841 patches of Debian's crates it refuses 1591) and looks for a hunk at one line alone, so this is ours.
#pragma once

#include "base/error.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace crossyard::text {

struct PatchLine {
    char kind = ' ';  // ' ' stands in both texts, '-' in the old one, '+' in the new one
    std::string text; // with its end; without one where it is the last line and has none
    bool operator==(const PatchLine &) const = default;
};

struct PatchHunk {
    int oldStart = 0; // counts from 1; 0 where that side has no line here
    int oldCount = 0;
    int newStart = 0;
    int newCount = 0;
    int line = 0; // of the patch's text
    std::vector<PatchLine> lines;
    bool operator==(const PatchHunk &) const = default;
};

/// What a patch does to one file. Paths are relative to where it is applied, with '/', and lead nowhere else.
struct FilePatch {
    enum class Kind { Change, Create, Delete, Rename, Copy };
    Kind kind = Kind::Change;
    std::string oldPath = {};            // empty: Create
    std::string newPath = {};            // empty: Delete
    std::optional<bool> executable = {}; // where it says so
    std::vector<PatchHunk> hunks = {};
    int line = 0; // of the patch's text
    bool operator==(const FilePatch &) const = default;
};

/// The files that a patch speaks of, in order; what stands around is left out. `strip` is how many directories are
/// taken off the names, as in `patch -p1`. `file` is for messages alone. Errors: Parse (nothing to apply, a hunk that
/// is not what its header says), BadInput (a path that leads out), Unsupported (binary patches, links).
Result<std::vector<FilePatch>> parsePatch(std::string_view text, const std::filesystem::path &file, int strip = 1);

/// What the text becomes. A hunk is looked for near the line that it names, and its old lines must be there as they
/// are, with their ends (no fuzz); one that begins at line 1 only there, and one without lines behind what it changes
/// at the end, as `git apply` does. Errors: BadInput; the message names the hunk, its lines, and what stands there.
Result<std::string> applyHunks(std::string_view text, const std::vector<PatchHunk> &hunks);

} // namespace crossyard::text
