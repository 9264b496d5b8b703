// SPDX-License-Identifier: MIT OR Apache-2.0
#include "container/image/debian_packages.h"

#include "base/files.h"
#include "base/lock.h"
#include "base/strings.h"
#include "process/runner.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <format>

namespace crossyard::container {

namespace {

using Strings = std::vector<std::string>;

// Package lists change four times a day; an image does not have to have what came an hour ago.
constexpr auto freshFor = std::chrono::hours(24);

// Lists, packages and the common layer of an image.
constexpr std::uintmax_t spaceForPackages = 700'000'000;

// How the machine's own apt reaches the network. All else of its configuration stays out: hooks, pins, sources.
bool isOfTheNetwork(std::string_view line)
{
    static constexpr std::array prefixes{"Acquire::http",    "Acquire::https",     "Acquire::Check-",
                                         "Acquire::Retries", "Acquire::ForceIPv4", "Acquire::ForceIPv6"};
    return std::ranges::any_of(prefixes, [&](std::string_view prefix) { return line.starts_with(prefix); });
}

std::string configText(std::string_view machines, const PackageWorld &world)
{
    std::string text;
    for (const auto line : linesWithEnds(machines)) {
        if (isOfTheNetwork(line))
            text += line;
    }
    const auto set = [&](std::string_view name, std::string_view value) {
        text += std::format("{} \"{}\";\n", name, value);
    };
    const auto inside = [&](std::string_view name, std::string_view below) {
        set(name, toUtf8(world.directory / fromUtf8(below)));
    };
    set("APT::Architecture", world.architecture);
    text += std::format("APT::Architectures {{ \"{}\"; }};\n", world.architecture);
    set("APT::Install-Recommends", "false");
    set("Acquire::Languages", "none");
    set("APT::Update::Error-Mode", "any"); // an old list that is left in place is a failure
    inside("Dir::State", ".");
    inside("Dir::State::lists", "lists");
    inside("Dir::State::status", "status");
    inside("Dir::Cache", ".");
    inside("Dir::Cache::archives", "archives");
    inside("Dir::Etc::sourcelist", "sources.list");
    for (const char *parts : {"Dir::Etc::sourceparts", "Dir::Etc::parts", "Dir::Etc::preferencesparts"})
        inside(parts, "empty");
    inside("Dir::Etc::main", "empty/none");
    inside("Dir::Etc::preferences", "empty/none");
    return text;
}

class PrivateApt {
public:
    PrivateApt(const PackageWorld &world, activity::Reporter &reporter, activity::Id id, const CancelToken &cancel)
        : m_world(world), m_reporter(reporter), m_id(id), m_cancel(cancel)
    {
    }

    Result<void> prepare(std::string_view status)
    {
        for (const char *name : {"lists/partial", "archives/partial", "nothing/partial", "empty"})
            CY_CHECK(createDirectories(m_world.directory / name));
        const auto config = findProgram("apt-config").value_or("apt-config");
        CY_TRY(const std::string machines,
               process::outputOf({.program = config, .arguments = {"dump", "Acquire"}}, {.cancel = m_cancel}));
        CY_CHECK(writeFile(m_world.directory / "apt.conf", configText(machines, m_world)));
        const auto sources = join(sourceLines(m_world.sources, m_world.release), "\n") + "\n";
        CY_CHECK(writeFile(m_world.directory / "sources.list", sources));
        return writeFile(m_world.directory / "status", status);
    }

    Result<Strings> names(const Strings &packages)
    {
        CY_CHECK(refresh());
        CY_TRY(auto files, needed(packages));
        if (isThere(files))
            return files;
        auto fetched = fetch(packages);
        if (!fetched && fetched.error().code == ErrorCode::ToolFailed && !m_updated) {
            // The mirror has newer ones by now, and the old ones no longer.
            CY_CHECK(update());
            CY_TRY(files, needed(packages));
            fetched = fetch(packages);
        }
        CY_CHECK(fetched);
        return files;
    }

private:
    process::Command apt(Strings words) const
    {
        process::Command command{.program = findProgram("apt-get").value_or("apt-get"), .arguments = std::move(words)};
        command.environment["APT_CONFIG"] = toUtf8(m_world.directory / "apt.conf");
        command.environment["LC_ALL"] = "C.UTF-8";
        return command;
    }

    Result<void> run(const process::Command &command)
    {
        m_reporter.command(m_id, process::shown(command));
        Strings last;
        const auto take = [&](std::string_view line) {
            m_reporter.line(m_id, std::string(line));
            if (line.starts_with("E:") || line.starts_with("W:"))
                last.emplace_back(line);
        };
        CY_TRY(const auto finished,
               process::run(command, {.cancel = m_cancel, .onOutputLine = take, .onErrorLine = take}));
        if (finished.ok())
            return {};
        return fail(
            Error{ErrorCode::ToolFailed,
                  std::format("apt-get failed with status {}:\n{}", finished.exitCode, join(last, "\n"))}
                .withHint("see that the mirror can be reached, or name another one in CROSSYARD_DEBIAN_MIRROR"));
    }

