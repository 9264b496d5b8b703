// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rust/target_spec.h"

#include "base/paths.h"
#include "base/strings.h"
#include "text/json.h"

#include <algorithm>
#include <charconv>
#include <format>

namespace crossyard::rust {

using nlohmann::ordered_json;

namespace {

// No spec nests deeper than a handful of levels; a file that does is not one.
constexpr int maxDepth = 64;

// Walks a text that is known to be valid JSON and notes where everything stands.
class Walker {
public:
    explicit Walker(std::string_view text) : m_text(text)
    {
        if (text.starts_with("\xEF\xBB\xBF"))
            m_at = 3;
    }

    SpecNode value(int depth = 0)
    {
        skipSpace();
        SpecNode node;
        node.begin = m_at;
        const char first = peek();
        if (depth > maxDepth) {
            m_tooDeep = true;
            m_at = m_text.size();
        } else if (first == '{' || first == '[') {
            ++m_at;
            skipSpace();
            while (m_at < m_text.size() && peek() != '}' && peek() != ']') {
                node.children.push_back(first == '{' ? member(depth + 1) : value(depth + 1));
                skipSpace();
                if (peek() == ',') {
                    ++m_at;
                    skipSpace();
                }
            }
            ++m_at;
        } else if (first == '"') {
            skipString();
        } else {
            while (m_at < m_text.size() && !std::string_view(",]} \t\r\n").contains(peek()))
                ++m_at;
        }
        node.end = std::min(m_at, m_text.size());
        return node;
    }

    bool tooDeep() const { return m_tooDeep; }

private:
    char peek() const { return m_at < m_text.size() ? m_text[m_at] : '\0'; }
    void skipSpace()
    {
        while (m_at < m_text.size() && std::string_view(" \t\r\n").contains(m_text[m_at]))
            ++m_at;
    }
    void skipString()
    {
        for (++m_at; m_at < m_text.size() && m_text[m_at] != '"'; ++m_at)
            if (m_text[m_at] == '\\')
                ++m_at;
        ++m_at;
    }
    SpecNode member(int depth)
    {
        const auto keyBegin = m_at;
        skipString();
        const auto keyEnd = m_at;
        skipSpace();
        ++m_at; // the colon
        auto node = value(depth);
        node.keyBegin = keyBegin;
        node.keyEnd = keyEnd;
        node.key = ordered_json::parse(m_text.substr(keyBegin, keyEnd - keyBegin)).get<std::string>();
        return node;
    }

    std::string_view m_text;
    std::size_t m_at = 0;
    bool m_tooDeep = false;
};

std::optional<std::size_t> indexIn(const std::string &word, std::size_t count)
{
    std::size_t index = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), index);
    if (error != std::errc() || end != word.data() + word.size() || index >= count)
        return std::nullopt;
    return index;
}

bool isObject(const SpecNode &node, std::string_view text)
{
    return node.begin < text.size() && text[node.begin] == '{';
}

const SpecNode *childOf(const SpecNode &node, std::string_view text, const std::string &step)
{
    if (!isObject(node, text)) {
        const auto index = indexIn(step, node.children.size());
        return index ? &node.children[*index] : nullptr;
    }
    const auto found =
        std::find_if(node.children.rbegin(), node.children.rend(), [&](const SpecNode &c) { return c.key == step; });
    return found == node.children.rend() ? nullptr : &*found;
}

std::size_t startOf(const SpecNode &node)
{
    return node.keyEnd > 0 ? node.keyBegin : node.begin;
}

// Takes children of a node out of the text, with the comma and the space that belonged to each.
std::string withoutChildren(std::string text, const SpecNode &parent, const std::vector<std::size_t> &indexes)
{
    std::vector<bool> gone(parent.children.size());
    for (const auto i : indexes)
        gone[i] = true;
    std::string result = text.substr(0, parent.begin);
    std::vector<std::string> kept;
    // The text between two members goes with the later one, so that each keeps its own line and indentation.
    std::string body;
    bool any = false;
    for (std::size_t i = 0; i < parent.children.size(); ++i) {
        if (gone[i])
            continue;
        const auto &child = parent.children[i];
        if (!any)
            body += text.substr(parent.begin, startOf(parent.children.front()) - parent.begin);
        else
            body += text.substr(parent.children[i - 1].end, startOf(child) - parent.children[i - 1].end);
        body += text.substr(startOf(child), child.end - startOf(child));
        any = true;
    }
    if (!any)
        body = text.substr(parent.begin, 1);
    const auto tail = parent.children.empty() ? parent.begin + 1 : parent.children.back().end;
    return result + body + text.substr(tail);
}

