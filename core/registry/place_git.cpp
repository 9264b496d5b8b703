// SPDX-License-Identifier: MIT OR Apache-2.0
#include "registry/git_sources.h"
#include "registry/sources_parts.h"

namespace crossyard::registry {

namespace {

using cargo::SummaryPtr;
using Wanted = Sources::Wanted;

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
        auto fixed = cargo::parseGitSource(m_source);
        CY_TRY(auto summary,
               cargo::summaryOf(manifest, cargo::gitSource(fixed.url, fixed.reference) + "#" + m_checkout->commit,
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
                return fail(missingFrom(one, m_source));
            all.push_back(it->second);
        }
        return all;
    }

    Result<std::optional<fs::path>> here(const Wanted &wanted) override
    {
        if (!m_checkout && !isCheckedOut(cargo::parseGitSource(m_source), m_access))
            return std::nullopt;
        CY_TRY(const auto found, directories({wanted}));
        return found.front();
    }
    Result<SummaryPtr> announced(const Wanted &) override { return nullptr; }
    std::string address() const override { return cargo::parseGitSource(m_source).url; }
    bool isRemote() const override { return true; }

private:
    Result<void> load()
    {
        if (m_checkout)
            return {};
        CY_TRY(auto checkout, gitCheckout(cargo::parseGitSource(m_source), m_access));
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

} // namespace

PlacePtr gitPlace(const Sources &sources, const std::string &source, const Access &access)
{
    return std::make_unique<GitPlace>(sources, source, access);
}

} // namespace crossyard::registry
