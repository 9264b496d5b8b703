// SPDX-License-Identifier: MIT OR Apache-2.0
// The sysroot's plan for the kit: its crates, what of them is stored, what would be compiled and why; and the sysroots
// that are in the store.
#pragma once

#include "list_model.h"
#include "sysroot/sysroot_plan.h"
#include "sysroot/sysroot_store.h"

#include <QtQml/qqmlregistration.h>

namespace crossyard::gui {

struct PlanRow {
    std::string name, version, features, reason;
    int stage = 0;
    bool stored = false;
    bool operator==(const PlanRow &) const = default;
};

class PlanModel : public ListModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("App.plan is the one")
    Q_PROPERTY(bool known READ known NOTIFY changed)
    Q_PROPERTY(bool ready READ ready NOTIFY changed)
    Q_PROPERTY(QString error READ error NOTIFY changed)
    Q_PROPERTY(QString hint READ hint NOTIFY changed)
    Q_PROPERTY(QString key READ key NOTIFY changed)
    Q_PROPERTY(QString path READ path NOTIFY changed)
    Q_PROPERTY(QString source READ source NOTIFY changed)
    Q_PROPERTY(QString config READ config NOTIFY changed)
    Q_PROPERTY(QString compilerFlags READ compilerFlags NOTIFY changed)
    Q_PROPERTY(QStringList notes READ notes NOTIFY changed)
    Q_PROPERTY(int toCompile READ toCompile NOTIFY changed)

public:
    explicit PlanModel(QObject *parent = nullptr);
    const std::vector<PlanRow> &rows() const { return m_list.rows; }
    void show(const Result<sysroot::SysrootPlan> &plan);
    void clear();

    bool known() const { return m_known; }
    bool ready() const { return m_ready; }
    QString error() const { return m_error; }
    QString hint() const { return m_hint; }
    QString key() const { return m_key; }
    QString path() const { return m_path; }
    QString source() const { return m_source; }
    QString config() const { return m_config; }
    QString compilerFlags() const { return m_flags; }
    QStringList notes() const { return m_notes; }
    int toCompile() const;

Q_SIGNALS:
    void changed();

private:
    const Rows &list() const override { return m_list; }

    RowList<PlanRow> m_list;
    bool m_known = false;
    bool m_ready = false;
    QString m_error, m_hint, m_key, m_path, m_source, m_config, m_flags;
    QStringList m_notes;
};

class SysrootModel : public ListModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("App.sysroots is the one")
    Q_PROPERTY(int count READ count NOTIFY changed)
    Q_PROPERTY(QString size READ size NOTIFY changed)
    Q_PROPERTY(QVariantList cleanUps READ cleanUps NOTIFY changed)

public:
    explicit SysrootModel(QObject *parent = nullptr);
    const std::vector<sysroot::SysrootRecord> &rows() const { return m_list.rows; }
    void show(std::vector<sysroot::SysrootRecord> records);
    int count() const { return rowCount(); }
    /// What they take on the disk.
    QString size() const;
    std::vector<sysroot::SysrootRecord> beyond(double keep) const;
    /// [{keep, effect}]: so many bytes are kept, and what that does, as "removes 3, frees 120 MB"; empty for nothing.
    QVariantList cleanUps() const;

Q_SIGNALS:
    void changed();

private:
    const Rows &list() const override { return m_list; }
    QString effectOfKeeping(double keep) const;

    RowList<sysroot::SysrootRecord> m_list;
};

} // namespace crossyard::gui
