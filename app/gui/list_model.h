// SPDX-License-Identifier: MIT OR Apache-2.0
// A list of values for QML: each role a function of the row. Rows are replaced as a whole when they are few and change
// seldom; a model whose rows change one by one says so itself. The rows are a member, not a template parameter of the
// model: the type compiler of QML must know every base.
#pragma once

#include <QAbstractListModel>
#include <QVariant>
#include <QtQml/qqmlregistration.h>

#include <algorithm>
#include <functional>
#include <iterator>
#include <vector>

namespace crossyard::gui {

/// The rows of some type, as the model sees them.
struct Rows {
    virtual ~Rows() = default;
    virtual int count() const = 0;
    virtual QVariant value(int row, int role) const = 0;
    virtual QHash<int, QByteArray> names() const = 0; // roles count from Qt::UserRole
};

template <class Row> struct RowList : Rows {
    struct Role {
        const char *name;
        std::function<QVariant(const Row &)> value;
    };
    explicit RowList(std::vector<Role> given) : roles(std::move(given)) {}

    int count() const override { return static_cast<int>(rows.size()); }
    QVariant value(int row, int role) const override
    {
        const int number = role == Qt::DisplayRole ? 0 : role - Qt::UserRole;
        return number >= 0 && number < static_cast<int>(roles.size())
                   ? roles[static_cast<std::size_t>(number)].value(rows[static_cast<std::size_t>(row)])
                   : QVariant();
    }
    QHash<int, QByteArray> names() const override
    {
        QHash<int, QByteArray> names;
        for (std::size_t i = 0; i < roles.size(); ++i)
            names.insert(Qt::UserRole + static_cast<int>(i), roles[i].name);
        return names;
    }

    std::vector<Role> roles;
    std::vector<Row> rows;
};

class ListModel : public QAbstractListModel {
    Q_OBJECT
    QML_ANONYMOUS

public:
    using QAbstractListModel::QAbstractListModel;

    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : list().count(); }
    QVariant data(const QModelIndex &index, int role) const override
    {
        return checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)
                   ? list().value(index.row(), role)
                   : QVariant();
    }
    QHash<int, QByteArray> roleNames() const override { return list().names(); }

protected:
    virtual const Rows &list() const = 0;

    /// Keeps what is equal in place, so that a view does not lose its position for nothing.
    template <class Row> void replace(RowList<Row> &list, std::vector<Row> rows)
    {
        if (rows == list.rows)
            return;
        if (rows.size() != list.rows.size()) {
            exchange(list, std::move(rows));
            return;
        }
        std::vector<int> changed;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            if (!(rows[i] == list.rows[i]))
                changed.push_back(static_cast<int>(i));
        }
        list.rows = std::move(rows);
        for (const int row : changed)
            Q_EMIT dataChanged(index(row), index(row));
    }

private:
    /// What is the same at the beginning and at the end stays; what is between goes, and comes.
    template <class Row> void exchange(RowList<Row> &list, std::vector<Row> rows)
    {
        const auto shorter = std::min(rows.size(), list.rows.size());
        std::size_t head = 0;
        while (head < shorter && rows[head] == list.rows[head])
            ++head;
        std::size_t tail = 0;
        while (tail < shorter - head && rows[rows.size() - 1 - tail] == list.rows[list.rows.size() - 1 - tail])
            ++tail;
        const auto at = [](std::vector<Row> &all, std::size_t i) {
            return all.begin() + static_cast<std::ptrdiff_t>(i);
        };
        const auto first = static_cast<int>(head);
        if (const auto last = list.rows.size() - tail; last > head) {
            beginRemoveRows({}, first, static_cast<int>(last) - 1);
            list.rows.erase(at(list.rows, head), at(list.rows, last));
            endRemoveRows();
        }
        if (const auto last = rows.size() - tail; last > head) {
            beginInsertRows({}, first, static_cast<int>(last) - 1);
            list.rows.insert(at(list.rows, head), std::make_move_iterator(at(rows, head)),
                             std::make_move_iterator(at(rows, last)));
            endInsertRows();
        }
    }
};

} // namespace crossyard::gui
