// SPDX-License-Identifier: MIT OR Apache-2.0
// The server that rustup installs from (RUSTUP_DIST_SERVER, or the one that its toolchains came from): what a release
// holds and how large its archives are. Only plans ask it; what is installed is downloaded by rustup itself.
#pragma once

#include "base/cancel.h"
#include "rust/dist_manifest.h"
#include "rust/toolchain_name.h"

#include <memory>
#include <mutex>
#include <optional>

namespace crossyard::rust {

/// Answers are kept as long as the object lives: one belongs to one plan, or to one sheet in which plans are tried.
/// Thread-safe.
class DistServer {
public:
    /// The root as rustup finds it, without a slash at its end; file:, http: and https: are known. Empty where no
    /// toolchain of rustup's tells it: what would be downloaded is not known then.
    DistServer();
    explicit DistServer(std::string root) : m_root(std::move(root)) {}
    const std::string &root() const { return m_root; }

    /// The manifest of the release that a name stands for now. Errors: NotFound (no such release), Io, Parse,
    /// Cancelled.
    Result<std::shared_ptr<const DistManifest>> manifest(const ToolchainName &name, const std::string &host,
                                                         const CancelToken &cancel);
    /// The bytes of archives, by their addresses in the manifest; what the server does not say is left out.
    std::map<std::string, std::uintmax_t> sizes(const std::vector<std::string> &urls, const CancelToken &cancel);

    /// The address of a release's manifest.
    std::string manifestUrl(const ToolchainName &name) const;
    /// The server that a manifest names in its addresses; empty where it names none.
    static std::string serverIn(std::string_view manifest);
    /// Manifests name the server that they were made for; rustup asks its own instead.
    std::string placed(const std::string &url) const;

private:
    std::string m_root;
    std::mutex m_mutex; // all below
    std::map<std::string, std::shared_ptr<const DistManifest>> m_manifests;
    std::map<std::string, std::optional<std::uintmax_t>> m_sizes;
};

} // namespace crossyard::rust
