// SPDX-License-Identifier: MIT OR Apache-2.0
// The toolchains that the user added by path: kept as a list of names and paths, changed under a lock.
#include "base/lock.h"
#include "base/strings.h"
#include "rust/toolchain_candidate.h"

#include <algorithm>
#include <format>

namespace crossyard::rust {

namespace {

Result<FileLock> lockList(const CancelToken &cancel)
{
    return FileLock::acquire(configDirectory() / "toolchains.lock", FileLock::Mode::Exclusive, cancel, {});
}

// A name from a path: the checkout for a stage of a build, otherwise the directory; for /opt/r/bin/rustc that is "r".
std::string nameFor(const fs::path &path)
{
    fs::path named = path;
    std::error_code ignored;
    if (!fs::is_directory(named, ignored)) {
        named = named.parent_path();
        if (named.filename() == "bin")
            named = named.parent_path();
    }
    const auto stage = toUtf8(named.filename());
    if (stage.starts_with("stage") && named.parent_path().parent_path().filename() == "build")
        return std::format("{}-{}", toUtf8(named.parent_path().parent_path().parent_path().filename()), stage);
    if (named.filename() == "build" && named.has_parent_path())
        named = named.parent_path();
    return named.filename().empty() ? "added" : toUtf8(named.filename());
}

Result<void> checkName(const std::string &name)
{
    if (!name.empty() && name.find_first_of("/\\\n\t") == std::string::npos && !name.starts_with('+') &&
        !name.starts_with('-') && name != "." && name != "..")
        return {};
    return fail(Error{ErrorCode::BadInput, std::format("`{}` cannot be a toolchain's name", name)}.withHint(
        "a name holds no slash and does not begin with + or -; choose one with --name"));
}

bool taken(const Candidates &candidates, std::string_view name)
{
    return std::ranges::any_of(candidates.all, [&](const Candidate &one) {
        return one.name == name || std::ranges::find(one.aliases, name) != one.aliases.end();
    });
}

} // namespace

Result<std::vector<Toolchain>> addToolchain(const fs::path &path, const std::optional<std::string> &name,
                                            const CancelToken &cancel)
{
    const fs::path whole = absolutePath(path);
    std::error_code ignored;
    if (!fs::exists(whole, ignored))
        return fail(ErrorCode::NotFound, std::format("there is no {}", toUtf8(whole)));
    if (isRustupProxy(whole))
        return fail(Error{ErrorCode::BadInput,
                          std::format("{} is rustup's, which chooses a toolchain each time", toUtf8(whole))}
                        .withHint("rustup's own toolchains are listed without adding them"));
    CY_TRY(const FileLock lock, lockList(cancel));
    CY_TRY(auto added, readAddedPaths());
    for (const auto &known : added) {
        if (fs::equivalent(known.path, whole, ignored))
            return fail(
                Error{ErrorCode::BadInput, std::format("{} was added already, as `{}`", toUtf8(whole), known.name)});
    }
    const Candidates all = findCandidates();
    std::string chosen = name.value_or(nameFor(whole));
    if (!name) { // made up, so it gives way
        for (int i = 2; taken(all, chosen); ++i)
            chosen = std::format("{}-{}", nameFor(whole), i);
    }
    CY_CHECK(checkName(chosen));
    if (taken(all, chosen))
        return fail(Error{ErrorCode::BadInput, std::format("there is a toolchain `{}` already", chosen)}.withHint(
            "choose another name with --name"));
    const AddedPath entry{chosen, whole};
    const auto candidates = candidatesAt(entry);
    if (candidates.empty())
        return fail(Error{ErrorCode::NotFound, std::format("{} holds no compiler: looked for bin/rustc and for "
                                                           "build/HOST/stage1 and stage2",
                                                           toUtf8(whole))}
                        .withHint("name a toolchain's directory, a rustc, or a Rust checkout that was built"));
    std::vector<Toolchain> toolchains;
    for (const auto &candidate : candidates) {
        Toolchain toolchain = inspect(candidate, true, true, cancel);
        if (toolchain.broken)
            return fail(std::move(*toolchain.broken));
        toolchains.push_back(std::move(toolchain));
    }
    added.push_back(entry);
    CY_CHECK(writeAddedPaths(added));
    return toolchains;
}

Result<void> removeToolchain(std::string_view name)
{
    CY_TRY(const FileLock lock, lockList({}));
    CY_TRY(auto added, readAddedPaths());
    const auto stands = [&](const AddedPath &entry) {
        return entry.name == name || toUtf8(entry.path) == name ||
               std::ranges::any_of(candidatesAt(entry), [&](const Candidate &one) { return one.name == name; });
    };
    if (const auto entry = std::ranges::find_if(added, stands); entry != added.end()) {
        added.erase(entry);
        return writeAddedPaths(added);
    }
    for (const auto &candidate : findCandidates().all) {
        if (candidate.name != name)
            continue;
        Error error{ErrorCode::NotFound, std::format("`{}` was not added here, so it cannot be removed here", name)};
        error.hint = candidate.origin == Origin::Rustup         ? std::format("rustup toolchain uninstall {}", name)
                     : candidate.origin == Origin::Distribution ? "it is the system's: remove its package"
                                                                : "it is found on PATH: take its directory out of PATH";
        return fail(std::move(error));
    }
    std::vector<std::string> names;
    std::string shown;
    for (const auto &entry : added) {
        names.push_back(entry.name);
        shown += (shown.empty() ? "" : ", ") + entry.name;
    }
    Error error{ErrorCode::NotFound, std::format("no toolchain `{}` was added", name)};
    if (const auto meant = closest(name, names))
        error.hint = std::format("did you mean {}?", *meant);
    else
        error.hint = shown.empty() ? "none was added so far: crossyard toolchains add PATH" : "added are: " + shown;
    return fail(std::move(error));
}

} // namespace crossyard::rust
