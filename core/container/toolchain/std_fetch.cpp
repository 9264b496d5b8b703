// SPDX-License-Identifier: MIT OR Apache-2.0
// Fetches a prebuilt standard library with apt, past the system.
#include "base/staged_dir.h"
#include "base/strings.h"
#include "container/image/debian_packages.h"
#include "container/toolchain/std_package.h"
#include "process/runner.h"

#include <format>

namespace crossyard::container {

namespace {

// Lists, a package, and what is in it.
constexpr std::uintmax_t spaceForLibrary = 400'000'000;

Result<fs::path> program(std::string_view name)
{
    if (auto found = findProgram(name))
        return std::move(*found);
    return fail(Error{ErrorCode::NotFound, std::format("{} is not installed", name)}.withHint(
        "without Debian's package tools the library can be built from source"));
}

// apt's errors, without what they begin with.
std::string errorsIn(std::string_view text)
{
    std::vector<std::string> errors;
    for (const auto &line : split(text, '\n')) {
        if (line.starts_with("E: "))
            errors.emplace_back(trim(std::string_view(line).substr(3)));
    }
    return join(errors, "; ");
}

// Runs apt's and dpkg's programs in one directory.
class Fetcher {
public:
    Fetcher(const StdPackage &package, fs::path work, activity::Reporter &reporter, activity::Id id,
            const CancelToken &cancel)
        : m_package(package), m_work(std::move(work)), m_reporter(reporter), m_id(id), m_cancel(cancel)
    {
    }

    // Gives the package's file.
    Result<fs::path> download()
    {
        CY_CHECK(prepare());
        CY_CHECK(checkSpace(m_work, spaceForLibrary));
        CY_TRY(const auto updated, apt("apt-get", {"update"}, true));
        CY_TRY(const auto listed, apt("apt-cache", {"madison", m_package.word()}, false));
        const auto version = matchingVersion(listed.output, m_package.version);
        if (!version)
            return fail(notOffered(updated, offeredVersions(listed.output)));
        CY_TRY(const auto done, apt("apt-get", {"download", std::format("{}={}", m_package.word(), *version)}, true));
        if (!done.ok())
            return fail(Error{ErrorCode::ToolFailed,
                              std::format("apt cannot download {}: {}", m_package.word(), errorsIn(done.errors))}
                            .withHint("see whether this machine reaches its package sources: apt-get update"));
        return downloaded();
    }

    Result<void> unpack(const fs::path &file, const fs::path &destination)
    {
        CY_TRY(const fs::path dpkg, program("dpkg-deb"));
        const fs::path all = m_work / "unpacked";
        CY_CHECK(
            process::outputOf({.program = dpkg, .arguments = {"-x", toUtf8(file), toUtf8(all)}}, {.cancel = m_cancel}));
        const fs::path rustlib = fs::path("lib") / "rustlib" / fromUtf8(m_package.target);
        const fs::path found = all / fromUtf8(m_package.prefix) / rustlib;
        std::error_code error;
        if (!fs::is_directory(found / "lib", error))
            return fail(ErrorCode::ToolFailed, std::format("{} {} holds no library for {}", m_package.word(),
                                                           m_package.version, m_package.target));
        CY_CHECK(dropLinksOut(found));
        CY_CHECK(createDirectories((destination / rustlib).parent_path()));
        fs::rename(found, destination / rustlib, error);
        return error ? Result<void>(fail(ioError("move", found, error))) : Result<void>();
    }

private:
    Result<void> prepare() const
    {
        for (const char *name : {"state/lists/partial", "cache/archives/partial", "log"})
            CY_CHECK(createDirectories(m_work / name));
        CY_CHECK(writeFile(m_work / "status", ""));
        std::string architecture = m_package.architecture;
        if (architecture.empty()) {
            CY_TRY(const fs::path dpkg, program("dpkg"));
            CY_TRY(const auto own,
                   process::outputOf({.program = dpkg, .arguments = {"--print-architecture"}}, {.cancel = m_cancel}));
            architecture = trim(own);
        }
        return writeFile(m_work / "apt.conf", aptSettings(architecture));
    }

