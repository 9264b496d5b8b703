// SPDX-License-Identifier: MIT OR Apache-2.0
// Profiles: how a unit is compiled (cargo reference, "Profiles"). Only the workspace root's and the config's count.
#pragma once

#include "base/error.h"
#include "base/paths.h"
#include "cargo/version.h"
#include "text/toml.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace crossyard::cargo {

struct Profile {
    std::string name;
    bool standsOnRelease = false; // or on dev: what build scripts are told in PROFILE
    std::string optLevel = "0";   // "0" to "3", "s", "z"
    std::string lto = "false";    // "false", "true", "thin", "fat", "off"
    std::optional<std::string> codegenBackend;
    std::optional<int> codegenUnits;
    std::string debuginfo = "0"; // "0", "1", "2", "line-tables-only", "line-directives-only"
    std::optional<std::string> splitDebuginfo;
    bool debugAssertions = false;
    bool overflowChecks = false;
    bool rpath = false;
    bool incremental = false;
    std::string panic = "unwind"; // or "abort", "immediate-abort"
    /// What is stripped ("none", "debuginfo", "symbols"), and whether the manifest said so. Where it did not, cargo
    /// strips debug information when neither the unit nor its direct dependencies have any.
    std::string strip = "none";
    bool stripResolved = false;
    std::vector<std::string> rustflags;
    /// What is compiled for the build alone keeps its debug information only where it is shared with what is shipped;
    /// true where nobody said what it shall have.
    bool debuginfoDeferred = false;

    bool hasDebuginfo() const { return debuginfo != "0"; }
    bool operator==(const Profile &) const = default;
    /// Cargo's order of profiles; it decides the order of units. Two profiles that compile the same are equal in it.
    static bool before(const Profile &a, const Profile &b);
};

/// What the settings of one unit depend on.
struct ProfileSubject {
    std::string packageName;
    Version version;
    bool isMember = false;  // [profile.X.package."*"] is for all others
    bool isLocal = false;   // only these are compiled incrementally
    bool forHost = false;   // build scripts, proc macros and what they need
    std::string targetName; // the triple that it is compiled for
    bool unwinds = false;   // whatever `panic` says: a proc macro that was asked for, and what it needs
};

class ProfileSet {
public:
    /// The profile of that name from the [profile] tables, lowest priority first (the root manifest's, then the
    /// config's). Errors: NotFound (no such profile), BadInput (a wrong value, with its place; `inherits` in a circle).
    static Result<ProfileSet> read(const std::vector<std::pair<const toml::table *, fs::path>> &tables,
                                   const std::string &name);

    Profile profileOf(const ProfileSubject &subject) const;
    /// The profile of running a build script for a unit of that profile.
    static Profile forScriptRun(const Profile &unit);
    const std::string &name() const { return m_name; }

private:
    struct Override {
        std::map<std::string, std::string> spec; // "name" and, where given, "version"
        toml::table table;
    };
    std::string m_name;
    Profile m_base;
    std::optional<toml::table> m_build; // build-override
    std::optional<toml::table> m_all;   // package."*"
    std::vector<Override> m_packages;
};

} // namespace crossyard::cargo
