// SPDX-License-Identifier: MIT OR Apache-2.0
// Which edges to turn round. Strongly connected components first (Tarjan 1972), because an edge between two of them is
// in no cycle; in each of them a linear order by the greedy rule of Eades, Lin and Smyth (1993): take sinks to the end,
// sources to the front, else the vertex with the greatest surplus of outgoing edges to the front. Edges against that
// order turn. Nothing recurses: a cycle may be as long as the graph.
#include "graph/layout_parts.h"

#include <algorithm>
#include <numeric>

namespace crossyard::graph::layered {

namespace {

Adjacency adjacency(Index count, std::span<const Edge> edges, Index Edge::*of, Index Edge::*other)
{
    Adjacency result;
    result.start.assign(count + 1, 0);
    for (const auto &edge : edges)
        ++result.start[edge.*of + 1];
    std::partial_sum(result.start.begin(), result.start.end(), result.start.begin());
    result.links.resize(edges.size());
    auto next = result.start;
    for (Index i = 0; i < edges.size(); ++i)
        result.links[next[edges[i].*of]++] = {edges[i].*other, i};
    return result;
}

class StrongComponents {
public:
    StrongComponents(Index count, const Adjacency &out)
        : m_out(out), m_number(count, none), m_low(count, 0), m_component(count, none)
    {
        for (Index vertex = 0; vertex < count; ++vertex) {
            if (m_number[vertex] == none)
                search(vertex);
        }
    }
    std::vector<Index> take() { return std::move(m_component); }

private:
    struct Frame {
        Index vertex = 0;
        Index next = 0; // in the vertex's links
    };

    void enter(Index vertex)
    {
        m_number[vertex] = m_low[vertex] = m_visited++;
        m_open.push_back(vertex);
        m_frames.push_back({vertex, 0});
    }

    void search(Index root)
    {
        enter(root);
        while (!m_frames.empty()) {
            auto &frame = m_frames.back();
            const Index vertex = frame.vertex;
            const auto links = m_out.of(vertex);
            if (frame.next < links.size()) {
                const Index to = links[frame.next++].vertex;
                if (m_number[to] == none)
                    enter(to);
                else if (m_component[to] == none)
                    m_low[vertex] = std::min(m_low[vertex], m_number[to]);
            } else {
                m_frames.pop_back();
                leave(vertex);
            }
        }
    }

    void leave(Index vertex)
    {
        if (!m_frames.empty()) {
            auto &low = m_low[m_frames.back().vertex];
            low = std::min(low, m_low[vertex]);
        }
        if (m_low[vertex] != m_number[vertex])
            return;
        Index member = none;
        do {
            member = m_open.back();
            m_open.pop_back();
            m_component[member] = m_components;
        } while (member != vertex);
        ++m_components;
    }

    const Adjacency &m_out;
    std::vector<Index> m_number;
    std::vector<Index> m_low;
    std::vector<Index> m_component;
    std::vector<Index> m_open;
    std::vector<Frame> m_frames;
    Index m_visited = 0;
    Index m_components = 0;
};

// All components at once: edges between them are not counted. Vertices wait in lists by their surplus; a vertex is in
// the list of its present surplus once, and stale entries are passed over.
class GreedyOrder {
public:
    GreedyOrder(Index count, std::span<const Edge> edges, const std::vector<Index> &component)
        : m_component(component), m_out(outgoing(count, edges)), m_in(incoming(count, edges)), m_outDegree(count, 0),
          m_inDegree(count, 0), m_place(count, none)
    {
        for (const auto &edge : edges) {
            if (component[edge.from] == component[edge.to]) {
                ++m_outDegree[edge.from];
                ++m_inDegree[edge.to];
            }
        }
        std::int64_t most = 0;
        for (Index vertex = 0; vertex < count; ++vertex)
            most = std::max<std::int64_t>(most, std::max(m_outDegree[vertex], m_inDegree[vertex]));
        m_offset = most;
        m_lists.resize(static_cast<std::size_t>(2 * most + 1));
        // The lists are stacks: the lowest number is to come out first.
        for (Index vertex = count; vertex-- > 0;)
            file(vertex);
        run(count);
    }
    std::vector<Index> take() { return std::move(m_place); }

private:
    void file(Index vertex)
    {
        if (m_outDegree[vertex] == 0) {
            m_sinks.push_back(vertex);
        } else if (m_inDegree[vertex] == 0) {
            m_sources.push_back(vertex);
        } else {
            const auto list = surplus(vertex);
            m_lists[list].push_back(vertex);
            m_highest = std::max(m_highest, list);
        }
    }
    std::size_t surplus(Index vertex) const
    {
        return static_cast<std::size_t>(static_cast<std::int64_t>(m_outDegree[vertex]) - m_inDegree[vertex] + m_offset);
    }

