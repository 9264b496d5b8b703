// SPDX-License-Identifier: MIT OR Apache-2.0
// Features of dependencies switched in the text of a Cargo.toml: comments, order and line ends stay, and what comes
// out means what was asked for, or the edit is refused (see text/toml_document.h).
#pragma once

#include "cargo/manifest.h"
#include "text/toml_document.h"

namespace crossyard::cargo {

/// What readManifest() would read if the file held this text. Errors: those of readManifest().
Result<Manifest> parseManifest(std::string_view content, const fs::path &cargoToml,
                               std::shared_ptr<const ManifestFile> workspace = nullptr);

/// A dependency as a manifest writes it.
struct DependencyEntry {
    text::TomlPath path; // by which the edits name it
    DependencyKind kind = DependencyKind::Normal;
    std::optional<std::string> target; // the key of [target.KEY]
    bool inherited = false;            // `workspace = true`
    std::vector<std::string> features; // that stand here; an inherited one has those of the workspace as well
    bool operator==(const DependencyEntry &) const = default;
};

/// Those of all sections, as far as they are well-formed. Errors: BadInput (features that are no list of texts).
Result<std::vector<DependencyEntry>> dependencyEntries(const text::TomlDocument &manifest);

/// The manifest with a feature of a dependency asked for here, or not. `dependency` is an entry's path. Errors:
/// NotFound (there is no such entry), BadInput (it is asked for already, or not asked for here), Unsupported; with the
/// place.
Result<text::TomlDocument> setDependencyFeature(const text::TomlDocument &manifest, const text::TomlPath &dependency,
                                                const std::string &feature, bool on);

/// The same for its default features. Errors also: Unsupported for an inherited one whose workspace has them on: there
/// a member cannot switch them off (cargo reference, "Inheriting a dependency from a workspace").
Result<text::TomlDocument> setDefaultFeatures(const text::TomlDocument &manifest, const text::TomlPath &dependency,
                                              bool on);

} // namespace crossyard::cargo
