// SPDX-License-Identifier: MIT OR Apache-2.0
// A key of [target.KEY].
#include "cargo/cfg.h"
#include "fuzz/fuzz.h"

using namespace crossyard;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static const auto set = cargo::CfgSet::fromLines({"unix", "target_os=\"linux\"", "target_feature=\"sse2\""});
    const auto platform = cargo::parsePlatform(fuzz::textOf(data, size));
    if (!platform)
        return 0;
    const auto again = cargo::parsePlatform(platform->toString());
    fuzz::require(again && *again == *platform, "a platform is printed as what it is");
    fuzz::require(cargo::matches(*platform, "x86_64-unknown-linux-gnu", set) ==
                      cargo::matches(*again, "x86_64-unknown-linux-gnu", set),
                  "printed, it means the same");
    cargo::meaninglessParts(*platform);
    return 0;
}
