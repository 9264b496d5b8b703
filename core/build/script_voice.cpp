// SPDX-License-Identifier: MIT OR Apache-2.0
#include "build/script_voice.h"

#include "base/strings.h"

#include <algorithm>
#include <format>

namespace crossyard::build {

namespace {

std::string cut(std::string_view line)
{
    if (line.size() <= ScriptVoice::longestTold)
        return std::string(line);
    return std::format("{}... ({} bytes more)", line.substr(0, ScriptVoice::longestTold),
                       line.size() - ScriptVoice::longestTold);
}

void keepEnd(std::string_view line, std::string &end)
{
    end += cut(line);
    end += '\n';
    // Cut seldom: each cut moves what is left.
    if (end.size() > 2 * ScriptVoice::mostKept)
        end.erase(0, end.find('\n', end.size() - ScriptVoice::mostKept) + 1);
}

} // namespace

void ScriptVoice::output(std::string_view line)
{
    keepEnd(line, m_lastOutput);
    if (!trim(line.substr(0, longestTold)).starts_with("cargo:"))
        return;
    if (m_directives.size() + line.size() > mostDirectives) {
        m_tooMuch = true;
        return;
    }
    m_directives += line;
    m_directives += '\n';
}

void ScriptVoice::error(std::string_view line)
{
    keepEnd(line, m_lastErrors);
    const bool before = m_told <= mostTold;
    m_told += std::min(line.size(), longestTold) + 1;
    if (m_told <= mostTold)
        m_tell(cut(line));
    else if (before)
        m_tell(std::format("... more than {} of output: the rest is left out", shownSize(mostTold)));
}

Patience::Patience(std::chrono::milliseconds length, std::function<void()> atEnd)
    : m_thread([this, length, atEnd = std::move(atEnd)](const std::stop_token &stop) {
          std::unique_lock lock(m_mutex);
          m_wake.wait_for(lock, stop, length, [] { return false; });
          if (!stop.stop_requested())
              atEnd();
      })
{
}

} // namespace crossyard::build
