// SPDX-License-Identifier: MIT OR Apache-2.0
#include "container/engine/probe_program.h"

#include <array>
#include <cstdint>

namespace crossyard::container {

namespace {

// x86-64, System V: the number of the call goes into eax, its argument into edi.
constexpr std::array<std::uint8_t, 9> x86Code = {
    0x31, 0xff,                   // xor  edi, edi      status 0
    0xb8, 0x3c, 0x00, 0x00, 0x00, // mov  eax, 60       exit
    0x0f, 0x05,                   // syscall
};
constexpr std::uint16_t x86Machine = 62; // EM_X86_64

// AArch64: the number goes into x8, the argument into x0. An instruction is a little-endian word.
constexpr std::array<std::uint8_t, 12> armCode = {
    0x00, 0x00, 0x80, 0xd2, // mov  x0, #0        d2800000   status 0
    0xa8, 0x0b, 0x80, 0xd2, // mov  x8, #93       d2800ba8   exit
    0x01, 0x00, 0x00, 0xd4, // svc  #0            d4000001
};
constexpr std::uint16_t armMachine = 183; // EM_AARCH64

constexpr std::uint64_t base = 0x400000; // where linkers put programs that are not moved
constexpr std::uint64_t headerSize = 64;
constexpr std::uint64_t segmentSize = 56;
// The largest page that a kernel of AArch64 has; the segment begins at one.
constexpr std::uint64_t alignment = 0x10000;

class Bytes {
public:
    void add(std::uint64_t value, int size)
    {
        for (int i = 0; i < size; ++i)
            m_bytes += static_cast<char>((value >> (8 * i)) & 0xff);
    }
    std::string take() && { return std::move(m_bytes); }

private:
    std::string m_bytes;
};

// An ELF header, one program header and the code; "System V ABI", chapters 4 and 5. Names are those of elf(5).
template <std::size_t N> std::string program(std::uint16_t machine, const std::array<std::uint8_t, N> &code)
{
    constexpr std::uint64_t codeAt = headerSize + segmentSize;
    Bytes bytes;
    bytes.add(0x464c457f, 4); // "\x7f" "ELF"
    bytes.add(0x010102, 4);   // 64 bits, little-endian, version 1, System V
    bytes.add(0, 8);
    bytes.add(2, 2); // e_type: ET_EXEC
    bytes.add(machine, 2);
    bytes.add(1, 4);             // e_version
    bytes.add(base + codeAt, 8); // e_entry
    bytes.add(headerSize, 8);    // e_phoff
    bytes.add(0, 8);             // e_shoff: no sections
    bytes.add(0, 4);             // e_flags
    bytes.add(headerSize, 2);
    bytes.add(segmentSize, 2);
    bytes.add(1, 2); // e_phnum
    bytes.add(0, 6); // e_shentsize, e_shnum, e_shstrndx

    bytes.add(1, 4);          // p_type: PT_LOAD
    bytes.add(5, 4);          // p_flags: read and execute
    bytes.add(0, 8);          // p_offset
    bytes.add(base, 8);       // p_vaddr
    bytes.add(base, 8);       // p_paddr
    bytes.add(codeAt + N, 8); // p_filesz
    bytes.add(codeAt + N, 8); // p_memsz
    bytes.add(alignment, 8);  // p_align
    for (const auto byte : code)
        bytes.add(byte, 1);
    return std::move(bytes).take();
}

} // namespace

std::optional<std::string> probeProgram(std::string_view architecture)
{
    if (architecture == "x86_64")
        return program(x86Machine, x86Code);
    if (architecture == "aarch64")
        return program(armMachine, armCode);
    return std::nullopt;
}

} // namespace crossyard::container
