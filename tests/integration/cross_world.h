// SPDX-License-Identifier: MIT OR Apache-2.0
// What the tests of builds in containers share: the words of cross, a program that greets, and a port of this machine.
#pragma once

#include "integration/sysroot_world.h"

namespace crossyard::test {

inline const std::string arm64 = "aarch64-unknown-linux-gnu";

/// Skips where no container can be run.
class CrossBuild : public testing::Test {
protected:
    void SetUp() override;

    /// `crossyard cross WORDS` with the toolchain of these tests; our own options stand first.
    static process::Command crossCommand(const Project &project, Words words, Environment environment = {});
    static process::Finished cross(const Project &project, Words words, Environment environment = {});
    static void makeHello(const Project &project);
    /// Firmware for thumbv7m-none-eabi that greets.
    static void makeFirmware(const Project &project);
    /// The number of the processor in its header, in hexadecimal.
    static std::string machineOf(const fs::path &program);
};

/// Listens at a free port of 127.0.0.1, and answers nobody.
class Listener {
public:
    Listener();
    ~Listener();
    Listener(const Listener &) = delete;
    Listener &operator=(const Listener &) = delete;
    int port() const { return m_port; }
    std::string address() const;

private:
    int m_socket;
    int m_port = 0;
};

} // namespace crossyard::test
