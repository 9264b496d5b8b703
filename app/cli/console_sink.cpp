// SPDX-License-Identifier: MIT OR Apache-2.0
// Activities as text for people, or as JSON for programs.
#include "common.h"
#include "process/ansi.h"

#include <format>
#include <map>
#include <set>

namespace crossyard::cli {

namespace {

using activity::Event;

class JsonSink : public activity::Sink {
public:
    void take(const Event &event) override { print(activity::toJson(event)); }
};

// A title when something starts, its lines, a job's notes, and its end where that is not plain success. With `verbose`
// the units' notes as well: why each was built.
class TextSink : public activity::Sink {
public:
    explicit TextSink(bool verbose) : m_verbose(verbose) {}

    void take(const Event &event) override
    {
        switch (event.kind) {
        case Event::Kind::Started:
            m_titles[event.id] = event.text;
            if (event.parent != 0)
                m_total.contains(event.parent) ? say(std::format("[{}/{}] {}", m_total[event.parent].first + 1,
                                                                 m_total[event.parent].second, event.text))
                                               : say(event.text);
            else {
                m_jobs.insert(event.id);
                say(event.text);
            }
            break;
        case Event::Kind::Progress:
            m_total[event.id] = {event.done, event.total};
            break;
        case Event::Kind::Line:
            say(m_colours ? event.text : process::stripAnsi(event.text));
            break;
        case Event::Kind::Command:
            if (m_verbose)
                say("  " + event.text);
            break;
        case Event::Kind::Plan:
            if (m_verbose)
                say(event.text);
            break;
        case Event::Kind::Note:
            if (event.level == Event::Level::Warning)
                say("warning: " + event.text);
            else if (m_verbose || event.id == 0 || m_jobs.contains(event.id))
                say("  " + event.text);
            break;
        case Event::Kind::Finished:
            if (event.outcome == Event::Outcome::Failed)
                say(m_titles[event.id] + ": failed" + (event.text.empty() ? "" : ": " + why(event)));
            m_titles.erase(event.id);
            break;
        case Event::Kind::Graph:
        case Event::Kind::Usable:
        case Event::Kind::Found:
            break; // for pictures
        }
    }

private:
    // All of a unit's. What is above ends with an error that is told anyway: of that, what happened.
    std::string why(const Event &event) const
    {
        if (!m_jobs.contains(event.id))
            return event.text;
        std::string first = event.text.substr(0, event.text.find('\n'));
        if (first.ends_with(':'))
            first.pop_back();
        return first;
    }

    bool m_verbose;
    bool m_colours = process::isTerminal(stderr);
    std::map<activity::Id, std::string> m_titles;
    std::set<activity::Id> m_jobs; // those that stand under no other
    std::map<activity::Id, std::pair<std::uint64_t, std::uint64_t>> m_total;
};

} // namespace

std::shared_ptr<activity::Sink> consoleSink(bool json, bool verbose)
{
    if (json)
        return std::make_shared<JsonSink>();
    return std::make_shared<TextSink>(verbose);
}

} // namespace crossyard::cli
