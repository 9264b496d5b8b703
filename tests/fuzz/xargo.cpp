// SPDX-License-Identifier: MIT OR Apache-2.0
// An Xargo.toml, as its form reads and edits it.
#include "fuzz/fuzz.h"
#include "sysroot/xargo_document.h"

#include <algorithm>

using namespace crossyard;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const auto document = sysroot::XargoDocument::parse(std::string(fuzz::textOf(data, size)), "Xargo.toml");
    if (!document)
        return 0;
    (void)document->patches();
    const auto entries = document->entries();
    if (!entries)
        return 0;
    for (const auto &entry : *entries) {
        const auto on = document->toggleFeature(entry.path, "fuzzed");
        if (!on)
            continue;
        const auto now = on->entries();
        fuzz::require(now.has_value() && now->size() == entries->size(), "switching a feature leaves the crates");
        const auto it = std::ranges::find(*now, entry.path, &sysroot::XargoEntry::path);
        fuzz::require(it != now->end(), "and their names");
        fuzz::require(std::ranges::contains(it->features, "fuzzed") != std::ranges::contains(entry.features, "fuzzed"),
                      "the feature is switched");
    }
    return 0;
}
