// SPDX-License-Identifier: MIT OR Apache-2.0
// The sysroot as a picture of its stages, to be edited: every edit is one of the project's Xargo.toml, by the document
// that the form and the text show as well. What is in the picture and where is core's (sysroot/stage_picture.h,
// sysroot/stage_layout.h).
#pragma once

#include "sysroot/stage_layout.h"
#include "sysroot/sysroot_plan.h"
#include "xargo_model.h"

#include <QQuickPaintedItem>

namespace crossyard::gui {

class StageModel : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("App.stages is the one")
    /// The file names no crate: what is shown follows from the target. The first edit names them all.
    Q_PROPERTY(bool byDefault READ byDefault NOTIFY changed)
    /// False while nothing may be edited: the text is broken, or it is not known yet what is there by default.
    Q_PROPERTY(bool usable READ usable NOTIFY changed)
    /// [{stage, x, y, width, height, empty}]; the last one is empty, for what is dragged there.
    Q_PROPERTY(QVariantList bands READ bands NOTIFY changed)
    /// [{name, detail, x, y, width, height, kind, faint, replaces, chosen}]; kind: library, path, registry, git
    Q_PROPERTY(QVariantList crates READ crates NOTIFY changed)
    Q_PROPERTY(QVariantList brought READ brought NOTIFY changed)
    Q_PROPERTY(double width READ width NOTIFY changed)
    Q_PROPERTY(double height READ height NOTIFY changed)
    /// Crates of the library that can be added.
    Q_PROPERTY(QStringList offered READ offered NOTIFY changed)
    /// What is selected: {name, detail, lines, notes, kind, features, hasDefault, defaultFeatures, switches, canPatch,
    /// canDrop, canRemove, canMove}; empty for nothing. features: [{name, pulls, byDefault, chosen, active}]
    Q_PROPERTY(QVariantMap node READ node NOTIFY nodeChanged)
    Q_PROPERTY(int selected READ selected NOTIFY nodeChanged)               // a number of `crates`; -1: none
    Q_PROPERTY(int selectedBrought READ selectedBrought NOTIFY nodeChanged) // the same of `brought`

public:
    explicit StageModel(XargoModel *xargo, QObject *parent = nullptr);

    bool byDefault() const { return m_picture.byDefault; }
    bool usable() const;
    QVariantList bands() const;
    QVariantList crates() const;
    QVariantList brought() const;
    double width() const { return m_layout.width; }
    double height() const { return m_layout.height; }
    QStringList offered() const;
    QVariantMap node() const;
    int selected() const { return m_selected; }
    int selectedBrought() const { return m_selectedBrought; }
    const sysroot::StagePicture &picture() const { return m_picture; }
    const sysroot::StageLayout &layout() const { return m_layout; }

    /// The last plan that there was; nothing when the project or the kit is another one.
    void setPlan(std::shared_ptr<const sysroot::SysrootPlan> plan);

    /// What there is room for, and how large letters are: of names, of small print, and a line's height.
    Q_INVOKABLE void setMeasures(double width, double letter, double small, double line);
    /// A number of `crates`, or -1.
    Q_INVOKABLE int crateAt(double x, double y) const;
    /// The stage of the band at this height, or -1.
    Q_INVOKABLE int stageAt(double y) const;
    /// Selects what is at a place; nothing where nothing is.
    Q_INVOKABLE void selectAt(double x, double y);
    Q_INVOKABLE void select(int crate);
    Q_INVOKABLE void selectNamed(const QString &name);
    /// To the crate beside the selected one, as the arrow keys go.
    Q_INVOKABLE void walk(int dx, int dy);

    Q_INVOKABLE void move(int crate, int stage);
    /// The selected crate, by so many stages.
    Q_INVOKABLE void moveBy(int stages);
    Q_INVOKABLE void addCrate(const QString &name);
    Q_INVOKABLE void addFolder(const QUrl &folder);
    /// The crate of a folder stands for the selected package, or, where none is, for the one of its name.
    Q_INVOKABLE void addPatch(const QUrl &folder);
    Q_INVOKABLE void dropPatch();
    Q_INVOKABLE void removeCrate();
    Q_INVOKABLE void toggleFeature(const QString &feature);
    Q_INVOKABLE void toggleDefaultFeatures();

Q_SIGNALS:
    void changed();
    void nodeChanged();

private:
    using Edit = std::function<Result<sysroot::XargoDocument>(const sysroot::XargoDocument &, const text::TomlPath &)>;
    void remake();
    void editCrate(const sysroot::StageCrate &crate, const Edit &edit);
    void choose(int crate, int brought);
    const sysroot::StageCrate *shown() const;
    std::vector<sysroot::FeatureOffer> featuresOf(const sysroot::StageCrate &crate) const;
    QVariantMap crateNode(const sysroot::StageCrate &crate) const;
    QVariantMap broughtNode(const sysroot::BroughtCrate &crate) const;
    QStringList notesOn(const sysroot::StageCrate &crate) const;

    XargoModel *m_xargo;
    std::shared_ptr<const sysroot::SysrootPlan> m_plan;
    sysroot::StagePicture m_picture;
    sysroot::StageMeasures m_measures;
    sysroot::StageLayout m_layout;
    int m_selected = -1;
    int m_selectedBrought = -1;
    QString m_selectedName; // by which it is found again after an edit
};

/// The picture's edges: painted, for a geometry node shows nothing without a graphics card.
class StageEdges : public QQuickPaintedItem {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(crossyard::gui::StageModel *model READ model WRITE setModel NOTIFY modelChanged)
    Q_PROPERTY(QColor color MEMBER m_color NOTIFY colorsChanged)
    Q_PROPERTY(QColor lit MEMBER m_lit NOTIFY colorsChanged)   // of the selected crate
    Q_PROPERTY(QColor late MEMBER m_late NOTIFY colorsChanged) // of what stands in a later stage

public:
    explicit StageEdges(QQuickItem *parent = nullptr);
    StageModel *model() const { return m_model; }
    void setModel(StageModel *model);
    void paint(QPainter *painter) override;

Q_SIGNALS:
    void modelChanged();
    void colorsChanged();

private:
    StageModel *m_model = nullptr;
    QColor m_color, m_lit, m_late;
};

} // namespace crossyard::gui
