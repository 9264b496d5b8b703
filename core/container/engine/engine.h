// SPDX-License-Identifier: MIT OR Apache-2.0
// A container engine: podman, docker or nerdctl, as a value. They take nearly the same words; where they do not, the
// difference is in this folder's functions and nowhere else.
#pragma once

#include "process/command.h"

namespace crossyard::container {

enum class EngineKind { Podman, Docker, Nerdctl };
std::string_view engineName(EngineKind kind); // "podman", "docker", "nerdctl"

/// An engine that was tried by running a container, and what it needs for that on this machine.
struct Engine {
    EngineKind kind = EngineKind::Podman;
    fs::path program = {};
    std::string version = {};
    std::string architecture = {}; // of its machine, as Rust calls it: "x86_64", "aarch64"
    bool rootless = false;         // root in the container is the user outside
    bool remote = false;           // its machine does not see our files: they travel by volume
    bool elsewhere = false;        // in a virtual machine, or behind a service, though it may see our files
    bool selinux = false;
    std::vector<std::string> globalOptions = {}; // before the verb: "--runtime", "runc"; "--url", "unix:///..."
    std::vector<std::string> runOptions = {};    // of each container: "--ulimit", "nofile=1024:1024"
    std::vector<std::string> buildOptions = {};  // of each build of an image
    bool buildkit = true;     // Docker's: images are built by BuildKit, which newer ones need a part of their own for
    bool init = true;         // it puts a small init before the program, which hears signals and reaps
    std::string network = {}; // --network of containers that may have one; empty: the engine's own choice
    fs::path imageList = {};  // a file that changes whenever its images do; empty: none is known
    std::vector<std::string> remedies = {}; // why these options are needed, one sentence each

    bool operator==(const Engine &) const = default;
};

/// "podman --runtime runc WORDS".
process::Command engineCommand(const Engine &engine, std::vector<std::string> words);

/// "ENGINE build OPTIONS WORDS", with what the engine's kind needs so that it sees the images that it has.
process::Command buildCommand(const Engine &engine, std::vector<std::string> words);

/// A processor as Rust calls it: of "amd64" and "x86_64" "x86_64"; what is not known stays.
std::string rustArchitecture(std::string_view engines);

} // namespace crossyard::container
