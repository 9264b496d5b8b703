// SPDX-License-Identifier: MIT OR Apache-2.0
// A sysroot as its stages: the crates that Xargo.toml names and its patches, what needs what of them, and what they
// bring along. Made from the document, which may be ahead of the plan, and from the last plan that there was.
#pragma once

#include "sysroot/sysroot_graph.h"
#include "sysroot/xargo_document.h"

namespace crossyard::sysroot {

enum class CrateOrigin { Library, Path, Registry, Git };

struct StageCrate {
    std::string name;          // the key; of a patch, the package that it stands for
    std::string package = {};  // where the key is another name for it, the package's own
    text::TomlPath entry = {}; // empty: the file does not name it
    text::TomlPath patch = {}; // of what stands for another package; else empty
    CrateOrigin origin = CrateOrigin::Library;
    std::string source = {};                // as written: a path, a URL, a version
    std::string version = {};               // empty: the plan does not have it
    std::string replaces = {};              // of a patch: "libc 0.2.155 of crates-io"
    std::optional<std::string> target = {}; // the triple or cfg expression that it is for
    std::vector<std::string> features = {}; // as written
    bool defaultFeatures = true;
    int stage = 0;
    bool planned = false;                 // the plan for the target has it
    std::vector<std::string> brings = {}; // "libc 0.2.155": what it needs, other than through crates of the picture

    /// The file does not name it: it is there by default.
    bool byDefault() const { return entry.empty() && patch.empty(); }
    bool operator==(const StageCrate &) const = default;
};

/// What is there because somebody needs it.
struct BroughtCrate {
    std::string name;
    std::string version;
    std::vector<std::string> features;
    std::vector<std::string> by; // crates of the picture; empty: the library always has it
    int stage = 0;               // that of the first of them
    bool operator==(const BroughtCrate &) const = default;
};

/// Numbers of crates of the picture.
struct StageEdge {
    std::size_t from = 0;
    std::size_t to = 0; // what `from` needs
    /// What is needed stands in a later stage: it is built for `from` all the same, before its own stage.
    bool late = false;
    bool operator==(const StageEdge &) const = default;
};

struct StagePicture {
    std::vector<StageCrate> crates;    // by stage, then in the order of the file
    std::vector<BroughtCrate> brought; // by stage, then by name
    std::vector<StageEdge> edges;      // without those that others imply
    bool byDefault = false;            // the file names no crate: what is shown follows from the target
    bool operator==(const StagePicture &) const = default;
};

/// `graph`, and `lock` for what a patch replaces, may be missing. The graph may be of an older text: what it does not
/// have is shown as far as the document tells of it. Errors: those of entries() and patches().
Result<StagePicture> stagePicture(const XargoDocument &document, const SysrootGraph *graph,
                                  const cargo::Lockfile *lock);

/// The document with the crates that are there by default, so that an edit of one of them leaves the others; the same
/// document where it names crates. Errors: those of the edits.
Result<XargoDocument> withDefaults(const XargoDocument &document, const std::vector<DefaultCrate> &defaults);

/// With the crate of a folder, whose name is `name` and whose path `path`, in the place of crates-io's one. `wanted`,
/// where given, is the package that shall be replaced. Errors: BadInput (the folder holds another one), and those of
/// the edit.
Result<XargoDocument> withPatch(const XargoDocument &document, const std::optional<std::string> &wanted,
                                const std::string &name, const std::string &path);

/// A package of the graph by its name; the first one for the target. Null where there is none.
const cargo::Manifest *manifestIn(const SysrootGraph &graph, std::string_view package);

} // namespace crossyard::sysroot
