// SPDX-License-Identifier: MIT OR Apache-2.0
// The toolchains that are installed, for the Toolchains page and the kit bar.
#pragma once

#include "background.h"
#include "list_model.h"
#include "rust/toolchain.h"

#include <QtQml/qqmlregistration.h>

namespace crossyard::gui {

class ToolchainModel : public ListModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("App.toolchains is the one")
    Q_PROPERTY(bool loading READ loading NOTIFY loadingChanged)
    Q_PROPERTY(QString error READ error NOTIFY loadingChanged)
    Q_PROPERTY(int count READ count NOTIFY loadingChanged)

public:
    explicit ToolchainModel(QObject *parent = nullptr);
    const std::vector<rust::Toolchain> &rows() const { return m_list.rows; }

    bool loading() const { return m_loading; }
    QString error() const { return m_error; }
    int count() const { return rowCount(); }
    /// Lists anew, with the overrides of this directory.
    void refresh(const fs::path &project);
    /// Names of targets with a prebuilt std, of one toolchain.
    Q_INVOKABLE QVariantMap facts(int row) const;

Q_SIGNALS:
    void loadingChanged();

private:
    const Rows &list() const override { return m_list; }

    RowList<rust::Toolchain> m_list;
    Question m_question;
    bool m_loading = false;
    QString m_error;
};

} // namespace crossyard::gui
