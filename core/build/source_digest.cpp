// SPDX-License-Identifier: MIT OR Apache-2.0
#include "build/source_digest.h"

#include "base/digest.h"
#include "base/files.h"
#include "base/strings.h"

#include <algorithm>
#include <format>
#include <set>

namespace crossyard::build {

namespace {

struct SourceFile {
    std::string name; // relative
    fs::path path;
    FileStamp stamp;
};

using NativeView = std::basic_string_view<fs::path::value_type>;

// The last part of a path that a directory_iterator gave. This, and comparing what is native, spares taking whole paths
// apart: there are thousands of files, and each call of the program looks at all of them.
NativeView lastPart(const fs::path &path)
{
    const NativeView whole = path.native();
    return whole.substr(whole.find_last_of(fs::path::preferred_separator) + 1);
}

Result<void> collect(const fs::path &root, const fs::path &directory, const std::vector<fs::path> &skip,
                     std::vector<SourceFile> &files)
{
    static const fs::path manifest("Cargo.toml");
    static const fs::path output("target");
    std::error_code error;
    fs::directory_iterator it(directory, error);
    if (error)
        return fail(ioError("read directory", directory, error));
    std::vector<fs::path> inner;
    bool package = false;
    for (const fs::directory_iterator end; it != end; it.increment(error)) {
        if (error)
            return fail(ioError("read directory", directory, error));
        const fs::path &path = it->path();
        const NativeView name = lastPart(path);
        if (name.front() == '.' || std::ranges::contains(skip, path.native(), &fs::path::native))
            continue;
        if (it->is_directory(error)) {
            inner.push_back(path);
        } else if (it->is_regular_file(error)) {
            package |= name == manifest.native();
            CY_TRY(const FileStamp stamp, stampOf(path));
            files.push_back({toUtf8(path.native().substr(root.native().size() + 1)), path, stamp});
        }
    }
    for (const auto &path : inner) {
        if (!package || lastPart(path) != output.native())
            CY_CHECK(collect(root, path, skip, files));
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

} // namespace

Result<TreeDigest> SourceDigests::ofTree(const fs::path &directory, const std::vector<fs::path> &skip)
{
    const auto key = std::pair(directory, skip);
    if (const auto it = m_known.find(key); it != m_known.end())
        return it->second;
    std::vector<SourceFile> files;
    CY_CHECK(collect(directory, directory, skip, files));
    std::ranges::sort(files, {}, &SourceFile::name);

    DigestBuilder stamps;
    stamps.add("form", "digest and neighbours, a line each").add("directory", toUtf8(directory));
    for (const auto &file : files)
        stamps.add(file.name, std::format("{} {}", file.stamp.size, file.stamp.mtimeNs));
    const fs::path remembered = m_memory / stamps.hex();
    if (const auto known = readFile(remembered)) {
        auto lines = split(*known, '\n');
        if (lines.front().size() == 64 && lines.back() == "end")
            return m_known[key] = {lines.front(), {lines.begin() + 1, lines.end() - 1}};
    }

    DigestBuilder contents;
    std::set<std::string> neighbours;
    for (const auto &file : files) {
        CY_TRY(const std::string bytes, readFile(file.path));
        contents.add(file.name, bytes);
        if (file.path.extension() == ".rs")
            collectNeighbours(directory, file.path, bytes, neighbours);
    }
    TreeDigest answer{contents.hex(), {neighbours.begin(), neighbours.end()}};
    // Only a memory: where it cannot be written, the bytes are read again next time.
    std::string text = answer.digest + "\n";
    for (const auto &name : answer.neighbours)
        text += name + "\n";
    if (createDirectories(m_memory))
        (void)writeFile(remembered, text + "end");
    return m_known[key] = std::move(answer);
}

bool PackageSources::ofLibrary(const fs::path &packageDir) const
{
    return !m_library.empty() && packageDir.native().starts_with(m_library.native() + fs::path::preferred_separator) &&
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
        if (dir.native().starts_with(packageDir.native() + fs::path::preferred_separator))
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

} // namespace crossyard::build
