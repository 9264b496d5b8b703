// SPDX-License-Identifier: MIT OR Apache-2.0
// The network simplex of Gansner, Koutsofios, North and Vo (1993) for ranks. A spanning tree of rules without slack
// fixes all ranks. Where cutting a rule of the tree and drawing the two halves apart makes the picture shorter, it
// leaves the tree, and the rule with the least slack that then stops the halves comes in for it.
//
// Whether that pays needs no cut values of their own: a vertex pulls with the weight of its outgoing rules less that of
// its incoming ones, and half a tree pulls with the sum over its vertices, because what is inside cancels out. So a
// subtree's sum is all that is kept. The tree is held in preorder, a subtree being a stretch of it.
#include "graph/layout_parts.h"

#include <algorithm>
#include <limits>
#include <queue>

namespace crossyard::graph::layered {

namespace {

class Simplex {
public:
    Simplex(std::vector<int> &ranks, std::span<const RankRule> rules, Limit &limit)
        : m_ranks(ranks), m_rules(rules), m_limit(limit), m_count(static_cast<Index>(ranks.size())), m_pull(m_count, 0),
          m_tree(m_count), m_parentRule(m_count, none), m_first(m_count, 0), m_size(m_count, 1), m_sum(m_count, 0),
          m_preorder(m_count)
    {
        std::vector<Edge> edges;
        edges.reserve(rules.size());
        for (const auto &rule : rules) {
            edges.push_back({rule.from, rule.to});
            m_pull[rule.from] += rule.weight;
            m_pull[rule.to] -= rule.weight;
        }
        m_out = outgoing(m_count, edges);
        m_in = incoming(m_count, edges);
    }

    void run()
    {
        if (!growTree())
            return;
        rebuild(0, none);
        // Each pivot leaves a valid state. The bound is against going round in ties, which do no harm but take time.
        for (std::uint64_t pivots = 50 + 20 * std::uint64_t(m_count); pivots > 0 && !m_limit.over(16); --pivots) {
            const Index leaving = chooseLeaving();
            if (leaving == none)
                return;
            pivot(leaving);
        }
    }

private:
    int slack(const RankRule &rule) const { return m_ranks[rule.to] - m_ranks[rule.from] - rule.least; }

    // A tree of rules without slack, grown from vertex 0 in the manner of Prim: the tree as a whole moves towards the
    // vertex that is nearest. `moved` is how far the tree has come; a heap holds slacks as they would be with 0.
    bool growTree()
    {
        using Entry = std::pair<std::int64_t, Index>;
        using Heap = std::priority_queue<Entry, std::vector<Entry>, std::greater<>>;
        Heap leavingTree; // their source is in the tree: shorter when it moves down
        Heap enteringTree;
        std::vector<char> inTree(m_count, 0);
        std::int64_t moved = 0;
        const auto add = [&](Index vertex) {
            inTree[vertex] = 1;
            m_ranks[vertex] -= static_cast<int>(moved);
            for (const auto &link : m_out.of(vertex)) {
                if (!inTree[link.vertex])
                    leavingTree.push({slack(m_rules[link.edge]), link.edge});
            }
            for (const auto &link : m_in.of(vertex)) {
                if (!inTree[link.vertex])
                    enteringTree.push({slack(m_rules[link.edge]), link.edge});
            }
        };
        const auto drop = [&](Heap &heap, Index RankRule::*outside) {
            while (!heap.empty() && inTree[m_rules[heap.top().second].*outside])
                heap.pop();
        };
        add(0);
        Index count = 1;
        for (; count < m_count && !m_limit.over(8); ++count) {
            drop(leavingTree, &RankRule::to);
            drop(enteringTree, &RankRule::from);
            constexpr auto far = std::numeric_limits<std::int64_t>::max();
            const auto below = leavingTree.empty() ? far : leavingTree.top().first - moved;
            const auto above = enteringTree.empty() ? far : enteringTree.top().first + moved;
            const bool down = below <= above;
            const Index rule = (down ? leavingTree : enteringTree).top().second;
            moved += down ? below : -above;
            m_tree[m_rules[rule].from].push_back(rule);
            m_tree[m_rules[rule].to].push_back(rule);
            add(down ? m_rules[rule].to : m_rules[rule].from);
        }
        for (Index vertex = 0; vertex < m_count; ++vertex) {
            if (inTree[vertex])
                m_ranks[vertex] += static_cast<int>(moved);
        }
        return count == m_count;
    }

    // Preorder, parents, sizes and sums of the subtree at `top`, which hangs from its parent by `parentRule`.
    void rebuild(Index top, Index parentRule)
    {
        Index next = m_first[top];
        m_stack.assign(1, {top, parentRule});
        m_visited.clear();
        while (!m_stack.empty()) {
            const auto [vertex, above] = m_stack.back();
            m_stack.pop_back();
            m_parentRule[vertex] = above;
            m_first[vertex] = next;
            m_preorder[next++] = vertex;
            m_size[vertex] = 1;
            m_sum[vertex] = m_pull[vertex];
            m_visited.push_back(vertex);
            for (const Index rule : m_tree[vertex]) {
                if (rule != above)
                    m_stack.push_back({otherEnd(rule, vertex), rule});
            }
        }
        for (auto i = m_visited.size(); i-- > 1;) {
            const Index vertex = m_visited[i];
            const Index parent = otherEnd(m_parentRule[vertex], vertex);
            m_size[parent] += m_size[vertex];
            m_sum[parent] += m_sum[vertex];
        }
        m_limit.over(12 * m_visited.size());
    }
    Index otherEnd(Index rule, Index vertex) const
    {
        return m_rules[rule].from == vertex ? m_rules[rule].to : m_rules[rule].from;
    }
    bool inSubtree(Index vertex, Index top) const { return m_first[vertex] - m_first[top] < m_size[top]; }

