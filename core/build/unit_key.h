// SPDX-License-Identifier: MIT OR Apache-2.0
// What goes into a unit, as named fields, and the digest over them under which the unit store keeps it. The fields stay
// with the stored unit, so that two of them can be held against each other: that is how a unit says why it was built.
#pragma once

#include "build/rustc_command.h"
#include "build/source_digest.h"

namespace crossyard::build {

/// Changed when the way of building changes in a manner that the fields do not show.
inline constexpr int recipeVersion = 1;
inline constexpr int bootstrapRecipeVersion = 2;

struct KeyField {
    std::string name;  // "features", "source", "dependency core", ...
    std::string value; // text that a person can read, or a digest
    bool operator==(const KeyField &) const = default;
};

struct UnitKey {
    std::string digest; // 64 hexadecimal digits
    std::vector<KeyField> fields;
    /// What tells the crate's symbols apart, 16 hexadecimal digits: nothing in it says where anything lies, so that a
    /// build in another directory gives the same program.
    std::string metadata = {};
};

/// What a build script declared when it last ran with the same static key, and what these are now.
struct ScriptDeclaration {
    std::vector<std::string> variables; // rerun-if-env-changed
    std::vector<fs::path> files;        // rerun-if-changed, outside the package
    bool placed = false;                // what it said or wrote names the package's directory
};

class KeyMaker {
public:
    /// `declared` gives what the script with this static key declared, where that is known.
    KeyMaker(const UnitGraph &graph, const BuildSettings &settings, fs::path library, SourceDigests &digests,
             std::function<std::optional<ScriptDeclaration>(const std::string &staticKey)> declared);

    /// The keys of all units, by index. Errors: Io.
    Result<std::vector<UnitKey>> all();
    /// The key of one, from those of its dependencies. Errors: Io.
    Result<UnitKey> of(UnitIndex unit, const std::vector<UnitKey> &keys);
    /// A script run's key without what it declared.
    Result<std::string> staticKey(UnitIndex unit, const std::vector<UnitKey> &keys);

private:
    Result<std::vector<KeyField>> staticFields(UnitIndex unit, const std::vector<UnitKey> &keys);
    Result<std::string> source(const Unit &unit);
    std::string origin(const cargo::Package &package) const;
    Result<void> addEnvironment(UnitIndex unit, std::vector<KeyField> &fields);
    Result<bool> asksForPlace(UnitIndex unit);
    Result<bool> callAsksForPlace(UnitIndex unit);
    std::string metadataOf(UnitIndex unit, const UnitKey &key, const std::vector<UnitKey> &keys) const;
    std::string stageSysroot(int stage, const std::vector<UnitKey> &keys) const;

    const UnitGraph &m_graph;
    const BuildSettings &m_settings;
    PackageSources m_sources;
    SourceDigests &m_digests;
    std::function<std::optional<ScriptDeclaration>(const std::string &)> m_declared;
    std::map<UnitIndex, bool> m_asking;
};

/// Why a unit with these fields must be built, where the last one of its kind had those: "features changed from [] to
/// [mem]". Without a last one: "not built before".
std::string reasonToBuild(const std::vector<KeyField> &fields, const std::vector<KeyField> &last);

} // namespace crossyard::build
