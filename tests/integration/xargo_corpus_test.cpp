// SPDX-License-Identifier: MIT OR Apache-2.0
// Every Xargo.toml of the corpus gets a plan or a reason with its place. The corpus stands beside the source, or where
// CROSSYARD_CORPUS says; without it there is nothing to read.
#include "base/strings.h"
#include "integration/sysroot_world.h"

#include <algorithm>
#include <format>
#include <iostream>
#include <regex>

namespace crossyard::test {

namespace {

// The first target that the file names and the compiler knows; else one that can hold what it asks for.
std::string fittingTarget(const std::string &content, const std::vector<std::string> &known)
{
    static const std::regex table("\\[target\\.([^.\\]]+)");
    for (std::sregex_iterator it(content.begin(), content.end(), table), end; it != end; ++it) {
        if (std::ranges::contains(known, (*it)[1].str()))
            return (*it)[1].str();
    }
    static const std::regex std("(^|\\n)(\\[.*dependencies\\.std\\]|std *=)");
    return std::regex_search(content, std) ? hostTriple : "thumbv7em-none-eabihf";
}

TEST(XargoCorpus, getsAPlanOrAReasonForEachFile)
{
    const auto files = corpusFiles("xargo");
    if (files.empty())
        GTEST_SKIP() << "no corpus is here";
    const auto list = runProgram({.program = realToolchain().rustc, .arguments = {"--print", "target-list"}}).output;
    const auto known = split(trim(list), '\n');
    const Project project;
    int plans = 0;
    int reasons = 0;
    for (const auto &file : files) {
        SCOPED_TRACE(toUtf8(file.filename()));
        const auto content = readFile(file);
        ASSERT_OK(content);
        const auto finished =
            project.sysroot("plan", {"--xargo", toUtf8(file), "--target", fittingTarget(*content, known)});
        EXPECT_FALSE(finished.crashed);
        if (finished.exitCode == 0) {
            ++plans;
            EXPECT_TRUE(finished.output.contains("core 0.0.0")) << finished.output;
            continue;
        }
        ++reasons;
        EXPECT_STATUS(finished, 1);
        EXPECT_TRUE(std::regex_search(finished.errors, std::regex("\\.toml:[0-9]+:[0-9]+"))) << finished.errors;
        // A parser's own words are hint enough.
        EXPECT_TRUE(finished.errors.contains("  hint: ") || finished.errors.contains("is not valid TOML"))
            << finished.errors;
        const auto lines = split(finished.errors, '\n');
        std::cout << toUtf8(file.filename()) << ": " << lines.front() << '\n';
    }
    std::cout << std::format("{} read: {} plans, {} reasons\n", files.size(), plans, reasons);
    EXPECT_EQ(plans + reasons, static_cast<int>(files.size()));
}

} // namespace

} // namespace crossyard::test
