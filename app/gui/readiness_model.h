// SPDX-License-Identifier: MIT OR Apache-2.0
// What building for the kit needs, line by line: the doctor's findings.
#pragma once

#include "list_model.h"
#include "rust/doctor.h"

#include <QtQml/qqmlregistration.h>

namespace crossyard::gui {

class ReadinessModel : public ListModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("App.readiness is the one")

public:
    explicit ReadinessModel(QObject *parent = nullptr);
    const std::vector<rust::Finding> &rows() const { return m_list.rows; }
    void show(std::vector<rust::Finding> findings) { replace(m_list, std::move(findings)); }

private:
    const Rows &list() const override { return m_list; }

    RowList<rust::Finding> m_list;
};

} // namespace crossyard::gui
