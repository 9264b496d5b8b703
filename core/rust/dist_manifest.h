// SPDX-License-Identifier: MIT OR Apache-2.0
// The manifest of a Rust release, as rustup's servers have it (channel-rust-CHANNEL.toml, version 2) and as rustup
// keeps it in each toolchain: which components there are for a host, in which archives, and what the profiles hold.
#pragma once

#include "base/error.h"
#include "base/paths.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace crossyard::rust {

struct DistComponent {
    std::string package; // the name that users know: "clippy", "rust-std"
    std::string stored;  // the name in files: "clippy-preview"
    std::string target;  // a triple; empty for what is the same everywhere
    std::string url;     // of the archive that rustup takes; empty where the release has none
    std::string hash;    // SHA-256 of that archive
    bool optional = false;

    bool operator==(const DistComponent &) const = default;
    bool available() const { return !url.empty(); }
    /// As `rustup component list` writes it: "clippy-x86_64-unknown-linux-gnu", "rust-src".
    std::string name() const { return target.empty() ? package : package + "-" + target; }
    /// As lib/rustlib/components has it.
    std::string storedName() const { return target.empty() ? stored : stored + "-" + target; }
};

struct DistManifest {
    std::string date;
    std::string version; // of rustc: "1.95.0 (59807616e 2026-04-14)"
    std::string host;
    std::vector<DistComponent> components;                    // of this host, by name
    std::map<std::string, std::vector<std::string>> profiles; // names as users know them
    std::vector<std::string> hosts;                           // all that there are

    bool operator==(const DistManifest &) const = default;
    /// The component that a word means: one with its triple, one of the host without it. Null where there is none.
    const DistComponent *find(std::string_view word) const;
    const DistComponent *findStored(std::string_view storedName) const;
    /// The prebuilt standard library for a target.
    const DistComponent *library(std::string_view triple) const;
    /// All targets with a prebuilt standard library.
    std::vector<std::string> targets() const;
    /// What a profile holds for the host.
    std::vector<const DistComponent *> profile(const std::string &name) const;
};

/// Reads a manifest for one host. `file` is named in errors. Errors: Parse, NotFound (no such host, with those that
/// there are).
Result<DistManifest> parseDistManifest(std::string_view text, const fs::path &file, const std::string &host);

} // namespace crossyard::rust