// Adds a member or an item, as text, after the last one and set apart like its neighbours.
std::string withLast(std::string text, const SpecNode &parent, const std::string &added)
{
    if (parent.children.empty()) {
        const bool object = isObject(parent, text);
        text.replace(parent.begin, parent.end - parent.begin, (object ? "{" : "[") + added + (object ? "}" : "]"));
        return text;
    }
    const auto &last = parent.children.back();
    std::string before = text.substr(parent.begin + 1, startOf(parent.children.front()) - parent.begin - 1);
    if (parent.children.size() > 1) {
        const auto &other = parent.children[parent.children.size() - 2];
        const auto gap = text.substr(other.end, startOf(last) - other.end);
        before = gap.substr(gap.find(',') + 1);
    } else if (before.find('\n') == std::string::npos) {
        before = " ";
    }
    // An empty line before the last member is no part of how members are set apart.
    if (const auto newline = before.rfind('\n'); newline != std::string::npos)
        before = before.substr(newline > 0 && before[newline - 1] == '\r' ? newline - 1 : newline);
    text.insert(last.end, "," + before + added);
    return text;
}

std::string withMember(std::string text, const SpecNode &parent, const std::string &key, const ordered_json &value)
{
    std::string colon = ": ";
    if (!parent.children.empty()) {
        // Spaces around the colon, without what lines columns up.
        const auto &last = parent.children.back();
        const auto between = text.substr(last.keyEnd, last.begin - last.keyEnd);
        if (between == ":" || between == " : ")
            colon = between;
    }
    return withLast(std::move(text), parent, ordered_json(key).dump() + colon + oneLineJson(value));
}

// The same change on the value, to hold the patched text against.
void changeValue(ordered_json &root, const SpecChange &change)
{
    ordered_json *parent = &root;
    for (std::size_t i = 0; i + 1 < change.path.size(); ++i) {
        if (parent->is_array()) {
            const auto index = indexIn(change.path[i], parent->size());
            if (!index)
                return;
            parent = &(*parent)[*index];
        } else if (parent->is_object() && parent->contains(change.path[i])) {
            parent = &(*parent)[change.path[i]];
        } else {
            return;
        }
    }
    const auto &last = change.path.back();
    if (parent->is_array()) {
        const auto index = indexIn(last, parent->size());
        if (index && change.kind == SpecChange::Kind::Set)
            (*parent)[*index] = change.value;
        else if (change.kind == SpecChange::Kind::Set && last == std::to_string(parent->size()))
            parent->push_back(change.value);
        else if (index && change.kind == SpecChange::Kind::Remove)
            parent->erase(*index);
        return;
    }
    if (!parent->is_object())
        return;
    switch (change.kind) {
    case SpecChange::Kind::Set:
        (*parent)[last] = change.value;
        break;
    case SpecChange::Kind::Remove:
        parent->erase(last);
        break;
    case SpecChange::Kind::Rename:
        if (parent->contains(last)) {
            (*parent)[change.value.get<std::string>()] = (*parent)[last];
            parent->erase(last);
        }
        break;
    case SpecChange::Kind::RemoveEarlier:
        break;
    }
}

} // namespace

std::string shownPath(const SpecPath &path)
{
    return join(path, ".");
}

SpecChange setKey(SpecPath path, ordered_json value)
{
    return {SpecChange::Kind::Set, std::move(path), std::move(value)};
}

SpecChange removeKey(SpecPath path)
{
    return {SpecChange::Kind::Remove, std::move(path), nullptr};
}

SpecChange renameKey(SpecPath path, std::string name)
{
    return {SpecChange::Kind::Rename, std::move(path), std::move(name)};
}

