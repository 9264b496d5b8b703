// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rust/target_spec_new.h"

#include "base/files.h"
#include "rust/target_ask.h"
#include "rust/target_check_rules.h"
#include "text/json.h"

#include <algorithm>
#include <format>

namespace crossyard::rust {

using nlohmann::ordered_json;

namespace {

// The compilers' own are below 10 kB.
constexpr std::uintmax_t largestSpec = 256 * 1024;

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

Result<fs::path> newSpecFile(const fs::path &directory, std::string name)
{
    const std::string given = name;
    if (name.ends_with(".json"))
        name.resize(name.size() - 5);
    if (name.empty() || name.starts_with('.') || name.find_first_of("/\\ \t\r\n") != std::string::npos)
        return fail(Error{ErrorCode::BadInput, std::format("`{}` is no name for a target", given)}.withHint(
            "a name is like thumbv7em-mine-none-eabihf, without spaces and slashes"));
    return (directory / fromUtf8(name + ".json")).lexically_normal();
}

Result<std::optional<std::string>> likestTarget(const Compiler &compiler, const SpecDocument &document,
                                                const CancelToken &cancel)
{
    CY_CHECK(cancel.check());
    const CheckContext context(compiler, {}, cancel);
    // The file of a target that was made from another one here is named after it.
    const auto stem = toUtf8(document.file().stem());
    const TargetFacts *best = nullptr;
    for (const auto &facts : context.builtins())
        if (facts[Fact::LlvmTarget] == document.stringAt("llvm-target") && stem.starts_with(facts[Fact::Name]) &&
            (!best || facts[Fact::Name].size() > (*best)[Fact::Name].size()))
            best = &facts;
    if (!best)
        best = context.reference(document);
    return best ? std::optional((*best)[Fact::Name]) : std::nullopt;
}

Result<ordered_json> comparableSpec(const Compiler &compiler, const std::string &target, const CancelToken &cancel)
{
    CY_TRY(const auto text, targetSpecJson(compiler, {target, std::nullopt, {}}, cancel));
    CY_TRY(auto spec, text::parseJson(text, fromUtf8(target + ".json")));
    spec.erase("is-builtin");
    spec.erase("metadata");
    return spec;
}

std::vector<fs::path> findSpecs(const fs::path &project)
{
    std::vector<fs::path> found;
    const auto look = [&](const fs::path &directory) {
        for (const auto &entry : readDirectory(directory).value_or(std::vector<DirectoryEntry>{})) {
            const fs::path file = directory / entry.name;
            if (entry.directory || file.extension() != ".json" || entry.stamp.size > largestSpec)
                continue;
            const auto text = readFile(file);
            const auto json = ordered_json::parse(text.value_or(std::string()), nullptr, false);
            if (json.is_object() && json.contains("llvm-target"))
                found.push_back(file);
        }
    };
    look(project);
    for (const auto &entry : readDirectory(project).value_or(std::vector<DirectoryEntry>{})) {
        const auto name = toUtf8(fs::path(entry.name));
        if (entry.directory && name != "target" && (!name.starts_with('.') || name == ".cargo"))
            look(project / entry.name);
    }
    std::ranges::sort(found);
    return found;
}

std::vector<SpecDifference> differences(const ordered_json &left, const ordered_json &right)
{
    std::vector<SpecDifference> found;
    collect(&left, &right, {}, found);
    std::ranges::stable_sort(found, {}, &SpecDifference::path);
    return found;
}

std::string shownDifferences(const std::vector<SpecDifference> &differences)
{
    std::string text;
    for (const auto &one : differences) {
        text += "@@ " + shownPath(one.path) + "\n";
        if (one.left)
            text += "-" + oneLineJson(*one.left) + "\n";
        if (one.right)
            text += "+" + oneLineJson(*one.right) + "\n";
    }
    return text;
}

} // namespace crossyard::rust
