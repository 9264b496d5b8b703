// SPDX-License-Identifier: MIT OR Apache-2.0
#include "graph_model.h"

#include "graph_facts.h"
#include "process/command.h"
#include "text.h"

#include <algorithm>

namespace crossyard::gui {

namespace {

constexpr std::size_t mostSpots = 100;

// Tells a node from the others of its graph, and is the same when the graph is read again.
std::string keyOf(const graph::DependencyGraph &graph, graph::NodeId node)
{
    return graph.title(node) + '#' + std::to_string(graph.node(node).kinds);
}

bool sameNodes(const graph::DependencyGraph &a, const graph::DependencyGraph &b)
{
    if (a.size() != b.size())
        return false;
    for (graph::NodeId i = 0; i < a.size(); ++i) {
        if (keyOf(a, i) != keyOf(b, i))
            return false;
    }
    return true;
}

} // namespace

GraphModel::GraphModel(QObject *parent) : QObject(parent) {}

void GraphModel::await()
{
    m_awaiting = true;
    m_stale = false;
    m_readQuestion.drop();
    m_source.reset();
    forget();
    m_sysroot = false;
    m_reading = true;
    Q_EMIT changed();
}

void GraphModel::setProject(const std::optional<ProjectSource> &source, bool anew)
{
    const bool same = source == m_source && !m_awaiting;
    m_awaiting = false;
    if (same && !anew)
        return;
    if (!source || !m_source || source->path != m_source->path) {
        m_spot = {};
        m_back.clear();
        m_forward.clear();
    }
    m_source = source;
    if (!m_sysroot)
        read();
}

void GraphModel::setPlan(std::shared_ptr<const sysroot::SysrootPlan> plan)
{
    m_plan = std::move(plan);
    if (!m_sysroot) {
        Q_EMIT changed();
        return;
    }
    if (!m_plan) {
        m_sysroot = false;
        forget();
    }
    read();
}

void GraphModel::setActive(bool active)
{
    if (active == m_active)
        return;
    m_active = active;
    Q_EMIT changed();
    if (active && m_stale)
        read();
}

void GraphModel::setOf(const QString &of)
{
    const bool sysroot = of == QLatin1String("sysroot");
    if (sysroot == m_sysroot || (sysroot && !m_plan))
        return;
    m_sysroot = sysroot;
    forget();
    read();
}

QStringList GraphModel::remarks() const
{
    QStringList remarks;
    if (!m_whole)
        return remarks;
    if (m_whole->lockAlone)
        remarks << tr("From Cargo.lock alone: what it does not say is not known.");
    else if (m_whole->unread > 0)
        remarks << tr("Packages whose sources are not on disk: %1 of %2. What they ask for is taken from Cargo.lock.")
                       .arg(m_whole->unread)
                       .arg(m_whole->graph.size());
    if (m_whole->missing > 0)
        remarks << tr("Packages that are in no Cargo.lock: %1. `cargo generate-lockfile` writes one.")
                       .arg(m_whole->missing);
    if (m_picture && m_picture->view.cut)
        remarks << tr("What is furthest away is left out: a picture has %1 nodes at most.").arg(graph::largestPicture);
    return remarks;
}

void GraphModel::setKind(graph::Bits kind, bool on)
{
    const auto kinds = static_cast<graph::Bits>(on ? m_request.kinds | kind : m_request.kinds & ~kind);
    if (kinds == m_request.kinds)
        return;
    m_request.kinds = kinds;
    draw(false);
}

void GraphModel::setHideImplied(bool on)
{
    if (on == m_request.hideImplied)
        return;
    m_request.hideImplied = on;
    draw(false);
}

QString GraphModel::direction() const
{
    return m_request.direction == graph::Direction::Out  ? QStringLiteral("out")
           : m_request.direction == graph::Direction::In ? QStringLiteral("in")
                                                         : QStringLiteral("both");
}

void GraphModel::setDirection(const QString &direction)
{
    const auto wanted = direction == QLatin1String("out")  ? graph::Direction::Out
                        : direction == QLatin1String("in") ? graph::Direction::In
                                                           : graph::Direction::Both;
    if (wanted == m_request.direction)
        return;
    m_request.direction = wanted;
    draw(false);
}

int GraphModel::depth() const
{
    return !m_request.depth ? -1 : *m_request.depth == graph::noLimit ? 0 : static_cast<int>(*m_request.depth);
}

void GraphModel::setDepth(int depth)
{
    if (depth == this->depth())
        return;
    m_request.depth.reset();
    if (depth >= 0)
        m_request.depth = depth == 0 ? graph::noLimit : static_cast<std::uint32_t>(depth);
    draw(false);
}

int GraphModel::shownDepth() const
{
    return !m_picture || m_picture->view.depth == graph::noLimit ? 0 : static_cast<int>(m_picture->view.depth);
}

QString GraphModel::focusTitle() const
{
    return m_whole && !m_spot.centre.empty() ? toQt(m_whole->graph.name(m_spot.centre.front())) : QString();
}

void GraphModel::setWords(const QString &words)
{
    if (words == m_words)
        return;
    m_words = words;
    search();
    if (!m_matches.empty())
        select(static_cast<int>(m_matches.front()));
}

void GraphModel::search()
{
    m_matches = m_whole && m_picture ? graph::search(m_whole->graph, toStd(m_words), m_picture->view.passing)
                                     : std::vector<graph::NodeId>();
    Q_EMIT wordsChanged();
}

int GraphModel::match() const
{
    const auto it = std::ranges::find(m_matches, m_spot.selected);
    return it == m_matches.end() ? 0 : static_cast<int>(it - m_matches.begin()) + 1;
}

void GraphModel::nextMatch(int step)
{
    if (m_matches.empty())
        return;
    const auto count = static_cast<int>(m_matches.size());
    const int now = match() == 0 ? (step > 0 ? -1 : 0) : match() - 1;
    select(static_cast<int>(m_matches[static_cast<std::size_t>((now + step + count) % count)]));
}

void GraphModel::read()
{
    m_stale = !m_active;
    m_drawQuestion.drop();
    m_drawing = false;
    if (m_sysroot ? !m_plan : !m_source) {
        m_readQuestion.drop();
        m_stale = m_reading = false;
        m_problem.clear();
        m_hint.clear();
        forget();
        Q_EMIT changed();
        return;
    }
    m_reading = true;
    Q_EMIT changed();
    if (m_stale)
        return;
    m_readQuestion.ask(
        this,
        [sysroot = m_sysroot, plan = m_plan, source = m_source](const CancelToken &cancel) {
            return sysroot ? readSysrootWhole(*plan) : readProjectWhole(*source, cancel);
        },
        [this](Result<WholePtr> whole) { takeWhole(std::move(whole)); });
}

// What was selected and focused is found again in the new graph.
void GraphModel::takeWhole(Result<WholePtr> whole)
{
    m_reading = false;
    m_problem = whole ? QString() : messageOf(whole.error());
    m_hint = whole ? QString() : toQt(whole.error().hint);
    if (!whole) {
        forget();
        Q_EMIT changed();
        return;
    }
    const WholePtr before = std::exchange(m_whole, std::move(*whole));
    if (!before || !sameNodes(before->graph, m_whole->graph)) {
        Spot spot;
        const auto again = [&](graph::NodeId node) {
            return node == graph::nothing ? graph::nothing : find(keyOf(before->graph, node));
        };
        if (before) {
            spot.selected = again(m_spot.selected);
            for (const auto node : m_spot.centre) {
                if (const auto found = again(node); found != graph::nothing)
                    spot.centre.push_back(found);
            }
        }
        m_spot = std::move(spot);
        m_back.clear(); // numbers of another graph
        m_forward.clear();
    }
    draw(true);
    Q_EMIT selectedChanged();
    describe();
}

graph::NodeId GraphModel::find(const std::string &key) const
{
    for (graph::NodeId i = 0; i < m_whole->graph.size(); ++i) {
        if (keyOf(m_whole->graph, i) == key)
            return i;
    }
    return graph::nothing;
}

void GraphModel::forget()
{
    m_whole.reset();
    m_picture.reset();
    m_matches.clear();
    m_spot = {};
    m_back.clear();
    m_forward.clear();
    m_node.clear();
    m_nodeQuestion.drop();
    m_drawQuestion.drop();
    m_drawing = false;
    Q_EMIT wordsChanged();
    Q_EMIT selectedChanged();
    Q_EMIT nodeChanged();
    Q_EMIT pictureChanged(false);
}

void GraphModel::draw(bool same)
{
    if (!m_whole) {
        Q_EMIT changed();
        return;
    }
    m_drawing = true;
    Q_EMIT changed();
    auto request = m_request;
    request.centre = m_spot.centre;
    if (m_whole->lockAlone)
        request.kinds = graph::edge::all;
    std::map<std::string, graph::LayoutPoint> places;
    if (same && m_picture) {
        for (graph::NodeId i = 0; i < m_picture->graph().size(); ++i)
            places.emplace(keyOf(m_picture->graph(), i), m_picture->layout.nodes[i].centre);
    }
    m_drawQuestion.ask(
        this,
        [whole = m_whole, request, places = std::move(places)](const CancelToken &cancel) {
            return makePicture(*whole, request, places, cancel);
        },
        [this, same](Result<PicturePtr> picture) { takePicture(std::move(picture), same); });
}

void GraphModel::takePicture(Result<PicturePtr> picture, bool same)
{
    m_drawing = false;
    if (!picture) {
        m_problem = messageOf(picture.error());
        m_hint = toQt(picture.error().hint);
        Q_EMIT changed();
        return;
    }
    same = same && m_picture;
    m_picture = std::move(*picture);
    search();
    Q_EMIT changed();
    Q_EMIT pictureChanged(same);
}

void GraphModel::select(int node)
{
    Spot spot = m_spot;
    spot.selected = node < 0 ? graph::nothing : static_cast<graph::NodeId>(node);
    if (!m_whole || (node >= 0 && spot.selected >= m_whole->graph.size()))
        return;
    if (node >= 0 && m_picture && m_picture->placeOf(spot.selected) == graph::nothing)
        spot.centre = {spot.selected};
    go(spot);
    if (node >= 0)
        Q_EMIT revealed(node);
}

void GraphModel::focus(int node)
{
    if (!m_whole || (node >= 0 && static_cast<std::uint32_t>(node) >= m_whole->graph.size()))
        return;
    Spot spot = m_spot;
    spot.centre.clear();
    if (node >= 0) {
        spot.selected = static_cast<graph::NodeId>(node);
        spot.centre = {spot.selected};
        m_request.depth.reset(); // "all" of one node is most of the graph, often
    }
    go(spot);
}

void GraphModel::go(const Spot &spot)
{
    if (spot == m_spot)
        return;
    m_back.push_back(m_spot);
    if (m_back.size() > mostSpots)
        m_back.erase(m_back.begin());
    m_forward.clear();
    show(spot);
}

void GraphModel::show(const Spot &spot)
{
    const Spot before = std::exchange(m_spot, spot);
    Q_EMIT selectedChanged();
    Q_EMIT wordsChanged(); // which match it is
    if (before.centre != m_spot.centre)
        draw(false);
    if (before.selected != m_spot.selected)
        describe();
}

void GraphModel::back()
{
    if (m_back.empty())
        return;
    m_forward.push_back(m_spot);
    const Spot spot = m_back.back();
    m_back.pop_back();
    show(spot);
    Q_EMIT revealed(selected());
}

void GraphModel::forward()
{
    if (m_forward.empty())
        return;
    m_back.push_back(m_spot);
    const Spot spot = m_forward.back();
    m_forward.pop_back();
    show(spot);
    Q_EMIT revealed(selected());
}

void GraphModel::describe()
{
    if (m_spot.selected == graph::nothing) {
        m_nodeQuestion.drop();
        m_node.clear();
        Q_EMIT nodeChanged();
        return;
    }
    m_nodeQuestion.ask(
        this, [whole = m_whole, node = m_spot.selected](const CancelToken &) { return nodeFacts(*whole, node); },
        [this](QVariantMap facts) {
            m_node = std::move(facts);
            Q_EMIT nodeChanged();
        });
}

QString GraphModel::command() const
{
    if (m_spot.selected == graph::nothing || !m_whole)
        return {};
    process::Command command{.program = "crossyard", .arguments = {"why", m_whole->graph.title(m_spot.selected)}};
    const auto add = [&](std::initializer_list<std::string> words) {
        command.arguments.insert(command.arguments.end(), words);
    };
    if (m_sysroot)
        add({"--of", "sysroot"});
    if (m_source)
        add({"--project", toUtf8(m_source->path)});
    if (m_sysroot && m_plan)
        add({"--target", m_plan->input->request.target});
    else if (m_whole->allPlatforms && !m_whole->lockAlone)
        add({"--target", "all"});
    else if (m_source && !m_whole->allPlatforms)
        add({"--target", m_source->target});
    if (m_source && !m_source->toolchain.empty() && !m_whole->allPlatforms)
        add({"--toolchain", m_source->toolchain});
    return toQt(process::shown(command));
}

} // namespace crossyard::gui
