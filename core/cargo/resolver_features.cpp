// SPDX-License-Identifier: MIT OR Apache-2.0
#include "cargo/resolver_features.h"

#include <algorithm>

namespace crossyard::cargo {

namespace {

class Needs {
public:
    explicit Needs(const PackageSummary &package) : m_package(package) {}

    void feature(const std::string &name)
    {
        const auto it = m_package.features.find(name);
        if (it == m_package.features.end()) {
            missing(name);
            return;
        }
        if (!out.features.insert(name).second)
            return;
        for (const auto &value : it->second)
            this->value(value);
    }

    void value(const std::string &text)
    {
        if (text.starts_with("dep:"))
            return dependency(text.substr(4));
        const auto slash = text.find('/');
        if (slash == std::string::npos)
            return feature(text);
        std::string name = text.substr(0, slash);
        const bool weak = name.ends_with('?');
        if (weak)
            name.pop_back();
        // For the choice of versions a weak feature counts like any other: it may come true.
        const bool optional = std::ranges::any_of(m_package.dependencies,
                                                  [&](const auto &one) { return one.name == name && one.optional; });
        if (optional && !weak && m_package.features.contains(name))
            feature(name);
        dependency(name);
        m_wanted[name].insert(text.substr(slash + 1));
    }

    void dependency(const std::string &name)
    {
        if (std::ranges::none_of(m_package.dependencies, [&](const auto &one) { return one.name == name; }))
            missing(name);
        m_wanted.try_emplace(name);
    }

    void collect(bool development)
    {
        for (const auto &one : m_package.dependencies) {
            if (one.kind == DependencyKind::Development && !development)
                continue;
            const auto wanted = m_wanted.find(one.name);
            if (one.optional && wanted == m_wanted.end())
                continue;
            NeededDependency needed{&one, {one.features.begin(), one.features.end()}};
            if (wanted != m_wanted.end())
                needed.features.insert(wanted->second.begin(), wanted->second.end());
            out.dependencies.push_back(std::move(needed));
        }
    }

    FeatureNeeds out;

private:
    void missing(const std::string &name)
    {
        if (out.missing.empty())
            out.missing = name;
    }

    const PackageSummary &m_package;
    std::map<std::string, std::set<std::string>> m_wanted; // dependencies that are in, and what is asked of them
};

} // namespace

FeatureNeeds needsOf(const PackageSummary &package, const FeatureWish &wish)
{
    Needs needs(package);
    if (wish.all) {
        for (const auto &[name, values] : package.features)
            needs.feature(name);
        for (const auto &dependency : package.dependencies) {
            if (dependency.optional)
                needs.dependency(dependency.name);
        }
    }
    if (wish.defaults && package.features.contains("default"))
        needs.feature("default");
    for (const auto &feature : wish.features)
        needs.value(feature);
    needs.collect(wish.all);
    return std::move(needs.out);
}

} // namespace crossyard::cargo
