// SPDX-License-Identifier: MIT OR Apache-2.0
#include "activity/activity.h"

#include <nlohmann/json.hpp>

namespace crossyard::activity {

Id Reporter::start(std::string title, Id parent)
{
    const std::lock_guard guard(m_mutex);
    const Id id = ++m_last;
    send({.kind = Event::Kind::Started, .id = id, .parent = parent, .text = std::move(title)});
    return id;
}

void Reporter::line(Id id, std::string text)
{
    const std::lock_guard guard(m_mutex);
    send({.kind = Event::Kind::Line, .id = id, .text = std::move(text)});
}

void Reporter::progress(Id id, std::uint64_t done, std::uint64_t total)
{
    const std::lock_guard guard(m_mutex);
    send({.kind = Event::Kind::Progress, .id = id, .done = done, .total = total});
}

void Reporter::command(Id id, std::string shown)
{
    const std::lock_guard guard(m_mutex);
    send({.kind = Event::Kind::Command, .id = id, .text = std::move(shown)});
}

void Reporter::plan(std::string text)
{
    const std::lock_guard guard(m_mutex);
    send({.kind = Event::Kind::Plan, .text = std::move(text)});
}

void Reporter::note(Id id, std::string text, Event::Level level)
{
    const std::lock_guard guard(m_mutex);
    send({.kind = Event::Kind::Note, .id = id, .text = std::move(text), .level = level});
}

void Reporter::finish(Id id, Event::Outcome outcome, std::string why)
{
    const std::lock_guard guard(m_mutex);
    send({.kind = Event::Kind::Finished, .id = id, .text = std::move(why), .outcome = outcome});
}

void Reporter::send(Event event)
{
    if (m_sink)
        m_sink->take(event);
}

std::string toJson(const Event &event)
{
    nlohmann::ordered_json json;
    switch (event.kind) {
    case Event::Kind::Started:
        json["event"] = "started";
        break;
    case Event::Kind::Line:
        json["event"] = "line";
        break;
    case Event::Kind::Progress:
        json["event"] = "progress";
        break;
    case Event::Kind::Command:
        json["event"] = "command";
        break;
    case Event::Kind::Plan:
        json["event"] = "plan";
        break;
    case Event::Kind::Note:
        json["event"] = "note";
        break;
    case Event::Kind::Finished:
        json["event"] = "finished";
        break;
    }
    json["id"] = event.id;
    if (event.kind == Event::Kind::Started)
        json["parent"] = event.parent;
    if (event.kind == Event::Kind::Progress) {
        json["done"] = event.done;
        json["total"] = event.total;
    } else if (event.kind != Event::Kind::Finished || !event.text.empty()) {
        json["text"] = event.text;
    }
    if (event.kind == Event::Kind::Note)
        json["level"] = event.level == Event::Level::Warning ? "warning" : "info";
    if (event.kind == Event::Kind::Finished) {
        static constexpr const char *names[] = {"done", "failed", "cancelled", "stored"};
        json["outcome"] = names[static_cast<int>(event.outcome)];
    }
    // Tools may print bytes that are not UTF-8; they become U+FFFD rather than an exception.
    return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

} // namespace crossyard::activity
