// SPDX-License-Identifier: MIT OR Apache-2.0
// What tests share: a temporary directory, results with their errors printed, golden files, the program itself.
#pragma once

#include "base/files.h"
#include "process/runner.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace crossyard::test {

/// A directory of the test's own, with a space, a quote and letters beyond ASCII in its name; removed at the end.
class TempDir {
public:
    TempDir();
    ~TempDir();
    TempDir(const TempDir &) = delete;
    TempDir &operator=(const TempDir &) = delete;
    const fs::path &path() const { return m_path; }
    /// Writes a file below, making its directories; gives its path.
    fs::path write(const fs::path &relative, std::string_view content) const;

private:
    fs::path m_path;
};

fs::path dataDir(); // tests/data
/// The files of a kind in the corpus of what people have written, which stands beside the source or where
/// CROSSYARD_CORPUS says; sorted. Empty where it is not here.
std::vector<fs::path> corpusFiles(const char *kind);

/// Waits until this holds; false after five seconds.
bool until(const std::function<bool()> &holds);

/// Compares with a golden file in tests/data; with UPDATE_GOLDEN=1 in the environment writes it instead.
void expectGolden(const std::string &actual, const fs::path &relative);

/// The crossyard program that was built.
fs::path crossyardProgram();
/// Runs the crossyard program that was built, with CROSSYARD_HOME at `store`.
process::Finished crossyardRun(const std::vector<std::string> &words, const fs::path &store,
                               const fs::path &directory = {},
                               std::map<std::string, std::optional<std::string>> environment = {});

/// What a test program does where another test starts it as a process of its own: `PROGRAM --role NAME ARGUMENT`.
struct Role {
    Role(std::string name, void (*run)(const fs::path &argument));
};

} // namespace crossyard::test

/// Fails the test with the error in words when a Result has none; gives its value.
#define EXPECT_OK(result)                                                                                              \
    do {                                                                                                               \
        const auto &cyExpect = (result);                                                                               \
        EXPECT_TRUE(cyExpect.has_value()) << crossyard::describe(cyExpect.error());                                    \
    } while (false)
#define ASSERT_OK(result)                                                                                              \
    do {                                                                                                               \
        const auto &cyExpect = (result);                                                                               \
        ASSERT_TRUE(cyExpect.has_value()) << crossyard::describe(cyExpect.error());                                    \
    } while (false)
