// SPDX-License-Identifier: MIT OR Apache-2.0
// What came out of a bootstrap, and what a porter does with it next: pure but for looking at the files that were made.
#pragma once

#include "bootstrap/bootstrap_plan.h"

namespace crossyard::bootstrap {

/// A file of the result.
struct MadeFile {
    fs::path path;
    bool isProgram = false;
    bool there = false;
    bool upToDate = false;   // it is what the plan would make
    std::uintmax_t size = 0; // bytes; 0 where it is not there
    bool operator==(const MadeFile &) const = default;
};
/// Looks at each file of the plan; blocks. A file is up to date where its unit is stored and it is a copy of that.
std::vector<MadeFile> madeFiles(const BootstrapPlan &plan);
/// Nothing is to be built, nothing to be copied, and nothing else to be written.
bool nothingToDo(const BootstrapPlan &plan, const std::vector<MadeFile> &files);

/// What the next steps depend on.
struct ResultFacts {
    std::vector<fs::path> programs;
    std::string version; // of the package
    std::string target;  // what the programs run on
    bool runsHere = true;
    bool windows = false;     // they run on Windows
    fs::path rustc;           // the compiler that built it
    fs::path compilerSysroot; // that compiler's
    fs::path toolchainsDir;   // where a directory for rustup may be made
};
ResultFacts factsOf(const BootstrapPlan &plan, const fs::path &store);

/// A thing to do, as text to be copied: commands of a POSIX shell, or the lines of a file.
struct NextStep {
    /// "try" (run it), "copy" (bring it to its machine), "path" (by its name alone), and for a cargo: "rustup" (a
    /// toolchain with it), "rust" (build Rust itself with it), "old-cargo" (build a cargo of 2017 or before with it).
    std::string kind;
    std::string text;
    std::string file = {}; // whose lines they are: "bootstrap.toml"
    bool operator==(const NextStep &) const = default;
};
/// In the order in which they make sense. Empty where no program came out.
std::vector<NextStep> nextSteps(const ResultFacts &facts);

} // namespace crossyard::bootstrap
