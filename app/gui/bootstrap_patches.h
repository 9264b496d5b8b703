// SPDX-License-Identifier: MIT OR Apache-2.0
// The patches of a bootstrap: what each does to its crate, and the one that is edited. When it is saved, the plan is
// made anew and shows what came of it.
#pragma once

#include "bootstrap/patches.h"
#include "sysroot/edited_file.h"

#include <QObject>
#include <QVariant>
#include <QtQml/qqmlregistration.h>

namespace crossyard::gui {

class BootstrapPatches : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("App.bootstrap.patches is the one")
    /// [{crate, file, name, hunks, files, line, problem}]: `problem` is empty where it applies.
    Q_PROPERTY(QVariantList all READ all NOTIFY changed)
    Q_PROPERTY(QString file READ file NOTIFY changed) // the one that is edited; empty: none
    Q_PROPERTY(QString text READ text NOTIFY changed)
    Q_PROPERTY(bool dirty READ dirty NOTIFY changed)
    Q_PROPERTY(bool conflict READ conflict NOTIFY changed)
    Q_PROPERTY(bool canUndo READ canUndo NOTIFY changed)
    Q_PROPERTY(bool canRedo READ canRedo NOTIFY changed)
    /// Of the one that is edited, while it is as it was planned: [{line, column, kind, message}].
    Q_PROPERTY(QVariantList marks READ marks NOTIFY changed)
    Q_PROPERTY(QString problem READ problem NOTIFY changed) // reading or writing failed

public:
    using QObject::QObject;

    QVariantList all() const;
    QString file() const;
    QString text() const { return QString::fromStdString(m_edited.plainText()); }
    bool dirty() const { return m_edited.dirty(); }
    bool conflict() const { return m_edited.conflicts(); }
    bool canUndo() const { return m_edited.canUndo(); }
    bool canRedo() const { return m_edited.canRedo(); }
    QVariantList marks() const;
    QString problem() const { return m_problem; }

    void show(std::vector<bootstrap::PlannedPatch> patches);
    /// Edits that were not saved are kept for the file that is open, and lost for another one: save() or revert()
    /// first.
    Q_INVOKABLE void open(const QString &file);
    Q_INVOKABLE void setText(const QString &text);
    Q_INVOKABLE void undo();
    Q_INVOKABLE void redo();
    Q_INVOKABLE void save();
    Q_INVOKABLE void revert();
    Q_INVOKABLE void close();

Q_SIGNALS:
    void changed();
    void saved();

private:
    std::vector<bootstrap::PlannedPatch> m_patches;
    sysroot::EditedFile m_edited;
    QString m_problem;
};

} // namespace crossyard::gui
