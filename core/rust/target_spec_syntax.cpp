// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rust/target_spec_syntax.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace crossyard::rust {

namespace {

constexpr std::string_view space = " \t\r\n";

// The last byte that was read before the text turned out to be wrong; its size where it ends too early.
std::optional<std::size_t> errorIn(std::string_view text)
{
    try {
        [[maybe_unused]] const auto json = nlohmann::json::parse(text);
        return std::nullopt;
    } catch (const nlohmann::json::parse_error &error) {
        return error.byte > 0 ? error.byte - 1 : 0;
    } catch (const nlohmann::json::exception &) {
        return 0;
    }
}

// The brackets that are open at the end; nothing where a string is.
std::optional<std::string> unclosed(std::string_view text)
{
    std::string closing;
    bool inString = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (inString) {
            i += c == '\\';
            inString = c != '"';
        } else if (c == '"') {
            inString = true;
        } else if (c == '{' || c == '[') {
            closing.insert(closing.begin(), c == '{' ? '}' : ']');
        } else if ((c == '}' || c == ']') && !closing.empty()) {
            closing.erase(closing.begin());
        }
    }
    return inString ? std::nullopt : std::optional(closing);
}

// Where the token begins whose last byte stands at `end`.
std::size_t tokenStart(std::string_view text, std::size_t end)
{
    if (text[end] != '"' || end == 0)
        return end;
    for (std::size_t at = end; at-- > 0;) {
        if (text[at] != '"')
            continue;
        std::size_t slashes = 0;
        while (slashes < at && text[at - 1 - slashes] == '\\')
            ++slashes;
        if (slashes % 2 == 0)
            return at;
    }
    return end;
}

SyntaxMend without(std::string_view text, std::size_t begin, std::size_t end, const char *words)
{
    return {words, std::string(text.substr(0, begin)) + std::string(text.substr(end))};
}

std::optional<SyntaxMend> withoutComment(std::string_view text, std::size_t at)
{
    constexpr const char *words = "remove the comment: JSON has none";
    const bool slash = text[at] == '/' || (at > 0 && text[at - 1] == '/');
    const std::size_t begin = slash && at > 0 && text[at - 1] == '/' ? at - 1 : at;
    if (text.substr(begin).starts_with("/*")) {
        const auto end = text.find("*/", begin + 2);
        return without(text, begin, end == std::string_view::npos ? text.size() : end + 2, words);
    }
    if (!text.substr(begin).starts_with("//") && text[begin] != '#')
        return std::nullopt;
    return without(text, begin, std::min(text.find_first_of("\r\n", begin), text.size()), words);
}

std::optional<SyntaxMend> mendAt(std::string_view text, std::size_t at)
{
    if (at >= text.size()) {
        const auto closing = unclosed(text);
        if (!closing || closing->empty())
            return std::nullopt;
        const auto end = text.find_last_not_of(space) + 1;
        std::string body(text.substr(0, end));
        if (body.ends_with(','))
            body.pop_back();
        return SyntaxMend{"close what is open: add " + *closing, body + "\n" + *closing + "\n"};
    }
    if (auto mended = withoutComment(text, at))
        return mended;
    const auto token = tokenStart(text, at);
    const auto last = token == 0 ? std::string_view::npos : text.find_last_not_of(space, token - 1);
    if (last == std::string_view::npos)
        return std::nullopt;
    const bool closes = text[token] == '}' || text[token] == ']';
    if (text[last] == ',' && (closes || text[token] == ','))
        return without(text, last, last + 1,
                       closes ? "remove the comma before it: JSON allows none after the last member"
                              : "remove one of the two commas");
    const bool valueBefore = std::string_view("\"}]").contains(text[last]) || std::isalnum(text[last]);
    if (valueBefore && std::string_view("\"{[").contains(text[token]))
        return SyntaxMend{"put a comma behind what stands before it",
                          std::string(text.substr(0, last + 1)) + "," + std::string(text.substr(last + 1))};
    return std::nullopt;
}

} // namespace

std::optional<SyntaxMend> mendSyntax(std::string_view text)
{
    const auto error = errorIn(text);
    if (!error)
        return std::nullopt;
    auto mended = mendAt(text, *error);
    if (!mended)
        return std::nullopt;
    // It is one only if the reader gets further than before, counted from what stands behind the change.
    const auto next = errorIn(mended->text);
    const auto rest = [](std::size_t size, std::size_t at) { return size - std::min(at, size); };
    if (next && *error < text.size() && rest(mended->text.size(), *next) >= rest(text.size(), *error))
        return std::nullopt;
    return mended;
}

} // namespace crossyard::rust
