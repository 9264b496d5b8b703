// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rust/toolchain_name.h"

#include "base/strings.h"

#include <algorithm>
#include <format>

namespace crossyard::rust {

namespace {

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isNumber(std::string_view text)
{
    return !text.empty() && text.size() <= 4 && std::ranges::all_of(text, isDigit);
}

// "1.85" or "1.85.0"
bool isVersion(std::string_view text)
{
    const auto parts = split(text, '.');
    return (parts.size() == 2 || parts.size() == 3) &&
           std::ranges::all_of(parts, [](const std::string &part) { return isNumber(part); });
}

// "2026-01-31", which is what the text begins with
bool beginsWithDate(std::string_view text)
{
    constexpr std::string_view form = "0000-00-00";
    if (text.size() < form.size() || (text.size() > form.size() && text[form.size()] != '-'))
        return false;
    for (std::size_t i = 0; i < form.size(); ++i) {
        if (form[i] == '-' ? text[i] != '-' : !isDigit(text[i]))
            return false;
    }
    return true;
}

// Takes what stands before the next "-" away from the text.
std::string take(std::string_view &text)
{
    const auto dash = text.find('-');
    std::string word(text.substr(0, dash));
    text = dash == std::string_view::npos ? std::string_view() : text.substr(dash + 1);
    return word;
}

bool looksLikeTriple(std::string_view text)
{
    const auto allowed = [](char c) {
        return isDigit(c) || (c >= 'a' && c <= 'z') || c == '-' || c == '_' || c == '.';
    };
    return std::ranges::count(text, '-') >= 2 && !isDigit(text.front()) && std::ranges::all_of(text, allowed);
}

std::unexpected<Error> wrong(std::string_view text, std::string hint)
{
    return fail(Error{ErrorCode::BadInput, std::format("`{}` is no toolchain that rustup can install", text)}.withHint(
        std::move(hint)));
}

} // namespace

std::string ToolchainName::text() const
{
    return channel + (date.empty() ? "" : "-" + date) + (host.empty() ? "" : "-" + host);
}

Result<ToolchainName> parseToolchainName(std::string_view text)
{
    std::string_view rest = trim(text);
    if (rest.starts_with('+'))
        rest.remove_prefix(1);
    constexpr const char *forms = "a name is stable, beta, nightly or a version like 1.85, and may go on with a date "
                                  "(nightly-2026-01-31) and a host triple";
    ToolchainName name;
    const std::string_view whole = rest;
    name.channel = take(rest);
    const bool named = name.channel == "stable" || name.channel == "beta" || name.channel == "nightly";
    if (!named && !isVersion(name.channel)) {
        const auto meant = closest(name.channel, {"stable", "beta", "nightly"});
        return wrong(text, meant ? std::format("did you mean `{}`?", *meant) : forms);
    }
    if (!named && rest.starts_with("beta") && (rest.size() == 4 || rest[4] == '.' || rest[4] == '-'))
        name.channel += "-" + take(rest);
    if (beginsWithDate(rest)) {
        name.date = std::string(rest.substr(0, 10));
        rest = rest.size() > 11 ? rest.substr(11) : std::string_view();
    }
    if (!rest.empty() && !looksLikeTriple(rest))
        return wrong(text, std::format("`{}` is neither a date nor a whole host triple like {}; {}", rest,
                                       "x86_64-unknown-linux-musl", forms));
    name.host = std::string(rest);
    if (name.text() != whole)
        return wrong(text, forms);
    return name;
}

} // namespace crossyard::rust
