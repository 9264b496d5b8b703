// SPDX-License-Identifier: MIT OR Apache-2.0
// What a rustc says about itself. Probed by running it once, then remembered by its path, size and mtime.
#pragma once

#include "base/cancel.h"
#include "base/paths.h"
#include "process/command.h"

#include <string>
#include <vector>

namespace crossyard::rust {

struct Compiler {
    fs::path rustc;             // as it was asked for: a path that can be run
    std::string verboseVersion; // `rustc -vV`, verbatim
    std::string release;        // "1.96.0", "1.97.0-nightly"
    std::string channel;        // stable, beta, nightly, dev
    std::string commitHash;     // may be empty: some distributions do not know it
    std::string commitDate;     // YYYY-MM-DD, may be empty
    std::string host;           // the host triple
    std::string llvmVersion;    // may be empty
    fs::path sysroot;           // `rustc --print sysroot`
    /// A digest of the verbose version and of size and mtime of the compiler's program and driver library: tells two
    /// compilers of the same version apart, and notices one that was replaced in place.
    std::string identity;

    bool operator==(const Compiler &) const = default;

    /// True where unstable features are on without RUSTC_BOOTSTRAP (nightly and dev channels).
    bool allowsUnstable() const;
    /// A command that runs this compiler. RUSTC_BOOTSTRAP is removed from, or with `bootstrap` set to 1 in, its
    /// environment; so are RUSTFLAGS and their like, which only cargo reads.
    process::Command command(std::vector<std::string> arguments, bool bootstrap = false) const;
};

/// Asks the compiler (or the cache, which starts no process). Errors: NotFound, ToolFailed, Unsupported (another
/// machine's program), each with a hint.
Result<Compiler> probeCompiler(const fs::path &rustc, const CancelToken &cancel = {});

/// Parses `rustc -vV`; rustc, sysroot and identity stay empty. Errors: Parse.
Result<Compiler> parseVerboseVersion(std::string_view text);

} // namespace crossyard::rust
