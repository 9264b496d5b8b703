// SPDX-License-Identifier: MIT OR Apache-2.0
#include "process/command.h"

#include "base/strings.h"

#include <algorithm>
#include <format>

namespace crossyard::process {

std::string quoted(std::string_view argument)
{
    static constexpr std::string_view plain =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_@%+=:,./-";
    if (!argument.empty() && argument.find_first_not_of(plain) == std::string_view::npos)
        return std::string(argument);
    return "'" + replaceAll(std::string(argument), "'", "'\\''") + "'";
}

namespace {

// The shell language, 2.2 "Quoting" and 2.3 "Token recognition" of POSIX, without operators and expansions.
class WordSplitter {
public:
    explicit WordSplitter(std::string_view text) : m_text(text) {}

    Result<std::vector<std::string>> split()
    {
        while (m_at < m_text.size()) {
            const char c = m_text[m_at++];
            if (c == ' ' || c == '\t' || c == '\n')
                end();
            else if (c == '#' && !m_inWord)
                m_at = std::min(m_text.find('\n', m_at), m_text.size());
            else if (c == '\'')
                CY_CHECK(takeLiteral());
            else if (c == '"')
                CY_CHECK(takeQuoted());
            else if (c == '\\')
                CY_CHECK(takeEscaped());
            else
                add(c);
        }
        end();
        return std::move(m_words);
    }

private:
    void add(char c)
    {
        m_inWord = true;
        m_word += c;
    }

    void end()
    {
        if (m_inWord)
            m_words.push_back(std::move(m_word));
        m_word.clear();
        m_inWord = false;
    }

    static std::unexpected<Error> open(std::string_view quote)
    {
        return fail(ErrorCode::Parse, std::format("a {} quote is not closed", quote));
    }

    Result<void> takeLiteral()
    {
        const auto close = m_text.find('\'', m_at);
        if (close == std::string_view::npos)
            return open("single");
        m_inWord = true;
        m_word += m_text.substr(m_at, close - m_at);
        m_at = close + 1;
        return {};
    }

    // Within double quotes a backslash is itself, but before what has a meaning there.
    Result<void> takeQuoted()
    {
        m_inWord = true;
        while (m_at < m_text.size() && m_text[m_at] != '"') {
            char c = m_text[m_at++];
            if (c == '\\' && m_at < m_text.size()) {
                if (m_text[m_at] == '\n') {
                    ++m_at;
                    continue;
                }
                if (std::string_view("$`\"\\").contains(m_text[m_at]))
                    c = m_text[m_at++];
            }
            m_word += c;
        }
        if (m_at == m_text.size())
            return open("double");
        ++m_at;
        return {};
    }

    Result<void> takeEscaped()
    {
        if (m_at == m_text.size())
            return fail(ErrorCode::Parse, "a backslash at the end has nothing to quote");
        if (m_text[m_at] == '\n') // a line goes on
            ++m_at;
        else
            add(m_text[m_at++]);
        return {};
    }

    std::string_view m_text;
    std::size_t m_at = 0;
    bool m_inWord = false;
    std::string m_word;
    std::vector<std::string> m_words;
};

} // namespace

Result<std::vector<std::string>> shellWords(std::string_view text)
{
    return WordSplitter(text).split();
}

std::string shown(const Command &command)
{
    std::string text;
    if (!command.directory.empty())
        text += "cd " + process::quoted(toUtf8(command.directory)) + " && ";
    std::string unset;
    std::string set;
    for (const auto &[name, value] : command.environment) {
        if (value)
            set += name + "=" + process::quoted(*value) + " ";
        else
            unset += "-u " + name + " ";
    }
    if (!unset.empty() || !set.empty())
        text += "env " + unset + set;
    text += process::quoted(toUtf8(command.program));
    for (const auto &argument : command.arguments)
        text += " " + process::quoted(argument);
    return text;
}

} // namespace crossyard::process
