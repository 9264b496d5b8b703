// SPDX-License-Identifier: MIT OR Apache-2.0
// A target spec, and edits of it: the first bytes choose what is edited and how, the rest is the text.
#include "fuzz/fuzz.h"
#include "rust/target_spec.h"

using namespace crossyard;

namespace {

rust::SpecPath choosePath(const rust::SpecDocument &document, fuzz::Choices &choices)
{
    rust::SpecPath path;
    const auto *node = &document.root();
    for (int depth = 0; depth < 5 && !node->children.empty(); ++depth) {
        const auto at = choices.next(static_cast<unsigned>(node->children.size()) + 1);
        if (at == node->children.size()) {
            path.emplace_back("new key");
            return path;
        }
        const auto &child = node->children[at];
        path.push_back(child.key.empty() ? std::to_string(at) : child.key);
        node = &child;
        if (choices.next(2) == 0)
            break;
    }
    return path;
}

rust::SpecChange chooseChange(const rust::SpecDocument &document, fuzz::Choices &choices)
{
    const auto kind = choices.next(4);
    auto path = choosePath(document, choices);
    switch (kind) {
    case 0:
        return rust::setKey(std::move(path), {{"a", {1, "two"}}});
    case 1:
        return rust::removeKey(std::move(path));
    case 2:
        return rust::renameKey(std::move(path), "re\"named");
    default:
        return {.kind = rust::SpecChange::Kind::RemoveEarlier, .path = std::move(path)};
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    constexpr std::size_t chosen = 32;
    const auto bytes = fuzz::textOf(data, size);
    if (bytes.size() < chosen)
        return 0;
    auto document = rust::SpecDocument::parse(std::string(bytes.substr(chosen)), "a.json");
    if (!document)
        return 0;
    fuzz::Choices choices(bytes.substr(0, chosen));
    for (int i = 0; i < 3; ++i) {
        const auto after = document->with(chooseChange(*document, choices));
        if (!after)
            continue;
        const auto again = rust::SpecDocument::parse(after->text(), "a.json");
        fuzz::require(again && again->value() == after->value(), "what an edit leaves means what it says");
        document = after;
    }
    return 0;
}
