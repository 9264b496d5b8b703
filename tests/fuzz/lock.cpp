// SPDX-License-Identifier: MIT OR Apache-2.0
// A Cargo.lock.
#include "cargo/lockfile.h"
#include "fuzz/fuzz.h"

using namespace crossyard;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const auto lock = cargo::parseLockfile(fuzz::textOf(data, size), "Cargo.lock");
    if (!lock) {
        fuzz::require(!lock.error().message.empty(), "an error says something");
        return 0;
    }
    for (const auto &package : lock->packages) {
        fuzz::require(lock->find(package.name, package.version) != nullptr, "a package is found");
        for (const auto index : package.dependencies)
            fuzz::require(index < lock->packages.size(), "a dependency is a package");
    }
    return 0;
}
