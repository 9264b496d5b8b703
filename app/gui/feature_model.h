// SPDX-License-Identifier: MIT OR Apache-2.0
// The features of the package that is selected in a project's graph: what one more, or one less, would cost, and, where
// a member of the workspace asks for the package, the change of its Cargo.toml: shown first, then written, then taken
// back. What comes out is core's (graph/feature_edit.h, graph/what_if.h).
#pragma once

#include "background.h"
#include "graph_model.h"
#include "sysroot/file_edit.h"

#include <QStringList>

namespace crossyard::gui {

/// What the panel shows of a package, and of a feature that is asked about.
struct PackageFeatures {
    bool member = false;
    struct Feature {
        QString name, pulls;
        bool on = false; // where it is compiled
    };
    std::vector<Feature> features;
    struct Site {
        QString title;
        QStringList asked;
        bool defaultFeatures = true;
    };
    std::vector<Site> sites; // that ask for it; of a member there need not be any
};
struct FeaturePreview {
    QString feature;
    bool on = false;
    QStringList come, go, changes, askers;
    bool stays = false; // as it was: on, or off
    QString difference; // of the manifest; empty for what is only asked
    QString command;    // that builds with it; empty where it is written
    sysroot::FileEdit edit;
};

class FeatureModel : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("App.features is the one")
    /// "member", "dependency" (of a member), or empty: there is nothing to switch.
    Q_PROPERTY(QString kind READ kind NOTIFY changed)
    /// Who asks for it; `site` is the one that is shown and edited.
    Q_PROPERTY(QStringList sites READ sites NOTIFY changed)
    Q_PROPERTY(int site READ site WRITE setSite NOTIFY changed)
    /// [{name, pulls, asked, on}]; asked: by the site; of a member, on
    Q_PROPERTY(QVariantList features READ features NOTIFY changed)
    Q_PROPERTY(bool hasDefault READ hasDefault NOTIFY changed)
    Q_PROPERTY(bool defaultFeatures READ defaultFeatures NOTIFY changed)
    Q_PROPERTY(bool busy READ busy NOTIFY changed)
    Q_PROPERTY(QString problem READ problem NOTIFY changed)
    Q_PROPERTY(QString hint READ hint NOTIFY changed)
    /// {feature, on, come, go, changes, askers, stays, nothing, difference, command}; empty while nothing is asked
    Q_PROPERTY(QVariantMap preview READ preview NOTIFY changed)
    /// The file whose last change can be taken back; empty: none.
    Q_PROPERTY(QString undoable READ undoable NOTIFY changed)

public:
    explicit FeatureModel(GraphModel *graph, QObject *parent = nullptr);

    QString kind() const;
    QStringList sites() const;
    int site() const { return m_site; }
    void setSite(int site);
    QVariantList features() const;
    bool hasDefault() const;
    bool defaultFeatures() const;
    bool busy() const { return m_busy; }
    QString problem() const { return m_problem; }
    QString hint() const { return m_hint; }
    QVariantMap preview() const;
    QString undoable() const { return m_undo ? pathTextOf(m_undo->file) : QString(); }

    /// What the feature switched over would do; "default" for the default features.
    Q_INVOKABLE void ask(const QString &feature);
    /// Forgets what was asked.
    Q_INVOKABLE void drop();
    /// Writes what is shown; where the file has changed meanwhile, that is told.
    Q_INVOKABLE void write();
    Q_INVOKABLE void undo();

Q_SIGNALS:
    void changed();
    void written(); // a manifest

private:
    void describe();
    bool isOn(const QString &feature) const;
    void tell(const Error &error);
    void apply(const sysroot::FileEdit &edit, std::optional<sysroot::FileEdit> undo);
    static QString pathTextOf(const fs::path &path);

    GraphModel *m_graph;
    fs::path m_manifest; // of the package
    std::optional<PackageFeatures> m_package;
    std::optional<FeaturePreview> m_preview;
    std::optional<sysroot::FileEdit> m_undo;
    int m_site = 0;
    bool m_busy = false;
    QString m_problem, m_hint;
    Question m_packageQuestion, m_previewQuestion;
};

} // namespace crossyard::gui
