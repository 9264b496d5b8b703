// SPDX-License-Identifier: MIT OR Apache-2.0
// A server of Rust releases as rustup knows them, made by the test: a manifest, and components of a few files whose
// compiler is a small script. And a world in which the real rustup uses it, with a home of its own.
#pragma once

#include "support/http_server.h"

#include <atomic>
#include <mutex>

namespace crossyard::test {

inline constexpr const char *distHost = "x86_64-unknown-linux-gnu";
inline constexpr const char *distTarget = "thumbv7m-none-eabi"; // the second target with a std

/// The releases in a directory: DIR/dist/...
class RustDistribution {
public:
    explicit RustDistribution(fs::path directory) : m_directory(std::move(directory)) {}
    const fs::path &directory() const { return m_directory; }
    /// What the manifests name as their server.
    void setUrl(std::string url) { m_url = std::move(url); }

    /// Makes a release the newest of its channel: rustc, cargo, rust-std for the host and distTarget, rust-src, and
    /// clippy under its stored name clippy-preview.
    void release(const std::string &channel, const std::string &date, const std::string &version) const;
    /// The archive of a component ("cargo-1.80.0-HOST", "rust-src-1.80.0") of a date.
    fs::path archive(const std::string &date, const std::string &name) const;

private:
    fs::path m_directory;
    std::string m_url;
};

/// The directory over HTTP on this machine, on a port of its own, in a thread of its own.
class FileServer {
public:
    explicit FileServer(fs::path directory);
    std::string url() const { return m_server.url(); }
    /// From now on, a GET of a path that holds this text gets half of the file and then nothing more.
    void stallAt(const std::string &text);
    /// Whether a request was stalled.
    bool stalled() const { return m_stalled; }

private:
    HttpAnswer answer(const HttpRequest &request);

    fs::path m_directory;
    std::mutex m_mutex; // of `m_stall`
    std::string m_stall;
    std::atomic<bool> m_stalled = false;
    HttpServer m_server; // asks for the others: it ends first
};

/// RUSTUP_HOME in a directory of the test's own, RUSTUP_DIST_SERVER at a file server over a distribution there, and a
/// CROSSYARD_HOME. The environment of this process is changed, and put back at the end.
class RustupWorld {
public:
    RustupWorld();
    ~RustupWorld();
    RustupWorld(const RustupWorld &) = delete;
    RustupWorld &operator=(const RustupWorld &) = delete;

    /// The real rustup; nothing where this machine has none.
    static std::optional<fs::path> rustup();
    const fs::path &path() const { return m_dir.path(); }
    fs::path home() const { return m_dir.path() / "rustup home"; }
    fs::path toolchain(const std::string &channel) const { return home() / "toolchains" / (channel + "-" + distHost); }
    RustDistribution &distribution() { return m_distribution; }
    FileServer &server() { return m_server; }
    /// What the installed compiler says of itself ("rustc 1.98.0-nightly (...)"), or why it does not.
    std::string versionOf(const std::string &channel) const;

private:
    TempDir m_dir;
    RustDistribution m_distribution;
    FileServer m_server;
    std::map<std::string, std::optional<std::string>> m_before;
};

} // namespace crossyard::test

/// Skips a test that needs the real rustup where there is none, and says so.
#define NEEDS_RUSTUP()                                                                                                 \
    if (!crossyard::test::RustupWorld::rustup())                                                                       \
    GTEST_SKIP() << "there is no rustup on PATH; with it, this test installs toolchains from a server of its own"
