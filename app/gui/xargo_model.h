// SPDX-License-Identifier: MIT OR Apache-2.0
// The project's Xargo.toml as a list of crates to edit, with undo and redo, the text beside it, and the difference
// before it is saved. The edits keep comments and order; they are sysroot::XargoDocument's.
#pragma once

#include "background.h"
#include "list_model.h"
#include "sysroot/edited_file.h"
#include "sysroot/xargo_document.h"

#include <QUrl>
#include <QtQml/qqmlregistration.h>

namespace crossyard::gui {

struct XargoRow {
    text::TomlPath path;
    QString name, section, source;
    QStringList features;
    int stage = 0;
    bool defaultFeatures = true;
    bool operator==(const XargoRow &) const = default;
};

class XargoModel : public ListModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("App.xargo is the one")
    Q_PROPERTY(QString file READ file NOTIFY changed)
    Q_PROPERTY(bool exists READ exists NOTIFY changed)
    Q_PROPERTY(bool dirty READ dirty NOTIFY changed)
    Q_PROPERTY(bool canUndo READ canUndo NOTIFY changed)
    Q_PROPERTY(bool canRedo READ canRedo NOTIFY changed)
    Q_PROPERTY(QString problem READ problem NOTIFY changed)
    Q_PROPERTY(bool conflict READ conflict NOTIFY changed)
    Q_PROPERTY(QString text READ text NOTIFY changed)
    Q_PROPERTY(QString difference READ difference NOTIFY changed)
    Q_PROPERTY(QVariantList textProblems READ textProblems NOTIFY changed)
    Q_PROPERTY(QStringList offered READ offered NOTIFY changed)
    Q_PROPERTY(int count READ count NOTIFY changed)
    /// The row whose features are shown.
    Q_PROPERTY(int current READ current WRITE setCurrent NOTIFY currentChanged)
    Q_PROPERTY(QString currentName READ currentName NOTIFY currentChanged)
    Q_PROPERTY(bool currentDefaultFeatures READ currentDefaultFeatures NOTIFY currentChanged)
    /// [{name, pulls, byDefault, chosen}]
    Q_PROPERTY(QVariantList features READ features NOTIFY currentChanged)
    /// [{name, source, instead}]
    Q_PROPERTY(QVariantList patches READ patches NOTIFY changed)

public:
    explicit XargoModel(QObject *parent = nullptr);
    const std::vector<XargoRow> &rows() const { return m_list.rows; }

    QString file() const;
    bool exists() const { return m_file.exists(); }
    bool dirty() const { return m_file.dirty(); }
    bool canUndo() const { return m_file.canUndo() || !m_textProblems.isEmpty(); }
    bool canRedo() const { return m_file.canRedo(); }
    QString problem() const { return m_problem; }
    QString text() const;
    /// From what is on the disk to what would be saved, as a unified diff; empty where they are the same.
    QString difference() const;
    /// Crates of the library that are not in the file yet.
    QStringList offered() const;
    int count() const { return rowCount(); }
    QVariantList patches() const;
    int current() const { return m_current; }
    void setCurrent(int row);
    QString currentName() const { return shown() ? shown()->name : QString(); }
    bool currentDefaultFeatures() const { return shown() && shown()->defaultFeatures; }
    QVariantList features() const;

    /// Reads the file of a project; what was not saved of another one is gone.
    void open(const fs::path &project);
    /// The library whose crates are offered.
    void setLibrary(const rust::RustSource &source, bool withStd);

    /// The text as a document. Errors: Parse; a text that was refused counts as broken.
    Result<sysroot::XargoDocument> document() const;
    bool editable() const { return m_textProblems.isEmpty() && !m_file.file().empty() && document().has_value(); }
    /// One step of undo; a problem is told, and changes nothing.
    void edit(const std::function<Result<sysroot::XargoDocument>(const sysroot::XargoDocument &)> &edit);
    const std::vector<sysroot::CrateOffer> &offers() const { return m_offers; }
    /// The name of a folder's crate, and the folder as the file names it; a problem is told.
    std::optional<std::pair<std::string, std::string>> crateIn(const QUrl &folder);

    /// Another program has changed the same lines: save() or revert().
    bool conflict() const { return m_file.conflicts(); }
    /// Looks whether somebody else has changed the file: taken over where nothing was edited here, told otherwise.
    Q_INVOKABLE void lookAtDisk();

    Q_INVOKABLE void addCrate(const QString &name);
    Q_INVOKABLE void removeCrate(int row);
    Q_INVOKABLE void toggleFeature(int row, const QString &feature);
    Q_INVOKABLE void toggleDefaultFeatures(int row);
    Q_INVOKABLE void setStage(int row, int stage);
    /// Names the crate of a folder, by the name that its Cargo.toml says.
    Q_INVOKABLE void addFolder(const QUrl &folder);
    /// The crate of a folder stands for the one of that name in crates-io.
    Q_INVOKABLE void addPatch(const QUrl &folder);
    Q_INVOKABLE void removePatch(int index);
    /// Replaces the whole text; gives what is wrong with it, and changes nothing then.
    Q_INVOKABLE QString setText(const QString &text);
    /// What is wrong with the text that was refused last: [{line, column, kind, message}]; empty once one was taken, or
    /// that one was given up by an undo.
    QVariantList textProblems() const { return m_textProblems; }
    Q_INVOKABLE void undo();
    Q_INVOKABLE void redo();
    Q_INVOKABLE void revert();
    /// True where it was written.
    Q_INVOKABLE bool save();

Q_SIGNALS:
    void changed();
    void currentChanged(); // the current row, or what it offers
    void saved();

private:
    const Rows &list() const override { return m_list; }
    void take(const Result<sysroot::XargoDocument> &document);
    void show();
    const XargoRow *shown() const
    {
        return m_current < rowCount() ? &rows()[static_cast<std::size_t>(m_current)] : nullptr;
    }

    RowList<XargoRow> m_list;
    int m_current = 0;
    sysroot::EditedFile m_file;
    sysroot::XargoDocument m_document; // of the text, while that is valid
    std::vector<sysroot::CrateOffer> m_offers;
    fs::path m_offersOf;
    QString m_problem;
    QVariantList m_textProblems;
    Question m_offerQuestion;
};

} // namespace crossyard::gui
