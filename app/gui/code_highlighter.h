// SPDX-License-Identifier: MIT OR Apache-2.0
// Colours the words of a text in an editor: which word is what is KSyntaxHighlighting's, the colours are the theme's.
#pragma once

#include <QColor>
#include <QObject>
#include <QQuickTextDocument>
#include <QtQml/qqmlregistration.h>

#include <memory>

namespace crossyard::gui {

class WordHighlighter;

class CodeHighlighter : public QObject {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(QQuickTextDocument *document READ document WRITE setDocument NOTIFY changed)
    /// The name of a format: "JSON", "TOML".
    Q_PROPERTY(QString language READ language WRITE setLanguage NOTIFY changed)
    Q_PROPERTY(QColor keys READ keys WRITE setKeys NOTIFY changed)
    Q_PROPERTY(QColor strings READ strings WRITE setStrings NOTIFY changed)
    Q_PROPERTY(QColor numbers READ numbers WRITE setNumbers NOTIFY changed)
    Q_PROPERTY(QColor comments READ comments WRITE setComments NOTIFY changed)

public:
    explicit CodeHighlighter(QObject *parent = nullptr);
    ~CodeHighlighter() override;

    QQuickTextDocument *document() const { return m_document; }
    void setDocument(QQuickTextDocument *document);
    QString language() const { return m_language; }
    void setLanguage(const QString &name);
    QColor keys() const { return m_keys; }
    void setKeys(const QColor &color) { set(m_keys, color); }
    QColor strings() const { return m_strings; }
    void setStrings(const QColor &color) { set(m_strings, color); }
    QColor numbers() const { return m_numbers; }
    void setNumbers(const QColor &color) { set(m_numbers, color); }
    QColor comments() const { return m_comments; }
    void setComments(const QColor &color) { set(m_comments, color); }

Q_SIGNALS:
    void changed();

private:
    void set(QColor &color, const QColor &value);

    QQuickTextDocument *m_document = nullptr;
    QString m_language;
    QColor m_keys, m_strings, m_numbers, m_comments;
    std::unique_ptr<WordHighlighter> m_words;
};

} // namespace crossyard::gui
