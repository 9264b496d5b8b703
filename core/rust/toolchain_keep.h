// SPDX-License-Identifier: MIT OR Apache-2.0
// Keeps rustup's toolchains as they are while rustup changes them. rustup takes the old release out before the new one
// is there; a download that fails then, or a rustup that is killed, may leave a toolchain without its compiler. So a
// second tree of hard links is made beside it first, which takes no room, and is put back where it did not go well.
#pragma once

#include "base/cancel.h"
#include "base/lock.h"
#include "base/paths.h"

#include <string>
#include <vector>

namespace crossyard::rust {

class KeptToolchains {
public:
    /// Takes the lock of changes (one at a time for each rustup), puts back what a killed process of ours had kept, and
    /// keeps these toolchains. With `docsStay`, the component rust-docs is not kept: what is done leaves it
    /// alone. Errors: Io,
    /// Cancelled; nothing is changed then.
    static Result<KeptToolchains> keep(const fs::path &home, const std::vector<std::string> &names, bool docsStay,
                                       const CancelToken &cancel, const std::function<void()> &waiting);
    KeptToolchains(KeptToolchains &&) noexcept = default;
    KeptToolchains &operator=(KeptToolchains &&) noexcept = default;

    /// All went well: what was kept goes.
    void drop();
    /// Puts back what was kept, and removes toolchains that have appeared under a name that began with `fresh` (nothing
    /// where it is empty). Errors: Io, with the place where what was kept still is.
    Result<void> restore(const std::string &fresh);

private:
    KeptToolchains(fs::path home, FileLock lock);
    fs::path m_home;
    FileLock m_lock;
    std::vector<std::string> m_before; // all toolchains that there were
};

} // namespace crossyard::rust
