// SPDX-License-Identifier: MIT OR Apache-2.0
// A recursive descent parser for cfg expressions. The grammar is cargo's: only the space separates, strings know no
// escapes, and `all`, `any` and `not` are operators unless they are written raw.
#include "cargo/cfg.h"

#include <algorithm>
#include <format>

namespace crossyard::cargo {

namespace {

// Far deeper than anybody writes; a hostile file must not overflow the stack.
constexpr int maxDepth = 200;

bool startsName(char c)
{
    return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool continuesName(char c)
{
    return startsName(c) || (c >= '0' && c <= '9');
}

struct Token {
    enum class Kind { Open, Close, Comma, Equals, Name, String, End };
    Kind kind = Kind::End;
    std::string_view text = {};
    bool raw = false;
    std::size_t at = 0;
};

std::string_view described(Token::Kind kind)
{
    switch (kind) {
    case Token::Kind::Open:
        return "`(`";
    case Token::Kind::Close:
        return "`)`";
    case Token::Kind::Comma:
        return "`,`";
    case Token::Kind::Equals:
        return "`=`";
    case Token::Kind::Name:
        return "a name";
    case Token::Kind::String:
        return "a string in double quotes";
    case Token::Kind::End:
        break;
    }
    return "the end";
}

/// The whole UTF-8 character that begins at an offset.
std::string_view characterAt(std::string_view text, std::size_t at)
{
    std::size_t length = 1;
    while (at + length < text.size() && (static_cast<unsigned char>(text[at + length]) & 0xC0) == 0x80)
        ++length;
    return text.substr(at, length);
}

} // namespace

class CfgParser {
public:
    explicit CfgParser(std::string_view text) : m_text(text) {}

    Result<CfgExpr> whole()
    {
        CY_CHECK(advance());
        CY_TRY(CfgExpr expression, parsed(0));
        if (m_token.kind != Token::Kind::End)
            return wrong(
                std::format("nothing more was expected after the expression, found `{}`", m_text.substr(m_token.at)));
        return expression;
    }

    /// A single `name` or `name="value"`: a line of `rustc --print cfg`.
    Result<Cfg> single()
    {
        CY_CHECK(advance());
        CY_TRY(CfgExpr expression, nameOrValue());
        if (m_token.kind != Token::Kind::End)
            return wrong("nothing more was expected");
        if (expression.kind() == CfgExpr::Kind::Value)
            return Cfg{expression.name(), expression.value()};
        return Cfg{expression.name()};
    }

private:
    std::unexpected<Error> wrong(std::string_view what) const
    {
        return fail(ErrorCode::Parse, std::format("`{}` is not a cfg expression: {} (at character {})", m_text, what,
                                                  std::min(m_token.at, m_text.size()) + 1));
    }

    std::unexpected<Error> expected(std::string_view what) const
    {
        const bool ended = m_token.kind == Token::Kind::End;
        return wrong(ended ? std::format("{} was expected, but it ends here", what)
                           : std::format("{} was expected, found {}", what, described(m_token.kind)));
    }

    Result<void> take(Token::Kind kind)
    {
        if (m_token.kind != kind)
            return expected(described(kind));
        return advance();
    }

    /// Reads the next token into m_token.
    Result<void> advance()
    {
        while (m_next < m_text.size() && m_text[m_next] == ' ')
            ++m_next;
        m_token = Token{.at = m_next};
        if (m_next == m_text.size())
            return {};
        const char c = m_text[m_next];
        if (const auto sign = std::string_view("(),=").find(c); sign != std::string_view::npos) {
            constexpr Token::Kind kinds[] = {Token::Kind::Open, Token::Kind::Close, Token::Kind::Comma,
                                             Token::Kind::Equals};
            m_token.kind = kinds[sign];
            m_token.text = m_text.substr(m_next++, 1);
            return {};
        }
        if (c == '"') {
            const auto end = m_text.find('"', m_next + 1);
            if (end == std::string_view::npos)
                return wrong("the string is not closed");
            m_token.kind = Token::Kind::String;
            m_token.text = m_text.substr(m_next + 1, end - m_next - 1);
            m_next = end + 1;
            return {};
        }
        return name();
    }

