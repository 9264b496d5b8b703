// SPDX-License-Identifier: MIT OR Apache-2.0
#include "base/strings.h"
#include "registry/sources_parts.h"

#include <algorithm>
#include <format>

namespace crossyard::registry {

namespace {

using cargo::SummaryPtr;
using Wanted = Sources::Wanted;

class RegistryPlace : public Sources::Place {
public:
    // Archives are kept by the source that locks name: those of a mirror are the same.
    RegistryPlace(RegistryParts parts, const Access &access)
        : m_parts(std::move(parts)), m_access(access), m_cache(access.cache, m_parts.source, access.crateFiles)
    {
    }

    Result<std::vector<SummaryPtr>> versions(const std::string &name) override
    {
        if (const auto it = m_known.find(name); it != m_known.end())
            return it->second;
        CY_TRY(Index * index, this->index());
        CY_TRY(const auto text, index->file(indexPath(name)));
        auto &found = m_known[name];
        if (!text)
            return found;
        found = parseIndexFile(*text, m_parts.source, fromUtf8(indexPath(name))).packages;
        // Index files are named in small letters; the package's own name counts.
        std::erase_if(found, [&](const auto &one) { return one->name != name; });
        CY_CHECK(lookAhead(found));
        return found;
    }

    Result<std::vector<fs::path>> directories(const std::vector<Wanted> &wanted) override
    {
        std::vector<WantedCrate> crates;
        for (const auto &one : wanted) {
            CY_TRY(auto crate, described(one));
            crates.push_back(std::move(crate));
        }
        std::vector<fs::path> archives;
        if (m_parts.archives.empty()) {
            CY_TRY(archives, m_cache.archives(crates, m_access.settings, m_access.offline, m_access.progress,
                                              m_access.cancel, m_access.fetched));
        } else {
            for (const auto &crate : crates)
                archives.push_back(m_parts.archives / fromUtf8(crate.title() + ".crate"));
        }
        std::vector<fs::path> all;
        for (std::size_t i = 0; i < crates.size(); ++i) {
            std::error_code ignored;
            if (!fs::exists(archives[i], ignored))
                return fail(missingFrom(wanted[i], toUtf8(m_parts.archives)));
            CY_CHECK(m_access.cancel.check());
            CY_TRY(auto directory, m_cache.unpacked(crates[i], archives[i]));
            all.push_back(std::move(directory));
        }
        return all;
    }

    Result<std::optional<fs::path>> here(const Wanted &wanted) override
    {
        WantedCrate crate{wanted.name, wanted.version, {}, wanted.checksum};
        auto archive = m_cache.kept(crate);
        if (!m_parts.archives.empty()) {
            archive = m_parts.archives / fromUtf8(crate.title() + ".crate");
            std::error_code ignored;
            if (!fs::exists(*archive, ignored))
                return std::nullopt;
        }
        if (!archive)
            return std::nullopt;
        if (crate.checksum.empty()) {
            CY_TRY(const auto known, announced(wanted));
            crate.checksum = known ? known->checksum : "";
        }
        CY_TRY(auto directory, m_cache.unpacked(crate, *archive));
        return directory;
    }

    Result<SummaryPtr> announced(const Wanted &wanted) override
    {
        const auto known = versions(wanted.name);
        if (!known && m_access.offline && known.error().code == ErrorCode::NotFound)
            return nullptr;
        CY_CHECK(known);
        const auto it = std::ranges::find(*known, wanted.version, [](const auto &one) { return one->version; });
        return it == known->end() ? nullptr : *it;
    }

    std::string address() const override { return m_parts.address; }
    bool isRemote() const override { return m_parts.archives.empty(); }

private:
    Result<Index *> index()
    {
        if (!m_index) {
            CY_TRY(m_index, m_parts.open());
        }
        return m_index.get();
    }

    // Whoever is asked for a package is likely to be asked for what that needs: one turn for all of it, where each
    // costs one.
    Result<void> lookAhead(const std::vector<SummaryPtr> &versions)
    {
        SummaryPtr newest;
        for (const auto &one : versions) {
            if (!one->yanked && one->version.pre.empty() && (!newest || newest->version < one->version))
                newest = one;
        }
        if (!newest)
            return {};
        std::vector<std::string> names;
        for (const auto &dependency : newest->dependencies) {
            if (!dependency.optional && dependency.kind != cargo::DependencyKind::Development &&
                dependency.source == m_parts.source && !m_known.contains(dependency.package))
                names.push_back(dependency.package);
        }
        return m_index->prefetch(names);
    }

    Result<WantedCrate> described(const Wanted &wanted)
    {
        WantedCrate crate{wanted.name, wanted.version, {}, wanted.checksum, wanted.neededBy};
        if (crate.checksum.empty()) {
            CY_TRY(const auto known, announced(wanted));
            if (!known)
                return fail(missingFrom(wanted, m_parts.address));
            crate.checksum = known->checksum;
        }
        if (!m_parts.archives.empty() || m_cache.kept(crate))
            return crate;
        if (!m_config) {
            CY_TRY(Index * index, this->index());
            CY_TRY(const auto text, index->file("config.json"));
            if (!text)
                return fail(ErrorCode::NotFound, std::format("the index {} has no config.json", m_parts.address));
            CY_TRY(m_config, parseIndexConfig(*text, fromUtf8(m_parts.address + "/config.json")));
            if (m_config->authRequired)
                return fail(
                    ErrorCode::Unsupported,
                    std::format("the registry {} wants to know who asks; that is not possible yet", m_parts.address));
        }
        crate.url = downloadUrl(m_config->download, crate.name, crate.version, crate.checksum);
        return crate;
    }

    RegistryParts m_parts;
    const Access &m_access;
    CrateCache m_cache;
    std::unique_ptr<Index> m_index;
    std::optional<IndexConfig> m_config;
    std::map<std::string, std::vector<SummaryPtr>> m_known;
};

} // namespace

PlacePtr registryPlace(RegistryParts parts, const Access &access)
{
    return std::make_unique<RegistryPlace>(std::move(parts), access);
}

} // namespace crossyard::registry
