// SPDX-License-Identifier: MIT OR Apache-2.0
// The graph that the window shows: which one, what of it, and the node that is selected. It is read and laid out on
// worker threads, when the page is looked at; what is shown of a graph is decided in core/graph/view.h.
#pragma once

#include "background.h"
#include "graph_picture.h"

#include <QObject>
#include <QStringList>
#include <QVariantMap>
#include <QtQml/qqmlregistration.h>

namespace crossyard::gui {

class GraphModel : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("App.graph is the one")
    /// Whether anybody looks: nothing is read before that.
    Q_PROPERTY(bool active READ active WRITE setActive NOTIFY changed)
    /// "project", or "sysroot": the units of its plan.
    Q_PROPERTY(QString of READ of WRITE setOf NOTIFY changed)
    Q_PROPERTY(bool canSysroot READ canSysroot NOTIFY changed)
    Q_PROPERTY(bool loading READ loading NOTIFY changed)
    Q_PROPERTY(bool known READ known NOTIFY changed)
    Q_PROPERTY(QString problem READ problem NOTIFY changed)
    Q_PROPERTY(QString hint READ hint NOTIFY changed)
    /// What the graph leaves out or does not know, in words.
    Q_PROPERTY(QStringList remarks READ remarks NOTIFY changed)

    Q_PROPERTY(bool normal READ normal WRITE setNormal NOTIFY changed)
    Q_PROPERTY(bool build READ build WRITE setBuild NOTIFY changed)
    Q_PROPERTY(bool dev READ dev WRITE setDev NOTIFY changed)
    Q_PROPERTY(bool hideImplied READ hideImplied WRITE setHideImplied NOTIFY changed)
    /// Whether edges have kinds at all: those of a lock file alone do not.
    Q_PROPERTY(bool hasKinds READ hasKinds NOTIFY changed)
    /// "both", "out" (what it depends on), "in" (what depends on it).
    Q_PROPERTY(QString direction READ direction WRITE setDirection NOTIFY changed)
    /// Steps from the middle: -1 by the size of what comes out, 0 for all. `shownDepth` is what it came to.
    Q_PROPERTY(int depth READ depth WRITE setDepth NOTIFY changed)
    Q_PROPERTY(int shownDepth READ shownDepth NOTIFY changed)
    /// The name of the node in the middle; empty: the members of the workspace.
    Q_PROPERTY(QString focusTitle READ focusTitle NOTIFY changed)

    Q_PROPERTY(int nodeCount READ nodeCount NOTIFY changed)   // of the whole graph, less what the filters take
    Q_PROPERTY(int shownNodes READ shownNodes NOTIFY changed) // in the picture
    Q_PROPERTY(int shownEdges READ shownEdges NOTIFY changed)

    Q_PROPERTY(QString words READ words WRITE setWords NOTIFY wordsChanged)
    Q_PROPERTY(int matchCount READ matchCount NOTIFY wordsChanged)
    Q_PROPERTY(int match READ match NOTIFY wordsChanged) // which of them is selected, from 1; 0: none

    /// The number of the selected node; -1: none. `node` is what is known of it, see nodeFacts().
    Q_PROPERTY(int selected READ selected NOTIFY selectedChanged)
    Q_PROPERTY(QVariantMap node READ node NOTIFY nodeChanged)
    Q_PROPERTY(bool canGoBack READ canGoBack NOTIFY selectedChanged)
    Q_PROPERTY(bool canGoForward READ canGoForward NOTIFY selectedChanged)
    /// What a shell answers the same question with.
    Q_PROPERTY(QString command READ command NOTIFY nodeChanged)

public:
    explicit GraphModel(QObject *parent = nullptr);

    /// Until it is known what the project is.
    void await();
    /// Nothing: there is no project. With `anew` it is read although it is the same.
    void setProject(const std::optional<ProjectSource> &source, bool anew);
    void setPlan(std::shared_ptr<const sysroot::SysrootPlan> plan);

