// SPDX-License-Identifier: MIT OR Apache-2.0
#include "text/json_members.h"

#include "base/strings.h"
#include "text/json.h"
#include "text/toml_edit.h"

#include <algorithm>
#include <format>

namespace crossyard::text {

namespace {

struct Member {
    std::string key;
    std::size_t begin = 0; // of the key
    Span value;
};

// Reads the outermost object of a text that is known to be one.
class MemberScanner {
public:
    explicit MemberScanner(std::string_view text) : m_text(text) {}

    std::vector<Member> scan()
    {
        std::vector<Member> members;
        m_at = m_text.find('{') + 1;
        for (skip(" \t\r\n,"); m_text[m_at] == '"'; skip(" \t\r\n,")) {
            Member member{.key = {}, .begin = m_at, .value = {}};
            skipString();
            member.key = nlohmann::json::parse(m_text.substr(member.begin, m_at - member.begin)).get<std::string>();
            skip(" \t\r\n:");
            member.value.begin = m_at;
            skipValue();
            member.value.end = m_at;
            members.push_back(std::move(member));
        }
        close = m_at;
        return members;
    }

    std::size_t close = 0; // the object's last brace

private:
    void skip(std::string_view what) { m_at = std::min(m_text.find_first_not_of(what, m_at), m_text.size() - 1); }

    void skipString()
    {
        for (++m_at; m_text[m_at] != '"'; ++m_at)
            m_at += m_text[m_at] == '\\';
        ++m_at;
    }

    void skipValue()
    {
        int depth = 0;
        while (m_at < m_text.size()) {
            const char c = m_text[m_at];
            if (c == '"') {
                skipString();
                continue;
            }
            if (depth == 0 && (c == ',' || c == '}')) {
                while (std::string_view(" \t\r\n").contains(m_text[m_at - 1]))
                    --m_at;
                return;
            }
            depth += (c == '{' || c == '[') - (c == '}' || c == ']');
            ++m_at;
        }
    }

    std::string_view m_text;
    std::size_t m_at = 0;
};

std::string indentAt(std::string_view text, std::size_t offset)
{
    const auto line = text.substr(lineStart(text, offset));
    return std::string(line.substr(0, line.find_first_not_of(" \t")));
}

} // namespace

Result<std::string> setJsonMembers(std::string_view content, const JsonMembers &members,
                                   const std::filesystem::path &file)
{
    const std::string text(trim(content).empty() ? "{\n}\n" : content);
    CY_TRY(auto expected, parseJson(text, file));
    if (!expected.is_object())
        return fail(
            Error{ErrorCode::BadInput, std::format("this is {}, not an object", expected.type_name())}.withPlace(
                {file, 1, 1}));
    MemberScanner scanner(text);
    const auto there = scanner.scan();
    const std::string newline = text.contains("\r\n") ? "\r\n" : "\n";
    const bool lines = there.empty() || lineStart(text, there.back().begin) > text.find('{');
    const std::string indent = there.empty() ? "    " : indentAt(text, there.back().begin);
    Patches patches;
    std::string added;
    for (const auto &[key, value] : members) {
        expected[key] = value;
        if (const auto it = std::ranges::find(there, key, &Member::key); it != there.end()) {
            patches.push_back({it->value, value.dump()});
            continue;
        }
        added += there.empty() && added.empty() ? "" : ",";
        added += (lines ? newline + indent : " ") + nlohmann::ordered_json(key).dump() + ": " + value.dump();
    }
    if (!added.empty()) {
        const std::size_t behind = there.empty() ? text.find('{') + 1 : there.back().value.end;
        const bool closesAlone = text.substr(behind, scanner.close - behind).contains('\n');
        patches.push_back({{behind, behind}, added + (lines && !closesAlone ? newline : "")});
    }
    std::string out = patched(text, std::move(patches));
    const auto reparsed = parseJson(out, file);
    if (!reparsed || *reparsed != expected)
        return fail(Error{ErrorCode::Unsupported, "the settings cannot be changed without changing more of the file"}
                        .withPlace({file, 1, 1})
                        .withHint("a key may be there twice; put the settings in by hand"));
    return out;
}

} // namespace crossyard::text
