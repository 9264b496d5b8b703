// SPDX-License-Identifier: MIT OR Apache-2.0
// Single vertices moved to better places while the layers above and below stay (sifting: Matuszewski, Schönfeld and
// Molitor 1999). For a layer of usual width a matrix holds, for every two of its vertices, how many crossings it costs
// that one is left of the other; a vertex then passes along its layer by adding up a row, and the layer is taken again
// until no vertex has a better place. A layer that is too wide for a matrix exchanges neighbours instead (the
// transposition of Gansner et al. 1993). The crossings that are saved add up; nothing is counted anew.
#include "graph/layout_parts.h"

#include <algorithm>

namespace crossyard::graph::layered {

namespace {

constexpr Index widestMatrix = 1200;
constexpr std::uint64_t mostMatrixWork = 20'000'000;
// Of links on both sides: so that sums of products fit into the matrix.
constexpr std::int64_t mostMatrixWeight = 30'000;
// Over one layer before its neighbours get their turn: more of them find little that the next round does not.
constexpr int passes = 2;

} // namespace

Sifter::Sifter(const LayeredGraph &graph, std::vector<char> fixed)
    : m_graph(graph), m_fixed(std::move(fixed)), m_touched(graph.layerCount(), 1)
{
    m_fixed.resize(graph.count(), 0);
    std::size_t widest = 0;
    for (Index layer = 0; layer < graph.layerCount(); ++layer) {
        if (const Index width = graph.layerStart[layer + 1] - graph.layerStart[layer]; width <= widestMatrix)
            widest = std::max<std::size_t>(widest, width);
    }
    m_matrix.reserve(widest * widest);
}

std::int64_t Sifter::improve(Order &order, int rounds, Limit &limit)
{
    std::int64_t gained = 0;
    const Index layers = m_graph.layerCount();
    for (int round = 0; round < rounds; ++round) {
        bool any = false;
        for (Index i = 0; i < layers; ++i) {
            const Index layer = round % 2 == 0 ? i : layers - 1 - i;
            if (!m_touched[layer])
                continue;
            if (limit.over())
                return gained;
            m_touched[layer] = 0;
            if (const auto gain = improveLayer(order, layer, limit); gain > 0) {
                gained += gain;
                any = true;
                changed(layer);
            }
        }
        if (!any)
            break;
    }
    return gained;
}

void Sifter::changed(Index layer)
{
    if (layer > 0)
        m_touched[layer - 1] = 1;
    if (layer + 1 < m_graph.layerCount())
        m_touched[layer + 1] = 1;
}

std::int64_t Sifter::improveLayer(Order &order, Index layer, Limit &limit)
{
    const Index start = m_graph.layerStart[layer];
    m_width = m_graph.layerStart[layer + 1] - start;
    if (m_width < 2)
        return 0;
    m_vertices.assign(order.vertices.begin() + start, order.vertices.begin() + start + m_width);
    gather(m_above, order, m_graph.up);
    gather(m_below, order, m_graph.down);
    m_sequence.resize(m_width);
    for (Index i = 0; i < m_width; ++i)
        m_sequence[i] = i;
    const std::uint64_t links = m_above.places.size() + m_below.places.size();
    limit.over(4 * links);
    const std::uint64_t work = m_width * (links + 2 * m_width);
    const bool matrix =
        m_width <= widestMatrix && work <= mostMatrixWork && m_above.weight + m_below.weight <= mostMatrixWeight;
    if (matrix) {
        fillMatrix(layer);
        limit.over(work);
    }
    std::int64_t gained = 0;
    for (Index begin = 0; begin < m_width;) {
        Index end = begin + 1;
        while (end < m_width &&
               (m_graph.block.empty() || m_graph.block[m_vertices[end]] == m_graph.block[m_vertices[begin]]))
            ++end;
        gained += matrix ? sift({begin, end}, limit) : exchangeNeighbours({begin, end}, limit);
        begin = end;
    }
    if (gained > 0) {
        for (Index i = 0; i < m_width; ++i) {
            const Index vertex = m_vertices[m_sequence[i]];
            order.vertices[start + i] = vertex;
            order.place[vertex] = i;
        }
    }
    return gained;
}

void Sifter::gather(Side &side, const Order &order, const Adjacency &links)
{
    side.start.assign(1, 0);
    side.places.clear();
    side.weights.clear();
    side.weight = 0;
    for (const Index vertex : m_vertices) {
        m_around.clear();
        for (const auto &link : links.of(vertex))
            m_around.push_back({order.place[link.vertex], m_graph.weights[link.edge]});
        if (m_around.size() > 1)
            std::ranges::sort(m_around);
        for (const auto &[place, weight] : m_around) {
            side.places.push_back(place);
            side.weights.push_back(static_cast<std::int32_t>(weight));
            side.weight += weight;
        }
        side.start.push_back(static_cast<Index>(side.places.size()));
    }
}

void Sifter::fillMatrix(Index layer)
{
    m_matrix.assign(static_cast<std::size_t>(m_width) * m_width, 0);
    if (layer > 0)
        addSide(m_above, m_graph.layerStart[layer] - m_graph.layerStart[layer - 1]);
    if (layer + 1 < m_graph.layerCount())
        addSide(m_below, m_graph.layerStart[layer + 2] - m_graph.layerStart[layer + 1]);
}

// For a vertex i, `m_balance` at a place is the weight of its links that end right of there, less those left of there.
// A link of j to that place crosses the former when i is left of j, the latter when j is left of i.
void Sifter::addSide(const Side &side, Index besideWidth)
{
    for (Index i = 0; i < m_width; ++i) {
        if (side.start[i] == side.start[i + 1])
            continue;
        std::int32_t total = 0;
        for (Index k = side.start[i]; k < side.start[i + 1]; ++k)
            total += side.weights[k];
        m_balance.resize(besideWidth);
        std::int32_t balance = total;
        Index at = 0;
        for (Index k = side.start[i]; k < side.start[i + 1]; ++k) {
            const Index place = side.places[k];
            while (at < place)
                m_balance[at++] = balance;
            if (at == place)
                m_balance[at++] = balance - side.weights[k];
            else
                m_balance[place] -= side.weights[k];
            balance -= 2 * side.weights[k];
        }
        while (at < besideWidth)
            m_balance[at++] = balance;
        std::int32_t *row = m_matrix.data() + static_cast<std::size_t>(i) * m_width;
        for (Index j = i + 1; j < m_width; ++j) {
            std::int32_t sum = 0;
            for (Index k = side.start[j]; k < side.start[j + 1]; ++k)
                sum += side.weights[k] * m_balance[side.places[k]];
            row[j] += sum;
            m_matrix[static_cast<std::size_t>(j) * m_width + i] -= sum;
        }
    }
}

std::int64_t Sifter::sift(Bounds block, Limit &limit)
{
    std::int64_t gained = 0;
    for (int pass = 0; pass < passes; ++pass) {
        std::int64_t gain = 0;
        m_turn.assign(m_sequence.begin() + block.begin, m_sequence.begin() + block.end);
        for (const Index vertex : m_turn) {
            const auto at = std::find(m_sequence.begin() + block.begin, m_sequence.begin() + block.end, vertex);
            gain += siftOne(static_cast<Index>(at - m_sequence.begin()), block);
            if (limit.over(block.end - block.begin))
                return gained + gain;
        }
        gained += gain;
        if (gain == 0)
            break;
    }
    return gained;
}

std::int64_t Sifter::siftOne(Index at, Bounds block)
{
    const Index vertex = m_sequence[at];
    const std::int32_t *row = m_matrix.data() + static_cast<std::size_t>(vertex) * m_width;
    std::int64_t best = 0;
    Index bestAt = at;
    std::int64_t sum = 0;
    for (Index i = at; i-- > block.begin && !bothFixed(vertex, m_sequence[i]);) {
        sum += row[m_sequence[i]];
        if (sum < best) {
            best = sum;
            bestAt = i;
        }
    }
    sum = 0;
    for (Index i = at + 1; i < block.end && !bothFixed(vertex, m_sequence[i]); ++i) {
        sum -= row[m_sequence[i]];
        if (sum < best) {
            best = sum;
            bestAt = i;
        }
    }
    const auto from = m_sequence.begin() + at;
    if (bestAt < at)
        std::rotate(m_sequence.begin() + bestAt, from, from + 1);
    else
        std::rotate(from, from + 1, m_sequence.begin() + bestAt + 1);
    return -best;
}

std::int64_t Sifter::exchangeNeighbours(Bounds block, Limit &limit)
{
    std::int64_t gained = 0;
    for (int pass = 0; pass < 4 * passes; ++pass) {
        std::int64_t gain = 0;
        for (Index i = block.begin; i + 1 < block.end; ++i) {
            auto &left = m_sequence[i];
            auto &right = m_sequence[i + 1];
            if (bothFixed(left, right))
                continue;
            const auto better = gainOfExchange(m_above, left, right) + gainOfExchange(m_below, left, right);
            if (limit.over(4 + m_above.degree(left) + m_above.degree(right) + m_below.degree(left) +
                           m_below.degree(right)))
                return gained + gain;
            if (better > 0) {
                std::swap(left, right);
                gain += better;
            }
        }
        gained += gain;
        if (gain == 0)
            break;
    }
    return gained;
}

// Crossings of two vertices' links on one side, less those after they changed places.
std::int64_t Sifter::gainOfExchange(const Side &side, Index left, Index right)
{
    std::int64_t gain = 0;
    std::int64_t leftBefore = 0;
    std::int64_t rightBefore = 0;
    Index i = side.start[left];
    Index j = side.start[right];
    const Index leftEnd = side.start[left + 1];
    const Index rightEnd = side.start[right + 1];
    while (i < leftEnd && j < rightEnd) {
        const Index place = std::min(side.places[i], side.places[j]);
        std::int64_t leftHere = 0;
        std::int64_t rightHere = 0;
        while (i < leftEnd && side.places[i] == place)
            leftHere += side.weights[i++];
        while (j < rightEnd && side.places[j] == place)
            rightHere += side.weights[j++];
        gain += leftHere * rightBefore - rightHere * leftBefore;
        leftBefore += leftHere;
        rightBefore += rightHere;
    }
    for (; i < leftEnd; ++i)
        gain += side.weights[i] * rightBefore;
    for (; j < rightEnd; ++j)
        gain -= side.weights[j] * leftBefore;
    return gain;
}

} // namespace crossyard::graph::layered
