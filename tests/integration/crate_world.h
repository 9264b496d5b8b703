// SPDX-License-Identifier: MIT OR Apache-2.0
// A small registry of crates that the test makes, as a server, as a directory, and as a git index.
#pragma once

#include "bootstrap_world.h"
#include "support/http_server.h"

#include <mutex>

namespace crossyard::test {

/// A dependency: "NAME REQ", and after that words: "optional", "windows" (of cfg(windows) alone), "build".
struct MadeCrate {
    std::string name;
    std::string version;
    std::vector<std::string> dependencies = {};
    std::string library = "";
    std::string features = ""; // "a = [\"b\"]", one a line
};

class CrateWorld {
public:
    /// With an identity, its server speaks TLS.
    explicit CrateWorld(std::optional<ServerIdentity> identity = {});
    /// Makes a .crate, and its line in the index.
    void add(const MadeCrate &crate);
    /// The address of the sparse index. A crate that `answers` names is answered by that.
    std::string sparse();
    int port() const { return m_server->port(); }
    /// A directory as cargo's local registries: archives, and `index`.
    const fs::path &registry() const { return m_registry; }
    fs::path archive(const std::string &title) const { return m_registry / (title + ".crate"); }
    std::string checksum(const std::string &title) const;
    /// A bare repository with the index, whose crates are served.
    fs::path gitIndex();
    /// The crates that were asked for until now, "NAME-VERSION", sorted.
    std::vector<std::string> fetched() const;

    /// What the server says in the place of a crate.
    std::function<std::optional<HttpAnswer>(const std::string &title, const HttpRequest &request)> answers = {};
    bool withEntries = true; // false: the index says where crates are, and nothing of them

private:
    HttpAnswer answer(const HttpRequest &request);
    std::string config();

    TempDir m_dir;
    fs::path m_registry;
    std::map<std::string, std::string> m_lines; // by path in the index
    std::unique_ptr<HttpServer> m_server;
};

/// `git WORDS...` in a directory, as some author.
void gitRun(const std::vector<std::string> &words, const fs::path &directory);

} // namespace crossyard::test
