// SPDX-License-Identifier: MIT OR Apache-2.0
// What a build script prints.
#include "build/build_script.h"
#include "fuzz/fuzz.h"

using namespace crossyard;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    auto output = build::parseScriptOutput(fuzz::textOf(data, size), "package");
    if (!output)
        return 0;
    output->errors.clear(); // of a script that failed nothing is stored
    const auto again = build::scriptOutputFromJson(build::toJson(*output));
    fuzz::require(again && *again == *output, "what is stored is what was said");
    return 0;
}
