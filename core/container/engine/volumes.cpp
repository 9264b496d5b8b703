// SPDX-License-Identifier: MIT OR Apache-2.0
#include "container/engine/volumes.h"

#include "base/digest.h"
#include "base/files.h"
#include "base/lock.h"
#include "base/staged_dir.h"
#include "base/strings.h"
#include "container/engine/containers.h"
#include "container/engine/engine_trouble.h"
#include "container/engine/owner.h"
#include "container/engine/running.h"
#include "container/engine/travel.h"
#include "text/json.h"

#include <QUuid>

#include <algorithm>
#include <atomic>
#include <format>
#include <nlohmann/json.hpp>

namespace crossyard::container {

namespace {

using Strings = std::vector<std::string>;

constexpr const char *pathLabel = "org.crossyard.volume"; // the directory that it stands for
constexpr const char *noteLabel = "org.crossyard.sent";   // the word in our note of it

// Of the containers that copy.
constexpr const char *sentInside = "/crossyard-sent";
constexpr const char *volumesInside = "/crossyard-volumes";
constexpr const char *madeInside = "/crossyard-made";

// What is removed or replaced goes first; a copy without -p is dated now.
constexpr const char *takeScript = R"(set -e
for sent in /crossyard-sent/*; do
    volume=/crossyard-volumes/${sent##*/}
    if [ -f "$sent/removed" ]; then (cd "$volume" && xargs -0 rm -rf -- <"$sent/removed"); fi
    if [ -d "$sent/files" ]; then
        chmod -R a+rX "$sent/files"
        cp -RP "$sent/files/." "$volume"
    fi
    if [ -f "$sent/open" ]; then chmod 0777 "$volume"; fi
done
)";

constexpr const char *giveScript = R"(set -e
mkdir /crossyard-made
cd "$1" 2>/dev/null || exit 0
for directory in */ */examples/; do
    for file in "$directory"*; do
        if [ -f "$file" ] && [ ! -L "$file" ]; then
            mkdir -p "/crossyard-made/$directory"
            cp -p "$file" "/crossyard-made/$directory"
        fi
    done
done
)";

fs::path directoryIn(const fs::path &store)
{
    return store / "containers" / "volumes";
}

/// A container that copies between its own files and volumes; gone when this is.
class Copier {
public:
    Copier(const ContainerPlan &plan, const fs::path &store, const CancelToken &cancel)
        : m_plan(plan), m_cancel(cancel), m_name(freshName()), m_noted(store, plan.engine, m_name)
    {
    }
    ~Copier() { (void)removeContainer(m_plan.engine, m_name, 0); }
    Copier(const Copier &) = delete;
    Copier &operator=(const Copier &) = delete;

    Result<void> create(const Strings &mounts, Strings program)
    {
        Strings words{"create", "--name", m_name, "--pull=never", "--network=none", "--user", "0:0"};
        const auto add = [&](const Strings &more) { words.insert(words.end(), more.begin(), more.end()); };
        add({"--label", std::format("{}={}", ownerLabel, ownerOfThisProcess())});
        add(mounts);
        add(m_plan.engine.runOptions);
        add({m_plan.image});
        add(program);
        return told(askEngine(m_plan.engine, std::move(words), m_cancel));
    }
    Result<void> copyIn(const fs::path &directory, const std::string &inside)
    {
        return told(askEngine(m_plan.engine, {"cp", toUtf8(directory), m_name + ":" + inside}, m_cancel));
    }
    Result<void> copyOut(const std::string &inside, const fs::path &directory)
    {
        return told(askEngine(m_plan.engine, {"cp", m_name + ":" + inside + "/.", toUtf8(directory)}, m_cancel));
    }
    Result<void> run() { return told(askEngine(m_plan.engine, {"start", "--attach", m_name}, m_cancel)); }

private:
    static std::string freshName()
    {
        static std::atomic<int> count = 0;
        return std::format("crossyard-copy-{}-{}", processId(), ++count);
    }
    static Result<void> told(Result<std::string> answer)
    {
        if (answer)
            return {};
        answer.error().context.push_back("copying files to or from the engine's machine");
        return fail(std::move(answer.error()));
    }

