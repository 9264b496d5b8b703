// SPDX-License-Identifier: MIT OR Apache-2.0
// The kinds of sources, and which of them a source is after replacement.
#include "registry/sources_parts.h"

#include "base/files.h"
#include "base/strings.h"
#include "registry/crate_archive.h"
#include "registry/git_sources.h"
#include "text/json.h"

#include <algorithm>
#include <format>
#include <nlohmann/json.hpp>

namespace crossyard::registry {

namespace {

using cargo::SummaryPtr;
using Wanted = Sources::Wanted;

// The index by which lock files name crates.io: a git repository.
constexpr std::string_view cratesIoIndex = std::string_view(cargo::cratesIoSource).substr(9);
static_assert(cratesIoIndex.starts_with("https:"));

// The checksum as the directory writes it: locks repeat it, whatever it says.
std::string writtenChecksum(const fs::path &directory)
{
    const fs::path file = directory / ".cargo-checksum.json";
    const auto content = readFile(file);
    const auto json =
        content ? text::parseJson(*content, file) : Result<nlohmann::ordered_json>(fail(ErrorCode::Io, ""));
    return json && json->is_object() && json->contains("package") && (*json)["package"].is_string()
               ? (*json)["package"].get<std::string>()
               : std::string();
}

Error missing(const Wanted &wanted, const std::string &where)
{
    return {ErrorCode::NotFound, std::format("{} {} is not in {}", wanted.name, wanted.version.toString(), where)};
}

} // namespace

// A directory of unpacked crates.
class DirectoryPlace : public Sources::Place {
public:
    DirectoryPlace(const Sources &sources, std::vector<fs::path> directories, std::string source)
        : m_sources(sources), m_paths(std::move(directories)), m_source(std::move(source))
    {
    }

    Result<std::vector<SummaryPtr>> versions(const std::string &name) override
    {
        CY_CHECK(load());
        std::vector<SummaryPtr> found;
        for (const auto *crate : m_crates->versions(name)) {
            CY_TRY(const auto manifest, cargo::readManifest(crate->directory / "Cargo.toml"));
            CY_TRY(auto summary, cargo::summaryOf(manifest, m_source, [this](cargo::Dependency dependency) {
                       dependency.path.reset(); // a published package's paths lead nowhere
                       return m_sources.sourceOf(dependency);
                   }));
            summary.checksum = writtenChecksum(crate->directory);
            found.push_back(std::make_shared<const cargo::PackageSummary>(std::move(summary)));
        }
        return found;
    }

    Result<std::vector<fs::path>> directories(const std::vector<Wanted> &wanted) override
    {
        CY_CHECK(load());
        std::vector<fs::path> all;
        for (const auto &one : wanted) {
            const auto *crate = m_crates->find(one.name, one.version);
            if (!crate)
                return fail(missing(one, join(names(), ", ")));
            if (one.checksum.size() == 64 && !crate->checksum.empty() && crate->checksum != one.checksum)
                return fail(ErrorCode::BadInput,
                            std::format("{} is not what it should be: its checksum is {}, expected was {}",
                                        toUtf8(crate->directory), crate->checksum, one.checksum));
            all.push_back(crate->directory);
        }
        return all;
    }

private:
    Result<void> load()
    {
        if (!m_crates) {
            CY_TRY(m_crates, cargo::CrateDirectory::open(m_paths));
        }
        return {};
    }
    std::vector<std::string> names() const
    {
        std::vector<std::string> all;
        for (const auto &path : m_paths)
            all.push_back(toUtf8(path));
        return all;
    }

    const Sources &m_sources;
    std::vector<fs::path> m_paths;
    std::string m_source;
    std::optional<cargo::CrateDirectory> m_crates;
};

// An index with archives: beside it, or on a server.
class RegistryPlace : public Sources::Place {
public:
    RegistryPlace(std::unique_ptr<Index> index, std::string source, const Access &access, const std::string &address,
                  fs::path archives)
        : m_index(std::move(index)), m_source(std::move(source)), m_access(access), m_cache(access.cache, address),
          m_archives(std::move(archives)), m_address(address)
    {
    }

    Result<std::vector<SummaryPtr>> versions(const std::string &name) override
    {
        const auto [it, isNew] = m_known.try_emplace(name);
        if (!isNew)
            return it->second;
        CY_TRY(const auto text, m_index->file(indexPath(name)));
        if (text) {
            it->second = parseIndexFile(*text, m_source, fromUtf8(indexPath(name))).packages;
            // Index files are named in small letters; the package's own name counts.
            std::erase_if(it->second, [&](const auto &one) { return one->name != name; });
        }
        return it->second;
    }

