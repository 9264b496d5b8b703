// SPDX-License-Identifier: MIT OR Apache-2.0
// What every setting of cross has: a value, where it comes from, and what it wins over; and what is wrong with it.
#pragma once

#include "base/error.h"
#include "base/paths.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace crossyard::container {

/// There are two crosses, and projects for both. They differ in keys, in the forms of values and in variables.
enum class Dialect {
    Release, // 0.2.5, the last release
    Main,    // its main branch, which calls itself 0.2.5 too
};
std::string_view dialectName(Dialect dialect);  // "0.2.5", "main": as `--dialect` takes it
std::string_view dialectWords(Dialect dialect); // "cross 0.2.5", "cross's main branch"
Dialect otherThan(Dialect dialect);
/// Errors: Usage.
Result<Dialect> parseDialect(std::string_view name);

/// Which of them have a thing.
enum class In { Both, Release, Main };
bool has(In in, Dialect dialect);

/// Where a value was written.
struct Origin {
    enum class Kind { Default, File, Environment, Argument };
    Kind kind = Kind::Default;
    Place place = {};      // of a File
    std::string name = {}; // of an Environment variable, or of an Argument ("--target")

    static Origin file(Place place) { return {Kind::File, std::move(place), {}}; }
    static Origin environment(std::string variable) { return {Kind::Environment, {}, std::move(variable)}; }
    static Origin argument(std::string option) { return {Kind::Argument, {}, std::move(option)}; }
    bool operator==(const Origin &) const = default;
};
std::string_view kindName(Origin::Kind kind); // "default", "file", "environment", "argument"
/// "/p/Cross.toml:3:9", "the variable CROSS_REMOTE", "--target", "default".
std::string describe(const Origin &origin);

/// A value that lost.
struct Overridden {
    std::string value; // for showing
    Origin origin;
    bool operator==(const Overridden &) const = default;
};

template <class T> struct Setting {
    T value = {};
    std::vector<Origin> origins = {}; // several where values were put together; none: it is the default
    std::vector<Overridden> overridden = {};

    bool isDefault() const { return origins.empty(); }
    bool operator==(const Setting &) const = default;
};

/// Something that the user should know of the configuration.
struct Finding {
    enum class Severity {
        Error,   // the setting cannot be used
        Warning, // it is used, or passed over, but that is hardly what was meant
        Note,
    };
    Severity severity = Severity::Warning;
    std::string id;      // "unknown-key", "wrong-type", ...: one for each kind
    std::string message; // lower case first letter, no full stop
    Origin origin;
    std::string hint; // the mend, in words
    bool operator==(const Finding &) const = default;
};
std::string_view severityName(Finding::Severity severity); // "error", "warning", "note"
/// In words, as errors are told: "warning: MESSAGE", " --> PLACE", "  hint: HINT".
std::string describe(const Finding &finding);
bool hasErrors(const std::vector<Finding> &findings);

} // namespace crossyard::container