    // The vertex at the lower end of a tree rule that pays when it leaves; the best of the first few, going round.
    Index chooseLeaving()
    {
        constexpr int enough = 30;
        Index best = none;
        std::int64_t bestCut = 0;
        int found = 0;
        for (Index i = 0; i < m_count && found < enough; ++i) {
            m_cursor = m_cursor + 1 < m_count ? m_cursor + 1 : 0;
            const Index rule = m_parentRule[m_cursor];
            if (rule == none)
                continue;
            const auto cut = m_rules[rule].from == m_cursor ? m_sum[m_cursor] : -m_sum[m_cursor];
            if (cut >= 0)
                continue;
            ++found;
            if (cut < bestCut) {
                bestCut = cut;
                best = m_cursor;
            }
        }
        m_limit.over(m_count / 8);
        return best;
    }

    void pivot(Index top)
    {
        const Index leaving = m_parentRule[top];
        const bool moveUp = m_rules[leaving].from == top; // away from its parent
        // There is one: a subtree that pulls away from its parent does so because of rules that end at the parent's
        // half.
        const Index entering = findEntering(top, moveUp);
        const int distance = moveUp ? -slack(m_rules[entering]) : slack(m_rules[entering]);
        if (distance != 0)
            shift(top, distance);
        replace(leaving, entering);
        // All that changes hangs below the lowest vertex above both ends of the rule that came in.
        Index shared = otherEnd(leaving, top);
        while (!inSubtree(m_rules[entering].from, shared) || !inSubtree(m_rules[entering].to, shared))
            shared = otherEnd(m_parentRule[shared], shared);
        rebuild(shared, m_parentRule[shared]);
    }

    // The rule with the least slack that stops the subtree; looked for in the smaller half.
    Index findEntering(Index top, bool moveUp)
    {
        Index best = none;
        int least = std::numeric_limits<int>::max();
        const bool inner = m_size[top] <= m_count / 2;
        // Moving up is stopped by what comes into the subtree, moving down by what leaves it.
        const Adjacency &side = moveUp == inner ? m_in : m_out;
        const auto look = [&](Index begin, Index end) {
            for (Index i = begin; i < end; ++i) {
                const auto links = side.of(m_preorder[i]);
                m_limit.over(1 + links.size());
                for (const auto &link : links) {
                    if (inSubtree(link.vertex, top) == inner)
                        continue;
                    const int now = slack(m_rules[link.edge]);
                    if (now < least || (now == least && link.edge < best)) {
                        least = now;
                        best = link.edge;
                    }
                }
            }
        };
        const Index begin = m_first[top];
        const Index end = begin + m_size[top];
        if (inner) {
            look(begin, end);
        } else {
            look(0, begin);
            look(end, m_count);
        }
        return best;
    }

    void shift(Index top, int distance)
    {
        const Index begin = m_first[top];
        const Index end = begin + m_size[top];
        if (m_size[top] <= m_count / 2) {
            for (Index i = begin; i < end; ++i)
                m_ranks[m_preorder[i]] += distance;
            return;
        }
        for (Index i = 0; i < begin; ++i)
            m_ranks[m_preorder[i]] -= distance;
        for (Index i = end; i < m_count; ++i)
            m_ranks[m_preorder[i]] -= distance;
    }

    void replace(Index leaving, Index entering)
    {
        std::erase(m_tree[m_rules[leaving].from], leaving);
        std::erase(m_tree[m_rules[leaving].to], leaving);
        m_tree[m_rules[entering].from].push_back(entering);
        m_tree[m_rules[entering].to].push_back(entering);
    }

    std::vector<int> &m_ranks;
    std::span<const RankRule> m_rules;
    Limit &m_limit;
    Index m_count = 0;
    std::vector<std::int64_t> m_pull;
    Adjacency m_out;
    Adjacency m_in;
    std::vector<std::vector<Index>> m_tree; // rules of the tree at each vertex
    std::vector<Index> m_parentRule;
    std::vector<Index> m_first; // place in the preorder
    std::vector<Index> m_size;
    std::vector<std::int64_t> m_sum;
    std::vector<Index> m_preorder;
    std::vector<std::pair<Index, Index>> m_stack;
    std::vector<Index> m_visited;
    Index m_cursor = 0;
};

} // namespace

void shortenRanks(std::vector<int> &ranks, std::span<const RankRule> rules, Limit &limit)
{
    if (ranks.size() > 1 && !limit.over())
        Simplex(ranks, rules, limit).run();
}

} // namespace crossyard::graph::layered
