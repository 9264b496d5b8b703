// SPDX-License-Identifier: MIT OR Apache-2.0
// The painted tiles of a picture: made on a worker thread when they are wanted, kept as long as there is room for them.
#pragma once

#include "graph_picture.h"

#include <QHash>
#include <QObject>
#include <QPoint>
#include <QThreadPool>

#include <functional>
#include <list>

namespace crossyard::gui {

/// Which tile: the scale as it is, so that what was painted for one zoom is never taken for another.
struct TileKey {
    double scale = 1; // device pixels by pixels of the picture
    QPoint place;     // in tiles from the picture's zero
    bool lit = false; // of the layer that shows what is lit
    bool operator==(const TileKey &) const = default;
};
inline size_t qHash(const TileKey &key, size_t seed = 0)
{
    return qHashMulti(seed, key.scale, key.place.x(), key.place.y(), key.lit);
}

class GraphTiles : public QObject {
    Q_OBJECT

public:
    static constexpr int size = 512;                      // device pixels, either way
    static constexpr qint64 mostBytes = 96 * 1024 * 1024; // that are kept
    static constexpr int atOnce = 2;                      // that are painted at the same time

    explicit GraphTiles(QObject *parent = nullptr) : QObject(parent) { m_pool.setMaxThreadCount(atOnce); }

    /// Another picture, or other colours: nothing that was painted counts any more.
    void setPicture(PicturePtr picture, const GraphColors &colors);
    /// What the lit layer shows; null: nothing.
    void setLit(std::shared_ptr<const graph::Lit> lit);

    /// Null where it is not there (yet).
    const QImage *find(const TileKey &key);
    /// Those that shall be painted, the most wanted first; what was wanted before and has not begun is forgotten.
    void want(std::vector<TileKey> keys, double devicePixelRatio);
    /// Nothing that was wanted is still to come.
    bool settled() const { return m_wanted.empty() && m_running == 0; }
    qint64 bytes() const { return m_bytes; }
    static QRect area(const TileKey &key) { return {key.place * size, QSize(size, size)}; }

Q_SIGNALS:
    void painted();

private:
    struct Tile {
        QImage image;
        std::list<TileKey>::iterator used;
    };
    void startNext();
    void take(const TileKey &key, quint64 generation, const QImage &image);
    void drop(bool onlyLit);

    QThreadPool m_pool; // its own: tiles do not wait for what is read
    PicturePtr m_picture;
    GraphColors m_colors;
    std::shared_ptr<const graph::Lit> m_lit;
    QHash<TileKey, Tile> m_tiles;
    std::list<TileKey> m_used; // the latest first
    std::vector<TileKey> m_wanted;
    std::vector<TileKey> m_begun;
    double m_ratio = 1;
    qint64 m_bytes = 0;
    quint64 m_generation = 0;    // of picture and colours
    quint64 m_litGeneration = 0; // of what is lit
    int m_running = 0;
};

} // namespace crossyard::gui
