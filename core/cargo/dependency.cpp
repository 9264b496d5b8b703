// SPDX-License-Identifier: MIT OR Apache-2.0
// One dependency of a manifest, in any of its forms.
#include "cargo/manifest.h"

#include <format>

namespace crossyard::cargo {

namespace {

struct Reader {
    const toml::table &table;
    const fs::path &file;

    Result<std::optional<std::string>> string(std::string_view key) const
    {
        const toml::node *node = table.get(key);
        if (!node)
            return std::nullopt;
        if (const auto text = node->value_exact<std::string>())
            return *text;
        return fail(text::wrongType(key, "a string", *node, file));
    }

    Result<std::optional<bool>> boolean(std::string_view key) const
    {
        const toml::node *node = table.get(key);
        if (!node)
            return std::nullopt;
        if (const auto value = node->value_exact<bool>())
            return *value;
        return fail(text::wrongType(key, "a boolean", *node, file));
    }
};

Result<VersionReq> requirement(std::string_view text, const toml::node &node, const fs::path &file)
{
    auto req = VersionReq::parse(text);
    if (!req)
        return fail(std::move(req.error()).withPlace(text::placeOf(node, file)));
    return req;
}

} // namespace

Result<Dependency> readDependency(std::string_view key, const toml::node &value, const fs::path &base,
                                  const fs::path &file)
{
    Dependency dependency;
    dependency.name = key;
    dependency.package = key;
    dependency.place = text::placeOf(value, file);
    if (const auto version = value.value_exact<std::string>()) {
        CY_TRY(dependency.req, requirement(*version, value, file));
        return dependency;
    }
    const auto *table = value.as_table();
    if (!table)
        return fail(text::wrongType(key, "a version or a table", value, file));
    const Reader read{*table, file};
    CY_TRY(const auto version, read.string("version"));
    if (version) {
        CY_TRY(dependency.req, requirement(*version, *table->get("version"), file));
    }
    CY_TRY(const auto package, read.string("package"));
    dependency.package = package.value_or(dependency.package);
    CY_TRY(dependency.features, text::stringList(*table, "features", file));
    CY_TRY(auto defaults, read.boolean("default-features"));
    if (!defaults) {
        CY_TRY(defaults, read.boolean("default_features"));
    }
    dependency.defaultFeatures = defaults.value_or(true);
    CY_TRY(const auto optional, read.boolean("optional"));
    dependency.optional = optional.value_or(false);
    CY_TRY(const auto isPublic, read.boolean("public"));
    dependency.isPublic = isPublic.value_or(false);
    dependency.artifact = table->contains("artifact");
    CY_TRY(const auto path, read.string("path"));
    if (path)
        dependency.path = resolvePath(base, fromUtf8(*path));
    CY_TRY(dependency.git, read.string("git"));
    for (const char *key : {"branch", "tag", "rev"}) {
        CY_TRY(const auto reference, read.string(key));
        if (reference && dependency.gitReference.empty())
            dependency.gitReference = std::format("{}={}", key, *reference);
    }
    CY_TRY(dependency.registry, read.string("registry"));
    if (!dependency.registry) {
        CY_TRY(dependency.registry, read.string("registry-index"));
    }
    return dependency;
}

} // namespace crossyard::cargo
