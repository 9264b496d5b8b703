// SPDX-License-Identifier: MIT OR Apache-2.0
// Digests of source trees by content. The list of files with size and mtime is taken each time; the bytes are read only
// when that list is new, and the answer is remembered.
#pragma once

#include "base/error.h"
#include "base/paths.h"

#include <condition_variable>
#include <deque>
#include <future>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

namespace crossyard::build {

struct TreeDigest {
    std::string digest; // 64 hexadecimal digits
    /// Directories beside the tree whose files its Rust sources name by a path: `#[path = "../../stdarch/src/mod.rs"]`,
    /// include_str!("../../core/..."). Their names, sorted; they may be missing.
    std::vector<std::string> neighbours;
    /// Variables that the Rust sources ask the compiler for: env!("NAME"), option_env!("NAME"). Sorted.
    std::vector<std::string> variables = {};
    /// The Rust sources, but those of tests and examples, speak of CARGO_MANIFEST_DIR or CARGO_MANIFEST_PATH: what is
    /// made of them may know where they lie.
    bool asksForPlace = false;
};

/// Thread-safe.
class SourceDigests {
public:
    /// `memory`: the directory that keeps what was worked out before; it may be missing or unwritable.
    explicit SourceDigests(fs::path memory) : m_memory(std::move(memory)) {}

    /// Digest of names and contents of all files below the directory, but what `skip` names (absolute paths),
    /// "target" beside a Cargo.toml, vendored crates, and names that begin with a dot. Errors: Io; BadInput where the
    /// directory is a vendored crate's and its files are not those that are listed with it.
    Result<TreeDigest> ofTree(const fs::path &directory, const std::vector<fs::path> &skip = {});

    /// Works the digest of a tree out in a thread of its own, as it will be asked for soon.
    void foresee(const fs::path &directory, std::vector<fs::path> skip = {});

    /// The directories that were asked for as a whole, and could be read.
    std::vector<fs::path> asked() const;

private:
    Result<TreeDigest> work(const fs::path &directory, const std::vector<fs::path> &skip) const;

    fs::path m_memory;
    struct Asked {
        fs::path directory;
        bool whole; // nothing was to be skipped
        std::shared_future<Result<TreeDigest>> answer;
    };
    mutable std::mutex m_mutex; // what follows
    /// By the directory and what to skip, as the platform's text: paths take long to compare.
    std::unordered_map<fs::path::string_type, Asked> m_asked;
    std::deque<std::pair<fs::path, std::vector<fs::path>>> m_foreseen;
    std::condition_variable_any m_wake;
    std::jthread m_thread; // ends before the rest does
};

/// Which directories the sources of one package are read from. The answer depends on the package alone, not on what
/// else is built: or core would be another one in each build.
class PackageSources {
public:
    /// `library`: the standard library's directory, or empty. Its packages compile files of directories beside their
    /// own (stdarch, portable-simd, backtrace). `packageDirs`: every directory that is a package of the build.
    PackageSources(fs::path library, std::vector<fs::path> packageDirs);

    /// Digest of all that the package is compiled from. Errors: Io.
    Result<std::string> digestOf(const fs::path &packageDir, SourceDigests &digests) const;
    /// What was found in the package's own directory. Errors: Io.
    Result<TreeDigest> ownTree(const fs::path &packageDir, SourceDigests &digests) const;
    /// The directories that this digest covers, the package's own first. Errors: Io.
    Result<std::vector<fs::path>> directoriesOf(const fs::path &packageDir, SourceDigests &digests) const;

    /// The package's own directory will be asked for soon.
    void foresee(const fs::path &packageDir, SourceDigests &digests) const;
    /// Works the digests of some packages out, on as many threads as there are processors.
    void prepare(const std::vector<fs::path> &packageDirs, SourceDigests &digests) const;

private:
    struct Own {
        fs::path root;
        std::vector<fs::path> skip; // packages of their own below it
    };
    Own ownOf(const fs::path &packageDir) const;
    bool ofLibrary(const fs::path &packageDir) const;

    fs::path m_library;
    std::vector<fs::path> m_packageDirs; // sorted as the platform's text, each once
};

} // namespace crossyard::build
