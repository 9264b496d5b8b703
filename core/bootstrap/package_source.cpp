// SPDX-License-Identifier: MIT OR Apache-2.0
#include "bootstrap/package_source.h"

#include "base/digest.h"
#include "cargo/git_source.h"
#include "registry/crate_archive.h"
#include "registry/git_sources.h"
#include "registry/sources.h"

#include <algorithm>
#include <format>

namespace crossyard::bootstrap {

namespace {

constexpr const char *endings[] = {".crate", ".tar.gz", ".tgz", ".tar.xz", ".txz"};

std::string withoutEnding(const std::string &name)
{
    for (const std::string_view ending : endings) {
        if (name.ends_with(ending))
            return name.substr(0, name.size() - ending.size());
    }
    return name;
}

Result<fs::path> unpack(const fs::path &archive, const fs::path &cache)
{
    CY_TRY(const std::string digest, digestOfFile(archive));
    const std::string name = withoutEnding(toUtf8(archive.filename()));
    const fs::path place = cache / "packages" / fromUtf8(std::format("{}-{}", name, digest.substr(0, 16)));
    std::error_code ignored;
    if (!fs::exists(place, ignored))
        CY_CHECK(registry::unpackSource(archive, place));
    return place;
}

} // namespace

SourceKind sourceKind(const std::string &source)
{
    const auto colon = source.find(':');
    const bool scp =
        colon != std::string::npos && source.substr(0, colon).contains('@') && !source.substr(0, colon).contains('/');
    if (source.contains("://") || cargo::isGitSource(source) || scp)
        return SourceKind::Repository;
    const bool packed =
        std::ranges::any_of(endings, [&](const std::string_view ending) { return source.ends_with(ending); });
    return packed ? SourceKind::Archive : SourceKind::Directory;
}

Result<fs::path> packageDirectory(const std::string &source, const fs::path &base, const registry::Access &access)
{
    if (sourceKind(source) == SourceKind::Repository) {
        CY_TRY(const auto checkout, registry::gitCheckout(cargo::parseGitAddress(source), access));
        return checkout.directory;
    }
    const fs::path path = resolvePath(base, fromUtf8(source));
    std::error_code ignored;
    // A directory may be called anything.
    if (sourceKind(source) == SourceKind::Archive && !fs::is_directory(path, ignored))
        return unpack(path, access.cache);
    return path;
}

Result<registry::Access> accessFrom(const fs::path &directory, const std::vector<std::string> &configArguments,
                                    const fs::path &store, const CancelToken &cancel)
{
    CY_TRY(
        const auto config,
        cargo::Config::load({.directory = directory, .environment = wholeEnvironment(), .arguments = configArguments}));
    CY_TRY(auto access, registry::accessFor(config, store / "crates"));
    access.cancel = cancel;
    return access;
}

fs::path resultPlaceFor(const std::string &source, const fs::path &home)
{
    if (sourceKind(source) == SourceKind::Archive)
        return resolvePath(home, fromUtf8(source)).parent_path() / "target";
    std::string name = source.substr(0, source.find_first_of("?#"));
    while (name.ends_with('/'))
        name.pop_back();
    name = name.substr(name.find_last_of("/:") + 1);
    if (name.ends_with(".git"))
        name.resize(name.size() - 4);
    return home / fromUtf8(name) / "target";
}

Result<ObtainedPackage> obtainPackage(const std::string &source, const fs::path &home, const fs::path &store,
                                      const CancelToken &cancel, activity::Reporter *reporter)
{
    if (sourceKind(source) == SourceKind::Directory)
        return ObtainedPackage{resolvePath(home, fromUtf8(source)), {}};
    CY_TRY(auto access, accessFrom(home, {}, store, cancel));
    access.reporter = reporter;
    ObtainedPackage package;
    CY_TRY(package.directory, packageDirectory(source, home, access));
    package.targetDir = resultPlaceFor(source, home);
    return package;
}

} // namespace crossyard::bootstrap
