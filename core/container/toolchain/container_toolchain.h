// SPDX-License-Identifier: MIT OR Apache-2.0
// The user's own toolchain in a container, and the standard library for the target.
//
// A toolchain of rustup's is a directory that runs anywhere: it is mounted as it is. A distribution's is spread over
// /usr and linked with the libraries there, and mounting that would hide the image's: what its programs need is copied
// into a bundle of their own, with their loader and libc, so that neither an older nor a newer image matters; the
// libraries of Rust are mounted from where they are.
#pragma once

#include "activity/activity.h"
#include "container/engine/container_plan.h"
#include "rust/target.h"
#include "rust/toolchain.h"

#include <map>

namespace crossyard::container {

struct ContainerToolchain {
    fs::path directory; // holds bin/cargo and bin/rustc, the same path inside and outside
    std::vector<Mount> mounts = {};
    bool bundled = false;
    std::vector<std::string> notes = {}; // what was done, one sentence each
};

struct BundleRequest {
    const rust::Toolchain *toolchain = nullptr;
    fs::path store; // bundles are kept in STORE/containers/toolchains/KEY
    /// Prebuilt standard libraries of targets that the toolchain does not have itself, by target: DIRECTORY holds
    /// lib/rustlib/TARGET (a StdChoice's directory). For bundles only.
    std::map<std::string, fs::path> libraries = {};
    /// The version of the image's glibc ("2.36"): where it is newer than this machine's, the bundle goes without a
    /// libc. Empty: not known; a procedural macro from a newer image could not be loaded then.
    std::string imageGlibc = {};
};

/// Makes the bundle where one is needed and not there; quick otherwise. PATH in the container has to begin with
/// DIRECTORY/bin: cargo takes rustc from there. Errors: NotFound (no cargo; no patchelf, with the command that installs
/// it), Unsupported (no Linux toolchain), BadInput (a library for a toolchain of rustup's), ToolFailed, Io, Cancelled.
Result<ContainerToolchain> prepareToolchain(const BundleRequest &request, activity::Reporter &reporter,
                                            const CancelToken &cancel = {});
/// The same for a plan: what it would be. Nothing is made; what loaders said is remembered in the store.
Result<ContainerToolchain> planToolchain(const BundleRequest &request, const CancelToken &cancel = {});

/// Where the target's standard library comes from.
struct StdChoice {
    enum class Kind {
        Toolchain, // it is installed with it
        Package,   // the distribution's package for that architecture, unpacked beside the toolchain
        Sysroot,   // our own, built from source
        BuildStd,  // cargo's -Zbuild-std, as the configuration asks
        Rustup,    // `rustup target add` brings it
    };
    Kind kind = Kind::Toolchain;
    std::string package = {};               // "libstd-rust-web-dev:arm64"
    std::optional<fs::path> directory = {}; // of a Package, where it is or will be: holds lib/rustlib/TARGET
    bool ready = false;                     // nothing has to be fetched
    std::string why = {};                   // one sentence
};
std::string_view stdName(StdChoice::Kind kind); // "toolchain", "package", "sysroot", "build-std", "rustup"

struct StdRequest {
    const rust::Toolchain *toolchain = nullptr;
    rust::TargetRef target = {};
    fs::path store;
    bool buildStd = false;                     // the configuration wants it
    std::optional<StdChoice::Kind> asked = {}; // the user's own choice
    bool offline = false;
    fs::path project = {}; // its profile and Xargo.toml may want a library of its own
};
/// The first that can be had: what the configuration wants, an own one where the project needs it (Xargo.toml, a custom
/// target), the toolchain's, the package's or rustup's, an own one from source. Nothing is fetched. Errors: NotFound,
/// none can be had (with each, and why not), BadInput (the asked one cannot), Cancelled.
Result<StdChoice> chooseStd(const StdRequest &request, const CancelToken &cancel = {});
/// Fetches a Package into its directory: private lists of apt, the system is not touched. Rustup: adds the target. The
/// others need nothing here: a Sysroot is built by sysroot::prepareCargo(). Errors: ToolFailed, NotFound (apt has no
/// such version of it: chooseStd() then passes over it for a day), Io, Cancelled.
Result<void> fetchStd(const StdChoice &choice, const StdRequest &request, activity::Reporter &reporter,
                      const CancelToken &cancel = {});

} // namespace crossyard::container
