// SPDX-License-Identifier: MIT OR Apache-2.0
#include "sysroot/library.h"

#include "base/files.h"
#include "base/strings.h"

#include <algorithm>
#include <map>

namespace crossyard::sysroot {

namespace {

bool isPackage(const fs::path &dir)
{
    std::error_code ignored;
    return fs::is_regular_file(dir / "Cargo.toml", ignored);
}

std::string nameIn(const fs::path &dir)
{
    const auto file = cargo::readManifestFile(dir / "Cargo.toml");
    return file ? (*file)->table["package"]["name"].value_or(std::string()) : std::string();
}

// Before 1.82 the patches stood in the compiler's own root manifest, which a source may lack.
std::vector<cargo::Patch> oldPatches(const fs::path &library)
{
    std::vector<cargo::Patch> patches;
    for (const char *name : {"rustc-std-workspace-core", "rustc-std-workspace-alloc", "rustc-std-workspace-std"}) {
        if (!isPackage(library / name))
            continue;
        cargo::Dependency dependency;
        dependency.name = dependency.package = name;
        dependency.path = library / name;
        patches.push_back({"crates-io", dependency});
    }
    return patches;
}

} // namespace

std::optional<fs::path> Library::find(std::string_view package) const
{
    const std::string name(package);
    const std::string dashed = replaceAll(name, "_", "-");
    const std::string underscored = replaceAll(name, "-", "_");
    const fs::path &base = source.library;
    for (const auto &candidate : {base / name, base / dashed, base / underscored, base / dashed / dashed,
                                  base / "stdarch" / "crates" / name, base / ("lib" + name)}) {
        if (isPackage(candidate) && replaceAll(nameIn(candidate), "-", "_") == underscored)
            return candidate;
    }
    return std::nullopt;
}

std::vector<std::string> Library::packages() const
{
    std::vector<std::string> names;
    std::error_code error;
    for (fs::directory_iterator it(source.library, error), end; !error && it != end; it.increment(error)) {
        if (isPackage(it->path())) {
            if (auto name = nameIn(it->path()); !name.empty())
                names.push_back(std::move(name));
        }
    }
    if (find("compiler_builtins"))
        names.push_back("compiler_builtins");
    std::ranges::sort(names);
    return names;
}

Result<Library> openLibrary(const rust::RustSource &source)
{
    Library library;
    library.source = source;
    const fs::path manifest = source.library / "Cargo.toml";
    if (isPackage(source.library)) {
        CY_TRY(library.root, cargo::readManifestFile(manifest));
        CY_TRY(library.patches, cargo::readPatches(library.root->table, manifest));
    } else {
        library.patches = oldPatches(source.library);
    }
    library.featureRoot = isPackage(source.library / "sysroot") ? "sysroot" : "test";
    const auto panicking = readFile(source.library / "core" / "src" / "panicking.rs");
    if (!panicking)
        return fail(
            Error{ErrorCode::NotFound, "the standard library's source is not complete: " + panicking.error().message}
                .withHint("install it anew, or name another one with --rust-src"));
    const auto at = panicking->find("feature = \"panic_immediate_abort\"");
    library.immediateAbortIsStrategy =
        at != std::string::npos && panicking->substr(at, 60).find("compile_error!") != std::string::npos;
    return library;
}

std::optional<std::string> fateOfCrate(std::string_view package)
{
    static const std::map<std::string_view, std::string_view> fates{
        {"collections", "its contents are in `alloc` since 1.20: name `alloc` instead"},
        {"std_unicode", "its contents are in `core` since 1.27: leave it out"},
        {"rustc_unicode", "its contents are in `core` since 1.27: leave it out"},
        {"rustc_std_unicode", "its contents are in `core` since 1.27: leave it out"},
        {"alloc_system", "it became `std::alloc::System` in 1.31: leave it out"},
        {"alloc_jemalloc", "it was removed in 1.32: leave it out, and use the crate `jemallocator`"},
        {"rand", "it was private to the library and is gone: use the crate `rand`"},
        {"term", "it was private to the library and is gone: use the crate `term`"},
        {"serialize", "it was private to the compiler and is gone"},
        {"arena", "it was private to the compiler and is gone"},
        {"getopts", "it is no part of the library's source any more"},
        {"rustc_alloc", "it is named `alloc`"},
        {"core_arch", "it is a part of `core`: leave it out"},
        {"stdsimd", "it is a part of `core` and `std`: leave it out"},
    };
    const auto it = fates.find(package);
    return it == fates.end() ? std::nullopt : std::optional(std::string(it->second));
}

} // namespace crossyard::sysroot
