// SPDX-License-Identifier: MIT OR Apache-2.0
#include "graph_tiles.h"

#include <QFutureWatcher>
#include <QtConcurrentRun>

#include <algorithm>

namespace crossyard::gui {

void GraphTiles::setPicture(PicturePtr picture, const GraphColors &colors)
{
    m_picture = std::move(picture);
    m_colors = colors;
    m_lit.reset();
    ++m_generation;
    drop(false);
}

void GraphTiles::setLit(std::shared_ptr<const graph::Lit> lit)
{
    m_lit = std::move(lit);
    ++m_litGeneration;
    drop(true);
}

void GraphTiles::drop(bool onlyLit)
{
    m_wanted.clear();
    std::erase_if(m_begun, [&](const TileKey &key) { return !onlyLit || key.lit; });
    for (auto it = m_used.begin(); it != m_used.end();) {
        if (onlyLit && !it->lit) {
            ++it;
            continue;
        }
        m_bytes -= m_tiles.take(*it).image.sizeInBytes();
        it = m_used.erase(it);
    }
}

const QImage *GraphTiles::find(const TileKey &key)
{
    const auto it = m_tiles.find(key);
    if (it == m_tiles.end())
        return nullptr;
    m_used.splice(m_used.begin(), m_used, it->used);
    return &it->image;
}

void GraphTiles::want(std::vector<TileKey> keys, double devicePixelRatio)
{
    m_ratio = devicePixelRatio;
    m_wanted = std::move(keys);
    std::erase_if(m_wanted,
                  [&](const TileKey &key) { return m_tiles.contains(key) || std::ranges::contains(m_begun, key); });
    startNext();
}

void GraphTiles::startNext()
{
    while (m_picture && m_running < atOnce && !m_wanted.empty()) {
        const TileKey key = m_wanted.front();
        m_wanted.erase(m_wanted.begin());
        m_begun.push_back(key);
        ++m_running;
        const TileRequest request{m_picture,           m_colors,  key.scale,
                                  key.scale / m_ratio, area(key), key.lit ? m_lit : nullptr};
        auto *watcher = new QFutureWatcher<QImage>(this);
        const quint64 generation = m_generation + (key.lit ? m_litGeneration << 32 : 0);
        connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher, key, generation] {
            watcher->deleteLater();
            take(key, generation, watcher->result());
        });
        watcher->setFuture(QtConcurrent::run(&m_pool, [request] { return paintTile(request); }));
    }
}

void GraphTiles::take(const TileKey &key, quint64 generation, const QImage &image)
{
    --m_running;
    if (generation == m_generation + (key.lit ? m_litGeneration << 32 : 0)) {
        std::erase(m_begun, key);
        m_used.push_front(key);
        m_tiles.insert(key, {image, m_used.begin()});
        m_bytes += image.sizeInBytes();
        while (m_bytes > mostBytes && m_used.size() > 1) {
            m_bytes -= m_tiles.take(m_used.back()).image.sizeInBytes();
            m_used.pop_back();
        }
    }
    startNext();
    Q_EMIT painted();
}

} // namespace crossyard::gui
