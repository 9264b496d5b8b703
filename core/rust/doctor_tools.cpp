// SPDX-License-Identifier: MIT OR Apache-2.0
// The order of the questions is: does it run here; which linker does rustc start by itself and can that do it; which
// cross tools go by which prefix; which emulator knows the machine.
#include "rust/doctor_tools.h"

#include "base/strings.h"

#include <algorithm>
#include <format>

namespace crossyard::rust {

namespace {

// "armv7" of "armv7-unknown-linux-gnueabihf"
std::string firstPart(std::string_view triple)
{
    return std::string(triple.substr(0, triple.find('-')));
}

bool contains(std::string_view text, std::string_view what)
{
    return text.find(what) != std::string_view::npos;
}

// The machine as GNU's triples name it.
std::string gnuMachine(const TargetInfo &info)
{
    const auto part = firstPart(info.llvmTarget);
    if (info.arch == "arm")
        return "arm";
    if (info.arch == "x86")
        return "i686";
    if (info.arch == "riscv64" || info.arch == "riscv32")
        return info.arch;
    return part;
}

// The rest of a Linux triple: "gnu", "gnueabihf", "gnuabi64", "musl".
std::string linuxAbi(const TargetInfo &info)
{
    const auto at = info.llvmTarget.rfind("linux-");
    return at == std::string::npos ? info.env : info.llvmTarget.substr(at + 6);
}

bool isNative(std::string_view name, const TargetInfo &info, std::string_view host)
{
    if (name == host)
        return true;
    const auto hostMachine = firstPart(host);
    const bool machine = firstPart(info.llvmTarget) == hostMachine ||
                         (info.arch == "x86" && hostMachine == "x86_64" && info.os == "linux");
    if (!machine)
        return false;
    // A musl program is static; a GNU one needs the C library of a GNU host.
    if (info.os == "linux" && contains(host, "-linux-"))
        return info.env == "musl" || (info.env == "gnu" && contains(host, "-gnu"));
    return info.os == "windows" && contains(host, "-windows-");
}

std::string mingwPrefix(const TargetInfo &info)
{
    return firstPart(info.llvmTarget) == "x86_64"    ? "x86_64-w64-mingw32"
           : firstPart(info.llvmTarget) == "aarch64" ? "aarch64-w64-mingw32"
                                                     : "i686-w64-mingw32";
}

std::vector<std::string> crossCompilers(const TargetInfo &info)
{
    const auto machine = gnuMachine(info);
    if (info.os == "linux" && info.env == "musl")
        return {machine + "-linux-" + linuxAbi(info) + "-gcc",
                machine + "-linux-" + replaceAll(linuxAbi(info), "musl", "gnu") + "-gcc"};
    if (info.os == "linux" && info.env != "ohos")
        return {machine + "-linux-" + linuxAbi(info) + "-gcc"};
    if (info.os == "windows" && info.env == "gnu")
        return {mingwPrefix(info) + (contains(info.linker, "clang") ? "-clang" : "-gcc")};
    if (info.os == "emscripten")
        return {"emcc"};
    if (info.arch == "wasm32" || info.arch == "wasm64" || info.os == "uefi" || info.arch == "bpf")
        return {"clang"};
    if (info.os == "none" || info.os == "unknown") {
        if (info.arch == "arm")
            return {"arm-none-eabi-gcc"};
        if (info.arch == "aarch64")
            return {"aarch64-none-elf-gcc", "aarch64-linux-gnu-gcc"};
        if (info.arch == "riscv32" || info.arch == "riscv64")
            return {"riscv64-unknown-elf-gcc", "riscv32-unknown-elf-gcc", "riscv-none-elf-gcc", "riscv64-elf-gcc"};
        if (info.arch == "avr")
            return {"avr-gcc"};
        if (info.arch == "msp430")
            return {"msp430-elf-gcc"};
    }
    return {};
}

std::string defaultLinker(const TargetInfo &info)
{
    if (!info.linker.empty())
        return info.linker;
    if (info.linkerFlavor == "msvc")
        return "link.exe";
    if (info.linkerFlavor == "em-cc" || info.linkerFlavor == "em")
        return "emcc";
    if (info.linkerFlavor == "llbc")
        return "llvm-bitcode-linker";
    if (info.linkerFlavor == "bpf")
        return "bpf-linker";
    return "cc";
}

std::string linkerNote(const TargetInfo &info, std::string_view linker)
{
    if (info.vendor == "apple")
        return "Apple's SDK and linker are needed, which come with Xcode on a Mac";
    if (info.os == "android")
        return "the linker comes with Android's NDK: set target.NAME.linker to its "
               "toolchains/llvm/prebuilt/HOST/bin/TRIPLE-clang";
    if (linker == "link.exe")
        return "Microsoft's linker runs on Windows only; lld-link with an unpacked Windows SDK can stand in for it";
    if (linker == "qcc" || linker == "wr-c++" || contains(linker, "helenos") || contains(linker, "kmc") ||
        contains(linker, "espidf") || contains(linker, "-esp"))
        return std::format("{} comes with the vendor's SDK for this system", linker);
    return {};
}

std::string userEmulator(const TargetInfo &info)
{
    const auto part = firstPart(info.llvmTarget);
    const bool little = part.ends_with("el") || part.ends_with("le");
    if (info.arch == "x86")
        return "qemu-i386";
    if (info.arch == "arm")
        return part.ends_with("eb") || part.starts_with("armeb") ? "qemu-armeb" : "qemu-arm";
    if (info.arch == "powerpc")
        return "qemu-ppc";
    if (info.arch == "powerpc64")
        return little ? "qemu-ppc64le" : "qemu-ppc64";
    if (info.arch == "mips" || info.arch == "mips64")
        return "qemu-" + info.arch + (little ? "el" : "");
    if (info.arch == "aarch64" && part.ends_with("_be"))
        return "qemu-aarch64_be";
    return "qemu-" + info.arch;
}

void addRunners(TargetTools &tools, const TargetInfo &info)
{
    const bool bare = info.os == "none" || info.os == "unknown";
    if (info.os == "linux") {
        const auto emulator = userEmulator(info);
        tools.runners = {emulator, emulator + "-static"};
    } else if (info.os == "windows" && (info.arch == "x86_64" || info.arch == "x86")) {
        tools.runners = {"wine", "wine64"};
    } else if (info.os == "wasi" || contains(info.llvmTarget, "-wasi")) {
        tools.runners = {"wasmtime"};
    } else if (info.arch == "wasm32" || info.arch == "wasm64") {
        tools.runners = {"node"};
    } else if ((bare || info.os == "uefi") && (info.arch == "x86_64" || info.arch == "x86")) {
        tools.runners = {info.arch == "x86" ? "qemu-system-i386" : "qemu-system-x86_64"};
    } else if (bare && info.arch == "arm") {
        tools.runners = {"qemu-system-arm"};
    } else if (bare && (info.arch == "aarch64" || info.arch == "riscv32" || info.arch == "riscv64")) {
        tools.runners = {"qemu-system-" + info.arch};
    } else if (bare && info.arch == "avr") {
        tools.runners = {"simavr"};
    } else {
        tools.runnerNote = "no emulator for it is known: run it on the real thing, with a runner set for cargo";
    }
}

} // namespace

TargetTools toolsFor(std::string_view name, const TargetInfo &info, std::string_view host)
{
    TargetTools tools;
    tools.runsHere = isNative(name, info, host);
    tools.ownLinker = defaultLinker(info);
    tools.compilers = crossCompilers(info);
    // What runs here, and bare metal of this machine's own kind, is linked and compiled by this machine's tools.
    const bool bothApple = info.vendor == "apple" && contains(host, "-apple-");
    const bool ownMachine = firstPart(info.llvmTarget) == firstPart(host) && (info.os == "none" || tools.runsHere);
    tools.ownLinkerFits = tools.ownLinker != "cc" || ownMachine || bothApple;
    if (tools.ownLinkerFits)
        tools.linkers = {tools.ownLinker};
    else
        tools.linkers = tools.compilers;
    tools.linkerNote = linkerNote(info, tools.ownLinker);
    if (bothApple)
        tools.compilers = {"clang"};
    else if (ownMachine)
        tools.compilers = {info.env == "musl" && contains(host, "-gnu") ? "musl-gcc" : "cc"};
    if (!tools.runsHere)
        addRunners(tools, info);
    return tools;
}

} // namespace crossyard::rust
