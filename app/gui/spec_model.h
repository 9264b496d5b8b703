// SPDX-License-Identifier: MIT OR Apache-2.0
// A target spec as a form and as text: the fields are the selected compiler's, the edits keep every byte that they do
// not mean, and the compiler itself is asked for the last word. The rules are core's (rust/target_spec_*,
// sysroot/edited_file).
#pragma once

#include "background.h"
#include "spec_problem_model.h"

#include "rust/target_spec_fields.h"
#include "sysroot/edited_file.h"

#include <QUrl>

#include <map>

namespace crossyard::gui {

struct SpecRow {
    rust::SpecField field;
    QString problem, problemKind;
    bool operator==(const SpecRow &) const = default;
};

class SpecModel : public ListModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("App.specs is the one")
    Q_PROPERTY(QString file READ file NOTIFY changed)
    Q_PROPERTY(QString name READ name NOTIFY changed)
    Q_PROPERTY(bool open READ isOpen NOTIFY changed)
    Q_PROPERTY(bool exists READ exists NOTIFY changed)
    Q_PROPERTY(bool dirty READ dirty NOTIFY changed)
    Q_PROPERTY(bool canUndo READ canUndo NOTIFY changed)
    Q_PROPERTY(bool canRedo READ canRedo NOTIFY changed)
    Q_PROPERTY(QString problem READ problem NOTIFY changed)
    Q_PROPERTY(QString hint READ hint NOTIFY changed)
    Q_PROPERTY(bool conflict READ conflict NOTIFY changed)
    Q_PROPERTY(QString text READ text NOTIFY changed)
    Q_PROPERTY(bool valid READ valid NOTIFY changed)
    Q_PROPERTY(QString difference READ difference NOTIFY changed)
    Q_PROPERTY(QString base READ base WRITE setBase NOTIFY changed)
    Q_PROPERTY(QString baseDifference READ baseDifference NOTIFY changed)
    Q_PROPERTY(QStringList bases READ bases NOTIFY basesChanged)
    Q_PROPERTY(QString words READ words WRITE setWords NOTIFY changed)
    Q_PROPERTY(QString scope READ scope WRITE setScope NOTIFY changed)
    Q_PROPERTY(int known READ known NOTIFY changed)
    Q_PROPERTY(int given READ given NOTIFY changed)
    Q_PROPERTY(crossyard::gui::SpecProblemModel *problems READ problems CONSTANT)
    Q_PROPERTY(int certainMends READ certainMends NOTIFY changed)
    Q_PROPERTY(bool asking READ asking NOTIFY changed)
    Q_PROPERTY(QString verdict READ verdict NOTIFY changed)
    Q_PROPERTY(QString verdictKind READ verdictKind NOTIFY changed)
    Q_PROPERTY(bool creating READ creating NOTIFY changed)
    Q_PROPERTY(QStringList unsaved READ unsaved NOTIFY changed)
    Q_PROPERTY(QVariantList files READ files NOTIFY filesChanged)
    Q_PROPERTY(QStringList recent READ recent NOTIFY filesChanged)

public:
    explicit SpecModel(QObject *parent = nullptr);
    const std::vector<SpecRow> &rows() const { return m_list.rows; }

    QString file() const { return pathText(m_file.file()); }
    /// The target's: the file's stem.
    QString name() const { return pathText(m_file.file().stem()); }
    bool isOpen() const { return !m_file.file().empty(); }
    bool exists() const { return m_file.exists(); }
    bool dirty() const { return m_file.dirty(); }
    bool canUndo() const { return m_file.canUndo(); }
    bool canRedo() const { return m_file.canRedo(); }
    /// What kept the last thing from being done.
    QString problem() const { return m_problem; }
    QString hint() const { return m_hint; }
    /// Another program has changed the same lines of the file: save() or revert().
    bool conflict() const { return m_file.conflicts(); }
    QString text() const { return toQt(m_file.plainText()); }
    /// The text is a spec; else the form shows the last one that was, and takes no edits.
    bool valid() const { return m_valid; }
    QString difference() const;
    /// The built-in target that it is held against.
    QString base() const { return toQt(m_base); }
    void setBase(const QString &name);
    QString baseDifference() const;
    QStringList bases() const { return m_bases; }
    QString words() const { return m_words; }
    void setWords(const QString &words);
    /// Which fields are shown: "given" (those that the spec says), "differs" (from the base), "all". A search is over
    /// all.
    QString scope() const { return m_scope; }
    void setScope(const QString &scope);
    int known() const { return static_cast<int>(m_fields.size()); }
    int given() const;
    SpecProblemModel *problems() { return &m_problems; }
    /// How many problems have a mend that keeps what the spec means.
    int certainMends() const;
    bool asking() const { return m_asking; }
    /// What the compiler said of this very text, or that it was asked about another one.
    QString verdict() const;
    QString verdictKind() const;
    bool creating() const { return m_creating; }
    /// The project's specs and those that are open: [{value, title, detail, unsaved}].
    QVariantList files() const;
    QStringList recent() const { return m_recent; }
    void setRecent(const QStringList &files);
    /// Files with edits that are not saved, by name.
    QStringList unsaved() const;

