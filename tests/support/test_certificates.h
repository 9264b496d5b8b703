// SPDX-License-Identifier: MIT OR Apache-2.0
// A certificate for a server on this machine, signed by a CA that nobody knows; made by openssl.
#pragma once

#include "support/http_server.h"

namespace crossyard::test {

/// Why tests over TLS cannot run here; nothing where they can.
std::optional<std::string> noTls();

/// Made in a directory of its own; noTls() was asked before.
class TestCertificates {
public:
    TestCertificates();
    fs::path ca() const { return m_dir.path() / "ca.pem"; }
    /// A directory that holds the CA's certificate alone.
    fs::path caDirectory() const { return m_dir.path() / "trusted"; }
    /// For localhost, 127.0.0.1 and crates.example.
    ServerIdentity server() const { return {m_dir.path() / "server.pem", m_dir.path() / "server.key"}; }

private:
    TempDir m_dir;
};

} // namespace crossyard::test

#define NEEDS_TLS()                                                                                                    \
    if (const auto why = crossyard::test::noTls())                                                                     \
    GTEST_SKIP() << *why
