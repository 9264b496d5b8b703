// SPDX-License-Identifier: MIT OR Apache-2.0
// The results of tests, from the lines that libtest prints and those of cargo between them. Line by line, as they come:
// cargo's own come on another stream, and may be late by a little.
#pragma once

#include "base/error.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace crossyard::container {

struct TestResult {
    enum class State { Passed, Failed, Ignored };
    std::string program; // as cargo calls it: "unittests src/lib.rs", "tests/api.rs", "Doc-tests hello"
    std::string name;
    State state = State::Passed;
    std::string note = {};           // of a failed one what it said; why it is ignored; what a benchmark measured
    std::optional<Place> place = {}; // where a failed one panicked, as the compiler calls the file
    bool operator==(const TestResult &) const = default;
};
std::string_view stateName(TestResult::State state); // "passed", "failed", "ignored"

class TestScan {
public:
    /// Takes one line; its colours do not matter.
    void add(std::string_view line);

    const std::vector<TestResult> &found() const { return m_found; }
    std::size_t count(TestResult::State state) const;
    /// How many tests the programs that began have said to run.
    std::size_t announced() const { return m_announced; }

private:
    bool takeProgram(std::string_view line);
    bool takeResult(std::string_view line);
    bool takeOutcome(std::string name, std::string_view outcome);
    bool takeFailure(std::string_view line);
    void tell(std::string_view line);

    std::vector<TestResult> m_found;
    std::size_t m_announced = 0;
    std::string m_program;
    std::string m_begun;                  // the name of a test whose own output follows it on its line
    std::optional<std::size_t> m_telling; // the failed test whose words follow
};

} // namespace crossyard::container
