// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rust/toolchain_candidate.h"

#include "base/files.h"
#include "base/strings.h"
#include "rust/toolchain_system.h"
#include "text/json.h"

#include <algorithm>
#include <format>
#include <nlohmann/json.hpp>

namespace crossyard::rust {

namespace {

fs::path realPath(const fs::path &path)
{
    std::error_code error;
    auto real = fs::canonical(path, error);
    return error ? absolutePath(path) : real;
}

bool isDirectory(const fs::path &path)
{
    std::error_code ignored;
    return fs::is_directory(path, ignored);
}

std::vector<fs::path> entriesOf(const fs::path &directory)
{
    std::vector<fs::path> entries;
    std::error_code error;
    for (fs::directory_iterator it(directory, error), end; !error && it != end; it.increment(error))
        entries.push_back(it->path());
    std::ranges::sort(entries);
    return entries;
}

// A compiler that has several names is one toolchain: the first name stays, the others become aliases.
void addOnce(std::vector<Candidate> &all, Candidate candidate)
{
    const fs::path real = realPath(candidate.rustc);
    for (auto &known : all) {
        if (realPath(known.rustc) != real)
            continue;
        std::vector<std::string> names = std::move(candidate.aliases);
        names.insert(names.begin(), candidate.name);
        for (auto &name : names) {
            const bool path = fromUtf8(name).is_absolute();
            if (!path && name != known.name && std::ranges::find(known.aliases, name) == known.aliases.end())
                known.aliases.push_back(std::move(name));
        }
        return;
    }
    all.push_back(std::move(candidate));
}

void addRustup(Candidates &candidates)
{
    candidates.rustup = readRustup();
    if (!candidates.rustup)
        return;
    if (candidates.rustup->settingsError)
        candidates.problems.push_back(*candidates.rustup->settingsError);
    for (const auto &toolchain : candidates.rustup->toolchains)
        addOnce(candidates.all, {.name = toolchain.name,
                                 .aliases = {},
                                 .origin = Origin::Rustup,
                                 .linked = toolchain.linked,
                                 .provider = {},
                                 .directory = toolchain.directory,
                                 .rustc = programIn(toolchain.directory / "bin", "rustc")});
}

// The system's own compilers: /usr/bin/rustc, and those that a distribution keeps beside it by version.
void addDistribution(Candidates &candidates)
{
    const auto add = [&](const fs::path &rustc) {
        if (fs::is_symlink(fs::symlink_status(rustc)) || isExecutable(rustc)) {
            if (!isRustupProxy(rustc))
                addOnce(candidates.all, candidateForProgram(rustc));
        }
    };
    add("/usr/bin/rustc");
    for (const fs::path parent : {"/usr/lib", "/usr/lib/rust", "/opt"}) {
        // Ubuntu: /usr/lib/rust-1.80; Gentoo: /usr/lib/rust/1.80.1 and /opt/rust-bin-1.80.1
        const bool inner = parent.filename() == "rust";
        if (!isDirectory(parent))
            continue;
        for (const auto &entry : entriesOf(parent)) {
            const auto name = toUtf8(entry.filename());
            if (inner || name.starts_with("rust-"))
                add(entry / "bin" / "rustc");
        }
    }
}

void addPath(Candidates &candidates)
{
    bool proxy = false;
    for (const auto &rustc : findPrograms("rustc")) {
        if (isRustupProxy(rustc))
            proxy = true;
        else
            addOnce(candidates.all, candidateForProgram(rustc));
    }
    if (proxy && (!candidates.rustup || candidates.rustup->toolchains.empty()))
        candidates.problems.push_back(
            Error{ErrorCode::NotFound, "rustup is on PATH, but has no toolchain"}.withHint("rustup default stable"));
}

void addAdded(Candidates &candidates)
{
    auto added = readAddedPaths();
    if (!added) {
        candidates.problems.push_back(std::move(added).error());
        return;
    }
    for (const auto &path : *added) {
        auto found = candidatesAt(path);
        if (found.empty()) // gone since it was added: shown as broken
            found.push_back({.name = path.name,
                             .aliases = {},
                             .origin = Origin::Added,
                             .linked = false,
                             .provider = {},
                             .directory = path.path,
                             .rustc = programIn(path.path / "bin", "rustc")});
        for (auto &candidate : found)
            addOnce(candidates.all, std::move(candidate));
    }
}

fs::path addedFile()
{
    return configDirectory() / "toolchains.json";
}

// build/HOST/stage1 and stage2 of a checkout, of its build directory, or of its build/HOST. Links among them
// (build/host) name a directory that is listed anyway.
std::vector<fs::path> stagesBelow(const fs::path &path)
{
    std::vector<fs::path> hosts{path};
    for (const auto &build : {path / "build", path}) {
        for (const auto &entry : isDirectory(build) ? entriesOf(build) : std::vector<fs::path>{}) {
            std::error_code ignored;
            if (!fs::is_symlink(entry, ignored) && isDirectory(entry))
                hosts.push_back(entry);
        }
    }
    std::vector<fs::path> stages;
    for (const auto &host : hosts) {
        for (const char *stage : {"stage1", "stage2"}) {
            if (isExecutable(programIn(host / stage / "bin", "rustc")))
                stages.push_back(host / stage);
        }
    }
    return stages;
}

bool isStage(const fs::path &directory)
{
    const auto name = toUtf8(directory.filename());
    return (name == "stage1" || name == "stage2") && directory.parent_path().parent_path().filename() == "build";
}

} // namespace

fs::path programIn(const fs::path &directory, std::string_view name)
{
    const fs::path plain = directory / fromUtf8(name);
    const fs::path windows = directory / fromUtf8(std::string(name) + ".exe");
    std::error_code ignored;
    return !fs::exists(plain, ignored) && fs::exists(windows, ignored) ? windows : plain;
}

Candidate candidateForProgram(const fs::path &rustc)
{
    const fs::path program = absolutePath(rustc);
    const fs::path real = realPath(program);
    Candidate candidate{.name = toUtf8(program),
                        .aliases = {},
                        .origin = Origin::Path,
                        .linked = false,
                        .provider = {},
                        .directory = program.parent_path().parent_path(),
                        .rustc = program};
    const auto text = toUtf8(real);
    const auto under = [&](std::string_view root) { return text.starts_with(root); };
    if (under("/usr/local/") || under("/home/"))
        return candidate;
    if (text.find("/Cellar/") != std::string::npos) {
        candidate.origin = Origin::Distribution;
        candidate.name = candidate.provider = "homebrew";
    } else if (under("/nix/store/")) {
        candidate.origin = Origin::Distribution;
        candidate.name = candidate.provider = "nix";
    } else if (under("/usr/") || under("/bin/") || under("/opt/rust-bin-")) {
        const auto system = readOsRelease();
        candidate.origin = Origin::Distribution;
        candidate.name = system.id.empty() ? "system" : system.id;
        candidate.provider = system.prettyName;
        const fs::path directory = real.parent_path().parent_path();
        if (directory != "/usr" && directory != "/") { // one of several: /usr/lib/rust-1.80
            const auto folder = toUtf8(directory.filename());
            const auto dash = folder.rfind('-');
            const auto versioned =
                candidate.name + "-" + (dash == std::string::npos ? folder : folder.substr(dash + 1));
            if (program == "/usr/bin/rustc")
                candidate.aliases.push_back(versioned);
            else
                candidate.name = versioned;
        }
    }
    return candidate;
}

const Candidate *findByProgram(const std::vector<Candidate> &candidates, const fs::path &rustc)
{
    const fs::path real = realPath(rustc);
    const auto it = std::ranges::find_if(candidates, [&](const Candidate &one) { return realPath(one.rustc) == real; });
    return it == candidates.end() ? nullptr : &*it;
}

std::vector<Candidate> candidatesAt(const AddedPath &added)
{
    const auto make = [](std::string name, Origin origin, const fs::path &directory, const fs::path &rustc) {
        return Candidate{.name = std::move(name),
                         .aliases = {},
                         .origin = origin,
                         .linked = false,
                         .provider = {},
                         .directory = directory,
                         .rustc = rustc};
    };
    std::error_code ignored;
    if (fs::is_regular_file(added.path, ignored))
        return {make(added.name, Origin::Added, added.path.parent_path().parent_path(), added.path)};
    const fs::path rustc = programIn(added.path / "bin", "rustc");
    if (fs::exists(rustc, ignored) || fs::is_symlink(rustc, ignored))
        return {make(added.name, isStage(added.path) ? Origin::LocalBuild : Origin::Added, added.path, rustc)};
    std::vector<Candidate> found;
    const auto stages = stagesBelow(added.path);
    for (const auto &stage : stages) {
        auto name = std::format("{}-{}", added.name, toUtf8(stage.filename()));
        if (std::ranges::any_of(found, [&](const Candidate &one) { return one.name == name; })) // several hosts
            name = std::format("{}-{}", name, toUtf8(stage.parent_path().filename()));
        found.push_back(make(std::move(name), Origin::LocalBuild, stage, programIn(stage / "bin", "rustc")));
    }
    return found;
}

Candidates findCandidates()
{
    Candidates candidates;
    addRustup(candidates);
    addDistribution(candidates);
    addPath(candidates);
    addAdded(candidates);
    return candidates;
}

Result<std::vector<AddedPath>> readAddedPaths()
{
    std::error_code ignored;
    const fs::path file = addedFile();
    if (!fs::exists(file, ignored))
        return std::vector<AddedPath>{};
    CY_TRY(const std::string content, readFile(file));
    CY_TRY(const auto json, text::parseJson(content, file));
    std::vector<AddedPath> paths;
    try {
        for (const auto &item : json.at("toolchains"))
            paths.push_back({item.at("name").get<std::string>(), fromUtf8(item.at("path").get<std::string>())});
    } catch (const nlohmann::json::exception &) {
        return fail(
            Error{ErrorCode::Parse, "the list of added toolchains is not in its form"}
                .withPlace({file, 0, 0})
                .withHint("it is {\"toolchains\": [{\"name\": \"...\", \"path\": \"...\"}]}; mend or remove it"));
    }
    return paths;
}

Result<void> writeAddedPaths(const std::vector<AddedPath> &paths)
{
    auto list = nlohmann::ordered_json::array();
    for (const auto &[name, path] : paths)
        list.push_back({{"name", name}, {"path", toUtf8(path)}});
    CY_CHECK(createDirectories(configDirectory()));
    return writeFile(addedFile(), nlohmann::ordered_json{{"toolchains", list}}.dump(2) + "\n");
}

} // namespace crossyard::rust
