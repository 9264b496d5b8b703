// SPDX-License-Identifier: MIT OR Apache-2.0
// When crates have to be fetched before a build, and when files tell that they were.
#include "container/build/cross_plan.h"

#include "base/digest.h"
#include "base/files.h"

#include <format>

namespace crossyard::container {

namespace {

void addStamp(DigestBuilder &digest, const fs::path &file)
{
    const auto stamp = stampOf(file);
    digest.add(toUtf8(file), stamp ? std::format("{} {}", stamp->size, stamp->mtimeNs) : std::string("none"));
}

fs::path noteOf(const fs::path &store, const std::string &key)
{
    return store / "containers" / "fetched" / key.substr(0, 32);
}

} // namespace

std::string fetchKey(const CrossPlan &plan)
{
    DigestBuilder digest;
    for (const auto &manifest : plan.packages.manifests)
        addStamp(digest, manifest);
    addStamp(digest, plan.packages.lock);
    for (const auto &file : plan.call.config.files())
        addStamp(digest, file);
    digest.add("configuration", plan.config.text);
    digest.add("home", toUtf8(plan.call.config.cargoHome()));
    digest.add("target", plan.target.argument());
    digest.add("compiler", plan.toolchain.compiler.identity);
    return digest.hex();
}

bool fetched(const fs::path &store, const std::string &key)
{
    std::error_code ignored;
    return fs::exists(noteOf(store, key), ignored);
}

void noteFetched(const fs::path &store, const std::string &key)
{
    const fs::path note = noteOf(store, key);
    // Without the note it is fetched again, which is quick.
    if (createDirectories(note.parent_path()))
        (void)writeFile(note, "");
}

} // namespace crossyard::container
