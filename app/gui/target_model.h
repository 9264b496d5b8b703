// SPDX-License-Identifier: MIT OR Apache-2.0
// The targets of the selected toolchain, filtered by facets and words; the facets with their counts; the chips that the
// words name. The rules are rust::answerQuery's.
#pragma once

#include "background.h"
#include "list_model.h"
#include "rust/target_facets.h"

#include <QStringList>
#include <QtQml/qqmlregistration.h>

namespace crossyard::gui {

struct TargetRow {
    std::size_t index = 0; // in the whole list
    const rust::TargetFacts *facts = nullptr;
    bool favourite = false;
    bool operator==(const TargetRow &) const = default;
};

class FacetModel : public ListModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("TargetModel.facets is the one")

public:
    explicit FacetModel(QObject *parent = nullptr);
    const std::vector<rust::Facet> &rows() const { return m_list.rows; }
    void show(std::vector<rust::Facet> facets) { replace(m_list, std::move(facets)); }

private:
    const Rows &list() const override { return m_list; }

    RowList<rust::Facet> m_list;
};

class ChipModel : public ListModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("TargetModel.chips is the one")

public:
    explicit ChipModel(QObject *parent = nullptr);
    const std::vector<rust::Chip> &rows() const { return m_list.rows; }
    void show(std::vector<rust::Chip> chips) { replace(m_list, std::move(chips)); }

private:
    const Rows &list() const override { return m_list; }

    RowList<rust::Chip> m_list;
};

class TargetModel : public ListModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("App.targets is the one")
    Q_PROPERTY(QString words READ words WRITE setWords NOTIFY queryChanged)
    Q_PROPERTY(bool filtered READ filtered NOTIFY queryChanged)
    Q_PROPERTY(int total READ total NOTIFY shownChanged)
    Q_PROPERTY(int shown READ shown NOTIFY shownChanged)
    Q_PROPERTY(bool loading READ loading NOTIFY loadingChanged)
    Q_PROPERTY(QString error READ error NOTIFY loadingChanged)
    Q_PROPERTY(QStringList names READ names NOTIFY loadingChanged) // all of them
    Q_PROPERTY(crossyard::gui::FacetModel *facets READ facets CONSTANT)
    Q_PROPERTY(crossyard::gui::ChipModel *chips READ chips CONSTANT)
    Q_PROPERTY(QStringList favourites READ favourites NOTIFY favouritesChanged)
    Q_PROPERTY(bool onlyFavourites READ onlyFavourites WRITE setOnlyFavourites NOTIFY queryChanged)

public:
    explicit TargetModel(QObject *parent = nullptr);
    const std::vector<TargetRow> &rows() const { return m_list.rows; }

    QString words() const;
    void setWords(const QString &words);
    bool filtered() const { return m_query != rust::TargetQuery{} || m_onlyFavourites; }
    int total() const { return static_cast<int>(m_all.size()); }
    int shown() const { return rowCount(); }
    QStringList names() const;
    bool loading() const { return m_loading; }
    QString error() const { return m_error; }
    FacetModel *facets() { return &m_facets; }
    ChipModel *chips() { return &m_chips; }
    bool onlyFavourites() const { return m_onlyFavourites; }
    void setOnlyFavourites(bool only);

    /// Lists the targets of a compiler.
    void load(const rust::Compiler &compiler);
    void setAll(std::vector<rust::TargetFacts> all);

    Q_INVOKABLE void toggle(const QString &fact, const QString &value);
    Q_INVOKABLE void clear();
    Q_INVOKABLE void toggleFavourite(const QString &name);
    /// Everything that is known of a target: [{name, meaning, value}], in the order of the facts. Empty for one that is
    /// not in the list.
    Q_INVOKABLE QVariantList facts(const QString &name) const;
    /// A few words on it, for a title.
    Q_INVOKABLE QString summary(const QString &name) const;
    /// Chips, families and boards that are built for it, at most this many names.
    Q_INVOKABLE QStringList chipsFor(const QString &name, int atMost) const;
    Q_INVOKABLE bool prebuilt(const QString &name) const;
    Q_INVOKABLE bool isFavourite(const QString &name) const { return m_favourites.contains(name); }
    Q_INVOKABLE int rowOf(const QString &name) const;

    QStringList favourites() const { return m_favourites; }
    void setFavourites(const QStringList &names);

Q_SIGNALS:
    void queryChanged();
    void shownChanged();
    void loadingChanged();
    void favouritesChanged();

private:
    const Rows &list() const override { return m_list; }

    RowList<TargetRow> m_list;
    void update();
    const rust::TargetFacts *find(const QString &name) const;

    std::vector<rust::TargetFacts> m_all;
    rust::TargetQuery m_query;
    QStringList m_favourites;
    bool m_onlyFavourites = false;
    FacetModel m_facets;
    ChipModel m_chips;
    Question m_question;
    bool m_loading = false;
    QString m_error;
};

} // namespace crossyard::gui
