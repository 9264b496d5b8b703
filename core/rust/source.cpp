// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rust/source.h"

#include "base/strings.h"

#include <array>
#include <format>

namespace crossyard::rust {

namespace {

bool isFile(const fs::path &path)
{
    std::error_code ignored;
    return fs::is_regular_file(path, ignored);
}

bool isDirectory(const fs::path &path)
{
    std::error_code ignored;
    return fs::is_directory(path, ignored);
}

// The first component of the path that is a link to nothing.
std::optional<fs::path> danglingPart(const fs::path &path)
{
    fs::path part;
    for (const auto &name : path) {
        part /= name;
        std::error_code ignored;
        if (!fs::exists(part, ignored))
            return fs::is_symlink(part, ignored) ? std::optional(part) : std::nullopt;
    }
    return std::nullopt;
}

RustSource sourceAt(const fs::path &library)
{
    RustSource source{.library = library, .lockFile = {}, .vendor = {}, .workspaceManifest = {}};
    // Beside a directory of another name, a lock file or vendor directory would belong to something else.
    const fs::path beside = library.filename() == "library" ? library.parent_path() : library;
    for (const auto &file : {library / "Cargo.lock", beside / "Cargo.lock"}) {
        if (!source.lockFile && isFile(file))
            source.lockFile = file;
    }
    for (const auto &file : {library / "Cargo.toml", beside / "Cargo.toml"}) {
        if (!source.workspaceManifest && isFile(file))
            source.workspaceManifest = file;
    }
    for (const auto &directory : {library / "vendor", beside / "vendor"}) {
        if (!source.vendor && isDirectory(directory))
            source.vendor = directory;
    }
    return source;
}

} // namespace

Result<RustSource> openSource(const fs::path &path)
{
    const fs::path root = absolutePath(path);
    const std::array candidates{root, root / "library", root / "rust" / "library",
                                root / "lib" / "rustlib" / "src" / "rust" / "library"};
    for (const auto &library : candidates) {
        if (isFile(library / "core" / "Cargo.toml") && isFile(library / "core" / "src" / "lib.rs"))
            return sourceAt(library);
    }
    // Before 1.47 the crates stood in src/libcore, src/libstd.
    for (const auto &old : {root, root / "src", root / "lib" / "rustlib" / "src" / "rust" / "src"}) {
        if (isDirectory(old / "libcore") || isDirectory(old / "libstd"))
            return fail(Error{ErrorCode::Unsupported,
                              std::format("the standard library's source in {} is of a compiler before 1.47, whose "
                                          "layout (src/libstd) is not supported",
                                          toUtf8(old))}
                            .withHint("use the source of rustc 1.63 or later"));
    }
    if (!isDirectory(root))
        return fail(
            Error{ErrorCode::NotFound,
                  std::format("there is no directory {} to take the standard library's source from", toUtf8(root))});
    const bool toolchain =
        isDirectory(root / "lib" / "rustlib") || isFile(root / "bin" / "rustc") || isFile(root / "bin" / "rustc.exe");
    if (const auto dangling = danglingPart(candidates.back()))
        return fail(Error{ErrorCode::NotFound, std::format("the standard library's source is missing: {} is a link to "
                                                           "something that does not exist",
                                                           toUtf8(*dangling))}
                        .withHint("install the source (rust-src) of this toolchain"));
    if (toolchain)
        return fail(
            Error{ErrorCode::NotFound, std::format("the toolchain in {} has no standard library source: there is no {}",
                                                   toUtf8(root), toUtf8(candidates.back() / "core" / "Cargo.toml"))}
                .withHint("install its rust-src, or name another source with --rust-src"));
    std::vector<std::string> looked;
    for (const auto &library : candidates)
        looked.push_back(toUtf8(library / "core" / "Cargo.toml"));
    return fail(Error{ErrorCode::NotFound, std::format("{} holds no standard library source", toUtf8(root))}.withHint(
        "looked for " + join(looked, ", ")));
}

} // namespace crossyard::rust
