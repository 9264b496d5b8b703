// SPDX-License-Identifier: MIT OR Apache-2.0
// All that a build in a container would do: from the words of a cross command, the files of the project and what this
// machine has, to the one container that runs cargo.
//
//   config  ->  toolchain, engine  ->  image, standard library, packages  ->  fetch  ->  container  ->  programs
//
// The project is read-only in the container. What cargo writes lies in TARGET/container/IMAGE, a directory for each
// image, so that neither cargo on this machine nor another image's glibc meets its build scripts; the finished programs
// are put into TARGET/TRIPLE/PROFILE as well, where cross and cargo leave them.
#pragma once

#include "cargo/invocation.h"
#include "container/build/cargo_home.h"
#include "container/build/project_packages.h"
#include "container/build/runner.h"
#include "container/config/load_config.h"
#include "container/engine/engine_probe.h"
#include "container/image/image_plan.h"
#include "container/toolchain/container_toolchain.h"

namespace crossyard::container {

/// What a container may do to the project.
enum class Protection {
    Strict,  // nothing: it is read-only
    Guarded, // writes are caught beside it, to be looked at, taken over or thrown away
    Legacy,  // everything, as under cross
};
std::string_view protectionName(Protection protection); // "strict", "guarded", "legacy"
/// Errors: Usage.
Result<Protection> parseProtection(std::string_view name);

struct CrossRequest {
    std::vector<std::string> words; // of the cargo command, "+TOOLCHAIN" first where there is one
    fs::path directory;             // where it is given
    std::map<std::string, std::string> environment;
    fs::path store;
    fs::path crossyard;                        // the program; see sysroot::CargoBuildRequest::wrapper
    std::optional<std::string> toolchain = {}; // where the words name none
    std::optional<Dialect> dialect = {};
    std::optional<Protection> protection = {}; // else the manifest's, else strict
    std::optional<std::string> engine = {};    // else CROSS_CONTAINER_ENGINE
    std::optional<std::string> url = {};       // of a remote engine
    std::optional<StdChoice::Kind> standardLibrary = {};
    std::optional<std::string> runner = {};  // "native", "qemu-user", "qemu-system", or a command
    std::optional<std::string> release = {}; // Debian's, of our own images
    std::optional<int> debugPort = {};       // of 127.0.0.1: programs wait there for a debugger; 0: any free one
    bool network = false;                    // the container itself may use it
    bool anew = false;                       // what is remembered of engines does not count
    bool complete = false;                   // what is done here already is in the plan, too: for another machine
    Limits limits = {};
};

/// Where the project's files are, and what cargo writes.
struct CrossPlaces {
    fs::path root;                       // of the workspace
    fs::path directory;                  // where cargo works in the container
    fs::path target;                     // the user's target directory
    std::optional<fs::path> writes = {}; // Guarded: what was caught
};

struct CrossPlan {
    CrossRequest request;
    cargo::CargoCall call;
    CrossReport report;
    rust::Toolchain toolchain;
    rust::TargetRef target;
    rust::TargetInfo info;
    Protection protection = Protection::Strict;
    ProjectPackages packages;
    CrossPlaces places;
    ContainerConfig config;
    Engine engine;
    ImagePlan image;
    StdChoice standardLibrary;
    ContainerToolchain tools;
    std::vector<std::string> words;        // for cargo, in the container
    std::optional<process::Command> fetch; // on this machine, before; nothing where all is there
    std::optional<std::string> runner;     // for CARGO_TARGET_T_RUNNER; nothing: the image's own
    std::optional<DebugPort> debug;        // programs wait for a debugger
    std::vector<Finding> findings;         // beside those of the report
};

/// What the request, the files and the variables choose. Errors: as chooseEngine().
Result<Engine> engineOf(const CrossPlan &plan, const CancelToken &cancel);
/// What planImage() and makeImage() are asked.
ImageRequest imageRequest(const CrossPlan &plan);
/// What chooseRunner() is asked.
RunnerRequest runnerRequest(const CrossPlan &plan);
/// Whether programs of such a build could wait for a debugger.
bool canDebug(const CrossPlan &plan);
/// What planToolchain() and prepareToolchain() are asked.
BundleRequest bundleRequest(const CrossPlan &plan, const StdChoice &library);

/// Reads and asks; changes nothing. Errors: Usage (words that do not compile, or that are unknown), BadInput (a
/// configuration with errors, each named), NotFound, Unsupported, and those of what it is made of.
Result<CrossPlan> planCross(CrossRequest request, const CancelToken &cancel = {});

/// What is only known when the image, the library and the toolchain are there.
struct CrossFacts {
    std::string image = {};                                             // its digest, "sha256:..."
    std::vector<std::string> words = {};                                // for cargo
    std::map<std::string, std::optional<std::string>> environment = {}; // that goes with them
    std::vector<fs::path> sysroots = {};                                // to be seen
    ContainerToolchain tools = {};
    std::string path = {}; // the image's PATH
    fs::path files = {};   // the directory with config.toml and the wrapper
    fs::path debug = {};   // the directory of the debugger's socket, made for one run
};
/// Where config.toml and the wrapper are, once they were written; by their content.
fs::path filesOf(const CrossPlan &plan);
/// The facts as far as the plan knows them: for showing.
CrossFacts foreseen(const CrossPlan &plan);

/// TARGET/container/IMAGE.
fs::path containerTarget(const CrossPlan &plan, const CrossFacts &facts);
/// Pure but for the user's number, and for whether what is mounted is a directory.
ContainerPlan containerPlan(const CrossPlan &plan, const CrossFacts &facts);

/// A digest of what decides what is fetched: manifests and lock by their stamps, configuration, cargo.
std::string fetchKey(const CrossPlan &plan);
/// Whether what a plan would fetch was fetched, as far as files tell.
bool fetched(const fs::path &store, const std::string &key);
void noteFetched(const fs::path &store, const std::string &key);

/// In words, several lines.
std::string toText(const CrossPlan &plan);

} // namespace crossyard::container
