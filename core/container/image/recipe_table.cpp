// SPDX-License-Identifier: MIT OR Apache-2.0
#include "container/image/recipe_table.h"

namespace crossyard::container {

namespace {

constexpr LinuxRow linuxTable[] = {
    {"aarch64-unknown-linux-gnu", "arm64", "aarch64-linux-gnu", "aarch64", "aarch64"},
    {"arm-unknown-linux-gnueabi", "armel", "arm-linux-gnueabi", "arm", "arm"},
    // Debian's armhf is for ARMv7: its start files and libraries are, whatever the program is compiled for.
    {"arm-unknown-linux-gnueabihf", "armhf", "arm-linux-gnueabihf", "arm", "arm"},
    {"armv5te-unknown-linux-gnueabi", "armel", "arm-linux-gnueabi", "arm", "arm"},
    {"armv7-unknown-linux-gnueabi", "armel", "arm-linux-gnueabi", "arm", "arm"},
    {"armv7-unknown-linux-gnueabihf", "armhf", "arm-linux-gnueabihf", "arm", "arm"},
    {"i586-unknown-linux-gnu", "i386", "i686-linux-gnu", "i386", "i686"},
    {"i686-unknown-linux-gnu", "i386", "i686-linux-gnu", "i386", "i686"},
    {"loongarch64-unknown-linux-gnu", "loong64", "loongarch64-linux-gnu", "loongarch64", "loongarch64", "trixie"},
    {"m68k-unknown-linux-gnu", "m68k", "m68k-linux-gnu", "m68k", "m68k"},
    {"mips-unknown-linux-gnu", "mips", "mips-linux-gnu", "mips", "mips"},
    {"mips64-unknown-linux-gnuabi64", "mips64", "mips64-linux-gnuabi64", "mips64", "mips64"},
    {"mips64el-unknown-linux-gnuabi64", "mips64el", "mips64el-linux-gnuabi64", "mips64el", "mips64"},
    {"mipsel-unknown-linux-gnu", "mipsel", "mipsel-linux-gnu", "mipsel", "mips"},
    {"powerpc-unknown-linux-gnu", "powerpc", "powerpc-linux-gnu", "ppc", "ppc"},
    {"powerpc64-unknown-linux-gnu", "ppc64", "powerpc64-linux-gnu", "ppc64", "ppc64"},
    {"powerpc64le-unknown-linux-gnu", "ppc64el", "powerpc64le-linux-gnu", "ppc64le", "ppc64le"},
    {"riscv64gc-unknown-linux-gnu", "riscv64", "riscv64-linux-gnu", "riscv64", "riscv64", "",
     "riscv64-unknown-linux-gnu"},
    {"s390x-unknown-linux-gnu", "s390x", "s390x-linux-gnu", "s390x", "s390x"},
    {"sparc64-unknown-linux-gnu", "sparc64", "sparc64-linux-gnu", "sparc64", "sparc64"},
    {"thumbv7neon-unknown-linux-gnueabihf", "armhf", "arm-linux-gnueabihf", "arm", "arm"},
    {"x86_64-unknown-linux-gnu", "amd64", "x86_64-linux-gnu", "x86_64", "x86_64"},
};

// Machines: the ones whose memory begins where that of most boards does (code at 0, RAM at 0x20000000), so that a
// project's own memory.x fits. The M33's begins at 0x10000000 in QEMU.
constexpr std::string_view arm = "arm-none-eabi";
constexpr std::string_view riscv = "riscv64-unknown-elf";
constexpr BareRow bareTable[] = {
    {"aarch64-unknown-none", "aarch64-linux-gnu", "", "virt -cpu cortex-a57"},
    {"aarch64-unknown-none-softfloat", "aarch64-linux-gnu", "", "virt -cpu cortex-a57"},
    {"riscv32i-unknown-none-elf", riscv, "rv32i/ilp32", "virt"},
    {"riscv32im-unknown-none-elf", riscv, "rv32im/ilp32", "virt"},
    {"riscv32imac-unknown-none-elf", riscv, "rv32imac/ilp32", "virt", "riscv32"},
    {"riscv32imafc-unknown-none-elf", riscv, "rv32imafc/ilp32f", "virt"},
    {"riscv32imc-unknown-none-elf", riscv, "rv32im/ilp32", "virt"},
    {"riscv64gc-unknown-none-elf", riscv, "", "virt", "riscv64"},
    {"riscv64imac-unknown-none-elf", riscv, "rv64imac/lp64", "virt"},
    {"thumbv6m-none-eabi", arm, "thumb/v6-m/nofp", "lm3s6965evb"},
    {"thumbv7em-none-eabi", arm, "thumb/v7e-m/nofp", "mps2-an386"},
    {"thumbv7em-none-eabihf", arm, "thumb/v7e-m+fp/hard", "mps2-an386"},
    {"thumbv7m-none-eabi", arm, "thumb/v7-m/nofp", "lm3s6965evb"},
    {"thumbv8m.base-none-eabi", arm, "thumb/v8-m.base/nofp", "mps2-an505"},
    {"thumbv8m.main-none-eabi", arm, "thumb/v8-m.main/nofp", "mps2-an505"},
    {"thumbv8m.main-none-eabihf", arm, "thumb/v8-m.main+fp/hard", "mps2-an505"},
};

constexpr WindowsRow windowsTable[] = {
    {"i686-pc-windows-gnu", "i686-w64-mingw32"},
    {"x86_64-pc-windows-gnu", "x86_64-w64-mingw32"},
};

} // namespace

std::span<const LinuxRow> linuxRows()
{
    return linuxTable;
}

std::span<const BareRow> bareRows()
{
    return bareTable;
}

std::span<const WindowsRow> windowsRows()
{
    return windowsTable;
}

} // namespace crossyard::container
