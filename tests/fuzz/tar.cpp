// SPDX-License-Identifier: MIT OR Apache-2.0
// An unpacked .crate: what passes the guard stays below its directory.
#include "fuzz/fuzz.h"
#include "registry/tar_guard.h"

#include <filesystem>

using namespace crossyard;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const registry::TarLimits limits{.entries = 100, .bytes = 1 << 16, .pathLength = 200};
    const auto entries = registry::inspectTar(fuzz::textOf(data, size), "a-1.0.0", limits);
    if (!entries)
        return 0;
    fuzz::require(entries->size() <= limits.entries, "no more entries than are allowed");
    std::uint64_t bytes = 0;
    for (const auto &entry : *entries) {
        const std::filesystem::path path = std::filesystem::path(entry.path).lexically_normal();
        fuzz::require(path.is_relative() && *path.begin() == "a-1.0.0", "a path is below the crate's directory");
        for (const auto &part : std::filesystem::path(entry.path))
            fuzz::require(part != "..", "no path goes up");
        bytes += entry.size;
    }
    fuzz::require(bytes <= limits.bytes, "no more bytes than are allowed");
    return 0;
}
