// SPDX-License-Identifier: MIT OR Apache-2.0
#include "cargo/features.h"

#include "base/strings.h"

#include <format>

namespace crossyard::cargo {

namespace {

// A value in a [features] list, taken apart.
struct FeatureValue {
    enum class Kind { Feature, Dependency, DependencyFeature } kind = Kind::Feature;
    std::string name;    // the feature, or the dependency
    std::string feature; // of the dependency
    bool weak = false;

    static FeatureValue parse(std::string_view text)
    {
        if (const auto slash = text.find('/'); slash != std::string_view::npos) {
            FeatureValue value{Kind::DependencyFeature, std::string(text.substr(0, slash)),
                               std::string(text.substr(slash + 1)), false};
            if (value.name.ends_with('?')) {
                value.name.pop_back();
                value.weak = true;
            }
            return value;
        }
        if (text.starts_with("dep:"))
            return {Kind::Dependency, std::string(text.substr(4)), {}, false};
        return {Kind::Feature, std::string(text), {}, false};
    }
};

} // namespace

Side sideOf(Side from, const Dependency &dependency, const Package &package)
{
    const bool procMacro = package.manifest.lib && package.manifest.lib->kind == TargetKind::ProcMacro;
    return from == Side::Host || dependency.kind == DependencyKind::Build || procMacro ? Side::Host : Side::Target;
}

class FeatureResolver {
public:
    FeatureResolver(PackageGraph &graph, const FeatureRules &rules) : m_graph(graph), m_rules(rules)
    {
        m_out.m_unified = rules.resolver < 2;
    }

    Result<ResolvedFeatures> run(const std::vector<FeatureRequest> &requests)
    {
        for (const auto &request : requests) {
            const Manifest &manifest = m_graph.at(request.package).manifest;
            for (const auto &feature : request.features)
                CY_CHECK(checkRequested(manifest, feature));
            std::vector<std::string> values = request.features;
            if (request.defaultFeatures && manifest.features.contains("default"))
                values.push_back("default");
            // Cargo takes a procedural macro that was asked for as one for both sides.
            CY_CHECK(activatePackage({request.package, Side::Target}, values));
            if (manifest.lib && manifest.lib->kind == TargetKind::ProcMacro)
                CY_CHECK(activatePackage({request.package, Side::Host}, values));
        }
        return std::move(m_out);
    }

private:
    using Key = std::pair<PackageIndex, Side>;

    // The key under which results are kept: one a package where both sides are unified.
    Key stored(Key key) const { return m_out.m_unified ? Key{key.first, Side::Target} : key; }

    static Result<void> checkRequested(const Manifest &manifest, const std::string &feature)
    {
        const auto value = FeatureValue::parse(feature);
        if (value.kind != FeatureValue::Kind::Feature || manifest.features.contains(feature))
            return {};
        std::vector<std::string> names;
        for (const auto &[name, list] : manifest.features)
            names.push_back(name);
        const auto guess = closest(feature, names);
        return fail(Error{ErrorCode::BadInput, std::format("package `{}` has no feature `{}`", manifest.name, feature)}
                        .withPlace({manifest.file, 0, 0})
                        .withHint(guess ? std::format("did you mean `{}`?", *guess)
                                        : "its features are: " + join(names, ", ")));
    }

    bool inScope(const Package &package, const Dependency &dependency, Side side) const
    {
        if (dependency.kind == DependencyKind::Development && !(m_rules.development && package.isMember))
            return false;
        if (!dependency.platform || m_rules.resolver < 2 || m_rules.allPlatforms)
            return true;
        const auto &facts =
            side == Side::Host || dependency.kind == DependencyKind::Build ? m_rules.host : m_rules.target;
        return matches(*dependency.platform, facts.name, facts.cfgs);
    }

    template <class F> Result<void> eachDependency(Key key, F &&visit)
    {
        const Package &package = m_graph.at(key.first);
        for (const auto &dependency : package.manifest.dependencies) {
            if (!inScope(package, dependency, key.second))
                continue;
            CY_CHECK(visit(dependency));
        }
        return {};
    }

    Result<std::optional<Key>> follow(Key from, const Dependency &dependency)
    {
        // A source that is not there, or cannot be had, adds no features; it is an error only where it gets compiled.
        const auto found = m_graph.resolve(from.first, dependency);
        if (!found && found.error().code != ErrorCode::Unsupported)
            return fail(found.error());
        if (!found || !*found) {
            m_out.m_passedOver.insert(dependency.package);
            return std::nullopt;
        }
        return Key{**found, sideOf(from.second, dependency, m_graph.at(**found))};
    }