    bool active() const { return m_active; }
    void setActive(bool active);
    QString of() const { return m_sysroot ? QStringLiteral("sysroot") : QStringLiteral("project"); }
    void setOf(const QString &of);
    bool canSysroot() const { return m_plan != nullptr; }
    bool loading() const { return m_reading || m_drawing; }
    bool known() const { return m_whole != nullptr; }
    QString problem() const { return m_problem; }
    QString hint() const { return m_hint; }
    QStringList remarks() const;
    bool normal() const { return m_request.kinds & graph::edge::normal; }
    void setNormal(bool on) { setKind(graph::edge::normal, on); }
    bool build() const { return m_request.kinds & graph::edge::build; }
    void setBuild(bool on) { setKind(graph::edge::build, on); }
    bool dev() const { return m_request.kinds & graph::edge::dev; }
    void setDev(bool on) { setKind(graph::edge::dev, on); }
    bool hideImplied() const { return m_request.hideImplied; }
    void setHideImplied(bool on);
    bool hasKinds() const { return m_whole && !m_whole->lockAlone; }
    QString direction() const;
    void setDirection(const QString &direction);
    int depth() const;
    void setDepth(int depth);
    int shownDepth() const;
    QString focusTitle() const;
    int nodeCount() const { return m_picture ? static_cast<int>(m_picture->view.passingCount) : 0; }
    int shownNodes() const { return m_picture ? static_cast<int>(m_picture->graph().size()) : 0; }
    int shownEdges() const { return m_picture ? static_cast<int>(m_picture->graph().edges().size()) : 0; }
    QString words() const { return m_words; }
    void setWords(const QString &words);
    int matchCount() const { return static_cast<int>(m_matches.size()); }
    int match() const;
    int selected() const { return m_spot.selected == graph::nothing ? -1 : static_cast<int>(m_spot.selected); }
    QVariantMap node() const { return m_node; }
    bool canGoBack() const { return !m_back.empty(); }
    bool canGoForward() const { return !m_forward.empty(); }
    QString command() const;

    /// By its number; -1 for none. What the picture does not have comes into its middle.
    Q_INVOKABLE void select(int node);
    /// The node and what is near it; -1 for the members of the workspace.
    Q_INVOKABLE void focus(int node);
    Q_INVOKABLE void nextMatch(int step = 1);
    Q_INVOKABLE void back();
    Q_INVOKABLE void forward();

    const PicturePtr &picture() const { return m_picture; }
    const WholePtr &whole() const { return m_whole; }
    const std::optional<ProjectSource> &source() const { return m_source; }
    const std::vector<graph::NodeId> &matches() const { return m_matches; }

Q_SIGNALS:
    void changed();
    void wordsChanged();
    void selectedChanged();
    void nodeChanged();
    /// `same`: it shows what the former one did, from the same place.
    void pictureChanged(bool same);
    /// The node shall be seen, wherever the user looks.
    void revealed(int node);

private:
    // What back and forward go through.
    struct Spot {
        std::vector<graph::NodeId> centre; // empty: the roots
        graph::NodeId selected = graph::nothing;
        bool operator==(const Spot &) const = default;
    };
    void setKind(graph::Bits kind, bool on);
    void read();
    void takeWhole(Result<WholePtr> whole);
    void forget();
    void draw(bool same);
    void takePicture(Result<PicturePtr> picture, bool same);
    void search();
    void go(const Spot &spot);
    void show(const Spot &spot);
    void describe();
    graph::NodeId find(const std::string &key) const;

    bool m_active = false;
    bool m_stale = false; // has to be read when it is looked at
    bool m_sysroot = false;
    bool m_awaiting = false;
    bool m_reading = false;
    bool m_drawing = false;
    std::optional<ProjectSource> m_source;
    std::shared_ptr<const sysroot::SysrootPlan> m_plan;
    WholePtr m_whole;
    PicturePtr m_picture;
    graph::ViewRequest m_request;
    QString m_problem, m_hint, m_words;
    std::vector<graph::NodeId> m_matches;
    Spot m_spot;
    std::vector<Spot> m_back, m_forward;
    QVariantMap m_node;
    Question m_readQuestion, m_drawQuestion, m_nodeQuestion;
};

} // namespace crossyard::gui