    const ContainerPlan &m_plan;
    const CancelToken &m_cancel;
    std::string m_name;
    RunningContainer m_noted;
};

// What of a volume is known on this side.
struct Note {
    std::string word = {};
    TravelList files = {};
};

fs::path noteOf(const fs::path &store, const std::string &volume)
{
    return directoryIn(store) / fromUtf8(volume + ".json");
}

Note readNote(const fs::path &file)
{
    const auto json = nlohmann::ordered_json::parse(readFile(file).value_or(""), nullptr, false);
    Note note{.word = text::stringIn(json, "word").value_or("")};
    if (!json.is_object() || !json.contains("files") || !json["files"].is_object())
        return {};
    for (const auto &[path, state] : json["files"].items()) {
        if (state.is_string())
            note.files[path] = state.get<std::string>();
    }
    return note;
}

Result<void> writeNote(const fs::path &file, const Note &note)
{
    return writeFile(file, nlohmann::ordered_json{{"word", note.word}, {"files", note.files}}.dump());
}

class Sender {
public:
    Sender(const ContainerPlan &plan, const fs::path &store, activity::Reporter &reporter, const CancelToken &cancel)
        : m_plan(plan), m_store(store), m_reporter(reporter), m_cancel(cancel)
    {
    }

    Result<void> send()
    {
        CY_CHECK(createDirectories(directoryIn(m_store)));
        CY_TRY(const auto lock,
               FileLock::acquire(directoryIn(m_store) / "lock", FileLock::Mode::Exclusive, m_cancel,
                                 [this] { m_reporter.note(0, "waiting for another Crossyard that sends files"); }));
        CY_TRY(m_known, askEngine(m_plan.engine,
                                  {"volume", "ls", "--filter", std::format("label={}", pathLabel), "--format",
                                   "{{.Name}} {{.Labels}}"},
                                  m_cancel));
        std::vector<Load> loads;
        for (const auto &mount : m_plan.mounts) {
            CY_TRY(auto load, loadOf(mount));
            if (load.isNew || !load.changes.empty())
                loads.push_back(std::move(load));
        }
        if (loads.empty())
            return {};
        std::size_t files = 0;
        for (const auto &load : loads)
            files += load.changes.sent.size();
        const auto id = m_reporter.start(std::format("Sending {} files to the engine's machine", files));
        auto done = sendLoads(loads);
        m_reporter.finish(id, activity::outcomeOf(done));
        return done;
    }

private:
    struct Load {
        const Mount *mount = nullptr;
        bool isNew = false;
        Note note = {}; // as it will be
        TravelChanges changes = {};
    };

    bool isThere(const std::string &volume, const std::string &word) const
    {
        return !word.empty() && std::ranges::any_of(linesWithEnds(m_known), [&](std::string_view line) {
            return line.starts_with(volume + " ") && line.contains(word);
        });
    }

    Result<Load> loadOf(const Mount &mount)
    {
        Load load{.mount = &mount, .note = readNote(noteOf(m_store, mount.volume))};
        load.isNew = !isThere(mount.volume, load.note.word);
        if (load.isNew)
            load.note = {.word = QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString()};
        // What the container makes is its own.
        TravelList now = load.note.files;
        if (mount.mode == Mount::Mode::ReadOnly) {
            CY_TRY(now, listTravel(mount.host, mount.travel, m_cancel));
            addPlaces(mount, now);
        }
        load.changes = travelChanges(load.note.files, now);
        load.note.files = std::move(now);
        return load;
    }

    // What is mounted below it needs a place there.
    void addPlaces(const Mount &mount, TravelList &list) const
    {
        for (const auto &other : m_plan.mounts) {
            if (&other == &mount || !isBelow(fromUtf8(other.path()), fromUtf8(mount.path())))
                continue;
            const auto relative = fromUtf8(other.path()).lexically_relative(fromUtf8(mount.path()));
            fs::path place;
            for (const auto &part : relative) {
                place /= part;
                list.try_emplace(toUtf8(place), "directory");
            }
        }
    }

