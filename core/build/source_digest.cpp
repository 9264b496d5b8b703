// SPDX-License-Identifier: MIT OR Apache-2.0
#include "build/source_digest.h"

#include "base/digest.h"
#include "base/files.h"
#include "base/strings.h"
#include "cargo/crate_source.h"

#include <algorithm>
#include <atomic>
#include <format>
#include <iterator>
#include <set>
#include <span>
#include <thread>

namespace crossyard::build {

namespace {

using NativeText = fs::path::string_type;

struct SourceFile {
    NativeText name; // relative to the root, with the platform's separators
    FileStamp stamp;
};

// Paths are made for directories only: there are ten thousand files in the crates of one program.
class Collector {
public:
    Collector(const fs::path &root, const std::vector<fs::path> &skip) : m_root(root), m_skip(skip) {}

    Result<std::vector<SourceFile>> collect()
    {
        CY_CHECK(collect(m_root, {}));
        std::ranges::sort(m_files, {}, &SourceFile::name);
        return std::move(m_files);
    }
    /// Of the list that a vendored crate has of its files.
    const std::optional<FileStamp> &list() const { return m_list; }

private:
    Result<void> collect(const fs::path &directory, const NativeText &prefix)
    {
        static const NativeText manifest = fs::path("Cargo.toml").native();
        static const NativeText output = fs::path("target").native();
        static const NativeText vendored = fs::path(".cargo-checksum.json").native();
        CY_TRY(const auto entries, readDirectory(directory));
        const auto has = [&](const NativeText &name) {
            return std::ranges::contains(entries, name, &DirectoryEntry::name);
        };
        const bool package = has(manifest);
        if (prefix.empty()) {
            if (const auto list = std::ranges::find(entries, vendored, &DirectoryEntry::name); list != entries.end())
                m_list = list->stamp;
        } else if (package && has(vendored)) {
            // A crate of a source of crates is no part of the package that keeps it.
            m_vendor = directory.parent_path();
            return {};
        }
        for (const auto &entry : entries) {
            if (entry.name.front() == '.' || (package && entry.directory && entry.name == output))
                continue;
            if (!entry.directory) {
                m_files.push_back({prefix + entry.name, entry.stamp});
                continue;
            }
            const fs::path path = directory / entry.name;
            // Where one lies there are more, which need not be read to be known.
            if (std::error_code ignored; m_vendor == directory && fs::exists(path / vendored, ignored))
                continue;
            if (!std::ranges::contains(m_skip, path.native(), &fs::path::native))
                CY_CHECK(collect(path, prefix + entry.name + fs::path::preferred_separator));
        }
        return {};
    }

