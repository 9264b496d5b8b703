// SPDX-License-Identifier: MIT OR Apache-2.0
// Differences between texts, for showing what an edit would change, and the merge of two who changed the same text.
#pragma once

#include "base/error.h"

#include <string>
#include <string_view>
#include <vector>

namespace crossyard::text {

struct DiffLine {
    enum class Kind { Same, Added, Removed };
    Kind kind = Kind::Same;
    std::string text; // without its end
    int oldLine = 0;  // counts from 1; 0 where it is not in that text
    int newLine = 0;
    bool noNewline = false; // the last line of a text that does not end in a line end
    bool operator==(const DiffLine &) const = default;
};

/// Lines that changed, with some around them.
struct DiffHunk {
    int oldStart = 0; // counts from 1; 0 where that side has no line here
    int oldCount = 0;
    int newStart = 0;
    int newCount = 0;
    std::vector<DiffLine> lines;
    bool operator==(const DiffHunk &) const = default;
};

/// The difference, in hunks with `context` lines around what changed; none where the texts are the same. A text of
/// bytes that are no text is compared as if it were. Errors: Unsupported (texts of 2 GB), NotFound (the
/// plugin is missing).
Result<std::vector<DiffHunk>> diffOf(std::string_view before, std::string_view after, int context = 3);

/// The same as a unified diff that `patch` reads; empty where the texts are the same. An empty name stands for a file
/// that is not there.
Result<std::string> unifiedDiff(std::string_view before, std::string_view after, std::string_view oldName,
                                std::string_view newName, int context = 3);

/// A part of a merged text: merged, or a conflict.
struct MergePart {
    bool conflict = false;
    std::string text = {}; // where it is merged
    std::string base = {}; // what the three texts have at the conflict
    std::string ours = {};
    std::string theirs = {};
    int line = 1; // where it begins in the text that takes our side; counts from 1
    bool operator==(const MergePart &) const = default;
};

struct Merge {
    enum class Side { Ours, Theirs };
    std::vector<MergePart> parts;

    bool clean() const;
    int conflicts() const;
    /// The whole text, with one side taken at each conflict.
    std::string text(Side side = Side::Ours) const;
    /// The whole text, with a side for each conflict in turn; ours for those that are not named.
    std::string text(const std::vector<Side> &sides) const;
};

/// Merges what became of `base` in two places, line by line. Errors: Unsupported (texts that are too large).
Result<Merge> mergeTexts(std::string_view base, std::string_view ours, std::string_view theirs);

} // namespace crossyard::text
