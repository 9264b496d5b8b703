// SPDX-License-Identifier: MIT OR Apache-2.0
// What the tests of sysroots share: a store for what several of them need, small projects, and the words that choose
// the toolchain.
#pragma once

#include "support/rust.h"

#include <nlohmann/json.hpp>

namespace crossyard::test {

using Words = std::vector<std::string>;
using Environment = std::map<std::string, std::optional<std::string>>;
using Json = nlohmann::json;

inline constexpr const char *thumbv6m = "thumbv6m-none-eabi";
inline constexpr const char *hostTriple = "x86_64-unknown-linux-gnu";

/// The store that all tests share. No test may damage it.
fs::path sharedStore();

/// A TempDir with a small cargo package; its directory has a space, a quote and a letter beyond ASCII in its name.
class Project : public TempDir {
public:
    explicit Project(std::string name = "small");
    /// `crossyard sysroot VERB --toolchain ...` here.
    process::Finished sysroot(const std::string &verb, const Words &more, const fs::path &store = sharedStore(),
                              Environment environment = {}) const;
    /// `crossyard cargo +TOOLCHAIN ...` here.
    process::Finished cargo(const Words &words, const fs::path &store = sharedStore(),
                            Environment environment = {}) const;
    /// Makes it a library without std that uses core and alloc, and a static archive of the same.
    void makeBare() const;
};

/// Runs a program to its end, with a test failure where it cannot be started.
process::Finished runProgram(const process::Command &command);

/// Fails the test with all that was said where the status is another one.
void expectStatus(const process::Finished &finished, int status);
#define EXPECT_STATUS(finished, status)                                                                                \
    do {                                                                                                               \
        SCOPED_TRACE("here");                                                                                          \
        crossyard::test::expectStatus(finished, status);                                                               \
    } while (false)

/// Lines of a text that hold a word.
int countOf(std::string_view text, std::string_view word);
/// The path that `sysroot build` printed.
fs::path builtPath(const process::Finished &finished);
/// Stages that are left in a store.
int stagesIn(const fs::path &store);
/// Files of published units and sysroots, sorted.
std::vector<std::string> publishedIn(const fs::path &store);
/// Waits until it is true; false where that took too long.
bool waitFor(const std::function<bool()> &condition, int seconds = 60);
/// Ids of the processes of whom a word of the command line or of the environment holds `text`.
std::vector<int> processesWith(const std::string &text);

} // namespace crossyard::test