    Result<void> activateDependency(Key from, const Dependency &dependency)
    {
        CY_TRY(const auto key, follow(from, dependency));
        if (!key)
            return {};
        std::vector<std::string> values = dependency.features;
        if (dependency.defaultFeatures && m_graph.at(key->first).manifest.features.contains("default"))
            values.push_back("default");
        return activatePackage(*key, values);
    }

    Result<void> activatePackage(Key key, const std::vector<std::string> &values)
    {
        m_out.m_features.try_emplace(stored(key));
        for (const auto &value : values)
            CY_CHECK(activateValue(key, FeatureValue::parse(value)));
        if (!m_walked.insert(key).second)
            return {};
        return eachDependency(key, [&](const Dependency &dependency) -> Result<void> {
            if (!dependency.optional)
                return activateDependency(key, dependency);
            return m_rules.included.contains(dependency.name) ? include(key, dependency.name) : Result<void>();
        });
    }

    Result<void> include(Key key, const std::string &name)
    {
        CY_CHECK(activateOptional(key, name));
        return m_graph.at(key.first).manifest.features.contains(name) ? activateFeature(key, name) : Result<void>();
    }

    Result<void> activateValue(Key key, const FeatureValue &value)
    {
        switch (value.kind) {
        case FeatureValue::Kind::Feature:
            return activateFeature(key, value.name);
        case FeatureValue::Kind::Dependency:
            return activateOptional(key, value.name);
        case FeatureValue::Kind::DependencyFeature:
            return activateOn(key, value);
        }
        return {};
    }

    Result<void> activateFeature(Key key, const std::string &feature)
    {
        if (!m_out.m_features[stored(key)].insert(feature).second)
            return {};
        const auto &features = m_graph.at(key.first).manifest.features;
        const auto it = features.find(feature);
        if (it == features.end())
            return {};
        for (const auto &value : it->second)
            CY_CHECK(activateValue(key, FeatureValue::parse(value)));
        return {};
    }

    Result<void> activateOptional(Key key, const std::string &name)
    {
        m_out.m_dependencies[stored(key)].insert(name);
        const auto waiting = m_deferred.extract({key, name});
        return eachDependency(key, [&](const Dependency &dependency) -> Result<void> {
            if (dependency.name != name)
                return {};
            CY_TRY(const auto to, follow(key, dependency));
            if (to && !waiting.empty()) {
                for (const auto &feature : waiting.mapped())
                    CY_CHECK(activateFeature(*to, feature));
            }
            return activateDependency(key, dependency);
        });
    }

    Result<void> activateOn(Key key, const FeatureValue &value)
    {
        return eachDependency(key, [&](const Dependency &dependency) -> Result<void> {
            if (dependency.name != value.name)
                return {};
            if (dependency.optional) {
                if (value.weak && !m_rules.weakIsStrong && !m_out.m_dependencies[stored(key)].contains(value.name)) {
                    m_deferred[{key, value.name}].insert(value.feature);
                    return {};
                }
                CY_CHECK(activateOptional(key, value.name));
                // `dep/f` also turns on the feature that is named like the dependency, where there is one.
                if (!value.weak && m_graph.at(key.first).manifest.features.contains(value.name))
                    CY_CHECK(activateFeature(key, value.name));
            }
            CY_TRY(const auto to, follow(key, dependency));
            return to ? activateValue(*to, FeatureValue::parse(value.feature)) : Result<void>();
        });
    }

    PackageGraph &m_graph;
    const FeatureRules &m_rules;
    ResolvedFeatures m_out;
    std::set<Key> m_walked;
    std::map<std::pair<Key, std::string>, std::set<std::string>> m_deferred;
};

const std::set<std::string> &ResolvedFeatures::of(PackageIndex package, Side side) const
{
    static const std::set<std::string> none;
    const auto it = m_features.find({package, m_unified ? Side::Target : side});
    return it == m_features.end() ? none : it->second;
}

bool ResolvedFeatures::active(PackageIndex package, Side side, const std::string &dependency) const
{
    const auto it = m_dependencies.find({package, m_unified ? Side::Target : side});
    return it != m_dependencies.end() && it->second.contains(dependency);
}

Result<ResolvedFeatures> resolveFeatures(PackageGraph &graph, const std::vector<FeatureRequest> &requests,
                                         const FeatureRules &rules)
{
    return FeatureResolver(graph, rules).run(requests);
}

} // namespace crossyard::cargo
