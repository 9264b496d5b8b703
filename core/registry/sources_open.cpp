// SPDX-License-Identifier: MIT OR Apache-2.0
// Which kind of place a source is after replacement.
#include "cargo/git_source.h"
#include "registry/git_sources.h"
#include "registry/sources_parts.h"

#include <format>

namespace crossyard::registry {

namespace {

// The index by which lock files name crates.io: a git repository.
constexpr std::string_view cratesIoIndex = std::string_view(cargo::cratesIoSource).substr(9);
static_assert(cratesIoIndex.starts_with("https:"));

using Opened = Result<std::unique_ptr<Index>>;

} // namespace

Result<std::unique_ptr<Sources::Place>> Sources::open(const std::string &source)
{
    using Kind = cargo::SourceConfig::Kind;
    CY_TRY(const auto table, cargo::sourceTable(m_config));
    cargo::SourceConfig place{.name = "crates-io", .definition = {}};
    if (source == cargo::cratesIoSource && !m_crateDirs.empty()) {
        auto directories = directoryPlace(*this, m_crateDirs, source);
        if (m_access.cratesIo.empty())
            return directories;
        CY_TRY(auto index, openCratesIo());
        return overlayPlace(std::move(directories), std::move(index));
    }
    if (source == cargo::cratesIoSource && !m_access.cratesIo.empty())
        return openCratesIo();
    if (cargo::isGitSource(source)) {
        const auto git = cargo::parseGitSource(source);
        place.kind = Kind::Git;
        place.url = git.url;
        place.gitReference = git.reference;
    } else if (source != cargo::cratesIoSource) {
        place.kind = Kind::Registry;
        place.url = source.starts_with("registry+") ? source.substr(9) : source;
    }
    const std::string unfixed = cargo::withoutCommit(source);
    // The table's entry that means the same place may be replaced by another.
    for (const auto &[name, one] : table) {
        const bool same = place.kind == Kind::Git ? cargo::gitSource(one.url, one.gitReference) == unfixed
                                                  : one.url == place.url && one.gitReference == place.gitReference;
        if (one.kind == place.kind && same) {
            CY_TRY(place, cargo::replacedSource(m_config, table, name));
            break;
        }
    }
    switch (place.kind) {
    case Kind::Directory:
        return directoryPlace(*this, {place.path}, source);
    case Kind::LocalRegistry:
        return registryPlace({.open = [path = place.path] { return Opened(localIndex(path / "index")); },
                              .source = source,
                              .address = toUtf8(place.path),
                              .archives = place.path},
                             m_access);
    case Kind::Git:
        return gitPlace(*this, source, m_access);
    case Kind::CratesIo:
    case Kind::Registry:
        break;
    }
    const std::string url = place.kind == Kind::CratesIo ? std::string(cratesIoIndex) : place.url;
    return registryPlace({.open = [this, url] { return openIndex(url, m_access); }, .source = source, .address = url},
                         m_access);
}

// What the user names: a local registry (archives, and `index`), a directory with the index's files, or an address.
Result<std::unique_ptr<Sources::Place>> Sources::openCratesIo()
{
    const std::string &named = m_access.cratesIo;
    RegistryParts parts{.open = [this] { return openIndex(m_access.cratesIo, m_access); },
                        .source = cargo::cratesIoSource,
                        .address = named};
    const fs::path directory = fromUtf8(named);
    const auto is = [&](const char *name) {
        std::error_code ignored;
        return fs::exists(directory / name, ignored);
    };
    if (named.contains("://") || (is("HEAD") && is("objects")))
        return registryPlace(std::move(parts), m_access);
    if (is("config.json")) {
        parts.open = [directory] { return Opened(localIndex(directory)); };
    } else if (is("index")) {
        parts.open = [directory] { return Opened(localIndex(directory / "index")); };
        parts.archives = directory;
    } else if (!is(".git")) {
        return fail(Error{ErrorCode::NotFound, std::format("{} holds no index of crates", named)}.withHint(
            "name a clone of an index, a local registry, or the address of an index (a git repository, or "
            "sparse+URL)"));
    }
    return registryPlace(std::move(parts), m_access);
}

} // namespace crossyard::registry
