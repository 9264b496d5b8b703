// SPDX-License-Identifier: MIT OR Apache-2.0
#include "build/source_digest.h"

#include "base/digest.h"
#include "base/files.h"

#include <algorithm>
#include <format>

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
    std::error_code error;
    fs::directory_iterator it(directory, error);
    if (error)
        return fail(ioError("read directory", directory, error));
    const bool package = fs::exists(directory / "Cargo.toml", error);
    for (const fs::directory_iterator end; it != end; it.increment(error)) {
        if (error)
            return fail(ioError("read directory", directory, error));
        const fs::path &path = it->path();
        const auto name = path.filename();
        if (name.native().front() == '.' || (package && name == "target") || std::ranges::contains(skip, path))
            continue;
        if (it->is_directory(error)) {
            CY_CHECK(collect(root, path, skip, files));
        } else if (it->is_regular_file(error)) {
            CY_TRY(const FileStamp stamp, stampOf(path));
            files.push_back({toUtf8(path.native().substr(root.native().size() + 1)), path, stamp});
        }
    }
    return {};
}

} // namespace

Result<std::string> SourceDigests::ofTree(const fs::path &directory, const std::vector<fs::path> &skip)
{
    const auto key = std::pair(directory, skip);
    if (const auto it = m_known.find(key); it != m_known.end())
        return it->second;
    std::vector<SourceFile> files;
    CY_CHECK(collect(directory, directory, skip, files));
    std::ranges::sort(files, {}, &SourceFile::name);

    DigestBuilder stamps;
    stamps.add("directory", toUtf8(directory));
    for (const auto &file : files)
        stamps.add(file.name, std::format("{} {}", file.stamp.size, file.stamp.mtimeNs));
    const fs::path remembered = m_memory / stamps.hex();
    if (const auto known = readFile(remembered); known && known->size() == 64)
        return m_known[key] = *known;

    DigestBuilder contents;
    for (const auto &file : files) {
        CY_TRY(const std::string bytes, readFile(file.path));
        contents.add(file.name, bytes);
    }
    const std::string digest = contents.hex();
    // Only a memory: where it cannot be written, the bytes are read again next time.
    if (createDirectories(m_memory))
        (void)writeFile(remembered, digest);
    return m_known[key] = digest;
}

PackageSources::PackageSources(fs::path library, const std::vector<fs::path> &packageDirs)
    : m_library(std::move(library)), m_packageDirs(packageDirs)
{
    if (m_library.empty())
        return;
    std::error_code error;
    for (fs::directory_iterator it(m_library, error), end; !error && it != end; it.increment(error)) {
        if (!it->is_directory(error) || it->path().filename() == "vendor")
            continue;
        // A directory that holds a package of the build, itself or further down, belongs to that package.
        const auto prefix = it->path().native() + fs::path::preferred_separator;
        const bool owned = std::ranges::any_of(
            packageDirs, [&](const fs::path &dir) { return dir == it->path() || dir.native().starts_with(prefix); });
        // What is a package without being in this build cannot be told from a shared one by its name; a package that
        // others include by path has its sources read with them, so it counts.
        if (!owned)
            m_shared.push_back(it->path());
    }
    std::ranges::sort(m_shared);
}

Result<std::string> PackageSources::digestOf(const fs::path &packageDir, SourceDigests &digests) const
{
    DigestBuilder digest;
    const bool ofLibrary = !m_library.empty() && packageDir.native().starts_with(m_library.native() + "/") &&
                           packageDir.parent_path().filename() != "vendor";
    // A package below another one's directory is not part of it.
    std::vector<fs::path> inner;
    for (const auto &dir : m_packageDirs) {
        if (dir != packageDir && dir.native().starts_with(packageDir.native() + "/"))
            inner.push_back(dir);
    }
    // compiler-builtins is a workspace in one directory: its packages read one another's files (libm).
    fs::path root = packageDir;
    if (ofLibrary) {
        while (root.parent_path() != m_library)
            root = root.parent_path();
    }
    CY_TRY(const std::string own, digests.ofTree(root, root == packageDir ? inner : std::vector<fs::path>{}));
    digest.add("own", own);
    if (ofLibrary) {
        for (const auto &dir : m_shared) {
            CY_TRY(const std::string shared, digests.ofTree(dir));
            digest.add(toUtf8(dir.filename()), shared);
        }
    }
    return digest.hex();
}

} // namespace crossyard::build
