// SPDX-License-Identifier: MIT OR Apache-2.0
#include "base/strings.h"
#include "registry/sources_parts.h"

#include <algorithm>
#include <format>

namespace crossyard::registry {

namespace {

using cargo::SummaryPtr;
using Wanted = Sources::Wanted;

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
            summary.checksum = cargo::writtenChecksum(crate->directory);
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
                return fail(missingFrom(one, join(names(), ", ")));
            if (one.checksum.size() == 64 && !crate->checksum.empty() && crate->checksum != one.checksum)
                return fail(ErrorCode::BadInput,
                            std::format("{} is not what it should be: its checksum is {}, expected was {}",
                                        toUtf8(crate->directory), crate->checksum, one.checksum));
            all.push_back(crate->directory);
        }
        return all;
    }

    Result<std::optional<fs::path>> here(const Wanted &wanted) override
    {
        CY_CHECK(load());
        if (!m_crates->find(wanted.name, wanted.version))
            return std::nullopt;
        CY_TRY(const auto found, directories({wanted}));
        return found.front();
    }
    Result<SummaryPtr> announced(const Wanted &) override { return nullptr; }
    std::string address() const override { return join(names(), ", "); }
    bool isRemote() const override { return false; }

private:
    Result<void> load()
    {
        if (!m_crates) {
            CY_TRY(m_crates, cargo::CrateDirectory::open(m_paths, &m_sources.listings()));
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

class OverlayPlace : public Sources::Place {
public:
    OverlayPlace(PlacePtr first, PlacePtr second) : m_first(std::move(first)), m_second(std::move(second)) {}

    Result<std::vector<SummaryPtr>> versions(const std::string &name) override
    {
        CY_TRY(auto all, m_first->versions(name));
        CY_TRY(const auto more, m_second->versions(name));
        for (const auto &one : more) {
            if (std::ranges::none_of(all, [&](const auto &known) { return known->version == one->version; }))
                all.push_back(one);
        }
        return all;
    }

    Result<std::vector<fs::path>> directories(const std::vector<Wanted> &wanted) override
    {
        std::vector<fs::path> all(wanted.size());
        std::vector<Wanted> others;
        for (std::size_t i = 0; i < wanted.size(); ++i) {
            CY_TRY(const auto found, m_first->here(wanted[i]));
            if (found)
                all[i] = *found;
            else
                others.push_back(wanted[i]);
        }
        if (others.empty())
            return all;
        CY_TRY(const auto rest, m_second->directories(others));
        for (std::size_t i = 0, next = 0; i < all.size(); ++i) {
            if (all[i].empty())
                all[i] = rest[next++];
        }
        return all;
    }

    Result<std::optional<fs::path>> here(const Wanted &wanted) override
    {
        CY_TRY(const auto found, m_first->here(wanted));
        return found ? found : m_second->here(wanted);
    }
    Result<SummaryPtr> announced(const Wanted &wanted) override { return m_second->announced(wanted); }
    std::string address() const override { return m_first->address() + ", " + m_second->address(); }
    bool isRemote() const override { return m_second->isRemote(); }

private:
    PlacePtr m_first;
    PlacePtr m_second;
};

} // namespace

Error missingFrom(const Wanted &wanted, const std::string &where)
{
    return {ErrorCode::NotFound,
            std::format("{} {}{} is not in {}", wanted.name, wanted.version.toString(),
                        wanted.neededBy.empty() ? "" : std::format(", which `{}` needs,", wanted.neededBy), where)};
}

PlacePtr directoryPlace(const Sources &sources, std::vector<fs::path> directories, std::string source)
{
    return std::make_unique<DirectoryPlace>(sources, std::move(directories), std::move(source));
}

PlacePtr overlayPlace(PlacePtr first, PlacePtr second)
{
    return std::make_unique<OverlayPlace>(std::move(first), std::move(second));
}

} // namespace crossyard::registry