    Result<std::vector<fs::path>> directories(const std::vector<Wanted> &wanted) override
    {
        std::vector<WantedCrate> crates;
        for (const auto &one : wanted) {
            CY_TRY(auto crate, described(one));
            crates.push_back(std::move(crate));
        }
        std::vector<fs::path> archives;
        if (m_archives.empty()) {
            CY_TRY(archives,
                   m_cache.archives(crates, m_access.settings, m_access.offline, m_access.progress, m_access.cancel));
        } else {
            for (const auto &crate : crates)
                archives.push_back(m_archives / fromUtf8(crate.title() + ".crate"));
        }
        std::vector<fs::path> all;
        for (std::size_t i = 0; i < crates.size(); ++i) {
            std::error_code ignored;
            if (!fs::exists(archives[i], ignored))
                return fail(missing(wanted[i], toUtf8(m_archives)));
            CY_CHECK(m_access.cancel.check());
            CY_TRY(auto directory, m_cache.unpacked(crates[i], archives[i]));
            all.push_back(std::move(directory));
        }
        return all;
    }

private:
    Result<WantedCrate> described(const Wanted &wanted)
    {
        WantedCrate crate{wanted.name, wanted.version, {}, wanted.checksum};
        if (crate.checksum.empty()) {
            CY_TRY(const auto known, versions(wanted.name));
            const auto it = std::ranges::find(known, wanted.version, [](const auto &one) { return one->version; });
            if (it == known.end())
                return fail(missing(wanted, m_address));
            crate.checksum = (*it)->checksum;
        }
        if (m_archives.empty()) {
            if (!m_config) {
                CY_TRY(const auto text, m_index->file("config.json"));
                if (!text)
                    return fail(ErrorCode::NotFound, std::format("the index {} has no config.json", m_address));
                CY_TRY(m_config, parseIndexConfig(*text, fromUtf8(m_address + "/config.json")));
                if (m_config->authRequired)
                    return fail(
                        ErrorCode::Unsupported,
                        std::format("the registry {} wants to know who asks; that is not possible yet", m_address));
            }
            crate.url = downloadUrl(m_config->download, crate.name, crate.version, crate.checksum);
        }
        return crate;
    }

    std::unique_ptr<Index> m_index;
    std::string m_source;
    const Access &m_access;
    CrateCache m_cache;
    fs::path m_archives; // empty: on the server
    std::string m_address;
    std::optional<IndexConfig> m_config;
    std::map<std::string, std::vector<SummaryPtr>> m_known;
};

// A git repository at one reference.
class GitPlace : public Sources::Place {
public:
    GitPlace(const Sources &sources, const std::string &source, const Access &access)
        : m_sources(sources), m_source(source), m_access(access)
    {
    }

    Result<std::vector<SummaryPtr>> versions(const std::string &name) override
    {
        CY_CHECK(load());
        const auto it = m_packages.find(name);
        if (it == m_packages.end())
            return std::vector<SummaryPtr>();
        CY_TRY(const auto manifest, cargo::readManifest(it->second / "Cargo.toml"));
        auto fixed = parseGitSource(m_source);
        CY_TRY(auto summary,
               cargo::summaryOf(manifest, gitSource(fixed.url, fixed.reference) + "#" + m_checkout->commit,
                                [&](const cargo::Dependency &dependency) { return sourceOf(dependency); }));
        return std::vector<SummaryPtr>{std::make_shared<const cargo::PackageSummary>(std::move(summary))};
    }

    Result<std::vector<fs::path>> directories(const std::vector<Wanted> &wanted) override
    {
        CY_CHECK(load());
        std::vector<fs::path> all;
        for (const auto &one : wanted) {
            const auto it = m_packages.find(one.name);
            if (it == m_packages.end())
                return fail(missing(one, m_source));
            all.push_back(it->second);
        }
        return all;
    }

private:
    Result<void> load()
    {
        if (m_checkout)
            return {};
        CY_TRY(auto checkout, gitCheckout(parseGitSource(m_source), m_access));
        CY_TRY(m_packages, packagesBelow(checkout.directory));
        m_checkout = std::move(checkout);
        return {};
    }

    // Paths within the repository are packages of the same source.
    Result<std::string> sourceOf(const cargo::Dependency &dependency) const
    {
        return dependency.path ? m_source : m_sources.sourceOf(dependency);
    }

    const Sources &m_sources;
    std::string m_source;
    const Access &m_access;
    std::optional<GitCheckout> m_checkout;
    std::map<std::string, fs::path> m_packages;
};

Result<std::unique_ptr<Sources::Place>> Sources::open(const std::string &source)
{
    using Kind = cargo::SourceConfig::Kind;
    CY_TRY(const auto table, cargo::sourceTable(m_config));
    cargo::SourceConfig place{.name = "crates-io", .definition = {}};
    if (source == cargo::cratesIoSource && !m_crateDirs.empty())
        return std::make_unique<DirectoryPlace>(*this, m_crateDirs, source);
    if (source.starts_with("git+")) {
        const auto git = parseGitSource(source);
        place.kind = Kind::Git;
        place.url = git.url;
        place.gitReference = git.reference;
    } else if (source != cargo::cratesIoSource) {
        place.kind = Kind::Registry;
        place.url = source.starts_with("registry+") ? source.substr(9) : source;
    }
    // The table's entry that means the same place may be replaced by another.
    for (const auto &[name, one] : table) {
        if (one.kind == place.kind && one.url == place.url && one.gitReference == place.gitReference) {
            CY_TRY(place, cargo::replacedSource(m_config, table, name));
            break;
        }
    }
    switch (place.kind) {
    case Kind::Directory:
        return std::make_unique<DirectoryPlace>(*this, std::vector{place.path}, source);
    case Kind::LocalRegistry:
        return std::make_unique<RegistryPlace>(localIndex(place.path / "index"), source, m_access, toUtf8(place.path),
                                               place.path);
    case Kind::Git:
        return std::make_unique<GitPlace>(*this, source, m_access);
    case Kind::CratesIo:
    case Kind::Registry:
        break;
    }
    const std::string url = place.kind == Kind::CratesIo ? std::string(cratesIoIndex) : place.url;
    CY_TRY(auto index, openIndex(url, m_access));
    return std::make_unique<RegistryPlace>(std::move(index), source, m_access, url, fs::path());
}

} // namespace crossyard::registry