    Result<void> name()
    {
        if (m_text.substr(m_next).starts_with("r#")) {
            m_token.raw = true;
            m_next += 2;
        }
        if (m_next == m_text.size())
            return wrong("a name was expected after `r#`");
        if (!startsName(m_text[m_next])) {
            m_token.at = m_next;
            return wrong(std::format("unexpected character `{}`", characterAt(m_text, m_next)));
        }
        const auto begin = m_next;
        while (m_next < m_text.size() && continuesName(m_text[m_next]))
            ++m_next;
        m_token.kind = Token::Kind::Name;
        m_token.text = m_text.substr(begin, m_next - begin);
        return {};
    }

    bool atOperator(std::string_view word) const
    {
        return m_token.kind == Token::Kind::Name && !m_token.raw && m_token.text == word;
    }

    Result<CfgExpr> parsed(int depth)
    {
        if (depth > maxDepth)
            return wrong(std::format("it is nested more than {} levels deep", maxDepth));
        if (atOperator("all"))
            return list(CfgExpr::Kind::All, depth);
        if (atOperator("any"))
            return list(CfgExpr::Kind::Any, depth);
        if (atOperator("not")) {
            CfgExpr expression;
            expression.m_kind = CfgExpr::Kind::Not;
            CY_CHECK(advance());
            CY_CHECK(take(Token::Kind::Open));
            CY_TRY(CfgExpr part, parsed(depth + 1));
            expression.m_parts.push_back(std::move(part));
            CY_CHECK(take(Token::Kind::Close));
            return expression;
        }
        CY_TRY(CfgExpr expression, nameOrValue());
        // Cargo gives `r#true` the meaning of `true` as well.
        if (expression.m_kind == CfgExpr::Kind::Name && expression.m_name == "true")
            expression.m_kind = CfgExpr::Kind::True;
        else if (expression.m_kind == CfgExpr::Kind::Name && expression.m_name == "false")
            expression.m_kind = CfgExpr::Kind::False;
        return expression;
    }

    Result<CfgExpr> list(CfgExpr::Kind kind, int depth)
    {
        CfgExpr expression;
        expression.m_kind = kind;
        CY_CHECK(advance());
        CY_CHECK(take(Token::Kind::Open));
        while (m_token.kind != Token::Kind::Close) {
            CY_TRY(CfgExpr part, parsed(depth + 1));
            expression.m_parts.push_back(std::move(part));
            if (m_token.kind != Token::Kind::Comma)
                break;
            CY_CHECK(advance());
        }
        CY_CHECK(take(Token::Kind::Close));
        return expression;
    }

    Result<CfgExpr> nameOrValue()
    {
        if (m_token.kind != Token::Kind::Name)
            return expected("a name");
        CfgExpr expression;
        expression.m_kind = CfgExpr::Kind::Name;
        expression.m_name = m_token.text;
        expression.m_raw = m_token.raw;
        CY_CHECK(advance());
        if (m_token.kind != Token::Kind::Equals)
            return expression;
        CY_CHECK(advance());
        if (m_token.kind != Token::Kind::String)
            return expected("a string in double quotes");
        expression.m_kind = CfgExpr::Kind::Value;
        expression.m_value = m_token.text;
        CY_CHECK(advance());
        return expression;
    }

