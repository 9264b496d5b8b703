// SPDX-License-Identifier: MIT OR Apache-2.0
// Versions and version requirements as cargo reads them (semver 2.0; cargo reference, "Specifying dependencies").
#pragma once

#include "base/error.h"

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace crossyard::cargo {

struct Version {
    std::uint64_t major = 0;
    std::uint64_t minor = 0;
    std::uint64_t patch = 0;
    std::string pre;   // "rc.1"; empty for a release
    std::string build; // after '+'

    /// Errors: Parse.
    static Result<Version> parse(std::string_view text);
    std::string toString() const;

    /// Precedence by semver, then build metadata, so that the order is total.
    std::strong_ordering operator<=>(const Version &other) const;
    bool operator==(const Version &) const = default;
};

/// "1.2", "^1.2", "~1", ">=1, <3", "=1.0.0", "1.*", "*".
class VersionReq {
public:
    /// Errors: Parse.
    static Result<VersionReq> parse(std::string_view text);
    /// A prerelease matches only where a comparator names a prerelease of the same major.minor.patch.
    bool matches(const Version &version) const;
    const std::string &text() const { return m_text; }

private:
    enum class Op { Exact, Greater, GreaterEq, Less, LessEq, Tilde, Caret, Wildcard };
    struct Comparator {
        Op op = Op::Caret;
        int parts = 0; // how many of major, minor, patch were written
        Version version;
    };
    static Result<Comparator> parseComparator(std::string_view text);
    static bool matches(const Comparator &comparator, const Version &version);

    std::vector<Comparator> m_comparators; // all must match; empty: any
    std::string m_text = "*";
};

/// True for versions of which cargo keeps only one in a graph: same major, or 0.minor, or 0.0.patch.
bool sameCompatRange(const Version &a, const Version &b);

} // namespace crossyard::cargo
