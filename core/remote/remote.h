// SPDX-License-Identifier: MIT OR Apache-2.0
// What needs large libraries (QtNetwork, libgit2, KArchive), behind plain types. They are linked by a plugin alone,
// which is loaded when somebody first asks for it: loading their many libraries takes longer than all that most
// commands do.
#pragma once

#include "base/cancel.h"
#include "base/paths.h"
#include "remote/proxies.h"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace crossyard::remote {

/// How servers are reached.
struct Settings {
    Proxies proxies = {};      // where they say nothing, what the system says counts
    fs::path caFile = {};      // certificates in PEM that are trusted in place of the system's; empty: the system's
    fs::path caDirectory = {}; // the same, each in a file of its own; those of both count
    int silenceMs = 30000;     // without a byte for so long, a server is taken for dead
    int deadlineMs = 0;        // for all that is asked for at once; 0: none
    int retries = 3;           // after what may be better the next time: broken connections, 429, 500 to 599
    int retryDelayMs = 500;    // before the first retry; doubles with each
    int parallel = 6;          // transfers at once
    std::string userAgent = "crossyard";
};

/// What is wanted of one address (http:, https: or file:).
struct Request {
    std::string url;
    std::map<std::string, std::string> headers = {};
    bool sizeOnly = false;
    /// Where the bytes go; empty: into Response::body. What is in the file already is taken for the beginning, and only
    /// the rest is asked for; the caller checks the whole. Its directory must exist.
    fs::path file = {};
    std::uint64_t limit = std::uint64_t(1) << 30; // in bytes; more is an error
};

struct Response {
    int status = 0;                                  // of HTTP; for file: 200 or 404
    std::map<std::string, std::string> headers = {}; // names in lower case
    std::string body = {};                           // where no file was named
    std::uint64_t size = 0;                          // of the whole; 0 where the server does not tell it
    std::string url = {};                            // where redirections led
};

/// Bytes that came so far, and those that are expected in all (0: not known).
using Progress = std::function<void(std::uint64_t received, std::uint64_t expected)>;

class Downloader {
public:
    virtual ~Downloader() = default;
    /// All of them, several at once; an answer for each, in order. Any status is an answer. Errors of one: Io (with the
    /// address), BadInput (larger than the limit), Cancelled. Blocks; any thread.
    virtual std::vector<Result<Response>> fetch(const std::vector<Request> &requests, const Settings &settings,
                                                const Progress &progress, const CancelToken &cancel) = 0;
};

/// What of a git repository is meant.
struct GitReference {
    enum class Kind { Default, Branch, Tag, Revision };
    Kind kind = Kind::Default;
    std::string name = {}; // Revision: an id or its beginning, or the name of a reference ("refs/pull/1/head")
    bool operator==(const GitReference &) const = default;
};

/// The files of one commit, read by need from the object database; nothing is checked out.
class GitTree {
public:
    virtual ~GitTree() = default;
    /// The commit's id, 40 hexadecimal digits.
    virtual std::string commit() const = 0;
    /// The bytes of a file, by its path with '/'; nothing where there is none. Errors: Io.
    virtual Result<std::optional<std::string>> read(const std::string &path) const = 0;
};

/// How far the fetch of a repository is.
struct GitProgress {
    std::string said = {};         // the server's last words; empty before it has said any
    std::uint64_t objects = 0;     // that came
    std::uint64_t expected = 0;    // in all; 0 before that is known
    std::uint64_t bytes = 0;       // that came
    std::uint64_t deltas = 0;      // that were put together to objects
    std::uint64_t deltasInAll = 0; // 0 before all objects are here
};
using GitWatcher = std::function<void(const GitProgress &progress)>;

class Git {
public:
    virtual ~Git() = default;
    /// Brings a bare repository up to date (makes it where there is none) so that it has the reference; gives the
    /// commit's id. `watcher` is told often, while it goes on. Nobody else may use it meanwhile: what a process left
    /// half-done that died in it is taken away. Errors, with the address: Io, NotFound (the reference, the repository),
    /// Unsupported (a server that wants to know who asks), Cancelled.
    virtual Result<std::string> fetch(const std::string &url, const fs::path &database, const GitReference &reference,
                                      const Settings &settings, const GitWatcher &watcher,
                                      const CancelToken &cancel) = 0;
    /// The commit that a reference means in what was fetched before. Errors: NotFound.
    virtual Result<std::string> resolve(const fs::path &database, const GitReference &reference) = 0;
    /// Writes the files of a commit, with those of its submodules, into an empty directory; it becomes a repository.
    /// Submodules are fetched; relative addresses are taken from `url`. Errors: Io, Cancelled.
    virtual Result<void> checkout(const fs::path &database, const std::string &url, const std::string &commit,
                                  const fs::path &directory, const Settings &settings, const CancelToken &cancel) = 0;
    /// Errors: NotFound (no such repository or reference).
    virtual Result<std::unique_ptr<GitTree>> open(const fs::path &database, const GitReference &reference) = 0;
};

/// A line of a difference, as git gives it; its end is part of it.
struct RawDiffLine {
    char origin = ' '; // ' ', '+', '-', or others for notes
    std::string content;
    int oldLine = -1;
    int newLine = -1;
};
struct RawDiffHunk {
    int oldStart = 0, oldCount = 0, newStart = 0, newCount = 0;
    std::vector<RawDiffLine> lines;
};

class TextTools {
public:
    virtual ~TextTools() = default;
    /// Errors: Unsupported (texts of 2 GB).
    virtual Result<std::vector<RawDiffHunk>> diff(std::string_view before, std::string_view after, int context) = 0;
    /// The merged text, with conflicts in the "diff3" form, between markers of that many letters. Errors: Unsupported.
    virtual Result<std::string> merge(std::string_view base, std::string_view ours, std::string_view theirs,
                                      unsigned short markerSize) = 0;
};

/// An entry of a tar archive as the library reads it.
struct TarFile {
    std::string path;
    bool directory = false;
    bool link = false;
    bool executable = false;
    std::string content = {};
};

class Archives {
public:
    virtual ~Archives() = default;
    /// What a gzip file holds (by its name, .xz and .txz: an xz file). Errors: Io, Parse (damaged or cut off), BadInput
    /// (more than `limit` bytes).
    virtual Result<std::string> unzipped(const fs::path &file, std::uint64_t limit) = 0;
    /// The entries of a tar archive. Errors: Parse.
    virtual Result<std::vector<TarFile>> tarEntries(std::string_view tar) = 0;
};

/// The plugin's root.
class Remote {
public:
    virtual ~Remote() = default;
    virtual Downloader &downloader() = 0;
    virtual Git &git() = 0;
    virtual TextTools &textTools() = 0;
    virtual Archives &archives() = 0;
};

/// The plugin, loaded at the first call; the same one for as long as the program runs. It is looked for beside the
/// program, where it is installed, and where CROSSYARD_REMOTE (a file) says. Thread-safe. Errors: NotFound.
Result<Remote *> remote();

} // namespace crossyard::remote
