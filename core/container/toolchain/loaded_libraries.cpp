// SPDX-License-Identifier: MIT OR Apache-2.0
#include "container/toolchain/loaded_libraries.h"

#include "base/strings.h"
#include "process/runner.h"
#include "rust/compiler_program.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <format>
#include <fstream>

namespace crossyard::container {

namespace {

Result<std::string> firstBytes(const fs::path &file)
{
    std::string bytes(std::size_t{16} * 1024, '\0'); // headers and the loader's name stand at the beginning
    std::ifstream in(file, std::ios::binary);
    if (!in)
        return fail(ErrorCode::Io, std::format("{} cannot be read", toUtf8(file)));
    in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    bytes.resize(static_cast<std::size_t>(in.gcount()));
    return bytes;
}

// What is preloaded into all of the user's programs is no part of this one.
process::Command loaderCommand(const fs::path &loader, std::vector<std::string> words)
{
    return {.program = loader,
            .arguments = std::move(words),
            .directory = {},
            .environment = {{"LD_PRELOAD", std::nullopt}, {"LC_ALL", "C"}}};
}

std::vector<int> numbersOf(std::string_view version)
{
    std::vector<int> numbers;
    for (const auto &part : split(version, '.')) {
        int number = 0;
        std::from_chars(part.data(), part.data() + part.size(), number);
        numbers.push_back(number);
    }
    return numbers;
}

} // namespace

Result<std::vector<LoadedLibrary>> parseLoaderList(std::string_view text, const fs::path &program)
{
    // "\tlibz.so.1 => /lib/x86_64-linux-gnu/libz.so.1 (0x00007f...)", "\tlibz.so.1 => not found",
    // "\tlinux-vdso.so.1 (0x...)", "\t/lib64/ld-linux-x86-64.so.2 (0x...)"
    std::vector<LoadedLibrary> libraries;
    std::vector<std::string> missing;
    for (const auto &line : split(text, '\n')) {
        const auto arrow = line.find(" => ");
        if (arrow == std::string::npos)
            continue;
        const std::string name(trim(std::string_view(line).substr(0, arrow)));
        const auto found = line.substr(arrow + 4);
        if (found.starts_with("not found")) {
            missing.push_back(name);
            continue;
        }
        const fs::path path = fromUtf8(found.substr(0, found.rfind(" (0x")));
        if (!name.starts_with('/') && !path.empty()) // of a loader by another name: "/lib64/ld.so => /lib/ld.so"
            libraries.push_back({name, path});
    }
    if (!missing.empty())
        return fail(Error{ErrorCode::NotFound, std::format("{} needs {}, which this machine does not have",
                                                           toUtf8(program), join(missing, ", "))}
                        .withHint("install the package that it belongs to"));
    return libraries;
}

Result<LoadedLibraries> librariesOf(const fs::path &program, const CancelToken &cancel)
{
    CY_TRY(const std::string bytes, firstBytes(program));
    const auto kind = rust::programKind(bytes);
    LoadedLibraries loaded{.elf = kind.format == rust::ProgramKind::Format::Elf};
    if (!loaded.elf || kind.interpreter.empty())
        return loaded;
    loaded.loader = fromUtf8(kind.interpreter);
    auto said = process::outputOf(loaderCommand(loaded.loader, {"--list", toUtf8(program)}), {.cancel = cancel});
    if (!said)
        return fail(std::move(said.error()).withContext("asking which libraries " + toUtf8(program) + " loads"));
    CY_TRY(loaded.libraries, parseLoaderList(*said, program));
    return loaded;
}

bool isOfGlibc(std::string_view name)
{
    // Those that glibc installs, from 2.17 on; several are empty since 2.34, and are there for what was linked before.
    static constexpr std::array prefixes{"ld-linux",
                                         "ld64.so.",
                                         "ld.so.",
                                         "libc.so.",
                                         "libm.so.",
                                         "libmvec.so.",
                                         "libpthread.so.",
                                         "libdl.so.",
                                         "librt.so.",
                                         "libutil.so.",
                                         "libresolv.so.",
                                         "libanl.so.",
                                         "libnss_files.so.",
                                         "libnss_dns.so.",
                                         "libnss_compat.so.",
                                         "libBrokenLocale.so.",
                                         "libthread_db.so."};
    return std::ranges::any_of(prefixes, [&](const char *prefix) { return name.starts_with(prefix); });
}

Result<std::string> glibcVersion(const fs::path &loader, const fs::path &libc, const CancelToken &cancel)
{
    CY_TRY(const std::string said, process::outputOf(loaderCommand(loader, {toUtf8(libc)}), {.cancel = cancel}));
    return parseGlibcVersion(said);
}

Result<std::string> parseGlibcVersion(std::string_view text)
{
    // "GNU C Library (Debian GLIBC 2.41-12) stable release version 2.41."
    constexpr std::string_view word = "release version ";
    const auto at = text.find(word);
    const auto rest = at == std::string_view::npos ? std::string_view() : text.substr(at + word.size());
    auto version = rest.substr(0, rest.find_first_not_of("0123456789."));
    while (version.ends_with('.'))
        version.remove_suffix(1);
    if (version.find('.') == std::string_view::npos)
        return fail(ErrorCode::Parse, "the C library does not say its version");
    return std::string(version);
}

bool isOlderGlibc(std::string_view version, std::string_view than)
{
    return std::ranges::lexicographical_compare(numbersOf(version), numbersOf(than));
}

} // namespace crossyard::container
