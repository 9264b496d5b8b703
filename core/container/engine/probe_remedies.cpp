// SPDX-License-Identifier: MIT OR Apache-2.0
#include "container/engine/probe_remedies.h"

#include "base/strings.h"
#include "container/engine/engine_trouble.h"
#include "container/engine/owner.h"

#include <algorithm>
#include <format>
#include <utility>

namespace crossyard::container {

namespace {

// As many as a build and its linkers need. podman lowers its own limit of processes to the second before it starts a
// container, and cannot give more than that.
constexpr std::uint64_t mostFiles = 65536;
constexpr std::uint64_t mostProcesses = 32768;
// What every machine that can build allows.
constexpr std::uint64_t fewFiles = 1024;
constexpr std::uint64_t fewProcesses = 4096;

void removeOption(std::vector<std::string> &words, std::string_view option)
{
    for (auto it = std::ranges::find(words, option); it != words.end(); it = std::ranges::find(words, option))
        words.erase(it, std::min(it + 2, words.end()));
}

} // namespace

struct Ladder::Rung {
    enum class What { Limits, LowLimits, Runtime, CgroupManager, InitProgram, NoInit, OldBuilder };
    What what;
    std::string_view name;
    std::vector<std::string_view> signs; // one of them is in what the engine said, in small letters
    std::string_view why;
};

const std::vector<Ladder::Rung> &Ladder::rungs()
{
    using enum Rung::What;
    static const std::vector<std::string_view> limits = {"rlimit"};
    static const std::vector<std::string_view> init = {"container-init binary not found",
                                                       "\"docker-init\"",
                                                       "\"tini\"",
                                                       "docker-init: ",
                                                       "failed to exec pid1",
                                                       "fatal tini"};
    static const std::vector<Rung> all = {
        {Limits, "limits", limits, "limits are set to those of this process: the engine cannot raise them here"},
        {LowLimits, "low-limits", limits, "limits are set low: the engine cannot raise them here"},
        {InitProgram, "init", init, "an init program is named: the engine's own is not installed"},
        {NoInit, "no-init", init,
         "containers run without an init program, as none is installed (catatonit would do): a cancelled program is "
         "killed, for it may not hear that it is asked to end"},
        {OldBuilder,
         "old-builder",
         {"buildx component"},
         "images are built by Docker's old builder, for which a Dockerfile's `RUN --mount` is too new: buildx is not "
         "installed (package docker-buildx)"},
        {Runtime,
         "runtime",
         {"crun", "default oci runtime", "cgroups in hybrid mode"},
         "containers are run by runc: the engine's own choice does not work here"},
        {CgroupManager,
         "cgroup-manager",
         {"systemd", "sd-bus", "dbus", "cgroup"},
         "control groups are made directly: there is no systemd that would"},
    };
    return all;
}

bool Ladder::setLimits(Engine &engine, std::uint64_t files, std::uint64_t processes) const
{
    files = std::min(files, m_workshop.files.value_or(files));
    processes = std::min(processes, m_workshop.processes.value_or(processes));
    const std::vector<std::string> words = {"--ulimit", std::format("nofile={0}:{0}", files), "--ulimit",
                                            std::format("nproc={0}:{0}", processes)};
    if (std::ranges::search(engine.runOptions, words).begin() != engine.runOptions.end())
        return false;
    removeOption(engine.runOptions, "--ulimit");
    removeOption(engine.buildOptions, "--ulimit");
    engine.runOptions.insert(engine.runOptions.end(), words.begin(), words.end());
    if (engine.kind != EngineKind::Nerdctl) // whose build takes none
        engine.buildOptions.insert(engine.buildOptions.end(), words.begin(), words.end());
    return true;
}

// One that needs no library of the image's.
bool Ladder::findInit(Engine &engine) const
{
    if (engine.kind == EngineKind::Docker || engine.remote) // it looks on its own machine
        return false;
    for (const std::string_view name :
         {"catatonit", "/usr/libexec/podman/catatonit", "/usr/lib/podman/catatonit", "tini-static", "docker-init"}) {
        const auto program = m_workshop.findProgram(name);
        if (!program)
            continue;
        const std::string option = engine.kind == EngineKind::Podman ? "--init-path" : "--init-binary";
        engine.runOptions.insert(engine.runOptions.end(), {option, toUtf8(*program)});
        return true;
    }
    return false;
}

bool Ladder::take(const Rung &rung, Engine &engine)
{
    const bool podman = engine.kind == EngineKind::Podman;
    const auto global = [&](const char *option, const char *value) {
        if (!podman || std::ranges::contains(engine.globalOptions, option))
            return false;
        engine.globalOptions.insert(engine.globalOptions.end(), {option, value});
        return true;
    };
    switch (rung.what) {
    case Rung::What::Limits:
        return setLimits(engine, mostFiles, mostProcesses);
    case Rung::What::LowLimits:
        return setLimits(engine, fewFiles, fewProcesses);
    case Rung::What::InitProgram:
        return findInit(engine);
    case Rung::What::NoInit:
        removeOption(engine.runOptions, "--init-path");
        removeOption(engine.runOptions, "--init-binary");
        return std::exchange(engine.init, false);
    case Rung::What::OldBuilder:
        return std::exchange(engine.buildkit, false);
    case Rung::What::Runtime:
        return !engine.remote && m_workshop.findProgram("runc") && global("--runtime", "runc");
    case Rung::What::CgroupManager:
        return !engine.remote && global("--cgroup-manager", "cgroupfs");
    }
    return false;
}

std::optional<std::string> Ladder::climb(Engine &engine, std::string_view said)
{
    const auto text = toLower(said);
    for (const auto &rung : rungs()) {
        const bool meant = std::ranges::any_of(rung.signs, [&](std::string_view sign) { return text.contains(sign); });
        if (!meant || !m_taken.insert(rung.name).second || !take(rung, engine))
            continue;
        // A rung that takes the place of another one.
        if (rung.what == Rung::What::LowLimits)
            std::erase(engine.remedies, rungs()[0].why);
        if (rung.what == Rung::What::NoInit)
            std::erase(engine.remedies, rungs()[2].why);
        engine.remedies.emplace_back(rung.why);
        return std::string(rung.why);
    }
    return std::nullopt;
}

Workshop thisWorkshop()
{
    return {.files = hardFileLimit(), .processes = hardProcessLimit(), .findProgram = [](std::string_view name) {
                return crossyard::findProgram(name);
            }};
}

bool ladderKnows(std::string_view said)
{
    if (const auto trouble = knownTrouble(said))
        return trouble->ofMachine;
    Ladder ladder(Workshop{.files = {}, .processes = {}, .findProgram = [](std::string_view) {
                               return std::optional<fs::path>("/usr/bin/runc");
                           }});
    Engine any;
    return ladder.climb(any, said).has_value();
}

} // namespace crossyard::container
