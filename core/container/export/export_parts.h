// SPDX-License-Identifier: MIT OR Apache-2.0
// What the forms of an export are written from: a plan's values with stand-ins for this machine's directories
// (export_words.h), or the reason why it cannot leave this machine. Pure.
//
// Stand-ins: PROJECT, the workspace; TARGET_DIR, the user's target directory; OUT, the one of the container;
// CARGO_HOME; SYSROOT, the toolchain; FILES, what is written for the build; IMAGE_ID and IMAGE_PATH, of the image.
#pragma once

#include "container/export/cross_export.h"
#include "container/export/export_words.h"

namespace crossyard::container {

/// A toolchain by the name that rustup knows it by.
struct ExportToolchain {
    std::string name;                     // "1.96.0-x86_64-unknown-linux-gnu"
    std::string note = {};                // why it is that one; may be empty
    std::optional<std::string> target;    // whose library rustup brings
    std::optional<std::string> component; // that is needed beside the usual ones
};
/// Errors: Unsupported (rustup has none like it, or not its library).
Result<ExportToolchain> exportedToolchain(const CrossPlan &plan);

/// A step of the image's plan, its words without the engine's own options.
struct ExportImage {
    std::string title;
    std::string result;                                           // the reference
    std::vector<std::string> words;                               // of the engine: "build", ...
    std::map<std::string, std::string> files;                     // of a context of its own; none: the words name it
    std::vector<std::pair<std::string, std::string>> environment; // of the command
};

struct ExportParts {
    std::string command; // "cargo build --release": for people
    Engine engine;       // for CI without what only this machine needs
    ExportToolchain toolchain;
    std::vector<ExportImage> images;
    bool asksForPath = false;       // the image may have a PATH of its own
    std::vector<std::string> fetch; // cargo's words
    ContainerPlan container;
    std::optional<std::string> user = {};   // "UID:GID" as the user asks for; else found out where it runs
    std::vector<std::string> passedOn = {}; // variables whose values the other machine knows
    fs::path below = {};                    // the workspace in its repository; empty: it is the repository
};

/// Errors: as exported().
Result<ExportParts> exportParts(const CrossPlan &plan, ExportForm form);

// The texts of the forms.
Result<std::string> scriptOf(const CrossPlan &plan, const ExportParts &parts);
Result<std::string> githubOf(const CrossPlan &plan, const ExportParts &parts);
Result<std::string> gitlabOf(const CrossPlan &plan, const ExportParts &parts);

/// A refusal, with the mend.
std::unexpected<Error> cannotExport(const std::string &what, std::string mend);

} // namespace crossyard::container
