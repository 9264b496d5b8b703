// SPDX-License-Identifier: MIT OR Apache-2.0
// Values of a plan as a shell on another machine has to read them. Pure.
//
// A directory of this machine becomes a variable. In between, while it is still a value that everything that takes
// paths takes, the variable is a path of its own, its stand-in: "/crossyard-export/PROJECT".
#pragma once

#include "base/paths.h"

#include <map>
#include <string>
#include <vector>

namespace crossyard::container {

std::string standIn(std::string_view variable);
/// Whether the path begins with one.
bool hasStandIn(std::string_view path);

/// Which directories of this machine are which variables.
class ExportPlaces {
public:
    void add(const fs::path &directory, std::string_view variable);
    /// The text with stand-ins for all that names one of the directories or what is below it, the innermost one each.
    std::string portable(std::string text) const;
    std::vector<std::string> portable(std::vector<std::string> words) const;

private:
    std::vector<std::pair<std::string, std::string>> m_places; // the longest path first
};

/// A word for a POSIX shell: quoted, with "$PROJECT" in place of a stand-in.
std::string shellWord(std::string_view word);
/// The words in one line.
std::string shellLine(const std::vector<std::string> &words);
/// "PROGRAM" and one line for each option with its value, below one another.
std::string shellLines(const std::string &program, const std::vector<std::string> &words);
/// The same for people: "$PROJECT/src", nothing is quoted. In one line.
std::string plainText(std::string_view text);
/// Lines of a comment.
std::string commented(std::string_view text);

/// Writes the content into a file, whatever is in it. `file` is a value with stand-ins.
std::string hereDocument(const std::string &file, const std::string &content);

/// Each line that is not empty moved to the right.
std::string indented(std::string_view text, std::size_t columns);

} // namespace crossyard::container
