// SPDX-License-Identifier: MIT OR Apache-2.0
#include "sysroot/stage_layout.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace crossyard::sysroot {

namespace {

constexpr double margin = 12;
constexpr double columnGap = 36; // room for the edges
constexpr double rowGap = 8;
constexpr double bandGap = 10;
constexpr double fewestLetters = 10;
constexpr double mostLetters = 24; // longer names are cut, and told whole elsewhere

class StageLayouter {
public:
    StageLayouter(const StagePicture &picture, const StageMeasures &measures)
        : m_picture(picture), m_measures(measures), m_columns(columns())
    {
        m_out.crates.resize(picture.crates.size());
        m_out.brought.resize(picture.brought.size());
    }

    StageLayout make()
    {
        std::set<int> stages{0};
        for (const auto &crate : m_picture.crates)
            stages.insert(crate.stage);
        for (const auto &crate : m_picture.brought)
            stages.insert(crate.stage);
        double width = m_measures.width;
        for (const int stage : stages)
            width = std::max(width, placeCrates(stage));
        for (const int stage : stages)
            m_y = placeBrought(stage, width);
        const StageBox last{margin, m_y, width - 2 * margin, titleHeight() + m_measures.line};
        m_out.bands.push_back({*stages.rbegin() + 1, last, true});
        m_out.width = width;
        m_out.height = last.y + last.height + margin;
        for (const auto &edge : m_picture.edges)
            m_out.edges.push_back(curve(edge));
        return std::move(m_out);
    }

private:
    double titleHeight() const { return m_measures.line + 8; }
    double boxHeight() const { return 2 * m_measures.line + 12; }
    double smallHeight() const { return m_measures.line + 4; }

    // How many crates of the same stage it has to wait for, one behind the other.
    std::vector<std::size_t> columns() const
    {
        std::vector<std::size_t> columns(m_picture.crates.size());
        bool moved = true;
        for (std::size_t round = 0; moved && round < columns.size(); ++round) {
            moved = false;
            for (const auto &edge : m_picture.edges) {
                if (m_picture.crates[edge.from].stage == m_picture.crates[edge.to].stage &&
                    columns[edge.from] <= columns[edge.to] && edge.from != edge.to) {
                    columns[edge.from] = columns[edge.to] + 1;
                    moved = true;
                }
            }
        }
        return columns;
    }

    double widthOf(const StageCrate &crate) const
    {
        const double letters = std::clamp(static_cast<double>(crate.name.size()), fewestLetters, mostLetters);
        return std::ceil(letters * m_measures.letter + 44);
    }

    // Gives each box its place within the band; the band's own follows. Tells how wide the picture must be for it.
    double placeCrates(int stage)
    {
        double x = 2 * margin;
        double right = x;
        for (std::size_t column = 0;; ++column) {
            double y = 0;
            double widest = 0;
            for (std::size_t i = 0; i < m_picture.crates.size(); ++i) {
                if (m_picture.crates[i].stage != stage || m_columns[i] != column)
                    continue;
                m_out.crates[i] = {x, y, widthOf(m_picture.crates[i]), boxHeight()};
                widest = std::max(widest, m_out.crates[i].width);
                y += boxHeight() + rowGap;
            }
            if (widest == 0)
                return right + 2 * margin;
            right = x + widest;
            x = right + columnGap;
        }
    }

    double placeBrought(int stage, double width)
    {
        const double top = m_y + titleHeight();
        double bottom = top;
        for (std::size_t i = 0; i < m_picture.crates.size(); ++i) {
            if (m_picture.crates[i].stage != stage)
                continue;
            m_out.crates[i].y += top;
            bottom = std::max(bottom, m_out.crates[i].y + m_out.crates[i].height);
        }
        double x = 2 * margin;
        double y = bottom + (bottom > top ? rowGap : 0);
        for (std::size_t i = 0; i < m_picture.brought.size(); ++i) {
            if (m_picture.brought[i].stage != stage)
                continue;
            const double letters = std::min(static_cast<double>(m_picture.brought[i].name.size()), mostLetters);
            const double own = std::ceil(letters * m_measures.small + 14);
            if (x > 2 * margin && x + own > std::min(width, m_measures.width) - 2 * margin) {
                x = 2 * margin;
                y += smallHeight() + 4;
            }
            m_out.brought[i] = {x, y, own, smallHeight()};
            bottom = y + smallHeight();
            x += own + 6;
        }
        const StageBox box{margin, m_y, width - 2 * margin, std::max(bottom - m_y, titleHeight()) + margin};
        m_out.bands.push_back({stage, box});
        return box.y + box.height + bandGap;
    }

    StageCurve curve(const StageEdge &edge) const
    {
        const auto &from = m_out.crates[edge.from];
        const auto &to = m_out.crates[edge.to];
        if (m_picture.crates[edge.from].stage == m_picture.crates[edge.to].stage) {
            const double x1 = from.x;
            const double y1 = from.y + from.height / 2;
            const double x2 = to.x + to.width;
            const double y2 = to.y + to.height / 2;
            const double pull = std::max(12.0, std::abs(x1 - x2) / 2);
            // One over another column goes around what stands there.
            const double bow = m_columns[edge.from] > m_columns[edge.to] + 1 ? from.height : 0;
            return {{{{x1, y1}, {x1 - pull, y1 + bow}, {x2 + pull, y2 + bow}, {x2, y2}}}, edge.late};
        }
        const bool below = from.y > to.y;
        const double x1 = from.x + from.width / 2;
        const double y1 = below ? from.y : from.y + from.height;
        const double x2 = to.x + to.width / 2;
        const double y2 = below ? to.y + to.height : to.y;
        const double pull = (y2 - y1) / 2;
        return {{{{x1, y1}, {x1, y1 + pull}, {x2, y2 - pull}, {x2, y2}}}, edge.late};
    }

    const StagePicture &m_picture;
    const StageMeasures &m_measures;
    const std::vector<std::size_t> m_columns;
    double m_y = margin;
    StageLayout m_out;
};

std::optional<std::size_t> boxAt(const std::vector<StageBox> &boxes, double x, double y)
{
    const auto it = std::ranges::find_if(boxes, [&](const StageBox &box) { return box.holds(x, y); });
    return it == boxes.end() ? std::nullopt : std::optional(static_cast<std::size_t>(it - boxes.begin()));
}

} // namespace

std::optional<std::size_t> StageLayout::crateAt(double x, double y) const
{
    return boxAt(crates, x, y);
}

std::optional<std::size_t> StageLayout::broughtAt(double x, double y) const
{
    return boxAt(brought, x, y);
}

std::optional<int> StageLayout::stageAt(double y) const
{
    for (const auto &band : bands) {
        if (y >= band.box.y && y < band.box.y + band.box.height + bandGap)
            return band.stage;
    }
    return std::nullopt;
}

StageLayout layoutStages(const StagePicture &picture, const StageMeasures &measures)
{
    return StageLayouter(picture, measures).make();
}

std::size_t crateBeside(const StageLayout &layout, std::size_t crate, int dx, int dy)
{
    const auto &box = layout.crates[crate];
    std::size_t best = crate;
    double nearest = 0;
    for (std::size_t i = 0; i < layout.crates.size(); ++i) {
        const double x = layout.crates[i].x - box.x;
        const double y = layout.crates[i].y - box.y;
        const double along = x * dx + y * dy;
        if (i == crate || along <= 0)
            continue;
        const double far = along + 3 * std::abs(dx ? y : x); // what lies straight ahead comes first
        if (best == crate || far < nearest) {
            best = i;
            nearest = far;
        }
    }
    return best;
}

} // namespace crossyard::sysroot
