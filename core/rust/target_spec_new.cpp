// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rust/target_spec_new.h"

#include "rust/target_ask.h"
#include "text/json.h"

#include <algorithm>
#include <format>

namespace crossyard::rust {

using nlohmann::ordered_json;

namespace {

void collect(const ordered_json *left, const ordered_json *right, const SpecPath &path,
             std::vector<SpecDifference> &found)
{
    if (left && right && *left == *right)
        return;
    if (left && right && left->is_object() && right->is_object()) {
        for (const auto &[key, value] : left->items()) {
            SpecPath inner = path;
            inner.push_back(key);
            collect(&value, right->contains(key) ? &(*right)[key] : nullptr, inner, found);
        }
        for (const auto &[key, value] : right->items())
            if (!left->contains(key)) {
                SpecPath inner = path;
                inner.push_back(key);
                collect(nullptr, &value, inner, found);
            }
        return;
    }
    found.push_back({path, left ? std::optional(*left) : std::nullopt, right ? std::optional(*right) : std::nullopt});
}

} // namespace

Result<std::string> newSpec(const Compiler &compiler, const TargetRef &from, std::string_view name,
                            const CancelToken &cancel)
{
    CY_TRY(const auto text, targetSpecJson(compiler, from, cancel));
    CY_TRY(auto spec, text::parseJson(text, fromUtf8(from.name + ".json")));
    spec.erase("is-builtin");
    if (const auto metadata = spec.find("metadata"); metadata != spec.end() && metadata->is_object()) {
        // Tier and host tools are the project's promises for its own target; whether std works is a fact of this one.
        ordered_json own;
        own["description"] = std::format("{}, from {}", name, from.name);
        if (metadata->contains("std") && !(*metadata)["std"].is_null())
            own["std"] = (*metadata)["std"];
        *metadata = own;
    }
    CY_TRY(const auto report,
           checkSpecText(compiler, spec.dump(2) + "\n", fromUtf8(std::string(name) + ".json"), cancel));
    if (report.fixedAccepted)
        return report.fixedText;
    Error error{ErrorCode::Unsupported,
                std::format("rustc {} does not accept a custom spec like {}", compiler.release, from.name)};
    for (const auto &problem : report.problems)
        if (problem.severity == SpecProblem::Severity::Error) {
            error.message += ": " + problem.message;
            break;
        }
    return fail(std::move(error).withHint("start from another target, or choose another compiler with --toolchain"));
}

std::vector<SpecDifference> differences(const ordered_json &left, const ordered_json &right)
{
    std::vector<SpecDifference> found;
    collect(&left, &right, {}, found);
    std::ranges::stable_sort(found, {}, &SpecDifference::path);
    return found;
}

} // namespace crossyard::rust
