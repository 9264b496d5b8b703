// SPDX-License-Identifier: MIT OR Apache-2.0
// New specs from known targets, and what tells two specs apart.
#pragma once

#include "rust/target_check.h"

namespace crossyard::rust {

/// A spec named `name` that starts out as the given target and that the compiler accepts: without what only built-in
/// specs may say. Errors: Unsupported (the compiler does not accept it, with its complaint), ToolFailed, Io.
Result<std::string> newSpec(const Compiler &compiler, const TargetRef &from, std::string_view name,
                            const CancelToken &cancel = {});

/// One key that differs. A side without the key has no value.
struct SpecDifference {
    SpecPath path;
    std::optional<nlohmann::ordered_json> left;
    std::optional<nlohmann::ordered_json> right;
    bool operator==(const SpecDifference &) const = default;
};
/// Key by key, objects gone into; sorted by path.
std::vector<SpecDifference> differences(const nlohmann::ordered_json &left, const nlohmann::ordered_json &right);

} // namespace crossyard::rust
