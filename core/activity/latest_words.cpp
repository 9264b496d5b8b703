// SPDX-License-Identifier: MIT OR Apache-2.0
#include "activity/latest_words.h"

namespace crossyard::activity {

void LatestWordsSink::take(const Event &event)
{
    using Kind = Event::Kind;
    const std::lock_guard guard(m_mutex);
    if (event.kind == Kind::Started) {
        m_id = event.id;
        m_words = {.title = event.text, .line = {}};
        return;
    }
    if (event.id != m_id)
        return;
    switch (event.kind) {
    case Kind::Line:
    case Kind::Note:
        m_words.line = event.text;
        break;
    case Kind::Progress:
        m_words.done = event.done;
        m_words.total = event.total;
        break;
    case Kind::Finished:
        m_id = 0;
        m_words = {};
        break;
    default:
        break;
    }
}

LatestWords LatestWordsSink::words() const
{
    const std::lock_guard guard(m_mutex);
    return m_words;
}

} // namespace crossyard::activity
