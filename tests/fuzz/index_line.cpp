// SPDX-License-Identifier: MIT OR Apache-2.0
// A file of a registry's index.
#include "fuzz/fuzz.h"
#include "registry/index_entry.h"

using namespace crossyard;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const auto file = registry::parseIndexFile(fuzz::textOf(data, size), "registry+https://index.invalid/", "index");
    for (const auto &package : file.packages) {
        fuzz::require(package != nullptr, "what is listed is there");
        const auto url = registry::downloadUrl("https://crates.invalid/{crate}/{version}", package->name,
                                               package->version, package->checksum);
        fuzz::require(url.starts_with("https://crates.invalid/"), "an address is below the registry's");
        (void)registry::indexPath(package->name);
    }
    return 0;
}
