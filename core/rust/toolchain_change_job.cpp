// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rust/toolchain_change_job.h"

#include "base/strings.h"
#include "process/ansi.h"
#include "process/runner.h"
#include "rust/toolchain_keep.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <format>
#include <thread>

namespace crossyard::rust {

namespace {

using Outcome = activity::Event::Outcome;

constexpr std::chrono::milliseconds lookAtDownloads{100};

// What stands on the line in the end, where a program drew over it.
std::string_view lastDrawn(std::string_view line)
{
    while (line.ends_with('\r'))
        line.remove_suffix(1);
    const auto at = line.rfind('\r');
    return at == std::string_view::npos ? line : line.substr(at + 1);
}

// Counts the archives that rustup has finished downloading: it names each after its hash. rustup itself says nothing
// between the start and the end where it writes to no terminal.
class DownloadWatch {
public:
    DownloadWatch(const ChangePlan &plan, activity::Reporter &reporter, activity::Id id)
    {
        for (const auto &part : plan.parts) {
            if (!part.hash.empty() && part.what != ChangePart::What::Removed)
                m_files.push_back(plan.rustupHome / "downloads" / part.hash);
        }
        if (m_files.empty())
            return;
        m_done.resize(m_files.size());
        reporter.progress(id, 0, m_files.size());
        m_thread = std::jthread([this, &reporter, id](const std::stop_token &stop) {
            std::unique_lock lock(m_mutex);
            while (!m_wake.wait_for(lock, stop, lookAtDownloads, [&] { return stop.stop_requested(); }))
                look(reporter, id);
        });
    }

private:
    void look(activity::Reporter &reporter, activity::Id id)
    {
        const auto before = std::ranges::count(m_done, true);
        for (std::size_t i = 0; i < m_files.size(); ++i) {
            std::error_code ignored;
            m_done[i] = m_done[i] || fs::exists(m_files[i], ignored);
        }
        const auto now = std::ranges::count(m_done, true);
        if (now != before)
            reporter.progress(id, static_cast<std::uint64_t>(now), m_files.size());
    }

    std::vector<fs::path> m_files;
    std::vector<bool> m_done;
    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::jthread m_thread; // last: it uses all above
};

Result<void> runCommands(const ChangePlan &plan, activity::Reporter &reporter, activity::Id id,
                         const CancelToken &cancel)
{
    const DownloadWatch watch(plan, reporter, id);
    for (const auto &command : plan.commands) {
        reporter.command(id, process::shown(command));
        std::vector<std::string> lines;
        process::RunOptions options;
        options.cancel = cancel;
        options.onOutputLine = options.onErrorLine = [&](std::string_view raw) {
            const auto line = lastDrawn(raw);
            if (trim(line).empty())
                return;
            reporter.line(id, std::string(line));
            lines.push_back(process::stripAnsi(line));
        };
        CY_TRY(const auto finished, process::run(command, options));
        if (!finished.ok())
            return fail(reasonOf(lines, toUtf8(command.program.filename()), finished.exitCode));
    }
    return {};
}

Result<void> carryOut(const ChangePlan &plan, activity::Reporter &reporter, activity::Id id, const CancelToken &cancel)
{
    if (plan.forget)
        return removeToolchain(*plan.forget);
    CY_CHECK(checkRights(plan));
    if (plan.rustupHome.empty())
        return runCommands(plan, reporter, id, cancel);
    // Of a toolchain's files nine in ten are documentation; they stay where they are unless they are what changes.
    const bool docsStay =
        plan.change.kind == ToolchainChange::Kind::Modify &&
        std::ranges::none_of(plan.parts, [](const ChangePart &part) { return part.name.starts_with("rust-docs"); });
    CY_TRY(auto kept, KeptToolchains::keep(plan.rustupHome, plan.kept, docsStay, cancel, [&] {
               reporter.note(id, "waiting for another process that changes toolchains");
           }));
    auto done = runCommands(plan, reporter, id, cancel);
    if (done) {
        kept.drop();
        return {};
    }
    const bool fresh = plan.change.kind == ToolchainChange::Kind::Install;
    if (auto restored = kept.restore(fresh ? plan.change.toolchain : std::string()); !restored) {
        restored.error().context.push_back("putting things back after: " + done.error().message);
        return restored;
    }
    if (!plan.kept.empty())
        reporter.note(id, join(plan.kept, ", ") + (plan.kept.size() == 1 ? " is" : " are") + " as before");
    return done;
}

} // namespace

Result<void> checkRights(const ChangePlan &plan)
{
    if (plan.rights != Rights::Missing)
        return {};
    return fail(
        Error{ErrorCode::Unsupported, "only root may do this"}.withHint("run it yourself: " + plan.commandLine()));
}

Error reasonOf(const std::vector<std::string> &lines, std::string_view program, int status)
{
    std::string why;
    std::string cause; // the innermost one, which stands last
    bool inCauses = false;
    for (const auto &line : lines) {
        const auto text = trim(line);
        if (text.starts_with("error: ") || text.starts_with("E: ")) {
            if (why.empty())
                why = text.substr(text.find(' ') + 1);
        } else if (text.starts_with("Caused by:")) {
            inCauses = true;
        } else if (text.starts_with("Stack backtrace:")) {
            break;
        } else if (inCauses) {
            const auto colon = text.find(": ");
            const bool numbered = colon != std::string_view::npos && colon < 3;
            cause = numbered ? text.substr(colon + 2) : text;
        }
    }
    if (why.empty())
        why = std::format("{} ended with status {}{}", program, status, lines.empty() ? "" : ": " + lines.back());
    Error error{ErrorCode::ToolFailed, cause.empty() ? why : std::format("{}: {}", why, cause)};
    const std::string whole = join(lines, "\n");
    const auto said = [&](std::string_view text) { return whole.contains(text); };
    if (said("checksum failed"))
        error.hint = "what was downloaded is damaged, or a mirror or proxy has an older copy: try again later, or set "
                     "RUSTUP_DIST_SERVER to another server";
    else if (said("No space left on device") || said("os error 28"))
        error.hint = "the disk is full: free some space, or move toolchains with RUSTUP_HOME";
    else if (said("could not download file") || said("dns error") || said("error sending request"))
        error.hint = "look at the network, and at RUSTUP_DIST_SERVER and the proxy variables";
    else if (said("detected conflict"))
        error.hint = "files of an interrupted change are in the way: remove the toolchain and install it again";
    else if (said("is unavailable for download") || said("unavailable for target"))
        error.hint = "this release has no such component: take another version, or an earlier nightly";
    else if (said("Unable to locate package") || said("has no installation candidate"))
        error.hint = "sudo apt-get update renews the lists of packages";
    else if (said("Not authorized") || said("Request dismissed"))
        error.hint = "the password was not given";
    else
        error.hint = "the log has all that it said";
    return error;
}

Result<std::string> changeToolchain(const ChangePlan &plan, activity::Reporter &reporter, const CancelToken &cancel)
{
    if (plan.nothingToDo())
        return plan.notes.empty() ? std::string("there was nothing to do") : plan.notes.front();
    const auto id = reporter.start(plan.title);
    reporter.plan(toText(plan));
    auto done = carryOut(plan, reporter, id, cancel);
    if (!done) {
        reporter.finish(id, activity::outcomeOf(done));
        return fail(std::move(done).error());
    }
    reporter.finish(id, Outcome::Done);
    return plan.outcome;
}

} // namespace crossyard::rust
