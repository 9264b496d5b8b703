// SPDX-License-Identifier: MIT OR Apache-2.0
// A patch, applied to the text that its own old lines make.
#include "fuzz/fuzz.h"
#include "text/unified_patch.h"

using namespace crossyard;

namespace {

void checkPath(const std::string &path)
{
    fuzz::require(!path.starts_with('/') && !("/" + path + "/").contains("/../"), "a path stays within");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const auto patches = text::parsePatch(fuzz::textOf(data, size), "a.patch");
    if (!patches) {
        fuzz::require(!patches.error().message.empty(), "an error says something");
        return 0;
    }
    fuzz::require(!patches->empty(), "a patch does something");
    for (const auto &patch : *patches) {
        checkPath(patch.oldPath);
        checkPath(patch.newPath);
        fuzz::require(!patch.oldPath.empty() || !patch.newPath.empty(), "a file has a name");
        std::string before;
        for (const auto &hunk : patch.hunks) {
            int lines = 0;
            for (const auto &line : hunk.lines) {
                lines += line.kind == '+' ? 0 : 1;
                before += line.kind == '+' ? "" : line.text;
            }
            fuzz::require(lines == hunk.oldCount, "a hunk has as many lines as it says");
        }
        const auto after = text::applyHunks(before, patch.hunks);
        fuzz::require(after || !after.error().message.empty(), "an error says something");
        if (after && patch.hunks.empty())
            fuzz::require(*after == before, "without hunks nothing changes");
    }
    return 0;
}
