// SPDX-License-Identifier: MIT OR Apache-2.0
#include "job/diagnostic.h"
#include "support/support.h"

#include <format>

namespace crossyard::job {
namespace {

std::string shown(const std::vector<Diagnostic> &found)
{
    std::string text;
    for (const auto &d : found)
        text += std::format("{} {} [{}] {}:{}:{} @{}\n", d.level == LineLevel::Error ? "E" : "W", d.message, d.code,
                            d.file, d.line, d.column, d.logLine);
    return text;
}

TEST(DiagnosticScan, ReadsRustcsWithTheirPlaces)
{
    JobLog log;
    for (const char *line :
         {"   Compiling app v0.1.0 (/p)", "\x1b[0m\x1b[1m\x1b[33mwarning\x1b[0m\x1b[1m: unused variable: `x`\x1b[0m",
          " \x1b[0m\x1b[34m--> \x1b[0msrc/main.rs:3:9", "  |", "3 |     let x = 1;", "",
          "error[E0425]: cannot find value `y` in this scope", "  --> C:\\p\\src\\main.rs:12:5", "",
          "error: linking with `cc` failed: exit status: 1", "  |", "  = note: and so on", "",
          "src/a.c:3:5: error: unknown type name", "warning: `app` (bin \"app\") generated 1 warning",
          "error: could not compile `app` (bin \"app\") due to 2 previous errors; 1 warning emitted",
          "error: aborting due to 2 previous errors", "errors were seen --> a:1:1"})
        log.append(line);
    DiagnosticScan scan;
    scan.catchUp(log);
    EXPECT_EQ(shown(scan.found()), "W unused variable: `x` [] src/main.rs:3:9 @1\n"
                                   "E cannot find value `y` in this scope [E0425] C:\\p\\src\\main.rs:12:5 @6\n"
                                   "E linking with `cc` failed: exit status: 1 [] :0:0 @9\n"
                                   "E unknown type name [] src/a.c:3:5 @13\n");
}

TEST(DiagnosticScan, FollowsALogThatGrowsAndKeepsUnitsApart)
{
    JobLog log;
    DiagnosticScan scan;
    log.append("error: first", 1);
    log.append("error: second", 2);
    scan.catchUp(log);
    EXPECT_EQ(scan.found().size(), 2U);
    log.append(" --> two.rs:2:1", 2);
    log.append(" --> one.rs:1:1", 1);
    scan.catchUp(log);
    EXPECT_EQ(shown(scan.found()), "E first [] one.rs:1:1 @0\nE second [] two.rs:2:1 @1\n");
}

TEST(DiagnosticScan, TakesGarbageForWhatItIs)
{
    JobLog log;
    for (const char *line : {"error", "error[", "error[E1]", "error:", "error: \xff\xfe", " --> :1:1", " --> a:b:c",
                             " --> a:99999999999:1", "warning: "})
        log.append(line);
    DiagnosticScan scan;
    scan.catchUp(log);
    ASSERT_EQ(scan.found().size(), 1U) << shown(scan.found());
    EXPECT_EQ(scan.found()[0].file, "");
}

} // namespace
} // namespace crossyard::job