    const fs::path &m_root;
    const std::vector<fs::path> &m_skip;
    std::vector<SourceFile> m_files;
    std::optional<FileStamp> m_list;
    fs::path m_vendor; // a directory of crates
};

// Which directory beside `root` a path in a source file leads to: "stdarch" for "../../stdarch/src/mod.rs" in
// core/src/lib.rs.
std::optional<std::string> neighbourIn(const fs::path &root, const fs::path &file, std::string_view path)
{
    const fs::path beside = root.parent_path();
    const fs::path reached = (file.parent_path() / fromUtf8(std::string(path))).lexically_normal();
    const fs::path relative = reached.lexically_relative(beside);
    if (relative.empty() || *relative.begin() == ".." || *relative.begin() == "." ||
        *relative.begin() == root.filename())
        return std::nullopt;
    return toUtf8(*relative.begin());
}

// Paths in a source file are told by how they begin; what is no path after all leads to no directory.
void collectNeighbours(const fs::path &root, const fs::path &file, std::string_view text, std::set<std::string> &found)
{
    constexpr std::string_view upward = "\"../";
    for (auto at = text.find(upward); at != std::string_view::npos; at = text.find(upward, at + 1)) {
        const auto end = text.find_first_of("\"\n", at + 1);
        if (end == std::string_view::npos)
            return;
        if (const auto name = neighbourIn(root, file, text.substr(at + 1, end - at - 1)))
            found.insert(*name);
    }
}

// NAME of each env!("NAME") and option_env!("NAME"), white space allowed.
void collectVariables(std::string_view text, std::set<std::string> &found)
{
    constexpr std::string_view opening = "env!";
    for (auto at = text.find(opening); at != std::string_view::npos; at = text.find(opening, at + 1)) {
        auto next = at + opening.size();
        const auto skip = [&](std::string_view characters) {
            next = std::min(text.find_first_not_of(characters, next), text.size());
        };
        skip(" \t\n\r");
        if (next >= text.size() || !std::string_view("([{").contains(text[next]))
            continue;
        ++next;
        skip(" \t\n\r");
        if (next >= text.size() || text[next] != '"')
            continue;
        const auto end = text.find_first_of("\"\n", next + 1);
        if (end != std::string_view::npos && text[end] == '"' && end > next + 1)
            found.emplace(text.substr(next + 1, end - next - 1));
    }
}

// Tests, benches and examples are never built here.
bool isBuilt(std::string_view name)
{
    return !name.starts_with("tests/") && !name.starts_with("benches/") && !name.starts_with("examples/");
}

std::string toMemory(const TreeDigest &tree)
{
    std::string text = tree.digest + "\n";
    for (const auto &name : tree.neighbours)
        text += "n" + name + "\n";
    for (const auto &name : tree.variables)
        text += "v" + name + "\n";
    if (tree.asksForPlace)
        text += "p\n";
    return text + "end";
}

std::optional<TreeDigest> fromMemory(const std::string &text)
{
    const auto lines = split(text, '\n');
    if (lines.front().size() != 64 || lines.back() != "end")
        return std::nullopt;
    TreeDigest tree{lines.front(), {}};
    for (std::size_t i = 1; i + 1 < lines.size(); ++i) {
        if (lines[i] == "p")
            tree.asksForPlace = true;
        else if (!lines[i].empty())
            (lines[i].front() == 'v' ? tree.variables : tree.neighbours).push_back(lines[i].substr(1));
    }
    return tree;
}

Error notAsListed(const fs::path &file, const std::string &how)
{
    return Error{
        ErrorCode::BadInput,
        std::format("{} is not as .cargo-checksum.json beside its crate's Cargo.toml lists it: {}", toUtf8(file), how)}
        .withHint("sources that were vendored are not to be edited in place (--patchdir and [patch] are for that): "
                  "vendor them anew, or, where this is meant, make that list `\"files\":{}`, as distributions do");
}

// What a vendored crate came with, as cargo looks at it: names with a dot in front are not ours to compile.
class ListedFiles {
public:
    static Result<ListedFiles> of(const fs::path &directory)
    {
        CY_TRY(auto files, cargo::listedFiles(directory));
        return ListedFiles(directory, std::move(files));
    }
    Result<void> check(const std::string &name, std::string_view bytes)
    {
        const auto listed = m_files.find(name);
        if (listed == m_files.end())
            return {};
        if (const auto found = sha256(bytes); found != listed->second)
            return fail(notAsListed(m_directory / fromUtf8(name),
                                    std::format("its SHA-256 is {}, and {} is listed", found, listed->second)));
        m_files.erase(listed);
        return {};
    }
    /// After all that are there.
    Result<void> checkMissing() const
    {
        for (const auto &[name, checksum] : m_files) {
            std::error_code ignored;
            const auto file = m_directory / fromUtf8(name);
            if (!name.starts_with('.') && !name.contains("/.") && !fs::exists(file, ignored))
                return fail(notAsListed(file, "it is not there"));
        }
        return {};
    }

private:
    ListedFiles(fs::path directory, std::map<std::string, std::string, std::less<>> files)
        : m_directory(std::move(directory)), m_files(std::move(files))
    {
    }

