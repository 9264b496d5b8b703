// SPDX-License-Identifier: MIT OR Apache-2.0
#include "job/build_events.h"

#include "base/files.h"
#include "base/strings.h"

#include <format>
#include <fstream>
#include <nlohmann/json.hpp>

namespace crossyard::job {

namespace {

constexpr std::string_view runsBegin = "{\"lines\":";

void appendLine(const fs::path &file, const std::string &line)
{
    std::ofstream stream(file, std::ios::binary | std::ios::app);
    stream << line + "\n";
}

// A line begins with its time, before what the event itself says.
std::int64_t timeIn(std::string_view line)
{
    const auto json = nlohmann::json::parse(line, nullptr, false);
    const auto it = json.is_object() ? json.find("at") : json.end();
    return it != json.end() && it->is_number_integer() ? it->get<std::int64_t>() : 0;
}

} // namespace

bool BuildFilter::passes(const activity::Event &event)
{
    using Kind = activity::Event::Kind;
    switch (event.kind) {
    case Kind::Graph:
    case Kind::Found:
        return true;
    case Kind::Started:
        if (event.unit >= 0)
            m_units.insert(event.id);
        return event.unit >= 0;
    case Kind::Usable:
    case Kind::Command:
    case Kind::Finished:
        return m_units.contains(event.id);
    case Kind::Line:
    case Kind::Progress:
    case Kind::Plan:
    case Kind::Note:
        break;
    }
    return false;
}

void appendBuildEvent(const fs::path &file, const BuildEvent &event)
{
    appendLine(file, std::format("{{\"at\":{},{}", event.at, toJson(event.event).substr(1)));
}

std::vector<BuildEvent> readBuildEvents(const fs::path &file, std::size_t &from)
{
    std::vector<BuildEvent> events;
    std::ifstream stream(file, std::ios::binary);
    stream.seekg(static_cast<std::streamoff>(from));
    // A line without its end is still being written, or was cut off.
    for (std::string line; std::getline(stream, line) && !stream.eof();) {
        from += line.size() + 1;
        if (auto event = line.starts_with(runsBegin) ? std::nullopt : activity::fromJson(line))
            events.push_back({timeIn(line), std::move(*event)});
    }
    return events;
}

void appendLineRuns(const fs::path &file, const std::vector<LineRun> &runs)
{
    nlohmann::json json = nlohmann::json::array();
    for (const auto &run : runs)
        json.push_back({run.activity, run.count});
    appendLine(file, std::string(runsBegin) + json.dump() + "}");
}

std::vector<LineRun> readLineRuns(const fs::path &file)
{
    std::vector<LineRun> runs;
    std::ifstream stream(file, std::ios::binary);
    for (std::string line; std::getline(stream, line);) {
        const auto json = line.starts_with(runsBegin) ? nlohmann::json::parse(line, nullptr, false) : nlohmann::json();
        if (!json.is_object() || !json["lines"].is_array())
            continue;
        for (const auto &run : json["lines"]) {
            if (run.is_array() && run.size() == 2 && run[0].is_number_unsigned() && run[1].is_number_unsigned())
                runs.push_back({run[0].get<activity::Id>(), run[1].get<std::size_t>()});
        }
    }
    return runs;
}

} // namespace crossyard::job