    std::string_view m_text;
    std::size_t m_next = 0;
    Token m_token = {};
};

Result<CfgExpr> CfgExpr::parse(std::string_view text)
{
    return CfgParser(text).whole();
}

bool CfgExpr::matches(const CfgSet &cfgs) const
{
    const auto holds = [&](const CfgExpr &part) { return part.matches(cfgs); };
    switch (m_kind) {
    case Kind::All:
        return std::ranges::all_of(m_parts, holds);
    case Kind::Any:
        return std::ranges::any_of(m_parts, holds);
    case Kind::Not:
        return !holds(m_parts.front());
    case Kind::Name:
        return cfgs.has(m_name);
    case Kind::Value:
        return cfgs.has(m_name, m_value);
    case Kind::True:
        return true;
    case Kind::False:
        break;
    }
    return false;
}

std::string CfgExpr::toString() const
{
    const auto called = [&](std::string_view word) {
        std::string text = std::string(word) + "(";
        for (const auto &part : m_parts)
            text += (&part == &m_parts.front() ? "" : ", ") + part.toString();
        return text + ")";
    };
    switch (m_kind) {
    case Kind::All:
        return called("all");
    case Kind::Any:
        return called("any");
    case Kind::Not:
        return called("not");
    case Kind::Name:
        return (m_raw ? "r#" : "") + m_name;
    case Kind::Value:
        return std::format("{}{} = \"{}\"", m_raw ? "r#" : "", m_name, m_value);
    case Kind::True:
        return "true";
    case Kind::False:
        break;
    }
    return "false";
}

bool CfgExpr::operator==(const CfgExpr &other) const
{
    const bool named = m_kind == Kind::Name || m_kind == Kind::Value;
    return m_kind == other.m_kind && (!named || (m_name == other.m_name && m_value == other.m_value)) &&
           m_parts == other.m_parts;
}

CfgSet CfgSet::fromLines(const std::vector<std::string> &lines)
{
    CfgSet set;
    for (const auto &line : lines) {
        auto cfg = CfgParser(line).single();
        if (cfg && !(cfg->name == "proc_macro" && !cfg->value))
            set.m_cfgs.push_back(std::move(*cfg));
    }
    return set;
}

bool CfgSet::has(std::string_view name) const
{
    return std::ranges::any_of(m_cfgs, [&](const Cfg &cfg) { return cfg.name == name && !cfg.value; });
}

bool CfgSet::has(std::string_view name, std::string_view value) const
{
    return std::ranges::any_of(m_cfgs, [&](const Cfg &cfg) { return cfg.name == name && cfg.value == value; });
}

std::vector<std::string> CfgSet::values(std::string_view name) const
{
    std::vector<std::string> found;
    for (const auto &cfg : m_cfgs) {
        if (cfg.name == name && cfg.value)
            found.push_back(*cfg.value);
    }
    return found;
}

std::string Platform::toString() const
{
    if (const auto *expression = std::get_if<CfgExpr>(&key))
        return "cfg(" + expression->toString() + ")";
    return std::get<std::string>(key);
}

Result<Platform> parsePlatform(std::string_view key)
{
    constexpr std::string_view opening = "cfg(";
    if (key.starts_with(opening) && key.ends_with(')')) {
        CY_TRY(CfgExpr expression, CfgExpr::parse(key.substr(opening.size(), key.size() - opening.size() - 1)));
        return Platform{std::move(expression)};
    }
    // Letters beyond ASCII are fine: the name may be the stem of a spec file.
    const auto good = [](char c) { return continuesName(c) || c == '-' || c == '.' || (c & 0x80) != 0; };
    const auto bad = std::ranges::find_if_not(key, good);
    if (bad == key.end())
        return Platform{std::string(key)};
    Error error{ErrorCode::Parse, std::format("`{}` is not a target: a target's name has no `{}`", key,
                                              characterAt(key, static_cast<std::size_t>(bad - key.begin())))};
    if (key.contains('('))
        error.hint = "a cfg expression is written cfg(...), with nothing before or after it";
    return fail(std::move(error));
}

bool matches(const Platform &platform, const std::string &tripleName, const CfgSet &cfgs)
{
    if (const auto *expression = std::get_if<CfgExpr>(&platform.key))
        return expression->matches(cfgs);
    return std::get<std::string>(platform.key) == tripleName;
}

namespace {

void collectMeaningless(const CfgExpr &expression, std::vector<std::string> &found)
{
    const auto &name = expression.name();
    if (expression.kind() == CfgExpr::Kind::Name &&
        (name == "test" || name == "debug_assertions" || name == "proc_macro"))
        found.push_back(expression.toString());
    if (expression.kind() == CfgExpr::Kind::Value && name == "feature")
        found.push_back(expression.toString());
    for (const auto &part : expression.parts())
        collectMeaningless(part, found);
}

} // namespace

std::vector<std::string> meaninglessParts(const Platform &platform)
{
    std::vector<std::string> found;
    if (const auto *expression = std::get_if<CfgExpr>(&platform.key))
        collectMeaningless(*expression, found);
    return found;
}

} // namespace crossyard::cargo