    fs::path stamp() const { return m_world.directory / "updated"; }

    Result<void> update()
    {
        CY_CHECK(checkSpace(m_world.directory, spaceForPackages));
        CY_CHECK(run(apt({"update", "-q"})));
        m_updated = true;
        return writeFile(stamp(), join(sourceLines(m_world.sources, m_world.release), "\n"));
    }

    Result<void> refresh()
    {
        std::error_code missing;
        const auto time = fs::last_write_time(stamp(), missing);
        const auto of = missing ? std::string() : readFile(stamp()).value_or("");
        const bool sameSources = of == join(sourceLines(m_world.sources, m_world.release), "\n");
        if (sameSources && fs::file_time_type::clock::now() - time < freshFor)
            return {};
        auto updated = update();
        if (updated || !sameSources || updated.error().code == ErrorCode::Cancelled)
            return updated;
        m_reporter.note(m_id, "the package lists cannot be fetched: the ones of an earlier time are used",
                        activity::Event::Level::Warning);
        return {};
    }

    Result<Strings> needed(const Strings &packages)
    {
        // With a cache that is empty, or what is in the real one would not be named.
        Strings words{"-qq",
                      "--print-uris",
                      "-o",
                      "Dir::Cache::archives=" + toUtf8(m_world.directory / "nothing"),
                      "--download-only",
                      "install"};
        words.insert(words.end(), packages.begin(), packages.end());
        CY_TRY(const std::string said, process::outputOf(apt(std::move(words)), {.cancel = m_cancel}));
        m_files = packageFilesIn(said);
        Strings names;
        for (const auto &file : m_files)
            names.push_back(file.name);
        return names;
    }

    bool isThere(const Strings &)
    {
        return std::ranges::all_of(m_files, [&](const PackageFile &file) {
            std::error_code error;
            return fs::file_size(m_world.archives() / fromUtf8(file.name), error) == file.size && !error;
        });
    }

    Result<void> fetch(const Strings &packages)
    {
        Strings words{"-q", "-y", "--download-only", "install"};
        words.insert(words.end(), packages.begin(), packages.end());
        return run(apt(std::move(words)));
    }

    const PackageWorld &m_world;
    activity::Reporter &m_reporter;
    activity::Id m_id;
    const CancelToken &m_cancel;
    std::vector<PackageFile> m_files;
    bool m_updated = false;
};

} // namespace

PackageWorld packageWorld(const fs::path &store, const std::string &release, const std::string &architecture,
                          const DebianSources &sources)
{
    return {.directory = store / "containers" / "packages" / fromUtf8(release + "-" + architecture),
            .release = release,
            .architecture = architecture,
            .sources = sources};
}

std::vector<PackageFile> packageFilesIn(std::string_view printedUris)
{
    std::vector<PackageFile> files;
    for (const auto &line : split(printedUris, '\n')) {
        const auto words = splitWhitespace(line);
        if (words.size() < 3 || !words[0].starts_with('\'') || !words[1].ends_with(".deb"))
            continue;
        PackageFile file{.name = words[1]};
        std::from_chars(words[2].data(), words[2].data() + words[2].size(), file.size);
        files.push_back(std::move(file));
    }
    return files;
}

Result<void> checkSpace(const fs::path &directory, std::uintmax_t bytes)
{
    std::error_code error;
    const auto space = fs::space(directory, error);
    if (error || space.available >= bytes)
        return {};
    return fail(Error{ErrorCode::Io, std::format("{} has {} free, and packages need {}", toUtf8(directory),
                                                 shownSize(space.available), shownSize(bytes))}
                    .withHint("free some space there, or choose another store with CROSSYARD_HOME"));
}

Result<std::vector<fs::path>> fetchPackages(const PackageWorld &world, const std::vector<std::string> &names,
                                            std::string_view status, activity::Reporter &reporter, activity::Id id,
                                            const CancelToken &cancel)
{
    CY_TRY(const FileLock lock, FileLock::acquire(world.directory / "lock", FileLock::Mode::Exclusive, cancel, [&] {
               reporter.note(id, "waiting for another Crossyard that fetches packages");
           }));
    PrivateApt apt(world, reporter, id, cancel);
    CY_CHECK(apt.prepare(status));
    CY_TRY(const Strings files, apt.names(names));
    std::vector<fs::path> paths;
    for (const auto &file : files)
        paths.push_back(world.archives() / fromUtf8(file));
    return paths;
}

} // namespace crossyard::container
