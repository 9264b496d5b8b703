// SPDX-License-Identifier: MIT OR Apache-2.0
#include "text/toml_layout.h"

#include <algorithm>
#include <map>
#include <toml++/toml.hpp>

namespace crossyard::text {

namespace {

class Scanner {
public:
    explicit Scanner(std::string_view text) : m_text(text)
    {
        m_layout.begin = m_at = text.starts_with("\xEF\xBB\xBF") ? 3 : 0;
        const auto end = text.find('\n');
        m_layout.newline = end != std::string_view::npos && end > 0 && text[end - 1] == '\r' ? "\r\n" : "\n";
        m_layout.sections.push_back({.path = {}, .key = {}, .header = {m_at, m_at}, .items = {}});
    }

    TomlLayout scan()
    {
        while (true) {
            skipBlanks();
            if (atEnd())
                return std::move(m_layout);
            if (peek() == '[')
                readHeader();
            else
                readEntry();
        }
    }

private:
    bool atEnd() const { return m_at >= m_text.size(); }
    char peek(std::size_t ahead = 0) const { return m_at + ahead < m_text.size() ? m_text[m_at + ahead] : '\0'; }

    void skipSpaces()
    {
        while (peek() == ' ' || peek() == '\t')
            ++m_at;
    }

    // Spaces, line ends and comments.
    void skipBlanks()
    {
        while (!atEnd()) {
            if (peek() == '#')
                m_at = std::min(m_text.find('\n', m_at), m_text.size());
            else if (peek() == ' ' || peek() == '\t' || peek() == '\r' || peek() == '\n')
                ++m_at;
            else
                return;
        }
    }

    void readHeader()
    {
        LayoutSection section;
        section.header.begin = lineStart(m_text, m_at);
        section.arrayElement = peek(1) == '[';
        m_at += section.arrayElement ? 2 : 1;
        section.key = readKey();
        section.header.end = m_at = lineEnd(m_text, m_at);
        for (std::size_t i = 0; i < section.key.size(); ++i) {
            section.path.emplace_back(section.key[i].name);
            if (section.arrayElement && i + 1 == section.key.size())
                section.path.emplace_back(m_elements[section.path]++);
            else if (const auto it = m_elements.find(section.path); it != m_elements.end())
                section.path.emplace_back(it->second - 1);
        }
        m_layout.sections.push_back(std::move(section));
    }

    void readEntry()
    {
        LayoutItem item;
        item.lines.begin = lineStart(m_text, m_at);
        readPair(item);
        item.lines.end = m_at = lineEnd(m_text, m_at);
        m_layout.sections.back().items.push_back(std::move(item));
    }

    void readPair(LayoutItem &item)
    {
        item.key = readKey();
        ++m_at; // '='
        skipSpaces();
        item.value = readValue();
    }

    std::vector<KeyPart> readKey()
    {
        std::vector<KeyPart> parts;
        while (true) {
            skipSpaces();
            KeyPart part{.name = {}, .span = {m_at, m_at}};
            if (peek() == '"' || peek() == '\'') {
                skipString();
                part.name = meaning(m_text.substr(part.span.begin, m_at - part.span.begin));
            } else {
                m_at = std::min(m_text.find_first_of(" \t.=]", m_at), m_text.size());
                part.name = m_text.substr(part.span.begin, m_at - part.span.begin);
            }
            part.span.end = m_at;
            parts.push_back(std::move(part));
            skipSpaces();
            if (peek() != '.')
                return parts;
            ++m_at;
        }
    }

    // The parser knows what the escapes mean.
    static std::string meaning(std::string_view quoted)
    {
        return toml::parse("k=" + std::string(quoted))["k"].value_or(std::string());
    }

    LayoutValue readValue()
    {
        const std::size_t begin = m_at;
        switch (peek()) {
        case '"':
        case '\'':
            skipString();
            return {LayoutValue::Kind::Scalar, {begin, m_at}};
        case '[':
            return readItems(LayoutValue::Kind::Array, ']');
        case '{':
            return readItems(LayoutValue::Kind::InlineTable, '}');
        default:
            m_at = std::min(m_text.find_first_of(",]}#\r\n", m_at), m_text.size());
            std::size_t end = m_at; // a date may have a space in it
            while (end > begin && (m_text[end - 1] == ' ' || m_text[end - 1] == '\t'))
                --end;
            return {LayoutValue::Kind::Scalar, {begin, end}};
        }
    }

