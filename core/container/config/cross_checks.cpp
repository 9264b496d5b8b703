// SPDX-License-Identifier: MIT OR Apache-2.0
#include "container/config/cross_checks.h"

#include "base/strings.h"
#include "container/config/cross_keys.h"

#include <algorithm>
#include <format>

namespace crossyard::container {

namespace {

using Severity = Finding::Severity;

bool isVariableName(std::string_view name)
{
    return !name.empty() && std::ranges::all_of(name, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    });
}

// What cross sets in the container behind all that is passed through: the last one wins.
bool isSetByCross(std::string_view name, Dialect dialect)
{
    static const std::vector<std::string_view> both{"CARGO_HOME", "CARGO_TARGET_DIR", "USER"};
    static const std::vector<std::string_view> release{"PKG_CONFIG_ALLOW_CROSS", "XARGO_HOME"};
    static const std::vector<std::string_view> main{"CROSS_RUST_SYSROOT", "CROSS_RUSTC_MAJOR_VERSION",
                                                    "CROSS_RUSTC_MINOR_VERSION", "CROSS_RUSTC_PATCH_VERSION"};
    return std::ranges::contains(both, name) || std::ranges::contains(dialect == Dialect::Main ? main : release, name);
}

// `set -e`, `set -eux`, `set -o errexit`, alone or with more behind.
bool endsAtFailure(std::string_view line)
{
    const auto words = splitWhitespace(replaceAll(std::string(line), ";", " "));
    if (words.empty() || words[0] != "set")
        return false;
    for (std::size_t i = 1; i < words.size() && words[i].starts_with('-'); ++i) {
        if (!words[i].starts_with("--") && words[i].contains('e'))
            return true;
        if (words[i].ends_with('o') && i + 1 < words.size()) {
            if (words[i + 1] == "errexit")
                return true;
            ++i; // the option's own word
        }
    }
    return false;
}

std::string withoutDashes(std::string_view name)
{
    std::string out = toLower(name);
    std::erase_if(out, [](char c) { return c == '-' || c == '_'; });
    return out;
}

} // namespace

void checkVariable(const VariableEntry &entry, std::string_view key, Dialect dialect, std::vector<Finding> &findings)
{
    const auto name = entry.name();
    const auto tell = [&](Severity severity, const char *id, std::string message, std::string hint) {
        findings.push_back({severity, id, std::move(message), entry.origin, std::move(hint)});
    };
    if (name == "CROSS_RUNNER") {
        tell(Severity::Error, "reserved-variable",
             std::format("cross refuses `CROSS_RUNNER` in `{}`: it hands the runner over in that", key),
             "remove it, and write `runner` in `[target.TRIPLE]`");
    } else if (!isVariableName(name)) {
        tell(Severity::Warning, "variable-name",
             std::format("{} in `{}` names no environment variable", shown(entry.text), key),
             key == "volumes" ? "write it as `NAME` or `NAME=/path`, each in a string of its own"
                              : "write it as `NAME` or `NAME=VALUE`, each in a string of its own");
    } else if (isSetByCross(name, dialect)) {
        tell(Severity::Warning, "reserved-variable",
             std::format("`{}` in `{}` has no effect: cross sets it itself in the container", name, key), "remove it");
    }
}

void checkRunner(const std::string &runner, const Origin &origin, std::vector<Finding> &findings)
{
    static const std::vector<std::string> known{"native", "qemu-user", "qemu-system"};
    if (runner.empty() || std::ranges::contains(known, runner))
        return;
    const auto guess = closest(replaceAll(toLower(runner), "_", "-"), known);
    findings.push_back(
        {Severity::Error, "invalid-runner",
         std::format("there is no runner {}: cross's images refuse it", shown(runner)), origin,
         guess ? std::format("write \"{}\"", *guess) : "it is \"native\", \"qemu-user\" or \"qemu-system\""});
}

void checkPreBuild(const PreBuild &preBuild, const Origin &origin, std::vector<Finding> &findings)
{
    std::vector<std::string> commands;
    for (const auto &line : split(join(preBuild.lines, "\n"), '\n')) {
        if (const auto text = trim(line); !text.empty() && !text.starts_with('#'))
            commands.emplace_back(text);
    }
    if (commands.size() < 2 || endsAtFailure(commands.front()))
        return;
    findings.push_back({Severity::Warning, "unheard-failure",
                        std::format("cross runs these {} lines of `pre-build` as one script: where one fails that is "
                                    "not the last, nobody hears of it",
                                    commands.size()),
                        origin, "write \"set -e\" as the first line"});
}

void checkReference(const std::string &reference, const Origin &origin, Dialect dialect, std::vector<Finding> &findings)
{
    if (reference.empty())
        findings.push_back({Severity::Error, "empty-value", "the name of the image is empty", origin,
                            "write a name, or remove it for cross's own image"});
    else if (isShortReference(reference) && dialect == Dialect::Release)
        findings.push_back({Severity::Warning, "other-dialect",
                            std::format("{} is a short form of {}; {} takes it for the image's whole name",
                                        shown(reference), dialectWords(Dialect::Main), dialectWords(dialect)),
                            origin, "write the whole name, with ghcr.io/cross-rs/ and the target in front"});
}

Finding emptyVariable(const std::string &name, std::string hint)
{
    return {Finding::Severity::Error, "empty-value",
            std::format("`{}` is set to nothing, which cross takes for a value", name), Origin::environment(name),
            std::move(hint)};
}

Finding variableOfOther(const std::string &name, Dialect dialect)
{
    return {
        Finding::Severity::Warning, "other-dialect",
        std::format("`{}` is read by {}; {} does not", name, dialectWords(otherThan(dialect)), dialectWords(dialect)),
        Origin::environment(name), "unset it, or take the other dialect"};
}

bool sameButForDashes(std::string_view a, std::string_view b)
{
    return withoutDashes(a) == withoutDashes(b);
}

std::optional<std::string> meantTarget(const std::string &name, const std::vector<std::string> &known)
{
    if (std::ranges::contains(known, name))
        return std::nullopt;
    for (const auto &target : known) {
        if (sameButForDashes(name, target))
            return target;
    }
    // Two slips: with more, a custom target of a vendor's own would be taken for one of the compiler's.
    return closest(name, known, 2);
}

} // namespace crossyard::container