    void remove(Index vertex, Index place)
    {
        m_place[vertex] = place;
        for (const auto &link : m_out.of(vertex)) {
            if (m_place[link.vertex] == none && m_component[link.vertex] == m_component[vertex]) {
                --m_inDegree[link.vertex];
                file(link.vertex);
            }
        }
        for (const auto &link : m_in.of(vertex)) {
            if (m_place[link.vertex] == none && m_component[link.vertex] == m_component[vertex]) {
                --m_outDegree[link.vertex];
                file(link.vertex);
            }
        }
    }

    void run(Index count)
    {
        Index front = 0;
        Index back = count;
        while (front < back) {
            if (const Index sink = takeFrom(m_sinks); sink != none)
                remove(sink, --back);
            else if (const Index source = takeFrom(m_sources); source != none)
                remove(source, front++);
            else
                remove(takeGreatest(), front++);
        }
    }
    Index takeFrom(std::vector<Index> &list)
    {
        while (!list.empty()) {
            const Index vertex = list.back();
            list.pop_back();
            if (m_place[vertex] == none)
                return vertex;
        }
        return none;
    }
    Index takeGreatest()
    {
        for (;;) {
            auto &list = m_lists[m_highest];
            while (!list.empty()) {
                const Index vertex = list.back();
                list.pop_back();
                if (m_place[vertex] == none && surplus(vertex) == m_highest)
                    return vertex;
            }
            --m_highest; // some vertex is left, so it ends
        }
    }

    const std::vector<Index> &m_component;
    Adjacency m_out;
    Adjacency m_in;
    std::vector<Index> m_outDegree;
    std::vector<Index> m_inDegree;
    std::vector<Index> m_place;
    std::int64_t m_offset = 0;
    std::size_t m_highest = 0;
    std::vector<std::vector<Index>> m_lists;
    std::vector<Index> m_sinks;
    std::vector<Index> m_sources;
};

} // namespace

Adjacency outgoing(Index count, std::span<const Edge> edges)
{
    return adjacency(count, edges, &Edge::from, &Edge::to);
}

Adjacency incoming(Index count, std::span<const Edge> edges)
{
    return adjacency(count, edges, &Edge::to, &Edge::from);
}

std::vector<char> findBackEdges(Index count, std::span<const Edge> edges)
{
    std::vector<char> back(edges.size(), 0);
    const auto component = StrongComponents(count, outgoing(count, edges)).take();
    const auto inCycle = [&](const Edge &edge) { return component[edge.from] == component[edge.to]; };
    if (std::ranges::none_of(edges, inCycle))
        return back;
    const auto place = GreedyOrder(count, edges, component).take();
    for (std::size_t i = 0; i < edges.size(); ++i)
        back[i] = inCycle(edges[i]) && place[edges[i].from] > place[edges[i].to];
    return back;
}

Components findComponents(Index count, std::span<const Edge> edges)
{
    std::vector<Index> parent(count);
    std::iota(parent.begin(), parent.end(), Index(0));
    const auto root = [&](Index vertex) {
        while (parent[vertex] != vertex)
            vertex = parent[vertex] = parent[parent[vertex]];
        return vertex;
    };
    // The lower number becomes the root, so that a component is numbered at its first vertex.
    for (const auto &edge : edges) {
        const Index a = root(edge.from);
        const Index b = root(edge.to);
        parent[std::max(a, b)] = std::min(a, b);
    }
    Components result;
    result.of.resize(count);
    for (Index vertex = 0; vertex < count; ++vertex) {
        const Index top = root(vertex);
        result.of[vertex] = top == vertex ? result.count++ : result.of[top];
    }
    return result;
}

} // namespace crossyard::graph::layered
