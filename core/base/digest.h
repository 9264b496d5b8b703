// SPDX-License-Identifier: MIT OR Apache-2.0
// Digests. Our own stores go by BLAKE2b-256, which takes a third of the time that SHA-256 takes with Qt: a cold build
// hashes 100 MB of sources and crates. SHA-256 is there for what others define by it.
#pragma once

#include "base/error.h"

#include <memory>
#include <span>
#include <string>
#include <string_view>

class QCryptographicHash;

namespace crossyard {

/// BLAKE2b-256 over labelled fields. Every field is length-prefixed, so that no two different lists of fields agree.
class DigestBuilder {
public:
    DigestBuilder();
    ~DigestBuilder();
    DigestBuilder(DigestBuilder &&) noexcept;
    DigestBuilder &operator=(DigestBuilder &&) noexcept;

    DigestBuilder &add(std::string_view label, std::string_view value);
    DigestBuilder &add(std::string_view label, std::span<const std::string> values);
    /// 64 lower-case hexadecimal digits. The builder can go on being fed.
    std::string hex() const;

private:
    std::unique_ptr<QCryptographicHash> m_hash;
};

/// SHA-256 of the bytes, in hexadecimal.
std::string sha256(std::string_view bytes);
/// BLAKE2b-256 of a file's content, in hexadecimal. Errors: Io.
Result<std::string> digestOfFile(const std::filesystem::path &file);

} // namespace crossyard
