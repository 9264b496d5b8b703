// SPDX-License-Identifier: MIT OR Apache-2.0
#include "rust/compiler_program.h"

#include "base/files.h"
#include "base/strings.h"

#include <QCoreApplication>
#include <QFile>

#include <algorithm>
#include <cstdint>
#include <format>
#include <fstream>

namespace crossyard::rust {

namespace {

// Numbers of the ELF specification (e_machine) for the machines that Rust has host tools for.
std::string machineName(unsigned number)
{
    switch (number) {
    case 3:
        return "x86 (32 bit)";
    case 8:
        return "MIPS";
    case 20:
        return "PowerPC";
    case 21:
        return "PowerPC64";
    case 22:
        return "S390x";
    case 40:
        return "ARM (32 bit)";
    case 43:
        return "SPARC64";
    case 62:
        return "x86-64";
    case 183:
        return "AArch64";
    case 243:
        return "RISC-V";
    case 258:
        return "LoongArch";
    default:
        return std::format("machine {:#x}", number);
    }
}

// Reads numbers of either byte order and of 32 or 64 bits, as the ELF header says.
class ElfReader {
public:
    explicit ElfReader(std::string_view bytes)
        : m_bytes(bytes), m_wide(bytes.size() > 4 && bytes[4] == 2), m_big(bytes.size() > 5 && bytes[5] == 2)
    {
    }
    bool wide() const { return m_wide; }
    std::uint64_t number(std::uint64_t offset, unsigned size) const
    {
        std::uint64_t value = 0;
        if (offset > m_bytes.size() || m_bytes.size() - offset < size)
            return 0;
        for (unsigned i = 0; i < size; ++i) {
            const auto byte = static_cast<unsigned char>(m_bytes[offset + i]);
            value |= static_cast<std::uint64_t>(byte) << (8 * (m_big ? size - 1 - i : i));
        }
        return value;
    }
    std::uint64_t word(std::uint64_t offset32, std::uint64_t offset64) const
    {
        return m_wide ? number(offset64, 8) : number(offset32, 4);
    }

private:
    std::string_view m_bytes;
    bool m_wide;
    bool m_big;
};

std::string elfInterpreter(std::string_view bytes)
{
    constexpr std::uint64_t interpreterHeader = 3; // PT_INTERP
    const ElfReader elf(bytes);
    const auto table = elf.word(28, 32);
    const auto entrySize = elf.number(elf.wide() ? 54 : 42, 2);
    const auto count = elf.number(elf.wide() ? 56 : 44, 2);
    for (std::uint64_t i = 0; i < count; ++i) {
        const auto entry = table + i * entrySize;
        if (elf.number(entry, 4) != interpreterHeader)
            continue;
        const auto offset = elf.word(entry + 4, entry + 8);
        if (offset >= bytes.size())
            return {};
        const auto text = bytes.substr(offset);
        return std::string(text.substr(0, text.find('\0')));
    }
    return {};
}

std::string firstBytes(const fs::path &file)
{
    constexpr qint64 enough = 16 * 1024; // headers and the loader's name stand at the beginning
    QFile in(QString::fromStdString(toUtf8(file)));
    return in.open(QIODevice::ReadOnly) ? in.read(enough).toStdString() : std::string();
}

bool isDriver(const std::string &name)
{
    const std::string_view text = name;
    return (text.starts_with("librustc_driver-") && (text.ends_with(".so") || text.ends_with(".dylib"))) ||
           (text.starts_with("rustc_driver-") && text.ends_with(".dll"));
}

std::vector<fs::path> driversIn(const fs::path &directory)
{
    std::vector<fs::path> found;
    std::error_code error;
    for (fs::directory_iterator it(directory, error), end; !error && it != end; it.increment(error)) {
        if (isDriver(toUtf8(it->path().filename())))
            found.push_back(it->path());
    }
    std::ranges::sort(found);
    return found;
}

} // namespace

ProgramKind programKind(std::string_view bytes)
{
    using Format = ProgramKind::Format;
    if (bytes.starts_with("\x7f"
                          "ELF") &&
        bytes.size() >= 20)
        return {Format::Elf, machineName(static_cast<unsigned>(ElfReader(bytes).number(18, 2))), elfInterpreter(bytes)};
    if (bytes.starts_with("#!")) {
        const auto words = splitWhitespace(bytes.substr(2, std::min(bytes.find('\n'), bytes.size()) - 2));
        return {Format::Script, {}, words.empty() ? std::string() : words.front()};
    }
    if (bytes.starts_with("MZ"))
        return {Format::Windows, {}, {}};
    for (const std::string_view magic : {"\xcf\xfa\xed\xfe", "\xce\xfa\xed\xfe", "\xca\xfe\xba\xbe"}) {
        if (bytes.starts_with(magic))
            return {Format::MachO, {}, {}};
    }
    return {};
}

std::optional<Error> whyNotRunnable(const fs::path &program)
{
    std::error_code ignored;
    const auto name = toUtf8(program);
    if (fs::is_symlink(program, ignored) && !fs::exists(program, ignored))
        return Error{ErrorCode::NotFound, std::format("{} is a link to {}, which does not exist", name,
                                                      toUtf8(fs::read_symlink(program, ignored)))}
            .withHint("install what it points to again, or remove the link");
    if (!fs::exists(program, ignored))
        return Error{ErrorCode::NotFound, std::format("there is no program {}", name)};
    if (fs::is_directory(program, ignored))
        return Error{ErrorCode::BadInput, std::format("{} is a directory, not a program", name)};
    if (!isExecutable(program))
        return Error{ErrorCode::Unsupported, std::format("{} is not executable", name)}.withHint(
            programKind(firstBytes(program)).format == ProgramKind::Format::Unknown
                ? "it is no program at all: install this toolchain again"
                : std::format("make it executable: chmod +x '{}'", name));
    return std::nullopt;
}

std::optional<Error> whyNotStarted(const fs::path &program)
{
    if (auto reason = whyNotRunnable(program))
        return reason;
    const auto name = toUtf8(program);
    const auto kind = programKind(firstBytes(program));
    const auto own = programKind(firstBytes(fromUtf8(QCoreApplication::applicationFilePath().toStdString())));
    const auto another = [&](std::string_view what) {
        return Error{ErrorCode::Unsupported, std::format("{} is a program for {}, and does not run here", name, what)}
            .withHint("install the toolchain whose host is this machine");
    };
    std::error_code ignored;
    if (kind.format != own.format && kind.format == ProgramKind::Format::Windows)
        return another("Windows");
    if (kind.format != own.format && kind.format == ProgramKind::Format::MachO)
        return another("macOS");
    if (kind.format != own.format && kind.format == ProgramKind::Format::Elf)
        return another("Linux or another ELF system");
    if (kind.format == ProgramKind::Format::Elf && kind.machine != own.machine)
        return another(std::format("{} machines (this one is {})", kind.machine, own.machine));
    if (!kind.interpreter.empty() && !fs::exists(fromUtf8(kind.interpreter), ignored))
        return Error{ErrorCode::Unsupported,
                     std::format("{} needs {}, which is not on this system", name, kind.interpreter)}
            .withHint(kind.format == ProgramKind::Format::Elf
                          ? "it was made for another C library (glibc or musl): install the toolchain for this one"
                          : "install that program, or remove the script");
    if (kind.format == ProgramKind::Format::Unknown)
        return Error{ErrorCode::Unsupported, std::format("{} is no program: its content is neither a known kind of "
                                                         "executable nor a script",
                                                         name)}
            .withHint("install this toolchain again");
    return std::nullopt;
}

std::optional<fs::path> driverLibrary(const fs::path &program, const fs::path &sysroot)
{
    std::vector<fs::path> drivers;
    for (const auto &root : {sysroot, program.parent_path().parent_path()}) {
        if (root.empty() || !drivers.empty())
            continue;
        std::vector<fs::path> directories{root / "lib", root / "lib64", root / "bin"};
        // Debian puts libraries into a directory a machine: lib/x86_64-linux-gnu.
        std::error_code error;
        for (fs::directory_iterator it(root / "lib", error), end; !error && it != end; it.increment(error)) {
            const auto name = toUtf8(it->path().filename());
            if (name.find("-linux-") != std::string::npos && it->is_directory(error))
                directories.push_back(it->path());
        }
        for (const auto &directory : directories)
            std::ranges::copy(driversIn(directory), std::back_inserter(drivers));
    }
    if (drivers.size() <= 1)
        return drivers.empty() ? std::nullopt : std::optional(drivers.front());
    // Several compilers share the directory: the program names the one that it loads.
    if (const auto bytes = readFile(program)) {
        for (const auto &driver : drivers) {
            if (bytes->find(toUtf8(driver.filename())) != std::string::npos)
                return driver;
        }
    }
    return drivers.front();
}

} // namespace crossyard::rust
