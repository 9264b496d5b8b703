// SPDX-License-Identifier: MIT OR Apache-2.0
// The units and the packages of a bootstrap's plan, as lists that are searched. Order and texts are core's.
#pragma once

#include "list_model.h"

#include "bootstrap/plan_view.h"

namespace crossyard::gui {

struct BootstrapUnitRow {
    int unit = -1; // in the picture; -1 where it is not in it
    std::string title, features, state, reason;
    bool host = false;
    bool operator==(const BootstrapUnitRow &) const = default;
};

class BootstrapUnits : public ListModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("App.bootstrap.units is the one")
    Q_PROPERTY(int count READ count NOTIFY changed)
    Q_PROPERTY(int total READ total NOTIFY changed)

public:
    explicit BootstrapUnits(QObject *parent = nullptr);
    const std::vector<BootstrapUnitRow> &rows() const { return m_list.rows; }
    int count() const { return rowCount(); }
    int total() const { return static_cast<int>(m_all.size()); }
    void show(std::vector<BootstrapUnitRow> rows);
    void search(const QString &words);

Q_SIGNALS:
    void changed();

private:
    const Rows &list() const override { return m_list; }

    RowList<BootstrapUnitRow> m_list;
    std::vector<BootstrapUnitRow> m_all;
    std::string m_words;
};

class BootstrapPackages : public ListModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("App.bootstrap.packages is the one")
    Q_PROPERTY(int count READ count NOTIFY changed)
    Q_PROPERTY(int total READ total NOTIFY changed)

public:
    explicit BootstrapPackages(QObject *parent = nullptr);
    const std::vector<bootstrap::ShownPackage> &rows() const { return m_list.rows; }
    int count() const { return rowCount(); }
    int total() const { return static_cast<int>(m_all.size()); }
    void show(std::vector<bootstrap::ShownPackage> rows);
    void search(const QString &words);

Q_SIGNALS:
    void changed();

private:
    const Rows &list() const override { return m_list; }

    RowList<bootstrap::ShownPackage> m_list;
    std::vector<bootstrap::ShownPackage> m_all;
    std::string m_words;
};

} // namespace crossyard::gui
