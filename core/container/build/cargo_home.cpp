// SPDX-License-Identifier: MIT OR Apache-2.0
#include "container/build/cargo_home.h"

#include "base/strings.h"
#include "text/toml_value.h"

#include <algorithm>
#include <array>
#include <format>

namespace crossyard::container {

namespace {

using cargo::ConfigKey;
using cargo::ConfigValue;

// Tables that say where crates come from, and how they are compiled wherever that is done.
constexpr std::array taken{"source", "registries", "patch", "profile"};
// Tables of which something is left out aloud: it names what this machine has.
constexpr std::array machines{"build", "target", "env", "host", "paths"};

bool isSecret(const ConfigKey &key)
{
    static constexpr std::array words{"token", "secret-key", "credential-provider", "secret-key-subject"};
    return std::ranges::contains(words, key.back());
}

// Keys whose text is a path.
bool isPath(const ConfigKey &key)
{
    if (key.front() == "source")
        return key.back() == "directory" || key.back() == "local-registry";
    return key.front() == "patch" && key.back() == "path";
}

class Writer {
public:
    Writer(const cargo::Config &config, const fs::path &project) : m_config(config), m_project(project) {}

    void take(const ConfigKey &key, const ConfigValue &value)
    {
        if (const auto *table = value.table())
            return takeTable(key, *table);
        if (isSecret(key) || isSeen(value))
            return;
        if (const auto *text = value.string(); text && isPath(key)) {
            const fs::path path = m_config.resolved(*text, value.definition).lexically_normal();
            m_made.directories.push_back(path);
            return line(key, text::tomlString(toUtf8(path)));
        }
        if (const auto written = shownValue(value))
            line(key, *written);
    }

    void leaveOut(const ConfigKey &key, const ConfigValue &value)
    {
        if (const auto *table = value.table()) {
            for (const auto &[name, one] : *table)
                leaveOut(joined(key, name), one);
        } else if (!isSeen(value) && value.definition.fromFile()) {
            m_made.leftOut.push_back(std::format("{} ({})", cargo::toString(key), value.definition.describe()));
        }
    }

    ContainerConfig finish()
    {
        line({"net", "offline"}, "true");
        return std::move(m_made);
    }

private:
    static ConfigKey joined(ConfigKey key, const std::string &name)
    {
        key.push_back(name);
        return key;
    }

    void takeTable(const ConfigKey &key, const ConfigValue::Table &table)
    {
        for (const auto &[name, one] : table)
            take(joined(key, name), one);
    }

    // In a file that the container sees, too.
    bool isSeen(const ConfigValue &value) const
    {
        return value.definition.fromFile() && isBelow(value.definition.place.file, m_project);
    }

    static std::optional<std::string> shownValue(const ConfigValue &value)
    {
        if (const auto *yes = value.boolean())
            return *yes ? "true" : "false";
        if (const auto *number = value.integer())
            return std::to_string(*number);
        if (const auto *text = value.string())
            return text::tomlString(*text);
        std::vector<std::string> parts;
        if (const auto *list = value.list()) {
            for (const auto &one : *list) {
                if (auto part = shownValue(one))
                    parts.push_back(std::move(*part));
            }
        }
        return "[" + join(parts, ", ") + "]";
    }

    void line(const ConfigKey &key, const std::string &value)
    {
        m_made.text += std::format("{} = {}\n", cargo::toString(key), value);
    }

    const cargo::Config &m_config;
    const fs::path &m_project;
    ContainerConfig m_made;
};

} // namespace

Result<ContainerConfig> containerConfig(const cargo::Config &config, const fs::path &project)
{
    Writer writer(config, project);
    for (const char *name : taken) {
        CY_TRY(const ConfigValue *value, config.find({name}));
        if (value)
            writer.take({name}, *value);
    }
    for (const char *name : machines) {
        CY_TRY(const ConfigValue *value, config.find({name}));
        if (value)
            writer.leaveOut({name}, *value);
    }
    return writer.finish();
}

} // namespace crossyard::container
