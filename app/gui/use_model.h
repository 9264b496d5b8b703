// SPDX-License-Identifier: MIT OR Apache-2.0
// Ways to use the sysroot that is built: each is shown whole before it is done. The plans are core's.
#pragma once

#include "background.h"

#include "sysroot/sysroot_plan.h"
#include "sysroot/use_sysroot.h"

#include <QObject>
#include <QStringList>
#include <QtQml/qqmlregistration.h>

namespace crossyard::gui {

class UseModel : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("App.use is the one")
    Q_PROPERTY(bool known READ known NOTIFY changed)
    /// Commands to copy.
    Q_PROPERTY(QString command READ command NOTIFY changed)
    Q_PROPERTY(QString cargo READ cargo NOTIFY changed)
    /// The project's .cargo/config.toml: the difference, empty where it says so already.
    Q_PROPERTY(QString difference READ difference NOTIFY changed)
    Q_PROPERTY(QStringList remarks READ remarks NOTIFY changed)
    Q_PROPERTY(QString problem READ problem NOTIFY changed)
    /// rust-analyzer: settings to copy, the difference of .vscode/settings.json, or why that cannot be written.
    Q_PROPERTY(QString editorSettings READ editorSettings NOTIFY changed)
    Q_PROPERTY(QString editorDifference READ editorDifference NOTIFY changed)
    Q_PROPERTY(QString editorProblem READ editorProblem NOTIFY changed)
    /// A toolchain for rustup: its name and the commands, or why there can be none.
    Q_PROPERTY(QString toolchain READ toolchain NOTIFY changed)
    Q_PROPERTY(QString toolchainCommands READ toolchainCommands NOTIFY changed)
    Q_PROPERTY(QString toolchainProblem READ toolchainProblem NOTIFY changed)

public:
    using QObject::QObject;

    bool known() const { return !m_command.isEmpty(); }
    QString command() const { return m_command; }
    QString cargo() const { return m_cargo; }
    QString difference() const { return m_difference; }
    QStringList remarks() const { return m_remarks; }
    QString problem() const { return m_problem; }
    QString editorSettings() const { return m_editorSettings; }
    QString editorDifference() const { return m_editorDifference; }
    QString editorProblem() const { return m_editorProblem; }
    QString toolchain() const { return m_toolchain ? QString::fromStdString(m_toolchain->name) : QString(); }
    QString toolchainCommands() const { return m_toolchainCommands; }
    QString toolchainProblem() const { return m_toolchainProblem; }
    const std::optional<sysroot::LinkedToolchainPlan> &linkPlan() const { return m_toolchain; }

    /// `project` may be empty: there are commands then, and nothing to write. `store` holds linked toolchains.
    void show(const sysroot::SysrootPlan &plan, const fs::path &project, const fs::path &store);
    void clear();

    /// Each writes what its difference shows; gives a sentence on what came out.
    Q_INVOKABLE void writeConfig();
    Q_INVOKABLE void writeEditor();

Q_SIGNALS:
    void changed();
    void written(const QString &text);

private:
    void showConfig(const sysroot::SysrootPlan &plan, const fs::path &project);
    void showEditor(const sysroot::SysrootUse &use, const fs::path &project);
    void showToolchain(const sysroot::SysrootUse &use, const fs::path &store);
    void write(const std::optional<sysroot::FileEdit> &edit, const QString &done);

    QString m_command, m_cargo, m_difference, m_problem, m_editorSettings, m_editorDifference, m_editorProblem;
    QString m_toolchainCommands, m_toolchainProblem;
    QStringList m_remarks;
    std::optional<sysroot::FileEdit> m_config, m_editor;
    std::optional<sysroot::LinkedToolchainPlan> m_toolchain;
};

} // namespace crossyard::gui
