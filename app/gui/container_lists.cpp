// SPDX-License-Identifier: MIT OR Apache-2.0
#include "container_lists.h"

#include "text.h"

#include <algorithm>

namespace crossyard::gui {

using container::CaughtWrite;
using container::StoredImage;
using container::TestResult;

namespace {

// Made from a recipe alone, for a target that has one: it can be made again without its project.
bool isOfRecipe(const StoredImage &image)
{
    return !image.target.empty() && image.reference.contains(":" + image.release + "-") &&
           std::ranges::contains(container::targetsWithRecipes(), image.target);
}

} // namespace

ContainerWrites::ContainerWrites(QObject *parent)
    : ListModel(parent), m_list({{"path", [](const CaughtWrite &w) { return pathText(w.path); }},
                                 {"kind", [](const CaughtWrite &w) { return toQt(container::kindName(w.kind)); }},
                                 {"size", [](const CaughtWrite &w) { return sizeText(w.size); }}})
{
}

void ContainerWrites::show(std::vector<CaughtWrite> rows)
{
    if (rows == m_list.rows)
        return;
    replace(m_list, std::move(rows));
    Q_EMIT changed();
}

int ContainerWrites::of(CaughtWrite::Kind kind) const
{
    return static_cast<int>(std::ranges::count(rows(), kind, &CaughtWrite::kind));
}

ContainerImages::ContainerImages(QObject *parent)
    : ListModel(parent), m_list({{"reference", [](const StoredImage &i) { return toQt(i.reference); }},
                                 {"imageId", [](const StoredImage &i) { return toQt(i.id); }},
                                 {"target", [](const StoredImage &i) { return toQt(i.target); }},
                                 {"release", [](const StoredImage &i) { return toQt(i.release); }},
                                 {"size", [](const StoredImage &i) { return sizeText(i.size); }},
                                 {"age", [](const StoredImage &i) { return agoText(i.created); }},
                                 {"recipe", [](const StoredImage &i) { return isOfRecipe(i); }}})
{
}

void ContainerImages::show(std::vector<StoredImage> rows)
{
    if (rows == m_list.rows)
        return;
    replace(m_list, std::move(rows));
    Q_EMIT changed();
}

ContainerTests::ContainerTests(QObject *parent)
    : ListModel(parent),
      m_list({{"name", [](const TestResult &r) { return toQt(r.name); }},
              {"program", [](const TestResult &r) { return toQt(r.program); }},
              {"state", [](const TestResult &r) { return toQt(container::stateName(r.state)); }},
              {"note", [](const TestResult &r) { return toQt(r.note); }},
              {"file", [](const TestResult &r) { return r.place ? pathText(r.place->file) : QString(); }},
              {"line", [](const TestResult &r) { return r.place ? r.place->line : 0; }},
              {"column", [](const TestResult &r) { return r.place ? r.place->column : 0; }}})
{
}

void ContainerTests::setOnlyFailed(bool only)
{
    if (only == m_onlyFailed)
        return;
    m_onlyFailed = only;
    refill();
}

void ContainerTests::clear()
{
    m_scan = {};
    refill();
}

void ContainerTests::take(const std::vector<std::string> &lines)
{
    for (const auto &line : lines)
        m_scan.add(line);
    refill();
}

void ContainerTests::refill()
{
    auto rows = m_scan.found();
    if (m_onlyFailed)
        std::erase_if(rows, [](const TestResult &r) { return r.state != TestResult::State::Failed; });
    replace(m_list, std::move(rows));
    Q_EMIT changed();
}

} // namespace crossyard::gui