    Result<void> sendLoads(const std::vector<Load> &loads)
    {
        sweepStages(directoryIn(m_store));
        CY_TRY(const StagedDir stage, StagedDir::create(directoryIn(m_store)));
        Strings mounts;
        for (std::size_t i = 0; i < loads.size(); ++i) {
            const auto &load = loads[i];
            if (load.isNew)
                CY_CHECK(makeVolume(load));
            CY_CHECK(stageLoad(load, stage.path() / "sent" / std::to_string(i)));
            mounts.insert(mounts.end(), {"--mount", std::format("type=volume,src={},dst={}/{}", load.mount->volume,
                                                                volumesInside, i)});
        }
        Copier copier(m_plan, m_store, m_cancel);
        CY_CHECK(copier.create(mounts, {"sh", "-c", takeScript}));
        CY_CHECK(copier.copyIn(stage.path() / "sent", sentInside));
        CY_CHECK(copier.run());
        for (const auto &load : loads)
            CY_CHECK(writeNote(noteOf(m_store, load.mount->volume), load.note));
        return {};
    }

    Result<void> makeVolume(const Load &load)
    {
        std::error_code ignored;
        fs::remove(noteOf(m_store, load.mount->volume), ignored);
        // One of that name whose content nobody knows; or none, which is no trouble.
        (void)removeVolume(m_plan.engine, load.mount->volume, m_cancel);
        const auto made =
            askEngine(m_plan.engine,
                      {"volume", "create", "--label", std::format("{}={}", pathLabel, toUtf8(load.mount->host)),
                       "--label", std::format("{}={}", noteLabel, load.note.word), load.mount->volume},
                      m_cancel);
        return made ? Result<void>() : fail(made.error());
    }

    static Result<void> stageLoad(const Load &load, const fs::path &directory)
    {
        CY_CHECK(createDirectories(directory));
        if (load.mount->mode != Mount::Mode::ReadOnly)
            CY_CHECK(writeFile(directory / "open", ""));
        if (!load.changes.removed.empty())
            CY_CHECK(writeFile(directory / "removed", join(load.changes.removed, std::string(1, '\0'))));
        for (const auto &path : load.changes.sent)
            CY_CHECK(stageFile(load.mount->host / fromUtf8(path), directory / "files" / fromUtf8(path),
                               load.note.files.at(path)));
        return {};
    }

    static Result<void> stageFile(const fs::path &from, const fs::path &to, const std::string &state)
    {
        if (state == "directory")
            return createDirectories(to);
        CY_CHECK(createDirectories(to.parent_path()));
        std::error_code error;
        if (!fs::is_symlink(fs::symlink_status(from, error)))
            return linkOrCopy(from, to);
        fs::copy_symlink(from, to, error);
        return error ? Result<void>(fail(ioError("copy", from, error))) : Result<void>();
    }

    const ContainerPlan &m_plan;
    const fs::path &m_store;
    activity::Reporter &m_reporter;
    const CancelToken &m_cancel;
    std::string m_known;
};

bool sameContent(const fs::path &a, const fs::path &b)
{
    std::error_code error;
    if (fs::file_size(a, error) != fs::file_size(b, error) || error)
        return false;
    const auto one = digestOfFile(a);
    const auto other = digestOfFile(b);
    return one && other && *one == *other;
}

// Each by a rename: whoever runs the old program goes on with it.
Result<void> takeOver(const fs::path &from, const fs::path &to)
{
    std::error_code error;
    for (fs::recursive_directory_iterator it(from, error), end; !error && it != end; it.increment(error)) {
        if (!it->is_regular_file(error))
            continue;
        const fs::path place = to / it->path().lexically_relative(from);
        if (sameContent(it->path(), place))
            continue;
        CY_CHECK(createDirectories(place.parent_path()));
        fs::rename(it->path(), place, error);
    }
    return error ? Result<void>(fail(ioError("put programs into", to, error))) : Result<void>();
}

} // namespace

