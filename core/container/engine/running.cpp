// SPDX-License-Identifier: MIT OR Apache-2.0
#include "container/engine/running.h"

#include "base/files.h"
#include "container/engine/containers.h"

#include <nlohmann/json.hpp>

namespace crossyard::container {

namespace {

fs::path directoryIn(const fs::path &store)
{
    return store / "containers" / "running";
}

} // namespace

RunningContainer::RunningContainer(const fs::path &store, const Engine &engine, const std::string &name)
    : m_file(directoryIn(store) / fromUtf8(name + ".json"))
{
    const nlohmann::json record{{"name", name},
                                {"owner", ownerOfThisProcess()},
                                {"program", toUtf8(engine.program)},
                                {"options", engine.globalOptions}};
    // Where it cannot be written, the label is still there to be swept by.
    if (createDirectories(m_file.parent_path()))
        (void)writeFile(m_file, record.dump());
}

RunningContainer::~RunningContainer()
{
    std::error_code ignored;
    fs::remove(m_file, ignored);
}

std::vector<std::string> sweepRunning(const fs::path &store)
{
    std::vector<std::string> removed;
    std::error_code error;
    for (const auto &entry : fs::directory_iterator(directoryIn(store), error)) {
        const auto text = readFile(entry.path());
        const auto record = nlohmann::json::parse(text.value_or(""), nullptr, false);
        if (!record.is_object())
            continue;
        const auto name = record.value("name", "");
        if (name.empty() || ownerIsAlive(record.value("owner", "")))
            continue;
        Engine engine{.program = fromUtf8(record.value("program", "")),
                      .globalOptions = record.value("options", std::vector<std::string>())};
        if (!removeContainer(engine, name, 0))
            continue;
        fs::remove(entry.path(), error);
        removed.push_back(name);
    }
    return removed;
}

} // namespace crossyard::container
