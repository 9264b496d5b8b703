// SPDX-License-Identifier: MIT OR Apache-2.0
// What is wrong with a target spec, each with its place and its mend.
#pragma once

#include "list_model.h"
#include "rust/target_check.h"
#include "text.h"

namespace crossyard::gui {

struct SpecProblemRow {
    rust::SpecProblem problem;
    QString mend; // what its button does, in words; empty where there is none
    int line = 0, column = 0;
    bool operator==(const SpecProblemRow &) const = default;
};

class SpecProblemModel : public ListModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("App.specs.problems is the one")
    Q_PROPERTY(int count READ count NOTIFY shown)
    /// For an editor: [{line, column, kind, message}].
    Q_PROPERTY(QVariantList marks READ marks NOTIFY shown)

public:
    explicit SpecProblemModel(QObject *parent = nullptr);
    const std::vector<SpecProblemRow> &rows() const { return m_list.rows; }
    int count() const { return rowCount(); }
    QVariantList marks() const;
    /// `text` is the one that they are in; `syntaxMend` the mend of a text that is no JSON, in words.
    void show(std::vector<rust::SpecProblem> problems, const QString &text, const QString &syntaxMend = {});

    /// "failed", "warning", "optional".
    static QString kindOf(const rust::SpecProblem &problem);

Q_SIGNALS:
    void shown();

private:
    const Rows &list() const override { return m_list; }

    RowList<SpecProblemRow> m_list;
};

} // namespace crossyard::gui
