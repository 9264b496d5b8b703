// SPDX-License-Identifier: MIT OR Apache-2.0
#include "cargo/version.h"

#include "base/strings.h"

#include <charconv>
#include <format>
#include <optional>

namespace crossyard::cargo {

namespace {

std::optional<std::uint64_t> number(std::string_view text)
{
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || error != std::errc() || end != text.data() + text.size() || (text.size() > 1 && text[0] == '0'))
        return std::nullopt;
    return value;
}

bool isWildcard(std::string_view part)
{
    return part == "*" || part == "x" || part == "X";
}

bool validIdentifiers(std::string_view text)
{
    for (const auto &part : split(text, '.')) {
        if (part.empty())
            return false;
        for (const char c : part) {
            if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-'))
                return false;
        }
    }
    return true;
}

// semver, item 11: numeric identifiers compare as numbers and come before the others; fewer come before more.
std::strong_ordering compareIdentifiers(std::string_view a, std::string_view b)
{
    const auto left = split(a, '.');
    const auto right = split(b, '.');
    for (std::size_t i = 0; i < std::min(left.size(), right.size()); ++i) {
        const auto x = number(left[i]);
        const auto y = number(right[i]);
        std::strong_ordering order = std::strong_ordering::equal;
        if (x && y)
            order = *x <=> *y;
        else if (x || y)
            order = x ? std::strong_ordering::less : std::strong_ordering::greater;
        else
            order = left[i] <=> right[i];
        if (order != std::strong_ordering::equal)
            return order;
    }
    return left.size() <=> right.size();
}

} // namespace

Result<Version> Version::parse(std::string_view text)
{
    const auto bad = [&] {
        return fail(ErrorCode::Parse, std::format("`{}` is not a version (MAJOR.MINOR.PATCH)", text));
    };
    Version version;
    std::string_view rest = trim(text);
    if (const auto plus = rest.find('+'); plus != std::string_view::npos) {
        version.build = rest.substr(plus + 1);
        rest = rest.substr(0, plus);
        if (!validIdentifiers(version.build))
            return bad();
    }
    if (const auto dash = rest.find('-'); dash != std::string_view::npos) {
        version.pre = rest.substr(dash + 1);
        rest = rest.substr(0, dash);
        if (!validIdentifiers(version.pre))
            return bad();
    }
    const auto parts = split(rest, '.');
    if (parts.size() != 3)
        return bad();
    const auto major = number(parts[0]);
    const auto minor = number(parts[1]);
    const auto patch = number(parts[2]);
    if (!major || !minor || !patch)
        return bad();
    version.major = *major;
    version.minor = *minor;
    version.patch = *patch;
    return version;
}

std::string Version::toString() const
{
    std::string text = std::format("{}.{}.{}", major, minor, patch);
    if (!pre.empty())
        text += "-" + pre;
    if (!build.empty())
        text += "+" + build;
    return text;
}

std::strong_ordering Version::operator<=>(const Version &other) const
{
    if (const auto order = major <=> other.major; order != 0)
        return order;
    if (const auto order = minor <=> other.minor; order != 0)
        return order;
    if (const auto order = patch <=> other.patch; order != 0)
        return order;
    if (pre.empty() != other.pre.empty())
        return pre.empty() ? std::strong_ordering::greater : std::strong_ordering::less;
    if (const auto order = compareIdentifiers(pre, other.pre); order != 0)
        return order;
    return compareIdentifiers(build, other.build);
}

