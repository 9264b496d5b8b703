// SPDX-License-Identifier: MIT OR Apache-2.0
// Edits of a TOML text: the first bytes choose what is edited and how, the rest is the text.
#include "fuzz/fuzz.h"
#include "text/toml_document.h"

using namespace crossyard;
using text::TomlDocument;
using text::TomlPath;

namespace {

// Down from the root by choice, and a step beyond it now and then.
TomlPath choosePath(const TomlDocument &document, fuzz::Choices &choices)
{
    TomlPath path;
    const toml::node *node = &document.table();
    for (int depth = 0; depth < 6; ++depth) {
        if (const auto *table = node->as_table()) {
            const auto at = choices.next(static_cast<unsigned>(table->size()) + 1);
            if (at == table->size()) {
                path.emplace_back("new key");
                return path;
            }
            const auto it = std::next(table->begin(), at);
            path.emplace_back(std::string(it->first.str()));
            node = &it->second;
        } else if (const auto *array = node->as_array()) {
            const auto at = choices.next(static_cast<unsigned>(array->size()) + 1);
            path.emplace_back(static_cast<int>(at));
            if (at == array->size())
                return path;
            node = array->get(at);
        } else {
            return path;
        }
        if (choices.next(3) == 0)
            return path;
    }
    return path;
}

text::TomlValue chooseValue(fuzz::Choices &choices)
{
    switch (choices.next(5)) {
    case 0:
        return "text with \"quotes\" and \n a line";
    case 1:
        return 42;
    case 2:
        return true;
    case 3:
        return text::TomlStrings{"a", "b \\"};
    default:
        return text::TomlMembers{{"path", "../x"}, {"a b", 1}};
    }
}

Result<TomlDocument> edit(const TomlDocument &document, fuzz::Choices &choices)
{
    const auto kind = choices.next(6);
    const auto path = choosePath(document, choices);
    switch (kind) {
    case 0:
        return document.set(path, chooseValue(choices));
    case 1:
        return document.addTable(path);
    case 2:
        return document.remove(path);
    case 3:
        return document.appendToArray(path, chooseValue(choices));
    case 4:
        return document.removeFromArray(path, chooseValue(choices));
    default:
        return document.renameKey(path, "renamed");
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    constexpr std::size_t chosen = 48;
    const auto bytes = fuzz::textOf(data, size);
    if (bytes.size() < chosen)
        return 0;
    auto document = TomlDocument::parse(std::string(bytes.substr(chosen)), "a.toml");
    if (!document)
        return 0;
    fuzz::require(document->bytes() == bytes.substr(chosen), "reading changes nothing");
    fuzz::Choices choices(bytes.substr(0, chosen));
    for (int i = 0; i < 4; ++i) {
        const auto after = edit(*document, choices);
        if (!after)
            continue;
        const auto again = TomlDocument::parse(after->bytes(), "a.toml");
        fuzz::require(again.has_value(), "what an edit leaves can be read");
        fuzz::require(again->table() == after->table(), "and means what the edit says");
        document = after;
    }
    return 0;
}