    LayoutValue readItems(LayoutValue::Kind kind, char close)
    {
        LayoutValue value(kind, {m_at, m_at});
        ++m_at;
        for (skipBlanks(); !atEnd() && peek() != close; skipBlanks()) {
            LayoutItem item;
            if (kind == LayoutValue::Kind::Array)
                item.value = readValue();
            else
                readPair(item);
            skipBlanks();
            if (peek() == ',')
                item.comma = m_at++;
            value.items.push_back(std::move(item));
        }
        ++m_at;
        value.span.end = m_at;
        return value;
    }

    void skipString()
    {
        const char quote = peek();
        const std::string three(3, quote);
        const bool multiline = m_text.substr(m_at).starts_with(three);
        m_at += multiline ? 3 : 1;
        while (!atEnd()) {
            if (quote == '"' && peek() == '\\') {
                m_at += 2;
            } else if (multiline && m_text.substr(m_at).starts_with(three)) {
                m_at += 3;
                for (int i = 0; i < 2 && peek() == quote; ++i) // a string may end in quotes of its own
                    ++m_at;
                return;
            } else if (m_text[m_at++] == quote && !multiline) {
                return;
            }
        }
    }

    std::string_view m_text;
    std::size_t m_at = 0;
    std::map<TomlPath, int> m_elements; // of each array of tables, so far
    TomlLayout m_layout;
};

// `rest` is what of the path is left behind this value.
std::optional<LayoutPlace> findBelow(const LayoutSection &section, const LayoutValue &value, const TomlPath &rest)
{
    for (std::size_t i = 0; i < value.items.size(); ++i) {
        const LayoutItem &item = value.items[i];
        const TomlPath own =
            value.kind == LayoutValue::Kind::Array ? TomlPath{static_cast<int>(i)} : extended({}, item.key);
        if (own == rest)
            return LayoutPlace{&section, &item, &value, i};
        if (startsWith(rest, own)) {
            if (const auto place = findBelow(section, item.value, {rest.begin() + std::ssize(own), rest.end()}))
                return place;
        }
    }
    return std::nullopt;
}

} // namespace

LayoutValue::LayoutValue() = default;
LayoutValue::LayoutValue(Kind k, Span s) : kind(k), span(s) {}
LayoutValue::LayoutValue(const LayoutValue &) = default;
LayoutValue::LayoutValue(LayoutValue &&) noexcept = default;
LayoutValue &LayoutValue::operator=(const LayoutValue &) = default;
LayoutValue &LayoutValue::operator=(LayoutValue &&) noexcept = default;
LayoutValue::~LayoutValue() = default;

TomlLayout TomlLayout::of(std::string_view text)
{
    return Scanner(text).scan();
}

std::optional<LayoutPlace> TomlLayout::find(const TomlPath &path) const
{
    for (const auto &one : sections) {
        if (!startsWith(path, one.path))
            continue;
        for (std::size_t i = 0; i < one.items.size(); ++i) {
            const TomlPath own = extended(one.path, one.items[i].key);
            if (own == path)
                return LayoutPlace{&one, &one.items[i], nullptr, i};
            if (startsWith(path, own)) {
                if (const auto place = findBelow(one, one.items[i].value, {path.begin() + std::ssize(own), path.end()}))
                    return place;
            }
        }
    }
    return std::nullopt;
}

const LayoutSection *TomlLayout::section(const TomlPath &path) const
{
    const auto it = std::ranges::find(sections, path, &LayoutSection::path);
    return it == sections.end() ? nullptr : &*it;
}

bool startsWith(const TomlPath &path, const TomlPath &prefix)
{
    return path.size() >= prefix.size() && std::equal(prefix.begin(), prefix.end(), path.begin());
}

TomlPath extended(TomlPath path, const std::vector<KeyPart> &key)
{
    for (const auto &part : key)
        path.emplace_back(part.name);
    return path;
}

std::size_t lineStart(std::string_view text, std::size_t offset)
{
    const auto before = text.substr(0, offset).rfind('\n');
    if (before != std::string_view::npos)
        return before + 1;
    return text.starts_with("\xEF\xBB\xBF") ? 3 : 0;
}

std::size_t lineEnd(std::string_view text, std::size_t offset)
{
    const auto end = text.find('\n', offset);
    return end == std::string_view::npos ? text.size() : end + 1;
}

} // namespace crossyard::text