Result<VersionReq::Comparator> VersionReq::parseComparator(std::string_view text)
{
    const auto bad = [&] { return fail(ErrorCode::Parse, std::format("`{}` is not a version requirement", text)); };
    Comparator comparator;
    std::string_view rest = trim(text);
    static constexpr std::pair<std::string_view, Op> ops[] = {
        {">=", Op::GreaterEq}, {"<=", Op::LessEq}, {">", Op::Greater}, {"<", Op::Less},
        {"=", Op::Exact},      {"~", Op::Tilde},   {"^", Op::Caret}};
    for (const auto &[sign, op] : ops) {
        if (rest.starts_with(sign)) {
            comparator.op = op;
            rest = trim(rest.substr(sign.size()));
            break;
        }
    }
    if (const auto plus = rest.find('+'); plus != std::string_view::npos)
        rest = rest.substr(0, plus);
    if (const auto dash = rest.find('-'); dash != std::string_view::npos) {
        comparator.version.pre = rest.substr(dash + 1);
        rest = rest.substr(0, dash);
        if (!validIdentifiers(comparator.version.pre))
            return bad();
    }
    const auto parts = split(rest, '.');
    if (parts.size() > 3)
        return bad();
    std::uint64_t *const fields[] = {&comparator.version.major, &comparator.version.minor, &comparator.version.patch};
    bool wildcard = false;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (isWildcard(parts[i])) {
            wildcard = true;
            continue;
        }
        const auto value = number(parts[i]);
        if (!value || wildcard)
            return bad();
        *fields[i] = *value;
        comparator.parts = static_cast<int>(i) + 1;
    }
    if (wildcard)
        comparator.op = comparator.op == Op::Caret ? Op::Wildcard : comparator.op;
    if (!comparator.version.pre.empty() && comparator.parts < 3)
        return bad();
    return comparator;
}

Result<VersionReq> VersionReq::parse(std::string_view text)
{
    VersionReq req;
    req.m_text = trim(text);
    if (isWildcard(req.m_text))
        return req;
    if (req.m_text.empty())
        return fail(ErrorCode::Parse, "an empty version requirement; write \"*\" for any version");
    for (const auto &part : split(req.m_text, ',')) {
        CY_TRY(Comparator comparator, parseComparator(part));
        req.m_comparators.push_back(std::move(comparator));
    }
    return req;
}

bool VersionReq::matches(const Comparator &c, const Version &v)
{
    const Version &w = c.version;
    const auto sameUpTo = [&](int parts) {
        return (parts < 1 || v.major == w.major) && (parts < 2 || v.minor == w.minor) &&
               (parts < 3 || v.patch == w.patch);
    };
    // Compares on the written parts alone; prereleases count when all three parts are written.
    const auto order = [&] {
        Version left{v.major, c.parts > 1 ? v.minor : 0, c.parts > 2 ? v.patch : 0, c.parts > 2 ? v.pre : "", ""};
        Version right{w.major, w.minor, w.patch, w.pre, ""};
        return left <=> right;
    };
    switch (c.op) {
    case Op::Exact:
        return sameUpTo(c.parts) && (c.parts < 3 || v.pre == w.pre);
    case Op::Wildcard:
        return sameUpTo(c.parts);
    case Op::Greater:
        return order() > 0;
    case Op::GreaterEq:
        return order() >= 0;
    case Op::Less:
        return order() < 0;
    case Op::LessEq:
        return order() <= 0;
    case Op::Tilde:
        return sameUpTo(std::min(c.parts, 2)) && (c.parts < 3 || order() >= 0);
    case Op::Caret:
        if (c.parts == 0)
            return true;
        if (v.major != w.major)
            return false;
        if (c.parts == 1)
            return true;
        if (w.major > 0)
            return order() >= 0;
        if (v.minor != w.minor)
            return false;
        if (c.parts == 2)
            return true;
        return w.minor > 0 ? order() >= 0 : v.patch == w.patch && order() >= 0;
    }
    return false;
}

bool VersionReq::matches(const Version &version) const
{
    for (const auto &comparator : m_comparators) {
        if (!matches(comparator, version))
            return false;
    }
    if (version.pre.empty())
        return true;
    for (const auto &c : m_comparators) {
        if (!c.version.pre.empty() && c.version.major == version.major && c.version.minor == version.minor &&
            c.version.patch == version.patch)
            return true;
    }
    return false;
}

bool sameCompatRange(const Version &a, const Version &b)
{
    if (a.major != b.major)
        return false;
    if (a.major > 0)
        return true;
    if (a.minor != b.minor)
        return false;
    return a.minor > 0 || a.patch == b.patch;
}

} // namespace crossyard::cargo
