// SPDX-License-Identifier: MIT OR Apache-2.0
// The graph of a job's units, laid out once: a value that any thread may read. What the units do is not in it. Lengths
// are pixels at a zoom of one.
#pragma once

#include "graph/layout.h"
#include "graph/view.h"
#include "job/live_build.h"

#include <QPainterPath>
#include <QRectF>
#include <QString>

#include <memory>

namespace crossyard::gui {

struct BuildPicture {
    struct Edge {
        job::UnitNumber from = 0; // what is needed: it stands at the left
        job::UnitNumber to = 0;
        QPainterPath path;
    };
    std::uint64_t shape = 0; // of the build that it is of
    QRectF bounds;           // with a margin
    std::vector<QRectF> boxes;
    std::vector<QString> names; // "core"
    std::vector<QString> notes; // "0.0.0 (build script)"
    std::vector<Edge> edges;    // without those that longer ways imply

    /// The unit at a place, or -1.
    int unitAt(QPointF place) const;
    /// Where an arrow key leads from a unit: Out to the right, to what needs it; In to the left; Next down. -1:
    /// nowhere.
    int walk(int from, int via, graph::Walk step) const;

    graph::DependencyGraph graph;      // the edges, from what is needed to what needs it
    std::vector<graph::NodeId> places; // by unit: its node
    std::vector<job::UnitNumber> unitsByNode;
    std::vector<double> ys; // by node: the middles
};
using BuildPicturePtr = std::shared_ptr<const BuildPicture>;

/// Blocks. Null where it was cancelled.
BuildPicturePtr makeBuildPicture(const std::vector<job::LiveUnit> &units, std::uint64_t shape,
                                 const CancelToken &cancel);

} // namespace crossyard::gui
