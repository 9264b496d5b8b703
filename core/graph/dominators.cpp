// SPDX-License-Identifier: MIT OR Apache-2.0
// Dominators by Lengauer and Tarjan's method (1979), the simple one: nodes are numbered by a depth first walk from one
// root above all roots; going through them backwards, the semidominator of each is the lowest number from which a way
// leads to it over higher ones; from those, forwards, come the dominators. Ways up the walk's tree are shortened as
// they are gone (compress), so that the whole takes little more than linear time.
#include "graph/structure.h"

#include <algorithm>

namespace crossyard::graph {

namespace {

// Numbers of the walk; 0 is the root above all.
using Number = std::uint32_t;

class DominatorFinder {
public:
    explicit DominatorFinder(const DependencyGraph &graph) : m_graph(graph), m_number(graph.size(), nothing)
    {
        m_node.push_back(nothing);
        m_parent.push_back(0);
        for (const NodeId root : graph.roots())
            walk(root);
        m_semi.resize(m_node.size());
        for (Number i = 0; i < m_node.size(); ++i)
            m_semi[i] = i;
        m_best = m_semi;
        m_up.assign(m_node.size(), nothing);
        m_dominator.assign(m_node.size(), 0);
    }

    std::vector<NodeId> find()
    {
        std::vector<std::vector<Number>> waiting(m_node.size()); // by semidominator
        for (Number w = static_cast<Number>(m_node.size()) - 1; w > 0; --w) {
            if (m_graph.isRoot(m_node[w]))
                m_semi[w] = 0;
            for (const EdgeId edge : m_graph.incoming(m_node[w])) {
                if (const Number v = m_number[m_graph.edge(edge).from]; v != nothing)
                    m_semi[w] = std::min(m_semi[w], m_semi[lowestOnWay(v)]);
            }
            waiting[m_semi[w]].push_back(w);
            m_up[w] = m_parent[w];
            for (const Number v : waiting[m_parent[w]]) {
                const Number u = lowestOnWay(v);
                m_dominator[v] = m_semi[u] < m_semi[v] ? u : m_parent[w];
            }
            waiting[m_parent[w]].clear();
        }
        std::vector<NodeId> out(m_graph.size(), nothing);
        for (Number w = 1; w < m_node.size(); ++w) {
            if (m_dominator[w] != m_semi[w])
                m_dominator[w] = m_dominator[m_dominator[w]];
            out[m_node[w]] = m_node[m_dominator[w]];
        }
        return out;
    }

private:
    void walk(NodeId root)
    {
        struct Open {
            NodeId node;
            EdgeId next;
        };
        std::vector<Open> path;
        const auto enter = [&](NodeId node, Number parent) {
            m_number[node] = static_cast<Number>(m_node.size());
            m_node.push_back(node);
            m_parent.push_back(parent);
            path.push_back({node, m_graph.outgoing(node).first});
        };
        if (m_number[root] == nothing)
            enter(root, 0);
        while (!path.empty()) {
            const NodeId node = path.back().node;
            if (path.back().next == m_graph.outgoing(node).second) {
                path.pop_back();
                continue;
            }
            const NodeId to = m_graph.edge(path.back().next++).to;
            if (m_number[to] == nothing)
                enter(to, m_number[node]);
        }
    }

    // The node with the lowest semidominator on the way up from v, as far as the way is linked; it is shortened on the
    // way back.
    Number lowestOnWay(Number v)
    {
        if (m_up[v] == nothing)
            return v;
        std::vector<Number> way;
        for (Number at = v; m_up[m_up[at]] != nothing; at = m_up[at])
            way.push_back(at);
        for (auto it = way.rbegin(); it != way.rend(); ++it) {
            const Number above = m_up[*it];
            if (m_semi[m_best[above]] < m_semi[m_best[*it]])
                m_best[*it] = m_best[above];
            m_up[*it] = m_up[above];
        }
        return m_best[v];
    }

    const DependencyGraph &m_graph;
    std::vector<Number> m_number; // by node
    std::vector<NodeId> m_node;   // by number, like all that follow
    std::vector<Number> m_parent;
    std::vector<Number> m_semi;
    std::vector<Number> m_best;
    std::vector<Number> m_up; // the forest of what was looked at already
    std::vector<Number> m_dominator;
};

} // namespace

std::vector<NodeId> dominators(const DependencyGraph &graph)
{
    return DominatorFinder(graph).find();
}

} // namespace crossyard::graph