std::string oneLineJson(const ordered_json &value)
{
    std::string text;
    if (value.is_object()) {
        for (const auto &[key, item] : value.items())
            text += (text.empty() ? "" : ", ") + ordered_json(key).dump() + ": " + oneLineJson(item);
        return "{" + text + "}";
    }
    if (value.is_array()) {
        for (const auto &item : value)
            text += (text.empty() ? "" : ", ") + oneLineJson(item);
        return "[" + text + "]";
    }
    return value.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

std::string described(const SpecChange &change)
{
    const auto path = shownPath(change.path);
    switch (change.kind) {
    case SpecChange::Kind::Set:
        return std::format("set `{}` to {}", path, oneLineJson(change.value));
    case SpecChange::Kind::Remove:
        return std::format("remove `{}`", path);
    case SpecChange::Kind::Rename:
        return std::format("rename `{}` to `{}`", path, change.value.get<std::string>());
    case SpecChange::Kind::RemoveEarlier:
        break;
    }
    return std::format("keep only the last `{}`", path);
}

Result<SpecDocument> SpecDocument::parse(std::string text, const std::filesystem::path &file)
{
    SpecDocument document;
    CY_TRY(document.m_value, text::parseJson(text, file));
    Walker walker(text);
    document.m_root = walker.value();
    document.m_text = std::move(text);
    document.m_file = file;
    if (walker.tooDeep())
        return fail(
            Error{ErrorCode::Parse, std::format("{} is nested too deeply to be a target spec", toUtf8(file.filename()))}
                .withPlace({file}));
    if (!document.m_value.is_object())
        return fail(Error{ErrorCode::Parse, std::format("a target spec is a JSON object, not {}",
                                                        document.m_value.is_array() ? "an array" : "a single value")}
                        .withPlace(document.placeOf(document.m_root.begin)));
    return document;
}

const SpecNode *SpecDocument::find(const SpecPath &path) const
{
    const SpecNode *node = &m_root;
    for (const auto &step : path)
        if (!(node = childOf(*node, m_text, step)))
            return nullptr;
    return node;
}

const ordered_json *SpecDocument::at(const SpecPath &path) const
{
    const ordered_json *value = &m_value;
    for (const auto &step : path) {
        if (value->is_object() && value->contains(step))
            value = &value->at(step);
        else if (const auto index = value->is_array() ? indexIn(step, value->size()) : std::nullopt)
            value = &(*value)[*index];
        else
            return nullptr;
    }
    return value;
}

std::string SpecDocument::stringAt(const std::string &key, std::string fallback) const
{
    const auto *value = at({key});
    return value && value->is_string() ? value->get<std::string>() : std::move(fallback);
}

Place SpecDocument::placeOf(std::size_t offset) const
{
    return text::placeOfOffset(m_text, offset, m_file);
}

Place SpecDocument::placeOfKey(const SpecPath &path) const
{
    for (SpecPath rest = path; !rest.empty(); rest.pop_back())
        if (const auto *node = find(rest))
            return placeOf(node->keyEnd > 0 ? node->keyBegin : node->begin);
    return placeOf(m_root.begin);
}

Place SpecDocument::placeOfValue(const SpecPath &path) const
{
    const auto *node = find(path);
    return node ? placeOf(node->begin) : placeOfKey(path);
}

Result<SpecDocument> SpecDocument::with(const SpecChange &change) const
{
    const auto refuse = [&] {
        return fail(
            Error{ErrorCode::BadInput, std::format("cannot {}", described(change))}.withPlace(placeOfKey(change.path)));
    };
    if (change.path.empty())
        return refuse();
    const auto *parent = find(SpecPath(change.path.begin(), change.path.end() - 1));
    if (!parent)
        return refuse();
    const auto *node = find(change.path);
    const bool inObject = isObject(*parent, m_text);
    std::string text = m_text;
    std::vector<std::size_t> same;
    for (std::size_t i = 0; i < parent->children.size(); ++i)
        if (inObject ? parent->children[i].key == change.path.back() : &parent->children[i] == node)
            same.push_back(i);
    const bool behindLast = !inObject && change.path.back() == std::to_string(parent->children.size()) &&
                            at(SpecPath(change.path.begin(), change.path.end() - 1))->is_array();
    if (same.empty() && (change.kind != SpecChange::Kind::Set || (!inObject && !behindLast)))
        return refuse();
    switch (change.kind) {
    case SpecChange::Kind::Set:
        if (node)
            text.replace(node->begin, node->end - node->begin, oneLineJson(change.value));
        else if (inObject)
            text = withMember(std::move(text), *parent, change.path.back(), change.value);
        else
            text = withLast(std::move(text), *parent, oneLineJson(change.value));
        break;
    case SpecChange::Kind::Remove:
        text = withoutChildren(std::move(text), *parent, same);
        break;
    case SpecChange::Kind::Rename:
        if (!inObject || same.size() != 1 || find({change.value.get<std::string>()}))
            return refuse();
        text.replace(node->keyBegin, node->keyEnd - node->keyBegin, change.value.dump());
        break;
    case SpecChange::Kind::RemoveEarlier:
        same.pop_back();
        text = withoutChildren(std::move(text), *parent, same);
        break;
    }
    ordered_json wanted = m_value;
    changeValue(wanted, change);
    CY_TRY(auto changed, parse(std::move(text), m_file));
    // Compared without the order of keys: a renamed key keeps its place in the text.
    if (nlohmann::json(changed.m_value) != nlohmann::json(wanted))
        return refuse();
    return changed;
}

} // namespace crossyard::rust
