// SPDX-License-Identifier: MIT OR Apache-2.0
#include "graph/writers.h"

#include "base/strings.h"

#include <array>
#include <format>

namespace crossyard::graph {

namespace {

struct Child {
    NodeId node;
    const char *heading; // before it; null where it follows one of its own kind
    bool last;           // of its heading
};

class TreeWriter {
public:
    TreeWriter(const DependencyGraph &graph, const TreeOptions &options)
        : m_graph(graph), m_options(options), m_unfolded(graph.size())
    {
    }

    std::string write()
    {
        const auto &starts = m_options.starts.empty() ? m_graph.roots() : m_options.starts;
        for (std::size_t i = 0; i < starts.size() && !full(); ++i) {
            if (i > 0)
                m_out += '\n';
            line(starts[i], "");
            while (!m_open.empty() && !full())
                step();
            m_open.clear();
            m_prefix.clear();
        }
        if (full())
            m_out += "... (cut: the rest of the tree is too long)\n";
        return std::move(m_out);
    }

private:
    struct Level {
        std::vector<Child> children;
        std::size_t next = 0;
        std::size_t prefix = 0; // bytes of the prefix that are this level's
    };

    bool full() const { return m_out.size() > m_options.mostBytes; }

    void step()
    {
        Level &level = m_open.back();
        if (level.next == level.children.size()) {
            m_prefix.resize(m_prefix.size() - level.prefix);
            m_open.pop_back();
            return;
        }
        const Child child = level.children[level.next++];
        if (child.heading) {
            m_out += m_prefix;
            m_out += child.heading;
            m_out += '\n';
        }
        m_out += m_prefix;
        m_out += child.last ? "└── " : "├── ";
        line(child.node, child.last ? "    " : "│   ");
    }

    // Writes a node, and opens a level for what stands below it.
    void line(NodeId node, std::string_view below)
    {
        m_out += label(m_graph, node);
        if (m_options.features)
            m_out += features(node);
        auto children = childrenOf(node);
        const bool again = m_unfolded[node];
        m_out += again && !children.empty() ? " (*)\n" : "\n";
        if (again || children.empty() || m_open.size() >= m_options.depth)
            return;
        m_unfolded[node] = true;
        m_prefix += below;
        m_open.push_back({std::move(children), 0, below.size()});
    }

    std::vector<Child> childrenOf(NodeId node) const
    {
        static constexpr std::array<std::pair<Bits, const char *>, 3> sections{
            {{edge::normal, nullptr}, {edge::build, "[build-dependencies]"}, {edge::dev, "[dev-dependencies]"}}};
        std::vector<Child> children;
        for (const auto &[bit, heading] : sections) {
            const std::size_t before = children.size();
            const auto add = [&](EdgeId id, NodeId other) {
                // An edge of which no kind is known stands with the normal ones.
                const Bits kinds = m_graph.edge(id).kinds ? m_graph.edge(id).kinds : edge::normal;
                if (kinds & bit)
                    children.push_back({other, children.size() == before ? heading : nullptr, false});
            };
            if (m_options.inverted) {
                for (const EdgeId id : m_graph.incoming(node))
                    add(id, m_graph.edge(id).from);
            } else {
                const auto [first, last] = m_graph.outgoing(node);
                for (EdgeId id = first; id < last; ++id)
                    add(id, m_graph.edge(id).to);
            }
            if (children.size() > before)
                children.back().last = true;
        }
        return children;
    }

    std::string features(NodeId id) const
    {
        const Node &node = m_graph.node(id);
        const auto target = join(m_graph.list(node.features), ",");
        const auto host = join(m_graph.list(node.hostFeatures), ",");
        if (node.sides != side::both || target == host)
            return target.empty() && host.empty() ? "" : std::format(" [{}]", target.empty() ? host : target);
        return std::format(" [{}; host: {}]", target, host);
    }

    const DependencyGraph &m_graph;
    const TreeOptions &m_options;
    Mask m_unfolded;
    std::vector<Level> m_open;
    std::string m_prefix;
    std::string m_out;
};

} // namespace

std::string label(const DependencyGraph &graph, NodeId id)
{
    const Node &node = graph.node(id);
    if (node.source == Source::Missing)
        return std::format("{} {} (in no lock file)", graph.name(id), graph.version(id));
    std::string text = std::format("{} v{}", graph.name(id), graph.version(id));
    if (node.kinds & kind::procMacro)
        text += " (proc-macro)";
    if (node.kinds == kind::buildScript)
        text += " (build script)";
    if (node.kinds == kind::scriptRun)
        text += " (run build script)";
    if (node.source == Source::Git)
        text += std::format(" ({})", graph.text(node.origin));
    else if ((node.source == Source::Member || node.source == Source::Path) && node.manifest != 0)
        text += std::format(" ({})", toUtf8(fromUtf8(graph.text(node.manifest)).parent_path()));
    return text;
}

std::string toTree(const DependencyGraph &graph, const TreeOptions &options)
{
    return TreeWriter(graph, options).write();
}

} // namespace crossyard::graph
