// SPDX-License-Identifier: MIT OR Apache-2.0
#include "registry/sources_parts.h"

#include "base/strings.h"
#include "registry/git_sources.h"

#include <QDir>

#include <algorithm>
#include <format>

namespace crossyard::registry {

namespace {

// OpenSSL's variables.
void takeCertificateVariables(const cargo::Config &config, remote::Settings &settings)
{
    settings.caFile = fromUtf8(config.variable("SSL_CERT_FILE").value_or(""));
    // Several may be named; the first is meant.
    settings.caDirectory =
        fromUtf8(split(config.variable("SSL_CERT_DIR").value_or(""), QDir::listSeparator().toLatin1()).front());
}

} // namespace

Sources::Sources(const cargo::Config &config, Access access, std::vector<fs::path> crateDirs)
    : m_config(config), m_access(std::move(access)), m_crateDirs(std::move(crateDirs))
{
}

Sources::~Sources() = default;

Result<std::vector<cargo::SummaryPtr>> Sources::versions(const std::string &name, const std::string &source)
{
    if (source.starts_with(cargo::pathSource)) {
        CY_TRY(auto package, packageIn(fromUtf8(source.substr(std::string_view(cargo::pathSource).size()))));
        if (package->name != name)
            return fail(ErrorCode::BadInput,
                        std::format("{} holds package `{}`, not `{}`", source, package->name, name));
        return std::vector{std::move(package)};
    }
    CY_TRY(Place * place, placeOf(source));
    return place->versions(name);
}

Result<std::string> Sources::sourceOf(const cargo::Dependency &dependency) const
{
    if (dependency.path)
        return cargo::pathSource + toUtf8(dependency.path->lexically_normal());
    if (dependency.git)
        return cargo::gitSource(*dependency.git, dependency.gitReference);
    if (!dependency.registry || *dependency.registry == "crates-io")
        return cargo::cratesIoSource;
    std::string url = *dependency.registry;
    if (!url.contains("://")) {
        CY_TRY(const auto index, m_config.string({"registries", url, "index"}));
        if (!index)
            return fail(Error{ErrorCode::NotFound, std::format("no registry is called `{}`", url)}
                            .withPlace(dependency.place)
                            .withHint(std::format("define it under [registries.{}] of cargo's configuration", url)));
        url = index->value;
    }
    return url.starts_with("sparse+") ? url : "registry+" + url;
}

Result<cargo::SummaryPtr> Sources::packageIn(const fs::path &directory) const
{
    const fs::path dir = directory.lexically_normal();
    std::error_code ignored;
    if (!fs::exists(dir / "Cargo.toml", ignored))
        return fail(ErrorCode::NotFound, std::format("there is no {}", toUtf8(dir / "Cargo.toml")));
    CY_TRY(const auto manifest, cargo::readManifest(dir / "Cargo.toml"));
    CY_TRY(auto summary, cargo::summaryOf(manifest, cargo::pathSource + toUtf8(dir),
                                          [this](const auto &dependency) { return sourceOf(dependency); }));
    return std::make_shared<const cargo::PackageSummary>(std::move(summary));
}

Result<std::vector<fs::path>> Sources::directories(const std::vector<Wanted> &wanted)
{
    std::map<std::string, std::vector<std::size_t>> bySource;
    for (std::size_t i = 0; i < wanted.size(); ++i)
        bySource[wanted[i].source].push_back(i);
    std::vector<fs::path> all(wanted.size());
    for (const auto &[source, indices] : bySource) {
        std::vector<Wanted> here;
        for (const auto index : indices)
            here.push_back(wanted[index]);
        CY_TRY(Place * place, placeOf(source));
        CY_TRY(const auto found, place->directories(here));
        for (std::size_t i = 0; i < indices.size(); ++i)
            all[indices[i]] = found[i];
    }
    return all;
}

Result<std::optional<fs::path>> Sources::here(const Wanted &wanted)
{
    CY_TRY(Place * place, placeOf(wanted.source));
    return place->here(wanted);
}

Result<cargo::SummaryPtr> Sources::announced(const Wanted &wanted)
{
    CY_TRY(Place * place, placeOf(wanted.source));
    return place->announced(wanted);
}

Result<std::string> Sources::address(const std::string &source)
{
    CY_TRY(const Place *place, placeOf(source));
    return place->address();
}

Result<bool> Sources::isRemote(const std::string &source)
{
    CY_TRY(const Place *place, placeOf(source));
    return place->isRemote();
}

void Sources::watch(remote::Progress progress, CancelToken cancel, activity::Reporter *reporter)
{
    m_access.progress = std::move(progress);
    m_access.cancel = std::move(cancel);
    m_access.reporter = reporter;
}

Result<Sources::Place *> Sources::placeOf(const std::string &source)
{
    if (const auto it = m_places.find(source); it != m_places.end())
        return it->second.get();
    CY_TRY(auto place, open(source));
    return m_places.emplace(source, std::move(place)).first->second.get();
}

Result<Access> accessFor(const cargo::Config &config, fs::path cache)
{
    Access access{.cache = std::move(cache)};
    CY_TRY(access.offline, cargo::offline(config));
    access.settings.proxies = remote::proxiesOf([&](const std::string &name) { return config.variable(name); });
    access.settings.proxies.gits = true;
    CY_TRY(const auto proxy, config.string({"http", "proxy"}));
    if (proxy)
        access.settings.proxies.all = proxy->value;
    CY_TRY(const auto certificates, config.path({"http", "cainfo"}));
    if (certificates)
        access.settings.caFile = *certificates;
    else
        takeCertificateVariables(config, access.settings);
    CY_TRY(auto timeout, config.integer({"http", "timeout"}));
    if (timeout && timeout->value > 0)
        access.settings.silenceMs = static_cast<int>(std::min<std::int64_t>(timeout->value, 86400) * 1000);
    CY_TRY(const auto agent, config.string({"http", "user-agent"}));
    if (agent)
        access.settings.userAgent = agent->value;
    CY_TRY(const auto retries, config.integer({"net", "retry"}));
    if (retries)
        access.settings.retries = static_cast<int>(std::clamp<std::int64_t>(retries->value, 0, 100));
    return access;
}

} // namespace crossyard::registry
