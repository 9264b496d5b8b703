// SPDX-License-Identifier: MIT OR Apache-2.0
#include "cargo/git_source.h"
#include "graph/lock_node.h"
#include "graph/readers.h"

namespace crossyard::graph {

namespace {

class RootFinder {
public:
    explicit RootFinder(const cargo::Lockfile &lock) : m_lock(lock), m_needed(lock.packages.size()), m_seen(m_needed)
    {
        for (std::size_t i = 0; i < lock.packages.size(); ++i) {
            m_anyPath |= lock.packages[i].source.empty();
            for (const std::size_t to : lock.packages[i].dependencies) {
                if (to != i)
                    m_needed[to] = true;
            }
        }
    }

    std::vector<std::size_t> find()
    {
        for (const bool alsoNeeded : {false, true}) {
            for (std::size_t i = 0; i < m_lock.packages.size(); ++i) {
                if (m_seen[i] || (m_needed[i] && !alsoNeeded) || (m_anyPath && !m_lock.packages[i].source.empty()))
                    continue;
                m_roots.push_back(i);
                reach(i);
            }
        }
        return std::move(m_roots);
    }

private:
    void reach(std::size_t from)
    {
        std::vector<std::size_t> waiting{from};
        m_seen[from] = true;
        while (!waiting.empty()) {
            const std::size_t at = waiting.back();
            waiting.pop_back();
            for (const std::size_t to : m_lock.packages[at].dependencies) {
                if (!m_seen[to]) {
                    m_seen[to] = true;
                    waiting.push_back(to);
                }
            }
        }
    }

    const cargo::Lockfile &m_lock;
    std::vector<bool> m_needed; // by another package
    std::vector<bool> m_seen;
    bool m_anyPath = false;
    std::vector<std::size_t> m_roots;
};

} // namespace

Node lockNode(GraphBuilder &builder, const cargo::LockedPackage &package)
{
    Node node;
    node.name = builder.text(package.name);
    node.version = builder.text(package.version.toString());
    node.origin = builder.text(package.source);
    node.source = package.source.empty()               ? Source::Path
                  : cargo::isGitSource(package.source) ? Source::Git
                                                       : Source::Registry;
    return node;
}

DependencyGraph readLock(const cargo::Lockfile &lock)
{
    GraphBuilder builder;
    for (const auto &package : lock.packages)
        builder.addNode(lockNode(builder, package));
    for (const std::size_t root : RootFinder(lock).find()) {
        const auto id = static_cast<NodeId>(root);
        if (builder.node(id).source == Source::Path)
            builder.node(id).source = Source::Member;
        builder.addRoot(id);
    }
    for (std::size_t i = 0; i < lock.packages.size(); ++i) {
        for (const std::size_t to : lock.packages[i].dependencies)
            builder.addEdge(static_cast<NodeId>(i), static_cast<NodeId>(to));
    }
    return builder.finish();
}

} // namespace crossyard::graph