    void setCompiler(const rust::Compiler &compiler);
    void setProject(const fs::path &project);
    Q_INVOKABLE void lookForFiles();

    /// Opens a file; what was not saved of another one is kept until that is opened again.
    Q_INVOKABLE void openFile(const QString &path);
    Q_INVOKABLE void openUrl(const QUrl &url) { openFile(url.toLocalFile()); }
    Q_INVOKABLE void closeFile();
    /// Makes NAME.json in a folder, like a built-in target; it is written when it is saved.
    Q_INVOKABLE void create(const QString &base, const QString &name, const QString &folder);
    /// Wants a new spec made from this target: the page asks for its name.
    Q_INVOKABLE void propose(const QString &base) { Q_EMIT proposed(base); }

    Q_INVOKABLE void setText(const QString &text);
    /// Takes a value as it is typed: `32`, `abort`, `["-a"]`.
    Q_INVOKABLE void setValue(int row, const QString &word);
    Q_INVOKABLE void setItems(int row, const QStringList &items);
    Q_INVOKABLE void toggleItem(int row, const QString &item);
    /// Adds a member to an object, empty.
    Q_INVOKABLE void addMember(int row, const QString &name);
    Q_INVOKABLE void unset(int row);
    Q_INVOKABLE void takeBase(int row);
    Q_INVOKABLE void mend(int problem);
    /// Every mend that keeps what the spec means.
    Q_INVOKABLE void mendAll();
    Q_INVOKABLE void undo();
    Q_INVOKABLE void redo();
    Q_INVOKABLE void revert();
    Q_INVOKABLE bool save();
    Q_INVOKABLE void ask();
    Q_INVOKABLE void lookAtDisk();
    /// Where a field's key stands in the text: {line, column}; empty where it does not.
    Q_INVOKABLE QVariantMap placeOf(int row) const;
    Q_INVOKABLE int rowOf(const QString &path) const;

Q_SIGNALS:
    void changed();
    void basesChanged();
    void filesChanged();
    void saved(const QString &file);
    void created(const QString &file);
    void proposed(const QString &base);

private:
    const Rows &list() const override { return m_list; }
    void begin(sysroot::EditedFile file);
    void edit(const std::function<Result<rust::SpecDocument>(const rust::SpecDocument &)> &change);
    void refuse(const Error &error);
    void show();
    void showFields();
    void showProblems(std::vector<rust::SpecProblem> problems);
    void guessBase();
    void lookAtText();
    const rust::SpecField *fieldAt(int row) const;

    RowList<SpecRow> m_list;
    std::optional<rust::Compiler> m_compiler;
    rust::SpecSchema m_schema;
    fs::path m_project;
    sysroot::EditedFile m_file;
    std::map<fs::path, sysroot::EditedFile> m_aside; // with edits that are not saved
    std::optional<rust::SpecDocument> m_document;    // the last one that was valid
    bool m_valid = false;
    std::string m_base;
    std::optional<nlohmann::ordered_json> m_baseSpec;
    QStringList m_bases, m_recent;
    std::vector<fs::path> m_found;
    std::vector<rust::SpecField> m_fields;
    QString m_words, m_scope = QStringLiteral("given");
    SpecProblemModel m_problems;
    QString m_problem, m_hint;
    bool m_asking = false, m_creating = false;
    struct Answer {
        std::string text;
        bool accepted = false;
        std::string release;
        std::vector<rust::SpecProblem> problems;
    };
    std::optional<Answer> m_answer; // the compiler's, to the text that it was asked about
    Question m_schemaQuestion, m_baseQuestion, m_textQuestion, m_askQuestion, m_filesQuestion, m_createQuestion;
};

} // namespace crossyard::gui
