// SPDX-License-Identifier: MIT OR Apache-2.0
// Checking a target spec: every problem with its place and, where there is one, its mend.
//
// Two sources of problems are joined. Rules over the text find what a schema and the history of the format tell at
// once: misspelt and retired keys, wrong types, values that were renamed. Then the compiler is asked, its complaint is
// turned into a problem at the key that causes it, the mend is tried on a copy, and it is asked again, until it accepts
// or no mend is known. So one check finds what would otherwise take a dozen rounds of editing and compiling. The mends
// that are certain (they keep what the spec meant, or are what the compiler asks for word by word) make the fixed text.
#pragma once

#include "rust/target_facts.h"
#include "rust/target_spec.h"

namespace crossyard::rust {

struct SpecProblem {
    enum class Severity { Error, Warning, Note };
    Severity severity = Severity::Error;
    std::string message;          // lower case first letter, no full stop
    Place place;                  // in the file as it is
    std::string hint;             // what to change, in words
    std::vector<SpecChange> mend; // the same as changes; may be empty
    bool certain = false;         // the mend keeps the meaning: `--fix` applies it
    SpecPath path = {};           // of the key; empty where the text is no spec
    bool operator==(const SpecProblem &) const = default;
};
std::string_view severityName(SpecProblem::Severity severity); // "error", "warning", "note"
/// In words: every change of a mend.
std::string described(const std::vector<SpecChange> &mend);

struct SpecReport {
    fs::path file;
    std::string name; // the target's name: the file's stem
    std::vector<SpecProblem> problems;
    bool accepted = false;      // the compiler takes the file as it is
    std::string fixedText;      // with every certain mend; the text itself where there are none
    bool fixedAccepted = false; // the compiler takes that
    bool hasErrors() const;
    std::size_t certainMends() const;
};

/// Checks one spec file. A file that is no spec at all gives a report that says so; errors are for what keeps us from
/// checking: Io (no such file), NotFound (no compiler), Cancelled.
Result<SpecReport> checkSpec(const Compiler &compiler, const fs::path &file, const CancelToken &cancel = {});
/// The same on a text that is not in a file yet; `file` is only named.
Result<SpecReport> checkSpecText(const Compiler &compiler, std::string text, const fs::path &file,
                                 const CancelToken &cancel = {});

/// What the text alone shows, without the compiler's word on it: quick enough to be asked after each edit. Errors: Io,
/// Cancelled.
Result<std::vector<SpecProblem>> problemsInText(const Compiler &compiler, std::string text, const fs::path &file,
                                                const CancelToken &cancel = {});

} // namespace crossyard::rust
