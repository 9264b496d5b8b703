// SPDX-License-Identifier: MIT OR Apache-2.0
// What a build script prints while it runs, bounded: one that prints a gigabyte costs neither memory nor a log of that
// size. And a word about one that takes long.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>

namespace crossyard::build {

class ScriptVoice {
public:
    static constexpr std::size_t mostDirectives = 16 * 1024 * 1024; // bytes; cargo's largest known is some 100 kB
    static constexpr std::size_t mostTold = 1024 * 1024;            // bytes of standard error that go into the log
    static constexpr std::size_t longestTold = 4096;                // bytes of one line
    static constexpr std::size_t mostKept = 64 * 1024;              // bytes of the end, for the message of a failure

    /// `tell` gets the lines of standard error, each cut to a length that can be shown.
    explicit ScriptVoice(std::function<void(std::string)> tell) : m_tell(std::move(tell)) {}

    void output(std::string_view line);
    void error(std::string_view line);

    /// The lines that are directives, whole.
    const std::string &directives() const { return m_directives; }
    /// True where there were more of them than anybody needs: what is kept is not all.
    bool tooMuch() const { return m_tooMuch; }
    /// The end of all that was printed, standard output and error apart.
    const std::string &lastOutput() const { return m_lastOutput; }
    const std::string &lastErrors() const { return m_lastErrors; }

private:
    std::function<void(std::string)> m_tell;
    std::string m_directives;
    std::string m_lastOutput;
    std::string m_lastErrors;
    std::size_t m_told = 0;
    bool m_tooMuch = false;
};

/// Calls a function, from a thread of its own, when it has lived for that long.
class Patience {
public:
    Patience(std::chrono::milliseconds length, std::function<void()> atEnd);

private:
    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::jthread m_thread; // last: it uses the others
};

} // namespace crossyard::build
