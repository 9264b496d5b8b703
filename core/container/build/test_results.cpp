// SPDX-License-Identifier: MIT OR Apache-2.0
#include "container/build/test_results.h"

#include "base/paths.h"
#include "base/strings.h"
#include "process/ansi.h"

#include <algorithm>
#include <charconv>

namespace crossyard::container {

namespace {

using State = TestResult::State;

// A number at the front of a text, which goes from there.
std::optional<int> takeNumber(std::string_view &text)
{
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc())
        return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return number;
}

// "running 3 tests", "running 1 test".
std::optional<int> announcedBy(std::string_view line)
{
    static constexpr std::string_view before = "running ";
    if (!line.starts_with(before))
        return std::nullopt;
    line.remove_prefix(before.size());
    const auto number = takeNumber(line);
    return number && *number >= 0 && (line == " tests" || line == " test") ? number : std::nullopt;
}

// "thread 'tests::fails' panicked at src/lib.rs:10:9:", since Rust 1.73.
std::optional<Place> panicPlace(std::string_view line)
{
    static constexpr std::string_view words = " panicked at ";
    const auto at = line.find(words);
    if (!line.starts_with("thread '") || at == std::string_view::npos || !line.ends_with(':'))
        return std::nullopt;
    line = line.substr(at + words.size(), line.size() - at - words.size() - 1);
    const auto columnAt = line.rfind(':');
    const auto lineAt = columnAt == std::string_view::npos ? columnAt : line.rfind(':', columnAt - 1);
    if (columnAt == std::string_view::npos || lineAt == std::string_view::npos || lineAt == 0)
        return std::nullopt;
    auto lineText = line.substr(lineAt + 1);
    auto columnText = line.substr(columnAt + 1);
    const auto row = takeNumber(lineText);
    const auto column = takeNumber(columnText);
    if (!row || !column)
        return std::nullopt;
    return Place{fromUtf8(line.substr(0, lineAt)), *row, *column};
}

} // namespace

std::string_view stateName(State state)
{
    switch (state) {
    case State::Passed:
        return "passed";
    case State::Failed:
        return "failed";
    case State::Ignored:
        return "ignored";
    }
    return "";
}

std::size_t TestScan::count(State state) const
{
    return static_cast<std::size_t>(std::ranges::count(m_found, state, &TestResult::state));
}

void TestScan::add(std::string_view raw)
{
    const std::string line = process::stripAnsi(raw);
    if (takeFailure(line) || takeProgram(line) || takeResult(line))
        return;
    if (m_telling)
        tell(line);
}

// "     Running tests/api.rs (target/debug/deps/api-0123)", "   Doc-tests hello", "running 3 tests".
bool TestScan::takeProgram(std::string_view line)
{
    const auto words = trim(line);
    if (line.starts_with("     Running ")) {
        const auto path = words.rfind(" (");
        m_program = words.substr(8, path == std::string_view::npos ? path : path - 8);
    } else if (line.starts_with("   Doc-tests ")) {
        m_program = words;
    } else if (const auto tests = announcedBy(line)) {
        m_announced += static_cast<std::size_t>(*tests);
    } else {
        return false;
    }
    m_telling.reset();
    m_begun.clear();
    return true;
}

// "test NAME ... OUTCOME". What the test itself prints may stand between, where it is not captured: then the outcome is
// a line of its own.
bool TestScan::takeResult(std::string_view line)
{
    static constexpr std::string_view dots = " ... ";
    if (const auto at = line.find(dots); line.starts_with("test ") && at != std::string_view::npos) {
        std::string name(line.substr(5, at - 5));
        const auto outcome = line.substr(at + dots.size());
        if (takeOutcome(name, outcome))
            return true;
        m_begun = std::move(name);
        return false;
    }
    return !m_begun.empty() && takeOutcome(m_begun, line);
}

bool TestScan::takeOutcome(std::string name, std::string_view outcome)
{
    TestResult result{.program = m_program, .name = std::move(name)};
    static constexpr std::string_view because = "ignored, ";
    static constexpr std::string_view measured = "bench:";
    // "--report-time" puts "<0.002s>" behind it.
    const auto word = outcome.substr(0, outcome.find(" <"));
    if (word == "FAILED")
        result.state = State::Failed;
    else if (word == "ignored" || outcome.starts_with(because))
        result.state = State::Ignored;
    else if (word != "ok" && !outcome.starts_with(measured))
        return false;
    if (outcome.starts_with(because))
        result.note = outcome.substr(because.size());
    else if (outcome.starts_with(measured))
        result.note = trim(outcome.substr(measured.size()));
    m_found.push_back(std::move(result));
    m_begun.clear();
    return true;
}

// "---- NAME stdout ----" before what a failed test said; "failures:" and "test result: ..." after the last of them.
bool TestScan::takeFailure(std::string_view line)
{
    static constexpr std::string_view before = "---- ";
    static constexpr std::string_view after = " stdout ----";
    if (line.starts_with(before) && line.ends_with(after) && line.size() > before.size() + after.size()) {
        const auto name = line.substr(before.size(), line.size() - before.size() - after.size());
        m_telling.reset();
        for (std::size_t i = m_found.size(); i-- > 0 && !m_telling;) {
            if (m_found[i].state == State::Failed && m_found[i].name == name)
                m_telling = i;
        }
        return true;
    }
    if (line != "failures:" && !line.starts_with("test result: "))
        return false;
    m_telling.reset();
    return true;
}

void TestScan::tell(std::string_view line)
{
    auto &result = m_found[*m_telling];
    const auto words = trim(line);
    // The advice to set RUST_BACKTRACE is about running it by hand.
    if (words.empty() || words.starts_with("note: run with `RUST_BACKTRACE"))
        return;
    if (!result.place)
        result.place = panicPlace(line);
    result.note += (result.note.empty() ? "" : "\n") + std::string(line);
}

} // namespace crossyard::container