void mountVolumes(ContainerPlan &plan, const fs::path &store, const fs::path &project)
{
    const auto machine = processPlace().machine;
    for (auto &mount : plan.mounts) {
        if (mount.mode == Mount::Mode::Caught)
            continue; // which is refused
        std::error_code ignored;
        if (fs::exists(mount.host, ignored) && !fs::is_directory(mount.host, ignored)) {
            mount.inside = toUtf8(fromUtf8(mount.path()).parent_path());
            mount.travel.parts = {toUtf8(mount.host.filename())};
            mount.host = mount.host.parent_path();
        }
        const std::string key = DigestBuilder()
                                    .add("machine", machine)
                                    .add("store", toUtf8(store))
                                    .add("project", mount.travel.ofProject ? toUtf8(project) : std::string())
                                    .add("directory", toUtf8(mount.host))
                                    .hex();
        mount.volume = "crossyard-" + key.substr(0, 24);
    }
}

Result<void> sendFiles(const ContainerPlan &plan, const fs::path &store, activity::Reporter &reporter,
                       const CancelToken &cancel)
{
    return Sender(plan, store, reporter, cancel).send();
}

Result<void> fetchPrograms(const ContainerPlan &plan, const fs::path &directory, const fs::path &store,
                           activity::Reporter &reporter, const CancelToken &cancel)
{
    const auto made = std::ranges::find_if(plan.mounts, [&](const Mount &mount) {
        return mount.mode == Mount::Mode::ReadWrite && isBelow(directory, mount.host);
    });
    if (made == plan.mounts.end())
        return fail(ErrorCode::BadInput, std::format("{} is not written by the container", toUtf8(directory)));
    const Strings mounts{"--mount", std::format("type=volume,src={},dst={},ro", made->volume, volumesInside)};
    const auto inside = std::format("{}/{}", volumesInside, toUtf8(directory.lexically_relative(made->host)));
    const auto id = reporter.start("Fetching programs from the engine's machine");
    const auto fetch = [&]() -> Result<void> {
        CY_CHECK(createDirectories(directoryIn(store)));
        CY_CHECK(createDirectories(directory));
        sweepStages(directoryIn(store));
        // Beside the place, for the renames.
        CY_TRY(const StagedDir stage, StagedDir::create(directory.parent_path()));
        Copier copier(plan, store, cancel);
        CY_CHECK(copier.create(mounts, {"sh", "-c", giveScript, "sh", inside}));
        CY_CHECK(copier.run());
        CY_CHECK(copier.copyOut(madeInside, stage.path()));
        return takeOver(stage.path(), directory);
    };
    auto done = fetch();
    reporter.finish(id, activity::outcomeOf(done));
    return done;
}

Result<std::vector<StoredVolume>> listVolumes(const Engine &engine, const CancelToken &cancel)
{
    CY_TRY(const auto listed,
           askEngine(engine, {"volume", "ls", "--quiet", "--filter", std::format("label={}", pathLabel)}, cancel));
    std::vector<StoredVolume> volumes;
    auto names = splitWhitespace(listed);
    if (names.empty())
        return volumes;
    names.insert(names.begin(), {"volume", "inspect"});
    CY_TRY(const auto said, askEngine(engine, std::move(names), cancel));
    const auto json = nlohmann::ordered_json::parse(said, nullptr, false);
    if (!json.is_array())
        return fail(ErrorCode::ToolFailed, "the engine describes its volumes in a way that is not understood");
    for (const auto &one : json) {
        const auto labels =
            one.is_object() ? one.value("Labels", nlohmann::ordered_json::object()) : nlohmann::ordered_json::object();
        volumes.push_back(
            {.name = text::stringIn(one, "Name").value_or(""), .path = text::stringIn(labels, pathLabel).value_or("")});
    }
    std::ranges::sort(volumes, {}, &StoredVolume::path);
    return volumes;
}

Result<void> removeVolume(const Engine &engine, const std::string &name, const CancelToken &cancel)
{
    const auto removed = askEngine(engine, {"volume", "rm", name}, cancel);
    return removed ? Result<void>() : fail(removed.error());
}

} // namespace crossyard::container
