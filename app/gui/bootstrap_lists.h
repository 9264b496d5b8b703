// SPDX-License-Identifier: MIT OR Apache-2.0
// The units and the packages of a bootstrap's plan, as lists that are searched. Order and texts are core's.
#pragma once

#include "list_model.h"

#include "bootstrap/plan_view.h"

namespace crossyard::gui {

/// A list of which those rows are shown that have all words of a search.
class SearchedList : public ListModel {
    Q_OBJECT
    QML_ANONYMOUS
    Q_PROPERTY(int count READ count NOTIFY changed)
    Q_PROPERTY(int total READ total NOTIFY changed)

public:
    using ListModel::ListModel;
    int count() const { return rowCount(); }
    virtual int total() const = 0;
    void search(const QString &words);

Q_SIGNALS:
    void changed();

protected:
    /// Those of the rows that have the words; `text` is what of a row is searched.
    template <class Row, class Text> std::vector<Row> found(const std::vector<Row> &rows, Text text) const
    {
        std::vector<Row> some;
        std::ranges::copy_if(rows, std::back_inserter(some), [&](const Row &row) { return has(text(row)); });
        return some;
    }
    /// Shows what is found now.
    virtual void refill() = 0;

private:
    bool has(const std::string &text) const;

    std::string m_words;
};

struct BootstrapUnitRow {
    int unit = -1; // in the picture; -1 where it is not in it
    std::string title, features, state, reason;
    bool host = false;
    bool operator==(const BootstrapUnitRow &) const = default;
};

class BootstrapUnits : public SearchedList {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("App.bootstrap.units is the one")

public:
    explicit BootstrapUnits(QObject *parent = nullptr);
    const std::vector<BootstrapUnitRow> &rows() const { return m_list.rows; }
    int total() const override { return static_cast<int>(m_all.size()); }
    void show(std::vector<BootstrapUnitRow> rows);

private:
    const Rows &list() const override { return m_list; }
    void refill() override;

    RowList<BootstrapUnitRow> m_list;
    std::vector<BootstrapUnitRow> m_all;
};

class BootstrapPackages : public SearchedList {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("App.bootstrap.packages is the one")

public:
    explicit BootstrapPackages(QObject *parent = nullptr);
    const std::vector<bootstrap::ShownPackage> &rows() const { return m_list.rows; }
    int total() const override { return static_cast<int>(m_all.size()); }
    void show(std::vector<bootstrap::ShownPackage> rows);

private:
    const Rows &list() const override { return m_list; }
    void refill() override;

    RowList<bootstrap::ShownPackage> m_list;
    std::vector<bootstrap::ShownPackage> m_all;
};

} // namespace crossyard::gui
