// SPDX-License-Identifier: MIT OR Apache-2.0
#include "bootstrap/patches.h"

#include "base/digest.h"
#include "base/staged_dir.h"
#include "base/strings.h"
#include "bootstrap/patched_tree.h"

#include <algorithm>
#include <format>

namespace crossyard::bootstrap {

namespace {

struct PatchFile {
    fs::path path;
    int strip = 1;
};

// A quilt series: a name a line, perhaps with -pN; '#' begins a comment.
Result<std::vector<PatchFile>> readSeries(const fs::path &file)
{
    CY_TRY(const std::string text, readFile(file));
    std::vector<PatchFile> files;
    int number = 0;
    for (const auto &line : split(text, '\n')) {
        ++number;
        const auto words = splitWhitespace(line.substr(0, line.find('#')));
        if (words.empty())
            continue;
        PatchFile patch{file.parent_path() / fromUtf8(words[0])};
        for (std::size_t i = 1; i < words.size(); ++i) {
            const bool digit =
                words[i].size() == 3 && words[i].starts_with("-p") && words[i][2] >= '0' && words[i][2] <= '9';
            if (!digit)
                return fail(Error{ErrorCode::Parse, std::format("`{}` is not understood", words[i])}
                                .withPlace({file, number})
                                .withHint("a line holds the name of a patch, and perhaps -p0 or -p1"));
            patch.strip = words[i][2] - '0';
        }
        std::error_code ignored;
        if (!fs::is_regular_file(patch.path, ignored))
            return fail(
                Error{ErrorCode::NotFound, std::format("there is no patch `{}`", words[0])}.withPlace({file, number}));
        files.push_back(std::move(patch));
    }
    return files;
}

Result<std::vector<PatchFile>> patchFilesIn(const fs::path &directory)
{
    std::error_code error;
    if (fs::exists(directory / "series", error))
        return readSeries(directory / "series");
    std::vector<PatchFile> files;
    for (fs::directory_iterator it(directory, error), end; !error && it != end; it.increment(error)) {
        if (it->path().extension() == ".patch")
            files.push_back({it->path()});
    }
    if (error)
        return fail(ioError("read directory", directory, error));
    std::ranges::sort(files, {}, [](const PatchFile &file) { return file.path.native(); });
    return files;
}

// The copy, if it is there and still what was written.
bool intact(const fs::path &home, const fs::path &crate, build::SourceDigests &digests)
{
    const auto written = readFile(home / "tree");
    const auto now = digests.ofTree(home / crate);
    return written && now && *written == now->digest;
}

// Gives the crate's directory in the copy. A crate of a git repository may inherit from its workspace there, and read
// files beside its own: all of that is copied.
Result<fs::path> publishCopy(const cargo::VendoredCrate &crate, const PatchedTree &tree, const fs::path &store,
                             const std::string &key, build::SourceDigests &digests)
{
    const fs::path home = store / "patched" / key;
    const fs::path name = fromUtf8(crate.name + "-" + crate.version.toString());
    const bool isAll = crate.repository.empty() || crate.repository == crate.directory;
    const fs::path inner = isAll ? name : name / crate.directory.lexically_relative(crate.repository);
    std::error_code ignored;
    if (fs::exists(home, ignored)) {
        if (intact(home, inner, digests))
            return home / inner;
        CY_CHECK(removeTree(home));
    }
    sweepStages(store / "patched");
    CY_TRY(StagedDir stage, StagedDir::create(store / "patched"));
    CY_TRY(const fs::path staged, tree.writeTo(stage.path() / name, crate.repository));
    CY_TRY(const auto digest, digests.ofTree(staged));
    CY_CHECK(writeFile(stage.path() / "tree", digest.digest));
    CY_CHECK(stage.publishAs(home));
    return home / inner;
}

} // namespace

Result<CratePatches> CratePatches::open(const std::optional<fs::path> &directory, const fs::path &store)
{
    CratePatches patches;
    patches.m_store = store;
    if (!directory)
        return patches;
    patches.m_root = *directory;
    std::error_code error;
    if (!fs::is_directory(*directory, error))
        return fail(
            Error{ErrorCode::NotFound, std::format("{} is not a directory of patches", toUtf8(*directory))}.withHint(
                "it holds a directory for each crate, NAME or NAME-VERSION, with *.patch in it"));
    for (fs::directory_iterator it(*directory, error), end; !error && it != end; it.increment(error)) {
        std::error_code ignored;
        const auto name = toUtf8(it->path().filename());
        if (!name.starts_with('.') && it->is_directory(ignored))
            patches.m_directories.push_back(name);
    }
    if (error)
        return fail(ioError("read directory", *directory, error));
    std::ranges::sort(patches.m_directories);
    return patches;
}

std::optional<std::string> CratePatches::directoryNameFor(const std::string &name, const cargo::Version &version) const
{
    for (const auto &candidate : {name + "-" + version.toString(), name}) {
        if (std::ranges::contains(m_directories, candidate))
            return candidate;
    }
    return std::nullopt;
}

bool CratePatches::has(const std::string &name, const cargo::Version &version) const
{
    return directoryNameFor(name, version).has_value();
}

Result<fs::path> CratePatches::directoryFor(const cargo::VendoredCrate &crate)
{
    const auto patches = directoryNameFor(crate.name, crate.version);
    if (!patches)
        return crate.directory;
    m_used.insert(*patches);
    const auto known = m_patched.find(crate.directory);
    if (known != m_patched.end())
        return known->second.directory;
    CY_TRY(auto done, work(crate, m_root / fromUtf8(*patches)));
    return m_patched.emplace(crate.directory, std::move(done)).first->second.directory;
}

Result<CratePatches::Patched> CratePatches::work(const cargo::VendoredCrate &crate, const fs::path &patches) const
{
    Patched done{crate.directory, {}};
    CY_TRY(const auto files, patchFilesIn(patches));
    if (files.empty())
        return done;
    build::SourceDigests digests(m_store / "digests");
    CY_TRY(const auto source, digests.ofTree(crate.directory));
    DigestBuilder key;
    key.add("form", "1").add("source", source.digest);
    if (!crate.repository.empty()) // a checkout has the name of its commit, and so never changes
        key.add("commit", toUtf8(crate.repository.filename()))
            .add("crate", crate.directory.lexically_relative(crate.repository).generic_string());
    PatchedTree tree(crate.directory);
    const std::string title = crate.name + " " + crate.version.toString();
    bool good = true;
    for (const auto &file : files) {
        PlannedPatch planned{.crate = title, .file = file.path};
        CY_TRY(const std::string text, readFile(file.path));
        // quilt leaves empty files where a patch was taken over by those who make the crate.
        const auto applied = trim(text).empty() ? Result<AppliedPatch>() : tree.apply(text, file.path, file.strip);
        if (applied) {
            planned.hunks = applied->hunks;
            planned.files = applied->files;
        } else {
            planned.problem = applied.error().message;
            planned.line = applied.error().place ? applied.error().place->line : 0;
            good = false;
        }
        done.patches.push_back(std::move(planned));
        if (!good)
            return done; // those behind it count on this one
    }
    auto checked = tree.check(crate);
    if (!checked) {
        done.patches.back().problem = checked.error().message;
        return done;
    }
    tree.addTo(key);
    CY_TRY(done.directory, publishCopy(crate, tree, m_store, key.hex(), digests));
    return done;
}

std::vector<PlannedPatch> CratePatches::planned() const
{
    std::vector<PlannedPatch> all;
    for (const auto &[directory, patched] : m_patched)
        all.insert(all.end(), patched.patches.begin(), patched.patches.end());
    std::ranges::stable_sort(all, {}, &PlannedPatch::crate);
    return all;
}

std::vector<std::string> CratePatches::unused() const
{
    std::vector<std::string> names;
    for (const auto &name : m_directories) {
        if (!m_used.contains(name))
            names.push_back(name);
    }
    return names;
}

std::optional<Error> firstProblem(const std::vector<PlannedPatch> &patches)
{
    const auto bad = std::ranges::find_if(patches, [](const auto &patch) { return !patch.problem.empty(); });
    if (bad == patches.end())
        return std::nullopt;
    return Error{ErrorCode::BadInput,
                 std::format("{} cannot be applied to {}: {}", toUtf8(bad->file.filename()), bad->crate, bad->problem)}
        .withPlace({bad->file, bad->line})
        .withHint("mend the patch for this version, or take it out of its directory");
}

} // namespace crossyard::bootstrap
