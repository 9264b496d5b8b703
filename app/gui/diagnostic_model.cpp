// SPDX-License-Identifier: MIT OR Apache-2.0
#include "diagnostic_model.h"

#include "text.h"

namespace crossyard::gui {

using job::Diagnostic;

DiagnosticModel::DiagnosticModel(QObject *parent)
    : ListModel(parent),
      m_list({{"message", [](const Diagnostic &d) { return toQt(d.message); }},
              {"level", [](const Diagnostic &d) { return toQt(d.level == job::LineLevel::Error ? "error" : "warning"); }},
              {"code", [](const Diagnostic &d) { return toQt(d.code); }},
              {"file", [](const Diagnostic &d) { return toQt(d.file); }},
              {"line", [](const Diagnostic &d) { return d.line; }},
              {"column", [](const Diagnostic &d) { return d.column; }},
              {"logLine", [](const Diagnostic &d) { return static_cast<qlonglong>(d.logLine); }}})
{
}

void DiagnosticModel::show(std::shared_ptr<const job::JobLog> log)
{
    if (log == m_log)
        return;
    m_log = std::move(log);
    m_scan = {};
    catchUp();
    Q_EMIT countChanged();
}

void DiagnosticModel::catchUp()
{
    if (!m_log)
        return;
    m_scan.catchUp(*m_log);
    const auto before = m_list.rows.size();
    replace(m_list, m_scan.found());
    if (m_list.rows.size() != before)
        Q_EMIT countChanged();
}

} // namespace crossyard::gui
