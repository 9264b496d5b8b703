// SPDX-License-Identifier: MIT OR Apache-2.0
// One container as a value: what it runs, what it sees, what it may do. The preview, the dry run, the export and the
// run itself are all made from it.
//
// A container has nothing but what stands here: no capabilities, no new privileges, a root file system that cannot be
// written, and no network unless it is asked for.
#pragma once

#include "container/engine/engine.h"

#include <cstdint>

namespace crossyard::container {

struct Mount {
    enum class Mode {
        ReadOnly,
        ReadWrite,
        Caught, // written to a layer of its own; what is below does not change
    };
    fs::path host;
    std::string inside = {}; // empty: the same path
    Mode mode = Mode::ReadOnly;
    std::string why = {}; // "the project", "the toolchain"
    fs::path upper = {};  // of Caught: what is written goes here
    fs::path work = {};   // of Caught: beside it, empty
    /// What of it goes to an engine on another machine.
    struct Travel {
        std::vector<std::string> parts = {}; // paths below it; empty: all
        // Of cargo's registry, in place of parts: the packages that this Cargo.lock names.
        std::optional<fs::path> lock = {};
        std::vector<fs::path> without = {}; // directories that stay here, whole paths
        bool caches = false;                // directories with a CACHEDIR.TAG too
        bool ofProject = false;             // what goes is not the same for each project
        bool operator==(const Travel &) const = default;
    };
    Travel travel = {};
    std::string volume = {}; // of an engine on another machine: what it has in place of the directory
    bool operator==(const Mount &) const = default;
    std::string path() const; // inside
};
std::string_view modeName(Mount::Mode mode); // "read-only", "read-write", "caught"

struct ContainerVariable {
    std::string name;
    std::string value;
    bool secret = false; // shown as "***"
    std::string why = {};
    bool operator==(const ContainerVariable &) const = default;
};

struct Limits {
    std::optional<std::uint64_t> memory = {}; // bytes
    std::optional<int> processes = {};
    std::optional<double> processors = {};
    bool operator==(const Limits &) const = default;
};

struct ContainerPlan {
    Engine engine;
    std::string image;   // a reference or an ID that the engine has: nothing is ever pulled by a run
    std::string name;    // of the container
    std::string purpose; // "build", "test": a label
    std::vector<Mount> mounts = {};
    std::vector<ContainerVariable> variables = {};
    std::vector<std::string> arguments = {}; // the program and its words; no shell
    std::string directory = {};              // inside
    std::string user = {};                   // "UID:GID"; empty: the image's, which is root's
    std::string userNamespace = {};          // --userns; empty: the engine's own choice
    Limits limits = {};
    bool network = false;
    bool input = false;                         // our standard input is the program's
    bool held = false;                          // by a debugger, where it may hear no signal
    bool writableRoot = false;                  // the image's own files can be written, for as long as it runs
    std::vector<std::string> ports = {};        // published: "127.0.0.1:1234:1234"
    std::vector<std::string> extraOptions = {}; // the user's own, of `run`
};

/// The words of "ENGINE run ...", options of the engine not among them. Secrets are not: they are handed over by the
/// environment of the command. Errors: BadInput (a name, a path or a variable that the engine cannot be told, options
/// that contradict one another); Unsupported (what this engine cannot do: Caught of any but podman, mounts of one on
/// another machine).
Result<std::vector<std::string>> runWords(const ContainerPlan &plan);
/// The whole command. Errors: as above.
Result<process::Command> runCommand(const ContainerPlan &plan);

/// The whole command to be shown: secrets are "***". Errors: as above.
Result<std::string> shownCommand(const ContainerPlan &plan);

/// The words of one mount: "--mount", "type=bind,src=...". Errors: as above.
Result<std::vector<std::string>> mountWords(const Mount &mount, const Engine &engine);

/// What the build may touch, for people: a line for each mount, and one each for network, user and limits.
std::string toText(const ContainerPlan &plan);

} // namespace crossyard::container
