// SPDX-License-Identifier: MIT OR Apache-2.0
// Xargo.toml as a form sees it: a list of crates and a list of patches over a text that keeps its comments and its
// order. Documents are values; each edit gives a new one.
#pragma once

#include "sysroot/library.h"
#include "text/toml_document.h"

namespace crossyard::sysroot {

/// A crate as the file names it, for whichever target.
struct XargoEntry {
    std::string section;               // as it is written: "dependencies", "target.'cfg(unix)'.dependencies"
    std::optional<std::string> target; // a triple or a cfg expression; nothing for those of all targets
    text::TomlPath path;               // by which the edits name it
    std::string name;                  // the key
    std::optional<std::string> version;
    std::optional<std::string> cratePath; // as written, relative to the file
    std::optional<std::string> git;
    std::optional<std::string> package; // where the key is another name for it
    std::vector<std::string> features;
    bool defaultFeatures = true;
    std::optional<int> stage;           // where it is written; else 0
    std::vector<std::string> otherKeys; // that the form knows nothing of; they are kept
    Place place;
};

struct XargoPatchEntry {
    std::string source; // "crates-io" or a URL
    text::TomlPath path;
    std::string name;
    std::optional<std::string> version;
    std::optional<std::string> cratePath;
    std::optional<std::string> git;
    std::optional<std::string> package;
    std::vector<std::string> otherKeys;
    Place place;
};

class XargoDocument {
public:
    XargoDocument() = default; // no file yet
    explicit XargoDocument(text::TomlDocument document) : m_toml(std::move(document)) {}
    /// `file` is only named in errors. Errors: Parse, with the place.
    static Result<XargoDocument> parse(std::string bytes, fs::path file);

    const text::TomlDocument &toml() const { return m_toml; }
    const std::string &bytes() const { return m_toml.bytes(); }
    bool operator==(const XargoDocument &other) const = default;

    /// The crates of all sections, in the order of the text. Errors: BadInput (a value of a wrong type), with the
    /// place.
    Result<std::vector<XargoEntry>> entries() const;
    Result<std::vector<XargoPatchEntry>> patches() const;

    // Each edit gives the new document. `crate` is an entry's path. Errors: BadInput, NotFound, Unsupported, with the
    // place.

    /// Names a crate for all targets, or for one (a triple or a cfg expression): in the form that its section has.
    Result<XargoDocument> addCrate(const std::string &name, const std::optional<std::string> &target = {}) const;
    Result<XargoDocument> removeCrate(const text::TomlPath &crate) const;
    /// What is in the list already keeps its place and its comment. An empty list removes the key.
    Result<XargoDocument> setFeatures(const text::TomlPath &crate, const std::vector<std::string> &features) const;
    Result<XargoDocument> toggleFeature(const text::TomlPath &crate, const std::string &feature) const;
    Result<XargoDocument> setDefaultFeatures(const text::TomlPath &crate, bool on) const;
    /// 0, the default, removes the key.
    Result<XargoDocument> setStage(const text::TomlPath &crate, int stage) const;
    /// Relative to the file; nothing removes the key.
    Result<XargoDocument> setPath(const text::TomlPath &crate, const std::optional<std::string> &path) const;

    /// `source` is "crates-io" or a URL.
    Result<XargoDocument> addPatch(const std::string &source, const std::string &name, const std::string &path) const;
    Result<XargoDocument> removePatch(const text::TomlPath &patch) const;

private:
    Result<text::TomlDocument> withMember(const text::TomlPath &crate, const char *key,
                                          const text::TomlValue &value) const;
    Result<text::TomlDocument> withoutMember(const text::TomlPath &crate, const char *key) const;
    Result<XargoDocument> withEntry(const text::TomlPath &section, const std::string &name,
                                    const text::TomlMembers &members) const;

    text::TomlDocument m_toml;
};

struct FeatureOffer {
    std::string name;
    std::vector<std::string> pulls; // all that it turns on, whatever way: features, "dep", "dep/feature"
    bool byDefault = false;         // on unless default features are off
};

/// The features of a package but `default`, by name.
std::vector<FeatureOffer> featureOffers(const cargo::Manifest &manifest);

/// A crate of the standard library that Xargo.toml may name.
struct CrateOffer {
    std::string name;
    fs::path path; // its directory in the source
    std::vector<FeatureOffer> features = {};
    bool isDefault = false; // what a sysroot has where no crate is named
};

/// The library's crates with their features, those without tests' and the library's own inner ones. `withStd` where the
/// target has std. Errors: Io, Parse, BadInput (of a manifest).
Result<std::vector<CrateOffer>> offers(const Library &library, bool withStd);

} // namespace crossyard::sysroot
