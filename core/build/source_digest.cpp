// SPDX-License-Identifier: MIT OR Apache-2.0
#include "build/source_digest.h"

#include "base/digest.h"
#include "base/files.h"
#include "base/strings.h"

#include <algorithm>
#include <atomic>
#include <format>
#include <set>
#include <thread>

namespace crossyard::build {

namespace {

struct SourceFile {
    std::string name; // relative
    fs::path path;
    FileStamp stamp;
};

Result<void> collect(const fs::path &root, const fs::path &directory, const std::vector<fs::path> &skip,
                     std::vector<SourceFile> &files)
{
    static const fs::path::string_type manifest = fs::path("Cargo.toml").native();
    static const fs::path::string_type output = fs::path("target").native();
    CY_TRY(const auto entries, readDirectory(directory));
    const bool package = std::ranges::contains(entries, manifest, &DirectoryEntry::name);
    for (const auto &entry : entries) {
        if (entry.name.front() == '.' || (package && entry.directory && entry.name == output))
            continue;
        fs::path path = directory / entry.name;
        if (std::ranges::contains(skip, path.native(), &fs::path::native))
            continue;
        if (entry.directory) {
            CY_CHECK(collect(root, path, skip, files));
        } else {
            auto name = toUtf8(path.native().substr(root.native().size() + 1));
            files.push_back({std::move(name), std::move(path), entry.stamp});
        }
    }
    return {};
}

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

} // namespace

Result<TreeDigest> SourceDigests::ofTree(const fs::path &directory, const std::vector<fs::path> &skip)
{
    std::promise<Result<TreeDigest>> promise;
    std::unique_lock lock(m_mutex);
    const auto [it, first] = m_asked.try_emplace({directory, skip}, promise.get_future().share());
    const auto answer = it->second;
    lock.unlock();
    if (first)
        promise.set_value(work(directory, skip));
    return answer.get();
}

std::vector<fs::path> SourceDigests::asked() const
{
    const std::lock_guard lock(m_mutex);
    std::vector<fs::path> directories;
    for (const auto &[key, answer] : m_asked) {
        if (key.second.empty() && answer.get())
            directories.push_back(key.first);
    }
    return directories;
}

Result<TreeDigest> SourceDigests::work(const fs::path &directory, const std::vector<fs::path> &skip) const
{
    std::vector<SourceFile> files;
    CY_CHECK(collect(directory, directory, skip, files));
    std::ranges::sort(files, {}, &SourceFile::name);

    DigestBuilder stamps;
    stamps.add("form", "digest, neighbours, variables and place, a line each").add("directory", toUtf8(directory));
    for (const auto &file : files)
        stamps.add(file.name, std::format("{} {}", file.stamp.size, file.stamp.mtimeNs));
    const fs::path remembered = m_memory / stamps.hex();
    if (const auto known = readFile(remembered)) {
        if (auto tree = fromMemory(*known))
            return std::move(*tree);
    }

    DigestBuilder contents;
    std::set<std::string> neighbours;
    std::set<std::string> variables;
    bool asksForPlace = false;
    for (const auto &file : files) {
        CY_TRY(const std::string bytes, readFile(file.path));
        contents.add(file.name, bytes);
        if (file.path.extension() != ".rs")
            continue;
        collectNeighbours(directory, file.path, bytes, neighbours);
        if (isBuilt(file.name)) {
            collectVariables(bytes, variables);
            asksForPlace |= bytes.contains("CARGO_MANIFEST_DIR") || bytes.contains("CARGO_MANIFEST_PATH");
        }
    }
    TreeDigest answer{
        contents.hex(), {neighbours.begin(), neighbours.end()}, {variables.begin(), variables.end()}, asksForPlace};
    // Only a memory: where it cannot be written, the bytes are read again next time.
    if (createDirectories(m_memory))
        (void)writeFile(remembered, toMemory(answer));
    return answer;
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
    for (const auto &dir : m_packageDirs) {
        if (dir != packageDir && isBelow(dir, packageDir))
            own.skip.push_back(dir);
    }
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
