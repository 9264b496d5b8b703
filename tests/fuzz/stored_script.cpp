// SPDX-License-Identifier: MIT OR Apache-2.0
// The stored form of what a build script said: a damaged store must not end the program.
#include "build/build_script.h"
#include "fuzz/fuzz.h"

using namespace crossyard;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const auto output = build::scriptOutputFromJson(fuzz::textOf(data, size));
    if (!output)
        return 0;
    const auto again = build::scriptOutputFromJson(build::toJson(*output));
    fuzz::require(again && *again == *output, "what is stored again is the same");
    return 0;
}
