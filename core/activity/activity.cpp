// SPDX-License-Identifier: MIT OR Apache-2.0
#include "activity/activity.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace crossyard::activity {

namespace {

// In the order of the enumerations.
constexpr std::array kindNames{"started", "line",     "progress", "command", "plan",
                               "note",    "finished", "graph",    "usable",  "found"};
constexpr std::array outcomeNames{"done", "failed", "cancelled", "stored"};

template <class Names> std::optional<int> numberOf(const Names &names, const nlohmann::json &json, const char *key)
{
    const auto word = json.find(key);
    if (word == json.end() || !word->is_string())
        return std::nullopt;
    const auto it = std::ranges::find(names, word->get_ref<const std::string &>());
    return it == names.end() ? std::nullopt : std::optional(static_cast<int>(it - names.begin()));
}

} // namespace

Event::Outcome outcomeOf(const Error &error)
{
    return error.code == ErrorCode::Cancelled ? Event::Outcome::Cancelled : Event::Outcome::Failed;
}

Id Reporter::start(std::string title, Id parent, std::int64_t unit)
{
    const std::lock_guard guard(m_mutex);
    const Id id = ++m_last;
    send({.kind = Event::Kind::Started, .id = id, .parent = parent, .text = std::move(title), .unit = unit});
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

void Reporter::graph(Id id, std::string json)
{
    const std::lock_guard guard(m_mutex);
    send({.kind = Event::Kind::Graph, .id = id, .text = std::move(json)});
}

void Reporter::usable(Id id)
{
    const std::lock_guard guard(m_mutex);
    send({.kind = Event::Kind::Usable, .id = id});
}

void Reporter::found(Id id, std::int64_t unit)
{
    const std::lock_guard guard(m_mutex);
    send({.kind = Event::Kind::Found, .id = id, .unit = unit});
}

void Reporter::send(Event event)
{
    if (m_sink)
        m_sink->take(event);
}

std::string toJson(const Event &event)
{
    using Kind = Event::Kind;
    nlohmann::ordered_json json;
    json["event"] = kindNames[static_cast<std::size_t>(event.kind)];
    json["id"] = event.id;
    if (event.kind == Kind::Started)
        json["parent"] = event.parent;
    if (event.unit >= 0)
        json["unit"] = event.unit;
    if (event.kind == Kind::Progress) {
        json["done"] = event.done;
        json["total"] = event.total;
    } else if (event.kind == Kind::Graph) {
        json["graph"] = nlohmann::ordered_json::parse(event.text, nullptr, false);
    } else if (event.kind != Kind::Usable && event.kind != Kind::Found &&
               (event.kind != Kind::Finished || !event.text.empty())) {
        json["text"] = event.text;
    }
    if (event.kind == Kind::Note)
        json["level"] = event.level == Event::Level::Warning ? "warning" : "info";
    if (event.kind == Kind::Finished)
        json["outcome"] = outcomeNames[static_cast<std::size_t>(event.outcome)];
    // Tools may print bytes that are not UTF-8; they become U+FFFD rather than an exception.
    return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::optional<Event> fromJson(std::string_view line)
{
    const auto json = nlohmann::json::parse(line, nullptr, false);
    if (!json.is_object())
        return std::nullopt;
    const auto kind = numberOf(kindNames, json, "event");
    if (!kind)
        return std::nullopt;
    const auto number = [&](const char *key, std::int64_t otherwise) {
        const auto it = json.find(key);
        return it != json.end() && it->is_number_integer() ? it->get<std::int64_t>() : otherwise;
    };
    Event event;
    event.kind = static_cast<Event::Kind>(*kind);
    event.id = static_cast<Id>(number("id", 0));
    event.parent = static_cast<Id>(number("parent", 0));
    event.unit = number("unit", -1);
    event.done = static_cast<std::uint64_t>(number("done", 0));
    event.total = static_cast<std::uint64_t>(number("total", 0));
    event.outcome = static_cast<Event::Outcome>(numberOf(outcomeNames, json, "outcome").value_or(0));
    if (const auto text = json.find("text"); text != json.end() && text->is_string())
        event.text = text->get<std::string>();
    if (const auto graph = json.find("graph"); graph != json.end())
        event.text = graph->dump();
    if (const auto level = json.find("level"); level != json.end() && *level == "warning")
        event.level = Event::Level::Warning;
    return event;
}

} // namespace crossyard::activity
