// SPDX-License-Identifier: MIT OR Apache-2.0
// What the fuzz targets share. A target takes any bytes; it may refuse them, but neither crash nor hang, and what it
// says of them has to hold together: `require` stops the program where it does not.
#pragma once

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size);

namespace crossyard::fuzz {

inline std::string_view textOf(const std::uint8_t *data, std::size_t size)
{
    return {reinterpret_cast<const char *>(data), size};
}

inline void require(bool holds, const char *what)
{
    if (holds)
        return;
    std::fprintf(stderr, "does not hold: %s\n", what);
    std::abort();
}

/// Takes small numbers from the front, so that the rest of the bytes is the text.
class Choices {
public:
    explicit Choices(std::string_view bytes) : m_bytes(bytes) {}
    unsigned next(unsigned below)
    {
        if (m_bytes.empty() || below == 0)
            return 0;
        const auto byte = static_cast<unsigned char>(m_bytes.front());
        m_bytes.remove_prefix(1);
        return byte % below;
    }
    std::string_view rest() const { return m_bytes; }

private:
    std::string_view m_bytes;
};

} // namespace crossyard::fuzz
