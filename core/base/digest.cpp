// SPDX-License-Identifier: MIT OR Apache-2.0
#include "base/digest.h"

#include "base/files.h"

#include <QCryptographicHash>

#include <cstdint>

namespace crossyard {

namespace {

constexpr auto ownAlgorithm = QCryptographicHash::Blake2b_256;

void feed(QCryptographicHash &hash, std::string_view text)
{
    const std::uint64_t length = text.size();
    char prefix[8];
    for (int i = 0; i < 8; ++i)
        prefix[i] = static_cast<char>(length >> (8 * i));
    hash.addData(QByteArrayView(prefix, 8));
    hash.addData(QByteArrayView(text.data(), static_cast<qsizetype>(text.size())));
}

} // namespace

DigestBuilder::DigestBuilder() : m_hash(std::make_unique<QCryptographicHash>(ownAlgorithm)) {}
DigestBuilder::~DigestBuilder() = default;
DigestBuilder::DigestBuilder(DigestBuilder &&) noexcept = default;
DigestBuilder &DigestBuilder::operator=(DigestBuilder &&) noexcept = default;

DigestBuilder &DigestBuilder::add(std::string_view label, std::string_view value)
{
    feed(*m_hash, label);
    feed(*m_hash, value);
    return *this;
}

DigestBuilder &DigestBuilder::add(std::string_view label, std::span<const std::string> values)
{
    feed(*m_hash, label);
    feed(*m_hash, std::to_string(values.size()));
    for (const auto &value : values)
        feed(*m_hash, value);
    return *this;
}

std::string DigestBuilder::hex() const
{
    return m_hash->result().toHex().toStdString();
}

std::string sha256(std::string_view bytes)
{
    const QByteArrayView view(bytes.data(), static_cast<qsizetype>(bytes.size()));
    return QCryptographicHash::hash(view, QCryptographicHash::Sha256).toHex().toStdString();
}

Result<std::string> digestOfFile(const std::filesystem::path &file)
{
    // Not as a whole: a program or library may be large.
    QCryptographicHash hash(ownAlgorithm);
    CY_CHECK(readParts(file, [&](std::string_view part) {
        hash.addData(QByteArrayView(part.data(), static_cast<qsizetype>(part.size())));
    }));
    return hash.result().toHex().toStdString();
}

} // namespace crossyard
