// SPDX-License-Identifier: MIT OR Apache-2.0
// Real containers: podman as it is on this machine, or the engine that CROSSYARD_TEST_ENGINE names, and an image with
// nothing but busybox. Tests are skipped where one of them cannot be had.
#pragma once

#include "container/engine/containers.h"
#include "container/engine/engine_probe.h"
#include "support/support.h"

namespace crossyard::test {

/// Kept for all tests of a build directory: the probe's answer, and what was fetched.
fs::path containerStore();
/// Tried on this machine, or remembered. Errors: why no container can be run.
Result<container::Engine> realEngine();
/// The same with an init before the program: its own, or one that is fetched. Errors: none can be had.
Result<container::Engine> engineWithInit();
/// The same without one.
Result<container::Engine> engineWithoutInit();
/// The image with busybox in it: every applet is in /bin. Errors: it cannot be had.
Result<std::string> busyboxImage(const container::Engine &engine);

/// A container of that image that runs a script, with a name of its own.
container::ContainerPlan scriptPlan(const container::Engine &engine, const std::string &image, std::string script);

/// Whether the engine knows it, in whatever state.
bool containerExists(const container::Engine &engine, const std::string &name);
/// Waits until it runs; false after ten seconds.
bool containerRuns(const container::Engine &engine, const std::string &name);

/// This test program once more, as a process of its own: `--role ROLE ARGUMENT`.
class OtherProcess {
public:
    OtherProcess(std::string role, std::string argument);
    /// The same at a terminal of its own, in whose foreground it is.
    static OtherProcess atTerminal(const std::string &role, const std::string &argument);
    OtherProcess(OtherProcess &&other) noexcept;
    ~OtherProcess(); // kills it
    OtherProcess(const OtherProcess &) = delete;
    OtherProcess &operator=(const OtherProcess &) = delete;
    void signal(int number) const;
    /// Types at its terminal.
    void type(std::string_view keys) const;
    /// Waits for its end; gives its status, 128 + N for signal N.
    int wait();

private:
    OtherProcess() = default;
    int m_pid = 0;
    int m_terminal = -1;
};

} // namespace crossyard::test
