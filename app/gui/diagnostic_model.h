// SPDX-License-Identifier: MIT OR Apache-2.0
// What compilers complained of in one job, as rows.
#pragma once

#include "list_model.h"

#include "job/diagnostic.h"

#include <memory>

namespace crossyard::gui {

class DiagnosticModel : public ListModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("App.jobs.diagnostics is the one")
    Q_PROPERTY(int count READ count NOTIFY countChanged)

public:
    explicit DiagnosticModel(QObject *parent = nullptr);

    int count() const { return rowCount(); }
    void show(std::shared_ptr<const job::JobLog> log);
    /// Takes over what the log has got since.
    void catchUp();

Q_SIGNALS:
    void countChanged();

private:
    const Rows &list() const override { return m_list; }

    RowList<job::Diagnostic> m_list;
    std::shared_ptr<const job::JobLog> m_log;
    job::DiagnosticScan m_scan;
};

} // namespace crossyard::gui
