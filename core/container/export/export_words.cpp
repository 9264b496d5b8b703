// SPDX-License-Identifier: MIT OR Apache-2.0
#include "container/export/export_words.h"

#include "base/strings.h"
#include "process/command.h"

#include <algorithm>
#include <format>

namespace crossyard::container {

namespace {

constexpr std::string_view standInRoot = "/crossyard-export/";

constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_";

bool isOneOf(std::string_view characters, char c)
{
    return characters.contains(c);
}

// Whether a path can begin behind that character, or end before it: "-I=/p:/q" has two.
bool separates(char c)
{
    return isOneOf(" \t\n:;,=\"'()[]{}", c);
}

// The variable of the stand-in that begins there.
std::string_view variableAt(std::string_view text, std::size_t at)
{
    const auto begin = at + standInRoot.size();
    const auto end = std::min(text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ_", begin), text.size());
    return text.substr(begin, end - begin);
}

// Within double quotes.
std::string escaped(std::string_view text)
{
    std::string result;
    for (const char c : text) {
        if (isOneOf("\\\"$`", c))
            result += '\\';
        result += c;
    }
    return result;
}

// Each stand-in as `variable` writes it, what is between them as `literal` does.
template <class Variable, class Literal>
std::string rewritten(std::string_view text, const Variable &variable, const Literal &literal)
{
    std::string result;
    for (std::size_t at = 0;;) {
        const auto found = text.find(standInRoot, at);
        result += literal(text.substr(at, found == std::string_view::npos ? found : found - at));
        if (found == std::string_view::npos)
            return result;
        const auto name = variableAt(text, found);
        at = found + standInRoot.size() + name.size();
        result += variable(name, at < text.size() ? text[at] : '\0');
    }
}

std::string asVariable(std::string_view name, char next)
{
    const bool runsOn = next != '\0' && isOneOf(letters, next);
    return runsOn ? std::format("${{{}}}", name) : std::format("${}", name);
}

} // namespace

std::string standIn(std::string_view variable)
{
    return std::string(standInRoot) + std::string(variable);
}

bool hasStandIn(std::string_view path)
{
    return path.starts_with(standInRoot);
}

void ExportPlaces::add(const fs::path &directory, std::string_view variable)
{
    m_places.emplace_back(toUtf8(directory), standIn(variable));
    std::ranges::stable_sort(m_places, std::greater(), [](const auto &place) { return place.first.size(); });
}

std::string ExportPlaces::portable(std::string text) const
{
    for (const auto &[path, variable] : m_places) {
        for (auto at = text.find(path); at != std::string::npos; at = text.find(path, at)) {
            const auto end = at + path.size();
            const bool begins = at == 0 || separates(text[at - 1]);
            const bool ends = end == text.size() || text[end] == '/' || separates(text[end]);
            if (begins && ends)
                text.replace(at, path.size(), variable);
            at += begins && ends ? variable.size() : 1;
        }
    }
    return text;
}

std::vector<std::string> ExportPlaces::portable(std::vector<std::string> words) const
{
    for (auto &word : words)
        word = portable(std::move(word));
    return words;
}

std::string shellWord(std::string_view word)
{
    if (!word.contains(standInRoot))
        return process::quoted(word);
    return "\"" + rewritten(word, asVariable, escaped) + "\"";
}

std::string shellLine(const std::vector<std::string> &words)
{
    std::vector<std::string> quoted;
    for (const auto &word : words)
        quoted.push_back(shellWord(word));
    return join(quoted, " ");
}

std::string shellLines(const std::string &program, const std::vector<std::string> &words)
{
    std::string text = program;
    bool first = true; // the verb stands beside the program
    for (const auto &word : words) {
        const bool own = word.starts_with('-') && !first;
        text += (own ? " \\\n    " : " ") + shellWord(word);
        first = false;
    }
    return text;
}

std::string plainText(std::string_view text)
{
    auto plain = rewritten(text, asVariable, [](std::string_view part) { return std::string(part); });
    std::ranges::replace_if(
        plain, [](char c) { return static_cast<unsigned char>(c) < ' '; }, ' ');
    return plain;
}

std::string commented(std::string_view text)
{
    std::string result;
    for (const auto &line : split(trim(text), '\n'))
        result += line.empty() ? "#\n" : std::format("# {}\n", line);
    return result;
}

std::string hereDocument(const std::string &file, const std::string &content)
{
    const auto lines = split(content, '\n');
    std::string end = "END";
    while (std::ranges::contains(lines, end))
        end += "_";
    return std::format("cat >{} <<'{}'\n{}{}{}\n", shellWord(file), end, content,
                       content.empty() || content.ends_with('\n') ? "" : "\n", end);
}

std::string indented(std::string_view text, std::size_t columns)
{
    std::string result;
    for (const auto line : linesWithEnds(text)) {
        if (line != "\n")
            result += std::string(columns, ' ');
        result += line;
    }
    return result;
}

} // namespace crossyard::container
