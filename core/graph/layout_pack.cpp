// SPDX-License-Identifier: MIT OR Apache-2.0
// Components beside one another. The highest come first, in shelves as on a bookcase; in a shelf, lower ones are
// stacked into columns. Several widths of the bookcase are tried, and the one that fits best into the wanted shape is
// kept. With a former picture, components stay where they were, and those that would overlap go to the nearest free
// place.
#include "graph/layout_parts.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace crossyard::graph::layered {

namespace {

// The search for free places looks at all boxes that have theirs. Beyond so many, the picture is packed anew.
constexpr std::size_t mostWanted = 600;

using Boxes = std::span<const Extent>;

struct Shape {
    std::vector<LayoutPoint> corners; // left, top
    double width = 0;
    double height = 0;
};

Shape shelves(Boxes boxes, std::span<const Index> byHeight, double gap, double width)
{
    Shape shape;
    shape.corners.resize(boxes.size());
    double shelfTop = 0;
    double shelfHeight = -1; // none yet
    double columnLeft = 0;
    double columnWidth = 0;
    double columnBottom = 0; // where the next of the column goes
    for (const Index i : byHeight) {
        const double w = boxes[i].width;
        const double h = boxes[i].height;
        if (shelfHeight < 0) {
            shelfHeight = h;
            columnWidth = w;
        } else if (w > columnWidth || columnBottom + h > shelfTop + shelfHeight) {
            columnLeft += columnWidth + gap;
            columnBottom = shelfTop;
            columnWidth = w;
            if (columnLeft + w > width) {
                shelfTop += shelfHeight + gap;
                shelfHeight = h;
                columnLeft = 0;
                columnBottom = shelfTop;
            }
        }
        shape.corners[i] = {columnLeft, columnBottom};
        columnBottom += h + gap;
        shape.width = std::max(shape.width, columnLeft + w);
        shape.height = std::max(shape.height, columnBottom - gap);
    }
    return shape;
}

Shape pack(Boxes boxes, std::span<const Index> which, double gap, double ratio)
{
    std::vector<Index> byHeight(which.begin(), which.end());
    std::ranges::stable_sort(byHeight, [&](Index a, Index b) {
        return boxes[a].height != boxes[b].height ? boxes[a].height > boxes[b].height : boxes[a].width > boxes[b].width;
    });
    double area = 0;
    double widest = 0;
    for (const Index i : which) {
        area += (boxes[i].width + gap) * (boxes[i].height + gap);
        widest = std::max(widest, boxes[i].width);
    }
    const int tries = which.size() > 20'000 ? 4 : 16;
    Shape best;
    double bestSide = std::numeric_limits<double>::infinity();
    for (int i = 0; i < tries; ++i) {
        const double width = std::max(widest, std::sqrt(area * ratio) * (0.8 + 0.8 * i / tries));
        auto shape = shelves(boxes, byHeight, gap, width);
        if (const double side = std::max(shape.width / ratio, shape.height); side < bestSide) {
            bestSide = side;
            best = std::move(shape);
        }
    }
    return best;
}

// Boxes that have a place. A free place for another is either the one that it wants or beside or below one of these.
class Table {
public:
    Table(Boxes boxes, double gap) : m_boxes(boxes), m_gap(gap) {}

    LayoutPoint nearestFree(Index box, LayoutPoint wanted) const
    {
        if (isFree(box, wanted))
            return wanted;
        const double w = m_boxes[box].width;
        const double h = m_boxes[box].height;
        std::vector<LayoutPoint> candidates;
        for (const auto &[other, corner] : m_placed) {
            const double ow = m_boxes[other].width;
            const double oh = m_boxes[other].height;
            for (const double x : {wanted.x, corner.x - w - m_gap, corner.x + ow + m_gap}) {
                for (const double y : {wanted.y, corner.y - h - m_gap, corner.y + oh + m_gap})
                    candidates.push_back({x, y});
            }
        }
        std::ranges::stable_sort(candidates, {}, [&](const LayoutPoint &point) {
            return std::hypot(point.x - wanted.x, point.y - wanted.y);
        });
        // The one furthest to the right of all is free, so there is one.
        return *std::ranges::find_if(candidates, [&](const LayoutPoint &point) { return isFree(box, point); });
    }

    void put(Index box, LayoutPoint corner) { m_placed.push_back({box, corner}); }

private:
    bool isFree(Index box, LayoutPoint at) const
    {
        // Half a pixel of overlap in the gap is rounding, not a collision.
        const double gap = std::max(m_gap - 0.5, 0.0);
        return std::ranges::none_of(m_placed, [&](const auto &placed) {
            const auto &[other, corner] = placed;
            return at.x < corner.x + m_boxes[other].width + gap && corner.x < at.x + m_boxes[box].width + gap &&
                   at.y < corner.y + m_boxes[other].height + gap && corner.y < at.y + m_boxes[box].height + gap;
        });
    }

    Boxes m_boxes;
    double m_gap = 0;
    std::vector<std::pair<Index, LayoutPoint>> m_placed;
};

// Those that were there first, the greatest before the others; the new ones, packed, below all of them.
std::vector<LayoutPoint> keepPlaces(Boxes boxes, std::span<const std::optional<LayoutPoint>> wanted,
                                    std::span<const Index> former, std::span<const Index> fresh, double gap,
                                    double ratio)
{
    std::vector<LayoutPoint> corners(boxes.size());
    std::vector<Index> byArea(former.begin(), former.end());
    std::ranges::stable_sort(byArea, std::greater<>(), [&](Index i) { return boxes[i].width * boxes[i].height; });
    Table table(boxes, gap);
    double left = std::numeric_limits<double>::infinity();
    double bottom = -left;
    for (const Index i : byArea) {
        const LayoutPoint corner{wanted[i]->x - boxes[i].width / 2, wanted[i]->y - boxes[i].height / 2};
        corners[i] = table.nearestFree(i, corner);
        table.put(i, corners[i]);
        left = std::min(left, corners[i].x);
        bottom = std::max(bottom, corners[i].y + boxes[i].height);
    }
    const auto rest = pack(boxes, fresh, gap, ratio);
    for (const Index i : fresh)
        corners[i] = {rest.corners[i].x + left, rest.corners[i].y + bottom + gap};
    return corners;
}

} // namespace

std::vector<LayoutPoint> packBoxes(Boxes boxes, std::span<const std::optional<LayoutPoint>> wanted, double gap,
                                   double ratio)
{
    std::vector<Index> former;
    std::vector<Index> fresh;
    for (Index i = 0; i < boxes.size(); ++i)
        (!wanted.empty() && wanted[i] ? former : fresh).push_back(i);
    std::vector<LayoutPoint> places;
    if (former.empty() || former.size() > mostWanted) {
        std::vector<Index> all(boxes.size());
        std::iota(all.begin(), all.end(), Index(0));
        places = pack(boxes, all, gap, ratio).corners;
    } else {
        places = keepPlaces(boxes, wanted, former, fresh, gap, ratio);
    }
    for (std::size_t i = 0; i < boxes.size(); ++i) {
        places[i].x += boxes[i].width / 2;
        places[i].y += boxes[i].height / 2;
    }
    return places;
}

} // namespace crossyard::graph::layered
