// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rust/doctor_packages.h"

#include "base/strings.h"

#include <QFileInfo>

#include <algorithm>
#include <format>
#include <optional>

namespace crossyard::rust {

namespace {

// One row a program, one column a package manager, in the order of the enum. Empty: it has no such package, or one that
// cannot do the work (Fedora's cross compilers for most machines come without a C library).
struct Row {
    std::string_view program;
    std::string_view packages[7]; // apt, dnf, pacman, apk, zypper, brew, winget
};

constexpr Row rows[] = {
    {"cc", {"gcc", "gcc", "gcc", "build-base", "gcc", "gcc", ""}},
    {"clang", {"clang", "clang", "clang", "clang", "clang", "llvm", "LLVM.LLVM"}},
    {"ld.lld", {"lld", "lld", "lld", "lld", "lld", "lld", "LLVM.LLVM"}},
    {"arm-none-eabi-gcc",
     {"gcc-arm-none-eabi", "arm-none-eabi-gcc-cs", "arm-none-eabi-gcc", "gcc-arm-none-eabi", "", "arm-none-eabi-gcc",
      "Arm.GnuArmEmbeddedToolchain"}},
    {"aarch64-none-elf-gcc", {"", "", "aarch64-elf-gcc", "gcc-aarch64-none-elf", "", "aarch64-elf-gcc", ""}},
    {"riscv64-unknown-elf-gcc",
     {"gcc-riscv64-unknown-elf", "", "riscv64-elf-gcc", "gcc-riscv-none-elf", "", "riscv64-elf-gcc", ""}},
    {"avr-gcc", {"gcc-avr avr-libc", "avr-gcc avr-libc", "avr-gcc avr-libc", "gcc-avr avr-libc", "", "", ""}},
    {"x86_64-w64-mingw32-gcc",
     {"gcc-mingw-w64-x86-64", "mingw64-gcc", "mingw-w64-gcc", "mingw-w64-gcc", "mingw64-cross-gcc", "mingw-w64", ""}},
    {"i686-w64-mingw32-gcc",
     {"gcc-mingw-w64-i686", "mingw32-gcc", "mingw-w64-gcc", "i686-mingw-w64-gcc", "mingw32-cross-gcc", "mingw-w64",
      ""}},
    {"musl-gcc", {"musl-tools", "musl-gcc", "musl", "musl-dev", "", "", ""}},
    {"aarch64-linux-gnu-gcc", {"gcc-aarch64-linux-gnu", "", "aarch64-linux-gnu-gcc", "", "", "", ""}},
    {"riscv64-linux-gnu-gcc", {"gcc-riscv64-linux-gnu", "", "riscv64-linux-gnu-gcc", "", "", "", ""}},
    {"emcc", {"emscripten", "emscripten", "emscripten", "", "", "emscripten", ""}},
    {"qemu-system-arm",
     {"qemu-system-arm", "qemu-system-arm", "qemu-system-arm", "qemu-system-arm", "qemu-arm", "qemu",
      "SoftwareFreedomConservancy.QEMU"}},
    {"qemu-system-aarch64",
     {"qemu-system-arm", "qemu-system-aarch64", "qemu-system-aarch64", "qemu-system-aarch64", "qemu-arm", "qemu",
      "SoftwareFreedomConservancy.QEMU"}},
    {"qemu-system-riscv32",
     {"qemu-system-riscv", "qemu-system-riscv", "qemu-system-riscv", "qemu-system-riscv32", "qemu-extra", "qemu",
      "SoftwareFreedomConservancy.QEMU"}},
    {"qemu-system-riscv64",
     {"qemu-system-riscv", "qemu-system-riscv", "qemu-system-riscv", "qemu-system-riscv64", "qemu-extra", "qemu",
      "SoftwareFreedomConservancy.QEMU"}},
    {"qemu-system-x86_64",
     {"qemu-system-x86", "qemu-system-x86", "qemu-system-x86", "qemu-system-x86_64", "qemu-x86", "qemu",
      "SoftwareFreedomConservancy.QEMU"}},
    {"qemu-system-i386",
     {"qemu-system-x86", "qemu-system-x86", "qemu-system-x86", "qemu-system-i386", "qemu-x86", "qemu",
      "SoftwareFreedomConservancy.QEMU"}},
    {"simavr", {"simavr", "simavr", "simavr", "", "", "simavr", ""}},
    {"wine", {"wine", "wine", "wine", "wine", "wine", "--cask wine-stable", ""}},
    {"node", {"nodejs", "nodejs", "nodejs", "nodejs", "nodejs-default", "node", "OpenJS.NodeJS"}},
    {"wasmtime", {"", "", "wasmtime", "wasmtime", "", "wasmtime", "BytecodeAlliance.Wasmtime"}},
    {"patchelf", {"patchelf", "patchelf", "patchelf", "patchelf", "patchelf", "patchelf", ""}},
    {"podman", {"podman", "podman", "podman", "podman", "podman", "podman", "RedHat.Podman"}},
};

std::size_t column(PackageManager manager)
{
    return static_cast<std::size_t>(manager) - 1;
}

// The number before the first dot, 0 where there is none.
int majorVersion(const OsRelease &os)
{
    int number = 0;
    for (const char c : os.versionId) {
        if (c < '0' || c > '9')
            break;
        number = number * 10 + (c - '0');
    }
    return number;
}

// QEMU's RISC-V machines were in qemu-system-misc until Debian 13 and Ubuntu 25.04.
bool riscvInMisc(const OsRelease &os)
{
    const int version = majorVersion(os);
    return version != 0 && ((os.id == "debian" && version < 13) || (os.id == "ubuntu" && version < 25));
}

std::optional<std::string> byRule(const PackageSystem &system, std::string_view program)
{
    using enum PackageManager;
    if (system.manager == Apt && program.starts_with("qemu-system-riscv") && riscvInMisc(system.os))
        return "qemu-system-misc";
    if (program.starts_with("qemu-") && !program.starts_with("qemu-system-")) { // user mode: Linux only
        switch (system.manager) {
        case Apt:
        case Dnf:
        case Pacman:
            return "qemu-user";
        case Apk:
            return std::string(program);
        case Zypper:
            return "qemu-linux-user";
        default:
            return "";
        }
    }
    // Debian: "gcc-" and the prefix, with "-" for "_": gcc-x86-64-linux-gnu
    if (system.manager == Apt && program.find("-linux-gnu") != std::string_view::npos && program.ends_with("-gcc"))
        return "gcc-" + replaceAll(std::string(program.substr(0, program.size() - 4)), "_", "-");
    // Fedora keeps the C library for its cross compiler in a package a release.
    if (system.manager == Dnf && program == "aarch64-linux-gnu-gcc" && system.os.id == "fedora")
        return std::format("gcc-aarch64-linux-gnu sysroot-aarch64-fc{}-glibc", majorVersion(system.os));
    return std::nullopt;
}

} // namespace

PackageManager managerOf(const OsRelease &os)
{
    if (os.is("debian") || os.is("ubuntu"))
        return PackageManager::Apt;
    if (os.is("fedora") || os.is("rhel") || os.is("centos"))
        return PackageManager::Dnf;
    if (os.is("arch"))
        return PackageManager::Pacman;
    if (os.is("alpine"))
        return PackageManager::Apk;
    if (os.is("suse") || os.is("opensuse"))
        return PackageManager::Zypper;
    return PackageManager::None;
}

PackageSystem findPackageSystem()
{
    PackageSystem system{.os = readOsRelease()};
    system.manager = managerOf(system.os);
    if (system.manager == PackageManager::None && system.os.id.empty()) {
        if (findProgram("brew"))
            system.manager = PackageManager::Brew;
        else if (findProgram("winget"))
            system.manager = PackageManager::Winget;
    }
    system.root = QFileInfo(QStringLiteral("/usr/bin")).isWritable();
    return system;
}

std::string packageOf(const PackageSystem &system, std::string_view program)
{
    if (system.manager == PackageManager::None)
        return {};
    if (auto package = byRule(system, program))
        return std::move(*package);
    const auto row = std::ranges::find(rows, program, &Row::program);
    return row == std::end(rows) ? std::string() : std::string(row->packages[column(system.manager)]);
}

std::string rustPackage(const PackageSystem &system, std::string_view rustc, RustPart part)
{
    if (system.manager == PackageManager::Apt) {
        // rustc, rustc-web (Debian's newer one for browsers), rustc-1.80 (Ubuntu)
        std::string variant = rustc.starts_with("rustc-") ? std::string(rustc.substr(5)) : std::string();
        switch (part) {
        case RustPart::Source:
            return "rust" + variant + "-src";
        case RustPart::Cargo:
            return "cargo" + variant;
        case RustPart::Std:
            return "libstd-rust" + variant + "-dev";
        case RustPart::Lld:
            return "rust" + variant + "-llvm";
        }
    }
    static constexpr std::string_view others[][6] = {
        // dnf, pacman, apk, zypper, brew, winget
        {"rust-src", "rust-src", "rust-src", "rust-src", "", ""}, // Source
        {"cargo", "rust", "cargo", "cargo", "rust", ""},          // Cargo
        {"rust-std-static", "rust", "rust", "rust", "rust", ""},  // Std
        {"lld", "lld", "lld", "lld", "lld", ""},                  // Lld
    };
    if (system.manager == PackageManager::None)
        return {};
    return std::string(others[static_cast<std::size_t>(part)][column(system.manager) - 1]);
}

std::string wholeRust(const PackageSystem &system)
{
    switch (system.manager) {
    case PackageManager::None:
        return {};
    case PackageManager::Apt:
        return "rustc cargo rust-src";
    case PackageManager::Pacman:
        return "rust rust-src";
    case PackageManager::Brew:
        return "rustup";
    case PackageManager::Winget:
        return "Rustlang.Rustup";
    default:
        return "rust cargo rust-src";
    }
}

std::string installCommand(const PackageSystem &system, std::string_view packages)
{
    if (packages.empty() || system.manager == PackageManager::None)
        return {};
    static constexpr std::string_view commands[] = {"apt-get install", "dnf install",  "pacman -S",     "apk add",
                                                    "zypper install",  "brew install", "winget install"};
    const bool user = system.manager == PackageManager::Brew || system.manager == PackageManager::Winget;
    return std::format("{}{} {}", system.root || user ? "" : "sudo ", commands[column(system.manager)], packages);
}

} // namespace crossyard::rust