    Result<process::Finished> apt(std::string_view name, std::vector<std::string> words, bool shown) const
    {
        CY_TRY(const fs::path found, program(name));
        process::Command command{.program = found,
                                 .arguments = {"-c", "apt.conf", "-q"},
                                 .directory = m_work,
                                 .environment = {{"LC_ALL", "C.UTF-8"}}};
        command.arguments.insert(command.arguments.end(), words.begin(), words.end());
        m_reporter.command(m_id, process::shown(command));
        std::string output, errors;
        process::RunOptions options{.cancel = m_cancel};
        const auto keepIn = [&](std::string &all) {
            return [&, shown](std::string_view line) {
                all += std::string(line) + "\n";
                if (shown && !trim(line).empty())
                    m_reporter.line(m_id, std::string(line));
            };
        };
        options.onOutputLine = keepIn(output);
        options.onErrorLine = keepIn(errors);
        CY_TRY(auto finished, process::run(command, options));
        finished.output = std::move(output);
        finished.errors = std::move(errors);
        return finished;
    }

    Error notOffered(const process::Finished &updated, const std::vector<std::string> &versions) const
    {
        // A list that could not be had may be the one that has it.
        if (!updated.ok())
            return Error{ErrorCode::ToolFailed,
                         std::format("apt cannot update its lists for {} {}: {}", m_package.word(), m_package.version,
                                     errorsIn(updated.errors))}
                .withHint(
                    "try again when this machine reaches all its package sources (apt-get update tells), or build "
                    "the library from source instead");
        (void)createDirectories(missingMark(m_package).parent_path());
        (void)writeFile(missingMark(m_package), ""); // no mark only means that apt is asked again
        if (versions.empty())
            return Error{ErrorCode::NotFound, std::format("the machine's package sources have no {}", m_package.word())}
                .withHint("build the library from source instead");
        return Error{ErrorCode::NotFound,
                     std::format("the machine's package sources have {} {}, but not {}, which fits the compiler",
                                 m_package.word(), join(versions, ", "), m_package.version)}
            .withHint("upgrade the compiler: apt-get update, then apt-get upgrade");
    }

    Result<fs::path> downloaded() const
    {
        std::error_code error;
        for (fs::directory_iterator it(m_work, error), end; !error && it != end; it.increment(error)) {
            if (it->path().extension() == ".deb")
                return it->path();
        }
        return fail(ErrorCode::ToolFailed, std::format("apt downloaded no {}", m_package.word()));
    }

    // A shared library that the package only links to is in another package.
    static Result<void> dropLinksOut(const fs::path &directory)
    {
        std::vector<fs::path> dead;
        std::error_code error, ignored;
        for (fs::recursive_directory_iterator it(directory, error), end; !error && it != end; it.increment(error)) {
            if (it->is_symlink(ignored) && !fs::exists(it->path(), ignored))
                dead.push_back(it->path());
        }
        for (const auto &link : dead)
            CY_CHECK(removeTree(link));
        return error ? Result<void>(fail(ioError("read directory", directory, error))) : Result<void>();
    }

    const StdPackage &m_package;
    fs::path m_work;
    activity::Reporter &m_reporter;
    activity::Id m_id;
    CancelToken m_cancel;
};

} // namespace

Result<void> fetchStdPackage(const StdPackage &package, activity::Reporter &reporter, const CancelToken &cancel)
{
    if (isFetched(package))
        return {};
    const fs::path parent = package.directory.parent_path();
    CY_TRY(const FileLock lock,
           FileLock::acquire(parent / "locks" / package.directory.filename(), FileLock::Mode::Exclusive, cancel, [&] {
               reporter.note(0, std::format("waiting for another process that fetches {}", package.word()));
           }));
    if (isFetched(package))
        return {};
    const auto id = reporter.start(std::format("Fetching {} {}", package.word(), package.version));
    const auto done = [&]() -> Result<void> {
        sweepStages(parent);
        CY_TRY(const StagedDir work, StagedDir::create(parent)); // never published: it goes with us
        CY_TRY(StagedDir stage, StagedDir::create(parent));
        Fetcher fetcher(package, work.path(), reporter, id, cancel);
        CY_TRY(const fs::path file, fetcher.download());
        CY_CHECK(fetcher.unpack(file, stage.path()));
        return stage.publishAs(package.directory);
    }();
    reporter.finish(id, activity::outcomeOf(done), done ? "" : done.error().message);
    return done;
}

} // namespace crossyard::container
