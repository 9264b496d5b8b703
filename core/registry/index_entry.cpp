// SPDX-License-Identifier: MIT OR Apache-2.0
#include "registry/index_entry.h"

#include "base/strings.h"
#include "text/json.h"

#include <format>
#include <nlohmann/json.hpp>

namespace crossyard::registry {

namespace {

using Json = nlohmann::ordered_json;

constexpr int newestForm = 2;

std::string string(const Json &object, const char *key)
{
    return text::stringIn(object, key).value_or("");
}

std::string sourceOf(const std::string &registry, const std::string &own)
{
    if (registry.empty())
        return own;
    return registry.starts_with("sparse+") ? registry : "registry+" + registry;
}

Result<cargo::SummaryDependency> dependencyOf(const Json &object, const std::string &source)
{
    cargo::SummaryDependency one;
    one.name = string(object, "name");
    const auto real = string(object, "package"); // null where it is not renamed
    one.package = real.empty() ? one.name : real;
    CY_TRY(one.req, cargo::VersionReq::parse(string(object, "req")));
    one.source = sourceOf(string(object, "registry"), source);
    const auto kind = string(object, "kind");
    one.kind = kind == "dev"     ? cargo::DependencyKind::Development
               : kind == "build" ? cargo::DependencyKind::Build
                                 : cargo::DependencyKind::Normal;
    one.optional = text::boolIn(object, "optional", false);
    one.defaultFeatures = text::boolIn(object, "default_features", true);
    one.features = text::stringsIn(object, "features");
    if (const auto target = string(object, "target"); !target.empty()) {
        // What does not parse fits nothing that is known here; it is kept as a name that no target has.
        const auto platform = cargo::parsePlatform(target);
        one.platform = platform ? *platform : cargo::Platform{target};
    }
    // Some old lines ask for a feature without a name.
    std::erase(one.features, "");
    return one;
}

} // namespace

std::string indexPath(std::string_view name)
{
    const std::string lower = toLower(name);
    switch (lower.size()) {
    case 0:
        return {};
    case 1:
    case 2:
        return std::format("{}/{}", lower.size(), lower);
    case 3:
        return std::format("3/{}/{}", lower[0], lower);
    default:
        return std::format("{}/{}/{}", lower.substr(0, 2), lower.substr(2, 2), lower);
    }
}

Result<IndexConfig> parseIndexConfig(std::string_view json, const fs::path &named)
{
    CY_TRY(const Json parsed, text::parseJson(json, named));
    IndexConfig config;
    if (parsed.is_object()) {
        config.download = string(parsed, "dl");
        config.authRequired = text::boolIn(parsed, "auth-required", false);
    }
    if (config.download.empty())
        return fail(
            Error{ErrorCode::BadInput, "the index does not say where its crates are (`dl`)"}.withPlace({named}));
    return config;
}

std::string downloadUrl(std::string_view dl, const std::string &name, const cargo::Version &version,
                        const std::string &checksum)
{
    const auto prefixOf = [](const std::string &text) {
        const auto path = indexPath(text);
        const auto slash = path.rfind('/');
        return slash == std::string::npos ? std::string() : path.substr(0, slash);
    };
    // The prefix in the letters of the name: of the same places in it.
    std::string prefix = prefixOf(name);
    if (name.size() > 3)
        prefix = std::format("{}/{}", name.substr(0, 2), name.substr(2, 2));
    else if (name.size() == 3)
        prefix = std::format("3/{}", name[0]);
    const std::pair<std::string_view, std::string> markers[] = {{"{crate}", name},
                                                                {"{version}", version.toString()},
                                                                {"{prefix}", prefix},
                                                                {"{lowerprefix}", prefixOf(name)},
                                                                {"{sha256-checksum}", checksum}};
    std::string url(dl);
    bool marked = false;
    for (const auto &[marker, value] : markers) {
        marked = marked || dl.contains(marker);
        url = replaceAll(std::move(url), marker, value);
    }
    return marked ? url : std::format("{}/{}/{}/download", dl, name, version.toString());
}

Result<std::optional<cargo::PackageSummary>> parseIndexLine(std::string_view line, const std::string &source,
                                                            const fs::path &named)
{
    CY_TRY(const Json json, text::parseJson(line, named));
    if (!json.is_object())
        return fail(ErrorCode::Parse, std::format("a line of {} is not an object", toUtf8(named)));
    if (const auto form = json.find("v"); form != json.end() && (!form->is_number_integer() || *form > newestForm))
        return std::nullopt;
    cargo::PackageSummary summary;
    summary.name = string(json, "name");
    CY_TRY(summary.version, cargo::Version::parse(string(json, "vers")));
    summary.source = source;
    summary.checksum = string(json, "cksum");
    summary.yanked = text::boolIn(json, "yanked", false);
    summary.rustVersion = string(json, "rust_version");
    if (const auto links = string(json, "links"); !links.empty())
        summary.links = links;
    if (const auto deps = json.find("deps"); deps != json.end() && deps->is_array()) {
        for (const auto &one : *deps) {
            CY_TRY(auto dependency, dependencyOf(one, source));
            summary.dependencies.push_back(std::move(dependency));
        }
    }
    for (const char *key : {"features", "features2"}) {
        const auto table = json.find(key);
        if (table == json.end() || !table->is_object())
            continue;
        for (const auto &[name, values] : table->items()) {
            auto &list = summary.features[name];
            for (const auto &value : values) {
                if (value.is_string())
                    list.push_back(value.get<std::string>());
            }
        }
    }
    addImplicitFeatures(summary);
    return summary;
}

IndexFile parseIndexFile(std::string_view text, const std::string &source, const fs::path &named)
{
    IndexFile file;
    for (std::size_t start = 0; start < text.size();) {
        const auto end = std::min(text.find('\n', start), text.size());
        const auto line = trim(text.substr(start, end - start));
        start = end + 1;
        if (line.empty())
            continue;
        auto parsed = parseIndexLine(line, source, named);
        if (!parsed)
            ++file.unreadable;
        else if (*parsed)
            file.packages.push_back(std::make_shared<const cargo::PackageSummary>(std::move(**parsed)));
    }
    return file;
}

} // namespace crossyard::registry
