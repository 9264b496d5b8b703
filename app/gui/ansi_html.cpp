// SPDX-License-Identifier: MIT OR Apache-2.0
#include "ansi_html.h"

namespace crossyard::gui {

namespace {

struct Style {
    int colour = -1;
    bool bold = false;
    bool operator==(const Style &) const = default;
};

Style applied(Style style, const QString &codes)
{
    const auto parts = codes.split(QLatin1Char(';'));
    for (qsizetype i = 0; i < parts.size(); ++i) {
        const int code = parts[i].toInt();
        if (code == 0)
            style = {};
        else if (code == 1)
            style.bold = true;
        else if (code == 22)
            style.bold = false;
        else if (code == 39)
            style.colour = -1;
        else if (code >= 30 && code <= 37)
            style.colour = code - 30;
        else if (code >= 90 && code <= 97)
            style.colour = code - 90;
        else if (code == 38 && i + 2 < parts.size() && parts[i + 1] == QLatin1String("5")) {
            const int number = parts[i + 2].toInt();
            style.colour = number < 16 ? number % 8 : -1;
            i += 2;
        } else if (code == 38 && i + 4 < parts.size()) {
            i += 4;
        }
    }
    return style;
}

QString escaped(QStringView text)
{
    QString html;
    for (const QChar c : text) {
        switch (c.unicode()) {
        case '<':
            html += QStringLiteral("&lt;");
            break;
        case '>':
            html += QStringLiteral("&gt;");
            break;
        case '&':
            html += QStringLiteral("&amp;");
            break;
        case ' ':
            html += QStringLiteral("&nbsp;");
            break;
        case '\t':
            html += QStringLiteral("&nbsp;&nbsp;&nbsp;&nbsp;");
            break;
        default:
            if (c >= QLatin1Char(' '))
                html += c;
        }
    }
    return html;
}

QString styled(QStringView text, const Style &style, const QStringList &palette)
{
    QString html = escaped(text);
    if (html.isEmpty())
        return html;
    if (style.bold)
        html = QStringLiteral("<b>") + html + QStringLiteral("</b>");
    if (style.colour > 0 && style.colour < palette.size())
        html = QStringLiteral("<font color=\"%1\">%2</font>").arg(palette[style.colour], html);
    return html;
}

} // namespace

QString ansiToHtml(const QString &line, const QStringList &palette)
{
    QString html;
    Style style;
    qsizetype start = 0;
    while (start < line.size()) {
        const auto escape = line.indexOf(QLatin1Char('\x1b'), start);
        const auto end = escape < 0 ? line.size() : escape;
        html += styled(QStringView(line).mid(start, end - start), style, palette);
        if (escape < 0)
            break;
        if (escape + 1 >= line.size() || line[escape + 1] != QLatin1Char('[')) {
            start = escape + 1;
            continue;
        }
        auto last = escape + 2;
        while (last < line.size() &&
               (line[last].isDigit() || line[last] == QLatin1Char(';') || line[last] == QLatin1Char('?')))
            ++last;
        if (last < line.size() && line[last] == QLatin1Char('m'))
            style = applied(style, line.mid(escape + 2, last - escape - 2));
        start = last + 1;
    }
    return html;
}

} // namespace crossyard::gui
