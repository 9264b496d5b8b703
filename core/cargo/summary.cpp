// SPDX-License-Identifier: MIT OR Apache-2.0
#include "cargo/summary.h"

#include <set>

namespace crossyard::cargo {

std::pair<int, std::string_view> sourceOrder(std::string_view source)
{
    const int rank = source.starts_with(pathSource)    ? 0
                     : source.starts_with("registry+") ? 1
                     : source.starts_with("sparse+")   ? 2
                                                       : 3;
    return {rank, source};
}

void addImplicitFeatures(PackageSummary &summary)
{
    std::set<std::string> named;
    for (const auto &[feature, values] : summary.features) {
        for (const auto &value : values) {
            if (value.starts_with("dep:"))
                named.insert(value.substr(4));
        }
    }
    for (const auto &dependency : summary.dependencies) {
        if (dependency.optional && !named.contains(dependency.name))
            summary.features.try_emplace(dependency.name, std::vector{"dep:" + dependency.name});
    }
}

Result<PackageSummary> summaryOf(const Manifest &manifest, std::string source, const SourceOf &sourceOf)
{
    PackageSummary summary{.name = manifest.name,
                           .version = manifest.version,
                           .source = std::move(source),
                           .checksum = {},
                           .dependencies = {},
                           .features = manifest.features,
                           .links = manifest.links,
                           .rustVersion = manifest.text.rustVersion};
    for (const auto &dependency : manifest.dependencies) {
        CY_TRY(std::string from, sourceOf(dependency));
        summary.dependencies.push_back({.name = dependency.name,
                                        .package = dependency.package,
                                        .req = dependency.req,
                                        .source = std::move(from),
                                        .kind = dependency.kind,
                                        .optional = dependency.optional,
                                        .defaultFeatures = dependency.defaultFeatures,
                                        .features = dependency.features,
                                        .platform = dependency.platform});
    }
    return summary;
}

} // namespace crossyard::cargo
