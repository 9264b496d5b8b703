// SPDX-License-Identifier: MIT OR Apache-2.0
#include "container/engine/told.h"

#include "base/strings.h"
#include "process/runner.h"

#include <deque>
#include <format>

namespace crossyard::container {

namespace {

// Of what a tool says, what an error repeats.
constexpr std::size_t linesOfAnError = 12;

} // namespace

Result<void> runTold(const process::Command &command, activity::Reporter &reporter, activity::Id id,
                     const CancelToken &cancel)
{
    reporter.command(id, process::shown(command));
    std::deque<std::string> last;
    std::string first; // the one that says so itself may stand far above
    const auto take = [&](std::string_view line) {
        reporter.line(id, std::string(line));
        last.emplace_back(line);
        if (last.size() <= linesOfAnError)
            return;
        if (first.empty() && toLower(last.front()).contains("error"))
            first = last.front() + "\n" + last[1] + "\n...\n";
        last.pop_front();
    };
    CY_TRY(const auto finished, process::run(command, {.cancel = cancel, .onOutputLine = take, .onErrorLine = take}));
    if (finished.ok())
        return {};
    return fail(ErrorCode::ToolFailed,
                std::format("{} {} failed with status {}:\n{}{}", toUtf8(command.program.filename()),
                            command.arguments.empty() ? "" : command.arguments.front(), finished.exitCode, first,
                            join(std::vector<std::string>(last.begin(), last.end()), "\n")));
}

} // namespace crossyard::container
