// SPDX-License-Identifier: MIT OR Apache-2.0
#include "container/engine/engine_trouble.h"

#include "base/strings.h"

#include <algorithm>
#include <array>
#include <format>

namespace crossyard::container {

namespace {

// All the words of one are somewhere in what was said, in small letters; the first that fits counts.
struct Known {
    std::array<std::string_view, 2> words;
    EngineTrouble trouble;
};

using enum ErrorCode;

constexpr EngineTrouble daemonDown{ToolFailed, "its daemon does not answer",
                                   "start it (Docker: sudo systemctl start docker, or Docker Desktop), or use podman, "
                                   "which needs none"};
constexpr EngineTrouble noAccess{ToolFailed, "you may not use its socket",
                                 "use rootless podman, or join the group that may (Docker: sudo usermod -aG docker "
                                 "$USER, and log in anew), which gives root's rights on this machine"};
constexpr EngineTrouble podmanDown{ToolFailed, "its service does not answer",
                                   "start it (podman machine start, or systemctl --user start podman.socket)"};
constexpr EngineTrouble containerdDown{ToolFailed, "containerd does not answer",
                                       "start it (sudo systemctl start containerd, or containerd-rootless-setuptool.sh "
                                       "install for one without root's rights)"};
constexpr EngineTrouble noImage{NotFound, "it does not have the image",
                                "make or fetch the image first: a run never fetches one"};
constexpr EngineTrouble noSpace{ToolFailed, "there is no space left where it keeps its files",
                                "free some: \"system df\" of the engine says what takes it, \"system prune\" removes "
                                "what nobody uses"};
constexpr EngineTrouble wrongProcessor{ToolFailed, "the program is for another processor",
                                       "use an image for this machine's processor, and a runner (qemu) for the "
                                       "target's programs"};
constexpr EngineTrouble noProgram{NotFound, noProgramInImage, "use an image that has it, or mount it"};
constexpr EngineTrouble notExecutable{ToolFailed, "the program in the image is not executable",
                                      "make it executable, and see that its file system is not mounted with noexec"};
constexpr EngineTrouble noSource{NotFound, "something that is to be mounted does not exist",
                                 "make it first, or take it out of the mounts"};
constexpr EngineTrouble noDirectory{NotFound, "the working directory does not exist in the container",
                                    "mount it, or use another one"};
constexpr EngineTrouble nameInUse{ToolFailed, "a container of that name is there already", "run it again"};
constexpr EngineTrouble noSubIds{ToolFailed, "you have no user numbers for containers",
                                 "add some: sudo usermod --add-subuids 100000-165535 --add-subgids 100000-165535 "
                                 "$USER, then podman system migrate"};
constexpr EngineTrouble badOption{BadInput, "it does not know an option",
                                  "take it out of the options for the engine, or use a newer engine"};
constexpr EngineTrouble changed{ToolFailed, "it needs other options on this machine than when it was tried",
                                "try it anew", true};

const std::array known = {
    Known{{"permission denied", "docker.sock"}, noAccess},
    Known{{"permission denied", "docker api"}, noAccess},
    Known{{"permission denied", "docker daemon socket"}, noAccess},
    Known{{"permission denied", "containerd.sock"}, noAccess},
    Known{{"permission denied", "podman.sock"}, noAccess},
    Known{{"cannot connect to the docker daemon", ""}, daemonDown},
    Known{{"is the docker daemon running", ""}, daemonDown},
    Known{{"error during connect", ""}, daemonDown},
    Known{{"cannot connect to podman", ""}, podmanDown},
    Known{{"unable to connect to podman", ""}, podmanDown},
    Known{{"rootless containerd not running", ""}, containerdDown},
    Known{{"cannot access containerd socket", ""}, containerdDown},
    Known{{"no space left on device", ""}, noSpace},
    Known{{"disk quota exceeded", ""}, noSpace},
    Known{{"image not known", ""}, noImage},
    Known{{"no such image", ""}, noImage},
    Known{{"unable to find image", ""}, noImage},
    Known{{"image not available", ""}, noImage},
    Known{{"exec format error", ""}, wrongProcessor},
    Known{{"container-init binary not found", ""}, changed},
    Known{{"\"docker-init\"", "not found"}, changed},
    Known{{"\"tini\"", "not found"}, changed},
    Known{{"executable file not found", ""}, noProgram},
    Known{{"attempted to invoke a command that was not found", ""}, noProgram},
    Known{{"exec: ", "no such file or directory"}, noProgram},
    Known{{"failed to exec pid1", "no such file"}, noProgram},
    Known{{"fatal tini", "no such file"}, noProgram},
    Known{{"exec: ", "permission denied"}, notExecutable},
    Known{{"failed to exec pid1", "permission denied"}, notExecutable},
    Known{{"workdir", "does not exist"}, noDirectory},
    Known{{"chdir to cwd", ""}, noDirectory},
    Known{{"statfs", "no such file or directory"}, noSource},
    Known{{"bind source path does not exist", ""}, noSource},
    Known{{"failed to stat", "no such file or directory"}, noSource},
    Known{{"is already in use", "name"}, nameInUse},
    Known{{"subuid", ""}, noSubIds},
    Known{{"newuidmap", ""}, noSubIds},
    Known{{"unknown flag", ""}, badOption},
    Known{{"unknown shorthand flag", ""}, badOption},
    Known{{"rlimit", ""}, changed},
    Known{{"oci runtime", "not found: invalid argument"}, changed},
    Known{{"cgroups in hybrid mode", ""}, changed},
    Known{{"sd-bus", ""}, changed},
};

bool isEngineLine(EngineKind kind, std::string_view line)
{
    switch (kind) {
    case EngineKind::Podman:
        return line.starts_with("Error: ");
    case EngineKind::Docker:
        return line.starts_with("docker: ") || line.starts_with("Cannot connect to the Docker daemon") ||
               line.starts_with("unknown flag");
    case EngineKind::Nerdctl:
        return line.starts_with("FATA[") || line.contains("level=fatal");
    }
    return false;
}

// The init before the program says it where that cannot be started: catatonit ends with 1 then, tini with 127. Without
// one the runtime does, from within the container, with 1 or 255.
bool isInitLine(std::string_view line)
{
    return (line.starts_with("ERROR (catatonit:") && line.contains("failed to exec")) ||
           line.starts_with("[FATAL tini") ||
           (line.starts_with("exec ") && trim(line).ends_with(": exec format error"));
}

} // namespace

std::optional<EngineTrouble> knownTrouble(std::string_view said)
{
    const auto text = toLower(said);
    for (const auto &one : known) {
        if (text.contains(one.words[0]) && text.contains(one.words[1]))
            return one.trouble;
    }
    return std::nullopt;
}

Error engineError(EngineKind kind, std::string_view said)
{
    const auto words = trim(said);
    const auto below = words.empty() ? "" : std::format("\n{}", words);
    if (const auto trouble = knownTrouble(words))
        return {.code = trouble->code,
                .message = std::format("{}: {}{}", engineName(kind), trouble->cause, below),
                .hint = std::string(trouble->mend)};
    return {.code = ToolFailed, .message = std::format("{} failed{}", engineName(kind), below)};
}

std::string saidBy(const process::Finished &finished)
{
    return std::string(trim(finished.errors.empty() ? finished.output : finished.errors));
}

Result<std::string> askEngine(const Engine &engine, std::vector<std::string> words, const CancelToken &cancel)
{
    CY_TRY(auto finished, process::run(engineCommand(engine, std::move(words)),
                                       {.cancel = cancel, .onOutputLine = {}, .onErrorLine = {}}));
    if (!finished.ok())
        return fail(engineError(engine.kind, saidBy(finished)));
    return std::move(finished.output);
}

std::optional<std::string> saidByEngine(EngineKind kind, int status, std::string_view errors)
{
    const bool engines = (status >= 125 && status <= 127) || (kind == EngineKind::Nerdctl && status == 1);
    const bool inits = engines || status == 1 || status == 255;
    std::string said;
    for (const auto line : linesWithEnds(errors)) {
        // What comes before is the program's; what comes after explains.
        if (!said.empty() || (engines && isEngineLine(kind, line)) || (inits && isInitLine(line)))
            said += line;
    }
    if (said.empty())
        return std::nullopt;
    return std::string(trim(said));
}

} // namespace crossyard::container