    fs::path m_directory;
    std::map<std::string, std::string, std::less<>> m_files;
};

} // namespace

Result<TreeDigest> SourceDigests::ofTree(const fs::path &directory, const std::vector<fs::path> &skip)
{
    NativeText key = directory.native();
    for (const auto &path : skip)
        key += fs::path::value_type() + path.native();
    std::promise<Result<TreeDigest>> promise;
    std::unique_lock lock(m_mutex);
    const auto [it, first] =
        m_asked.try_emplace(std::move(key), Asked{directory, skip.empty(), promise.get_future().share()});
    const auto answer = it->second.answer;
    lock.unlock();
    if (first)
        promise.set_value(work(directory, skip));
    return answer.get();
}

void SourceDigests::foresee(const fs::path &directory, std::vector<fs::path> skip)
{
    const std::lock_guard lock(m_mutex);
    m_foreseen.emplace_back(directory, std::move(skip));
    m_wake.notify_one();
    if (m_thread.joinable())
        return;
    m_thread = std::jthread([this](const std::stop_token &stop) {
        std::unique_lock waiting(m_mutex);
        while (m_wake.wait(waiting, stop, [this] { return !m_foreseen.empty(); }) && !stop.stop_requested()) {
            const auto next = std::move(m_foreseen.front());
            m_foreseen.pop_front();
            waiting.unlock();
            (void)ofTree(next.first, next.second); // who asks for it gets the error
            waiting.lock();
        }
    });
}

std::vector<fs::path> SourceDigests::asked() const
{
    const std::lock_guard lock(m_mutex);
    std::vector<fs::path> directories;
    for (const auto &[key, asked] : m_asked) {
        if (asked.whole && asked.answer.get())
            directories.push_back(asked.directory);
    }
    std::ranges::sort(directories);
    return directories;
}

Result<TreeDigest> SourceDigests::work(const fs::path &directory, const std::vector<fs::path> &skip) const
{
    Collector collector(directory, skip);
    CY_TRY(const auto files, collector.collect());
    std::string stamped;
    if (const auto &list = collector.list())
        stamped = std::format("{} {}\n", list->size, list->mtimeNs);
    for (const auto &file : files) {
        const auto name = std::as_bytes(std::span(file.name));
        stamped.append(reinterpret_cast<const char *>(name.data()), name.size());
        std::format_to(std::back_inserter(stamped), "\n{} {}\n", file.stamp.size, file.stamp.mtimeNs);
    }
    DigestBuilder stamps;
    stamps.add("form", "digest, neighbours, variables and place, a line each; as it is listed")
        .add("directory", toUtf8(directory))
        .add("files", stamped);
    const fs::path remembered = m_memory / stamps.hex();
    if (const auto known = readFile(remembered)) {
        if (auto tree = fromMemory(*known))
            return std::move(*tree);
    }

    CY_TRY(auto listed, ListedFiles::of(directory));
    DigestBuilder contents;
    std::set<std::string> neighbours;
    std::set<std::string> variables;
    bool asksForPlace = false;
    for (const auto &file : files) {
        const fs::path path = directory / file.name;
        const std::string name = fs::path(file.name).generic_string();
        CY_TRY(const std::string bytes, readFile(path));
        CY_CHECK(listed.check(name, bytes));
        contents.add(name, bytes);
        if (!name.ends_with(".rs"))
            continue;
        collectNeighbours(directory, path, bytes, neighbours);
        if (isBuilt(name)) {
            collectVariables(bytes, variables);
            asksForPlace |= bytes.contains("CARGO_MANIFEST_DIR") || bytes.contains("CARGO_MANIFEST_PATH");
        }
    }
    CY_CHECK(listed.checkMissing());
    TreeDigest answer{
        contents.hex(), {neighbours.begin(), neighbours.end()}, {variables.begin(), variables.end()}, asksForPlace};
    // Only a memory: where it cannot be written, the bytes are read again next time.
    if (createDirectories(m_memory))
        (void)writeFile(remembered, toMemory(answer));
    return answer;
}

PackageSources::PackageSources(fs::path library, std::vector<fs::path> packageDirs)
    : m_library(std::move(library)), m_packageDirs(std::move(packageDirs))
{
    std::ranges::sort(m_packageDirs, {}, &fs::path::native);
    m_packageDirs.erase(std::ranges::unique(m_packageDirs, {}, &fs::path::native).begin(), m_packageDirs.end());
}

bool PackageSources::ofLibrary(const fs::path &packageDir) const
{
    return !m_library.empty() && packageDir != m_library && isBelow(packageDir, m_library) &&
           packageDir.parent_path().filename() != "vendor";
}

PackageSources::Own PackageSources::ownOf(const fs::path &packageDir) const
{
    Own own{packageDir, {}};
    if (ofLibrary(packageDir)) {
        // compiler-builtins and stdarch are workspaces in one directory: their packages read one another's files.
        while (own.root.parent_path() != m_library)
            own.root = own.root.parent_path();
    }
    if (own.root != packageDir)
        return own;
    // A package below another one's directory is not part of it.
    const NativeText below = packageDir.native() + fs::path::preferred_separator;
    for (auto it = std::ranges::lower_bound(m_packageDirs, below, {}, &fs::path::native);
         it != m_packageDirs.end() && it->native().starts_with(below); ++it)
        own.skip.push_back(*it);
    return own;
}

Result<std::vector<fs::path>> PackageSources::directoriesOf(const fs::path &packageDir, SourceDigests &digests) const
{
    const Own own = ownOf(packageDir);
    std::vector<fs::path> directories{own.root};
    if (!ofLibrary(packageDir))
        return directories;
    CY_TRY(const TreeDigest tree, digests.ofTree(own.root, own.skip));
    for (const auto &name : tree.neighbours) {
        std::error_code ignored;
        if (fs::is_directory(m_library / fromUtf8(name), ignored))
            directories.push_back(m_library / fromUtf8(name));
    }
    return directories;
}

Result<TreeDigest> PackageSources::ownTree(const fs::path &packageDir, SourceDigests &digests) const
{
    const Own own = ownOf(packageDir);
    return digests.ofTree(own.root, own.skip);
}

Result<std::string> PackageSources::digestOf(const fs::path &packageDir, SourceDigests &digests) const
{
    const Own own = ownOf(packageDir);
    CY_TRY(const TreeDigest tree, digests.ofTree(own.root, own.skip));
    DigestBuilder digest;
    digest.add("own", tree.digest);
    CY_TRY(const auto directories, directoriesOf(packageDir, digests));
    for (const auto &dir : directories) {
        if (dir == own.root)
            continue;
        CY_TRY(const TreeDigest shared, digests.ofTree(dir));
        digest.add(toUtf8(dir.filename()), shared.digest);
    }
    return digest.hex();
}

void PackageSources::foresee(const fs::path &packageDir, SourceDigests &digests) const
{
    Own own = ownOf(packageDir);
    digests.foresee(own.root, std::move(own.skip));
}

void PackageSources::prepare(const std::vector<fs::path> &packageDirs, SourceDigests &digests) const
{
    std::atomic<std::size_t> next = 0;
    const auto work = [&] {
        // What fails here fails again when it is asked for, and is told then.
        for (std::size_t i = next++; i < packageDirs.size(); i = next++)
            (void)digestOf(packageDirs[i], digests);
    };
    std::vector<std::jthread> helpers(std::min<std::size_t>(std::max(1U, std::thread::hardware_concurrency()), 8) - 1);
    for (auto &helper : helpers)
        helper = std::jthread(work);
    work();
}

} // namespace crossyard::build
