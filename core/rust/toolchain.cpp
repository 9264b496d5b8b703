// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rust/toolchain.h"

#include "base/strings.h"
#include "rust/toolchain_candidate.h"

#include <algorithm>
#include <atomic>
#include <format>
#include <thread>

namespace crossyard::rust {

namespace {

// The compiler that is used where neither the environment nor the project says anything.
std::optional<fs::path> defaultProgram(const std::optional<Rustup> &rustup)
{
    for (const auto &program : findPrograms("rustc")) {
        if (!isRustupProxy(program))
            return program;
        if (!rustup || rustup->defaultToolchain.empty())
            continue; // this proxy only says that there is no default
        const auto directory = rustupDirectory(
            *rustup,
            {.name = rustup->defaultToolchain, .directory = {}, .reason = "rustup's default toolchain", .place = {}});
        if (directory)
            return programIn(*directory / "bin", "rustc");
    }
    if (rustup) {
        if (const auto toolchain = findRustupToolchain(*rustup, rustup->defaultToolchain))
            return programIn(toolchain->directory / "bin", "rustc");
    }
    return std::nullopt;
}

struct Chosen {
    fs::path rustc;
    std::string reason;
};

// What the environment or the project asks for, if anything.
Result<std::optional<Chosen>> overriding(const std::optional<Rustup> &rustup, const fs::path &project)
{
    if (const auto word = environmentNotEmpty("RUSTC")) {
        const fs::path path = fromUtf8(*word);
        const auto program = path.has_parent_path() ? std::optional(absolutePath(path)) : findProgram(*word);
        if (!program)
            return fail(
                Error{ErrorCode::NotFound, std::format("RUSTC is set to `{}`, but there is no such program", *word)}
                    .withHint("unset RUSTC, or set it to the path of a rustc"));
        if (!isRustupProxy(*program))
            return Chosen{*program, "RUSTC is set"};
        CY_TRY(fs::path behind, rustupProgram(*program, project));
        return Chosen{std::move(behind), "RUSTC is set"};
    }
    // Without rustup nobody heeds its files: neither rustc nor cargo reads them.
    if (!rustup || (rustup->toolchains.empty() && !findProgram("rustup")))
        return std::nullopt;
    CY_TRY(const auto choice, rustupOverride(*rustup, project));
    if (!choice)
        return std::nullopt;
    CY_TRY(const fs::path directory, rustupDirectory(*rustup, *choice));
    return Chosen{programIn(directory / "bin", "rustc"), choice->reason};
}

std::string shortName(const Toolchain &toolchain)
{
    const auto &host = toolchain.compiler.host;
    return toolchain.origin == Origin::Rustup && !host.empty() && toolchain.name.ends_with("-" + host)
               ? toolchain.name.substr(0, toolchain.name.size() - host.size() - 1)
               : toolchain.name;
}

} // namespace

bool Toolchain::hasTarget(std::string_view triple) const
{
    return std::ranges::find(targets, triple) != targets.end();
}

Result<ToolchainList> listToolchains(const fs::path &project, const CancelToken &cancel)
{
    Candidates candidates = findCandidates();
    ToolchainList list;
    list.problems = std::move(candidates.problems);
    list.toolchains.resize(candidates.all.size());
    std::vector<std::size_t> unknown;
    for (std::size_t i = 0; i < candidates.all.size(); ++i) {
        if (auto known = recallInspection(candidates.all[i], true))
            list.toolchains[i] = std::move(*known);
        else
            unknown.push_back(i);
    }
    if (!unknown.empty()) {
        std::atomic<std::size_t> next = 0;
        const auto work = [&] {
            for (std::size_t at = next++; at < unknown.size(); at = next++)
                list.toolchains[unknown[at]] = inspect(candidates.all[unknown[at]], true, false, cancel);
        };
        // The work is waiting for programs and for the disk, so more threads than processors are of use.
        const auto wanted = std::clamp<std::size_t>(std::thread::hardware_concurrency(), 2, 8);
        std::vector<std::jthread> threads;
        for (std::size_t i = 0; i < std::min(wanted, unknown.size()); ++i)
            threads.emplace_back(work);
    }
    CY_CHECK(cancel.check());

    const auto mark = [&](const fs::path &rustc) -> Toolchain * {
        const auto *candidate = findByProgram(candidates.all, rustc);
        return candidate ? &list.toolchains[static_cast<std::size_t>(candidate - candidates.all.data())] : nullptr;
    };
    if (const auto program = defaultProgram(candidates.rustup)) {
        if (auto *toolchain = mark(*program))
            toolchain->isDefault = true;
    }
    auto chosen = overriding(candidates.rustup, project);
    if (!chosen) {
        if (std::ranges::find(list.problems, chosen.error()) == list.problems.end())
            list.problems.push_back(std::move(chosen).error());
    } else if (*chosen) {
        if (auto *toolchain = mark((*chosen)->rustc))
            toolchain->overrideReason = (*chosen)->reason;
    }
    // rustup's keep their order by name; what others brought follows.
    std::ranges::stable_sort(list.toolchains, {}, &Toolchain::origin);
    return list;
}

namespace {

Result<Toolchain> finish(const Candidates &candidates, const fs::path &rustc, std::string reason,
                         const CancelToken &cancel)
{
    const auto *known = findByProgram(candidates.all, rustc);
    Toolchain toolchain = inspect(known ? *known : candidateForProgram(rustc), false, true, cancel);
    CY_CHECK(cancel.check());
    if (toolchain.broken) {
        Error error = std::move(*toolchain.broken);
        error.context.push_back(reason.empty() ? std::format("opening toolchain `{}`", toolchain.name)
                                               : std::format("opening toolchain `{}` ({})", toolchain.name, reason));
        return fail(std::move(error));
    }
    if (const auto program = defaultProgram(candidates.rustup))
        toolchain.isDefault = known && findByProgram(candidates.all, *program) == known;
    toolchain.overrideReason = std::move(reason);
    return toolchain;
}

bool named(const Candidate &candidate, std::string_view word)
{
    return candidate.name == word || std::ranges::find(candidate.aliases, word) != candidate.aliases.end();
}

bool isVersionOf(std::string_view word, std::string_view release)
{
    return !word.empty() && word.front() >= '0' && word.front() <= '9' && release.starts_with(word) &&
           (release.size() == word.size() || release[word.size()] == '.' || release[word.size()] == '-');
}

// A path: a program, or a directory that holds one.
Result<fs::path> programAt(const fs::path &path, const fs::path &project)
{
    const fs::path whole = absolutePath(path);
    std::error_code ignored;
    if (!fs::is_directory(whole, ignored)) {
        if (isRustupProxy(whole))
            return rustupProgram(whole, project);
        return whole; // what is wrong with it is found by asking it
    }
    const auto found = candidatesAt({toUtf8(whole), whole});
    if (found.size() == 1)
        return found.front().rustc;
    if (found.size() > 1) {
        std::string names;
        for (const auto &one : found)
            names += (names.empty() ? "" : ", ") + toUtf8(one.directory);
        return fail(Error{ErrorCode::BadInput, std::format("{} holds several compilers", toUtf8(whole))}.withHint(
            "name one: " + names));
    }
    return fail(Error{ErrorCode::NotFound, std::format("{} holds no bin/rustc", toUtf8(whole))}.withHint(
        "name a toolchain's directory, or the program rustc itself"));
}

Error unknownName(const std::string &word, const Candidates &candidates, const ToolchainList &list)
{
    Error error{ErrorCode::NotFound, std::format("there is no toolchain `{}`", word)};
    std::vector<std::string> names;
    std::string shown;
    for (const auto &toolchain : list.toolchains) {
        const auto name = shortName(toolchain);
        names.push_back(name);
        names.push_back(toolchain.name);
        std::ranges::copy(toolchain.aliases, std::back_inserter(names));
        shown += (shown.empty() ? "" : ", ") + name;
    }
    const auto meant = closest(word, names);
    if (meant)
        error.hint = std::format("did you mean {}? ", *meant);
    error.hint += shown.empty() ? "there is none at all: install rustc and cargo" : "there are: " + shown;
    const bool channel = word.starts_with("stable") || word.starts_with("beta") || word.starts_with("nightly") ||
                         (!word.empty() && word.front() >= '0' && word.front() <= '9');
    if (channel && !meant && candidates.rustup)
        error.hint += std::format("; or rustup toolchain install {}", word);
    return error;
}

Result<Toolchain> selectAsked(std::string word, const fs::path &project, const Candidates &candidates,
                              const CancelToken &cancel)
{
    if (word.starts_with('+'))
        word.erase(0, 1);
    if (word.empty())
        return fail(ErrorCode::Usage, "the toolchain's name is empty");
    for (const auto &candidate : candidates.all) {
        if (named(candidate, word))
            return finish(candidates, candidate.rustc, {}, cancel);
    }
    if (candidates.rustup) {
        if (const auto toolchain = findRustupToolchain(*candidates.rustup, word))
            return finish(candidates, programIn(toolchain->directory / "bin", "rustc"), {}, cancel);
    }
    const fs::path path = fromUtf8(word);
    if (path.has_parent_path() || word == "." || word == "..") {
        CY_TRY(const fs::path program, programAt(path, project));
        return finish(candidates, program, {}, cancel);
    }
    CY_TRY(const ToolchainList list, listToolchains(project, cancel));
    const Toolchain *match = nullptr;
    for (const auto &toolchain : list.toolchains) {
        if (isVersionOf(word, toolchain.compiler.release) && (!match || toolchain.isDefault))
            match = &toolchain;
    }
    if (match)
        return finish(candidates, match->compiler.rustc, {}, cancel);
    return fail(unknownName(word, candidates, list));
}

} // namespace

Result<Toolchain> selectToolchain(const ToolchainRequest &request, const CancelToken &cancel)
{
    const fs::path project = request.project.empty() ? fs::current_path() : absolutePath(request.project);
    const Candidates candidates = findCandidates();
    if (request.asked)
        return selectAsked(*request.asked, project, candidates, cancel);
    CY_TRY(const auto chosen, overriding(candidates.rustup, project));
    if (chosen)
        return finish(candidates, chosen->rustc, chosen->reason, cancel);
    if (const auto program = defaultProgram(candidates.rustup))
        return finish(candidates, *program, {}, cancel);
    for (const auto &candidate : candidates.all) {
        if (candidate.origin == Origin::Distribution)
            return finish(candidates, candidate.rustc, {}, cancel);
    }
    Error error{ErrorCode::NotFound, "there is no Rust toolchain: no rustc on PATH, and none of the system's"};
    if (candidates.rustup && !candidates.rustup->toolchains.empty())
        error.message = "rustup has no default toolchain, and there is no other rustc on PATH";
    error.hint = candidates.rustup || findProgram("rustup")
                     ? "rustup default stable"
                     : "install rustc and cargo from your system's packages, or rustup from https://rustup.rs";
    if (!candidates.all.empty())
        error.hint += "; or choose one with --toolchain (crossyard toolchains lists them)";
    return fail(std::move(error));
}

} // namespace crossyard::rust
