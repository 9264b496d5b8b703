// SPDX-License-Identifier: MIT OR Apache-2.0
#include "code_highlighter.h"

#include <KSyntaxHighlighting/Definition>
#include <KSyntaxHighlighting/Format>
#include <KSyntaxHighlighting/Repository>
#include <KSyntaxHighlighting/SyntaxHighlighter>
#include <KSyntaxHighlighting/Theme>

#include <QTextCharFormat>

namespace crossyard::gui {

namespace {

// Reading the list of formats takes a while; one is enough.
KSyntaxHighlighting::Repository &repository()
{
    static KSyntaxHighlighting::Repository formats;
    return formats;
}

} // namespace

class WordHighlighter : public KSyntaxHighlighting::SyntaxHighlighter {
public:
    WordHighlighter(const CodeHighlighter &colors, QTextDocument *document)
        : SyntaxHighlighter(static_cast<QObject *>(nullptr)), m_colors(colors)
    {
        // It wants a theme to work at all; the colours are ours.
        setTheme(repository().defaultTheme());
        setDefinition(repository().definitionForName(m_colors.language()));
        setDocument(document);
    }

protected:
    void applyFormat(int offset, int length, const KSyntaxHighlighting::Format &format) override
    {
        const auto color = colorOf(format.textStyle());
        if (length == 0 || !color.isValid())
            return;
        QTextCharFormat shown;
        shown.setForeground(color);
        setFormat(offset, length, shown);
    }

private:
    QColor colorOf(KSyntaxHighlighting::Theme::TextStyle style) const
    {
        using Style = KSyntaxHighlighting::Theme;
        switch (style) {
        case Style::DataType:
        case Style::Keyword:
        case Style::Function:
        case Style::Variable:
        case Style::Attribute:
            return m_colors.keys();
        case Style::String:
        case Style::Char:
        case Style::SpecialChar:
        case Style::VerbatimString:
        case Style::SpecialString:
            return m_colors.strings();
        case Style::DecVal:
        case Style::BaseN:
        case Style::Float:
        case Style::Constant:
        case Style::BuiltIn:
            return m_colors.numbers();
        case Style::Comment:
        case Style::Documentation:
            return m_colors.comments();
        default:
            return {};
        }
    }

    const CodeHighlighter &m_colors;
};

CodeHighlighter::CodeHighlighter(QObject *parent) : QObject(parent)
{
    connect(this, &CodeHighlighter::changed, this, [this] {
        if (m_words)
            m_words->rehighlight();
    });
}

CodeHighlighter::~CodeHighlighter() = default;

void CodeHighlighter::setDocument(QQuickTextDocument *document)
{
    if (document == m_document)
        return;
    m_document = document;
    m_words = document ? std::make_unique<WordHighlighter>(*this, document->textDocument()) : nullptr;
    Q_EMIT changed();
}

void CodeHighlighter::setLanguage(const QString &name)
{
    if (name == m_language)
        return;
    m_language = name;
    if (m_words)
        m_words->setDefinition(repository().definitionForName(name));
    Q_EMIT changed();
}

void CodeHighlighter::set(QColor &color, const QColor &value)
{
    if (color == value)
        return;
    color = value;
    Q_EMIT changed();
}

} // namespace crossyard::gui
