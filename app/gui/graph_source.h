// SPDX-License-Identifier: MIT OR Apache-2.0
// Where the window's graphs come from: a project on disk, or the plan of a sysroot. Reading blocks; it is for worker
// threads.
#pragma once

#include "graph/marks.h"
#include "graph/project.h"
#include "rust/compiler.h"
#include "sysroot/sysroot_plan.h"

#include <memory>
#include <optional>

namespace crossyard::gui {

/// What a project's graph is read from. Without a compiler, or without a target, it is that of every platform.
struct ProjectSource {
    fs::path path; // a directory, a Cargo.toml or a Cargo.lock
    std::optional<rust::Compiler> compiler;
    std::string target;
    std::string toolchain = {}; // the name that was chosen; empty: none was
    bool operator==(const ProjectSource &) const = default;
};

/// A graph as it was read, before anything of it is left out.
struct GraphWhole {
    graph::DependencyGraph graph;
    graph::Marks marks;
    bool units = false;        // of a sysroot
    bool lockAlone = false;    // there was no manifest beside it
    bool allPlatforms = false; // not those of one target
    int unread = 0;            // packages that are not on disk
    int missing = 0;           // packages that no lock file names
};
using WholePtr = std::shared_ptr<const GraphWhole>;

/// A project as the graph reads it.
struct OpenedProject {
    graph::Project project;
    graph::ProjectRequest request;
    std::vector<fs::path> crateDirs;
};
/// Errors: NotFound (there is no manifest), and those of reading.
Result<OpenedProject> openSource(const ProjectSource &source, const CancelToken &cancel);

/// Errors: NotFound (there is neither manifest nor lock file), and those of reading them.
Result<WholePtr> readProjectWhole(const ProjectSource &source, const CancelToken &cancel);
Result<WholePtr> readSysrootWhole(const sysroot::SysrootPlan &plan);

} // namespace crossyard::gui
