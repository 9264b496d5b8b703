// SPDX-License-Identifier: MIT OR Apache-2.0
// Transitive reduction over sets of bits. For each component (taken in an order where dependencies come first), the set
// of all that its dependencies reach: an edge to something in that set is implied. Sets of all components at once would
// need the square of their number in memory, so they are made for some thousand ends at a time; each round costs one
// pass over the edges.
#include "graph/structure.h"

#include <algorithm>

namespace crossyard::graph {

namespace {

using Word = std::uint64_t;
constexpr std::size_t bitsOfWord = 64;
constexpr std::size_t mostWords = 4 * 1024 * 1024; // 32 MB for the sets

class Reduction {
public:
    explicit Reduction(const DependencyGraph &graph)
        : m_graph(graph), m_parts(components(graph)), m_implied(graph.edges().size())
    {
        const std::size_t count = std::max<std::size_t>(1, m_parts.members.size());
        const std::size_t all = (count + bitsOfWord - 1) / bitsOfWord;
        m_words = std::clamp<std::size_t>(mostWords / count, 1, all);
        m_below.resize(count * m_words);
    }

    Mask find()
    {
        for (std::size_t begin = 0; begin < m_parts.members.size(); begin += m_words * bitsOfWord)
            round(begin);
        return std::move(m_implied);
    }

private:
    Word *below(std::size_t part) { return m_below.data() + part * m_words; }

    template <class Visit> void eachEdge(std::size_t part, const Visit &visit) const
    {
        for (const NodeId node : m_parts.members[part]) {
            const auto [first, last] = m_graph.outgoing(node);
            for (EdgeId edge = first; edge < last; ++edge) {
                if (const auto to = m_parts.of[m_graph.edge(edge).to]; to != part)
                    visit(edge, to);
            }
        }
    }

    // Ends from `begin` on. A component reaches only those of lower numbers, so the ones before `begin` reach none.
    void round(std::size_t begin)
    {
        const std::size_t end = begin + m_words * bitsOfWord;
        std::fill(m_below.begin() + static_cast<std::ptrdiff_t>(begin * m_words), m_below.end(), Word(0));
        for (std::size_t part = begin; part < m_parts.members.size(); ++part) {
            Word *const own = below(part);
            eachEdge(part, [&](EdgeId, std::uint32_t to) {
                if (to < begin)
                    return;
                const Word *const other = below(to);
                for (std::size_t i = 0; i < m_words; ++i)
                    own[i] |= other[i];
            });
            const auto bit = [&](std::uint32_t to) { return Word(1) << ((to - begin) % bitsOfWord); };
            const auto word = [&](std::uint32_t to) { return (to - begin) / bitsOfWord; };
            eachEdge(part, [&](EdgeId edge, std::uint32_t to) {
                if (to >= begin && to < end && own[word(to)] & bit(to))
                    m_implied[edge] = true;
            });
            eachEdge(part, [&](EdgeId, std::uint32_t to) {
                if (to >= begin && to < end)
                    own[word(to)] |= bit(to);
            });
        }
    }

    const DependencyGraph &m_graph;
    const Components m_parts;
    Mask m_implied;
    std::size_t m_words = 1; // of one component's set
    std::vector<Word> m_below;
};

} // namespace

Mask impliedEdges(const DependencyGraph &graph)
{
    return Reduction(graph).find();
}

} // namespace crossyard::graph
