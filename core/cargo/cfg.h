// SPDX-License-Identifier: MIT OR Apache-2.0
// Cfg expressions and platform keys, as cargo reads them in `[target.'cfg(...)']` tables, and the set of cfgs that a
// compiler has for a target.
#pragma once

#include "base/error.h"

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace crossyard::cargo {

/// One cfg that is set: a name alone (`unix`) or a name with a value (`target_os="linux"`).
struct Cfg {
    std::string name;
    std::optional<std::string> value = {};
    bool operator==(const Cfg &) const = default;
};

/// What a compiler says is set for a target (`rustc --print cfg`), in its order.
class CfgSet {
public:
    CfgSet() = default;
    /// From the lines of `rustc --print cfg`. A line that is no cfg is passed over; `proc_macro` is dropped, as cargo
    /// does it: rustc says it for the crate types that it was asked about and not for the target.
    static CfgSet fromLines(const std::vector<std::string> &lines);

    /// True where the bare name is set; `target_os="linux"` does not set `target_os`.
    bool has(std::string_view name) const;
    bool has(std::string_view name, std::string_view value) const;
    /// The values under a name, in order; empty where the name is bare or not there.
    std::vector<std::string> values(std::string_view name) const;
    const std::vector<Cfg> &all() const { return m_cfgs; }

    bool operator==(const CfgSet &) const = default;

private:
    std::vector<Cfg> m_cfgs;
};

/// `all(...)`, `any(...)`, `not(...)`, `name`, `name = "value"`, `true`, `false`.
class CfgExpr {
public:
    enum class Kind { All, Any, Not, Name, Value, True, False };

    /// Parses what stands between the brackets of `cfg(...)`. Errors: Parse, with what was expected at which character.
    static Result<CfgExpr> parse(std::string_view text);

    bool matches(const CfgSet &cfgs) const;
    /// As cargo prints it: ", " between the parts, `name = "value"`, raw names with their `r#`.
    std::string toString() const;

    Kind kind() const { return m_kind; }
    /// The name of a Name or Value, without `r#`.
    const std::string &name() const { return m_name; }
    /// The value of a Value.
    const std::string &value() const { return m_value; }
    /// The parts of an All, Any (any number) or Not (one).
    const std::vector<CfgExpr> &parts() const { return m_parts; }

    /// Whether the name was written raw makes no difference.
    bool operator==(const CfgExpr &other) const;

private:
    friend class CfgParser;
    Kind m_kind = Kind::True;
    bool m_raw = false;
    std::string m_name;
    std::string m_value;
    std::vector<CfgExpr> m_parts;
};

/// The key of a `[target.KEY]` table: a triple (or the stem of a spec file), or `cfg(...)`.
struct Platform {
    std::variant<std::string, CfgExpr> key;

    bool isCfg() const { return std::holds_alternative<CfgExpr>(key); }
    /// As cargo prints it.
    std::string toString() const;
    bool operator==(const Platform &) const = default;
};

/// Errors: Parse.
Result<Platform> parsePlatform(std::string_view key);

/// True where a dependency (or config table) under this key applies to the target. `tripleName` is the triple, or the
/// stem of the spec file.
bool matches(const Platform &platform, const std::string &tripleName, const CfgSet &cfgs);

/// The parts of the expression that cargo takes without an error, but that can never say what their author meant in a
/// manifest: `test`, `debug_assertions`, `proc_macro` and `feature = "..."`.
std::vector<std::string> meaninglessParts(const Platform &platform);

} // namespace crossyard::cargo
